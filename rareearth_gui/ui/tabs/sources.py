"""Sources: the bibliography, the text of each with its marks, and the way to attach it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import read_source
from rareearth_gui.ops.attach_all import Taken, attach_all
from rareearth_gui.ops.browse import Asked
from rareearth_gui.ops.listings import SOURCES
from rareearth_gui.ui.citation_page import ATTACH
from rareearth_gui.ui.list_view import ListView
from rareearth_gui.ui.panel import RecordPanel
from rareearth_gui.ui.source_view import Loaded, SourceView, load
from rareearth_gui.ui.tabs.tab import Tab

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket

ORDER = 6
TITLE = "Sources"
KINDS = frozenset({Kind.SOURCE, Kind.FIGURE})
HINT = "or drop them here"
FILES = "Texts (*.txt *.text *.md);;All files (*)"


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return SourcesTab(desk)


class SourcesTab(Tab):
    """The list of sources; beside it the record of the source or of the figure gone to, above the text."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.source: int | None = None
        self.figure: int | None = None
        self._awaiting = False
        self._divided: list[int] | None = None
        self._folder = ""
        self._ticket: Ticket | None = None
        self._build()
        self.setAcceptDrops(True)
        self.list.chosen.connect(self._on_chosen)
        self.list.activated.connect(self._on_activated)
        self.list.table.clicked.connect(self._on_clicked)
        self.view.picked.connect(self._on_picked)
        self.view.attach_asked.connect(self.choose_files)
        self.attach.clicked.connect(self.choose_files)

    def _build(self) -> None:
        self.list = ListView(self.desk, SOURCES, self)
        self.list.filter.setAcceptDrops(False)
        self.list.model.asked = Asked(SOURCES, "", "issued", True)  # the newest first, the undated last
        self.list.table.setColumnWidth(0, 190)
        header = self.list.table.horizontalHeader()
        keys = [column.key for column in SOURCES.columns]
        header.setSortIndicator(keys.index("issued"), Qt.SortOrder.DescendingOrder)
        header.moveSection(keys.index("issued"), 1)  # beside the title: by what they are in order,
        header.moveSection(header.visualIndex(keys.index("text")), 2)  # and whether the text is there
        self.attach = QPushButton(ATTACH, self)
        self.hint = QLabel(HINT, self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 6, 8, 6)
        foot.setSpacing(8)
        foot.addWidget(self.attach)
        foot.addWidget(self.hint, 1)
        left = QWidget(self)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.panel = RecordPanel(self.desk, self)
        self.panel.setAcceptDrops(False)
        self.panel.viewport().setAcceptDrops(False)
        self.view = SourceView(self.desk, self)
        self.upright = QSplitter(Qt.Orientation.Vertical, self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        _fill(self.upright, self.panel, self.view, 190, 480)
        _fill(self.split, left, self.upright, 440, 700)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.split)

    # -- What is shown ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.list.refresh()
        if (source := self.source) is not None:
            figure = self.figure
            self.desk.jobs.drop(self._ticket)
            self._ticket = self.desk.jobs.read(lambda db: load(db, source, figure), self._on_reloaded)

    def show_record(self, kind: Kind, number: int) -> None:
        if kind is Kind.SOURCE:
            self._awaiting = False
            self.list.choose(number)
            self._open(number, None)
        elif kind is Kind.FIGURE:
            self._awaiting = True  # the list may not open its first row meanwhile
            self.panel.show_record(kind, number)
            self.desk.jobs.drop(self._ticket)
            self._ticket = self.desk.jobs.read(
                lambda db: (number, read_source.source_of(db, number)), self._on_source_of
            )

    def find(self) -> None:
        """Find in the text when the person is in it, else filter the sources."""
        if self.is_within(self.view) and self.view.text.isVisible():
            self.view.find(0)
        else:
            self.list.find()

    def _on_source_of(self, answer: tuple[int, int | None]) -> None:
        figure, source = answer
        self._awaiting = False
        if source is None:
            return
        self.list.choose(source)
        self._open(source, figure)

    def _open(self, source: int, figure: int | None) -> None:
        """Show a source's text; the record above it is the figure's when one was gone to."""
        self.source, self.figure = source, figure
        self._show_record()
        self.desk.jobs.drop(self._ticket)
        self._ticket = self.desk.jobs.read(lambda db: load(db, source, figure), self._on_loaded)

    def _on_reloaded(self, loaded: Loaded | None) -> None:
        """Show again what has changed; what was withdrawn meanwhile is let go."""
        self.source = loaded.opened.id if loaded is not None else None
        self.figure = loaded.figure if loaded is not None else None
        self._on_loaded(loaded)
        self._show_record()

    def _on_loaded(self, loaded: Loaded | None) -> None:
        if loaded is None:
            return
        same = self.view.shows(loaded.opened.id)
        self.view.show_source(loaded)
        self._give_room(attached=loaded.opened.text is not None)
        if not same or self.view.framed != self.figure:  # what is framed already stays where the person scrolled it
            self.view.frame(self.figure)

    def _give_room(self, *, attached: bool) -> None:
        """Give the most room to the text, as the person divided it; to the record where there is no text."""
        if attached == (self._divided is None):
            return
        if attached:
            self.upright.setSizes(self._divided or [])
            self._divided = None
        else:
            self._divided = self.upright.sizes()
            self.upright.setSizes([sum(self._divided), 0])
        for place, part in enumerate((not attached, attached)):
            self.upright.setStretchFactor(place, part)

    def _show_record(self) -> None:
        if self.figure is not None:
            self.panel.show_record(Kind.FIGURE, self.figure)
        elif self.source is not None:
            self.panel.show_record(Kind.SOURCE, self.source)

    def _on_chosen(self, number: int) -> None:
        if not self._awaiting and number != self.source:  # the list chooses its row again whenever it is refreshed
            self.desk.passed(Kind.SOURCE, number)
            self._open(number, None)

    def _on_clicked(self) -> None:
        if self.figure is not None and self.list.current_id() == self.source and self.source is not None:
            self.figure = None
            self.desk.passed(Kind.SOURCE, self.source)
            self._show_record()
            self.view.frame(None)

    def _on_activated(self, _number: int) -> None:
        (self.view.text if self.view.text.isVisible() else self.attach).setFocus()

    def _on_picked(self, figure: int, centre: bool) -> None:
        self.figure = figure
        self.desk.passed(Kind.FIGURE, figure)
        self._show_record()
        self.view.frame(figure, centre=centre)

    # -- Attaching ----------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for documents and attach them."""
        names, _ = QFileDialog.getOpenFileNames(self, "Attach documents", self._folder, FILES)
        if names:
            self._folder = str(Path(names[0]).parent)
            self.attach_files([Path(name) for name in names])

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Attach documents, off the window's thread."""
        self.desk.said.emit(f"Attaching {paths[0].name if len(paths) == 1 else f'{len(paths):,} files'} …")
        self.desk.jobs.write(lambda db: attach_all(db, paths), self._on_attached)

    def _on_attached(self, taken: Taken) -> None:
        self.desk.said.emit(taken.says or "Nothing was attached.")
        if taken.attached:
            self.desk.changed.emit(frozenset({Kind.SOURCE}))
            if self.source not in {one.source_id for one in taken.attached}:
                self.desk.go(Kind.SOURCE, taken.attached[0].source_id)
        if (refusal := taken.refusal) is not None:
            self.desk.jobs.refused.emit(refusal)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths := _paths(event.mimeData()):
            self.hint.setText(f"Drop to attach {paths[0].name if len(paths) == 1 else f'{len(paths):,} files'}")
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hint.setText(HINT)

    def dropEvent(self, event: QDropEvent) -> None:
        self.hint.setText(HINT)
        if paths := _paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.attach_files(paths)

    # -- From start to start ------------------------------------------------------------------------------------

    def save(self, settings: QSettings) -> None:
        settings.setValue("source/filter", self.list.filter.text())
        settings.setValue("source/columns", self.list.table.horizontalHeader().saveState())
        settings.setValue("source/split", self.split.saveState())
        self._give_room(attached=True)
        settings.setValue("source/upright", self.upright.saveState())
        settings.setValue("source/folder", self._folder)

    def restore(self, settings: QSettings) -> None:
        self.list.restore(str(settings.value("source/filter", "")), settings.value("source/columns"))
        self._folder = str(settings.value("source/folder", ""))
        for splitter, name in ((self.split, "source/split"), (self.upright, "source/upright")):
            if (state := settings.value(name)) is not None:
                splitter.restoreState(state)


def _fill(splitter: QSplitter, first: QWidget, second: QWidget, first_size: int, second_size: int) -> None:
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setStretchFactor(1, 1)
    splitter.setSizes([first_size, second_size])
    splitter.setChildrenCollapsible(False)


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
