"""Records corrected, withdrawn, noted and undone through the dialogs, by real keys."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ui.edit_dialog import TYPING_MS, ActDialog, EditDialog
from rareearth_gui.ui.entries import RecordPicker
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


@pytest.fixture
def form(window: Window, qtbot: QtBot) -> EditDialog:  # noqa: F811
    """Open the form of a figure whose place is Baotou."""
    with closing(window.desk.library.reader()) as db:
        (number,) = db.execute("SELECT id FROM figure WHERE key = 'ecns-2016.02'").fetchone()
    window.desk.go(Kind.FIGURE, number)
    settle(qtbot, window)
    window.tab(5).panel.anchorClicked.emit(QUrl("act:Correct"))
    until(qtbot, lambda: dialog(EditDialog) is not None)
    shown = dialog(EditDialog)
    assert isinstance(shown, EditDialog)
    qtbot.waitActive(shown)
    return shown


def save(form: EditDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.desk.jobs.busy)


def test_records_are_chosen_by_name_and_saved_by_key(window: Window, form: EditDialog, qtbot: QtBot) -> None:  # noqa: F811
    picker = form._fields["place"]
    assert isinstance(picker, RecordPicker)
    assert picker.currentText() == "Baotou (包头) — baotou"
    picker.setFocus()
    picker.lineEdit().selectAll()
    qtbot.keyClicks(picker, "inner mong")
    popup = picker.completer().popup()
    until(qtbot, popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert picker.key() == "inner-mongolia"
    qtbot.keyClicks(form.reason, "Of the region.")
    save(form, qtbot)
    settle(qtbot, window)
    with closing(window.desk.library.reader()) as db:
        sql = "SELECT place FROM question JOIN figure f ON f.question_id = question.id WHERE f.key = 'ecns-2016.02'"
        assert db.execute(sql).fetchone() == ("inner-mongolia",)


def test_name_in_full_or_a_key_means_its_record(form: EditDialog, qtbot: QtBot) -> None:
    picker = form._fields["indicator"]
    assert isinstance(picker, RecordPicker)
    for words, key in (
        ("reserves", "reserves"),
        ("Mine production", "mine-production"),
        ("no such thing", "no such thing"),
    ):
        picker.setFocus()
        picker.lineEdit().selectAll()
        qtbot.keyClicks(picker, words)
        picker.completer().popup().hide()
        form.reason.setFocus()
        assert picker.key() == key
    form.reject()


def test_wrong_entries_are_told_beside_their_fields_before_saving(
    window: Window,  # noqa: F811
    form: EditDialog,
    qtbot: QtBot,
) -> None:
    number, place = form._entries["number"], form._entries["place"]
    number.editor.setFocus()
    number.editor.selectAll()
    qtbot.keyClicks(number.editor, "43,5")
    until(qtbot, number.fault.isVisible)
    assert number.fault.text().startswith("Number '43,5' is not")
    assert not place.fault.isVisible()
    place.editor.lineEdit().selectAll()
    qtbot.keyClicks(place.editor, "Bao")
    qtbot.wait(2 * TYPING_MS)
    assert not place.fault.isVisible()  # while there is a choice
    qtbot.keyClicks(place.editor, "x")
    until(qtbot, place.fault.isVisible)
    assert "Baox" in place.fault.text()
    save(form, qtbot)
    assert form.isVisible()
    assert form.needed.isVisible()
    assert number.editor.hasFocus()
    number.editor.selectAll()
    qtbot.keyClicks(number.editor, "43.5")
    until(qtbot, number.fault.isHidden)
    with closing(window.desk.library.reader()) as db:
        assert db.execute("SELECT count(*) FROM audit").fetchone() == (1,)
    form.reject()


def test_new_record_says_what_it_needs_only_when_it_is_saved(window: Window, qtbot: QtBot) -> None:  # noqa: F811
    next(action for action in window.findChildren(QAction) if action.text() == "Add figure…").trigger()
    until(qtbot, lambda: dialog(EditDialog) is not None)
    shown = dialog(EditDialog)
    assert isinstance(shown, EditDialog)
    assert not any(entry.fault.isVisible() for entry in shown._entries.values())
    save(shown, qtbot)
    needed = {column for column, entry in shown._entries.items() if entry.fault.isVisible()}
    assert needed == {"printed", "number", "unit", "source", "indicator"}
    assert shown._entries["source"].fault.text() == "Source is needed."
    shown.reject()


def test_wheel_over_a_choice_changes_nothing(form: EditDialog, qtbot: QtBot) -> None:
    unit = form._fields["unit"]
    was, place = unit.currentText(), QPointF(unit.rect().center())
    event = QWheelEvent(
        place,
        QPointF(unit.mapToGlobal(place)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(unit, event)
    assert unit.currentText() == was
    form.reject()
