"""Leftovers: the unfinished files that a killed process left beside a library, swept away before the next is made."""

from __future__ import annotations

import glob
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

UNFINISHED = "making"


def unfinished(path: Path) -> Path:
    """Name the file in which this process makes the library at `path`."""
    return path.with_name(f"{path.name}.{os.getpid()}.{UNFINISHED}")


def sweep(path: Path) -> None:
    """Take away what processes that are no more left unfinished beside `path`, journals too."""
    for left in path.parent.glob(f"{glob.escape(path.name)}.*.{UNFINISHED}*"):
        number = left.name.removeprefix(f"{path.name}.").partition(".")[0]
        if number.isdecimal() and (int(number) == os.getpid() or not _is_alive(int(number))):
            with suppress(OSError):
                left.unlink()


def _is_alive(number: int) -> bool:
    if os.name == "nt":  # where no signal asks; a file that is open cannot be taken away there
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
