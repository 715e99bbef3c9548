"""Dialogs that change a record: correct or add it field by field, withdraw it, put a note on it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import adjudicate, edit
from rareearth_gui.ops.edit_fields import fields, words
from rareearth_gui.ui.entries import ClosedList, Entry, RecordPicker, line, lines
from rareearth_gui.ui.table import debounced
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from rareearth_gui.ops.edit import Choice
    from rareearth_gui.ops.edit_fields import Field
    from rareearth_gui.ops.record import Record
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.entries import Editor
    from rareearth_gui.ui.jobs import Done, Ticket

WIDTH, HEIGHT = 680, 620
TYPING_MS = 200


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
        self.reason = lines("", "", self)
        self.reason.setAccessibleName("Reason")
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


class Form(NamedTuple):
    """What the dialog needs of the library: the fields, as the catalogue brought them, and what they may refer to."""

    row: Mapping[str, str]
    bundled: Mapping[str, str]
    choices: Mapping[str, tuple[Choice, ...]]


class EditDialog(ActDialog):
    """Corrects a record, or adds one when `number` is None. What the catalogue brought stays readable."""

    def __init__(self, desk: Desk, kind: Kind, number: int | None, form: Form, parent: QWidget | None = None) -> None:
        title = f"Add {kind.value}" if number is None else f"Correct {kind.value} {kind.id(number)}"
        super().__init__(desk, title, "Every change is kept in the history with its reason, and can be undone.", parent)
        self._kind, self._number, self._form = kind, number, form
        self._values, self._why = dict(form.row), ""
        self._touched: set[str] = set()
        self._ticket: Ticket | None = None
        self._entries = {column: self._entry(column, field) for column, field in fields(kind).items()}
        self._fields = {column: entry.editor for column, entry in self._entries.items()}
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._page())
        self.needed = QLabel("The reason is needed: the history keeps it.", self)
        self.needed.setProperty("role", "fault")
        self.needed.hide()
        self.column.insertWidget(1, scroll, 1)
        self.column.insertWidget(2, QLabel("Reason of the change", self))
        self.column.insertWidget(4, self.needed)
        self.reason.textChanged.connect(self.needed.hide)
        self._typing = debounced(self, TYPING_MS)
        self._typing.timeout.connect(self._check)
        self.resize(WIDTH, HEIGHT)
        self._order()

    def _order(self) -> None:
        """Let Tab go down the form, to the reason and to the buttons, from the first field on."""
        way = [*self._fields.values(), self.reason, self.buttons]
        for before, after in pairwise(way):
            self.setTabOrder(before, after)
        way[0].setFocus()

    def _page(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for column, field in fields(self._kind).items():
            if field.heading:
                heading = QLabel(field.heading, page)
                heading.setProperty("role", "heading")
                heading.setContentsMargins(0, 8 if form.rowCount() else 0, 0, 0)
                form.addRow(heading)
            label = QLabel(field.label, page)
            label.setToolTip(tip(field.help) if field.help else "")
            label.setBuddy(self._entries[column].editor)
            form.addRow(label, self._entries[column])
        return page

    def _entry(self, column: str, field: Field) -> Entry:
        text = self._form.row[column]
        editor: Editor
        if column in self._form.choices:
            editor = RecordPicker(self._form.choices[column], text, self)
        elif (choices := edit.CHOICES.get((self._kind.value, column))) is not None:
            editor = ClosedList([(value, words(self._kind, column, value)) for value in choices], text, self)
        else:
            editor = (lines if field.long else line)(text, field.help, self)
        made = Entry(column, field, editor, self)
        made.edited.connect(self._on_edited)
        if column in self._form.bundled and self._form.bundled[column] != text:
            editor.setToolTip(tip(f"{field.help}\nbundled: {self._form.bundled[column] or 'blank'}".strip()))
        return made

    def prepare(self) -> None:
        self._values |= {column: entry.text() for column, entry in self._entries.items()}
        self._why = self.reason.toPlainText()

    def act(self, connection: Any) -> object:
        if self._number is None:
            return edit.add(connection, self._kind, self._values, self._why)
        return edit.correct(connection, self._kind, self._number, self._values, self._why)

    # -- What is wrong, told before it is saved -----------------------------------------------------------------

    def _on_edited(self, column: str) -> None:
        self._touched.add(column)
        self._typing.start()

    def _ask(self, done: Done) -> None:
        self.prepare()
        kind, values = self._kind, dict(self._values)
        self.desk.jobs.drop(self._ticket)
        self._ticket = self.desk.jobs.read(lambda db: edit.wrong(db, kind, values), done)

    def _check(self) -> None:
        self._ask(self._on_checked)

    def _on_checked(self, found: dict[str, str]) -> None:
        for column, entry in self._entries.items():
            if column in self._touched and not entry.is_searching:
                entry.tell(found.get(column, ""))

    def _on_save(self) -> None:
        self._typing.stop()
        self._touched |= set(self._entries)
        self._ask(self._on_checked_to_save)

    def _on_checked_to_save(self, found: dict[str, str]) -> None:
        self._on_checked(found)
        self.needed.setVisible(not self._why.strip())
        first = next((entry for column, entry in self._entries.items() if column in found), None)
        if first is not None:
            first.setFocus()
        elif self.needed.isVisible():
            self.reason.setFocus()
        else:
            super()._on_save()


class Opening(QDialog):
    """Fetches what a record's form needs off the window's thread, then gives way to the dialog that edits it."""

    def __init__(self, desk: Desk, kind: Kind, number: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._number = desk, kind, number

    def open(self) -> None:
        kind, number = self._kind, self._number
        self._desk.jobs.read(lambda db: _form(db, kind, number), self._on_read)

    def _on_read(self, form: Form) -> None:
        EditDialog(self._desk, self._kind, self._number, form, self.parentWidget()).open()
        self.deleteLater()


def _form(connection: sqlite3.Connection, kind: Kind, number: int | None) -> Form:
    if number is None:
        return Form(edit.blank(kind), {}, edit.choices(connection, kind))
    row, bundled = edit.form(connection, kind, number), edit.original(connection, kind, number)
    return Form(row, bundled, edit.choices(connection, kind))


def dialog_for(act: str, desk: Desk, told: Record, parent: QWidget) -> QDialog:
    """Give the dialog that does an act which the record panel offers."""
    if act == "Correct":
        return Opening(desk, told.kind, told.id, parent)
    return (WithdrawDialog if act == "Withdraw" else NoteDialog)(desk, told, parent)


def adding(desk: Desk, kind: Kind, parent: QWidget) -> QDialog:
    """Give the dialog that adds a record."""
    return Opening(desk, kind, None, parent)
