"""Source chips: the sources of a comparison in one row, each to be switched off and on, those it hangs on marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QSizePolicy, QToolButton, QWidget

from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rareearth_gui.domain.evidence import Source

EDGE, GAP = 12, 10
LONGEST = 170
"""Pixels that the name of a source may take."""
HINGE = " (hinge)"
HANGS = "The quarrel hangs on this source alone: without it nothing here contradicts any more."
UNTICK = "Untick to see the comparison without this source."


class SourceChips(QWidget):
    """A row of boxes; what does not fit stands in a menu. `switched` gives the keys of all that are switched off."""

    switched = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: tuple[Source, ...] = ()
        self._off: frozenset[str] = frozenset()
        self._hinges: frozenset[str] = frozenset()
        self.chips: list[QCheckBox] = []
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setAutoRaise(True)
        self.menu = QMenu(self.more)
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self.setAccessibleName("Sources of the comparison")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def off(self) -> frozenset[str]:
        """Give the keys of the sources that are switched off."""
        return self._off

    def show_sources(self, sources: Sequence[Source], off: frozenset[str]) -> None:
        """Show a box for each source, those of `off` unticked."""
        same = [source.key for source in self._sources] == [source.key for source in sources]
        self._sources, self._off, self._hinges = tuple(sources), off, frozenset()
        if same:  # the box that has the focus keeps it
            self._write()
            return
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.menu.clear()
        self.chips = [self._chip(source) for source in sources]
        for source in sources:
            self._action(source)
        self._write()

    def mark(self, hinges: frozenset[str]) -> None:
        """Mark the sources on which the quarrel hangs."""
        self._hinges = hinges
        self._write()

    def set_off(self, off: frozenset[str]) -> None:
        """Tick all boxes but those of `off`, and say so when that is a change."""
        if off != self._off:
            self._off = off
            self._write()
            self.switched.emit(off)

    def _chip(self, source: Source) -> QCheckBox:
        chip = QCheckBox(self)
        chip.setProperty("source", source.key)
        chip.clicked.connect(self._on_clicked)
        return chip

    def _action(self, source: Source) -> None:
        action = QAction(self.menu)
        action.setData(source.key)
        action.setCheckable(True)
        action.triggered.connect(self._on_triggered)
        self.menu.addAction(action)

    def _write(self) -> None:
        for source, chip, action in zip(self._sources, self.chips, self.menu.actions(), strict=True):
            hangs = source.key in self._hinges
            name = self.fontMetrics().elidedText(source.label, Qt.TextElideMode.ElideMiddle, LONGEST)
            chip.setText(_plain(name) + (HINGE if hangs else ""))
            font = self.font()
            font.setBold(hangs)
            chip.setFont(font)
            chip.setToolTip(tip("\n".join(filter(None, (source.title, HANGS if hangs else "", UNTICK)))))
            chip.setAccessibleName(source.label)
            chip.setAccessibleDescription(HANGS if hangs else UNTICK)
            action.setText(_plain(source.label) + (HINGE if hangs else ""))
            action.setToolTip(chip.toolTip())
            for box in (chip, action):
                box.setChecked(source.key not in self._off)
        self._arrange()

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, QCheckBox):
            self._turn(str(chip.property("source")))

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._turn(str(action.data()))

    def _turn(self, source: str) -> None:
        self.set_off(self._off ^ {source})

    def _arrange(self) -> None:
        """Stand the chips in one row, as many as fit; the menu has them all."""
        sizes = [chip.sizeHint() for chip in self.chips]
        x, shown, room = EDGE, 0, self.width() - EDGE
        self.more.setText(f"{len(self.chips)} more")
        rest = self.more.sizeHint().width() + GAP
        for number, size in enumerate(sizes):
            needed = size.width() + (rest if number + 1 < len(sizes) else 0)
            if x + needed > room:
                break
            self.chips[number].setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
            x, shown = x + size.width() + GAP, shown + 1
        for number, chip in enumerate(self.chips):
            chip.setVisible(number < shown)
        hidden = len(self.chips) - shown
        self.more.setText(f"{hidden} more" if shown else f"{hidden} sources")
        self.more.setVisible(hidden > 0)
        size = self.more.sizeHint()
        self.more.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())

    def sizeHint(self) -> QSize:
        return QSize(200, self.more.sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()


def _plain(name: str) -> str:
    """Keep an ampersand from being taken for a mnemonic."""
    return name.replace("&", "&&")
