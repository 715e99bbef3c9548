"""The plan tasks as a list: filter box, facets, count and empty state around the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from rareearth_gui.domain.listing import Token, parse_filter
from rareearth_gui.ops import plan
from rareearth_gui.ops.browse import Asked
from rareearth_gui.ops.listings import TASKS
from rareearth_gui.ui.empty import EmptyState
from rareearth_gui.ui.facets import FacetBar
from rareearth_gui.ui.filter_box import FilterBox
from rareearth_gui.ui.task_tree import TaskTree

if TYPE_CHECKING:
    import sqlite3

    from rareearth_gui.ops.plan import Plan
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket


class TaskList(QWidget):
    """Asks for the plan and for what a filter leaves of it, off the window's thread."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.asked = Asked(TASKS)
        self._plan: Plan | None = None
        self._wanted: int | None = None
        self._ticket: Ticket | None = None
        self._build()
        self.filter.typed.connect(self._on_typed)

    def _build(self) -> None:
        self.filter = FilterBox(TASKS, self)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("role", "muted")
        self.count.setContentsMargins(6, 0, 6, 0)
        self.facets = FacetBar(self.desk, TASKS, self)
        self.facets.picked.connect(self._on_facet)
        self.tree = TaskTree(self.desk, self)
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.addWidget(self.filter, 1)
        top.addWidget(self.count)
        for button in self._buttons():
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.facets)
        layout.addWidget(self.tree, 1)
        self.empty = EmptyState(self)
        self.empty.cleared.connect(self._on_clear)
        layout.addWidget(self.empty, 1)

    def _buttons(self) -> list[QToolButton]:
        expand, fold, columns = (QToolButton(self) for _ in range(3))
        for button, words, name in (
            (expand, "Expand", "Expand all"),
            (fold, "Fold", "Fold to chapters and tasks"),
            (columns, "Columns", "Choose columns"),
        ):
            button.setText(words)
            button.setAccessibleName(name)
            button.setToolTip(name)
        expand.clicked.connect(self.tree.expandAll)
        fold.clicked.connect(self.tree.fold)
        columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        columns.setMenu(self.tree.columns)
        return [expand, fold, columns]

    def refresh(self) -> None:
        """Read the plan anew; what is unfolded and chosen stays so."""
        self._plan = None
        self._ask()

    def choose(self, number: int) -> None:
        """Put the cursor on a task, as soon as the plan is read; a filter that hides it is lifted."""
        if self._plan is None:
            self._wanted = number
        elif self.tree.tasks.index_of(number).isValid():
            self.tree.reveal(number)
        elif number in self._plan.rows:
            self._unfilter_for(number)

    def _unfilter_for(self, number: int) -> None:
        self._wanted = number
        self.set_filter("")

    def set_filter(self, text: str) -> None:
        """Filter as if typed, at once."""
        self.filter.put(text)

    def find(self) -> None:
        """Put the cursor into the filter box, over what it holds."""
        self.filter.find()

    def restore(self, text: str, columns: object) -> None:
        """Take up a remembered filter and remembered columns."""
        self.filter.restore(text)
        self.asked = Asked(TASKS, text)
        self.tree.restore_columns(columns)

    def _ask(self) -> None:
        asked, known = self.asked, self._plan

        def work(db: sqlite3.Connection) -> tuple[Plan, frozenset[int] | None]:
            found = None if asked.filter.is_empty else plan.matches(db, asked)
            return known or plan.read(db), found

        self.desk.jobs.drop(self._ticket)
        self._ticket = self.desk.jobs.read(work, self._on_read)
        self.facets.ask(asked)

    def _on_read(self, landed: tuple[Plan, frozenset[int] | None]) -> None:
        self._plan, matched = landed
        wanted, self._wanted = self._wanted, None
        if wanted is not None and matched is not None and wanted not in matched and wanted in self._plan.rows:
            self._unfilter_for(wanted)
            return
        self._say_count(len(self._plan.rows), matched)
        self.tree.show_plan(self._plan, matched, wanted)

    def _say_count(self, every: int, matched: frozenset[int] | None) -> None:
        shown = every if matched is None else len(matched)
        unknown = self.asked.filter.unknown
        words = f"{shown:,} of {every:,}" if shown != every else f"{every:,}"
        self.count.setText(words + (f"  (no column “{unknown[0]}”)" if unknown else ""))
        self.tree.setVisible(shown > 0)
        self.empty.setVisible(shown == 0)
        self.empty.say("plan tasks", self.asked.text, TASKS.empty)

    def _on_typed(self) -> None:
        self.asked = Asked(TASKS, self.filter.text())
        self._ask()

    def _on_clear(self) -> None:
        self.set_filter("")
        self.filter.setFocus()

    def _on_facet(self, token: Token) -> None:
        self.set_filter(parse_filter(self.filter.text(), TASKS).narrowed(token))
