"""The smallest window that is to be usable, 1024 by 640: what names a row is in sight, and nothing is said falsely."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rareearth_gui.ui.list_view import ListView
from rareearth_gui.ui.tabs import ROW
from rareearth_gui.ui.tabs.plan_tasks import PlanTasksTab
from rareearth_gui.ui.window import Window
from tests.ui.test_conflicts import settle, window  # noqa: F401

TITLES = [declared.title for declared in ROW]


@pytest.fixture
def small(window: Window, qtbot: QtBot) -> Window:  # noqa: F811
    window.resize(1024, 640)
    settle(qtbot, window)
    return window


def shown(window: Window, qtbot: QtBot, title: str) -> QWidget:  # noqa: F811
    tab = window.show_tab(TITLES.index(title))
    settle(qtbot, window)
    return tab


@pytest.mark.parametrize("title", TITLES)
def test_first_column_is_in_sight(small: Window, qtbot: QtBot, title: str) -> None:
    tab = shown(small, qtbot, title)
    assert small.size().width() == 1024
    for one in tab.findChildren(ListView):
        assert one.table.columnWidth(0) <= one.table.viewport().width()


def test_every_page_of_a_comparison_is_named_in_sight(window: Window, qtbot: QtBot) -> None:  # noqa: F811
    window.resize(1024, 640)
    settle(qtbot, window)
    for pages in (window.tab(0).view.plots, window.tab(0).view.pages_below):
        bar = pages.tabBar()
        assert bar.tabRect(bar.count() - 1).right() < bar.width()


def test_first_column_gets_its_room_back(small: Window, qtbot: QtBot) -> None:
    table = small.tab(0).list.table
    narrow = table.columnWidth(0)
    small.resize(1440, 900)
    settle(qtbot, small)
    assert table.columnWidth(0) > narrow


def test_person_may_make_the_first_column_as_wide_as_they_like(small: Window, qtbot: QtBot) -> None:
    table = small.tab(0).list.table
    table.setColumnWidth(0, 120)
    small.resize(1440, 900)
    settle(qtbot, small)
    assert table.columnWidth(0) == 120


def test_what_later_sources_show_needs_no_scrolling(small: Window, qtbot: QtBot) -> None:
    tab = shown(small, qtbot, "Plan tasks")
    assert isinstance(tab, PlanTasksTab)
    assert tab.tree.horizontalScrollBar().maximum() == 0


def test_no_column_is_marked_when_none_gives_the_order(small: Window, qtbot: QtBot) -> None:
    shown(small, qtbot, "History")
    header = small.tab(TITLES.index("History")).list.table.horizontalHeader()
    assert header.sortIndicatorSection() == -1
