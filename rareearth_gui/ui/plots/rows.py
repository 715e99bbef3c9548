"""A plot of rows: one figure each, its source at the left, its bands along the bottom's axis, its words beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from rareearth_gui.ui.plots import fit, key, strokes
from rareearth_gui.ui.plots.crowd import UNUSED, Crowd, Member
from rareearth_gui.ui.plots.frame import Fonts, Frame, Hit, width_of
from rareearth_gui.ui.plots.many import MANY
from rareearth_gui.ui.plots.plot import Plot
from rareearth_gui.ui.plots.scale import Scale
from rareearth_gui.ui.plots.strokes import GAP, GROUP_SHAPES, RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.ui.plots.bands import Bands, Ends

EDGE = 8.0
TIGHT, LOOSE = 1.3, 2.1
"""The height of a row in lines of words: at least, at most."""
LABEL_SHARE = 0.3
"""How much of the width labels may take at most."""
NOTCH = 120
BESIDE = RADIUS + GAP
_PAGES = {
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Without bands it is a heading; `place` is that of its group of equal value."""

    label: str
    bands: Bands | None = None
    words: str = ""
    aside: str = ""
    place: int = 0
    used: bool = True
    first: bool = False
    marked: bool = True


class RowPlot(Plot):
    """Rows scroll when they do not fit; beyond some hundreds they are drawn as a crowd that one can zoom into."""

    rows_down = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._measure = ""
        self._around: Ends = (0.0, 1.0)
        self._crowd: Crowd | None = None
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        self._bar.valueChanged.connect(self._on_scrolled)
        self._line.addWidget(self._bar)

    # -- What is shown -----------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Row], measure: str, around: Ends) -> None:
        """Show rows against an axis that holds at least the values `around`."""
        self._rows, self._measure, self._around = tuple(rows), measure, around
        members = [
            Member(number + 0.5, row.bands, row.place if row.used else UNUSED)
            for number, row in enumerate(rows)
            if row.bands is not None
        ]
        self._crowd = Crowd(members, upright=False) if len(members) > MANY else None
        self.y_moves = self._crowd is not None
        self._bar.setValue(0)
        self._bar.setVisible(False)  # until rows turn out not to fit
        self.show_content()

    @property
    def figures(self) -> Sequence[Figure]:
        return [row.bands.figure for row in self._rows if row.bands is not None]

    def entries(self) -> list[key.Entry]:
        """Give the entries of the key."""
        return []

    def foot(self, width: float, fonts: Fonts) -> float:
        """Say how many pixels at the bottom of the view are no rows."""
        return 0.0

    # -- Room --------------------------------------------------------------------------------------------------

    def margins(self, width: float, fonts: Fonts) -> QMarginsF:
        top = key.height(self.entries(), width - 2 * EDGE, fonts)
        bottom = strokes.height_below(fonts.line, fonts.small_line)
        return QMarginsF(self._label_width(width, fonts) + EDGE + GAP, top + EDGE, EDGE, bottom)

    def _label_width(self, width: float, fonts: Fonts) -> float:
        longest = max((width_of(row.label, fonts.plain) for row in self._rows[:MANY] if row.bands), default=0)
        return min(longest, width * LABEL_SHARE)

    def wanted_height(self, width: float) -> float:
        fonts = self.fonts()
        margins = self.margins(width, fonts)
        rows = min(len(self._rows), MANY) * fonts.line * LOOSE
        foot = self.foot(width - margins.left() - margins.right(), fonts)
        return margins.top() + rows + foot + margins.bottom()

    def _row_height(self, room: float, fonts: Fonts) -> float:
        if self._crowd is not None:
            return room / len(self._rows)
        fitting = max(1, math.floor(room / (fonts.line * TIGHT)))  # no row is cut in two
        return min(room / min(fitting, max(len(self._rows), 1)), fonts.line * LOOSE)

    def ranges(self, view: QSizeF, fonts: Fonts) -> tuple[Ends, Ends]:
        row = self._row_height(view.height() - self.foot(view.width(), fonts), fonts)
        return self.fitted(view.width(), fonts), (view.height() / row, 0.0)

    def live_ranges(self, view: QSizeF, fonts: Fonts) -> tuple[Ends, Ends]:
        xs, (bottom, top) = self.ranges(view, fonts)
        row = view.height() / bottom
        hidden = len(self._rows) * row + self.foot(view.width(), fonts) - view.height()
        self._bar.setVisible(hidden > 1)
        self._bar.setPageStep(round(view.height()))
        self._bar.setSingleStep(round(row))
        self._bar.setRange(0, max(0, round(hidden)))
        return xs, (bottom + self._bar.value() / row, top + self._bar.value() / row)

    def fitted(self, width: float, fonts: Fonts) -> Ends:
        """Give the values at the left and right when all is to be seen, the words beside the marks too."""
        needs = [] if self._crowd else list(self._needs(fonts))
        return fit.widened(self._around, needs, width, 2 * EDGE)

    def _needs(self, fonts: Fonts) -> Iterator[fit.Need]:
        for row in self._rows:
            if row.bands is not None and row.bands.near(self._around):
                (low, high), hedge = row.bands.outer, row.bands.hedge
                left = low if math.isfinite(hedge[0]) and low >= self._around[0] else -math.inf
                right = high if math.isfinite(hedge[1]) and high <= self._around[1] else math.inf
                yield fit.Need(left, right, width_of(row.words, fonts.strong) + BESIDE + GAP)

    # -- Drawing -----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, frame: Frame) -> list[Hit]:
        scale = self.scale()
        ticks = scale.ticks(*frame.xs, frame.view.width(), QFontMetricsF(frame.fonts.small).horizontalAdvance)
        strokes.axis_below(painter, frame, ticks, scale.titled(self._measure))
        left = frame.page.left() + EDGE
        key.draw(painter, frame, self.entries(), left, frame.page.top() + EDGE / 2, frame.page.width() - 2 * EDGE)
        painter.save()
        height = frame.view.height() - self.foot(frame.view.width(), frame.fonts)
        body = QRectF(frame.page.left(), frame.view.top(), frame.page.width(), height)
        painter.setClipRect(body)
        self.draw_under(painter, frame)
        hits = self._draw_rows(painter, frame)
        painter.restore()
        return hits

    def draw_under(self, painter: QPainter, frame: Frame) -> None:
        """Draw what lies under the rows."""

    def scale(self) -> Scale:
        """Choose the unit of the axis by the largest value around which the rows are shown."""
        unit = self.figures[0].quantity.unit
        return Scale.of(unit, max(abs(self._around[0]), abs(self._around[1])))

    def _draw_rows(self, painter: QPainter, frame: Frame) -> list[Hit]:
        height = frame.view.height() / abs(frame.ys[0] - frame.ys[1])
        first, last = max(0, math.floor(frame.ys[1])), min(len(self._rows), math.ceil(frame.ys[0]))
        if self._crowd is not None and height < frame.fonts.line:
            self._crowd.draw(painter, frame)
            every = math.ceil(frame.fonts.line * TIGHT / height)
            for number in range(first - first % every + every // 2, last, every):
                strip = self._strip(frame, number, frame.fonts.line)
                self._draw_label(painter, frame, strip, self._rows[number])
            return []
        hits: list[Hit] = []
        for number in range(first, last):
            row, strip = self._rows[number], self._strip(frame, number, height)
            if row.first and number:
                strokes.line(painter, strip.topLeft(), strip.topRight(), frame.colours.grid)
            hits += self._draw_row(painter, frame, strip, row)
        return hits

    def _strip(self, frame: Frame, number: int, height: float) -> QRectF:
        return QRectF(frame.page.left(), frame.y(number + 0.5) - height / 2, frame.page.width(), height)

    def _draw_row(self, painter: QPainter, frame: Frame, strip: QRectF, row: Row) -> Iterator[Hit]:
        if row.bands is None:
            room = strip.adjusted(EDGE, 0, -EDGE, 0)
            strokes.words(
                painter, room, row.label, frame.fonts.small, frame.colours.muted, ground=frame.colours.background
            )
            return
        if self.pointed is not None and self.pointed.figure.id == row.bands.figure.id:
            painter.fillRect(strip, strokes.faint(frame.colours.grid, 0.45))
        label = self._draw_label(painter, frame, strip, row)
        spot = self._draw_bands(painter, frame, strip.center().y(), row)
        said = self._draw_words(painter, frame, strip, row)
        low, high = strokes.pixels(frame, row.bands.outer)
        bars = QRectF(low - RADIUS, said.top(), high - low + 2 * RADIUS, said.height()).intersected(frame.view)
        for area in (said.united(bars), label):
            yield Hit(area, spot, row.bands.figure, row.aside)

    def _draw_label(self, painter: QPainter, frame: Frame, strip: QRectF, row: Row) -> QRectF:
        colour = frame.colours.text if row.used and row.bands else frame.colours.muted
        room = QRectF(strip.left() + EDGE, strip.top(), frame.view.left() - GAP - strip.left() - EDGE, strip.height())
        text = strokes.shortened(row.label, frame.fonts.plain, room.width())
        return strokes.words(painter, room, text, frame.fonts.plain, colour, Qt.AlignmentFlag.AlignRight)

    def _draw_bands(self, painter: QPainter, frame: Frame, y: float, row: Row) -> QPointF:
        assert row.bands is not None
        colour = frame.colours.accent(row.place) if row.used else frame.colours.muted
        painter.save()
        painter.setClipRect(frame.view, Qt.ClipOperation.IntersectClip)
        strokes.bands(painter, frame, row.bands, y, colour, used=row.used)
        shape = GROUP_SHAPES[row.place % len(GROUP_SHAPES)]
        for value in dict.fromkeys(row.bands.printed if row.marked else ()):  # a printed range has two ends
            spot = QPointF(frame.x(value), y)
            strokes.mark(painter, spot, shape, colour, frame.colours.background, hollow=not row.used)
        painter.restore()
        return QPointF(frame.x(row.bands.middle), y)

    def _draw_words(self, painter: QPainter, frame: Frame, strip: QRectF, row: Row) -> QRectF:
        """Write the printed words to the right of the bands, else to the left, else over them: never in part."""
        assert row.bands is not None
        fonts, view, colours = frame.fonts, frame.view, frame.colours
        font, colour = (fonts.strong, colours.text) if row.used else (fonts.plain, colours.muted)
        low, high = strokes.pixels(frame, row.bands.outer)
        low, high = min(low, frame.x(row.bands.middle) - RADIUS), max(high, frame.x(row.bands.middle) + RADIUS)
        need = width_of(row.words, font) + 1
        left = low - GAP - need
        first, last = strokes.pixels(frame, row.bands.printed)
        if first > view.right() or last < view.left():
            return self._draw_far(painter, frame, strip, row.words, rightwards=first > view.right())
        if math.isfinite(row.bands.hedge[1]) and high + GAP + need <= view.right():
            left = high + GAP
        elif left < view.left() or math.isinf(row.bands.hedge[0]):
            left = max(view.left(), min(frame.x(row.bands.middle) + BESIDE, view.right() - need))
        room = QRectF(left, strip.top(), need, strip.height())
        return strokes.words(painter, room, row.words, font, colour, ground=colours.background)

    def _draw_far(self, painter: QPainter, frame: Frame, strip: QRectF, text: str, *, rightwards: bool) -> QRectF:
        """Write the words of a figure beyond the edge at that edge, with an arrow that says where it is."""
        shown = f"{text} \N{RIGHTWARDS ARROW}" if rightwards else f"\N{LEFTWARDS ARROW} {text}"
        align = Qt.AlignmentFlag.AlignRight if rightwards else Qt.AlignmentFlag.AlignLeft
        room = frame.view.adjusted(GAP, 0, 0, 0)
        room.setTop(strip.top())
        room.setBottom(strip.bottom())
        colours = frame.colours
        return strokes.words(painter, room, shown, frame.fonts.plain, colours.muted, align, colours.background)

    # -- Pointing and scrolling --------------------------------------------------------------------------------

    def hit_at(self, point: QPointF) -> Hit | None:
        if self._hits or self._crowd is None:
            return super().hit_at(point)
        frame = self.frame()
        number = math.floor(frame.value_at(point.x(), point.y())[1])
        row = self._rows[number] if 0 <= number < len(self._rows) and frame.view.contains(point) else None
        if row is None or row.bands is None:
            return None
        return Hit(
            QRectF(point, QSizeF()),
            QPointF(frame.x(row.bands.middle), frame.y(number + 0.5)),
            row.bands.figure,
            row.aside,
        )

    def scrolled(self, event: QWheelEvent) -> None:
        if not self._bar.isVisible():
            event.ignore()
            return
        self._bar.setValue(round(self._bar.value() - event.angleDelta().y() / NOTCH * 2 * self._bar.singleStep()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = _PAGES.get(Qt.Key(event.key()))
        if action is not None and self._bar.isVisible():
            self._bar.triggerAction(action)
        else:
            super().keyPressEvent(event)

    def _on_scrolled(self, _value: int) -> None:
        self.show_ranges()
