"""Fitting an axis: values widened until the words beside the marks have room too."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rareearth_gui.ui.plots.bands import Ends

SHARE, CHEAP = 0.5, 0.25
"""How much of the width words may take at most, and how much they may take at the right without ado."""
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Need:
    """What one row needs: its leftmost and rightmost value (infinite: no room for words there), its words' width."""

    left: float
    right: float
    width: float


def widened(around: Ends, needs: Sequence[Need], width: float, edge: float) -> Ends:
    """Give the values at the edges of so many pixels that hold those `around` and, beside them, the words."""
    low, high = around
    before = after = edge
    for _ in range(ROUNDS):
        more_before, more_after = _lacking(around, needs, width, before, after)
        if more_before + more_after <= 0 or before + after >= width * SHARE:
            break
        before, after = before + more_before, after + more_after
    spare = min(1.0, width * SHARE / (before + after))
    scale = (width - (before + after) * spare) / (high - low)
    return low - before * spare / scale, high + after * spare / scale


def _lacking(around: Ends, needs: Sequence[Need], width: float, before: float, after: float) -> Ends:
    """Say how many pixels more the words need at the left and at the right."""
    low, high = around
    scale = max(width - before - after, 1.0) / (high - low)
    more_before = more_after = 0.0
    for need in needs:
        left = need.width - before - (need.left - low) * scale if math.isfinite(need.left) else math.inf
        right = before + (need.right - low) * scale + need.width - width if math.isfinite(need.right) else math.inf
        if right <= width * CHEAP:  # words stand to the right wherever that costs little
            more_after = max(more_after, right)
        elif left > 0 and math.isfinite(min(left, right)):
            more_before = max(more_before, left if left < right else 0.0)
            more_after = max(more_after, right if right <= left else 0.0)
    return more_before, more_after
