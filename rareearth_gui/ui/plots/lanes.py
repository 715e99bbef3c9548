"""Lanes of labels under points on a line: each where it fits, the most telling first, none over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACE = 8.0
"""Pixels between two labels of one lane."""
CLEAR = 3.0
"""Pixels between a label and the leader of another."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that belong to the point at pixel `x`; a higher `weight` is placed first."""

    x: float
    width: float
    weight: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Which label stands in which lane, and from where."""

    number: int
    lane: int
    left: float


def place(labels: Sequence[Label], lanes: int, left: float, right: float) -> list[Placed]:
    """Give each label the first lane where neither it nor its leader meets another; leave out what fits nowhere."""
    placed: list[Placed] = []
    for number in sorted(range(len(labels)), key=lambda number: (-labels[number].weight, labels[number].x)):
        label = labels[number]
        start = max(left, min(label.x - label.width / 2, right - label.width))
        for lane in range(lanes):
            one = Placed(number, lane, start)
            if all(_clear(labels, one, other) for other in placed):
                placed.append(one)
                break
    return placed


def _clear(labels: Sequence[Label], one: Placed, other: Placed) -> bool:
    if one.lane == other.lane:
        first, second = sorted((one, other), key=lambda placed: placed.left)
        return first.left + labels[first.number].width + SPACE <= second.left
    upper, lower = sorted((one, other), key=lambda placed: placed.lane)
    leader = labels[lower.number].x  # passes the upper lanes on its way down
    return not upper.left - CLEAR <= leader <= upper.left + labels[upper.number].width + CLEAR
