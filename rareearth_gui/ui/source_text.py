"""The text of a source with its marks: they are painted under the words that are seen, never put into the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPen, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from rareearth_gui.ui.offsets import Laid, Runs, lay_out
from rareearth_gui.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QTextBlock, QTextLine, QWheelEvent

    from rareearth_gui.ops.read_source import Mark

MARGIN = 14
NEXT = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
CITE = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C)


class SourceText(QPlainTextEdit):
    """Shows a text laid out by `lay_out`; everything outside it speaks in characters of the file."""

    picked = Signal(object)
    """The id of the figure whose words were clicked."""
    stepped = Signal(int)
    """The figure after (1) or before (-1) is asked for."""
    cite_asked = Signal()
    find_asked = Signal(int)
    """Find is asked for: the box (0), the next place (1) or the one before (-1)."""
    left = Signal()
    """Esc was pressed."""

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
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(MARGIN)
        self.setAccessibleName("Text of the source")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, slot in (
            ("Copy\tCtrl+C", self.copy),
            ("Copy with citation\tCtrl+Shift+C", self._on_cite),
            ("Find in text\tCtrl+F", self._on_find),
            ("Next figure\tAlt+Down", self._on_next),
            ("Previous figure\tAlt+Up", self._on_previous),
        ):  # the keys are told, and taken in keyPressEvent: as shortcuts they would be the window's too
            action = QAction(words, self)
            action.triggered.connect(slot)
            self.addAction(action)

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

    def show_hits(self, starts: Sequence[int], length: int) -> None:
        """Underline the places that a search found."""
        self._hits = Runs([self.laid.offsets.span(start, start + length) for start in starts])
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._theme = theme
        self.viewport().update()

    # -- Words --------------------------------------------------------------------------------------------------

    def selected(self) -> tuple[int, int]:
        """Give the selected characters as start and end; where nothing is selected, the cursor twice."""
        cursor, offsets = self.textCursor(), self.laid.offsets
        return offsets.char(cursor.selectionStart()), offsets.char(cursor.selectionEnd())

    def createMimeDataFromSelection(self) -> QMimeData:
        start, end = self.selected()
        data = QMimeData()
        data.setText(self.laid.text[start:end])  # the words of the file, not the cuts of the display
        return data

    def mark_at(self, point: QPointF) -> int | None:
        """Give the number of the mark under a point of the viewport: the shortest, or after the current the next."""
        place = self.cursorForPosition(point.toPoint()).position()
        found = [
            number
            for number in self._marked.touching(place - 1, place + 1)
            if any(box.contains(point) for box in self._boxes(self._marked.starts[number], self._marked.ends[number]))
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
            for box in self._boxes(self._marked.starts[self.current], self._marked.ends[self.current]):
                painter.drawRoundedRect(box.adjusted(-2, -0.5, 2, 0.5), 2, 2)

    def _ground(self, painter: QPainter, number: int) -> None:
        chosen = number == self.current
        colour = QColor(self._theme.current if chosen else self._theme.marked)
        for box in self._boxes(self._marked.starts[number], self._marked.ends[number]):
            painter.fillRect(box, colour)
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(self._theme.current))

    def _seen(self) -> tuple[int, int]:
        """Give the first place that is seen and the one after the last."""
        height, first = self.viewport().height(), self.firstVisibleBlock()
        block, last = first, first
        while block.isValid() and self._top(block) < height:
            last, block = block, block.next()
        return first.position(), last.position() + last.length()

    def _top(self, block: QTextBlock) -> float:
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).top()

    def _boxes(self, first: int, last: int) -> Iterator[QRectF]:
        """Give the boxes, one a line, that places take in the viewport; only of blocks that are seen."""
        block = max(self.document().findBlock(first), self.firstVisibleBlock(), key=_position)
        height = self.viewport().height()
        while block.isValid() and block.position() < last and (top := self._top(block)) < height:
            for line in _lines(block, first, last):
                start, end = (
                    line.textStart() + block.position(),
                    line.textStart() + line.textLength() + block.position(),
                )
                left = _x(line, max(first, start) - block.position())
                right = _x(line, min(last, end) - block.position())
                corner = QPointF(self.contentOffset().x() + min(left, right), top + line.y())
                yield QRectF(corner.x(), corner.y(), abs(right - left), line.height())
            block = block.next()

    # -- Hands --------------------------------------------------------------------------------------------------

    def _on_cite(self) -> None:
        self.cite_asked.emit()

    def _on_find(self) -> None:
        self.find_asked.emit(0)

    def _on_next(self) -> None:
        self.stepped.emit(1)

    def _on_previous(self) -> None:
        self.stepped.emit(-1)

    def _on_scrolled(self, _action: int) -> None:
        self._centred = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._centred = None
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._centre()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._centred = None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._pick(self.mark_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = event.buttons() == Qt.MouseButton.NoButton and self.mark_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def _pick(self, number: int | None) -> None:
        if number is not None:
            self.picked.emit(self.marks[number].figure_id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()  # Ctrl+F is ours here, before it is the window's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Find) or event.text() == "/":
            self.find_asked.emit(0)
        elif key == Qt.Key.Key_F3:
            self.find_asked.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.keyCombination() == CITE:
            self.cite_asked.emit()
        elif alt and key in NEXT:
            self.stepped.emit(NEXT[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.mark_at(QPointF(self.cursorRect().center()) + QPointF(1, 0)))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self._centred = None
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().viewportEvent(event)

    def _tell(self, event: QHelpEvent) -> None:
        number = self.mark_at(QPointF(event.pos()))
        words = "" if number is None else f"F{self.marks[number].figure_id}: click to see its record"
        QToolTip.showText(event.globalPos(), words, self.viewport())


def _is_ours(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Find) or event.keyCombination() == CITE


def _position(block: QTextBlock) -> int:
    return block.position()


def _lines(block: QTextBlock, first: int, last: int) -> Iterator[QTextLine]:
    """Give the lines of a block on which places [first, last) stand."""
    layout, start = block.layout(), block.position()
    number = layout.lineForTextPosition(max(first - start, 0)).lineNumber()
    while 0 <= number < layout.lineCount() and layout.lineAt(number).textStart() + start < last:
        yield layout.lineAt(number)
        number += 1


def _x(line: QTextLine, place: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(place))[0]
