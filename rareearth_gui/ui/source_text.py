"""The text of a source under the hand: clicking marked words, stepping among them, finding, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QToolTip, QWidget

from rareearth_gui.ui.marked_text import MarkedText

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QWheelEvent

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
CITE = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C)


class SourceText(MarkedText):
    """Says what the person wants by signals; copies the words of the file, not those of the display."""

    picked = Signal(object)
    """The id of the figure whose words were clicked."""
    stepped = Signal(int)
    """The figure after (1) or before (-1) is asked for."""
    cite_asked = Signal()
    find_asked = Signal(int)
    """Find is asked for: the box (0), the next place (1) or the one before (-1)."""
    left = Signal()
    """Esc was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName("Text of the source")
        self.setAcceptDrops(False)  # what is dropped here is the tab's
        self.viewport().setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, slot in (
            ("Copy\tCtrl+C", self.copy),
            ("Copy with citation\tCtrl+Shift+C", self._on_cite),
            ("Find in text\tCtrl+F", self._on_find),
            ("Next figure\tAlt+Down", self._on_next),
            ("Previous figure\tAlt+Up", self._on_previous),
        ):  # the keys are told here and taken in keyPressEvent: as shortcuts they would quarrel with the window's
            action = QAction(words, self)
            action.triggered.connect(slot)
            self.addAction(action)

    def selected(self) -> tuple[int, int]:
        """Give the selected characters as start and end; where nothing is selected, the cursor twice."""
        cursor, offsets = self.textCursor(), self.laid.offsets
        return offsets.char(cursor.selectionStart()), offsets.char(cursor.selectionEnd())

    def createMimeDataFromSelection(self) -> QMimeData:
        start, end = self.selected()
        data = QMimeData()
        data.setText(self.laid.text[start:end])
        return data

    def _on_cite(self) -> None:
        self.cite_asked.emit()

    def _on_find(self) -> None:
        self.find_asked.emit(0)

    def _on_next(self) -> None:
        self.stepped.emit(1)

    def _on_previous(self) -> None:
        self.stepped.emit(-1)

    def _on_scrolled(self, _action: int) -> None:
        self._centred = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._centred = None
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._centred = None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._pick(self.mark_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = event.buttons() == Qt.MouseButton.NoButton and self.mark_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def _pick(self, number: int | None) -> None:
        if number is not None:
            self.picked.emit(self.marks[number].figure_id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()  # Ctrl+F is ours here, before it is the window's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Find) or event.text() == "/":
            self.find_asked.emit(0)
        elif key == Qt.Key.Key_F3:
            self.find_asked.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.keyCombination() == CITE:
            self.cite_asked.emit()
        elif alt and key in STEPS:
            self.stepped.emit(STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.mark_at(QPointF(self.cursorRect().center()) + QPointF(1, 0)))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self._centred = None
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self.mark_at(QPointF(event.pos()))
            words = "" if number is None else f"F{self.marks[number].figure_id}: click to see its record"
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)


def _is_ours(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Find) or event.keyCombination() == CITE
