"""What a tab is: a widget with a title, a place in the row, and the kinds of record that it can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ui.list_view import ListView

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from rareearth_gui.domain.listing import Listing
    from rareearth_gui.ui.desk import Desk


class Tab(QWidget):
    """A tab. Its module declares ORDER (place in the row), TITLE, KINDS (records it shows) and `make(desk)`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        desk.changed.connect(self._on_changed)

    def watches(self) -> frozenset[Kind]:
        """Name the kinds whose change makes this tab ask again; all kinds unless a tab knows better."""
        return frozenset(Kind)

    def refresh(self) -> None:
        """Ask for what is shown, anew."""

    def show_record(self, kind: Kind, number: int) -> None:
        """Show a record of one of the tab's kinds."""

    def show_chosen(self, ids: list[int]) -> None:
        """Set chosen figures side by side; only the tab of conflicts can."""

    def find(self) -> None:
        """Put the cursor where one types what is sought in this tab."""

    def is_within(self, widget: QWidget) -> bool:
        """Say whether the person is at work in a part of the tab."""
        focus = QApplication.focusWidget()
        return focus is not None and widget.isAncestorOf(focus)

    def save(self, settings: QSettings) -> None:
        """Remember filter and layout for the next start."""

    def restore(self, settings: QSettings) -> None:
        """Take up what was remembered."""

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if not kinds & self.watches():
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def ask_ahead(self) -> None:
        """Ask for what will be shown before it is: the answer comes while the window is being laid out."""
        self._stale = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.ask_ahead()


class ListTab(Tab):
    """A tab that is a list with a record panel on its right."""

    def __init__(self, desk: Desk, kind: Kind, listing: Listing, parent: QWidget | None = None) -> None:
        from rareearth_gui.ui.panel import RecordPanel  # on first use: the queue is painted without it

        super().__init__(desk, parent)
        self.kind = kind
        self.list = ListView(desk, listing, self)
        self.panel = RecordPanel(desk, self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.list)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 7)
        self.split.setStretchFactor(1, 3)
        self.split.setSizes([700, 340])
        self.split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.list.chosen.connect(self._on_chosen)
        self.list.activated.connect(self._on_activated)

    def refresh(self) -> None:
        self.list.refresh()

    def show_record(self, kind: Kind, number: int) -> None:
        if kind is self.kind:
            self.list.choose(number)
        self.panel.show_record(kind, number)

    def find(self) -> None:
        self.list.find()

    def _on_chosen(self, number: int) -> None:
        self.desk.passed(self.kind, number)
        self.panel.show_record(self.kind, number)

    def _on_activated(self, number: int) -> None:
        self.panel.setFocus()

    def save(self, settings: QSettings) -> None:
        settings.setValue(f"{self.kind.value}/filter", self.list.filter.text())
        settings.setValue(f"{self.kind.value}/columns", self.list.table.horizontalHeader().saveState())
        settings.setValue(f"{self.kind.value}/split", self.split.saveState())

    def restore(self, settings: QSettings) -> None:
        self.list.restore(
            str(settings.value(f"{self.kind.value}/filter", "")), settings.value(f"{self.kind.value}/columns")
        )
        if (state := settings.value(f"{self.kind.value}/split")) is not None:
            self.split.restoreState(state)
