"""The copies plot: when each mention of a number was published against what it says, by edition or origin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from rareearth_gui.ui.plots import beside, key, strokes, time_axis
from rareearth_gui.ui.plots.bands import Ends, in_one_unit
from rareearth_gui.ui.plots.frame import Fonts, Frame, Hit, width_of
from rareearth_gui.ui.plots.mentions import Mention, in_time, mention_of
from rareearth_gui.ui.plots.plot import Plot
from rareearth_gui.ui.plots.scale import Scale
from rareearth_gui.ui.plots.strokes import GAP, GROUP_SHAPES, RADIUS, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.ops.compare import SideBySide

EDGE = 8.0
MOST_NAMES = 8
OTHER = "other origins"
PUBLISHED = "Published (year)"
UNDATED = "no date"
BESIDE, ABOVE = 0.06, 0.1
LEAST_YEARS, LEAST = 1.0, 0.02
"""The narrowest axes: so many years, and so much of the value."""


class CopiesPlot(Plot):
    """How a number travelled: each mention at its date, those of one origin alike and joined."""

    y_moves = True
    nothing = "There is no figure on this question."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dated: tuple[Mention, ...] = ()
        self._undated: tuple[Mention, ...] = ()
        self._names: dict[int, str] = {}
        self._off = 0
        self._measure = ""
        self._xs: Ends = (0.0, 1.0)
        self._ys: Ends = (0.0, 1.0)

    def show_mentions(self, side: SideBySide, measure: str) -> None:
        """Show all figures of the question, copies too; `measure` says what they measure, the plot adds the unit."""
        self._measure = measure
        figures = [*side.counted, *side.copies]
        alike = in_one_unit(figures, figures[0].quantity.unit.dimension) if figures else []
        self._off = sum(figure.question == side.case.question for figure in side.off)
        counted = {figure.id for figure in side.counted}
        ordered = sorted(alike, key=in_time)
        places = {origin: place for place, origin in enumerate(dict.fromkeys(figure.origin for figure in ordered))}
        mentions = [mention_of(figure, places[figure.origin], counted=figure.id in counted) for figure in ordered]
        self._dated = tuple(mention for mention in mentions if mention.published)
        self._undated = tuple(mention for mention in mentions if not mention.published)
        named = {figure.origin: figure.origin_name for figure in ordered}
        self._names = {place: named[origin] for origin, place in places.items()}
        self._xs, self._ys = _fitted(mentions)
        self.show_content()

    @property
    def figures(self) -> Sequence[Figure]:
        return [mention.bands.figure for mention in (*self._dated, *self._undated)]

    # -- Key ---------------------------------------------------------------------------------------------------

    def entries(self) -> list[key.Entry]:
        """Give the entries of the key: an origin each, then what hollow means and what is not drawn."""
        return list(self._explained())

    def _explained(self) -> Iterator[key.Entry]:
        places = [mention.place for mention in (*self._dated, *self._undated)]
        for place, name in self._names.items():
            if place < MOST_NAMES:
                many = places.count(place)
                yield key.Entry(f"{name}: {many} mentions" if many > 1 else name, partial(self._sample, place))
        if len(self._names) > MOST_NAMES:
            yield key.Entry(OTHER, partial(self._sample, MOST_NAMES))
        if not all(mention.counted for mention in (*self._dated, *self._undated)):
            yield key.Entry("hollow: copy, not counted", self._sample_copy)
        if any(mention.vague for mention in self._dated):
            yield key.Entry("published at some time in it", self._sample_span)
        if beside.is_shared(mention.published for mention in self._dated if mention.published):
            yield key.Entry(beside.KEY, self._sample_beside)
        if self._off:
            yield key.Entry(f"not drawn: {self._off} switched off")

    def _sample(self, place: int, painter: QPainter, room: QRectF) -> None:
        strokes.mark(painter, room.center(), _shape(place), self._colour(place), self.colours.background)

    def _sample_copy(self, painter: QPainter, room: QRectF) -> None:
        strokes.mark(painter, room.center(), Shape.DOT, self.colours.text, self.colours.background, hollow=True)

    def _sample_span(self, painter: QPainter, room: QRectF) -> None:
        y = room.center().y()
        beside.bracket(painter, (room.left(), room.right()), y, self.colours.text)

    def _sample_beside(self, painter: QPainter, room: QRectF) -> None:
        beside.sample(painter, room, self.colours)

    def _colour(self, place: int) -> str:
        return self.colours.accent(place) if place < MOST_NAMES else self.colours.muted

    # -- Room --------------------------------------------------------------------------------------------------

    def margins(self, width: float, fonts: Fonts) -> QMarginsF:
        left = max((width_of(label, fonts.small) for _, label in self._y_ticks(self._ys, 400.0, fonts)), default=0.0)
        top = EDGE / 2 + fonts.line + key.height(self.entries(), width - 2 * EDGE, fonts) + EDGE
        right = EDGE + self._strip_width(fonts)
        return QMarginsF(left + EDGE + GAP, top, right, strokes.height_below(fonts.line, fonts.small_line))

    def _strip_width(self, fonts: Fonts) -> float:
        if not self._undated:
            return 0.0
        words = max(width_of(mention.bands.figure.words, fonts.small) for mention in self._undated)
        return max(width_of(UNDATED, fonts.small) + 2 * GAP, min(words, 90.0) + 3 * GAP + 2 * RADIUS) + GAP

    def wanted_height(self, width: float) -> float:
        margins = self.margins(width, self.fonts())
        return margins.top() + margins.bottom() + max(200.0, min(width * 0.4, 380.0))

    def ranges(self, view: QSizeF, fonts: Fonts) -> tuple[Ends, Ends]:
        """Leave room at the right for the words of the latest mention."""
        said = max((width_of(mention.bands.figure.words, fonts.small) for mention in self._dated), default=0.0)
        low, high = self._xs
        room = min(said + 2 * GAP, view.width() * 0.3)
        return (low, high + (high - low) * room / max(view.width() - room, 1.0)), self._ys

    def _scale(self) -> Scale:
        return Scale.of(self.figures[0].quantity.unit, max(map(abs, self._ys)))

    def _y_ticks(self, ys: Ends, pixels: float, fonts: Fonts) -> list[tuple[float, str]]:
        line = fonts.small_line
        return self._scale().ticks(*ys, pixels, lambda _label: line, apart=line) if self.figures else []

    # -- Drawing -----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, frame: Frame) -> list[Hit]:
        fonts, view, page = frame.fonts, frame.view, frame.page
        width = QFontMetricsF(fonts.small).horizontalAdvance
        across = time_axis.spans(*frame.xs, view.width(), width) if self._dated else []
        strokes.axis_beside(painter, frame, self._y_ticks(frame.ys, view.height(), fonts))
        time_axis.draw(painter, frame, across, PUBLISHED)
        head = QRectF(page.left() + EDGE, page.top() + EDGE / 2, page.width() - 2 * EDGE, fonts.line)
        strokes.words(painter, head, self._scale().titled(self._measure), fonts.plain, frame.colours.text)
        key.draw(painter, frame, self.entries(), head.left(), head.bottom() + EDGE / 4, head.width())
        strip = QRectF(view.right() + GAP, view.top(), page.right() - EDGE - view.right() - GAP, view.height())
        if self._undated:
            self._draw_strip(painter, frame, strip)
        painter.save()
        painter.setClipRect(view.adjusted(-RADIUS, -RADIUS, RADIUS, RADIUS))
        hits = self._draw_mentions(painter, frame, self._dated, view)
        painter.restore()
        if self._undated:
            painter.save()
            painter.setClipRect(strip)
            hits += self._draw_mentions(painter, frame, self._undated, strip)
            painter.restore()
        return hits

    def _draw_strip(self, painter: QPainter, frame: Frame, strip: QRectF) -> None:
        """Set off the mentions without a date, and say so under them."""
        painter.fillRect(strip, strokes.faint(frame.colours.grid, 0.35))
        below = QRectF(strip.left(), strip.bottom() + strokes.HEADROOM, strip.width(), frame.fonts.small_line)
        middle = Qt.AlignmentFlag.AlignHCenter
        strokes.words(painter, below, UNDATED, frame.fonts.small, frame.colours.muted, middle)

    def _draw_mentions(self, painter: QPainter, frame: Frame, mentions: Sequence[Mention], room: QRectF) -> list[Hit]:
        stands = beside.stand([_placed(frame, mention, room) for mention in mentions])
        if mentions is self._dated:
            self._draw_threads(painter, [stand.spot for stand in stands])
        for mention, stand in zip(mentions, stands, strict=True):
            colour, spot = self._colour(mention.place), stand.spot
            strokes.bands(painter, frame, mention.bands, spot.x(), colour, upright=True, used=mention.counted)
            if mention.vague:
                beside.bracket(painter, _placed(frame, mention, room).between, spot.y(), colour)
        for mention, stand in zip(mentions, stands, strict=True):
            self._draw_mark(painter, frame, mention, stand)
        self._draw_words(painter, frame, mentions, stands, room)
        inside = room.adjusted(-1, -1, 1, 1)
        return [
            Hit(stand.area, stand.spot, mention.bands.figure, self._aside(mention, stand))
            for mention, stand in zip(mentions, stands, strict=True)
            if inside.contains(stand.spot)
        ]

    def _aside(self, mention: Mention, stand: beside.Stand) -> str:
        source = mention.bands.figure.source
        published = f"published {source.issued}" if source.issued else "date of publication not known"
        if not mention.counted:
            published = f"{published}; not counted, goes back to {self._names[mention.place]}"
        return "\n".join(filter(None, (published, stand.says if mention.published else "")))

    def _draw_threads(self, painter: QPainter, spots: Sequence[QPointF]) -> None:
        """Join the mentions of one origin in the order in which they were published."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._names:
            run = [spot for mention, spot in zip(self._dated, spots, strict=True) if mention.place == place]
            if len(run) > 1:
                painter.setPen(QPen(strokes.faint(self._colour(place), 0.7), 1.2, Qt.PenStyle.DotLine))
                painter.drawPolyline(QPolygonF(run))
        painter.restore()

    def _draw_mark(self, painter: QPainter, frame: Frame, mention: Mention, stand: beside.Stand) -> None:
        ground, spot, radius = frame.colours.background, stand.spot, stand.radius
        if self.pointed is not None and self.pointed.figure.id == mention.bands.figure.id:
            strokes.mark(painter, spot, Shape.DOT, frame.colours.text, ground, hollow=True, radius=radius + RADIUS)
        colour, shape = self._colour(mention.place), _shape(mention.place)
        strokes.mark(painter, spot, shape, colour, ground, hollow=not mention.counted, radius=radius)

    def _draw_words(
        self,
        painter: QPainter,
        frame: Frame,
        mentions: Sequence[Mention],
        stands: Sequence[beside.Stand],
        room: QRectF,
    ) -> None:
        """Write what each mention prints beside its mark, where it covers nothing."""
        font, line = frame.fonts.small, frame.fonts.small_line
        taken = [stand.area for stand in stands]
        for mention, stand in zip(mentions, stands, strict=True):
            words = mention.bands.figure.words
            need = width_of(words, font) + 1
            first, last = self._reach(frame, mention, stand)
            for left in (last + GAP, first - GAP - need):
                area = QRectF(left, stand.spot.y() - line / 2, need, line)
                if room.contains(area) and not any(area.intersects(other) for other in taken):
                    colour = frame.colours.text if mention.counted else frame.colours.muted
                    strokes.words(painter, area, words, font, colour, ground=frame.colours.background)
                    taken.append(area)
                    break

    def _reach(self, frame: Frame, mention: Mention, stand: beside.Stand) -> Ends:
        """Give from where to where a mention is drawn: over all the time in which it may have been published."""
        ends = [frame.x(end) for end in mention.published or () if mention.vague]
        return min([stand.area.left(), *ends]), max([stand.area.right(), *ends])


def _shape(place: int) -> Shape:
    return GROUP_SHAPES[place % len(GROUP_SHAPES)]


def _fitted(mentions: Sequence[Mention]) -> tuple[Ends, Ends]:
    """Find the years and the values that hold all mentions."""
    years = [end for mention in mentions if mention.published for end in mention.published] or [0.0, 1.0]
    values = [end for mention in mentions for end in mention.bands.outer] or [0.0, 1.0]
    least = max(map(abs, values)) * LEAST or 1.0
    return _widened(years, LEAST_YEARS, BESIDE), _widened(values, least, ABOVE)


def _widened(ends: Sequence[float], least: float, part: float) -> Ends:
    low, high = min(ends), max(ends)
    spare = max(least - (high - low), 0.0) / 2 + max(high - low, least) * part
    return low - spare, high + spare


def _placed(frame: Frame, mention: Mention, room: QRectF) -> beside.Placed:
    """Place a mention by its date alone; one without a date has the whole strip."""
    y = frame.y(mention.bands.middle)
    if not mention.published:
        return beside.Placed((room.left() + GAP, room.right()), QPointF(room.left() + GAP + RADIUS, y))
    first, last = (frame.x(end) for end in mention.published)
    return beside.Placed((first, last), QPointF(frame.x(mention.when), y))
