"""The chain of a material: its name and notes above, the canvas, legend and what is pointed at below."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops import chain
from rareearth_gui.ui import chain_page, chain_paint
from rareearth_gui.ui.chain_canvas import ChainCanvas
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from rareearth_gui.ops.chain import Chain
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.jobs import Ticket

EMPTY = "Choose a material to see what it is made of and what becomes of it."
ALONE = "No link of the chain leads to it or on from it."
FORMATS = "PNG picture (*.png);;SVG drawing (*.svg)"
MOST_NOTED = 12


class ChainView(QWidget):
    """Shows the chain around one material at a time; the whole chain is read once, off the window's thread."""

    walked = Signal(object)
    """A material was chosen in the picture or in the notes: its id."""
    begun = Signal(object)
    """The chain is read and nothing is chosen: the id of a material to begin with."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.chain: Chain | None = None
        self.number: int | None = None
        self._ticket: Ticket | None = None
        self.canvas = ChainCanvas(desk, self)
        self.canvas.walked.connect(self.walked)
        self.canvas.pointed.connect(self._on_pointed)
        self._build()
        desk.themed.connect(self._on_themed)

    def _build(self) -> None:
        self.heading = QLabel(self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty("role", "heading")
        self.notes = QLabel(self)
        self.notes.setTextFormat(Qt.TextFormat.RichText)
        self.notes.setWordWrap(True)
        self.notes.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.notes.setAccessibleName("Links that are not drawn")
        self.notes.linkActivated.connect(self._on_note)
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 4, 8, 0)
        bar.addWidget(self.heading, 1)
        for words, name, keys, slot in (
            ("−", "Zoom out", "Ctrl+-", self.canvas.zoom_out),
            ("+", "Zoom in", "Ctrl++", self.canvas.zoom_in),
            ("Fit", "Fit the picture", "Ctrl+0", self.canvas.fit),
            ("Save picture…", "Save the picture as PNG or SVG", "Ctrl+Shift+S", self._on_save),
        ):
            bar.addWidget(self._button(words, name, keys, slot))
        self.legend = Legend(self.desk, self)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "muted")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.said.setAccessibleName("What is pointed at")
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 2, 14, 4)
        foot.setSpacing(24)
        foot.addWidget(self.legend)
        foot.addWidget(self.said, 1)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        self.notes.setContentsMargins(14, 0, 14, 2)
        layout.addWidget(self.notes)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(foot)
        nothing = QLabel(EMPTY, self)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setProperty("role", "muted")
        self.pages = QStackedWidget(self)
        self.pages.addWidget(nothing)
        self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _button(self, words: str, name: str, keys: str, slot: object) -> QToolButton:
        """Make a button with its key; the canvas has the same in its context menu."""
        action = QAction(name, self.canvas)
        action.setIconText(words)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{name} ({keys})")
        action.triggered.connect(slot)
        self.canvas.addAction(action)
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        return button

    def refresh(self) -> None:
        """Read the chain anew."""
        self.desk.jobs.drop(self._ticket)
        self._ticket = self.desk.jobs.read(chain.read, self._on_read)

    def show_material(self, number: int) -> None:
        """Show the surroundings of a material, as soon as the chain is read."""
        self.number = number
        if self.chain is None:
            return
        if number not in self.chain.materials:
            self.pages.setCurrentIndex(0)
            return
        self.pages.setCurrentIndex(1)
        self.heading.setText(self.chain.name(number))
        self._write_notes()
        self.canvas.show_material(self.chain, number)
        self.said.setText("" if self.canvas.picture and self.canvas.picture.edges else ALONE)

    def noted(self) -> list[tuple[str, list[int]]]:
        """List the links of the material that are not drawn."""
        return chain.notes(self.chain, self.number) if self.chain is not None and self.number is not None else []

    def _on_read(self, read: Chain) -> None:
        self.chain = read
        if self.number is not None:
            self.show_material(self.number)
        elif (first := read.busiest()) is not None:
            self.begun.emit(first)

    def _write_notes(self) -> None:
        theme, known = self.desk.theme, self.chain
        assert known is not None
        parts = []
        for words, ids in self.noted():
            links = [
                f"<a style='color:{theme.accent}' href='{number}'>{escape(known.name(number))}</a>" for number in ids
            ]
            more = [f"{len(links) - MOST_NOTED} more"] if len(links) > MOST_NOTED else []
            parts.append(
                f"<span style='color:{theme.muted}'>{escape(words)}</span> {', '.join(links[:MOST_NOTED] + more)}"
            )
        self.notes.setText("&ensp;·&ensp;".join(parts))
        self.notes.setVisible(bool(parts))

    def save(self, path: Path) -> None:
        """Save the picture as it is laid out on screen; Refused when the file cannot be written."""
        assert self.chain is not None
        assert self.canvas.picture is not None
        chain_page.save(path, self.chain, self.canvas.picture, self.noted(), self.canvas.look())

    def _on_save(self) -> None:
        if self.canvas.picture is None or self.chain is None:
            return
        name = self.chain.name(self.canvas.picture.focus).lower().replace(" ", "-").replace("/", "-")
        path, chosen = QFileDialog.getSaveFileName(self, "Save picture", f"{name}.png", FORMATS)
        if not path:
            return
        wanted = Path(path)
        if wanted.suffix.lower() not in (".png", ".svg"):
            wanted = wanted.with_name(wanted.name + (".svg" if "svg" in chosen else ".png"))
        try:
            self.save(wanted)
        except Refused as refused:
            self.desk.jobs.refused.emit(refused)
        else:
            self.desk.said.emit(f"Saved {wanted}.")

    def _on_note(self, key: str) -> None:
        self.walked.emit(int(key))

    def _on_pointed(self, said: str) -> None:
        self.said.setToolTip(tip(said))
        line = said.replace("\n", "  ")
        room = QFontMetricsF(self.said.font())
        self.said.setText(room.elidedText(line, Qt.TextElideMode.ElideRight, self.said.width()))

    def _on_themed(self) -> None:
        if self.chain is not None and self.number is not None:
            self._write_notes()


class Legend(QWidget):
    """Says what the strokes of the picture mean."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName("Legend: " + ", ".join(words for words, _, _ in chain_paint.LEGEND))
        desk.themed.connect(self._on_themed)

    def _look(self) -> chain_paint.Look:
        return chain_paint.Look(self._desk.theme, self.font())

    def sizeHint(self) -> QSize:
        look = self._look()
        return QSize(round(chain_paint.legend_width(look)) + 2, round(look.metrics.height()) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _on_themed(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        chain_paint.draw_legend(QPainter(self), 0.0, 2.0, self._look())
