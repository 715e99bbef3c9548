"""Conflicts: the queue worst first, and the quarrel side by side, drawn and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.listings import CONFLICTS
from rareearth_gui.ui.list_view import ListView
from rareearth_gui.ui.tabs.tab import Tab

if TYPE_CHECKING:
    from rareearth_gui.ui.comparison import ComparisonView
    from rareearth_gui.ui.desk import Desk

ORDER = 1
TITLE = "Conflicts"
KINDS = frozenset({Kind.CONFLICT, Kind.QUESTION})
TO_DO = "todo:yes"


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return ConflictsTab(desk)


class ConflictsTab(Tab):
    """The queue on the left, the chosen question on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.list = ListView(desk, CONFLICTS, self)
        self.list.setAccessibleName("Conflict queue")
        self._view: ComparisonView | None = None
        self._settings: QSettings | None = None
        self._waiting: int | None = None
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.list)
        self._place = QWidget(self)
        self.split.addWidget(self._place)
        self.split.setSizes([380, 900])
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 7)
        self.split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.list.chosen.connect(self._on_chosen)
        self.list.activated.connect(self._on_activated)
        self.list.table.stood.connect(self._on_stood, Qt.ConnectionType.QueuedConnection)
        self.list.model.settled.connect(self._on_settled)

    @property
    def view(self) -> ComparisonView:
        """Give the right side, made when it is first wanted: at the start the queue is painted before it."""
        if self._view is None:
            from rareearth_gui.ui.comparison import ComparisonView

            self._view = ComparisonView(self.desk, self)
            self._place.deleteLater()
            self.split.replaceWidget(1, self._view)
            self._restore_inside(self._view)
            if self._waiting is not None:
                self._view.show_question(self._waiting)
        return self._view

    def _on_stood(self) -> None:
        self.view.show()

    def _on_settled(self) -> None:
        if not self.list.model.total:
            self.view.show()

    def refresh(self) -> None:
        self.list.refresh()
        if self._view is not None:
            self._view.refresh()

    def show_record(self, kind: Kind, number: int) -> None:
        self.list.choose(number)
        self.view.show_question(number)

    def show_chosen(self, ids: list[int]) -> None:
        """Set figures side by side that a person picked from any list."""
        self.view.show_chosen(ids)

    def find(self) -> None:
        self.list.find()

    def _on_chosen(self, number: int) -> None:
        self.desk.passed(Kind.CONFLICT, number)
        self._waiting = number
        if self._view is not None:
            self._view.show_question(number)

    def _on_activated(self, _number: int) -> None:
        self.view.table.setFocus()

    def save(self, settings: QSettings) -> None:
        settings.setValue("conflict/filter", self.list.filter.text())
        settings.setValue("conflict/columns", self.list.table.horizontalHeader().saveState())
        settings.setValue("conflict/split", self.split.saveState())
        if self._view is not None:
            for name, split in (("rows", self._view.split), ("below", self._view.below)):
                settings.setValue(f"conflict/{name}", split.saveState())

    def restore(self, settings: QSettings) -> None:
        self.list.restore(str(settings.value("conflict/filter", TO_DO)), settings.value("conflict/columns"))
        self._settings = settings
        if (state := settings.value("conflict/split")) is not None:
            self.split.restoreState(state)

    def _restore_inside(self, view: ComparisonView) -> None:
        for name, split in (("rows", view.split), ("below", view.below)):
            if self._settings is not None and (state := self._settings.value(f"conflict/{name}")) is not None:
                split.restoreState(state)
