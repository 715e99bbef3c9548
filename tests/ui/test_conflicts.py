"""The conflicts tab by its real clicks and keys: the story of the first five minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rareearth_gui.domain.entities import Kind
from rareearth_gui.store.library import Library
from rareearth_gui.ui import theme
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.window import Window

LONG = 10_000


@pytest.fixture
def window(qtbot: QtBot, library_path: Path, tmp_path: Path) -> Iterator[Window]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    desk = Desk(Library.open(library_path))
    made = Window(desk, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    settle(qtbot, made)
    yield made
    made.close()


def settle(qtbot: QtBot, window: Window) -> None:
    qtbot.wait(20)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=LONG)
    qtbot.wait(80)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=LONG)


def until(qtbot: QtBot, what: Callable[[], bool]) -> None:
    qtbot.waitUntil(what, timeout=LONG)


def test_first_row_is_baotou_with_its_explanation(window: Window, qtbot: QtBot) -> None:
    tab = window.tab(0)
    assert "Baotou, share of world reserves" in tab.list.model.text(0, 0)
    words = tab.view.explanation.toPlainText()
    for piece in ("Same amount", "112.9 to 116.1", "142.5 to 147.6", "113.6 Mt", "So the denominators differ"):
        assert piece in words
    printed = [tab.view.table.item(1, column).text() for column in range(tab.view.table.columnCount())]
    assert any("30 percent" in text for text in printed)
    assert any("38%" in text for text in printed)


def test_link_in_the_explanation_leads_to_the_figure(window: Window, qtbot: QtBot) -> None:
    from PySide6.QtCore import QUrl

    with qtbot.waitSignal(window.desk.opened, timeout=LONG) as opened:
        window.tab(0).view.explanation.anchorClicked.emit(QUrl("ecns-2016.04"))
    assert opened.args[0][0] is Kind.FIGURE
    settle(qtbot, window)
    assert window.titles()[window.tabs.currentIndex()] == "Sources"
    window.desk.back()


def test_ruling_takes_the_row_from_the_list_and_history_has_it(window: Window, qtbot: QtBot) -> None:
    tab = window.tab(0)
    before = tab.list.model.total
    tab.view.pages_below.setCurrentWidget(tab.view.ruling)
    form = tab.view.ruling
    form.outcome.setCurrentText("different denominator")
    qtbot.keyClicks(form.reason, "The world totals differ.")
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: tab.list.model.total == before - 1)
    settle(qtbot, window)
    assert "Baotou, share of world reserves" not in tab.list.model.text(0, 0)
    history = window.show_tab(window.titles().index("History"))
    settle(qtbot, window)
    keys = [column.key for column in history.list.listing.columns]
    assert history.list.model.text(0, keys.index("act")) == "rule"
    assert "The world totals differ." in history.list.model.text(0, keys.index("says"))


def test_ruling_without_a_reason_is_refused_in_words(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    window.desk.jobs.refused.disconnect()
    window.desk.jobs.refused.connect(lambda refused: said.append(str(refused)))
    form = window.tab(0).view.ruling
    form.outcome.setCurrentText("neither")
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: bool(said))
    assert "Write the reason" in said[0]
    assert form.outcome.currentText() == "neither"


def test_typing_filters_and_escape_of_the_filter_brings_all_back(window: Window, qtbot: QtBot) -> None:
    tab = window.tab(0)
    tab.list.filter.setFocus()
    tab.list.filter.clear()
    qtbot.keyClicks(tab.list.filter, "kerui")
    settle(qtbot, window)
    assert 0 < tab.list.model.total < tab.list.model.all
    tab.list.filter.setText("no such thing at all")
    settle(qtbot, window)
    assert tab.list.empty.isVisible()
    qtbot.mouseClick(tab.list.empty.button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert tab.list.model.total == tab.list.model.all


def test_header_click_sorts_and_copy_has_headers(window: Window, qtbot: QtBot) -> None:
    tab = window.tab(0)
    header = tab.list.table.horizontalHeader()
    keys = [column.key for column in tab.list.listing.columns]
    section = keys.index("values")
    x = header.sectionViewportPosition(section) + 5
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))
    settle(qtbot, window)
    values = [int(tab.list.model.text(row, section)) for row in range(tab.list.model.total)]
    assert values == sorted(values, reverse=True)
    tab.list.table.selectRow(0)
    tab.list.table.setFocus()
    qtbot.keyClick(tab.list.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Question and quarrel\tValues")
    assert len(lines) == 2


def test_chosen_figures_are_compared(window: Window, qtbot: QtBot) -> None:
    with closing(window.desk.library.reader()) as db:
        ids = [number for (number,) in db.execute("SELECT id FROM figure WHERE printed = '85' ORDER BY id")][:2]
        ids += [number for (number,) in db.execute("SELECT id FROM figure WHERE key = 'plan-2016.26'")]
    window.desk.compare([ids[0], 4, 20])
    settle(qtbot, window)
    view = window.tab(0).view
    assert view.heading.text() == "3 figures that you chose"
    assert "not comparable" in view.table.item(0, view.table.columnCount() - 1).text()
    assert not view.pages_below.isTabVisible(1)


def test_window_remembers_tab_and_filter(window: Window, qtbot: QtBot, library_path: Path, tmp_path: Path) -> None:
    tab = window.show_tab(1)
    settle(qtbot, window)
    tab.list.set_filter("kind:group")
    settle(qtbot, window)
    window.close()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    again = Window(Desk(Library.open(library_path)), settings)
    qtbot.addWidget(again)
    again.show()
    settle(qtbot, again)
    assert again.titles()[again.tabs.currentIndex()] == "Enterprises"
    assert again.tab(1).list.filter.text() == "kind:group"
    again.close()
