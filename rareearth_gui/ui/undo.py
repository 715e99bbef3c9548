"""Undo: the last edit taken back from anywhere, by an act of its own; a ruling is withdrawn or superseded instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from rareearth_gui.domain.entities import Kind, parse_id

if TYPE_CHECKING:
    import sqlite3

    from PySide6.QtCore import QObject

    from rareearth_gui.ops.edit import Undoable
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket

WORDS = "&Undo"
NOTHING = "There is no edit to undo."
READ_ONLY = "This library is open for reading only."
WAYS = {"add": "adding", "correct": "correction of", "withdraw record": "withdrawal of"}
LONGEST = 40


class UndoAction(QAction):
    """Says what it would undo. A box that one types in keeps Ctrl+Z for what was typed."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(WORDS, parent)
        self._desk = desk
        self._last: Undoable | None = None
        self._ticket: Ticket | None = None
        self.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self._show(None)
        self.triggered.connect(self._on_triggered)
        for signal in (desk.changed, desk.jobs.refused, desk.jobs.failed):
            signal.connect(self.refresh)

    def refresh(self) -> None:
        """Ask for the last edit anew."""
        if self._desk.library.writable:
            self._desk.jobs.drop(self._ticket)
            self._ticket = self._desk.jobs.read(_last, self._show)

    def _show(self, last: Undoable | None) -> None:
        self._last = last
        self.setEnabled(last is not None)
        writable = self._desk.library.writable
        if last is not None:
            self._say(_told(last), "Puts back what was there, by an act of its own.")
        else:
            self._say("(no edit)" if writable else "(read-only)", NOTHING if writable else READ_ONLY)

    def _say(self, words: str, why: str) -> None:
        self.setText(f"{WORDS} {words.replace('&', '&&')}")
        self.setToolTip(why)
        self.setStatusTip(why)

    def _on_triggered(self) -> None:
        last = self._last
        if last is not None:
            self.setEnabled(False)  # until it is known which edit is the last one then
            self._desk.jobs.write(lambda db: _undone(db, last), self._on_undone)

    def _on_undone(self, undone: Undoable) -> None:
        self._desk.said.emit(f"Undone: {_told(undone)}. The history has it.")
        self._desk.changed.emit(frozenset(Kind))
        if (place := parse_id(undone.record)) is not None:
            self._desk.go(*place)


def _last(connection: sqlite3.Connection) -> Undoable | None:
    from rareearth_gui.ops import edit  # on first use: it loads every check

    return edit.last_edit(connection)


def _undone(connection: sqlite3.Connection, last: Undoable) -> Undoable:
    from rareearth_gui.ops import edit

    edit.undo(connection, last.entry)
    return last


def _told(last: Undoable) -> str:
    """Say an edit in a few words."""
    title = last.title if len(last.title) <= LONGEST else f"{last.title[:LONGEST].rstrip()}…"
    return f"{WAYS[last.act]} {last.record} “{title}”"
