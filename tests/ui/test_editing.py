"""Records corrected, withdrawn, noted and undone through the dialogs, by real keys."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from rareearth_gui.ui.edit_dialog import ActDialog, EditDialog
from rareearth_gui.ui.window import Window
from tests.ui.test_conflicts import settle, until, window  # noqa: F401


def dialog(kind: type[ActDialog]) -> ActDialog | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


@pytest.fixture
def enterprises(window: Window, qtbot: QtBot) -> Window:  # noqa: F811
    window.show_tab(1)
    settle(qtbot, window)
    return window


def test_correction_is_kept_with_the_bundled_value_and_can_be_undone(enterprises: Window, qtbot: QtBot) -> None:
    tab = enterprises.tab(1)
    number, name = tab.list.current_id(), tab.list.model.text(0, 0)
    tab.panel.anchorClicked.emit(QUrl("act:Correct"))
    until(qtbot, lambda: dialog(EditDialog) is not None)
    shown = dialog(EditDialog)
    assert isinstance(shown, EditDialog)
    field = shown._fields["name"]
    field.clear()
    qtbot.keyClicks(field, "A better name")
    qtbot.keyClicks(shown.reason, "The register says so.")
    qtbot.mouseClick(shown.buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    until(qtbot, lambda: dialog(EditDialog) is None)
    settle(qtbot, enterprises)
    with closing(enterprises.desk.library.reader()) as db:
        assert db.execute("SELECT name FROM enterprise WHERE id = ?", (number,)).fetchone() == ("A better name",)
    assert name in tab.panel.toPlainText()
    history = enterprises.show_tab(enterprises.titles().index("History"))
    settle(qtbot, enterprises)
    qtbot.mouseClick(history.undo, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: history.list.model.total == 3)
    with closing(enterprises.desk.library.reader()) as db:
        assert db.execute("SELECT name FROM enterprise WHERE id = ?", (number,)).fetchone() == (name,)


def test_note_is_shown_on_its_record(enterprises: Window, qtbot: QtBot) -> None:
    tab = enterprises.tab(1)
    tab.panel.anchorClicked.emit(QUrl("act:Note"))
    until(qtbot, lambda: dialog(ActDialog) is not None)
    shown = dialog(ActDialog)
    assert shown is not None
    qtbot.keyClicks(shown.reason, "Ask them <b>again</b>.")
    qtbot.mouseClick(shown.buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    until(qtbot, lambda: dialog(ActDialog) is None)
    settle(qtbot, enterprises)
    assert "Ask them <b>again</b>." in tab.panel.toPlainText()
