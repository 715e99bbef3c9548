"""The canvas of the chain: it points out, and walks from box to box by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QHelpEvent, QKeyEvent, QPainter, QPainterPathStroker
from PySide6.QtWidgets import QToolTip, QWidget

from rareearth_gui.ops import chain_layout
from rareearth_gui.ops.chain import Chain, tell
from rareearth_gui.ui import chain_paint
from rareearth_gui.ui.chain_paint import Look
from rareearth_gui.ui.pan_zoom import PanZoom
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath, QPaintEvent, QResizeEvent

    from rareearth_gui.ops.chain_picture import Box, Picture
    from rareearth_gui.ui.desk import Desk

REACH = 5.0
SMALLER = 0.95
STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ChainCanvas(PanZoom):
    """Shows the surroundings of one material; arrow keys go from box to box, Enter or a click walks on."""

    walked = Signal(object)
    """A material was chosen: its id."""
    pointed = Signal(str)
    """What is to be said on the box or the link that is pointed at; blank for nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.chain: Chain | None = None
        self.focus_id: int | None = None
        self.picture: Picture | None = None
        self.cursor_id: int | None = None
        self._ways: list[QPainterPath] = []
        self._opened: frozenset[str] = frozenset()
        self._lit: tuple[int | None, int | None] = (None, None)
        self.setAccessibleName("Chain from ore to use")
        self.setMinimumSize(320, 140)
        desk.themed.connect(self._on_themed)

    # -- What is shown -----------------------------------------------------------------------------------------

    def show_material(self, chain: Chain, number: int) -> None:
        """Draw the surroundings of a material, as many as fit."""
        same = self.chain is chain and self.focus_id == number
        self.chain, self.focus_id, self.cursor_id = chain, number, number
        if not same:
            self._opened, self.zoom = frozenset(), 1.0
        self._lay_out()
        self._scroll_to(self.cursor_id)
        self.setAccessibleDescription(self.picture.describe(chain) if self.picture else "")

    def look(self) -> Look:
        """Give the look as it stands on screen."""
        font = self.font()
        font.setPointSizeF(QFontInfo(font).pointSizeF() * SMALLER)
        box, edge = self._lit
        drawn = self.picture
        edges = frozenset({edge}) if edge is not None else drawn.edges_of(box) if drawn else frozenset[int]()
        ends = drawn.edges[edge].ends if drawn and edge is not None else (box,)
        boxes = frozenset(end for end in ends if end is not None)
        return Look(self._desk.theme, font, boxes, edges, self.cursor_id if self.hasFocus() else None)

    def open_column(self, box: Box) -> None:
        """Show all of a column in which there are more than fit."""
        assert self.picture is not None
        self._opened |= {self.picture.headings[box.column].title}
        self._lay_out()
        self.cursor_id = self.picture.column(box.column)[-1].id

    def _lay_out(self) -> None:
        if self.chain is None or self.focus_id is None:
            return
        look, whole = self.look(), self.maximumViewportSize()  # not the viewport's, which scroll bars make smaller
        room = look.room(max(1, whole.width()), max(1, whole.height()))
        self.picture = chain_layout.fitted(self.chain, self.focus_id, room, self._opened)
        if self.picture.height > room.height + 0.5:
            room = look.room(max(1, whole.width() - self.verticalScrollBar().sizeHint().width()), room.height)
            self.picture = chain_layout.fitted(self.chain, self.focus_id, room, self._opened)
        self._ways = chain_paint.paths(self.picture)
        self._lit = (None, None)
        if self.picture.box(self.cursor_id) is None:
            self.cursor_id = self.focus_id
        self.set_bars()
        self.viewport().update()

    def extent(self) -> QSizeF:
        return QSizeF(self.picture.width, self.picture.height) if self.picture else QSizeF()

    def _on_themed(self) -> None:
        self.viewport().update()

    # -- What is where -----------------------------------------------------------------------------------------

    def place_of(self, number: int) -> QPointF | None:
        """Give the middle of a box in the viewport's pixels."""
        box = self.picture.box(number) if self.picture else None
        if box is None:
            return None
        return self.to_view(QPointF(box.x + box.width / 2, box.middle))

    def box_at(self, point: QPointF) -> Box | None:
        """Find the box at a point of the viewport; the headings hide what scrolls under them."""
        at = self.to_drawing(point)
        below = point.y() > chain_layout.HEAD * self.zoom
        return self.picture.box_at(at.x(), at.y()) if self.picture and below else None

    def _edge_at(self, point: QPointF) -> int | None:
        at, stroker = self.to_drawing(point), QPainterPathStroker()
        stroker.setWidth(REACH)
        near = QRectF(at.x() - REACH, at.y() - REACH, 2 * REACH, 2 * REACH)
        for number, way in enumerate(self._ways):
            if way.boundingRect().intersects(near) and stroker.createStroke(way).contains(at):
                return number
        return None

    def _told(self, box: Box | None, edge: int | None) -> str:
        if self.picture is None or self.chain is None:
            return ""
        if box is not None:
            return self.picture.tell_box(self.chain, box)
        return "" if edge is None else tell(self.chain, self.picture.edges[edge].link)

    # -- Events ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        theme = self._desk.theme
        painter.fillRect(self.viewport().rect(), QColor(theme.window))
        if self.picture is None:
            return
        look, x, y = self.look(), self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.save()
        painter.translate(-x, -y)
        painter.scale(self.zoom, self.zoom)
        chain_paint.draw(painter, self.picture, look)
        painter.restore()
        if y:
            painter.fillRect(QRectF(0, 0, self.viewport().width(), chain_layout.HEAD * self.zoom), QColor(theme.window))
        painter.translate(-x, 0)
        painter.scale(self.zoom, self.zoom)
        chain_paint.draw_headings(painter, self.picture, look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()  # the cursor comes or goes
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            point = QPointF(event.pos())
            box = self.box_at(point)
            said = self._told(box, None if box else self._edge_at(point))
            QToolTip.showText(event.globalPos(), tip(said) if said else "")
            return True
        if event.type() is QEvent.Type.Leave:
            self._point(None, None)
        return super().viewportEvent(event)

    def hovered_at(self, point: QPointF) -> None:
        box = self.box_at(point)
        self._point(box, None if box else self._edge_at(point))

    def clicked_at(self, point: QPointF) -> None:
        if (box := self.box_at(point)) is not None:
            self._walk(box)

    def _point(self, box: Box | None, edge: int | None) -> None:
        lit = (None if box is None else box.id, edge)
        if lit != self._lit:
            self._lit = lit
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if box else Qt.CursorShape.ArrowCursor)
            self.pointed.emit(self._told(box, edge))
            self.viewport().update()

    def _walk(self, box: Box) -> None:
        if box.more:
            self.open_column(box)
        else:
            self.cursor_id = box.id
            self.walked.emit(box.id)

    # -- Keys --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() in NO_MODIFIERS
        box = self.picture.box(self.cursor_id) if self.picture and self.cursor_id is not None else None
        if plain and box is not None and (step := STEPS.get(key)) is not None:
            beside = self.picture.beside(box, *step) if self.picture else None
            self._set_cursor(box.id if beside is None else beside.id)
        elif plain and box is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._walk(box)
        elif plain and key == Qt.Key.Key_Home and self.focus_id is not None:
            self._set_cursor(self.focus_id)
        else:
            super().keyPressEvent(event)

    def _set_cursor(self, number: int) -> None:
        self.cursor_id = number
        box = self.picture.box(number) if self.picture else None
        self._lit = (number, None)
        self._scroll_to(number)
        self.pointed.emit(self._told(box, None))
        self.viewport().update()

    def _scroll_to(self, number: int | None) -> None:
        box = self.picture.box(number) if self.picture and number is not None else None
        if box is not None:
            self.show_part(QRectF(box.x, box.y, box.width, box.height), chain_layout.HEAD)
