"""The one table: ids and order are the database's, rows come by pages when they are painted."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from rareearth_gui.ops import browse
from rareearth_gui.ops.browse import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rareearth_gui.domain.listing import Column, Listing
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket

PAGE = 128
PAGES_KEPT = 64
WAITING = "…"
Index = QModelIndex | QPersistentModelIndex
Row = tuple[object, ...]


class ListModel(QAbstractTableModel):
    """Rows of a listing: the ids in their order, and of the rows only the pages that were painted of late."""

    settled = Signal()
    """The whole order is known: `total` and every page can be trusted."""

    def __init__(self, desk: Desk, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.listing = desk, listing
        self.asked = Asked(listing, "", listing.sort, listing.descending)
        self.total = 0
        self.all = 0
        self.order: Sequence[int] | None = None
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._on_their_way: dict[int, Ticket] = {}
        self._first: Ticket | None = None
        self._ordering: Ticket | None = None

    def ask(self, asked: Asked) -> None:
        """List anew: the first screen at once, the whole order after it; what was asked for before is dropped."""
        for ticket in (self._ordering, self._first, *self._on_their_way.values()):
            self.desk.jobs.drop(ticket)
        self._on_their_way.clear()
        self.asked, self.order = asked, None
        self._first = self.desk.jobs.read(lambda db: browse.first_rows(db, asked, PAGE), self._on_first)

    def _on_first(self, rows: list[Row]) -> None:
        asked, first = self.asked, array("I", (int(str(row[0])) for row in rows))

        def work(db: Any) -> tuple[Sequence[int], int]:
            whole = first if len(first) < PAGE else browse.in_order(db, asked)
            return whole, browse.count(db, Asked(asked.listing))

        self._ordering = self.desk.jobs.read(work, self._on_ordered, long=True)
        self.beginResetModel()
        self._pages.clear()
        self._pages[0] = rows
        self.total = len(rows)
        self.endResetModel()

    def _on_ordered(self, found: tuple[Sequence[int], int]) -> None:
        known = self.total
        self.order, self.all = found
        if len(self.order) > known:
            self.beginInsertRows(QModelIndex(), known, len(self.order) - 1)
            self.total = len(self.order)
            self.endInsertRows()
        self.settled.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.listing.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.listing.columns[index.column()].is_number
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.listing.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.help or column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell; a row that is still on its way shows an ellipsis."""
        found = self.row(row)
        return WAITING if found is None else cell(found[column + 1], self.listing.columns[column])

    def id(self, row: int) -> int | None:
        """Give the id of a row, or None while it is on its way."""
        found = self.row(row)
        return None if found is None else int(str(found[0]))

    def row(self, row: int) -> Row | None:
        """Give a row, its id first; None while it is on its way, which this call sets it on."""
        number, place = divmod(row, PAGE)
        rows = self._pages.get(number)
        if rows is None:
            self._fetch(number)
            return None
        self._pages.move_to_end(number)
        return rows[place] if place < len(rows) else None

    def _fetch(self, number: int) -> None:
        if number in self._on_their_way or self.order is None:
            return
        ids = self.order[number * PAGE : (number + 1) * PAGE]

        def work(db: Any) -> tuple[int, list[Row]]:
            return number, browse.page(db, self.listing, ids)

        self._on_their_way[number] = self.desk.jobs.read(work, self._on_page)

    def _on_page(self, landed: tuple[int, list[Row]]) -> None:
        number, rows = landed
        self._on_their_way.pop(number, None)
        self._pages[number] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first, last = number * PAGE, min(number * PAGE + len(rows), self.total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    @property
    def ordered(self) -> bool:
        """Say whether the whole order is known."""
        return self.order is not None


def cell(value: object, column: Column) -> str:
    """Write a value for a cell: numbers grouped and without an exponent, nothing for NULL."""
    if value is None:
        return ""
    if not column.is_number or isinstance(value, str):
        return " ".join(str(value).split())
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.6g}" if abs(value) < 10**6 else f"{value:,.2f}"
    return f"{int(str(value).split('.', maxsplit=1)[0]):,}" if isinstance(value, int) else f"{value:,.0f}"


def debounced(parent: QObject, milliseconds: int) -> QTimer:
    """Make a single-shot timer that is started anew by every keystroke."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
