"""Plan tasks: the plan documents as a tree, and the record of the chosen task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import plan, record
from rareearth_gui.ui.panel import RecordPanel
from rareearth_gui.ui.tabs.tab import Tab
from rareearth_gui.ui.task_list import TaskList

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from rareearth_gui.ui.desk import Desk, Place

ORDER = 4
TITLE = "Plan tasks"
KINDS = frozenset({Kind.TASK})


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return PlanTasksTab(desk)


class PlanTasksTab(Tab):
    """The tree with a record panel on its right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.list = TaskList(desk, self)
        self.tree = self.list.tree
        self.panel = TaskPanel(desk, self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.list)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 5)
        self.split.setStretchFactor(1, 2)
        self.split.setSizes([730, 300])
        self.split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.opened.connect(self._on_opened)

    def refresh(self) -> None:
        self.list.refresh()

    def show_record(self, kind: Kind, number: int) -> None:
        self.list.choose(number)
        self.panel.show_record(kind, number)

    def find(self) -> None:
        self.list.find()

    def _on_chosen(self, place: Place) -> None:
        kind, number = place
        if kind is Kind.TASK:
            self.desk.passed(kind, number)
        self.panel.show_record(kind, number)

    def _on_opened(self) -> None:
        self.panel.setFocus()

    def save(self, settings: QSettings) -> None:
        settings.setValue("task/filter", self.list.filter.text())
        settings.setValue("task/tree", self.tree.header().saveState())
        settings.setValue("task/split", self.split.saveState())

    def restore(self, settings: QSettings) -> None:
        self.list.restore(str(settings.value("task/filter", "")), settings.value("task/tree"))
        if (state := settings.value("task/split")) is not None:
            self.split.restoreState(state)


class TaskPanel(RecordPanel):
    """The record of a task, with its place in the document; or of the document that is under the cursor."""

    def show_record(self, kind: Kind, number: int) -> None:
        self._desk.jobs.drop(self._ticket)
        if kind is Kind.TASK:
            self._ticket = self._desk.jobs.read(lambda db: plan.tell(db, number), self._on_told)
        else:
            self._ticket = self._desk.jobs.read(lambda db: record.tell(db, kind, number), self._on_told)
