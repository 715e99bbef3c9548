"""Dialogs that change a record: correct or add it field by field, withdraw it, put a note on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import adjudicate, edit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rareearth_gui.ops.record import Record
    from rareearth_gui.ui.desk import Desk

WIDTH = 620
LONG = frozenset({"note", "summary", "definition", "role", "why", "reading_reason"})


class ActDialog(QDialog):
    """A dialog whose act is written by the writing thread; it stays open until the act is taken."""

    def __init__(self, desk: Desk, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(WIDTH, 200)
        heading = QLabel(words, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        self.reason = QPlainTextEdit(self)
        self.reason.setProperty("role", "entry")
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName("Reason")
        self.reason.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 12)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.accepted.connect(self._on_save)
        self.buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.addWidget(heading)
        self.column.addWidget(self.reason)
        self.column.addWidget(self.buttons)

    def act(self, connection: Any) -> object:
        """Do what the dialog is for; Refused keeps it open."""
        raise NotImplementedError

    def _on_save(self) -> None:
        self.prepare()
        self.desk.jobs.write(self.act, self._on_written)

    def prepare(self) -> None:
        """Read the fields on the window's thread, before the act is handed over."""

    def _on_written(self, _result: object) -> None:
        self.desk.said.emit("Saved. The history has it.")
        self.accept()
        self.desk.changed.emit(frozenset(Kind))


class WithdrawDialog(ActDialog):
    """Withdraws a record with a reason; it stays on screen as withdrawn."""

    def __init__(self, desk: Desk, told: Record, parent: QWidget | None = None) -> None:
        words = f"Withdraw “{told.title}”? It stays on screen, marked as withdrawn, and counts no more. Why?"
        super().__init__(desk, "Withdraw", words, parent)
        self._told, self._why = told, ""

    def prepare(self) -> None:
        self._why = self.reason.toPlainText()

    def act(self, connection: Any) -> object:
        edit.withdraw(connection, self._told.kind, self._told.id, self._why)
        return None


class NoteDialog(ActDialog):
    """Puts a note on a record."""

    def __init__(self, desk: Desk, told: Record, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Note", f"Note on “{told.title}”", parent)
        self._told, self._text = told, ""

    def prepare(self) -> None:
        self._text = self.reason.toPlainText()

    def act(self, connection: Any) -> object:
        return adjudicate.note(connection, self._told.kind.id(self._told.id), self._text)


class EditDialog(ActDialog):
    """Corrects a record, or adds one when `number` is None. What the catalogue brought stays readable."""

    def __init__(
        self,
        desk: Desk,
        kind: Kind,
        number: int | None,
        row: Mapping[str, str],
        bundled: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Add {kind.value}" if number is None else f"Correct {kind.value} {kind.id(number)}"
        super().__init__(desk, title, "Every change is kept in the history with its reason, and can be undone.", parent)
        self._kind, self._number, self._values, self._why = kind, number, dict(row), ""
        self._fields: dict[str, QComboBox | QLineEdit | QPlainTextEdit] = {}
        page = QWidget(self)
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, text in row.items():
            if name != "key":
                form.addRow(name.replace("_", " ").capitalize(), self._field(name, text, bundled))
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        self.column.insertWidget(1, scroll, 1)
        self.column.insertWidget(2, QLabel("Reason of the change", self))
        self.resize(WIDTH, 620)

    def _field(self, name: str, text: str, bundled: Mapping[str, str]) -> QWidget:
        choices = edit.CHOICES.get((self._kind.value, name))
        field: QComboBox | QLineEdit | QPlainTextEdit
        if choices is not None:
            field = QComboBox(self)
            field.addItems(list(choices))
            if text not in choices:
                field.addItem(text)
            field.setCurrentText(text)
        elif name in LONG:
            field = QPlainTextEdit(text, self)
            field.setProperty("role", "entry")
            field.setTabChangesFocus(True)
            field.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 12)
        else:
            field = QLineEdit(text, self)
            field.setCursorPosition(0)
        field.setAccessibleName(name.replace("_", " "))
        if name in bundled and bundled[name] != text:
            field.setToolTip(f"bundled: {bundled[name] or 'blank'}")
        self._fields[name] = field
        return field

    def prepare(self) -> None:
        for name, field in self._fields.items():
            if isinstance(field, QComboBox):
                self._values[name] = field.currentText()
            else:
                self._values[name] = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        self._why = self.reason.toPlainText()

    def act(self, connection: Any) -> object:
        if self._number is None:
            return edit.add(connection, self._kind, self._values, self._why)
        return edit.correct(connection, self._kind, self._number, self._values, self._why)


class Opening(QDialog):
    """Fetches a record's fields off the window's thread, then gives way to the dialog that edits them."""

    def __init__(self, desk: Desk, told: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._told = desk, told

    def open(self) -> None:
        kind, number = self._told.kind, self._told.id
        self._desk.jobs.read(lambda db: (edit.form(db, kind, number), edit.original(db, kind, number)), self._on_read)

    def _on_read(self, found: tuple[dict[str, str], Mapping[str, str]]) -> None:
        row, bundled = found
        EditDialog(self._desk, self._told.kind, self._told.id, row, bundled, self.parentWidget()).open()
        self.deleteLater()


def dialog_for(act: str, desk: Desk, told: Record, parent: QWidget) -> QDialog:
    """Give the dialog that does an act which the record panel offers."""
    if act == "Correct":
        return Opening(desk, told, parent)
    return (WithdrawDialog if act == "Withdraw" else NoteDialog)(desk, told, parent)


def adding(desk: Desk, kind: Kind, parent: QWidget) -> QDialog:
    """Give the dialog that adds a record."""
    return EditDialog(desk, kind, None, edit.blank(kind), {}, parent)
