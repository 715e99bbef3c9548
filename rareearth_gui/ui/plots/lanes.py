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
        one = next(
            (
                Placed(number, lane, start)
                for start in _starts(labels[number], left, right)
                for lane in range(lanes)
                if all(_clear(labels, Placed(number, lane, start), other) for other in placed)
            ),
            None,
        )
        if one is not None:
            placed.append(one)
    return placed


def _starts(label: Label, left: float, right: float) -> list[float]:
    """Try a label centred under its point, then to the right of it, then to the left."""
    tries = (label.x - label.width / 2, label.x - CLEAR, label.x + CLEAR - label.width)
    return [max(left, min(start, right - label.width)) for start in tries]


def _clear(labels: Sequence[Label], one: Placed, other: Placed) -> bool:
    if one.lane == other.lane:
        first, second = sorted((one, other), key=lambda placed: placed.left)
        return first.left + labels[first.number].width + SPACE <= second.left
    upper, lower = sorted((one, other), key=lambda placed: placed.lane)
    leader = labels[lower.number].x  # passes the upper lanes on its way down
    return not upper.left - CLEAR <= leader <= upper.left + labels[upper.number].width + CLEAR
