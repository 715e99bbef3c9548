"""Many intervals or points: only what is in view is drawn, at most one bar for each column of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import shiboken6
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MANY = 400
"""With more figures than this, marks and words give way to bars."""
FURTHEST = 2.0
"""Pixels by which a bar may reach out of the view; an end without a bound is cut there."""
BLOCK = 128
"""How many neighbours are taken together while they all fall within one pixel."""


class IntervalItem(QGraphicsItem):
    """Intervals from `low` to `high` at sorted places `at`: upright along the bottom, or lying along the side.

    It is an item for any view of pyqtgraph, in the coordinates of the data, yet it needs no pyqtgraph itself.
    Intervals that fall into one column of pixels are drawn as one, from the lowest end to the highest.
    """

    def __init__(
        self,
        at: ArrayLike,
        low: ArrayLike,
        high: ArrayLike,
        colour: str = "#000000",
        *,
        upright: bool = True,
        parent: QGraphicsItem | None = None,
    ) -> None:
        import numpy as np

        super().__init__(parent)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # paint is told what is exposed
        self._fine = tuple(np.ascontiguousarray(values, dtype=float) for values in (at, low, high))
        if np.any(np.diff(self._fine[0]) < 0):
            raise ValueError("the intervals are not in the order of their places")
        self._coarse, self._widest = _in_blocks(*self._fine)
        self._upright = upright
        self.set_colour(colour)
        self._bounds = self._measure()

    @classmethod
    def of_points(cls, at: ArrayLike, value: ArrayLike, colour: str, *, upright: bool = True) -> IntervalItem:
        """Make an item of points: intervals of no length, which are drawn one pixel long."""
        return cls(at, value, value, colour, upright=upright)

    def set_colour(self, colour: str) -> None:
        """Draw with another colour; only pens of one pixel's width are fast."""
        self._pen = QPen(QColor(colour), 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        self._pen.setCosmetic(True)
        self.update()

    def _measure(self) -> QRectF:
        import numpy as np

        at, low, high = self._fine
        known = np.concatenate((low[np.isfinite(low)], high[np.isfinite(high)]))
        if not known.size:
            return QRectF()
        first, length = float(at[0]), float(at[-1] - at[0])
        lowest, height = float(known.min()), float(known.max() - known.min())
        return QRectF(first, lowest, length, height) if self._upright else QRectF(lowest, first, height, length)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        to_pixels = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        self.draw(painter, to_pixels, option.exposedRect)
        painter.restore()

    def draw(self, painter: QPainter, to_pixels: QTransform, visible: QRectF) -> None:
        """Draw what lies in the visible part of the data."""
        sharp = painter.device().devicePixelRatio()
        lines = self._lines(*self.columns(to_pixels * QTransform.fromScale(sharp, sharp), visible))
        if not len(lines):
            return
        painter.save()
        painter.scale(1 / sharp, 1 / sharp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._pen)
        first = cast("QLineF", shiboken6.wrapInstance(lines.ctypes.data, QLineF))
        painter.drawLines(first, len(lines))
        painter.restore()

    def _lines(self, places: Any, lows: Any, highs: Any) -> Any:
        """Lay lines out in memory as Qt does, four floats each, so that none is made in Python."""
        import numpy as np

        lines = np.empty((len(places), 4))
        first, second = (0, 1) if self._upright else (1, 0)
        lines[:, first] = lines[:, first + 2] = places
        lines[:, second] = lows
        lines[:, second + 2] = np.where(abs(highs - lows) < 1, lows + 1, highs)  # a line of no length is not seen
        return lines

    def columns(self, to_pixels: QTransform, visible: QRectF) -> tuple[Any, Any, Any]:
        """Give each column of pixels (row, when the intervals lie) that holds any: its place and its two ends."""
        import numpy as np

        along = (to_pixels.m11(), to_pixels.dx()), (visible.left(), visible.right())
        across = (to_pixels.m22(), to_pixels.dy()), (visible.top(), visible.bottom())
        if not self._upright:
            along, across = across, along
        at, low, high = self._coarse if self._widest * abs(along[0][0]) <= 1 else self._fine
        places, starts, stop = _full(at, *along)
        if not len(places):
            return places, places, places
        lows = _in_pixels(np.minimum.reduceat(low[:stop], starts), *across)
        highs = _in_pixels(np.maximum.reduceat(high[:stop], starts), *across)
        return places, lows, highs


def _in_blocks(at: Any, low: Any, high: Any) -> tuple[tuple[Any, Any, Any], float]:
    """Take neighbours together; say how far apart those of one block are at most."""
    import numpy as np

    starts = np.arange(0, len(at), BLOCK)
    if not len(starts):
        return (at, low, high), 0.0
    last = np.minimum(starts + BLOCK, len(at)) - 1
    blocks = at[starts], np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
    return blocks, float(np.max(at[last] - at[starts]))


def _full(at: Any, axis: tuple[float, float], visible: tuple[float, float]) -> tuple[Any, Any, int]:
    """Find the columns that hold any place: their middles in pixels, their first place, the end of the last."""
    import numpy as np

    (scale, offset), (first, last) = axis, visible
    pixels = sorted((first * scale + offset, last * scale + offset))
    middles = np.floor(pixels[0]) + np.arange(max(1, int(np.ceil(pixels[1] - pixels[0]))) + 2) - 0.5
    edges = (np.append(middles - 0.5, middles[-1] + 0.5) - offset) / scale
    if scale < 0:
        edges, middles = edges[::-1], middles[::-1]
    found = np.searchsorted(at, edges)
    full = found[1:] > found[:-1]
    return middles[full], found[:-1][full], int(found[-1])


def _in_pixels(values: Any, axis: tuple[float, float], visible: tuple[float, float]) -> Any:
    import numpy as np

    scale, offset = axis
    edges = sorted(edge * scale + offset for edge in visible)
    return np.clip(values * scale + offset, edges[0] - FURTHEST, edges[1] + FURTHEST)
