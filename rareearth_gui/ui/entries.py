"""The entries of a form: a line, some lines, a closed list or a record of the library, and a word on what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QWheelEvent

    from rareearth_gui.ops.edit import Choice
    from rareearth_gui.ops.edit_fields import Field

MOST_SHOWN = 12
LINES = 3
Editor = QComboBox | QLineEdit | QPlainTextEdit


class ClosedList(QComboBox):
    """A choice among a few words. The wheel scrolls the form: it never changes what a person does not look at."""

    def __init__(self, choices: Sequence[tuple[str, str]], text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, words in choices:
            self.addItem(words, value)
        if self.findData(text) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(text))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Records(QAbstractListModel):
    """The records to choose from, each by its name with its key, after a blank one."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.keys = ["", *(choice.key for choice in choices)]
        self.labels = ["", *map(_label, choices)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.labels)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
        return self.labels[index.row()] if shown and index.isValid() else None


def _label(choice: Choice) -> str:
    more = f" ({choice.more})" if choice.more and choice.more not in choice.name else ""
    return f"{choice.name}{more} — {choice.key}"


class RecordPicker(QComboBox):
    """Searches the names and keys of records while one types; gives the key of the one that is meant."""

    left = Signal()

    def __init__(self, choices: Sequence[Choice], key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.records = Records(choices, self)
        self.setModel(self.records)
        self._names: dict[str, list[str]] = {}
        for choice in choices:
            self._names.setdefault(choice.name.casefold(), []).append(choice.key)
        completer = QCompleter(self.records, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(MOST_SHOWN)
        self.setCompleter(completer)
        self._show(key)

    def key(self) -> str:
        """Give the key of the record that the words mean; the words themselves where they mean none."""
        words = self.currentText().strip()
        if words in self.records.labels:
            return self.records.keys[self.records.labels.index(words)]
        named = self._names.get(words.casefold(), [])
        return named[0] if len(named) == 1 and words not in self.records.keys else words

    def _show(self, key: str) -> None:
        known = key in self.records.keys
        self.setCurrentIndex(self.records.keys.index(key) if known else -1)
        if not known:
            self.setEditText(key)
        line = self.lineEdit()
        assert line is not None
        line.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._show(self.key())
            self.left.emit()

    @property
    def is_searching(self) -> bool:
        """Say whether the person is still choosing from what was found."""
        completer = self.completer()
        found = completer.popup() if completer is not None else None
        return found is not None and found.isVisible()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Entry(QWidget):
    """An editor with room under it for what is wrong with what it holds."""

    edited = Signal(str)
    """What it holds was changed: its column."""

    def __init__(self, column: str, field: Field, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column, self.label, self.editor = column, field.label, editor
        self._is_changed = False
        self.fault = QLabel(self)
        self.fault.setProperty("role", "fault")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(editor)
        layout.addWidget(self.fault)
        self.setFocusProxy(editor)
        editor.setAccessibleName(field.label)
        editor.setAccessibleDescription(field.help)
        editor.setToolTip(tip(field.help) if field.help else "")
        if isinstance(editor, QComboBox):
            editor.currentTextChanged.connect(self._on_edited)
        else:
            editor.textChanged.connect(self._on_edited)
        if isinstance(editor, RecordPicker):
            editor.left.connect(self._on_left)

    def _on_edited(self) -> None:
        self._is_changed = True
        self.edited.emit(self.column)

    def _on_left(self) -> None:
        if self._is_changed:
            self.edited.emit(self.column)

    @property
    def is_searching(self) -> bool:
        """Say whether it is too early to say what is wrong."""
        return isinstance(self.editor, RecordPicker) and self.editor.is_searching

    def text(self) -> str:
        """Give what is to be saved."""
        editor = self.editor
        if isinstance(editor, RecordPicker):
            return editor.key()
        if isinstance(editor, QComboBox):
            return str(editor.currentData())
        return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()

    def tell(self, message: str) -> None:
        """Say what is wrong, in words that name what the form shows; a blank message takes it back."""
        self.fault.setText(self._said(message) if message else "")
        self.fault.setVisible(bool(message))

    def _said(self, message: str) -> str:
        if not self.text().strip():
            return f"{self.label} is needed."
        if isinstance(self.editor, RecordPicker):
            return f"Nothing is called “{self.text()}”: choose from the list."
        said = f"{self.label}{message.removeprefix(self.column)}" if message.startswith(f"{self.column} ") else message
        return f"{said[:1].upper()}{said[1:]}."


def line(text: str, hint: str, parent: QWidget) -> QLineEdit:
    """Make an editor of one line; while it is blank it says what is to be written."""
    made = QLineEdit(text, parent)
    made.setPlaceholderText(hint)
    made.setCursorPosition(0)
    return made


def lines(text: str, hint: str, parent: QWidget) -> QPlainTextEdit:
    """Make an editor of some lines; Tab leaves it."""
    made = QPlainTextEdit(text, parent)
    made.setPlaceholderText(hint)
    made.setProperty("role", "entry")
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * LINES + 12)
    return made
