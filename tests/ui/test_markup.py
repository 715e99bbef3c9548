"""Words of a library that look like markup: shown as they are wherever rich text is understood."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rareearth_gui.app import make_window
from rareearth_gui.ops import opinion
from rareearth_gui.store.opening import connect
from rareearth_gui.ui.explanation import Explanation
from rareearth_gui.ui.list_view import ListView
from rareearth_gui.ui.ruling_form import RulingForm
from rareearth_gui.ui.settling import SentencePage
from rareearth_gui.ui.side_by_side import SideBySideTable
from rareearth_gui.ui.source_view import SourceView
from rareearth_gui.ui.task_list import TaskList
from rareearth_gui.ui.tip import tip
from rareearth_gui.ui.window import Window

HOSTILE = "<b>Ore</b> & [S1](S2) <img src=x>"
SHOWN = "<b>Ore</b> & [S1⁆(S2) <img src=x>"


@pytest.fixture
def hostile(library_path: Path) -> Path:
    """Give every source of the library a title, a publisher and an edition that look like markup."""
    with closing(sqlite3.connect(library_path)) as connection, connection:
        connection.execute("UPDATE source SET title = ?1, publisher = ?1, series = ''", (HOSTILE,))
        connection.execute("UPDATE relation SET reason = ?", (HOSTILE,))
    return library_path


@pytest.fixture
def window(hostile: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = make_window(hostile, settings, merge=False)
    qtbot.addWidget(made)
    yield made
    made.close()


def shares(path: Path) -> opinion.Opinion:
    with closing(connect(path, write=False)) as connection:
        (asked,) = connection.execute("SELECT id FROM conflict ORDER BY rank DESC LIMIT 1").fetchone()
        return opinion.of_question(connection, asked)


def test_titles_in_prose_are_neither_markup_nor_links(window: Window, hostile: Path) -> None:
    found = shares(hostile)
    page = Explanation(window.desk, window)
    page.show_comparison(found.side)
    assert SHOWN in page.toPlainText()
    assert 'href="S2"' not in page.toHtml()
    assert "<img" not in page.toHtml()


def test_titles_in_the_safe_sentence_are_no_markup(window: Window, hostile: Path) -> None:
    found = shares(hostile)
    assert found.sentence is not None
    page = SentencePage(window.desk, window)
    page.show_sentence(found.sentence)
    assert HOSTILE in page.text.toPlainText()
    assert "<img" not in page.text.toHtml()


def test_tool_tips_of_titles_are_no_markup(window: Window, hostile: Path) -> None:
    found = shares(hostile)
    table = SideBySideTable(window)
    table.show_comparison(found.side)
    assert table.horizontalHeaderItem(0).toolTip() == tip(HOSTILE)
    tips = {table.item(row, 0).toolTip() for row in range(1, table.rowCount())}
    assert tip(HOSTILE) in tips
    assert all(not words or words.startswith("<qt>") for words in tips)
    form = RulingForm(window.desk, window)
    assert found.question is not None
    assert found.standing is not None
    form.show_standing(found.question, found.side, found.standing, found.seen)
    assert all("&lt;b&gt;" in box.toolTip() for box in form._stands.values())


def test_labels_that_repeat_what_was_typed_or_read_are_plain(window: Window) -> None:
    window.show()
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
    plain = Qt.TextFormat.PlainText
    shown = [view.count for view in window.findChildren(ListView)]
    shown += [tasks.count for tasks in window.findChildren(TaskList)]
    shown += [label for view in window.findChildren(SourceView) for label in (view.place, view.note)]
    assert len(shown) > window.tabs.count()
    assert all(label.textFormat() == plain for label in shown)


def test_tip_of_nothing_is_none() -> None:
    assert tip("") == ""
