"""Ctrl+F in every tab: the cursor goes where one types what is sought there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rareearth_gui.ui.tabs import ROW
from rareearth_gui.ui.window import Window
from tests.ui.source_bench import Bench, Open, opening, with_document
from tests.ui.test_conflicts import settle, window  # noqa: F401

CONTROL = Qt.KeyboardModifier.ControlModifier


def find(qtbot: QtBot, start: QWidget) -> QWidget:
    """Press Ctrl+F in a widget and give the one that has the cursor then."""
    start.setFocus()
    qtbot.keyClick(start, Qt.Key.Key_F, CONTROL)
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize("title", [declared.title for declared in ROW])
def test_find_goes_to_the_filter_of_the_tab(window: Window, qtbot: QtBot, title: str) -> None:  # noqa: F811
    tab = window.show_tab(window.titles().index(title))
    settle(qtbot, window)
    qtbot.waitActive(window)
    tab.list.filter.setText("some words")
    start = tab.panel if hasattr(tab, "panel") else window.tabs.tabBar()
    assert find(qtbot, start) is tab.list.filter
    assert tab.list.filter.selectedText() == "some words"
    settle(qtbot, window)


def test_find_among_the_figures_filters_the_figures(window: Window, qtbot: QtBot) -> None:  # noqa: F811
    tab = window.show_tab(window.titles().index("Indicators"))
    settle(qtbot, window)
    qtbot.waitActive(window)
    assert find(qtbot, tab.figures.table) is tab.figures.filter
    assert find(qtbot, tab.list.table) is tab.list.filter


def test_find_beside_the_text_of_a_source_finds_in_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for build in opening(qtbot, tmp_path, monkeypatch):
        bench = with_document(_built(build), tmp_path)
        assert find(qtbot, bench.view.search) is bench.view.bar.box
        assert find(qtbot, bench.tab.list.table) is bench.tab.list.filter


def _built(build: Open) -> Bench:
    return build()
