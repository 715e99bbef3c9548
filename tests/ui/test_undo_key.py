"""Undo in the Edit menu: the last edit by its key, never instead of what a box undoes itself."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import edit
from rareearth_gui.store.library import Library
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.window import Window
from tests.ui.test_conflicts import settle, window  # noqa: F401

CONTROL = Qt.KeyboardModifier.ControlModifier


def name(window: Window, number: int) -> str:  # noqa: F811
    with closing(window.desk.library.reader()) as db:
        return str(db.execute("SELECT name FROM enterprise WHERE id = ?", (number,)).fetchone()[0])


def correct(window: Window, qtbot: QtBot, number: int, better: str) -> None:  # noqa: F811
    window.desk.jobs.write(lambda db: edit.correct(db, Kind.ENTERPRISE, number, {"name": better}, "seen"), None)
    settle(qtbot, window)
    window.desk.changed.emit(frozenset(Kind))
    settle(qtbot, window)


def test_nothing_to_undo_is_said(window: Window, qtbot: QtBot) -> None:  # noqa: F811
    settle(qtbot, window)
    assert not window.undo.isEnabled()
    assert "no edit" in window.undo.toolTip()


def test_edits_are_undone_one_after_the_other_and_shown(window: Window, qtbot: QtBot) -> None:  # noqa: F811
    was = name(window, 1)
    correct(window, qtbot, 1, "First")
    correct(window, qtbot, 1, "Second")
    qtbot.waitActive(window)
    assert "E1 “Second”" in window.undo.text()
    window.tab(0).list.table.setFocus()
    qtbot.keyClick(window.tab(0).list.table, Qt.Key.Key_Z, CONTROL)
    settle(qtbot, window)
    assert name(window, 1) == "First"
    assert window.titles()[window.tabs.currentIndex()] == "Enterprises"
    panel = window.tab(1).panel
    panel.setFocus()
    qtbot.keyClick(panel, Qt.Key.Key_Z, CONTROL)
    settle(qtbot, window)
    assert name(window, 1) == was
    assert not window.undo.isEnabled()


def test_box_keeps_the_key_for_what_was_typed(window: Window, qtbot: QtBot) -> None:  # noqa: F811
    correct(window, qtbot, 1, "First")
    qtbot.waitActive(window)
    box = window.tab(0).list.filter
    box.setFocus()
    box.clear()
    qtbot.keyClicks(box, "reserves")
    qtbot.keyClick(box, Qt.Key.Key_Z, CONTROL)
    settle(qtbot, window)
    assert box.text() != "reserves"
    assert name(window, 1) == "First"


def test_library_that_another_holds_says_why(qtbot: QtBot, library_path: Path, tmp_path: Path) -> None:
    holder = Library.open(library_path)
    held = Library.open(library_path)
    assert not held.writable
    made = Window(Desk(held), QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, made)
    assert not made.undo.isEnabled()
    assert "reading only" in made.undo.toolTip()
    made.close()
    holder.close()
