"""Marks that would cover one another: set side by side within the time that they are of, else one around the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPen

from rareearth_gui.ui.plots import strokes
from rareearth_gui.ui.plots.strokes import RADIUS, Shape
from rareearth_gui.ui.plots.time_axis import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPainter

    from rareearth_gui.ui.plots.bands import Ends
    from rareearth_gui.ui.plots.frame import PlotColours

STEP = 2.4 * RADIUS
ROUND = 3.5
"""By how much a mark is larger than the one that stands on it."""
MOST_ROUND = 4
BRACKET = 3.0
KEY = "side by side within the bracket: at one time"


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark before it is drawn: the pixels of the time that it is of, and of where it would stand alone."""

    between: Ends
    spot: QPointF


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a mark is drawn and how large; `moved` says that it stands beside others of the same time."""

    spot: QPointF
    radius: float
    moved: bool

    @property
    def says(self) -> str:
        """Say what the place of the mark does not mean; blank where it is what it seems."""
        if self.moved:
            return "side by side with others of one time, which is the whole bracket"
        return "around others at the same place: the arrow keys go from one to the next" if self.radius > RADIUS else ""

    @property
    def area(self) -> QRectF:
        """Give where the mark can be pointed at."""
        return QRectF(self.spot.x() - self.radius, self.spot.y() - self.radius, 2 * self.radius, 2 * self.radius)


def stand(marks: Sequence[Placed]) -> list[Stand]:
    """Find where the marks are drawn, in their order: never outside the time that they are of, never out of sight."""
    spots = [mark.spot for mark in marks]
    moved = [False] * len(marks)
    for group in _crowded(marks):
        for place, number in enumerate(group):
            spots[number] = _aside(marks[number], place, len(group))
            moved[number] = spots[number] != marks[number].spot
    radii = _nested(spots)
    return [Stand(spot, radius, aside) for spot, radius, aside in zip(spots, radii, moved, strict=True)]


def _crowded(marks: Sequence[Placed]) -> Iterable[list[int]]:
    """Give the runs of marks of one time that touch one another, by their numbers, in their order."""
    by_time: dict[Ends, list[int]] = {}
    for number, mark in enumerate(marks):
        by_time.setdefault(mark.between, []).append(number)
    for numbers in by_time.values():
        run: list[int] = []
        for number in sorted(numbers, key=lambda one: marks[one].spot.y()):
            if run and marks[number].spot.y() - marks[run[-1]].spot.y() >= 2 * RADIUS:
                yield sorted(run)
                run = []
            run.append(number)
        yield sorted(run)


def _aside(mark: Placed, place: int, many: int) -> QPointF:
    """Give a mark its place among so many, as far apart as their time leaves room for."""
    left, right = mark.between
    room = max(right - left - 2 * RADIUS, 0.0)
    apart = min(STEP, room / (many - 1)) if many > 1 else 0.0
    first = mark.spot.x() - (many - 1) / 2 * apart
    return QPointF((max(first, left + RADIUS) if apart else first) + place * apart, mark.spot.y())


def _nested(spots: Sequence[QPointF]) -> list[float]:
    """Draw a mark that later ones would hide larger, so that it shows around them."""
    made = [RADIUS] * len(spots)
    later: dict[tuple[int, int], list[QPointF]] = {}  # by squares of the page: each looks at its neighbours only
    for number in range(len(spots) - 1, -1, -1):
        spot = spots[number]
        column, row = int(spot.x() // RADIUS), int(spot.y() // RADIUS)
        near = (later.get((column + x, row + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
        over = sum((other - spot).manhattanLength() < RADIUS for others in near for other in others)
        made[number] += ROUND * min(over, MOST_ROUND)
        later.setdefault((column, row), []).append(spot)
    return made


def bracket(painter: QPainter, between: Ends, y: float, colour: str) -> None:
    """Draw from when to when marks may stand at this height."""
    painter.setPen(QPen(strokes.faint(colour, 0.8), 1.2))
    painter.drawLine(QPointF(between[0], y), QPointF(between[1], y))
    for x in between:
        painter.drawLine(QPointF(x, y - BRACKET), QPointF(x, y + BRACKET))


def sample(painter: QPainter, room: QRectF, colours: PlotColours) -> None:
    """Draw two marks in their bracket, for the key."""
    y = room.center().y()
    bracket(painter, (room.left(), room.right()), y, colours.muted)
    for x in (room.center().x() - STEP / 2, room.center().x() + STEP / 2):
        strokes.mark(painter, QPointF(x, y), Shape.DOT, colours.text, colours.background)


def is_shared(times: Iterable[Ends]) -> bool:
    """Say whether two marks are of one time that is longer than a day, so that they may be set side by side."""
    seen = [time for time in times if time[1] - time[0] > 2 * DAY]
    return len(set(seen)) < len(seen)
