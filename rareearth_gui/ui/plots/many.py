"""Many intervals or points: only what is in view is drawn, at most one bar for each column of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MANY = 400
"""With more figures than this, marks and words give way to bars."""
FURTHEST = 2.0
"""Pixels by which a bar may reach out of the view; an end without a bound is cut there."""


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
        self.at, self.low, self.high = (np.ascontiguousarray(values, dtype=float) for values in (at, low, high))
        if np.any(np.diff(self.at) < 0):
            raise ValueError("the intervals are not in the order of their places")
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

        low, high = self.low[np.isfinite(self.low)], self.high[np.isfinite(self.high)]
        if not (self.at.size and low.size + high.size):
            return QRectF()
        both = (*((low.min(), low.max()) if low.size else ()), *((high.min(), high.max()) if high.size else ()))
        first, length = float(self.at[0]), float(self.at[-1] - self.at[0])
        lowest, height = float(min(both)), float(max(both) - min(both))
        return QRectF(first, lowest, length, height) if self._upright else QRectF(lowest, first, height, length)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        to_pixels = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        self.draw(painter, to_pixels, option.exposedRect)  # type: ignore[attr-defined]
        painter.restore()

    def draw(self, painter: QPainter, to_pixels: QTransform, visible: QRectF) -> None:
        """Draw what lies in the visible part of the data."""
        lines = self.lines(to_pixels, visible)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._pen)
        painter.drawLines(lines)
        painter.restore()

    def lines(self, to_pixels: QTransform, visible: QRectF) -> list[QLineF]:
        """Give one line for each column of pixels (row, when the intervals lie) that has any interval in it."""
        import numpy as np

        along = (to_pixels.m11(), to_pixels.dx()), (visible.left(), visible.right())
        across = (to_pixels.m22(), to_pixels.dy()), (visible.top(), visible.bottom())
        if not self._upright:
            along, across = across, along
        places, starts, stop = self._columns(*along)
        if not len(places):
            return []
        lows = _in_pixels(np.minimum.reduceat(self.low[:stop], starts), *across)
        highs = _in_pixels(np.maximum.reduceat(self.high[:stop], starts), *across)
        longer = highs - lows
        highs[abs(longer) < 1] = lows[abs(longer) < 1] + 1  # a line of no length would not be seen
        rows = zip(places.tolist(), lows.tolist(), highs.tolist(), strict=True)
        if self._upright:
            return [QLineF(place, low, place, high) for place, low, high in rows]
        return [QLineF(low, place, high, place) for place, low, high in rows]

    def _columns(self, axis: tuple[float, float], visible: tuple[float, float]) -> tuple[Any, Any, int]:
        """Find which columns have intervals: where each is drawn, its first interval, and the end of the last."""
        import numpy as np

        (scale, offset), (first, last) = axis, visible
        pixels = np.sort(np.array([first * scale + offset, last * scale + offset]))
        count = max(1, int(np.ceil(pixels[1] - pixels[0])))
        centres = np.floor(pixels[0]) + np.arange(count + 2) + 0.5
        edges = (np.append(centres - 0.5, centres[-1] + 0.5) - offset) / scale
        if scale < 0:
            edges, centres = edges[::-1], centres[::-1]
        found = np.searchsorted(self.at, edges)
        full = found[1:] > found[:-1]
        return centres[full], found[:-1][full], int(found[-1])


def _in_pixels(values: Any, axis: tuple[float, float], visible: tuple[float, float]) -> Any:
    import numpy as np

    scale, offset = axis
    edges = sorted(edge * scale + offset for edge in visible)
    return np.clip(values * scale + offset, edges[0] - FURTHEST, edges[1] + FURTHEST)
