"""The plots: what can be pointed at, what is said and saved, and what stays true of very many figures."""

import gc
import math
import subprocess
import sys
import weakref
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from rareearth_gui.domain.evidence import Figure
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.refused import Refused
from rareearth_gui.domain.unit import UNITS
from rareearth_gui.ops.compare import Denominators
from rareearth_gui.ui.plots import fit, lanes
from rareearth_gui.ui.plots.bands import Bands
from rareearth_gui.ui.plots.denominator_plot import DenominatorPlot
from rareearth_gui.ui.plots.frame import PlotColours
from rareearth_gui.ui.plots.interval_plot import IntervalPlot
from rareearth_gui.ui.plots.many import MANY, IntervalItem
from rareearth_gui.ui.plots.plot import Plot
from rareearth_gui.ui.plots.points import joined, placed, spread
from rareearth_gui.ui.plots.scale import Scale
from rareearth_gui.ui.plots.series_plot import SeriesPlot
from rareearth_gui.ui.theme import DARK, LIGHT
from tests.samples import SHARE_OF_TOWN, STOCK_OF_LAND, figure, quantity, source

SIZE = (800, 400)
Shown = TypeVar("Shown", bound=Plot)


def amount(value: int, id: int, year: int = 0, **changes: object) -> Figure:
    """Make an amount of the land's stock, of one year unless it is 0."""
    period = Period(str(year), str(year)) if year else Period()
    asked = replace(STOCK_OF_LAND, period=period, modality=str(changes.pop("modality", "actual")))
    hedge = str(changes.pop("hedge", ""))
    return figure(quantity(value, "t REO", hedge=hedge), id=id, asked=asked, **changes)


def shown(qtbot: QtBot, plot: Shown) -> Shown:
    """Show a plot and paint it once, so that its marks can be pointed at."""
    plot.resize(*SIZE)
    qtbot.addWidget(plot)
    plot.show()
    qtbot.waitExposed(plot)
    plot.grab()
    return plot


@pytest.fixture
def intervals(qtbot: QtBot) -> IntervalPlot:
    """Show two quarrelling shares, a copy, and one that answers another question."""
    plot = shown(qtbot, IntervalPlot())
    plot.title = "Town, share of the stock"
    other = figure(83, id=4, asked=replace(SHARE_OF_TOWN, denominator="county"))
    plot.show_figures(
        [[figure(30, id=1)], [figure(38, id=2)]], [figure(38, id=3)], [(other, "another denominator")], "Share of stock"
    )
    plot.grab()
    return plot


@pytest.fixture
def series(qtbot: QtBot) -> SeriesPlot:
    """Show three years of one series, a cap, and a figure without a year."""
    plot = shown(qtbot, SeriesPlot())
    book = {year: source(year, series="Yearbook", edition=str(year), issued=str(year)) for year in (2011, 2012, 2013)}
    figures = [amount(1000 + year, year, year, of=of) for year, of in book.items()]
    plot.show_series([*figures, amount(5000, 7, 2012, modality="cap"), amount(900, 8)], "Stock")
    plot.grab()
    return plot


@pytest.fixture
def denominators(qtbot: QtBot) -> DenominatorPlot:
    """Show two shares and the wholes that they need, one of which is printed."""
    plot = shown(qtbot, DenominatorPlot())
    bands = (
        (figure(38, id=1), Interval(Decimal(112_000_000), Decimal(116_000_000))),
        (figure(30, id=2), Interval(Decimal(142_000_000), Decimal(147_000_000))),
    )
    ticks = tuple(
        amount(value, id, of=source(id, series="Yearbook", edition=str(2000 + id)))
        for id, value in ((11, 113_600_000), (12, 120_000_000), (13, 120_000_000), (14, 120_000_000), (15, 99_000_000))
    )
    plot.show_denominators(Denominators(bands, ticks, frozenset({("f.1", "f.11")})), "Stock of the land")
    plot.grab()
    return plot


def press(qtbot: QtBot, plot: Plot, place: QPoint) -> None:
    """Click with a real mouse press and release on the canvas."""
    viewport = plot._canvas.viewport()
    qtbot.mouseMove(viewport, plot._canvas.mapFrom(plot, place))
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=plot._canvas.mapFrom(plot, place))


def place_of(plot: Plot, id: int) -> QPoint:
    place = plot.place_of(id)
    assert place is not None
    return place


# -- Pointing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", [1, 2, 3])
def test_click_on_a_mark_chooses_its_figure(qtbot: QtBot, intervals: IntervalPlot, id: int) -> None:
    with qtbot.waitSignal(intervals.figure_chosen) as chosen:
        press(qtbot, intervals, place_of(intervals, id))
    assert chosen.args == [id]


def test_click_on_a_mark_in_time_chooses_its_figure(qtbot: QtBot, series: SeriesPlot) -> None:
    for id in (2011, 2013, 7):
        with qtbot.waitSignal(series.figure_chosen) as chosen:
            press(qtbot, series, place_of(series, id))
        assert chosen.args == [id]


def test_click_on_a_band_or_a_total_chooses_its_figure(qtbot: QtBot, denominators: DenominatorPlot) -> None:
    for id in (1, 2, 11, 12):
        with qtbot.waitSignal(denominators.figure_chosen) as chosen:
            press(qtbot, denominators, place_of(denominators, id))
        assert chosen.args == [id]


def test_click_beside_the_marks_chooses_nothing(qtbot: QtBot, intervals: IntervalPlot) -> None:
    with qtbot.assertNotEmitted(intervals.figure_chosen):
        press(qtbot, intervals, place_of(intervals, 1) + QPoint(250, 0))
    assert intervals.figure_at(place_of(intervals, 1) + QPoint(250, 0)) is None


def test_hover_tells_words_source_and_reading(qtbot: QtBot, intervals: IntervalPlot) -> None:
    press(qtbot, intervals, place_of(intervals, 2))
    for said in ("38%", "Printer 2016", "37.5 to 38.5%", "rounded to whole percent"):
        assert said in QToolTip.text()
    press(qtbot, intervals, QPoint(SIZE[0] - 40, place_of(intervals, 4).y()))
    assert "another denominator" in QToolTip.text()


def test_words_of_a_source_are_never_markup(qtbot: QtBot, intervals: IntervalPlot) -> None:
    sly = figure(38, id=1, of=source(1, publisher="<b>Sly</b> & Sons"))
    intervals.show_figures([[sly]], [], [], "<i>Share</i>")
    intervals.grab()
    press(qtbot, intervals, place_of(intervals, 1))
    assert "&lt;b&gt;Sly&lt;/b&gt; &amp; Sons" in QToolTip.text()


def test_keys_go_from_mark_to_mark_and_enter_chooses(qtbot: QtBot, intervals: IntervalPlot) -> None:
    for _ in range(2):
        qtbot.keyClick(intervals, Qt.Key.Key_Down)
    with qtbot.waitSignal(intervals.figure_chosen) as chosen:
        qtbot.keyClick(intervals, Qt.Key.Key_Return)
    assert chosen.args == [2]


# -- Room ---------------------------------------------------------------------------------------------------


def test_figures_far_away_do_not_squeeze_those_that_count(intervals: IntervalPlot) -> None:
    left, right = intervals.frame().xs
    assert left < 29.5
    assert 38.5 < right < 83


def test_rows_that_do_not_fit_scroll(qtbot: QtBot, intervals: IntervalPlot) -> None:
    intervals.show_figures([[figure(30 + number % 9, id=number) for number in range(1, 61)]], [], [], "Share")
    intervals.grab()
    assert intervals.place_of(60) is None
    position = QPointF(200, 200)
    wheel = QWheelEvent(
        position,
        position,
        QPoint(),
        QPoint(0, -120 * 60),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(intervals._canvas.viewport(), wheel)
    intervals.grab()
    assert intervals.place_of(60) is not None
    qtbot.keyClick(intervals, Qt.Key.Key_Home)
    intervals.grab()
    assert intervals.place_of(1) is not None


def test_double_click_shows_all_again(qtbot: QtBot, series: SeriesPlot) -> None:
    whole = series.frame().xs
    series._canvas.getViewBox().scaleBy((0.1, 0.1))
    series._on_moved(None)
    for act in (qtbot.mouseClick, qtbot.mouseDClick, qtbot.mouseRelease):  # what one double click sends
        act(series._canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert series.frame().xs == pytest.approx(whole)


def test_an_end_without_a_bound_reaches_the_edge(qtbot: QtBot, intervals: IntervalPlot) -> None:
    def inked(hedge: str) -> int:
        intervals.show_figures([[amount(1000, 1, hedge=hedge)]], [], [], "Stock")
        image, y = intervals.grab().toImage(), place_of(intervals, 1).y()
        right = round(intervals.frame().view.right()) - 8
        ground = image.pixel(right, y - 12)
        return sum(image.pixel(x, row) != ground for x in range(right, right + 8) for row in range(y - 6, y + 7))

    assert inked("over") > inked("")


@given(
    st.floats(-1e9, 1e9),
    st.floats(1e-3, 1e9),
    st.lists(st.tuples(st.floats(0, 1), st.floats(5, 120)), max_size=20),
    st.floats(300, 1200),
)
def test_a_fitted_axis_holds_all_values(
    low: float, span: float, needs: list[tuple[float, float]], width: float
) -> None:
    high = low + span
    wanted = [fit.Need(low + part * span, low + part * span, words) for part, words in needs]
    left, right = fit.widened((low, high), wanted, width, 16)
    assert left <= low < high <= right


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(5, 150), st.integers(0, 2)), max_size=30), st.integers(1, 6))
def test_labels_in_lanes_never_overlap(points: list[tuple[float, float, int]], count: int) -> None:
    labels = [lanes.Label(*point) for point in points]
    places = lanes.place(labels, count, 0, 500)
    for lane in range(count):
        row = sorted((one.left, labels[one.number].width) for one in places if one.lane == lane)
        assert all(left + width < after for (left, width), (after, _) in pairwise(row))


# -- Axes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit, highest, label",
    [
        ("t REO", 43_500_000, "Mt REO"),
        ("t", 166_200, "t"),
        ("CNY", 4e9, "bn yuan"),
        ("%", 38, "%"),
        ("1", 85, "number"),
    ],
)
def test_axes_are_in_the_units_of_people(unit: str, highest: float, label: str) -> None:
    assert Scale.of(UNITS[unit], highest).titled("Stock") == f"Stock ({label})"


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.floats(50, 2000))
def test_ticks_are_round_plain_and_apart(low: float, span: float, width: float) -> None:
    if low + span <= low or span < abs(low) * 1e-9:
        return
    ticks = Scale(1.0, "t").ticks(low, low + span, width, len)
    assert len({label for _, label in ticks}) == len(ticks)
    for value, label in ticks:
        assert low - span * 1e-6 <= value <= low + span * (1 + 1e-6)
        assert "e" not in label


# -- Series and denominators --------------------------------------------------------------------------------


def test_lines_join_the_printed_facts_of_one_series_only() -> None:
    book = [source(id, series="Yearbook", edition=str(id), issued=str(id)) for id in (2012, 2013)]
    figures = [
        amount(100, 1, 2010, of=book[0]),
        amount(110, 2, 2011, of=book[0]),
        amount(120, 3, 2011, of=book[1]),
        amount(130, 4, 2012, of=book[1], modality="target"),
        amount(140, 5, 2012, of=book[1], kind="derived"),
        amount(150, 6, 2012),
    ]
    names = {"Yearbook": 0, "Printer 2016": 1}
    ((_, run),) = joined(list(placed(figures, names)))
    assert [point.bands.figure.id for point in run] == [1, 3]


def test_a_hidden_source_leaves_the_axes_as_they_were(series: SeriesPlot) -> None:
    figures = [
        amount(1000, 1, 2010, of=source(1, publisher="One")),
        amount(9000, 2, 2015, of=source(2, publisher="Two")),
    ]
    series.show_series(figures, "Stock")
    whole = series.frame()
    series.show_series(figures, "Stock", frozenset({"Two 2016"}))
    series.grab()
    assert (series.frame().xs, series.frame().ys) == (whole.xs, whole.ys)
    assert [hit.figure.id for hit in series._hits] == [1]
    series.show_series(figures, "Stock", frozenset({"One 2016", "Two 2016"}))
    assert "switched off" in " ".join(label.text() for label in series.findChildren(QLabel) if label.isVisible())


def test_what_has_no_period_is_said_not_to_be_drawn(series: SeriesPlot) -> None:
    assert "not drawn: 1 without a period" in [entry.text for entry in series.entries()]


@given(st.lists(st.integers(2000, 2003), min_size=2, max_size=60))
def test_spread_figures_stay_within_their_period(years: list[int]) -> None:
    figures = [amount(100 + id, id, year) for id, year in enumerate(years)]
    for point in spread(list(placed(figures, {"Printer 2016": 0}))):
        assert point.start < point.when < point.stop


def test_editions_that_print_one_total_share_a_mark(denominators: DenominatorPlot) -> None:
    assert [total.label for total in denominators._totals] == ["2015", "2011", "2012\N{EN DASH}2014"]
    assert [total.fits for total in denominators._totals] == [False, True, False]


# -- Nothing, and very much ---------------------------------------------------------------------------------


@pytest.mark.parametrize("plot", [IntervalPlot, SeriesPlot, DenominatorPlot])
def test_nothing_to_draw_is_one_sentence(qtbot: QtBot, plot: type[Plot]) -> None:
    made = shown(qtbot, plot())
    match made:
        case IntervalPlot():
            made.show_figures([], [], [], "Share")
        case SeriesPlot():
            made.show_series([], "Stock")
        case DenominatorPlot():
            made.show_denominators(None, "Stock")
    (label,) = (label for label in made.findChildren(QLabel) if label.isVisible())
    assert label.text().endswith(".")
    assert label.text().count(".") == 1


def test_a_plot_takes_pyqtgraph_and_numpy_only_when_it_has_something_to_draw() -> None:
    script = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from rareearth_gui.ui.plots import denominator_plot, interval_plot, series_plot\n"
        "plot = interval_plot.IntervalPlot(); plot.show_figures([], [], [], ''); plot.show()\n"
        "sys.exit(bool({'pyqtgraph', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_hundreds_of_rows_can_be_pointed_at_from_afar_and_read_close_by(qtbot: QtBot, intervals: IntervalPlot) -> None:
    count = MANY * 2
    intervals.show_figures([[amount(1000 + id, id) for id in range(1, count + 1)]], [], [], "Stock")
    intervals.grab()
    frame = intervals.frame()
    with qtbot.waitSignal(intervals.figure_chosen) as chosen:
        press(qtbot, intervals, QPoint(round(frame.x(1600)), round(frame.y(600))))
    assert abs(chosen.args[0] - 600) <= count / frame.view.height() + 1
    intervals._canvas.getViewBox().setYRange(100, 110, padding=0)
    intervals.grab()
    assert {105, 108} <= {hit.figure.id for hit in intervals._hits} <= set(range(100, 113))


def test_hundreds_of_figures_in_time_can_be_pointed_at(qtbot: QtBot, series: SeriesPlot) -> None:
    series.show_series([amount(1000 + 7 * id, id, 1980 + id % 40) for id in range(1, MANY * 2)], "Stock")
    series.grab()
    point = series._points[100]
    frame = series.frame()
    with qtbot.waitSignal(series.figure_chosen) as chosen:
        press(qtbot, series, QPoint(round(frame.x(point.when)), round(frame.y(point.bands.middle))))
    assert chosen.args == [point.bands.figure.id]


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(-50, 50), st.floats(0, 30)), min_size=1, max_size=300),
    st.booleans(),
)
def test_bars_of_pixels_cover_just_what_falls_into_them(rows: list[tuple[float, float, float]], upright: bool) -> None:
    at, low, length = (np.array(values) for values in zip(*sorted(rows), strict=True))
    high = low + length
    item = IntervalItem(at, low, high, upright=upright)
    item._widest = math.inf  # no blocks: exact to the pixel
    scale = 5.0
    places, lows, highs = item.columns(
        QTransform.fromScale(scale, scale), QRectF(-5, -100, 110, 200) if upright else QRectF(-100, -5, 200, 110)
    )
    columns = np.floor(at * scale)
    assert set(places - 0.5) == set(columns)
    for place, first, last in zip(places, lows, highs, strict=True):
        inside = columns == place - 0.5
        assert first == pytest.approx(low[inside].min() * scale)
        assert last == pytest.approx(high[inside].max() * scale)


def test_a_million_intervals_become_a_bar_for_each_column() -> None:
    count = 1_000_000
    at = np.arange(count, dtype=float)
    item = IntervalItem(at, np.sin(at), np.where(at % 1000 == 0, np.inf, np.sin(at) + 1))
    scale = 1200 / count
    places, lows, highs = item.columns(QTransform.fromScale(scale, 100), QRectF(0, -3, count, 6))
    assert 1200 <= len(places) <= 1203
    assert np.all(np.diff(places) == 1)
    assert np.isfinite(highs).all()
    assert lows.min() == pytest.approx(-100, abs=1)


def test_intervals_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError):
        IntervalItem([2, 1], [0, 0], [1, 1])


# -- Saving -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["intervals", "series", "denominators"])
def test_a_saved_plot_holds_its_title_and_all_its_sources(
    request: pytest.FixtureRequest, tmp_path: Path, name: str
) -> None:
    plot: Plot = request.getfixturevalue(name)
    plot.title = "A title"
    for suffix in ("svg", "png"):
        plot.save(tmp_path / f"plot.{suffix}")
    svg = (tmp_path / "plot.svg").read_text(encoding="utf-8")
    image = QImage(str(tmp_path / "plot.png"))
    assert plot.sources()
    for text in ("A title", *plot.sources()):
        assert f">{text}</text>" in svg
    assert image.text("Title") == "A title"
    assert image.text("Sources").split("\n")[1:] == plot.sources()
    assert image.height() > SIZE[1]


def test_a_saved_plot_holds_the_rows_that_are_scrolled_away(tmp_path: Path, intervals: IntervalPlot) -> None:
    intervals.show_figures([[figure(number, id=number) for number in range(10, 70)]], [], [], "Share")
    intervals.save(tmp_path / "plot.svg")
    svg = (tmp_path / "plot.svg").read_text(encoding="utf-8")
    assert all(f">{number}%</text>" in svg for number in range(10, 70))


def test_a_plot_that_cannot_be_saved_is_refused_in_words(tmp_path: Path, intervals: IntervalPlot) -> None:
    with pytest.raises(Refused, match=r"\.png or \.svg"):
        intervals.save(tmp_path / "plot.pdf")
    with pytest.raises(Refused, match="was not saved"):
        intervals.save(tmp_path / "nowhere" / "plot.png")


# -- Look and life ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["intervals", "series", "denominators"])
def test_a_plot_changes_with_the_theme(request: pytest.FixtureRequest, name: str) -> None:
    plot: Plot = request.getfixturevalue(name)
    corners = []
    for theme in (LIGHT, DARK):
        plot.apply_palette(PlotColours.of(theme))
        corners.append(plot.grab().toImage().pixelColor(SIZE[0] - 3, 3).name().upper())
    assert corners == [LIGHT.base, DARK.base]


def test_a_range_is_marked_at_both_ends() -> None:
    bands = Bands.of(figure(quantity(10, "t REO", high=20), asked=STOCK_OF_LAND))
    assert bands.printed == (10, 20)


def test_a_closed_plot_is_gone(qtbot: QtBot) -> None:
    plot = IntervalPlot()
    plot.resize(*SIZE)
    plot.show()
    plot.show_figures([[figure(38)]], [], [], "Share")
    plot.grab()
    alive = weakref.ref(plot)
    plot.close()
    del plot
    gc.collect()
    assert alive() is None
