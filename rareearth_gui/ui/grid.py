"""The rows on screen, drawn by hand: one laid-out line of text a cell, kept while it is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen, QStaticText, QTextOption
from PySide6.QtWidgets import QTableView, QWidget

from rareearth_gui.ui.table import WAITING, cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from rareearth_gui.domain.listing import Column
    from rareearth_gui.ui.table import ListModel

PADDING, MARGIN = 6, 4
TEXTS_KEPT = 4000


class Grid(QTableView):
    """A table view that draws its cells itself: Qt asks the style about each cell, which costs more than its text."""

    stood = Signal()
    """The first rows have been painted; said once."""

    def __init__(self, model: ListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stood = False
        self._rows = model
        self._texts: dict[tuple[str, int], QStaticText] = {}
        self._font = self.font()
        self._canvas = QWidget(self)  # Qt's own would be looked for among all classes of widgets when first asked for
        self._canvas.setBackgroundRole(QPalette.ColorRole.Base)
        self._canvas.setAutoFillBackground(True)
        self.setViewport(self._canvas)
        self.setModel(model)
        self._wanted = 0
        self._fitting = False
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_first()

    def _fit_first(self) -> None:
        """Keep the first column, which names the row, no wider than what is in sight; a wider window gives it back."""
        header = self.horizontalHeader()
        first = next((n for n in map(header.logicalIndex, range(header.count())) if not self.isColumnHidden(n)), 0)
        wanted, room = self._wanted or self.columnWidth(first), self.viewport().width()
        width = max(min(wanted, room), header.minimumSectionSize())
        self._wanted = wanted if width < wanted else 0
        if width != self.columnWidth(first):
            self._fitting = True
            self.setColumnWidth(first, width)
            self._fitting = False

    def _on_section_resized(self) -> None:
        if not self._fitting:
            self._wanted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows and columns that were uncovered."""
        shown = event.rect()
        first, last = self.rowAt(shown.top()), self.rowAt(shown.bottom())
        if first < 0:
            return
        last = self._rows.total - 1 if last < 0 else last
        columns = list(self._columns(shown))
        chosen, nowhere = self.selectionModel(), QModelIndex()
        if self._font != self.font():
            self._font = self.font()
            self._texts.clear()
        painter = QPainter(self._canvas)
        painter.setFont(self._font)
        for row in range(first, last + 1):
            line = QRect(0, self.rowViewportPosition(row), self._canvas.width(), self.rowHeight(row))
            self._paint_row(painter, row, line, columns, chosen.isRowSelected(row, nowhere))
        painter.end()
        if not self._stood:
            self._stood = True
            self.stood.emit()

    def _columns(self, shown: QRect) -> Iterator[tuple[int, int, int]]:
        """Give number, left end and width of the columns that reach into a rectangle."""
        for number in range(len(self._rows.listing.columns)):
            left, width = self.columnViewportPosition(number), self.columnWidth(number)
            if width and left <= shown.right() and left + width > shown.left():
                yield number, left, width

    def _paint_row(
        self, painter: QPainter, row: int, line: QRect, columns: list[tuple[int, int, int]], chosen: bool
    ) -> None:
        palette = self.palette()
        if chosen:
            end = max(left + width for _, left, width in columns) if columns else 0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.highlight())
            painter.drawRect(line.x(), line.y(), end, line.height())
        values = self._rows.row(row)
        plain = palette.highlightedText() if chosen else palette.text() if values else palette.placeholderText()
        pen = QPen(plain.color())
        badge = pen if chosen else QPen(self._rows.desk.theme.bad)
        for number, left, width in columns:
            column = self._rows.listing.columns[number]
            text = cell(values[number + 1], column) if values else WAITING
            if text:
                painter.setPen(badge if column.kind == "badge" else pen)
                inside = QRect(left + PADDING, line.y(), width - 2 * PADDING, line.height())
                self._paint_cell(painter, inside, text, column)

    def _paint_cell(self, painter: QPainter, inside: QRect, text: str, column: Column) -> None:
        wrapped = self._rows.listing.lines > 1 and column.kind == "text"
        laid_out = self._laid_out(text, inside.width(), wrapped)
        size = laid_out.size()
        if wrapped:
            painter.save()
            painter.setClipRect(inside.adjusted(0, MARGIN, 0, -MARGIN))  # what is longer is cut off below
            painter.drawStaticText(inside.left(), inside.top() + MARGIN, laid_out)
            painter.restore()
            return
        left = inside.right() - int(size.width()) if column.is_number else inside.left()
        painter.drawStaticText(left, inside.top() + (inside.height() - int(size.height())) // 2, laid_out)

    def _laid_out(self, text: str, room: int, wrapped: bool) -> QStaticText:
        """Lay out a text for a width: elided on one line, or wrapped."""
        found = self._texts.get((text, room))
        if found is not None:
            return found
        if len(self._texts) >= TEXTS_KEPT:
            self._texts.clear()
        made = QStaticText(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        if wrapped:
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WordWrap)
            made.setTextOption(option)
            made.setTextWidth(room)
        made.prepare(font=self._font)
        if not wrapped and made.size().width() > room:  # asked of what is laid out already: most texts fit
            made.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
            made.prepare(font=self._font)
        self._texts[text, room] = made
        return made
