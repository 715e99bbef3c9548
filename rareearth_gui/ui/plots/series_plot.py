"""The series plot: values over the periods they speak of, by source, with targets and caps as marks of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from rareearth_gui.ui.plots import beside, key, points, strokes, time_axis
from rareearth_gui.ui.plots.bands import Ends, in_one_unit
from rareearth_gui.ui.plots.crowd import UNUSED, Crowd, Member
from rareearth_gui.ui.plots.frame import Fonts, Frame, Hit, width_of
from rareearth_gui.ui.plots.many import MANY
from rareearth_gui.ui.plots.plot import Plot
from rareearth_gui.ui.plots.points import Point, source_name
from rareearth_gui.ui.plots.scale import Scale
from rareearth_gui.ui.plots.strokes import GAP, RADIUS, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from rareearth_gui.domain.evidence import Figure

EDGE = 8.0
MOST_NAMES = 8
OTHER = "other"
PERIOD = "Period that the figure is on (year)"
HEADROOM = 0.06
ZERO_BELOW = 0.5
"""The axis starts at nothing when the lowest value is less than this part of the highest."""
MODALITIES = {
    "target": (Shape.RIGHT, "target"),
    "cap": (Shape.LID, "cap"),
    "capacity": (Shape.SQUARE, "capacity"),
    "plan": (Shape.DIAMOND, "plan or forecast"),
    "forecast": (Shape.DIAMOND, "plan or forecast"),
}
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


class SeriesPlot(Plot):
    """What sources say of one thing over time."""

    y_moves = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self._names: tuple[str, ...] = ()
        self._key: list[key.Entry] = []
        self._measure = ""
        self._xs: Ends = (0.0, 1.0)
        self._ys: Ends = (0.0, 1.0)
        self._crowd: Crowd | None = None
        self._row: list[float] = []
        self._runs: tuple[tuple[int, list[Point]], ...] = ()

    def show_series(
        self, figures: Sequence[Figure], unit_label: str, hidden_sources: frozenset[str] = frozenset()
    ) -> None:
        """Show figures of one dimension over time; `unit_label` says what they measure, the plot adds the unit.

        `hidden_sources` names sources as `source_name` does. Axes and colours stay when one is hidden,
        so that what it changes can be seen.
        """
        self._measure = unit_label
        names = [source_name(figure) for figure in figures]
        self._names = tuple(sorted(dict.fromkeys(names), key=names.count, reverse=True))
        places = {name: place for place, name in enumerate(self._names)}
        dated = [figure for figure in figures if figure.question.period.start]
        alike = in_one_unit(dated, dated[0].quantity.unit.dimension) if dated else []
        drawn = list(points.placed(alike, places))
        self._xs, self._ys = _fitted(drawn)
        shown = [point for point in drawn if source_name(point.bands.figure) not in hidden_sources]
        self._points = tuple(sorted(points.spread(shown) if len(shown) > MANY else shown, key=points.in_time))
        self._row = [point.when for point in self._points]
        self._runs = tuple(points.joined(self._points))
        self._key = list(self._explained(len(figures) - len(dated), len(dated) - len(alike)))
        members = [Member(point.when, point.bands, self._colour_place(point)) for point in self._points]
        self._crowd = Crowd(members, upright=True) if len(members) > MANY else None
        self.nothing = "Every source is switched off." if drawn else "There is no figure with a period to draw."
        self.show_content()

    @property
    def figures(self) -> Sequence[Figure]:
        return [point.bands.figure for point in self._points]

    # -- Key ---------------------------------------------------------------------------------------------------

    def entries(self) -> list[key.Entry]:
        """Give the entries of the key."""
        return self._key

    def _explained(self, undated: int, strange: int) -> Iterator[key.Entry]:
        shown = {point.place for point in self._points}
        for place, name in enumerate(self._names[:MOST_NAMES]):
            if place in shown:
                yield key.Entry(name, partial(self._sample, place))
        if any(place >= MOST_NAMES for place in shown):
            yield key.Entry(OTHER, partial(self._sample, MOST_NAMES))
        found = dict.fromkeys(point.bands.figure.question.modality for point in self._points if not point.actual)
        for shape, words in dict.fromkeys(MODALITIES[modality] for modality in found):
            yield key.Entry(words, partial(self._sample_shape, shape))
        drawn = [point.bands for point in self._points]
        if any(bands.rounding[0] != bands.rounding[1] or bands.hedge != bands.rounding for bands in drawn):
            yield key.Entry("what rounding and words allow", self._sample_band)
        if any(bands.figure.kind == "derived" for bands in drawn):
            yield key.Entry("hollow: derived, not printed", partial(self._sample_shape, Shape.DOT, hollow=True))
        if beside.is_shared((point.start, point.stop) for point in self._points):
            yield key.Entry(beside.KEY, self._sample_beside)
        if undated:
            yield key.Entry(f"not drawn: {undated} without a period")
        if strange:
            yield key.Entry(f"not drawn: {strange} in another unit")

    def _sample(self, place: int, painter: QPainter, room: QRectF) -> None:
        if any(place == joined for joined, _ in self._runs):
            painter.setPen(_pen(self._colour(place), place))
            painter.drawLine(QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y()))
        strokes.mark(painter, room.center(), Shape.DOT, self._colour(place), self.colours.background)

    def _sample_shape(self, shape: Shape, painter: QPainter, room: QRectF, *, hollow: bool = False) -> None:
        strokes.mark(painter, room.center(), shape, self.colours.text, self.colours.background, hollow=hollow)

    def _sample_band(self, painter: QPainter, room: QRectF) -> None:
        bar = QRectF(room.center().x() - strokes.THIN, room.top(), 2 * strokes.THIN, room.height())
        painter.fillRect(bar, strokes.faint(self.colours.text, strokes.ROUNDING_ALPHA))

    def _sample_beside(self, painter: QPainter, room: QRectF) -> None:
        beside.sample(painter, room, self.colours)

    def _colour(self, place: int) -> str:
        return self.colours.accent(place) if place < MOST_NAMES else self.colours.muted

    def _colour_place(self, point: Point) -> int:
        return point.place if point.place < MOST_NAMES else UNUSED

    # -- Room --------------------------------------------------------------------------------------------------

    def margins(self, width: float, fonts: Fonts) -> QMarginsF:
        labels = [label for _, label in self._y_ticks(self._ys, 400.0, fonts)]
        left = max((width_of(label, fonts.small) for label in labels), default=0.0) + EDGE + GAP
        top = EDGE / 2 + fonts.line + key.height(self.entries(), width - 2 * EDGE, fonts) + EDGE
        return QMarginsF(left, top, EDGE * 2, strokes.height_below(fonts.line, fonts.small_line))

    def wanted_height(self, width: float) -> float:
        margins = self.margins(width, self.fonts())
        return margins.top() + margins.bottom() + max(220.0, min(width * 0.45, 420.0))

    def ranges(self, view: QSizeF, fonts: Fonts) -> tuple[Ends, Ends]:
        return self._xs, self._ys

    def _scale(self) -> Scale:
        return Scale.of(self._points[0].bands.figure.quantity.unit, max(map(abs, self._ys)))

    def _y_ticks(self, ys: Ends, pixels: float, fonts: Fonts) -> list[tuple[float, str]]:
        line = fonts.small_line
        return self._scale().ticks(*ys, pixels, lambda _label: line, apart=line) if self._points else []

    # -- Drawing -----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, frame: Frame) -> list[Hit]:
        fonts, view, page = frame.fonts, frame.view, frame.page
        across = time_axis.spans(*frame.xs, view.width(), QFontMetricsF(fonts.small).horizontalAdvance)
        strokes.axis_beside(painter, frame, self._y_ticks(frame.ys, view.height(), fonts))
        time_axis.draw(painter, frame, across, PERIOD)
        head = QRectF(page.left() + EDGE, page.top() + EDGE / 2, page.width() - 2 * EDGE, fonts.line)
        strokes.words(painter, head, self._scale().titled(self._measure), fonts.plain, frame.colours.text)
        key.draw(painter, frame, self.entries(), head.left(), head.bottom() + EDGE / 4, head.width())
        painter.save()
        painter.setClipRect(view.adjusted(-RADIUS, -RADIUS, RADIUS, RADIUS))
        hits = self._draw_points(painter, frame)
        painter.restore()
        return hits

    def _draw_points(self, painter: QPainter, frame: Frame) -> list[Hit]:
        first, last = bisect_left(self._row, frame.xs[0] - 1), bisect_right(self._row, frame.xs[1] + 1)
        if self._crowd is not None and last - first > MANY:
            self._crowd.draw(painter, frame)
            return []
        shown = self._points[first:last]
        stands = beside.stand([_placed(frame, point) for point in shown])
        self._draw_lines(
            painter, frame, {point.bands.figure.id: stand.spot for point, stand in zip(shown, stands, strict=True)}
        )
        for point, stand in zip(shown, stands, strict=True):
            self._draw_bands(painter, frame, point, stand)
        for point, stand in zip(shown, stands, strict=True):
            self._draw_mark(painter, frame, point, stand)
        inside = frame.view.adjusted(-1, -1, 1, 1)
        return [
            Hit(stand.area, stand.spot, point.bands.figure, stand.says)
            for point, stand in zip(shown, stands, strict=True)
            if inside.contains(stand.spot)
        ]

    def _draw_lines(self, painter: QPainter, frame: Frame, spots: dict[int, QPointF]) -> None:
        """Join the actual values of one series, in each year those of its latest edition."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, run in self._runs:
            painter.setPen(_pen(self._colour(place), place))
            painter.drawPolyline(QPolygonF([spots.get(point.bands.figure.id, _spot(frame, point)) for point in run]))
        painter.restore()

    def _draw_bands(self, painter: QPainter, frame: Frame, point: Point, stand: beside.Stand) -> None:
        colour, spot = self._colour(point.place), stand.spot
        strokes.bands(painter, frame, point.bands, spot.x(), colour, upright=True)
        if point.long:
            left, right = frame.x(point.start), frame.x(point.stop)
            bar = QRectF(left, spot.y() - strokes.THIN / 2, right - left, strokes.THIN)
            painter.fillRect(bar, strokes.faint(colour, strokes.HEDGE_ALPHA))
        if stand.moved:
            beside.bracket(painter, (frame.x(point.start), frame.x(point.stop)), spot.y(), frame.colours.muted)

    def _draw_mark(self, painter: QPainter, frame: Frame, point: Point, stand: beside.Stand) -> None:
        spot, radius = stand.spot, stand.radius
        figure, ground = point.bands.figure, frame.colours.background
        shape, _ = MODALITIES.get(figure.question.modality, (Shape.DOT, ""))
        pointed = self.pointed is not None and self.pointed.figure.id == figure.id
        if pointed:
            strokes.mark(painter, spot, Shape.DOT, frame.colours.text, ground, hollow=True, radius=radius + RADIUS)
        ends = point.bands.printed
        for value in dict.fromkeys(ends):  # a printed range has two ends
            place = spot if ends[0] == ends[1] else QPointF(spot.x(), frame.y(value))
            hollow = figure.kind == "derived"
            strokes.mark(painter, place, shape, self._colour(point.place), ground, hollow=hollow, radius=radius)

    def hit_at(self, point: QPointF) -> Hit | None:
        if self._hits or self._crowd is None:
            return super().hit_at(point)
        frame = self.frame()
        reach = RADIUS * (frame.xs[1] - frame.xs[0]) / frame.view.width()
        when = frame.value_at(point.x(), point.y())[0]
        near = self._points[bisect_left(self._row, when - reach) : bisect_right(self._row, when + reach)]
        alone = [(one, beside.Stand(_spot(frame, one), RADIUS, False)) for one in near]
        hits = [Hit(stand.area, stand.spot, one.bands.figure) for one, stand in alone]
        best = min(hits, key=lambda hit: (hit.spot - point).manhattanLength(), default=None)
        return best if best is not None and (best.spot - point).manhattanLength() <= 3 * RADIUS else None


def _spot(frame: Frame, point: Point) -> QPointF:
    return QPointF(frame.x(point.when), frame.y(point.bands.middle))


def _placed(frame: Frame, point: Point) -> beside.Placed:
    return beside.Placed((frame.x(point.start), frame.x(point.stop)), _spot(frame, point))


def _pen(colour: str, place: int) -> QPen:
    """Tell the lines of sources apart by their dashes too."""
    return QPen(QColor(colour), 1.5, STYLES[place % len(STYLES)] if place < MOST_NAMES else Qt.PenStyle.DotLine)


def _fitted(drawn: Sequence[Point]) -> tuple[Ends, Ends]:
    """Find the years and values that hold all figures."""
    if not drawn:
        return (0.0, 1.0), (0.0, 1.0)
    first, last = min(point.start for point in drawn), max(point.stop for point in drawn)
    low = min(point.bands.outer[0] for point in drawn)
    high = max(point.bands.outer[1] for point in drawn)
    from_zero = 0 <= low < ZERO_BELOW * high
    low = 0.0 if from_zero else low
    room = (high - low) * HEADROOM or abs(high) * HEADROOM or 1.0
    return (first - 0.2, last + 0.2), (0.0 if from_zero else low - room, high + room)
