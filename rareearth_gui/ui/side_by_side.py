"""Side by side: one column a figure, one row an attribute; grouped by value, differing cells marked, three blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from rareearth_gui.domain.printing import span
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ui.theme import Theme

COLUMN = 168
DIFFERS = "\N{NOT EQUAL TO} "


@dataclass(frozen=True, slots=True)
class Attribute:
    """One row: its title, how to read it off a figure, and whether differences in it are worth a mark."""

    title: str
    of: Callable[[Figure, Case], str]
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Seat:
    """One column: the figure, its block in words, and the number of its group of equal values (-1: not counted)."""

    figure: Figure
    block: str
    group: int


def _read_as(figure: Figure, _case: Case) -> str:
    return span(figure.band, figure.quantity.unit)


def _why(figure: Figure, _case: Case) -> str:
    return figure.reading.says


def _where(figure: Figure, _case: Case) -> str:
    place = figure.locator
    if place.start is None:
        return f"read in {figure.via}" if figure.via else ""
    return f"{place.section}, characters {place.start} to {place.end}" if place.section else f"character {place.start}"


ATTRIBUTES = (
    Attribute("Printed", lambda figure, _: figure.said),
    Attribute("Read as", _read_as),
    Attribute("Because", _why, marked=False),
    Attribute("Indicator", lambda figure, _: figure.question.indicator.replace("-", " ")),
    Attribute("Subject", lambda figure, case: case.name(figure.question.subject)),
    Attribute("Place", lambda figure, case: case.name(figure.question.place)),
    Attribute("Period", lambda figure, _: figure.question.period.label),
    Attribute("Basis", lambda figure, _: figure.question.basis or "not stated"),
    Attribute("Share of", lambda figure, case: case.name(figure.question.denominator)),
    Attribute("Modality", lambda figure, _: figure.question.modality),
    Attribute("Unit", lambda figure, _: figure.quantity.unit.label),
    Attribute("Source", lambda figure, _: figure.source.title, marked=False),
    Attribute("Publisher", lambda figure, _: figure.source.publisher, marked=False),
    Attribute("Issued", lambda figure, _: figure.source.issued or "date unknown", marked=False),
    Attribute("Edition", lambda figure, _: figure.source.edition, marked=False),
    Attribute("Said by", lambda figure, _: figure.speaker, marked=False),
    Attribute("Origin", lambda figure, _: figure.origin_name, marked=False),
    Attribute("Words at", _where, marked=False),
    Attribute("Note", lambda figure, _: figure.note, marked=False),
)


class SideBySideTable(QTableWidget):
    """The table of a comparison. The attribute column is frozen: it is the header of the rows."""

    figure_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._seats: tuple[Seat, ...] = ()
        self._shown: SideBySide | None = None
        self.setAccessibleName("Figures side by side")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.activated.connect(self._on_activated)

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._theme = theme
        if self._shown is not None:
            self.show_comparison(self._shown)

    def show_comparison(self, side: SideBySide) -> None:
        """Lay out a comparison: counted figures by value, then copies, then what is not comparable."""
        self._shown = side
        self._seats = seats(side)
        rows = [row for row in ATTRIBUTES if any(row.of(seat.figure, side.case) for seat in self._seats)]
        self.clear()
        self.setRowCount(len(rows) + 1)
        self.setColumnCount(len(self._seats))
        self.setVerticalHeaderLabels(["", *(row.title for row in rows)])
        for column, seat in enumerate(self._seats):
            head = QTableWidgetItem(seat.figure.source.label)
            head.setToolTip(tip(seat.figure.source.title))
            self.setHorizontalHeaderItem(column, head)
            self.setItem(0, column, self._block(seat))
            self.setColumnWidth(column, COLUMN)
        for number, row in enumerate(rows, 1):
            usual = _usual(row, side)
            for column, seat in enumerate(self._seats):
                self.setItem(number, column, self._cell(row, seat, side.case, usual))
        self.resizeRowsToContents()
        self.horizontalHeader().setStretchLastSection(len(self._seats) * COLUMN < self.viewport().width())

    def _block(self, seat: Seat) -> QTableWidgetItem:
        item = QTableWidgetItem(seat.block)
        item.setToolTip(tip(seat.block))
        font = self.font()
        font.setBold(seat.group >= 0)
        font.setItalic(seat.group < 0)
        item.setFont(font)
        if self._theme is not None and seat.group >= 0:
            accents = self._theme.accents
            item.setForeground(QBrush(QColor(accents[seat.group % len(accents)])))
        return item

    def _cell(self, row: Attribute, seat: Seat, case: Case, usual: str) -> QTableWidgetItem:
        text = row.of(seat.figure, case)
        differs = row.marked and text != usual and bool(usual or seat.group >= 0)
        item = QTableWidgetItem(f"{DIFFERS}{text}" if differs else text)
        item.setToolTip(tip(text))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        font = self.font()
        font.setBold(row.title == "Printed")
        item.setFont(font)
        if self._theme is not None:
            if differs:
                item.setBackground(QBrush(QColor(self._theme.differs)))
            if seat.group < 0:
                item.setForeground(QBrush(QColor(self._theme.muted)))
        return item

    def _on_activated(self, index: QModelIndex) -> None:
        self.figure_opened.emit(self._seats[index.column()].figure.id)


def seats(side: SideBySide) -> tuple[Seat, ...]:
    """Give the columns in order: groups of equal value under letters, copies, what is off, what is apart and why."""
    made = [
        Seat(figure, f"{chr(ord('A') + min(number, 25))}  counted", number)
        for number, group in enumerate(side.groups)
        for figure in group
    ]
    made += [Seat(figure, f"copy, not counted: goes back to {figure.origin_name}", -1) for figure in side.copies]
    made += [Seat(figure, "switched off, not weighed", -1) for figure in side.off]
    made += [Seat(figure, f"not comparable: {_brief(reason)}", -1) for figure, reason in side.apart]
    return tuple(made)


def _brief(reason: str) -> str:
    """Shorten reasons to their heads: what follows a colon explains them."""
    return "; ".join(part.partition(":")[0].strip() for part in reason.split(";"))


def _usual(row: Attribute, side: SideBySide) -> str:
    """Give the commonest text of a row among the counted figures; what differs from it is marked."""
    counted = Counter(row.of(figure, side.case) for figure in side.counted)
    if not counted:
        return ""
    ((text, _),) = counted.most_common(1)
    return text
