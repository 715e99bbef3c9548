"""Fault points: named places at which a test may have the process killed; nothing happens without the variable."""

from __future__ import annotations

import os
import signal

VARIABLE = "RAREEARTH_FAULT"
POINTS = (
    "ruling-begun",
    "ruling-written",
    "ruling-audited",
    "ruling-rechecked",
    "ruling-committed",
    "edit-begun",
    "edit-written",
    "edit-audited",
    "edit-rechecked",
    "edit-committed",
)


def hit(point: str) -> None:
    """Die here at once, without clean-up, when a test asked for it."""
    assert point in POINTS, point
    if os.environ.get(VARIABLE) == point:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
