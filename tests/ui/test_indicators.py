"""The indicators tab by its real clicks and keys: pick, switch off, narrow, follow, save."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ui import plot_saving, theme
from rareearth_gui.ui.plots.interval_plot import IntervalPlot
from rareearth_gui.ui.plots.series_plot import SeriesPlot
from rareearth_gui.ui.tabs.indicators import IndicatorsTab, Scope
from tests.ui.indicator_bench import LEFT, LONG, click_box, drawn, open_window, pick, settle, show, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from rareearth_gui.ui.window import Window


@pytest.fixture
def window(qtbot: QtBot, library_path: Path, tmp_path: Path) -> Iterator[Window]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    made = open_window(qtbot, library_path, tmp_path)
    yield made
    made.close()


@pytest.fixture
def tab(window: Window) -> IndicatorsTab:
    found = window.tab(window.titles().index("Indicators"))
    assert isinstance(found, IndicatorsTab)
    return found


def test_opens_on_a_real_series_with_its_figures_under_it(tab: IndicatorsTab) -> None:
    assert tab.view.name.text() == "Mine production"
    assert tab.view.pickers.boxes["place"].currentText() in ("China", "World")
    assert isinstance(tab.view.plots.plot, SeriesPlot)
    assert len(drawn(tab)) > 20
    assert tab.figures.filter.text() == 'indicator="Mine production"'
    assert tab.figures.model.total > 70
    assert tab.figures.model.text(0, 3).startswith("202")  # the latest period first


def test_unticking_a_source_redraws_and_says_what_it_changes(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    pick(qtbot, window, tab, "place", "China")
    before = len(drawn(tab))
    assert "5 periods disagree" in tab.view.says.text()
    click_box(qtbot, window, tab, "BGS WMS")
    assert "Without BGS WMS: 5 of 22 periods no longer disagree" in tab.view.says.text()
    assert len(drawn(tab)) == before - int(source(tab, "BGS WMS").text(1))
    click_box(qtbot, window, tab, "BGS WMS")
    assert len(drawn(tab)) == before


def test_space_switches_a_source_and_the_menu_brings_all_back(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    tree, before = tab.view.switch.tree, len(drawn(tab))
    tree.setFocus()
    tree.setCurrentItem(tree.topLevelItem(0))
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert tab.view.says.text().startswith("Without ")
    tab.view.switch.only.trigger()
    settle(qtbot, window)
    assert len(tab.view.switch.hidden) == tree.topLevelItemCount() - 1
    tab.view.switch.all.trigger()
    settle(qtbot, window)
    assert len(drawn(tab)) == before


def test_without_any_source_there_is_a_sentence(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    for number in range(tab.view.switch.tree.topLevelItemCount()):
        item = tab.view.switch.tree.topLevelItem(number)
        assert item is not None
        click_box(qtbot, window, tab, item.text(0))
    assert tab.view.says.text().startswith("Every source is switched off")


def test_the_pick_of_an_indicator_is_kept(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    pick(qtbot, window, tab, "place", "China")
    show(qtbot, window, "Reserves")
    show(qtbot, window, "Mine production")
    assert tab.view.pickers.boxes["place"].currentText() == "China"


def test_undated_figures_stand_side_by_side(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    show(qtbot, window, "Share of reserves")
    pick(qtbot, window, tab, "place", "Baotou")
    assert isinstance(tab.view.plots.plot, IntervalPlot)
    assert "No figure here says on which period it is" in tab.view.says.text()
    before = len(drawn(tab))
    click_box(qtbot, window, tab, "China Daily 2016")
    assert len(drawn(tab)) == before - 1


def test_a_target_is_drawn_with_the_fact(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    show(qtbot, window, "R&D share of operating income")
    assert {figure.question.modality for figure in drawn(tab)} == {"share", "target"}


def test_the_table_lists_the_series_the_indicator_or_all(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    of_indicator = tab.figures.model.total
    qtbot.mouseClick(tab.scopes.button(Scope.SERIES), LEFT)
    settle(qtbot, window)
    assert tab.figures.model.total == len(drawn(tab)) < of_indicator
    qtbot.mouseClick(tab.scopes.button(Scope.ALL), LEFT)
    settle(qtbot, window)
    assert tab.figures.filter.text() == ""
    assert tab.figures.model.total == tab.figures.model.all > of_indicator
    show(qtbot, window, "Reserves")
    assert tab.figures.filter.text() == 'indicator="Reserves"'
    assert tab.scope is Scope.INDICATOR


def test_words_in_the_filter_of_the_table_stay(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    tab.figures.filter.clear()
    qtbot.keyClicks(tab.figures.filter, "2018")
    settle(qtbot, window)
    assert tab.scope is Scope.ALL
    show(qtbot, window, "Reserves")
    assert tab.figures.filter.text() == '2018 indicator="Reserves"'


def test_no_indicator_selected_lists_all_figures(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    table = tab.list.table
    where = table.visualRect(table.currentIndex()).center()
    qtbot.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, where)
    settle(qtbot, window)
    assert tab.view.number is None
    assert tab.view.pages.currentIndex() == 0
    assert tab.figures.filter.text() == ""
    qtbot.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, where)
    settle(qtbot, window)
    assert tab.view.name.text() == "Mine production"
    assert tab.figures.filter.text() == 'indicator="Mine production"'


def test_a_mark_leads_to_its_figure(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    plot = tab.view.plots.plot
    assert plot is not None
    wanted = plot.figures[0].id
    place = plot.place_of(wanted)
    assert place is not None
    canvas = plot._canvas.viewport()
    with qtbot.waitSignal(window.desk.opened, timeout=LONG) as opened:
        qtbot.mouseClick(canvas, LEFT, pos=canvas.mapFrom(plot, place))
    assert opened.args == [(Kind.FIGURE, wanted)]
    settle(qtbot, window)


def test_enter_in_the_table_leads_to_the_figure_and_back(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    table, here = tab.figures.table, window.tabs.currentIndex()
    table.setFocus()
    number = tab.figures.current_id()
    with qtbot.waitSignal(window.desk.opened, timeout=LONG) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [(Kind.FIGURE, number)]
    settle(qtbot, window)
    window.desk.back()
    settle(qtbot, window)
    assert window.tabs.currentIndex() == here
    assert tab.view.name.text() == "Mine production"


def test_rows_are_compared(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    table = tab.figures.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(window.desk.compared, timeout=LONG) as compared:
        qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(compared.args[0]) == 2
    settle(qtbot, window)


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_plot_is_saved_with_its_sources(
    window: Window, tab: IndicatorsTab, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    asked: list[str] = []

    def name(_parent: object, _title: str, suggested: str, _formats: str) -> tuple[str, str]:
        asked.append(suggested)
        return str(tmp_path / "plot"), f"(*.{ending})"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    qtbot.mouseClick(tab.view.save, LEFT)
    assert asked == ["world-mine-production-mine-output.png"]
    made = (tmp_path / f"plot.{ending}").read_bytes()
    assert made.startswith(b"\x89PNG" if ending == "png" else b"<?xml")
    assert ending == "png" or b"Mineral Commodity Summaries" in made
    assert tab.view.plots.saving in tab.view.plots.menu.actions()


def test_a_plot_that_cannot_be_saved_is_refused(
    window: Window, tab: IndicatorsTab, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[object] = []
    monkeypatch.setattr(window.errors, "show_error", refused.append)
    window.desk.jobs.refused.disconnect()
    window.desk.jobs.refused.connect(refused.append)
    plot_saving.save(tab.desk, tab.view.plots.plot, tmp_path / "missing" / "plot.png")
    assert len(refused) == 1


def test_theme_reaches_plot_and_switch(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    window.set_look("dark")
    plot = tab.view.plots.plot
    assert plot is not None
    assert plot.colours.background == theme.DARK.base
    window.set_look("light")
    assert plot.colours.background == theme.LIGHT.base


def test_a_record_is_shown_though_it_is_filtered_out(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    show(qtbot, window, "Reserves")
    number = tab.view.number
    assert number is not None
    tab.list.set_filter('name="Patents"')
    settle(qtbot, window)
    window.desk.go(Kind.INDICATOR, number)
    settle(qtbot, window)
    assert tab.view.name.text() == "Reserves"
    assert tab.list.current_id() == number


def test_what_was_shown_is_there_after_a_restart(qtbot: QtBot, library_path: Path, tmp_path: Path) -> None:
    first = open_window(qtbot, library_path, tmp_path)
    show(qtbot, first, "Reserves")
    first.tab(first.tabs.currentIndex()).list.set_filter("")
    settle(qtbot, first)
    first.close()
    second = open_window(qtbot, library_path, tmp_path)
    assert second.titles()[second.tabs.currentIndex()] == "Indicators"
    tab = second.tab(second.tabs.currentIndex())
    assert tab.view.name.text() == "Reserves"
    assert tab.figures.filter.text() == 'indicator="Reserves"'
    second.close()


def test_changed_figures_are_asked_for_again(window: Window, tab: IndicatorsTab, qtbot: QtBot) -> None:
    before = tab.view.now
    window.desk.changed.emit(frozenset({Kind.FIGURE}))
    settle(qtbot, window)
    assert tab.view.now is not before
    assert tab.view.name.text() == "Mine production"
    assert tab.figures.filter.text() == 'indicator="Mine production"'


def test_building_the_tab_loads_no_plot() -> None:
    code = "import sys, rareearth_gui.ui.tabs.indicators; assert not {'pyqtgraph', 'numpy'} & set(sys.modules)"
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)
