"""Indicators: what is measured, its figures over time, what one source changes in them, and the table of figures."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QSplitter, QToolButton, QVBoxLayout, QWidget

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.listing import Token, parse_filter
from rareearth_gui.ops.listings import FIGURES, INDICATORS
from rareearth_gui.ops.topic import PARTS
from rareearth_gui.ui.indicator_view import IndicatorView
from rareearth_gui.ui.list_view import ListView
from rareearth_gui.ui.tabs.tab import Tab

if TYPE_CHECKING:
    from rareearth_gui.domain.listing import Listing
    from rareearth_gui.ops.browse import Asked
    from rareearth_gui.ui.desk import Desk

ORDER = 5
TITLE = "Indicators"
KINDS = frozenset({Kind.INDICATOR})
FIRST_COLUMNS = ("name", "conflicts", "figures")
FIGURE_COLUMNS = ("printed", "value", "unit", "period", "place", "conflict", "source", "modality", "subject", "basis")
LEAST_COLUMN = 56
WIDTHS = {
    "name": 24,
    "conflicts": 8,
    "figures": 6,
    "unit": 7,
    "printed": 20,
    "period": 15,
    "conflict": 19,
    "modality": 9,
    "place": 13,
}


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return IndicatorsTab(desk)


def arranged(listing: Listing, first: tuple[str, ...]) -> Listing:
    """Give a listing with the named columns first; the others follow, and can be shown by the person."""
    columns = {column.key: column for column in listing.columns}
    shown = [columns[key]._replace(shown=True, width=WIDTHS.get(key, columns[key].width)) for key in first]
    others = [column._replace(shown=False) for column in listing.columns if column.key not in first]
    return listing._replace(columns=(*shown, *others))


class Scope(IntEnum):
    """What the table of figures lists."""

    SERIES = 0
    INDICATOR = 1
    ALL = 2


SCOPES = {
    Scope.SERIES: ("Series", "List the figures of the subject, place and basis that are picked"),
    Scope.INDICATOR: ("Indicator", "List all figures of the indicator"),
    Scope.ALL: ("All figures", "List all figures of the library"),
}


class IndicatorsTab(Tab):
    """The indicators on the left; on the right the chosen one over time, and under it the table of figures."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._wanted: int | None = None
        self._sorted = "id"
        self._narrowed: tuple[str, ...] = ()
        indicators = arranged(INDICATORS, FIRST_COLUMNS)._replace(
            sort="conflicts", descending=True
        )  # as everywhere, what wants an eye stands first
        self.list = ListView(desk, indicators, self)
        self.list.setMinimumWidth(290)
        header = self.list.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)  # counts are never out of sight
        header.setMinimumSectionSize(LEAST_COLUMN)
        self.view = IndicatorView(desk, self)
        self.figures = ListView(desk, arranged(FIGURES, FIGURE_COLUMNS), self)
        self.figures.setMinimumHeight(150)
        self._build_scopes()
        self.rows = QSplitter(Qt.Orientation.Vertical, self)
        self.rows.addWidget(self.view)
        self.rows.addWidget(self.figures)
        self.rows.setSizes([560, 300])
        self.rows.setStretchFactor(0, 2)
        self.rows.setStretchFactor(1, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.list)
        self.split.addWidget(self.rows)
        self.split.setSizes([340, 1000])
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 3)
        for split in (self.rows, self.split):
            split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self._connect()

    def _build_scopes(self) -> None:
        """Put what the table lists beside its facets."""
        self.scopes = QButtonGroup(self)
        line = self.figures.facets.layout()
        assert line is not None
        for scope, (words, help_) in SCOPES.items():
            button = QToolButton(self.figures)
            button.setText(words)
            button.setToolTip(help_)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setChecked(scope is Scope.INDICATOR)
            self.scopes.addButton(button, scope)
            line.addWidget(button)

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.activated.connect(self._on_activated)
        self.list.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.shown.connect(self._on_shown)
        self.view.figure_chosen.connect(self._on_figure)
        self.figures.activated.connect(self._on_figure)
        self.figures.filter.textChanged.connect(self._on_filter)
        self.scopes.idClicked.connect(self._on_scope)

    def watches(self) -> frozenset[Kind]:
        return frozenset({Kind.INDICATOR, Kind.FIGURE, Kind.QUESTION, Kind.CONFLICT, Kind.SOURCE, Kind.RULING})

    def refresh(self) -> None:
        wanted = self._wanted or self.view.number
        self.list.refresh()
        if wanted is not None:
            self.list.choose(wanted)
        self.view.refresh()
        self.figures.refresh()

    def show_record(self, kind: Kind, number: int) -> None:
        """Choose an indicator; its combination stays as it was last picked."""
        self._wanted = number
        self.list.choose(number)
        self._show(number)

    def find(self) -> None:
        """Filter the table of figures when the person is in it, else the indicators."""
        (self.figures if self.is_within(self.figures) else self.list).find()

    def _show(self, number: int) -> None:
        if number != self.view.number:
            self.view.show_indicator(number)

    def _on_chosen(self, number: int) -> None:
        if self._wanted not in (None, number):
            return  # a row that was under the cursor before the wanted one is found
        self._wanted = None
        self.desk.passed(Kind.INDICATOR, number)
        self._show(number)

    def _on_activated(self, _number: int) -> None:
        box = next((box for box in self.view.pickers.boxes.values() if box.isEnabled()), None)
        (box or self.view.plots).setFocus()

    def _on_selection(self) -> None:
        """List all figures when no indicator is selected, and take up one that is selected again."""
        if not self.list.table.selectionModel().hasSelection():
            self.view.clear()
        elif self.view.number is None and (number := self.list.current_id()) is not None:
            self._on_chosen(number)

    # -- The table of figures -----------------------------------------------------------------------------------

    def _on_shown(self) -> None:
        if self.view.number is not None and self.scope is Scope.ALL:
            self.scopes.button(Scope.INDICATOR).setChecked(True)
        if self._conditions() != self._narrowed:
            self._narrow()

    @property
    def scope(self) -> Scope:
        """Say what the table lists."""
        return Scope(self.scopes.checkedId())

    def _on_scope(self, _number: int) -> None:
        self._narrow()

    def _conditions(self) -> tuple[str, ...]:
        """Write what the table is narrowed to as it could be typed."""
        now = self.view.now
        if now is None or self.scope is Scope.ALL:
            return ()
        conditions = [f'indicator="{now.topic.indicator.name}"']
        if self.scope is Scope.SERIES and now.at is not None:
            names = {part: now.topic.names.get(now.at.part(part), now.at.part(part)) for part in PARTS}
            conditions += [f'{part}="{name}"' for part, name in names.items() if name]
        return tuple(conditions)

    def _narrow(self) -> None:
        """Narrow the table and keep the other words of its filter; the latest period stands first in a narrow one."""
        self._narrowed = self._conditions()
        listing = self.figures.listing
        text = self.figures.filter.text()
        for column in ("indicator", *PARTS):
            text = parse_filter(text, listing).narrowed(Token(column, "=", ""))
        self._sort("period" if self._narrowed else "id")
        self.figures.table.setCurrentIndex(QModelIndex())  # else the list would look for the row that it leaves out
        self.figures.set_filter(" ".join(filter(None, [text, *self._narrowed])))

    def _sort(self, key: str) -> None:
        """Change the order that this tab gave the table; one that the person chose stays."""
        asked: Asked = self.figures.model.asked
        if asked.sort != self._sorted:
            return
        self._sorted = key
        self.figures.model.asked = asked._replace(sort=key, descending=key == "period")
        if key == "id":
            self.figures.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _on_filter(self, text: str) -> None:
        """Show by the buttons what the typed filter lists."""
        if "indicator=" not in text and self.view.number is not None:
            self.scopes.button(Scope.ALL).setChecked(True)

    def _on_figure(self, number: int) -> None:
        self.figures.choose(number)
        self.desk.go(Kind.FIGURE, number)

    # -- Layout -------------------------------------------------------------------------------------------------

    def save(self, settings: QSettings) -> None:
        settings.setValue("indicator/filter", self.list.filter.text())
        settings.setValue("indicator/columns", self.list.table.horizontalHeader().saveState())
        settings.setValue("indicator/figures/filter", self.figures.filter.text())
        settings.setValue("indicator/figures/columns", self.figures.table.horizontalHeader().saveState())
        settings.setValue("indicator/record", self.view.number or 0)
        for name, split in self._splits():
            settings.setValue(f"indicator/{name}", split.saveState())

    def restore(self, settings: QSettings) -> None:
        self.list.restore(str(settings.value("indicator/filter", "")), settings.value("indicator/columns"))
        self.figures.restore(
            str(settings.value("indicator/figures/filter", "")), settings.value("indicator/figures/columns")
        )
        last = str(settings.value("indicator/record", "0"))
        self._wanted = int(last) or None if last.isdigit() else None
        for name, split in self._splits():
            if (state := settings.value(f"indicator/{name}")) is not None:
                split.restoreState(state)

    def _splits(self) -> tuple[tuple[str, QSplitter], ...]:
        return (("split", self.split), ("rows", self.rows), ("switch", self.view.split))
