"""The canvas of a plot: pyqtgraph's widget without its axes and menus, and the layer that a plot paints on it."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter


def made(parent: QWidget, background: str, *, rows_down: bool) -> Any:
    """Make a canvas. pyqtgraph comes in here, on first use, for its import takes as long as the window's."""
    import pyqtgraph

    canvas = pyqtgraph.PlotWidget(parent, background=background)
    item, box = canvas.getPlotItem(), canvas.getViewBox()
    for side in ("left", "bottom"):
        item.hideAxis(side)  # ours write plain numbers in the units of people
    item.hideButtons()
    item.setMenuEnabled(False)
    box.invertY(rows_down)
    box.disableAutoRange()
    canvas.setFrameShape(canvas.Shape.NoFrame)
    canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it is for whoever holds the plot
    canvas.setFocusProxy(parent)
    return canvas


class Layer(QGraphicsItem):
    """What a plot paints on its canvas, in pixels."""

    def __init__(self, canvas: Any, paint: Callable[[QPainter], None]) -> None:
        super().__init__(canvas.getPlotItem())
        self._paint = weakref.WeakMethod(paint)  # the plot holds the canvas, the canvas this
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def changed(self) -> None:
        """Paint anew, perhaps at another size."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        return self.parentItem().boundingRect()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if (paint := self._paint()) is not None:
            paint(painter)
