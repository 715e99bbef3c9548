"""Materials: the list, the record, and the chain from ore to use around the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.listings import MATERIALS
from rareearth_gui.ui.chain_view import ChainView
from rareearth_gui.ui.tabs.tab import ListTab, Tab

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from rareearth_gui.ui.desk import Desk

ORDER = 3
TITLE = "Materials"
KINDS = frozenset({Kind.MATERIAL})


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return MaterialsTab(desk)


class MaterialsTab(ListTab):
    """The list with its record above, the chain of the chosen material under both."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, Kind.MATERIAL, MATERIALS, parent)
        self.chain = ChainView(desk, self)
        self.rows = QSplitter(Qt.Orientation.Vertical, self)
        self.rows.addWidget(self.split)
        self.rows.addWidget(self.chain)
        self.rows.setSizes([300, 500])
        self.rows.setStretchFactor(0, 2)
        self.rows.setStretchFactor(1, 5)
        self.rows.setChildrenCollapsible(False)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.rows)
        self.chain.walked.connect(self._on_walked)
        self.chain.begun.connect(self._on_begun)

    def refresh(self) -> None:
        self.chain.refresh()  # asked first, so that it can say where to begin before the list has an order
        super().refresh()

    def show_record(self, kind: Kind, number: int) -> None:
        super().show_record(kind, number)
        self.chain.show_material(number)

    def _on_chosen(self, number: int) -> None:
        super()._on_chosen(number)
        self.chain.show_material(number)

    def _on_begun(self, number: int) -> None:
        if not self.list.filter.text():
            self.desk.passed(Kind.MATERIAL, number)
            self.show_record(Kind.MATERIAL, number)

    def _on_walked(self, number: int) -> None:
        self.desk.go(Kind.MATERIAL, number)

    def save(self, settings: QSettings) -> None:
        super().save(settings)
        settings.setValue("material/rows", self.rows.saveState())

    def restore(self, settings: QSettings) -> None:
        super().restore(settings)
        if (state := settings.value("material/rows")) is not None:
            self.rows.restoreState(state)
