"""The plan tasks tab by its real clicks and keys: the tree, the filter, and the record of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QSettings, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolButton

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.listing import Token
from rareearth_gui.ops.plan import ROOT
from rareearth_gui.ui import theme
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.tabs.plan_tasks import PlanTasksTab, make
from rareearth_gui.ui.task_model import BADGE, COLUMNS, TARGET_COLUMN, TREE_COLUMN

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LONG = 10_000
PLAN = "Rare Earth Industry Development Plan (2016-2020)"


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> PlanTasksTab:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    return shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk, settings: QSettings | None = None) -> PlanTasksTab:
    made = make(desk)
    assert isinstance(made, PlanTasksTab)
    qtbot.addWidget(made)
    if settings is not None:
        made.restore(settings)
    made.resize(1280, 800)
    made.show()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, tab: PlanTasksTab) -> None:
    for _ in range(2):
        qtbot.wait(60)
        qtbot.waitUntil(lambda: not tab.desk.jobs.busy, timeout=LONG)


def visible(tab: PlanTasksTab) -> list[str]:
    """List what a reader sees, from the top."""
    tree, titles = tab.tree, []
    index = tree.model().index(0, 0)
    while index.isValid():
        titles.append(str(index.siblingAtColumn(TREE_COLUMN).data()))
        index = tree.indexBelow(index)
    return titles


def task(tab: PlanTasksTab, title: str) -> int:
    return next(number for number in tab.tree.plan.rows if tab.tree.plan.cell(number, "title") == title)


def title(tab: PlanTasksTab) -> str:
    return str(tab.tree.currentIndex().siblingAtColumn(TREE_COLUMN).data())


def test_first_start_shows_the_plan_down_to_its_tasks(tab: PlanTasksTab) -> None:
    seen = visible(tab)
    assert seen[0] == PLAN
    assert {"Key tasks", "Resources and ecology", "Resource management", "High-value utilisation"} < set(seen)
    assert "Cap on yearly mining" not in seen
    assert 40 < len(seen) < 70
    assert tab.list.count.text() == f"{len(tab.tree.plan.rows)}"
    assert title(tab) == "The plan itself"
    assert tab.panel.toPlainText().startswith("The plan itself")


def test_model_is_sound(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(
        tab.tree.tasks, QAbstractItemModelTester.FailureReportingMode.Warning, tab
    )  # qt_log_level_fail makes a warning a failure
    tab.list.set_filter("magnet")
    settle(qtbot, tab)
    tab.list.set_filter("")
    settle(qtbot, tab)
    assert tester.model() is tab.tree.tasks


def test_keys_unfold_fold_and_walk(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tree = tab.tree
    tree.setFocus()
    tree.reveal(task(tab, "Resource management"))
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert "Cap on yearly mining" in visible(tab)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    settle(qtbot, tab)
    assert tab.panel.toPlainText().startswith(title(tab))
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert title(tab) == "Resource management"
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert "Cap on yearly mining" not in visible(tab)


def test_everything_is_unfolded_and_folded_by_buttons_and_keys(tab: PlanTasksTab, qtbot: QtBot) -> None:
    folded = len(visible(tab))
    buttons = {button.text(): button for button in tab.list.findChildren(QToolButton)}
    qtbot.mouseClick(buttons["Expand"], Qt.MouseButton.LeftButton)
    every = len(tab.tree.plan.rows) + len(tab.tree.plan.documents)
    assert len(visible(tab)) == every
    tab.tree.reveal(task(tab, "Cap on yearly mining"))
    qtbot.mouseClick(buttons["Fold"], Qt.MouseButton.LeftButton)
    assert len(visible(tab)) == folded
    assert title(tab) == "Resource management", "the cursor goes to what is still seen"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    tab.tree.setFocus()
    qtbot.keyClick(tab.tree, Qt.Key.Key_Right, both)
    assert len(visible(tab)) == every


def test_filter_shows_matches_under_what_they_are_part_of(tab: PlanTasksTab, qtbot: QtBot) -> None:
    qtbot.keyClicks(tab.list.filter, 'title:"scarce elements"')
    qtbot.waitUntil(lambda: " of " in tab.list.count.text(), timeout=LONG)
    settle(qtbot, tab)
    assert visible(tab) == [
        PLAN,
        "Key tasks",
        "Green and smart transformation",
        "Green application",
        "Low-cost magnets",
        "Replace scarce elements",
    ]
    assert tab.list.count.text() == f"1 of {len(tab.tree.plan.rows)}"
    assert title(tab) == "Replace scarce elements"
    assert "Targets (2)" in tab.panel.toPlainText()


def test_cleared_filter_gives_back_what_was_unfolded(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.tree.collapse(tab.tree.tasks.index_of(task(tab, "Safeguards")))
    before = visible(tab)
    tab.list.set_filter("kind:safeguard")
    settle(qtbot, tab)
    assert visible(tab) != before
    tab.tree.reveal(task(tab, "Safeguards"))
    tab.list.set_filter("")
    settle(qtbot, tab)
    assert visible(tab) == before


def test_facet_narrows_as_everywhere(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.list.facets.picked.emit(Token("kind", ":", "box"))
    settle(qtbot, tab)
    assert tab.list.filter.text() == "kind:box"
    assert tab.list.count.text().startswith("6 of ")


def test_no_match_says_so_and_offers_one_button(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.list.set_filter("no such words")
    settle(qtbot, tab)
    assert tab.list.empty.words.text() == "No plan tasks match “no such words”."
    assert not tab.tree.isVisible()
    qtbot.mouseClick(tab.list.empty.button, Qt.MouseButton.LeftButton)
    settle(qtbot, tab)
    assert tab.tree.isVisible()
    assert tab.list.count.text() == f"{len(tab.tree.plan.rows)}"


def test_unknown_column_is_named(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.list.set_filter("colour:red")
    settle(qtbot, tab)
    assert "no column “colour”" in tab.list.count.text()


def test_target_has_its_words_and_the_badge_of_its_conflict(tab: PlanTasksTab) -> None:
    tasks = tab.tree.tasks
    cap = tasks.index_of(task(tab, "Cap on yearly mining"), TARGET_COLUMN)
    assert str(cap.data()).lower() == "within 140,000 tons"
    kerui = tasks.index_of(task(tab, "Kerui quenched powder, first phase"), TARGET_COLUMN)
    assert "value" in str(kerui.data(BADGE))
    assert "In conflict: " in str(kerui.data(Qt.ItemDataRole.AccessibleTextRole))


def test_record_leads_to_figure_and_lead(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.desk.go(Kind.TASK, task(tab, "Kerui quenched powder, first phase"))
    tab.show_record(Kind.TASK, task(tab, "Kerui quenched powder, first phase"))
    settle(qtbot, tab)
    html = tab.panel.toHtml()
    (figure,) = [part.split('"')[0] for part in html.split('href="')[1:] if part.startswith("F")][:1]
    for key, kind in ((figure, Kind.FIGURE), (href(html, "E"), Kind.ENTERPRISE)):
        with qtbot.waitSignal(tab.desk.opened, timeout=LONG) as opened:
            tab.panel.anchorClicked.emit(QUrl(key))
        assert opened.args[0][0] is kind


def href(html: str, letter: str) -> str:
    return next(part.split('"')[0] for part in html.split('href="')[1:] if part.startswith(letter))


def test_target_is_one_key_away(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.tree.setFocus()
    tab.tree.reveal(task(tab, "Cap on yearly mining"))
    with qtbot.waitSignal(tab.desk.opened, timeout=LONG) as opened:
        qtbot.keyClick(tab.tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.args[0][0] is Kind.FIGURE
    tab.tree.reveal(task(tab, "Green upstream"))
    with qtbot.waitSignal(tab.desk.said, timeout=LONG):
        qtbot.keyClick(tab.tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_task_that_is_asked_for_is_unfolded_and_a_filter_lifted(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.list.set_filter("kind:box")
    settle(qtbot, tab)
    tab.show_record(Kind.TASK, task(tab, "Permanent magnets"))
    settle(qtbot, tab)
    settle(qtbot, tab)
    assert title(tab) == "Permanent magnets"
    assert tab.list.filter.text() == ""
    assert tab.panel.toPlainText().startswith("Permanent magnets")
    assert "Box 2 item 1" in tab.panel.toPlainText()


def test_document_is_told_as_a_source(tab: PlanTasksTab, qtbot: QtBot) -> None:
    document = tab.tree.plan.branches[ROOT][1]
    tab.tree.reveal(document)
    settle(qtbot, tab)
    assert tab.panel.toPlainText().startswith("Twelfth China Baotou")
    assert "source S" in tab.panel.toPlainText()


def test_rows_are_copied_with_headers(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.tree.setFocus()
    tab.tree.reveal(task(tab, "Cap on yearly mining"))
    qtbot.keyClick(tab.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    header, row = QGuiApplication.clipboard().text().split("\n")
    assert header.split("\t")[:6] == ["Place", "Task", "Kind", "Lead", "Deadline", "Target"]
    assert row.split("\t")[1] == "Cap on yearly mining"


def test_enter_leads_to_the_record(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.tree.setFocus()
    qtbot.keyClick(tab.tree, Qt.Key.Key_Return)
    assert tab.panel.hasFocus()


def test_columns_are_chosen(tab: PlanTasksTab, qtbot: QtBot) -> None:
    summary = next(place for place, column in enumerate(COLUMNS) if column.key == "summary")
    assert tab.tree.isColumnHidden(summary)
    next(action for action in tab.tree.columns.actions() if action.data() == summary).trigger()
    assert not tab.tree.isColumnHidden(summary)


def test_filter_columns_and_split_come_back(tab: PlanTasksTab, qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    tab.list.set_filter("kind:goal")
    settle(qtbot, tab)
    tab.tree.setColumnWidth(TREE_COLUMN, 222)
    tab.split.setSizes([500, 780])
    tab.save(settings)
    again = shown(qtbot, desk, settings)
    assert again.list.filter.text() == "kind:goal"
    assert again.list.count.text() == tab.list.count.text()
    assert again.tree.columnWidth(TREE_COLUMN) == 222
    assert again.split.sizes()[1] > again.split.sizes()[0]


def test_columns_use_the_room_until_a_person_gives_one_a_width(tab: PlanTasksTab, qtbot: QtBot) -> None:
    wide = tab.tree.columnWidth(TREE_COLUMN)
    tab.resize(1024, 600)
    qtbot.wait(20)
    narrow = tab.tree.columnWidth(TREE_COLUMN)
    assert narrow < wide
    tab.tree.header().resizeSection(TREE_COLUMN, 350)
    tab.resize(1280, 800)
    qtbot.wait(20)
    assert tab.tree.columnWidth(TREE_COLUMN) == 350


def test_later_plan_keeps_place_and_what_is_unfolded(tab: PlanTasksTab, qtbot: QtBot) -> None:
    tab.tree.reveal(task(tab, "Cap on yearly mining"))
    before = visible(tab)
    tab.desk.changed.emit(frozenset({Kind.TASK}))
    settle(qtbot, tab)
    assert visible(tab) == before
    assert title(tab) == "Cap on yearly mining"


def test_looks_are_followed(tab: PlanTasksTab, qtbot: QtBot) -> None:
    index = tab.tree.tasks.index(0, 0, QModelIndex())
    colours = []
    for look in (theme.LIGHT, theme.DARK):
        tab.desk.set_theme(look)
        colours.append(index.data(Qt.ItemDataRole.ForegroundRole).name().upper())
    assert colours == [theme.LIGHT.muted, theme.DARK.muted]
