"""How the chain is painted: boxes, edges, headings and legend, alike on screen and in a saved picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from rareearth_gui.ops.chain import IS_A
from rareearth_gui.ops.chain_layout import HEAD, PAD_X, PAD_Y, Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.ops.chain_picture import Box, Edge, Picture, Point
    from rareearth_gui.ui.theme import Theme

ROUND = 6.0
HEAD_LONG, HEAD_WIDE = 7.0, 3.6
SAMPLE, SAMPLE_GAP, ENTRY_GAP = 34.0, 7.0, 20.0
LEGEND = (
    ("printed in a source", True, False),
    ("known, printed in no source here", False, False),
    ("is one of", False, True),
)


@dataclass(frozen=True, slots=True)
class Look:
    """Theme and font of a painting, and what stands out in it: boxes and edges lit up, the box under the cursor."""

    theme: Theme
    font: QFont
    lit: frozenset[int] = frozenset()
    lit_edges: frozenset[int] = field(default=frozenset())
    cursor: int | None = None

    @property
    def metrics(self) -> QFontMetricsF:
        """Measure text in the font of the picture."""
        return QFontMetricsF(self.font)

    def room(self, width: float, height: float) -> Room:
        """Say for what the picture is to be laid out."""
        metrics = self.metrics
        return Room(width, height, metrics.height(), metrics.horizontalAdvance)


def paths(picture: Picture) -> list[QPainterPath]:
    """Make the path of every edge, from its nearer end."""
    made = []
    for edge in picture.edges:
        whole = QPainterPath(QPointF(*edge.points[0]))
        for _, piece in _pieces(edge):
            whole.connectPath(piece)
        made.append(whole)
    return made


def _pieces(edge: Edge) -> Iterator[tuple[tuple[Point, Point], QPainterPath]]:
    """Give the curves and lanes of an edge one by one; edges that share a lane share the pieces up to its end."""
    for number, (start, end) in enumerate(pairwise(edge.points)):
        a, b = QPointF(*start), QPointF(*end)
        path = QPainterPath(a)
        if edge.arc:
            out = edge.arc * 4 / 3  # a cubic reaches three quarters of the way to its handles
            path.cubicTo(QPointF(a.x() + out, a.y()), QPointF(b.x() + out, b.y()), b)
        elif number % 2:
            path.lineTo(b)
        else:
            half = (b.x() - a.x()) / 2
            path.cubicTo(QPointF(a.x() + half, a.y()), QPointF(b.x() - half, b.y()), b)
        yield (start, end), path


def draw(painter: QPainter, picture: Picture, look: Look) -> None:
    """Draw edges, and the boxes over them; headings are drawn apart, for they stay while the rest scrolls."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font)
    order = sorted(range(len(picture.edges)), key=lambda n: (n in look.lit_edges, bool(picture.edges[n].link.printed)))
    drawn: set[tuple[object, ...]] = set()
    for number in order:
        _draw_edge(painter, picture.edges[number], look, drawn, lit=number in look.lit_edges)
    for number in order:  # over all lines, for many of them begin where another ends
        _draw_head(painter, picture.edges[number], look, lit=number in look.lit_edges)
    for box in picture.boxes:
        _draw_box(painter, box, picture, look)


def _draw_edge(painter: QPainter, edge: Edge, look: Look, drawn: set[tuple[object, ...]], *, lit: bool) -> None:
    printed = bool(edge.link.printed)
    stroke = pen(_colour(edge, look, lit=lit), printed=printed, lit=lit)
    for place, piece in _pieces(edge):
        if (place, printed, lit) not in drawn:
            drawn.add((place, printed, lit))
            painter.strokePath(piece, stroke)


def _draw_head(painter: QPainter, edge: Edge, look: Look, *, lit: bool) -> None:
    tip, before = edge.points[-1 if edge.outward else 0], edge.points[-2 if edge.outward else 1]
    sign = (-1.0 if edge.arc > 0 else 1.0) if edge.arc else 1.0 if tip[0] >= before[0] else -1.0
    arrow(painter, QPointF(*tip), sign, _colour(edge, look, lit=lit), look, hollow=edge.link.relation == IS_A)


def _colour(edge: Edge, look: Look, *, lit: bool) -> QColor:
    return QColor(look.theme.accent if lit else look.theme.text if edge.link.printed else look.theme.muted)


def pen(colour: QColor, *, printed: bool, lit: bool = False) -> QPen:
    """Give the pen of a link: solid when a source prints it, dashed when it is merely known."""
    made = QPen(colour, (1.4 if printed else 1.1) + (0.7 if lit else 0.0))
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if not printed:
        made.setDashPattern([4.0, 3.0])
    return made


def arrow(painter: QPainter, tip: QPointF, sign: float, colour: QColor, look: Look, *, hollow: bool) -> None:
    """Draw the head of a link; a hollow and larger one says what a thing is, not what it becomes."""
    long, wide = (HEAD_LONG + 2, HEAD_WIDE + 1.4) if hollow else (HEAD_LONG, HEAD_WIDE)
    back = tip.x() - sign * long
    corners = QPolygonF([tip, QPointF(back, tip.y() - wide), QPointF(back, tip.y() + wide)])
    painter.setPen(QPen(colour, 1.2) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.window) if hollow else colour)
    painter.drawPolygon(corners)


def _draw_box(painter: QPainter, box: Box, picture: Picture, look: Look) -> None:
    theme = look.theme
    focus, more, lit = box.id == picture.focus, bool(box.more), box.id in look.lit
    rect = QRectF(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1)
    border = QPen(QColor(theme.accent if lit or focus else theme.muted), 1.8 if lit else 1.0)
    if more:
        border.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(border)
    painter.setBrush(QColor(theme.accent if focus else theme.window if more else theme.base))
    painter.drawRoundedRect(rect, ROUND, ROUND)
    if look.cursor == box.id:
        painter.setPen(QPen(QColor(theme.text), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), ROUND + 2, ROUND + 2)
    painter.setPen(QColor(theme.on_accent if focus else theme.muted if more else theme.text))
    metrics = look.metrics
    for number, line in enumerate(box.lines):
        y = box.y + PAD_Y + number * metrics.height() + metrics.ascent()
        painter.drawText(QPointF(box.x + PAD_X, y), line)


def draw_headings(painter: QPainter, picture: Picture, look: Look) -> None:
    """Draw the words above the columns."""
    font = QFont(look.font)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(look.theme.muted))
    baseline = (HEAD + look.metrics.ascent() - look.metrics.descent()) / 2
    for heading in picture.headings:
        painter.drawText(QPointF(heading.x + PAD_X, baseline), heading.title)
    painter.setFont(look.font)


def legend_width(look: Look) -> float:
    """Measure the legend."""
    metrics = look.metrics
    return sum(SAMPLE + SAMPLE_GAP + metrics.horizontalAdvance(words) + ENTRY_GAP for words, _, _ in LEGEND) - ENTRY_GAP


def draw_legend(painter: QPainter, x: float, y: float, look: Look) -> None:
    """Draw on one line what the strokes mean."""
    metrics = look.metrics
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font)
    middle = y + metrics.height() / 2
    for words, printed, hollow in LEGEND:
        colour = QColor(look.theme.text if printed else look.theme.muted)
        way = QPainterPath(QPointF(x, middle))
        way.lineTo(QPointF(x + SAMPLE, middle))
        painter.strokePath(way, pen(colour, printed=printed))
        arrow(painter, QPointF(x + SAMPLE, middle), 1.0, colour, look, hollow=hollow)
        painter.setPen(QColor(look.theme.muted))
        painter.drawText(QPointF(x + SAMPLE + SAMPLE_GAP, y + metrics.ascent()), words)
        x += SAMPLE + SAMPLE_GAP + metrics.horizontalAdvance(words) + ENTRY_GAP
