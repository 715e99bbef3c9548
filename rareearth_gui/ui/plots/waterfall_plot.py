"""The waterfall plot: from one figure to another in signed steps, each with its cause, its size and its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from rareearth_gui.ops.factors import Cause
from rareearth_gui.ops.waterfall import signed
from rareearth_gui.ui.plots import fit, key, strokes
from rareearth_gui.ui.plots.bands import Bands, Ends
from rareearth_gui.ui.plots.frame import Fonts, Frame, Hit, width_of
from rareearth_gui.ui.plots.rows import EDGE, Row, RowPlot
from rareearth_gui.ui.plots.strokes import GAP, RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.ops.factors import Step
    from rareearth_gui.ops.waterfall import Waterfall

THICK = 12.0
LOOSE = 2.5
"""The height of a row in lines of words, at most: one for the bar, one for its words."""
SMALL = 0.12
"""A difference less than this part of the values is drawn on an axis that does not start at nothing."""
BEFORE = 0.6
"""How far below the lowest level such an axis starts, in differences."""
UP, DOWN = 0, 1
"""The places of the accents of what adds and of what takes away."""
CUT = 6.0


@dataclass(frozen=True, slots=True)
class Bar(Row):
    """One row: a figure (`step` is None), or a step from one level to the next."""

    start: float = 0.0
    stop: float = 0.0
    step: Step | None = None

    @property
    def low(self) -> float:
        """Give the lower end."""
        return min(self.start, self.stop)

    @property
    def high(self) -> float:
        """Give the higher end."""
        return max(self.start, self.stop)

    @property
    def unexplained(self) -> bool:
        """Say whether nothing accounts for the step."""
        return self.step is not None and self.step.cause is Cause.UNEXPLAINED


class WaterfallPlot(RowPlot):
    """How one figure comes to differ from another: each bar leads to the figure that it rests on."""

    nothing = "Two figures that can be compared are needed: here is none, or one."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._cut = False

    def show_waterfall(self, waterfall: Waterfall | None, measure: str) -> None:
        """Show the steps between two figures; `measure` says what the axis measures, the plot adds the unit."""
        levels = [float(level) for level in waterfall.levels] if waterfall else []
        base, around = _around(levels) if levels else (0.0, (0.0, 1.0))
        self._cut = bool(levels) and base != 0
        self._bars = tuple(_bars(waterfall, levels, base)) if waterfall else ()
        self.show_rows(self._bars, measure, around)

    @property
    def figures(self) -> Sequence[Figure]:
        drawn = (bar.step.rests_on if bar.step else (bar.bands.figure,) for bar in self._bars if bar.bands)
        return list({figure.id: figure for figures in drawn for figure in figures}.values())

    def entries(self) -> list[key.Entry]:
        steps = [bar for bar in self._bars if bar.step is not None]
        made = [key.Entry("printed figure", partial(self._sample, "figure"))] if self._bars else []
        if any(bar.stop > bar.start and not bar.unexplained for bar in steps):
            made.append(key.Entry("adds", partial(self._sample, "up")))
        if any(bar.stop < bar.start and not bar.unexplained for bar in steps):
            made.append(key.Entry("takes away", partial(self._sample, "down")))
        if any(bar.unexplained for bar in steps):
            made.append(key.Entry("not explained", partial(self._sample, "unexplained")))
        if self._cut:
            made.append(key.Entry("the axis does not start at 0"))
        return made

    def _sample(self, kind: str, painter: QPainter, room: QRectF) -> None:
        bar = QRectF(room.left(), room.center().y() - THICK / 2, room.width(), THICK)
        self._fill(painter, bar, kind)

    # -- Room --------------------------------------------------------------------------------------------------

    def wanted_height(self, width: float) -> float:
        margins, line = self.margins(width, self.fonts()), self.fonts().line
        return margins.top() + len(self._bars) * line * LOOSE + margins.bottom()

    def _row_height(self, room: float, fonts: Fonts) -> float:
        loose = room / max(len(self._bars), 1)
        return min(loose, fonts.line * LOOSE) if loose >= fonts.line * 2 else super()._row_height(room, fonts)

    def fitted(self, width: float, fonts: Fonts) -> Ends:
        needs = [fit.Need(bar.low, bar.high, width_of(bar.words, fonts.strong) + 2 * GAP) for bar in self._bars]
        low, high = fit.widened(self._around, needs, width, 2 * EDGE)
        return (self._around[0] if low < self._around[0] == 0 or self._cut else low), high

    # -- Drawing -----------------------------------------------------------------------------------------------

    def _draw_row(self, painter: QPainter, frame: Frame, strip: QRectF, row: Row) -> Iterator[Hit]:
        assert isinstance(row, Bar)
        assert row.bands is not None
        fonts, colours = frame.fonts, frame.colours
        above = _line_of(strip, row, fonts)
        if self._is_pointed(row):
            painter.fillRect(strip, strokes.faint(colours.grid, 0.45))
        label = self._draw_label(painter, frame, above, row)
        bar = self._draw_bar(painter, frame, above.center().y(), row)
        self._draw_connector(painter, frame, strip, bar, row)
        if above != strip:
            edge, need = frame.page.right() - EDGE, width_of(row.aside, fonts.small) + 1
            left = max(frame.page.left() + EDGE, min(frame.view.left() + GAP, edge - need))  # long words start earlier
            below = QRectF(left, above.bottom(), edge - left, fonts.small_line)
            strokes.words(painter, below, row.aside, fonts.small, colours.muted, ground=colours.background)
        said = self._draw_size(painter, frame, above, bar, row)
        spot = QPointF((bar.left() + bar.right()) / 2, bar.center().y())
        for area in (bar.adjusted(-RADIUS, -GAP, RADIUS, GAP).united(said), label):
            yield Hit(area, spot, row.bands.figure, row.aside)

    def _is_pointed(self, row: Bar) -> bool:
        assert row.bands is not None
        pointed = self.pointed
        return pointed is not None and pointed.figure.id == row.bands.figure.id and pointed.aside == row.aside

    def _draw_bar(self, painter: QPainter, frame: Frame, y: float, row: Bar) -> QRectF:
        left, right = frame.x(row.low), frame.x(row.high)
        bar = QRectF(left, y - THICK / 2, right - left, THICK)
        if bar.width() < 1.5:  # a step of nothing is a line, never left out
            bar = QRectF(bar.center().x() - 0.75, bar.top(), 1.5, THICK)
        kind = "figure" if row.step is None else "unexplained" if row.unexplained else _direction(row)
        painter.save()
        painter.setClipRect(frame.view, Qt.ClipOperation.IntersectClip)
        self._fill(painter, bar, kind)
        if row.step is None and self._cut:
            _draw_cut(painter, QPointF(left + 3 * CUT, y), frame.colours.background)
        painter.restore()
        return bar

    def _fill(self, painter: QPainter, bar: QRectF, kind: str) -> None:
        """Fill a bar; up and down also differ in their arrows, what is not explained in its hatching."""
        colours = self.colours
        if kind == "figure":
            painter.fillRect(bar, QColor(colours.muted))
        elif kind == "unexplained":
            painter.fillRect(bar, QBrush(QColor(colours.text), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(QColor(colours.text), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar)
        else:
            colour = colours.accent({"up": UP, "down": DOWN}.get(kind, UP)) if kind != "none" else colours.muted
            painter.fillRect(bar, QColor(colour))
            if bar.width() >= THICK:
                _draw_arrow(painter, bar, colours.background, 1 if kind == "up" else -1)

    def _draw_connector(self, painter: QPainter, frame: Frame, strip: QRectF, bar: QRectF, row: Bar) -> None:
        """Lead the level that is reached down to the next bar."""
        x = frame.x(row.stop)
        if row is not self._bars[-1] and frame.view.left() <= x <= frame.view.right():
            colour = frame.colours.muted
            after = self._bars[self._bars.index(row) + 1]
            below = _line_of(strip.translated(0, strip.height()), after, frame.fonts)
            end = QPointF(x, below.center().y() - THICK / 2)
            strokes.line(painter, QPointF(x, bar.bottom()), end, colour, Qt.PenStyle.DotLine)

    def _draw_size(self, painter: QPainter, frame: Frame, strip: QRectF, bar: QRectF, row: Bar) -> QRectF:
        """Write how much it is to the right of the bar, or to the left where there is no room."""
        fonts, view, colours = frame.fonts, frame.view, frame.colours
        need = width_of(row.words, fonts.strong) + 1
        left = bar.right() + GAP
        if left + need > view.right():
            left = bar.left() - GAP - need if bar.left() - GAP - need >= view.left() else view.right() - need
        room = QRectF(left, strip.top(), need, strip.height())
        return strokes.words(painter, room, row.words, fonts.strong, colours.text, ground=colours.background)


def _bars(waterfall: Waterfall, levels: list[float], base: float) -> Iterator[Bar]:
    first, second = waterfall.first, waterfall.second
    yield Bar(first.source.label, Bands.of(first), first.said, start=base, stop=levels[0])
    for step, (start, stop) in zip(waterfall.steps, pairwise(levels), strict=True):
        size = signed(step.change, first.quantity.unit)
        label = step.cause.value.capitalize()
        yield Bar(label, Bands.of(step.figure), size, step.says, start=start, stop=stop, step=step)
    yield Bar(second.source.label, Bands.of(second), second.said, start=base, stop=levels[-1])


def _around(levels: list[float]) -> tuple[float, Ends]:
    """Find where the bars of figures start, and the values that the axis must hold."""
    low, high = min(levels), max(levels)
    across = high - low
    if low > 0 and 0 < across < SMALL * high:
        base = low - BEFORE * across
        return base, (base, high)
    return 0.0, (min(low, 0.0), max(high, 0.0) if high != low or high else 1.0)


def _line_of(strip: QRectF, row: Bar, fonts: Fonts) -> QRectF:
    """Give where the bar of a row stands: in the upper line where its words have room under it, else in the middle."""
    if not row.aside or strip.height() < fonts.line + fonts.small_line:
        return strip
    above = QRectF(strip.left(), strip.top(), strip.width(), fonts.line)
    return above.translated(0, (strip.height() - fonts.line - fonts.small_line) / 2)


def _direction(row: Bar) -> str:
    return "up" if row.stop > row.start else "down" if row.stop < row.start else "none"


def _draw_arrow(painter: QPainter, bar: QRectF, colour: str, sign: int) -> None:
    """Draw a small triangle in a bar, towards where it leads."""
    x, y = bar.center().x(), bar.center().y()
    corners = [QPointF(x - sign * 3, y - 3.5), QPointF(x + sign * 3, y), QPointF(x - sign * 3, y + 3.5)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF(corners))
    painter.restore()


def _draw_cut(painter: QPainter, place: QPointF, ground: str) -> None:
    """Break a bar that does not start at nothing with two slanting lines."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ground), 2.0))
    for x in (place.x(), place.x() + CUT):
        painter.drawLine(QPointF(x - CUT / 2, place.y() + THICK), QPointF(x + CUT / 2, place.y() - THICK))
    painter.restore()
