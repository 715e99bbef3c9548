"""The strokes that plots share: bands with open ends, marks of several shapes, words, grid and axes."""

from __future__ import annotations

import math
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from rareearth_gui.ui.plots.frame import Frame, width_of

if TYPE_CHECKING:
    from rareearth_gui.ui.plots.bands import Bands, Ends
    from rareearth_gui.ui.plots.scale import Tick

GAP = 6.0
RADIUS = 4.0
THICK, THIN = 15.0, 5.0
"""Across the band of rounding, and across that of the hedge."""
ROUNDING_ALPHA, HEDGE_ALPHA, UNUSED_ALPHA = 0.55, 0.38, 0.3
HEADROOM = 3.0


class Shape(Enum):
    """What a mark looks like."""

    DOT = auto()
    DIAMOND = auto()
    UP = auto()
    SQUARE = auto()
    DOWN = auto()
    PENTAGON = auto()
    RIGHT = auto()
    LID = auto()


GROUP_SHAPES = (Shape.DOT, Shape.DIAMOND, Shape.UP, Shape.SQUARE, Shape.DOWN, Shape.PENTAGON)
_CORNERS = {  # of a circle around the mark, in degrees, and how far out
    Shape.DIAMOND: ((0, 90, 180, 270), 1.25),
    Shape.UP: ((90, 210, 330), 1.3),
    Shape.SQUARE: ((45, 135, 225, 315), 1.25),
    Shape.DOWN: ((270, 30, 150), 1.3),
    Shape.PENTAGON: ((90, 162, 234, 306, 18), 1.15),
    Shape.RIGHT: ((0, 120, 240), 1.35),
}


def faint(colour: str, alpha: float) -> QColor:
    """Give a colour that lets the ground through."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


def mark(
    painter: QPainter,
    place: QPointF,
    shape: Shape,
    colour: str,
    ground: str,
    *,
    hollow: bool = False,
    radius: float = RADIUS,
) -> None:
    """Draw a mark, set off from what is under it by a line of the ground's colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shape is Shape.LID:
        painter.fillRect(QRectF(place.x() - radius * 1.5, place.y() - 1.2, radius * 3, 2.4), QColor(colour))
        painter.fillRect(QRectF(place.x() - 0.8, place.y(), 1.6, radius * 1.6), QColor(colour))
    else:
        path = _outline(place, shape, radius)
        if not hollow:
            painter.strokePath(path, QPen(QColor(ground), 2.0))
        painter.fillPath(path, QColor(ground if hollow else colour))
        if hollow:
            painter.strokePath(path, QPen(QColor(colour), 1.4))
    painter.restore()


def _outline(place: QPointF, shape: Shape, radius: float) -> QPainterPath:
    path = QPainterPath()
    if shape is Shape.DOT:
        path.addEllipse(place, radius, radius)
        return path
    angles, reach = _CORNERS[shape]
    corners = [
        QPointF(
            place.x() + radius * reach * math.cos(math.radians(angle)),
            place.y() - radius * reach * math.sin(math.radians(angle)),
        )
        for angle in angles
    ]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def bands(
    painter: QPainter,
    frame: Frame,
    drawn: Bands,
    across: float,
    colour: str,
    *,
    upright: bool = False,
    used: bool = True,
) -> None:
    """Draw the two bands of a figure at the pixel `across`: thin what the hedge allows, thick what rounding does."""
    rounding, hedge = (ROUNDING_ALPHA, HEDGE_ALPHA) if used else (UNUSED_ALPHA, UNUSED_ALPHA)
    size = 1.0 if used and not upright else 0.7
    if drawn.hedge != drawn.rounding:
        stretch(painter, frame, drawn.hedge, across, THIN * size, faint(colour, hedge), upright=upright)
    stretch(painter, frame, drawn.rounding, across, THICK * size, faint(colour, rounding), upright=upright)


def stretch(
    painter: QPainter,
    frame: Frame,
    between: Ends,
    across: float,
    thick: float,
    colour: QColor,
    *,
    upright: bool = False,
) -> None:
    """Fill from one value to another; an end without a bound fades to the edge with an arrow."""
    low, high = pixels(frame, between, upright=upright)
    if abs(high - low) < 1:  # never thinner than can be seen
        low, high = low - 0.75 * (1 if high >= low else -1), high + 0.75 * (1 if high >= low else -1)
    brush = QBrush(colour)
    if math.isinf(between[0]) or math.isinf(between[1]):
        start, stop = (high, low) if math.isinf(between[0]) else (low, high)
        brush = QBrush(_fading(start, stop, colour, upright=upright))
        arrow(painter, stop, across, colour.name(), 1 if stop > start else -1, upright=upright)
    painter.fillRect(_lying(low, high, across, thick, upright=upright), brush)


def pixels(frame: Frame, between: Ends, *, upright: bool = False) -> Ends:
    """Give the pixels of two values, those without a bound at the edge of the view."""
    view = frame.view
    edges = (view.bottom(), view.top()) if upright else (view.left(), view.right())
    place = frame.y if upright else frame.x
    return (
        edges[0] if math.isinf(between[0]) else place(between[0]),
        edges[1] if math.isinf(between[1]) else place(between[1]),
    )


def _lying(low: float, high: float, across: float, thick: float, *, upright: bool) -> QRectF:
    first, length = min(low, high), abs(high - low)
    if upright:
        return QRectF(across - thick / 2, first, thick, length)
    return QRectF(first, across - thick / 2, length, thick)


def _fading(start: float, stop: float, colour: QColor, *, upright: bool) -> QLinearGradient:
    gradient = QLinearGradient(0, start, 0, stop) if upright else QLinearGradient(start, 0, stop, 0)
    gone = QColor(colour)
    gone.setAlphaF(0.06)
    gradient.setColorAt(0, colour)
    gradient.setColorAt(1, gone)
    return gradient


def arrow(painter: QPainter, tip: float, across: float, colour: str, sign: int = 1, *, upright: bool = False) -> None:
    """Draw the head of an arrow whose tip touches the edge."""
    tip -= sign * 1.5
    back = tip - sign * 6
    corners = [(back, across - 4.5), (tip, across), (back, across + 4.5)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.5))
    painter.drawPolyline(QPolygonF([QPointF(b, a) if upright else QPointF(a, b) for a, b in corners]))
    painter.restore()


def words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ground: str = "",
) -> QRectF:
    """Write one line of plain text, elided to its room; on a ground of its own when one is given."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    length = metrics.horizontalAdvance(shown)
    left = {
        Qt.AlignmentFlag.AlignRight: rect.right() - length,
        Qt.AlignmentFlag.AlignHCenter: rect.center().x() - length / 2,
    }
    taken = QRectF(left.get(align, rect.left()), rect.center().y() - metrics.height() / 2, length, metrics.height())
    if ground:
        painter.fillRect(taken.adjusted(-2, 0, 2, 0), faint(ground, 0.82))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(taken.left(), taken.top() + metrics.ascent()), shown)
    return taken


def shortened(label: str, font: QFont, room: float) -> str:
    """Elide the name of a source but keep its year or edition."""
    metrics = QFontMetricsF(font)
    name, _, year = label.rpartition(" ")
    if metrics.horizontalAdvance(label) <= room or not name:
        return metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
    left = room - metrics.horizontalAdvance(f" {year}")
    return f"{metrics.elidedText(name, Qt.TextElideMode.ElideRight, left)} {year}"


def line(
    painter: QPainter, first: QPointF, last: QPointF, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine
) -> None:
    """Draw a hair line."""
    painter.setPen(QPen(QColor(colour), 1, style))
    painter.drawLine(first, last)


def axis_below(painter: QPainter, frame: Frame, ticks: list[Tick], title: str) -> None:
    """Draw the grid's upright lines, their numbers under the view, and under these the title with its unit."""
    view, fonts, colours = frame.view, frame.fonts, frame.colours
    top = view.bottom() + HEADROOM
    for value, label in ticks:
        x = round(frame.x(value)) + 0.5
        line(painter, QPointF(x, view.top()), QPointF(x, view.bottom()), colours.grid)
        half = width_of(label, fonts.small) / 2 + 1
        where = QRectF(min(x - half, frame.page.right() - 2 * half), top, 2 * half, fonts.small_line)
        words(painter, where, label, fonts.small, colours.muted, Qt.AlignmentFlag.AlignHCenter)
    line(painter, view.bottomLeft(), view.bottomRight(), colours.muted)
    if title:
        below = QRectF(view.left(), top + fonts.small_line, view.width(), fonts.line + HEADROOM)
        words(painter, below, title, fonts.plain, colours.text, Qt.AlignmentFlag.AlignHCenter)


def axis_beside(painter: QPainter, frame: Frame, ticks: list[Tick]) -> None:
    """Draw the grid's level lines with their numbers to the left of the view."""
    view, fonts, colours = frame.view, frame.fonts, frame.colours
    for value, label in ticks:
        y = round(frame.y(value)) + 0.5
        line(painter, QPointF(view.left(), y), QPointF(view.right(), y), colours.grid)
        where = QRectF(
            frame.page.left(), y - fonts.small_line / 2, view.left() - frame.page.left() - GAP, fonts.small_line
        )
        words(painter, where, label, fonts.small, colours.muted, Qt.AlignmentFlag.AlignRight)


def height_below(frame_line: float, small_line: float) -> float:
    """Give the room that the axis at the bottom takes."""
    return HEADROOM + small_line + frame_line + HEADROOM
