"""What the tests of the indicators tab share: the window opened, an indicator chosen, a part picked, a box clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from rareearth_gui.store.library import Library
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QTreeWidgetItem
    from pytestqt.qtbot import QtBot

    from rareearth_gui.ui.tabs.indicators import IndicatorsTab

LONG = 10_000
LEFT = Qt.MouseButton.LeftButton


def open_window(qtbot: QtBot, library_path: Path, folder: Path) -> Window:
    desk = Desk(Library.open(library_path))
    made = Window(desk, QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.show_tab(made.titles().index("Indicators"))
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, window: Window) -> None:
    for _ in range(2):
        qtbot.wait(60)
        qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=LONG)


def show(qtbot: QtBot, window: Window, name: str) -> None:
    """Choose an indicator as a person does: by words in the filter."""
    tab = window.tab(window.tabs.currentIndex())
    tab.list.filter.clear()
    qtbot.keyClicks(tab.list.filter, f'name="{name}"')
    settle(qtbot, window)
    qtbot.waitUntil(lambda: tab.view.name.text() == name, timeout=LONG)


def pick(qtbot: QtBot, window: Window, tab: IndicatorsTab, part: str, words: str) -> None:
    """Pick by the keyboard, one step after the other."""
    box = tab.view.pickers.boxes[part]
    box.setFocus()
    for _ in range(box.count()):
        if box.currentText() == words:
            break
        key = Qt.Key.Key_Down if box.findText(words) > box.currentIndex() else Qt.Key.Key_Up
        qtbot.keyClick(box, key)
        settle(qtbot, window)
    assert box.currentText() == words


def source(tab: IndicatorsTab, name: str) -> QTreeWidgetItem:
    (found,) = tab.view.switch.tree.findItems(name, Qt.MatchFlag.MatchExactly, 0)
    return found


def click_box(qtbot: QtBot, window: Window, tab: IndicatorsTab, name: str) -> None:
    tree, item = tab.view.switch.tree, source(tab, name)
    option = QStyleOptionViewItem()
    option.initFrom(tree)
    option.rect = tree.visualItemRect(item)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    where = tree.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, tree)
    qtbot.mouseClick(tree.viewport(), LEFT, pos=QPoint(where.center().x(), option.rect.center().y()))
    settle(qtbot, window)


def drawn(tab: IndicatorsTab) -> list[Any]:
    plot = tab.view.plots.plot
    assert plot is not None
    return list(plot.figures)
