"""The record panel: a record told as text with links that are followed, and nothing that is loaded."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTextBrowser, QWidget

from rareearth_gui.domain.prose import pieces
from rareearth_gui.ops import browse, record

if TYPE_CHECKING:
    from rareearth_gui.domain.entities import Kind
    from rareearth_gui.ops.record import Record, Section
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket

EMPTY = "Choose a row to see its record."


class LinkText(QTextBrowser):
    """Rich text of our own making whose links name records. It opens nothing and loads nothing."""

    followed = Signal(object)
    """The (kind, id) that a link leads to."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._on_link)
        self.document().setDocumentMargin(10)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing: an image that Qt would fetch is an empty one."""
        return QImage()

    def _on_link(self, url: QUrl) -> None:
        key = url.toString()
        self._desk.jobs.read(lambda db: browse.resolve(db, key), self._on_resolved)

    def _on_resolved(self, place: tuple[Kind, int]) -> None:
        self._desk.go(*place)


def html_of(prose: str) -> str:
    """Write prose as HTML: every word escaped, links kept, line ends as paragraphs."""
    words = "".join(f'<a href="{key}">{escape(text)}</a>' if key else escape(text) for text, key in pieces(prose))
    return words.replace("\n", "<br>")


class RecordPanel(LinkText):
    """Shows one record at a time; asks for it off the window's thread."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._ticket: Ticket | None = None
        self.setAccessibleName("Record")
        self.setPlaceholderText(EMPTY)
        self.setMinimumWidth(240)
        self._told: Record | None = None
        desk.changed.connect(self._on_changed)
        desk.themed.connect(self._on_themed)

    def show_record(self, kind: Kind, number: int) -> None:
        """Ask for a record and show it when it comes."""
        self._desk.jobs.drop(self._ticket)
        self._ticket = self._desk.jobs.read(lambda db: record.tell(db, kind, number), self._on_told)

    def _on_told(self, told: Record) -> None:
        muted = self._desk.theme.muted
        parts = [f"<h3 style='margin-bottom:2px'>{escape(told.title)}</h3>"]
        parts.append(f"<p style='color:{muted};margin-top:0'>{told.kind.value} {told.kind.id(told.id)}</p>")
        parts += [_section(section, muted) for section in told.sections]
        if self._desk.library.writable:
            links = " · ".join(f"<a href='act:{act}'>{act}…</a>" for act in told.acts)
            parts.append(f"<p style='margin-top:14px'>{links}</p>")
        self._told = told
        self.setHtml("".join(parts))

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() != "act":
            super()._on_link(url)
        elif self._told is not None:
            from rareearth_gui.ui.edit_dialog import dialog_for

            dialog_for(url.path(), self._desk, self._told, self).open()

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        told = self._told
        if told is not None and self.isVisible():
            self.show_record(told.kind, told.id)

    def _on_themed(self) -> None:
        if self._told is not None:
            self._on_told(self._told)


def _section(section: Section, muted: str) -> str:
    title = f"<h4 style='margin-bottom:2px'>{escape(section.title)}</h4>" if section.title else ""
    rows = "".join(
        f"<tr><td style='color:{muted};padding:1px 10px 1px 0'>{html_of(label)}</td>"
        f"<td style='padding:1px 0'>{html_of(words)}</td></tr>"
        for label, words in section.rows
    )
    return f"{title}<table cellspacing='0' cellpadding='0'>{rows}</table>"
