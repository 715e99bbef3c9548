"""History: who did what, when, on which evidence; the chain checked; a question as it was on a date; undo."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QMessageBox, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from rareearth_gui.domain.entities import Kind, parse_id
from rareearth_gui.ops import edit, history
from rareearth_gui.ops.listings import HISTORY
from rareearth_gui.ui.tabs.tab import ListTab, Tab

if TYPE_CHECKING:
    from rareearth_gui.ops.history import AsOf
    from rareearth_gui.ui.desk import Desk

ORDER = 7
TITLE = "History"
KINDS = frozenset({Kind.AUDIT, Kind.RULING})


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return HistoryTab(desk)


class HistoryTab(ListTab):
    """The list of acts, newest first; on the right the act that is chosen and what can be done from it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, Kind.AUDIT, HISTORY, parent)
        self.chain = QPushButton("Verify the chain", self)
        self.chain.clicked.connect(self._on_verify)
        self.undo = QPushButton("Undo this act", self)
        self.undo.setToolTip("Puts back what was there, by an act of its own")
        self.undo.clicked.connect(self._on_undo)
        self.open = QPushButton("Open record", self)
        self.open.clicked.connect(self._on_open)
        self.day = QDateEdit(QDate.currentDate(), self)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("As it was on")
        self.then = QPushButton("Question as it was on", self)
        self.then.clicked.connect(self._on_then)
        self.told = QTextBrowser(self)
        self.told.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.told.setOpenLinks(False)
        self.told.document().setDocumentMargin(8)
        self.told.setPlaceholderText("Choose an act on a question, and a day.")
        self._place_controls()

    def _place_controls(self) -> None:
        side = QWidget(self)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel, 1)
        for widgets in ((self.open, self.undo, self.chain), (self.then, self.day)):
            row = QHBoxLayout()
            row.setContentsMargins(8, 2, 8, 2)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addWidget(self.told, 1)
        self.split.addWidget(side)
        self.split.setSizes([820, 420])

    def _record(self) -> str:
        rows = self.list.table.selectionModel().selectedRows()
        keys = [column.key for column in self.list.listing.columns]
        return self.list.model.text(rows[0].row(), keys.index("record")) if rows else ""

    def _on_open(self) -> None:
        place = parse_id(self._record())
        if place is not None:
            self.desk.go(*place)

    def _on_chosen(self, number: int) -> None:
        super()._on_chosen(number)
        self.told.clear()
        keys = [column.key for column in self.list.listing.columns]
        act = self.list.model.text(self.list.table.currentIndex().row(), keys.index("act"))
        self.undo.setEnabled(act in edit.UNDONE and self.desk.library.writable)

    def _on_activated(self, number: int) -> None:
        self._on_open()

    def _on_verify(self) -> None:
        self.desk.jobs.read(history.broken, self._on_verified)

    def _on_verified(self, broken: list[int]) -> None:
        entries = self.list.model.all
        if broken:
            names = ", ".join(f"A{number}" for number in broken[:10])
            words = f"The chain does not hold at {names}: an entry was changed outside this program."
            QMessageBox.warning(self, "History", words)
        else:
            self.desk.said.emit(f"Every one of the entries follows from the one before it: {entries:,} checked.")

    def _on_undo(self) -> None:
        number = self.list.current_id()
        if number is not None:
            self.desk.jobs.write(lambda db: edit.undo(db, number), self._on_undone)

    def _on_undone(self, _nothing: object) -> None:
        self.desk.said.emit("Undone, by an act of its own.")
        self.desk.changed.emit(frozenset(Kind))

    def _on_then(self) -> None:
        place, day = parse_id(self._record()), self.day.date().toString("yyyy-MM-dd")
        if place is None or place[0] not in (Kind.QUESTION, Kind.CONFLICT):
            self.desk.said.emit("Choose an act on a question first.")
            return
        self.desk.jobs.read(lambda db: history.as_of(db, place[1], day), self._on_told)

    def _on_told(self, then: AsOf) -> None:
        rows = "".join(
            f"<tr><td style='padding-right:12px'>{escape(words)}</td><td>{escape(key)}</td>"
            f"<td style='padding-left:12px'>{escape(f'withdrawn: {mark}' if mark else '')}</td></tr>"
            for key, words, mark in then.figures
        )
        self.told.setHtml(
            f"<p><b>{escape(then.title)}</b>, as it was on {escape(then.at)}: {escape(then.held)}</p>"
            f"<table cellspacing='0'>{rows}</table>"
        )
