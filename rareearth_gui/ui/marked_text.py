"""A text with marks: they are painted under the words that are seen, never put into the document, so they cost nothing.

Marks as character formats make the layout of every marked line anew and grow with their number; painted ones do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from rareearth_gui.ui.offsets import Laid, Runs, lay_out
from rareearth_gui.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextBlock, QTextLine

    from rareearth_gui.ops.read_source import Mark

MARGIN = 14
MEASURE = 120
"""The most characters on a line, on average: wider lines are hard to follow."""


class MarkedText(QPlainTextEdit):
    """Shows a text laid out by `lay_out`; everything outside it speaks in characters of the file.

    `marks` are in order of place, `current` is the number of the framed one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.laid: Laid = lay_out("")
        self.marks: tuple[Mark, ...] = ()
        self.current: int | None = None
        self._theme = LIGHT
        self._marked, self._hits = Runs(), Runs()
        self._coming: list[str] = []
        self._centred: tuple[int, int] | None = None
        self._feeding = QTimer(self)
        self._feeding.setInterval(0)
        self._feeding.timeout.connect(self._feed)
        self.setUndoRedoEnabled(False)
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.document().setDocumentMargin(MARGIN)

    # -- What is shown ----------------------------------------------------------------------------------------

    def show_text(self, laid: Laid, marks: Sequence[Mark]) -> None:
        """Show a text with the marks of figures; the same text again keeps its place."""
        framed = None if self.current is None else self.marks[self.current].figure_id
        if laid.text != self.laid.text:
            self._feeding.stop()
            self._centred, framed, self._hits = None, None, Runs()
            self.laid = laid
            self.setPlainText(laid.parts[0])
            self._coming = list(reversed(laid.parts[1:]))
            if self._coming:
                self._feeding.start()
        self.marks = tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
        self._marked = Runs([laid.offsets.span(mark.start, mark.end) for mark in self.marks])
        self.current = self._number(framed)
        self.viewport().update()

    def _number(self, figure_id: int | None) -> int | None:
        return next((n for n, mark in enumerate(self.marks) if mark.figure_id == figure_id), None)

    def _feed(self) -> None:
        """Take in the next part of a long text, and go to the place that waits in it."""
        if self._coming:
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(self._coming.pop())
            self._centre()
        if not self._coming:
            self._feeding.stop()

    @property
    def filled(self) -> bool:
        """Say whether the whole text is in the view."""
        return not self._coming

    def frame_figure(self, figure_id: int | None, *, centre: bool = True) -> bool:
        """Frame the words of a figure, in the middle of the view; False when it has no place here."""
        self.current = number = self._number(figure_id)
        self._centred = None
        if number is not None and centre:
            self.go_to(self.marks[number].start, self.marks[number].start)
        self.viewport().update()
        return number is not None

    def go_to(self, start: int, end: int) -> None:
        """Put the cursor on characters, selected, in the middle of the view, where they stay until one scrolls."""
        self._centred = self.laid.offsets.span(start, end) if end > start else (self.laid.offsets.unit(start),) * 2
        self._centre()

    def _centre(self) -> None:
        if self._centred is None or self._centred[1] >= self.document().characterCount():
            return
        cursor = self.textCursor()
        cursor.setPosition(self._centred[0])
        cursor.setPosition(self._centred[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.viewport().width() + self.viewportMargins().right()
        spare = max(0, inside - self.fontMetrics().averageCharWidth() * MEASURE - 2 * MARGIN)
        if spare != self.viewportMargins().right():
            self.setViewportMargins(0, 0, spare, 0)
        self._centre()

    def show_hits(self, starts: Sequence[int], length: int) -> None:
        """Underline the places that a search found."""
        self._hits = Runs([self.laid.offsets.span(start, start + length) for start in starts])
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._theme = theme
        self.viewport().update()

    def mark_at(self, point: QPointF) -> int | None:
        """Give the number of the mark under a point of the viewport: the shortest, or after the current the next."""
        place = self.cursorForPosition(point.toPoint()).position()
        found = [
            number
            for number in self._marked.touching(place - 1, place + 1)
            if any(box.contains(point) for box in self.boxes(number))
        ]
        found.sort(key=self._length)
        if self.current in found:
            return found[(found.index(self.current) + 1) % len(found)]
        return found[0] if found else None

    def _length(self, number: int) -> tuple[int, int]:
        return self._marked.ends[number] - self._marked.starts[number], number

    # -- Painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        first, last = self._seen()
        painter = QPainter(self.viewport())
        for number in self._marked.touching(first, last):
            self._ground(painter, number)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in self._hits.touching(first, last):
            for box in self._boxes(self._hits.starts[number], self._hits.ends[number]):
                painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), QColor(self._theme.accent))
        if self.current is not None:
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            for box in self.boxes(self.current):
                painter.drawRoundedRect(box.adjusted(-2, -0.5, 2, 0.5), 2, 2)
        painter.end()

    def _ground(self, painter: QPainter, number: int) -> None:
        colour = QColor(self._theme.current if number == self.current else self._theme.marked)
        for box in self.boxes(number):
            painter.fillRect(box, colour)
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(self._theme.current))

    def boxes(self, number: int) -> list[QRectF]:
        """Give the boxes, one a line, that a mark takes in the viewport, as far as it is seen."""
        return list(self._boxes(self._marked.starts[number], self._marked.ends[number]))

    def _boxes(self, first: int, last: int) -> Iterator[QRectF]:
        block = max(self.document().findBlock(first), self.firstVisibleBlock(), key=_position)
        height = self.viewport().height()
        while block.isValid() and block.position() < last and (top := self._top(block)) < height:
            for line in _lines(block, first, last):
                start = line.textStart() + block.position()
                left = _x(line, max(first, start) - block.position())
                right = _x(line, min(last, start + line.textLength()) - block.position())
                corner = QPointF(self.contentOffset().x() + min(left, right), top + line.y())
                yield QRectF(corner.x(), corner.y(), abs(right - left), line.height())
            block = block.next()

    def _seen(self) -> tuple[int, int]:
        """Give the first place that is seen and the one after the last."""
        height, first = self.viewport().height(), self.firstVisibleBlock()
        block, last = first, first
        while block.isValid() and self._top(block) < height:
            last, block = block, block.next()
        return first.position(), last.position() + last.length()

    def _top(self, block: QTextBlock) -> float:
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).top()


def _lines(block: QTextBlock, first: int, last: int) -> Iterator[QTextLine]:
    """Give the lines of a block on which places [first, last) stand."""
    layout, start = block.layout(), block.position()
    number = layout.lineForTextPosition(max(first - start, 0)).lineNumber()
    while 0 <= number < layout.lineCount() and layout.lineAt(number).textStart() + start < last:
        yield layout.lineAt(number)
        number += 1


def _position(block: QTextBlock) -> int:
    return block.position()


def _x(line: QTextLine, place: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(place))[0]
