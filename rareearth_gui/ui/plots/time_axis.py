"""The axis of time: days as places in years, and years and months as spans that are marked where they begin."""

from __future__ import annotations

import math
from calendar import isleap
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt

from rareearth_gui.ui.plots import strokes
from rareearth_gui.ui.plots.frame import width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPainter

    from rareearth_gui.ui.plots.bands import Ends
    from rareearth_gui.ui.plots.frame import Frame

DAY = 1 / 366
"""The least that a day is of a year."""
APART = 20.0
"""Pixels between the words of two spans."""
LEAST = 4.0
"""Pixels of a year, below which only the named ones are marked."""
FEW_YEARS = 2.5
_MONTHS = 12


def in_years(bounds: tuple[date, date]) -> Ends:
    """Give from when to when the days from the first to the last are, in years: a whole year is 2010.0 to 2011.0."""
    first, last = bounds
    return first.year + (_number(first) - 1) / _length(first), last.year + _number(last) / _length(last)


def _number(day: date) -> int:
    return day.timetuple().tm_yday


def _length(day: date) -> int:
    return 366 if isleap(day.year) else 365


class Span(NamedTuple):
    """A year or a month of the axis, in years; its label is blank where there is no room for one."""

    start: float
    stop: float
    label: str

    @property
    def middle(self) -> float:
        """Give where the label stands."""
        return (self.start + self.stop) / 2


def spans(low: float, high: float, pixels: float, width: Callable[[str], float]) -> list[Span]:
    """Divide the time in view into years, or into months where there are few years."""
    if not high > low:
        return []
    room = pixels / (high - low)
    if high - low < FEW_YEARS:
        need = width("2000-00") + APART
        step = next((step for step in (1, 2, 3, 6) if step * room / _MONTHS >= need), _MONTHS)
        return [_month(number, number % step == 0) for number in _within(low * _MONTHS, high * _MONTHS, 1)]
    need = width("2000") + APART
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if step * room >= need), 500)
    each = 1 if room >= LEAST else step
    return [Span(year, year + 1, "" if year % step else str(year)) for year in _within(low, high, each)]


def _within(low: float, high: float, step: int) -> range:
    """Count the spans of which at least a part is in view."""
    return range(math.floor(low / step) * step, math.ceil(high), step)


def _month(number: int, named: bool) -> Span:
    """Make the span of a month by its days, as figures are placed by theirs."""
    year, month = divmod(number, _MONTHS)
    label = f"{year}-{month + 1:02}" if named else ""
    return Span(_begin(year, month), _begin(year + (month + 1) // _MONTHS, (month + 1) % _MONTHS), label)


def _begin(year: int, month: int) -> float:
    """Give where a month begins, with January at 0; years beyond the calendar are as its first and last."""
    day = date(min(max(year, date.min.year), date.max.year), month + 1, 1)
    return year + (_number(day) - 1) / _length(day)


def draw(painter: QPainter, frame: Frame, shown: list[Span], title: str) -> None:
    """Draw the axis: a tick where each span begins and ends, the label between its ticks, the title under them."""
    view, fonts, colours = frame.view, frame.fonts, frame.colours
    for moment in _edges(shown):
        x = round(frame.x(moment)) + 0.5
        if view.left() <= x <= view.right() + 1:
            strokes.line(painter, QPointF(x, view.bottom() - strokes.GAP), QPointF(x, view.bottom()), colours.muted)
    top = view.bottom() + strokes.HEADROOM
    for span in shown:
        x = frame.x(span.middle)
        if span.label and view.left() <= x <= view.right():
            half = width_of(span.label, fonts.small) / 2 + 1
            where = QRectF(min(x - half, frame.page.right() - 2 * half), top, 2 * half, fonts.small_line)
            strokes.words(painter, where, span.label, fonts.small, colours.muted, Qt.AlignmentFlag.AlignHCenter)
    strokes.axis_below(painter, frame, [], title)


def _edges(shown: list[Span]) -> Iterator[float]:
    return iter(sorted({edge for span in shown for edge in span[:2]}))
