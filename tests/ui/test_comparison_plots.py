"""The waterfall, the copies and the source switches by real clicks: what is drawn, where it leads, what stays."""

import gc
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops.compare import lay_out
from rareearth_gui.ops.waterfall import waterfall
from rareearth_gui.store.library import Library
from rareearth_gui.ui import theme
from rareearth_gui.ui.comparison import ComparisonView
from rareearth_gui.ui.comparison_plots import COPIES, DENOMINATORS, INTERVALS, WATERFALL
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.plots.copies_plot import CopiesPlot
from rareearth_gui.ui.plots.plot import Plot
from rareearth_gui.ui.plots.waterfall_plot import WaterfallPlot
from rareearth_gui.ui.window import Window
from tests.samples import case, figure, source

LONG = 10_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, library_path: Path, tmp_path: Path) -> Iterator[Window]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    gc.collect()  # plots of the test before: their menus must not go while a style is set on all widgets
    theme.apply(app, theme.LIGHT)
    desk = Desk(Library.open(library_path))
    made = Window(desk, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    settle(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def view(window: Window) -> ComparisonView:
    shown = window.tab(0).view
    assert isinstance(shown, ComparisonView)
    return shown


def settle(qtbot: QtBot, window: Window) -> None:
    for _ in range(2):
        qtbot.wait(60)
        qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=LONG)


def turn(view: ComparisonView, qtbot: QtBot, place: int) -> Plot:
    """Click on a plot's tab and give the plot, painted."""
    bar = view.plots.tabBar()
    qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())
    assert view.plots.currentIndex() == place
    plot = view.plots.plot
    assert plot is not None
    qtbot.wait(30)
    plot.grab()
    return plot


def click(plot: Plot, qtbot: QtBot, place: QPoint) -> None:
    """Click where a mark stands."""
    viewport = plot._canvas.viewport()
    qtbot.mouseClick(viewport, LEFT, pos=viewport.mapFrom(plot, place))


def show(view: ComparisonView, window: Window, qtbot: QtBot, words: str) -> None:
    with closing(window.desk.library.reader()) as db:
        (number,) = db.execute("SELECT id FROM question WHERE title = ?", (words,)).fetchone()
    view.show_question(number)
    settle(qtbot, window)


def chip(view: ComparisonView, label: str) -> int:
    return next(n for n, one in enumerate(view.chips.chips) if one.accessibleName() == label)


def untick(view: ComparisonView, window: Window, qtbot: QtBot, label: str) -> None:
    box = view.chips.chips[chip(view, label)]
    assert box.isVisible()
    qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    settle(qtbot, window)


def columns(view: ComparisonView) -> dict[str, str]:
    """Give the block of each column by its head."""
    count = view.table.columnCount()
    return {view.table.horizontalHeaderItem(n).text(): view.table.item(0, n).text() for n in range(count)}


def test_plots_are_drawn_when_first_shown(view: ComparisonView, qtbot: QtBot) -> None:
    assert view.plots._stale == {DENOMINATORS, WATERFALL, COPIES}
    turn(view, qtbot, COPIES)
    assert view.plots._stale == {DENOMINATORS, WATERFALL}


def test_waterfall_goes_from_30_to_38_over_the_denominator(view: ComparisonView, qtbot: QtBot) -> None:
    plot = turn(view, qtbot, WATERFALL)
    assert isinstance(plot, WaterfallPlot)
    assert [bar.label for bar in plot._bars] == [
        "China Daily 2016",
        "Numerator",
        "Denominator",
        "Rounding",
        "zjdjkj.com 2017",
    ]
    assert [bar.words for bar in plot._bars] == ["30 percent", "0 points", "+8.29 points", "−0.292 points", "38%"]
    assert "113.6 Mt (USGS MCS 2011)" in plot._bars[2].aside
    assert [entry.text for entry in plot.entries()] == ["printed figure", "adds", "takes away"]


def test_click_on_a_step_leads_to_what_it_rests_on(window: Window, view: ComparisonView, qtbot: QtBot) -> None:
    plot = turn(view, qtbot, WATERFALL)
    whole = next(one for one in plot.figures if one.key == "usgs-mcs-2011.04")
    place = plot.place_of(whole.id)
    assert place is not None
    with qtbot.waitSignal(window.desk.opened, timeout=LONG) as opened:
        click(plot, qtbot, place)
    assert opened.args[0] == (Kind.FIGURE, whole.id)


def test_other_pair_is_picked(view: ComparisonView, qtbot: QtBot) -> None:
    plot = turn(view, qtbot, WATERFALL)
    assert isinstance(plot, WaterfallPlot)
    page = view.plots._waterfall
    assert page.pickers.isVisible()
    page.end.setFocus()
    qtbot.keyClick(page.end, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: plot._bars[-1].words == page.end.currentText().partition(",")[0])
    assert plot._bars[0].words == "30 percent"
    assert plot._bars[-1].words != "38%"


def test_two_figures_need_no_pickers(window: Window, view: ComparisonView, qtbot: QtBot) -> None:
    show(view, window, qtbot, "China, mine production, 2014")
    assert not view.plots.isTabVisible(DENOMINATORS)
    plot = turn(view, qtbot, WATERFALL)
    assert isinstance(plot, WaterfallPlot)
    assert not view.plots._waterfall.pickers.isVisible()
    assert [bar.label for bar in plot._bars][1:-1] == ["Rounding", "Not explained"]


def test_one_figure_has_no_difference(qtbot: QtBot) -> None:
    plot = WaterfallPlot()
    qtbot.addWidget(plot)
    plot.show_waterfall(None, "")
    plot.resize(600, 300)
    plot.show()
    assert plot._empty.isVisible()


def test_small_difference_stands_on_a_cut_axis(qtbot: QtBot) -> None:
    plot = WaterfallPlot()
    qtbot.addWidget(plot)
    judged = case(figure(83, id=1), figure(87, id=2))
    plot.show_waterfall(waterfall(judged, *judged.figures), "Share")
    assert "the axis does not start at 0" in [entry.text for entry in plot.entries()]
    other = case(figure(30, id=1), figure(38, id=2))
    plot.show_waterfall(waterfall(other, *other.figures), "Share")
    assert "the axis does not start at 0" not in [entry.text for entry in plot.entries()]


def test_copies_are_hollow_and_lead_to_their_words(window: Window, view: ComparisonView, qtbot: QtBot) -> None:
    plot = turn(view, qtbot, COPIES)
    assert len(plot.figures) == 6
    assert isinstance(plot, CopiesPlot)
    words = [entry.text for entry in plot.entries()]
    assert "zjdjkj.com 2017: 2 mentions" in words
    assert "hollow: copy, not counted" in words
    copy = next(one for one in plot.figures if one.key == "xiangtanshizx-2017.01")
    place = plot.place_of(copy.id)
    assert place is not None
    with qtbot.waitSignal(window.desk.opened, timeout=LONG) as opened:
        click(plot, qtbot, place)
    assert opened.args[0] == (Kind.FIGURE, copy.id)


def test_undated_mention_stands_in_its_strip(qtbot: QtBot) -> None:
    plot = CopiesPlot()
    qtbot.addWidget(plot)
    dates = ("2016-11-05", "2017", "", "not a date")
    judged = case(*(figure(30 + n, id=n, of=source(n, issued=day)) for n, day in enumerate(dates, 1)))
    plot.show_mentions(lay_out(judged, judged.figures, ()), "Share")
    plot.resize(700, 400)
    plot.show()
    qtbot.waitExposed(plot)
    plot.grab()
    view = plot._canvas.getViewBox().mapRectToItem(plot._canvas.getPlotItem(), plot._canvas.getViewBox().rect())
    aside = {hit.figure.id: hit.spot.x() > view.right() for hit in plot._hits}
    assert aside == {1: False, 2: False, 3: True, 4: True}
    assert any("not known" in hit.aside for hit in plot._hits)


def test_mentions_without_any_date_are_drawn(qtbot: QtBot) -> None:
    plot = CopiesPlot()
    qtbot.addWidget(plot)
    judged = case(figure(30, id=1, of=source(1, issued="")), figure(38, id=2, of=source(2, issued="")))
    plot.show_mentions(lay_out(judged, judged.figures, ()), "Share")
    plot.resize(700, 400)
    plot.show()
    qtbot.waitExposed(plot)
    plot.grab()
    assert len(plot._hits) == 2


def test_source_switched_off_is_left_out_at_once_and_stays_listed(
    window: Window, view: ComparisonView, qtbot: QtBot
) -> None:
    assert not view.all_on.isVisible()
    untick(view, window, qtbot, "China Daily 2016")
    assert view.summary.text().startswith("1 source switched off: China Daily 2016. Left: 5 mentions, 3 origins")
    assert columns(view)["China Daily 2016"] == "switched off, not weighed"
    assert "30 percent (Baotou upgrades" not in view.explanation.toPlainText()
    assert view.side is not None
    assert view.whole is not None
    assert "ecns-2016.04" not in [one.key for one in view.side.counted]
    plot = turn(view, qtbot, INTERVALS)
    assert plot.title.endswith("(without China Daily 2016)")
    assert "China Daily 2016" in [one.source.label for one in plot.figures]
    qtbot.mouseClick(view.all_on, LEFT)
    settle(qtbot, window)
    assert view.side == view.whole
    assert not view.all_on.isVisible()
    assert all(box.isChecked() for box in view.chips.chips)


def test_switches_last_over_a_refresh_and_end_with_the_question(
    window: Window, view: ComparisonView, qtbot: QtBot
) -> None:
    untick(view, window, qtbot, "China Daily 2016")
    view.refresh()
    settle(qtbot, window)
    assert view.chips.off == {"ecns-2016"}
    assert view.side is not None
    assert view.side.off
    show(view, window, qtbot, "China, mine production, 2014")
    assert view.chips.off == frozenset()
    assert not view.side.off


def test_source_that_the_quarrel_hangs_on_is_marked(window: Window, view: ComparisonView, qtbot: QtBot) -> None:
    show(view, window, qtbot, "China, mine production, 2014")
    texts = [box.text() for box in view.chips.chips]
    assert [text for text in texts if "hinge" in text] == ["BGS WMS (hinge)"]
    assert "the quarrel hangs on one source alone: BGS WMS" in view.summary.text()
    untick(view, window, qtbot, "BGS WMS")
    assert "contradict" not in view.explanation.toPlainText()


def test_what_does_not_fit_is_in_the_menu(window: Window, view: ComparisonView, qtbot: QtBot) -> None:
    window.resize(1024, 640)
    settle(qtbot, window)
    assert view.chips.more.isVisible()
    last = view.chips.menu.actions()[-1]
    assert not view.chips.chips[-1].isVisible()
    last.trigger()
    settle(qtbot, window)
    assert view.chips.off == {last.data()}
    assert not view.chips.chips[-1].isChecked()


def test_everything_switched_off_is_said_and_undone(window: Window, view: ComparisonView, qtbot: QtBot) -> None:
    view.chips.set_off(frozenset(paper.property("source") for paper in view.chips.chips))
    settle(qtbot, window)
    assert "switched off" in view.summary.text()
    for place in (INTERVALS, WATERFALL, COPIES):
        turn(view, qtbot, place)
    qtbot.mouseClick(view.all_on, LEFT)
    settle(qtbot, window)
    assert view.side == view.whole


@pytest.mark.parametrize("place", [INTERVALS, DENOMINATORS, WATERFALL, COPIES])
def test_saved_plot_says_its_question(
    place: int, view: ComparisonView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(view, qtbot, place)
    path = tmp_path / "plot.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(view.plots.cornerWidget(), LEFT)
    assert QImage(str(path)).text("Title").startswith("Baotou, share of world reserves: 30 percent against 38%")


def test_plot_that_cannot_be_saved_is_refused_in_words(
    window: Window, view: ComparisonView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    window.desk.jobs.refused.disconnect()
    window.desk.jobs.refused.connect(said.append)
    turn(view, qtbot, COPIES)
    path = tmp_path / "no such folder" / "plot.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(view.plots.cornerWidget(), LEFT)
    assert isinstance(said[0], Refused)
    assert "was not saved" in said[0].message


def test_mention_of_another_question_is_not_counted_as_switched_off(qtbot: QtBot) -> None:
    judged = case(figure(30, id=1), figure(38, id=2))
    whole = lay_out(judged, judged.figures, ())
    plot = CopiesPlot()
    qtbot.addWidget(plot)
    other = figure(83, id=4, asked=replace(judged.question, denominator="county"))
    plot.show_mentions(replace(whole, off=(other,)), "Share")
    assert not any("switched off" in entry.text for entry in plot.entries())
