"""The source switch: the sources of a plot, each with what it alone changes, to be switched off and on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rareearth_gui.ui.theme import figures_font
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rareearth_gui.ops.series import Line
    from rareearth_gui.ui.theme import Theme

NAME, FIGURES, SETTLES = range(3)
SWATCH = 10
ROW = 22
COLOURED = 8
"""Sources that the plot gives a colour of their own; the others share one."""
MOST_TITLES = 30
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SourceSwitch(QWidget):
    """A list of sources with a box each. `switched` gives the names of those that are switched off."""

    switched = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self._swatches = False
        self._theme: Theme | None = None
        self.setMinimumWidth(225)
        self._build()
        self._settling = QTimer(self)  # one change of the plot for all boxes that one act changes
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._on_settled)
        self.tree.itemChanged.connect(self._on_changed)

    def _build(self) -> None:
        tree = self.tree = QTreeWidget(self)
        tree.setFont(figures_font(tree.font()))
        tree.setColumnCount(3)
        tree.setHeaderLabels(["Source", "Figures", "Ends"])
        tree.headerItem().setToolTip(FIGURES, "Figures of the source in this plot")
        tree.headerItem().setToolTip(SETTLES, "Periods that no longer disagree when the source is switched off")
        for column in (FIGURES, SETTLES):
            tree.headerItem().setTextAlignment(column, NUMBER)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the year of a source stands last
        tree.setIconSize(QSize(SWATCH, SWATCH))
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setTabKeyNavigation(False)
        tree.setAccessibleName("Sources in the plot")
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (FIGURES, SETTLES):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._on_menu)
        self.menu = QMenu(self)
        self.only = self._action("Show this source alone", self._on_only)
        self.all = self._action("Show all sources", self._on_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(tree, 1)
        hint = QLabel("Untick a source to see what it changes.", self)
        hint.setWordWrap(True)
        hint.setProperty("role", "muted")
        hint.setContentsMargins(6, 3, 6, 3)
        layout.addWidget(hint)

    def _action(self, words: str, slot: object) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(slot)
        self.menu.addAction(action)
        return action

    def show_lines(self, lines: Sequence[Line], theme: Theme, *, swatches: bool) -> None:
        """List sources, all switched on; with swatches when the plot tells them apart by colour."""
        self._lines, self._swatches = tuple(lines), swatches
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = [_item(line) for line in self._lines]
        self.tree.addTopLevelItems(self._items)
        self.tree.setColumnHidden(SETTLES, not any(line.settles for line in self._lines))
        self.tree.blockSignals(False)
        self._settling.stop()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._theme = theme
        self.tree.blockSignals(True)
        for line, item in zip(self._lines, self._items, strict=True):
            colour = theme.accents[line.place] if line.place < COLOURED else theme.muted
            item.setIcon(NAME, _swatch(colour) if self._swatches else QIcon())
        self.tree.blockSignals(False)

    @property
    def hidden(self) -> frozenset[str]:
        """Give the names that are switched off."""
        off = Qt.CheckState.Unchecked
        both = zip(self._lines, self._items, strict=True)
        return frozenset(line.name for line, item in both if item.checkState(NAME) == off)

    def _on_changed(self) -> None:
        self._settling.start()

    def _on_settled(self) -> None:
        self.switched.emit(self.hidden)

    def _on_menu(self, point: QPoint) -> None:
        self.only.setEnabled(self.tree.currentItem() is not None)
        self.menu.popup(self.tree.viewport().mapToGlobal(point))

    def _on_only(self) -> None:
        chosen = self.tree.currentItem()
        for item in self._items:
            item.setCheckState(NAME, _state(on=item is chosen))

    def _on_all(self) -> None:
        for item in self._items:
            item.setCheckState(NAME, _state(on=True))


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _item(line: Line) -> QTreeWidgetItem:
    item = QTreeWidgetItem([line.name, f"{line.figures:,}", f"{line.settles:,}" if line.settles else ""])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(NAME, Qt.CheckState.Checked)
    titles = [*line.titles[:MOST_TITLES], "…"] if len(line.titles) > MOST_TITLES else line.titles
    item.setToolTip(NAME, tip("\n".join(titles)))
    item.setSizeHint(NAME, QSize(0, ROW))
    for column in (FIGURES, SETTLES):
        item.setTextAlignment(column, NUMBER)
    return item


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(SWATCH, SWATCH)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(0, 0, SWATCH, SWATCH)
    painter.end()
    return QIcon(pixmap)
