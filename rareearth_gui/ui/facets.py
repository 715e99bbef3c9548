"""Facets: for some columns of a list, the values that the filter leaves, with their counts, one menu each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from rareearth_gui.domain.listing import Listing, Token
from rareearth_gui.ops import browse
from rareearth_gui.ops.browse import Asked

if TYPE_CHECKING:
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket


class FacetBar(QWidget):
    """One button a facet; its menu is counted when it is opened, so that typing never waits for it."""

    picked = Signal(object)
    """A token such as `kind:group`, or one without a value to lift it."""

    def __init__(self, desk: Desk, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._asked = desk, Asked(listing)
        self._ticket: Ticket | None = None
        self._buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 6)
        layout.setSpacing(0)  # the buttons have room of their own, and a narrow list needs theirs
        for name in listing.facets:
            layout.addWidget(self._button(listing, name))
        layout.addStretch(1)
        self.setVisible(bool(listing.facets))

    def _button(self, listing: Listing, name: str) -> QToolButton:
        column = listing.column(name)
        assert column is not None
        button = QToolButton(self)
        button.setText(column.title)
        button.setAutoRaise(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(self._on_opening)
        menu.triggered.connect(self._on_triggered)
        button.setMenu(menu)
        self._buttons[name] = button
        return button

    def ask(self, asked: Asked) -> None:
        """Remember what is listed; show which facets narrow it."""
        self._asked = asked
        narrowed = {token.column: token.value for token in asked.filter.tokens}
        for name, button in self._buttons.items():
            column = asked.listing.column(name)
            assert column is not None
            button.setText(f"{column.title}: {narrowed[name]}" if name in narrowed else column.title)

    def _on_opening(self) -> None:
        menu = self.sender()
        for _name, button in self._buttons.items():
            if button.menu() is menu:
                menu.clear()
                menu.addAction("Counting …").setEnabled(False)
        asked = self._asked
        self._desk.jobs.drop(self._ticket)
        self._ticket = self._desk.jobs.read(lambda db: browse.facets(db, asked), self._on_counted, long=True)

    def _on_counted(self, counts: dict[str, list[tuple[str, int]]]) -> None:
        for name, values in counts.items():
            menu = self._buttons[name].menu()
            menu.clear()
            everything = menu.addAction("All")
            everything.setData((name, ""))
            menu.addSeparator()
            for value, number in values:
                action = QAction(f"{value.replace('&', '&&')}   {number:,}", menu)
                action.setData((name, value))
                menu.addAction(action)

    def _on_triggered(self, action: QAction) -> None:
        if action.data():
            column, value = action.data()
            self.picked.emit(Token(column, ":", value))
