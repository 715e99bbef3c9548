"""The axis of time: where years and months begin and end, and where figures stand between."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from rareearth_gui.domain.period import Period
from rareearth_gui.ops.compare import lay_out
from rareearth_gui.ui.plots.copies_plot import CopiesPlot
from rareearth_gui.ui.plots.time_axis import in_years, spans
from tests.samples import case, figure, source


def wide(_label: str) -> float:
    return 30.0


def test_a_year_is_marked_where_it_begins_and_named_between_its_ends() -> None:
    made = spans(2010, 2014, 400, wide)
    assert [(span.start, span.stop, span.label) for span in made] == [
        (year, year + 1, str(year)) for year in range(2010, 2014)
    ]
    assert made[0].middle == 2010.5


def test_years_without_room_for_a_name_are_marked_all_the_same() -> None:
    made = spans(2000, 2020, 400, wide)
    assert [span.start for span in made] == list(range(2000, 2020))
    assert [span.label for span in made if span.label] == ["2000", "2005", "2010", "2015"]


def test_months_begin_on_their_first_day() -> None:
    made = {span.label: span for span in spans(2012, 2013, 800, wide)}
    assert made["2012-07"].start == in_years((date(2012, 7, 1), date(2012, 7, 1)))[0]
    assert made["2012-07"].stop == in_years((date(2012, 7, 31), date(2012, 7, 31)))[1]


@given(st.floats(-5000, 12_000), st.floats(0.01, 20_000), st.floats(50, 3000))
def test_any_stretch_of_time_can_be_marked(low: float, length: float, pixels: float) -> None:
    made = spans(low, low + length, pixels, wide)
    assert len(made) <= pixels / 3 + 40
    assert all(span.start < span.stop for span in made)


@given(st.dates(date(1900, 1, 1)))
def test_a_day_lies_within_its_year(day: date) -> None:
    first, last = in_years((day, day))
    assert day.year <= first < last <= day.year + 1


@pytest.mark.parametrize("year, last", [("2015", 2016.0), ("2016", 2017.0)])
def test_a_whole_year_is_one(year: str, last: float) -> None:
    bounds = Period(year, year).bounds()
    assert bounds is not None
    assert in_years(bounds) == (last - 1, last)


def test_mentions_stand_at_their_dates_between_the_ends_of_their_year(qtbot: QtBot) -> None:
    days = ("2016-01-01", "2016-12-31", "2017", "2018-06-30")
    judged = case(*(figure(30 + n, id=n, of=source(n, issued=day)) for n, day in enumerate(days, 1)))
    plot = CopiesPlot()
    qtbot.addWidget(plot)
    plot.show_mentions(lay_out(judged, judged.figures, ()), "Share")
    plot.resize(700, 400)
    plot.show()
    qtbot.waitExposed(plot)
    plot.grab()
    frame, spots = plot.frame(), {hit.figure.id: hit.spot.x() for hit in plot._hits}
    year = frame.x(2017) - frame.x(2016)
    assert spots[1] == pytest.approx(frame.x(2016), abs=year / 300)
    assert spots[2] == pytest.approx(frame.x(2017), abs=year / 300)
    assert spots[3] == pytest.approx(frame.x(2017.5))
