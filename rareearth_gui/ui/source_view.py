"""The source view: a source's text with its marks under a strip of tools, or what attaching it would give."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from rareearth_gui.domain.entities import Kind, parse_id
from rareearth_gui.ops import read_source
from rareearth_gui.ui import source_said
from rareearth_gui.ui.citation_page import CitationPage
from rareearth_gui.ui.elided_label import ElidedLabel
from rareearth_gui.ui.find_bar import FindBar
from rareearth_gui.ui.finding import MOST_HITS, folded, places
from rareearth_gui.ui.offsets import Laid, lay_out
from rareearth_gui.ui.source_text import SourceText
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    import sqlite3

    from rareearth_gui.ops.read_source import OpenSource, Quoted
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Loaded:
    """A source made ready for the view, off the window's thread; `figure` is the one gone to, if it is there."""

    opened: OpenSource
    laid: Laid
    folded: str
    figure: int | None


def load(connection: sqlite3.Connection, source_id: int, figure_id: int | None = None) -> Loaded | None:
    """Read a source, lay its text out and fold it for searching; None when there is no such source."""
    opened = read_source.read(connection, source_id)
    if opened is None:
        return None
    text = opened.text or ""
    there = figure_id is not None and read_source.source_of(connection, figure_id) == source_id
    return Loaded(opened, lay_out(text), folded(text), figure_id if there else None)


class SourceView(QWidget):
    """Shows one source. `picked` gives the figure that the person went to and whether its words are to be sought."""

    picked = Signal(object, bool)
    attach_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.loaded: Loaded | None = None
        self._found: list[int] = []
        self._build()
        self.text.picked.connect(self._on_words)
        self.text.stepped.connect(self.step)
        self.text.cite_asked.connect(self.cite)
        self.text.find_asked.connect(self.find)
        self.text.left.connect(self.bar.leave)
        self.bar.typed.connect(self._on_typed)
        self.bar.moved.connect(self._on_moved)
        self.bar.closed.connect(self._on_closed)
        desk.themed.connect(self._on_themed)
        self._on_themed(desk.theme)

    def _build(self) -> None:
        self.title = ElidedLabel(self)
        self.title.setProperty("role", "heading")
        self.place = QLabel(self)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setProperty("role", "muted")
        self.place.setContentsMargins(8, 0, 0, 0)
        self.before = self._tool("‹", "The figure before (Alt+Up)", self._on_before)
        self.after = self._tool("›", "The next figure (Alt+Down)", self._on_after)
        self.search = self._tool("Find", "Find in this text (Ctrl+F, / or F3 in the text)", self._on_search)
        self.citing = self._tool(
            "Copy with citation",
            "Copy the selected words, or the framed ones, with their source (Ctrl+Shift+C)",
            self.cite,
        )
        strip = QHBoxLayout()
        strip.setContentsMargins(14, 5, 10, 5)
        strip.addWidget(self.title, 1)
        for widget in (self.place, self.before, self.after, self.search, self.citing):
            strip.addWidget(widget)
        self.astray = QLabel(self)
        self.astray.setTextFormat(Qt.TextFormat.RichText)
        self.astray.setWordWrap(True)
        self.astray.linkActivated.connect(self._on_link)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("role", "muted")
        self.note.setContentsMargins(14, 0, 10, 5)
        self.bar = FindBar(self)
        self.text = SourceText(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(strip)
        layout.addWidget(self.astray)
        layout.addWidget(self.note)
        layout.addWidget(self.bar)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._build_empty(), 1)

    def _tool(self, words: str, name: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button

    def _build_empty(self) -> QWidget:
        self.empty = CitationPage(self)
        self.empty_words, self.attach = self.empty.words, self.empty.attach
        self.attach.clicked.connect(self._on_attach)
        self.empty.copy.clicked.connect(self.cite)
        return self.empty

    # -- A source -----------------------------------------------------------------------------------------------

    def show_source(self, loaded: Loaded) -> None:
        """Show a source; its place stays when the text is the one that is shown."""
        opened = loaded.opened
        same = self.shows(opened.id)
        self.loaded = loaded
        attached = opened.text is not None
        self.title.setText(opened.title)
        self.title.setToolTip(tip(opened.title))
        for widget in (self.title, self.text, self.place, self.before, self.after, self.search, self.citing):
            widget.setVisible(attached)
        self.empty.setVisible(not attached)
        self.text.show_text(loaded.laid, opened.marks)
        if not same:
            self.text.frame_figure(None)
        if not attached:
            self.bar.leave()
            self.empty.tell(opened.citation, source_said.what_attaching_gives(opened), known=opened.known)
        for label, words in ((self.astray, source_said.astray(opened)), (self.note, source_said.note(loaded.laid))):
            label.setText(words)
            label.setVisible(bool(words))
        self._tell_place()
        if self.bar.isVisible():
            self._on_typed()

    def shows(self, source_id: int) -> bool:
        """Say whether that source is shown."""
        return self.loaded is not None and self.loaded.opened.id == source_id

    def frame(self, figure_id: int | None, *, centre: bool = True) -> bool:
        """Frame the words of a figure; False when they do not stand in this text."""
        found = self.text.frame_figure(figure_id, centre=centre)
        self._tell_place()
        return found

    @property
    def framed(self) -> int | None:
        """Give the id of the framed figure."""
        current = self.text.current
        return None if current is None else self.text.marks[current].figure_id

    def _tell_place(self) -> None:
        marks = len(self.text.marks)
        self.place.setText(source_said.place(self.text.current, marks))
        for button in (self.before, self.after):
            button.setEnabled(marks > 0)

    # -- Figures ------------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the figure after or before the framed one, or after or before the cursor."""
        marks, current = self.text.marks, self.text.current
        if not marks:
            return
        if current is None:
            here = bisect_left([mark.start for mark in marks], self.text.selected()[0])
            current = here - 1 if by > 0 else here
        self.picked.emit(marks[(current + by) % len(marks)].figure_id, True)

    def _on_words(self, figure_id: int) -> None:
        self.picked.emit(figure_id, False)

    def _on_link(self, key: str) -> None:
        if (place := parse_id(key)) is not None and place[0] is Kind.FIGURE:
            self.picked.emit(place[1], True)

    def cite(self) -> None:
        """Copy the selected words, or the framed ones, followed by their citation."""
        if self.loaded is None:
            return
        if self.loaded.opened.text is None:
            cited, figure = self.loaded.opened, self.loaded.figure
            self._desk.jobs.read(lambda db: read_source.cite(db, cited, figure), self._on_quoted)
            return
        start, end = self.text.selected()
        marks, current = self.text.marks, self.text.current
        if start == end and current is not None:
            start, end = marks[current].start, marks[current].end
            figures = [marks[current].figure_id]
        else:
            figures = [mark.figure_id for mark in marks if mark.start < end and mark.end > start]
            figures = [*figures[:1], *figures[1:][-1:]]
        if start == end:
            self._desk.said.emit("Select words, or go to a figure, to copy them with their citation.")
            return
        opened = self.loaded.opened
        self._desk.jobs.read(lambda db: read_source.quote(db, opened, start, end, figures), self._on_quoted)

    def _on_quoted(self, quoted: Quoted) -> None:
        QGuiApplication.clipboard().setText(str(quoted))
        copied = f"{len(quoted.words):,} characters with their citation" if quoted.words else "the citation"
        self._desk.said.emit(f"Copied {copied}.")

    # -- Finding ------------------------------------------------------------------------------------------------

    def find(self, by: int) -> None:
        """Open the find bar, or go on where it is open."""
        if by and self.bar.isVisible():
            self._on_moved(by)
            return
        start, end = self.text.selected()
        words = self.text.laid.text[start:end] if 0 < end - start <= 80 else ""
        self.bar.open("" if "\n" in words else words)
        self._on_typed()

    def _on_typed(self) -> None:
        """Search anew and go to the first place from the cursor on."""
        words = self.bar.box.text()
        self._found = places(self.loaded.folded, words) if self.loaded is not None else []
        self.text.show_hits(self._found, len(words))
        at = bisect_left(self._found, self.text.selected()[0]) % len(self._found) if self._found else None
        self._go(at)

    def _on_moved(self, by: int) -> None:
        if not self._found:
            return
        start = self.text.selected()[0]
        at = bisect_left(self._found, start)
        on = at < len(self._found) and self._found[at] == start
        self._go((at + (by if on or by < 0 else 0)) % len(self._found))

    def _go(self, at: int | None) -> None:
        if at is not None:
            self.text.go_to(self._found[at], self._found[at] + len(self.bar.box.text()))
        self.bar.tell(at, len(self._found), MOST_HITS)

    def _on_closed(self) -> None:
        self._found = []
        self.text.show_hits([], 0)
        self.text.setFocus()

    def _on_search(self) -> None:
        self.find(0)

    def _on_before(self) -> None:
        self.step(-1)

    def _on_after(self) -> None:
        self.step(1)

    def _on_attach(self) -> None:
        self.attach_asked.emit()

    def _on_themed(self, theme: Theme) -> None:
        self.text.set_theme(theme)
        self.astray.setStyleSheet(
            f"QLabel {{ color: {theme.bad}; font-weight: 600; padding: 6px 10px; border: 2px solid {theme.bad}; }}"
        )
