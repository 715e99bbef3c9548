"""A list on screen: filter box, facets, count, and the table; keyboard all the way, copy with headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.listing import Listing, Token, parse_filter
from rareearth_gui.ops import browse
from rareearth_gui.ops.browse import Asked
from rareearth_gui.ui.empty import EmptyState
from rareearth_gui.ui.facets import FacetBar
from rareearth_gui.ui.filter_box import FilterBox
from rareearth_gui.ui.grid import PADDING, Grid
from rareearth_gui.ui.table import ListModel, cell
from rareearth_gui.ui.theme import figures_font

if TYPE_CHECKING:
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket

MOST_COPIED = 5000
CHARACTER = 7


class ListView(QWidget):
    """One listing with all that belongs to a list. `chosen` gives the id under the cursor, `activated` on Enter."""

    chosen = Signal(object)
    activated = Signal(object)

    def __init__(self, desk: Desk, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.listing = desk, listing
        self.model = ListModel(desk, listing, self)
        self._wanted: int | None = None
        self._insist = False
        self._finding: Ticket | None = None
        self._build()
        self.filter.typed.connect(self._on_typed)
        self.model.settled.connect(self._on_settled)
        self.model.modelReset.connect(self._on_reset)

    def _build(self) -> None:
        self.filter = FilterBox(self.listing, self)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("role", "muted")
        self.count.setContentsMargins(6, 0, 6, 0)
        self.columns = QToolButton(self)
        self.columns.setText("Columns")
        self.columns.setAccessibleName("Choose columns")
        self.columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns.setMenu(self._column_menu())
        self.facets = FacetBar(self.desk, self.listing, self)
        self.facets.picked.connect(self._on_facet)
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.addWidget(self.filter, 1)
        top.addWidget(self.count)
        top.addWidget(self.columns)
        self._build_table()
        self.empty = EmptyState(self)
        self.empty.cleared.connect(self._on_clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.facets)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)

    def _build_table(self) -> None:
        table = Grid(self.model, self)
        table.setFont(figures_font(table.font()))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(self.listing.title)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() * self.listing.lines + 8)
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSortIndicatorShown(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sectionClicked.connect(self._on_header_clicked)
        for number, column in enumerate(self.listing.columns):
            table.setColumnWidth(number, column.width * CHARACTER + 2 * PADDING)
            table.setColumnHidden(number, not column.shown)
        self._show_order(header)
        table.selectionModel().currentRowChanged.connect(self._on_current)
        table.activated.connect(self._on_activated)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add_actions(table)
        self.table = table

    def _add_actions(self, table: QTableView) -> None:
        for words, keys, slot in (
            ("Open", QKeySequence(Qt.Key.Key_Return), self._on_open),
            ("Copy rows with headers", QKeySequence(QKeySequence.StandardKey.Copy), self.copy),
            ("Compare", QKeySequence("Ctrl+Shift+C"), self._on_compare),
        ):
            action = QAction(words, table)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            table.addAction(action)

    def _column_menu(self) -> QMenu:
        menu = QMenu(self)
        for number, column in enumerate(self.listing.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.shown)
            action.setData(number)
        menu.triggered.connect(self._on_column)
        return menu

    def _on_column(self, action: QAction) -> None:
        self.table.setColumnHidden(action.data(), not action.isChecked())

    def _on_header_menu(self, point: QPoint) -> None:
        self.columns.menu().popup(self.table.horizontalHeader().mapToGlobal(point))

    def _show_order(self, header: QHeaderView) -> None:
        asked = self.model.asked
        keys = [column.key for column in self.listing.columns]
        way = Qt.SortOrder.DescendingOrder if asked.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(keys.index(asked.sort) if asked.sort in keys else -1, way)

    def _on_header_clicked(self, section: int) -> None:
        key, asked = self.listing.columns[section].key, self.model.asked
        descending = not asked.descending if asked.sort == key else self.listing.columns[section].is_number
        self.ask(Asked(self.listing, asked.text, key, descending))

    def ask(self, asked: Asked) -> None:
        """List anew; the cursor stays on its record where it is still listed."""
        if not self._insist:
            self._wanted = self.current_id()
        self.model.ask(asked)
        self._show_order(self.table.horizontalHeader())
        self.facets.ask(asked)

    def restore(self, text: str, header: object) -> None:
        """Take up a remembered filter and remembered columns; what does not fit this version is left out."""
        old = self.model.asked
        self.filter.restore(text)
        self.model.asked = Asked(self.listing, text, old.sort, old.descending)
        if isinstance(header, QByteArray) and self.table.horizontalHeader().restoreState(header):
            for action in self.columns.menu().actions():
                action.setChecked(not self.table.isColumnHidden(action.data()))
        self._show_order(self.table.horizontalHeader())

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self.ask(self.model.asked)

    def set_filter(self, text: str) -> None:
        """Filter as if typed, at once."""
        self.filter.put(text)

    def find(self) -> None:
        """Put the cursor into the filter box, over what it holds."""
        self.filter.find()

    def _on_typed(self) -> None:
        old = self.model.asked
        self.ask(Asked(self.listing, self.filter.text(), old.sort, old.descending))

    def _on_clear(self) -> None:
        self.set_filter("")
        self.filter.setFocus()

    def _on_facet(self, token: Token) -> None:
        self.set_filter(parse_filter(self.filter.text(), self.listing).narrowed(token))

    def _on_reset(self) -> None:
        nothing = self.model.total == 0
        self.table.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.empty.say(self.listing.title, self.model.asked.text, self.listing.empty)
        if not nothing and self._wanted is None:
            self.table.selectRow(0)

    def _on_settled(self) -> None:
        shown, every = self.model.total, self.model.all
        unknown = self.model.asked.filter.unknown
        words = f"{shown:,} of {every:,}"
        self.count.setText(words + (f"  (no column “{unknown[0]}”)" if unknown else ""))
        if self._wanted is not None:
            self._look_for(self._wanted)

    def current_id(self) -> int | None:
        """Give the id under the cursor."""
        index = self.table.currentIndex()
        return self.model.id(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """Give the ids of the selected rows, in order of rows."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())[:MOST_COPIED]
        return [number for row in rows if (number := self.model.id(row)) is not None]

    def choose(self, number: int) -> None:
        """Put the cursor on a record as soon as its place is known; a filter that hides it is lifted."""
        self._insist = True
        self._look_for(number)

    def _look_for(self, number: int) -> None:
        self._wanted = number
        order = self.model.order
        if order is not None:
            self.desk.jobs.drop(self._finding)
            self._finding = self.desk.jobs.read(lambda _: browse.position(order, number), self._on_found)

    def _on_found(self, row: int | None) -> None:
        wanted, self._wanted = self._wanted, None
        if row is not None:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)
        elif self._insist and self.model.asked.text and wanted is not None:
            self.set_filter("")
            self._wanted, self._insist = wanted, True
            return
        elif self.model.total:
            self.table.selectRow(0)
        self._insist = False

    def _on_current(self) -> None:
        number = self.current_id()
        if number is not None:
            self.chosen.emit(number)

    def _on_activated(self) -> None:
        self._on_open()

    def _on_open(self) -> None:
        number = self.current_id()
        if number is not None:
            self.activated.emit(number)

    def _on_compare(self) -> None:
        from rareearth_gui.ops import compare  # on first use: it loads every check

        kind, ids = self.listing.kind, self.selected_ids()
        self.desk.jobs.read(lambda db: compare.figures_of(db, kind, ids), self.desk.compare)

    def copy(self) -> None:
        """Copy the selected rows, shown columns with their headers, as tab-separated text."""
        ids = self.selected_ids()
        self.desk.jobs.read(lambda db: browse.rows(db, self.listing, ids), self._on_copied)

    def _on_copied(self, rows: list[tuple[object, ...]]) -> None:
        header = self.table.horizontalHeader()
        order = sorted(range(len(self.listing.columns)), key=header.visualIndex)
        shown = [number for number in order if not self.table.isColumnHidden(number)]
        columns = self.listing.columns
        lines = ["\t".join(columns[number].title for number in shown)]
        lines += ["\t".join(cell(row[number + 1], columns[number]) for number in shown) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.desk.said.emit(f"Copied {counted(len(rows), 'row')} with headers.")
