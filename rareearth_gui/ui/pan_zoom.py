"""An area whose drawing is scrolled, dragged and zoomed, and whose clicks are told from drags."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QWheelEvent

SMALLEST, LARGEST, ZOOM_STEP = 0.4, 3.0, 1.2
DRAG = 4
AROUND = 8
"""Pixels that are kept around what is scrolled to."""


class PanZoom(QAbstractScrollArea):
    """Ctrl and the wheel zoom, a drag pans. Subclasses say how large the drawing is, and draw it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    def extent(self) -> QSizeF:
        """Say how large the drawing is, unzoomed."""
        return QSizeF()

    def clicked_at(self, point: QPointF) -> None:
        """React to a click at a point of the viewport."""

    def hovered_at(self, point: QPointF) -> None:
        """React to the pointer at a point of the viewport."""

    def fit(self) -> None:
        """Show everything that is drawn, at its own size where there is room for it."""
        whole, view = self.extent(), self.viewport()
        if not whole.isEmpty():
            self.set_zoom(min(1.0, view.width() / whole.width(), view.height() / whole.height()), QPointF(0, 0))

    def zoom_in(self) -> None:
        """Draw larger."""
        self.set_zoom(self.zoom * ZOOM_STEP, QPointF(self.viewport().rect().center()))

    def zoom_out(self) -> None:
        """Draw smaller."""
        self.set_zoom(self.zoom / ZOOM_STEP, QPointF(self.viewport().rect().center()))

    def set_zoom(self, wanted: float, about: QPointF) -> None:
        """Zoom so that what lies under a point of the viewport stays there."""
        old, self.zoom = self.zoom, min(LARGEST, max(SMALLEST, wanted))
        self.set_bars()
        for bar, place in ((self.horizontalScrollBar(), about.x()), (self.verticalScrollBar(), about.y())):
            bar.setValue(round((bar.value() + place) * self.zoom / old - place))
        self.viewport().update()

    def set_bars(self) -> None:
        """Fit the scroll bars to the drawing."""
        whole, view = self.extent(), self.viewport()
        for bar, long, seen in (
            (self.horizontalScrollBar(), whole.width(), view.width()),
            (self.verticalScrollBar(), whole.height(), view.height()),
        ):
            bar.setRange(0, max(0, math.ceil(long * self.zoom - seen - 0.5)))
            bar.setPageStep(seen)
            bar.setSingleStep(24)

    def show_part(self, part: QRectF, below: float = 0.0) -> None:
        """Scroll as little as needed to show a part of the drawing, below a band at the top of the viewport."""
        for bar, start, long, seen, hidden in (
            (self.horizontalScrollBar(), part.x(), part.width(), self.viewport().width(), 0.0),
            (self.verticalScrollBar(), part.y(), part.height(), self.viewport().height(), below * self.zoom),
        ):
            low, high = start * self.zoom - hidden - AROUND, (start + long) * self.zoom + AROUND
            bar.setValue(round(min(low, max(bar.value(), high - seen))))

    def to_drawing(self, point: QPointF) -> QPointF:
        """Give the place in the drawing of a point of the viewport."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPointF((point.x() + x) / self.zoom, (point.y() + y) / self.zoom)

    def to_view(self, point: QPointF) -> QPointF:
        """Give the point of the viewport of a place in the drawing."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPointF(point.x() * self.zoom - x, point.y() * self.zoom - y)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position()
        if self._pressed is None:
            self.hovered_at(here)
            return
        moved = here - self._pressed
        if self._dragged or moved.manhattanLength() >= DRAG:
            self._dragged, self._pressed = True, here
            self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() - moved.x()))
            self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() - moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._pressed is not None and not self._dragged
        self._pressed = None
        if clicked:
            self.clicked_at(event.position())
