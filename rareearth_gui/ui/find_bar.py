"""The find bar: a box for words, how many places have them, the next and the one before; Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

LONGEST = 200


class FindBox(QLineEdit):
    """The box; it keeps Ctrl+F, Enter, F3 and Esc to itself."""

    moved = Signal(int)
    left = Signal()

    def event(self, event: QEvent) -> bool:
        ours = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Find)
        if event.type() == QEvent.Type.ShortcutOverride and ours:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.selectAll()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.moved.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Asks for words and tells where the search stands; the search itself is its owner's."""

    typed = Signal(str)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = FindBox(self)
        self.box.setMaxLength(LONGEST)
        self.box.setAcceptDrops(False)
        self.box.setPlaceholderText("Find in this text")
        self.box.setAccessibleName("Find in this text")
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.before = self._button("‹", "The place before (Shift+F3)")
        self.after = self._button("›", "The next place (F3)")
        self.shut = self._button("×", "Close (Esc)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 6)
        layout.addWidget(self.box, 1)
        for widget in (self.count, self.before, self.after, self.shut):
            layout.addWidget(widget)
        self.box.textChanged.connect(self.typed)
        self.box.moved.connect(self.moved)
        self.box.left.connect(self.leave)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.shut.clicked.connect(self.leave)
        self.hide()

    def _button(self, words: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        return button

    def open(self, words: str) -> None:
        """Show the bar, with words to find when there are any."""
        self.show()
        if words:
            self.box.setText(words)
        self.box.setFocus()
        self.box.selectAll()

    def leave(self) -> None:
        """Hide the bar."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def tell(self, at: int | None, total: int, most: int) -> None:
        """Say at which of how many places the search stands."""
        every = f"{total:,}+" if total >= most else f"{total:,}"
        if not self.box.text().strip():
            self.count.setText("")
        elif at is None:
            self.count.setText("not in this text" if not total else f"{every} {'place' if total == 1 else 'places'}")
        else:
            self.count.setText(f"{at + 1:,} of {every}")

    def _on_before(self) -> None:
        self.moved.emit(-1)

    def _on_after(self) -> None:
        self.moved.emit(1)
