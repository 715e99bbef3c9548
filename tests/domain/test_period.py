"""Periods: canonical text is read back, and what is no period is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.period import Period


@st.composite
def parts(draw: st.DrawFn) -> str:
    day = draw(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@given(parts(), parts())
def test_key_is_read_back(one: str, other: str) -> None:
    start, end = sorted((one, other))
    for text in (start, f"{start}/{end}", ""):
        period = Period.parse(text)
        assert Period.parse(period.key) == period


@given(parts(), parts())
def test_bounds_are_in_order_and_hold_both_ends(one: str, other: str) -> None:
    start, end = sorted((one, other))
    bounds = Period.parse(f"{start}/{end}").bounds()
    assert bounds is not None
    assert bounds[0] <= bounds[1]
    assert bounds[0].isoformat().startswith(start)
    assert bounds[1].isoformat().startswith(end)


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-09-28", "2017-09-28", "2017-09-28"),
        ("2011/2015", "2011-01-01", "2015-12-31"),
        ("2015-06/2015", "2015-06-01", "2015-12-31"),
    ],
)
def test_bounds_are_the_first_and_the_last_day(text: str, first: str, last: str) -> None:
    assert Period.parse(text).bounds() == (date.fromisoformat(first), date.fromisoformat(last))


def test_blank_is_not_stated() -> None:
    period = Period.parse("  ")
    assert (period, period.bounds(), period.key) == (Period(), None, "")
    assert period.label == "period not stated"


def test_span_from_a_year_to_itself_is_that_year() -> None:
    assert Period.parse("2015/2015") == Period.parse("2015")


def test_label_puts_a_span_into_words() -> None:
    assert Period.parse("2011/2015").label == "2011 to 2015"
    assert Period.parse("2015").label == "2015"


@pytest.mark.parametrize(
    "text",
    [
        *("15", "20155", "2015-", "2015-1", "2015-13", "2015-00", "2017-02-29", "2017-9-28", "28.9.2017", "0000"),
        *("/", "2015/", "/2015", "2015/2014", "2015/2016/2017", "2015 / 2016", "2015\n2016", "last year", "２０１５"),
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert Period.parse(period.key) == period
