"""Marks that would cover one another: beside one another within their time, or around one another, never elsewhere."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from rareearth_gui.domain.evidence import Figure
from rareearth_gui.domain.period import Period
from rareearth_gui.ops.compare import lay_out
from rareearth_gui.ui.plots import beside
from rareearth_gui.ui.plots.beside import Placed, stand
from rareearth_gui.ui.plots.copies_plot import CopiesPlot
from rareearth_gui.ui.plots.plot import Plot
from rareearth_gui.ui.plots.series_plot import SeriesPlot
from rareearth_gui.ui.plots.strokes import RADIUS
from tests.samples import STOCK_OF_LAND, case, figure, quantity, source


def shown(qtbot: QtBot, plot: Plot, width: int = 700) -> dict[int, QPointF]:
    qtbot.addWidget(plot)
    plot.resize(width, 400)
    plot.show()
    qtbot.waitExposed(plot)
    plot.grab()
    return {hit.figure.id: hit.spot for hit in plot._hits}


def amount(value: int, id: int, period: str) -> Figure:
    asked = replace(STOCK_OF_LAND, period=Period(period, period))
    return figure(quantity(value, "t REO"), id=id, asked=asked, of=source(id, publisher=f"Printer {id}"))


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 60), st.sampled_from([0.0, 1.0, 5.0, 50.0])), min_size=1, max_size=40
    )
)
def test_no_mark_leaves_its_time_or_its_value(drawn: list[tuple[float, float, float]]) -> None:
    marks = [Placed((left, left + width), QPointF(left + width / 2, y)) for left, width, y in drawn]
    for mark, made in zip(marks, stand(marks), strict=True):
        assert mark.between[0] - 1e-6 <= made.spot.x() <= mark.between[1] + 1e-6
        assert made.spot.y() == mark.spot.y()


def test_marks_of_a_day_are_drawn_around_one_another() -> None:
    radii = [made.radius for made in stand([Placed((10, 10.5), QPointF(10.25, 5))] * 3)]
    assert radii[-1] == RADIUS
    assert radii == sorted(radii, reverse=True)
    assert len(set(radii)) == 3


def test_figures_of_a_year_stand_beside_one_another_inside_it(qtbot: QtBot) -> None:
    plot = SeriesPlot()
    plot.show_series([amount(1000, 1, "2011"), amount(1000, 2, "2011"), amount(1000, 3, "2015")], "Stock")
    spots, frame = shown(qtbot, plot), plot.frame()
    assert frame.x(2011) < spots[1].x() < frame.x(2011.5) < spots[2].x() < frame.x(2012)
    assert spots[3].x() == frame.x(2015.5)
    assert beside.KEY in [entry.text for entry in plot.entries()]
    says = {hit.figure.id: hit.aside for hit in plot._hits}
    assert "the whole bracket" in says[1]
    assert not says[3]


def test_series_without_two_figures_of_one_time_need_no_word_on_it(qtbot: QtBot) -> None:
    plot = SeriesPlot()
    plot.show_series([amount(1000, 1, "2011"), amount(1000, 2, "2012")], "Stock")
    shown(qtbot, plot)
    assert beside.KEY not in [entry.text for entry in plot.entries()]


def test_figures_of_one_day_stay_on_it(qtbot: QtBot) -> None:
    plot = SeriesPlot()
    plot.show_series([amount(1000, 1, "2011-12-31"), amount(1000, 2, "2011-12-31"), amount(900, 3, "2001")], "Stock")
    spots = shown(qtbot, plot)
    assert spots[1] == spots[2]
    assert "arrow keys" in plot._hits[[hit.figure.id for hit in plot._hits].index(1)].aside


def test_mentions_of_one_day_stay_on_it(qtbot: QtBot) -> None:
    days = ("2016-03-01", "2016-03-01", "2014")
    judged = case(*(figure(38, id=n, of=source(n, issued=day)) for n, day in enumerate(days, 1)))
    plot = CopiesPlot()
    plot.show_mentions(lay_out(judged, judged.figures, ()), "Share")
    spots = shown(qtbot, plot)
    assert spots[1] == spots[2]
