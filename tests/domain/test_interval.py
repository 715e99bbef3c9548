"""Intervals against brute force: what they hold is asked of every quarter between -1 and 40."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.interval import Interval
from tests.strategies import intervals

QUARTER = Decimal("0.25")
POINTS = [QUARTER * n for n in range(-4, 161)]
"""Open ends at whole numbers leave quarters between them, so two small intervals that meet share a point here."""


def held(interval: Interval) -> set[Decimal]:
    return {point for point in POINTS if interval.contains(point)}


@given(intervals(), intervals())
def test_intervals_meet_when_they_share_a_value(one: Interval, other: Interval) -> None:
    assert one.meets(other) == bool(held(one) & held(other))


@given(intervals(), intervals())
def test_gap_is_symmetric_and_missing_exactly_when_intervals_meet(one: Interval, other: Interval) -> None:
    assert one.gap(other) == other.gap(one)
    assert (one.gap(other) is None) == one.meets(other)


@given(intervals(), intervals())
def test_gap_is_the_distance_of_the_nearest_values(one: Interval, other: Interval) -> None:
    gap = one.gap(other)
    if gap is not None:
        nearest = min(abs(a - b) for a in held(one) for b in held(other))
        assert gap <= nearest <= gap + 2 * QUARTER
        assert gap >= 0


def test_open_ends_that_touch_are_a_gap_of_nothing() -> None:
    over = Interval(Decimal(80), None, low_open=True)
    assert over.gap(Interval.point(Decimal(80))) == 0


@given(intervals(), intervals())
def test_hull_holds_both_and_ends_where_one_of_them_ends(one: Interval, other: Interval) -> None:
    hull = one.hull(other)
    assert held(one) | held(other) <= held(hull)
    between = held(hull) - held(one) - held(other)
    low = min(held(one) | held(other))
    high = max(held(one) | held(other))
    assert all(low < point < high for point in between)


@given(intervals(), intervals(), st.data())
def test_sum_holds_the_sum_of_any_two_values(one: Interval, other: Interval, data: st.DataObject) -> None:
    first, second = (data.draw(st.sampled_from(sorted(held(interval)))) for interval in (one, other))
    assert one.plus(other).contains(first + second)


@given(intervals(), intervals(), st.data())
def test_quotient_holds_the_quotient_of_any_two_values(one: Interval, other: Interval, data: st.DataObject) -> None:
    positive = [sorted(point for point in held(interval) if point > 0) for interval in (one, other)]
    if all(positive):
        part, share = (data.draw(st.sampled_from(points)) for points in positive)
        quotient = one.clipped(Decimal(0), None).over(other.clipped(Decimal(0), None))
        assert quotient.low is None or quotient.low <= part / share
        assert quotient.high is None or quotient.high >= part / share


def test_quotient_by_what_may_be_nothing_has_no_upper_end() -> None:
    assert Interval.point(Decimal(5)).over(Interval(Decimal(0), Decimal(2))) == Interval(Decimal("2.5"), None)


@given(intervals(), st.sampled_from([Decimal("0.001"), Decimal(1000), Decimal(7)]), st.sampled_from(POINTS))
def test_scaling_keeps_what_is_held(interval: Interval, factor: Decimal, point: Decimal) -> None:
    assert interval.scaled(factor).contains(point * factor) == interval.contains(point)


@given(intervals())
def test_clipping_closes_what_is_open_and_adds_nothing(interval: Interval) -> None:
    bounds = Interval(Decimal(1), Decimal(4))
    clipped = interval.clipped(bounds.low, bounds.high)
    if interval.meets(bounds):
        assert held(clipped) == held(interval) & held(bounds)


def test_around_holds_both_its_ends() -> None:
    assert Interval.around(Decimal(38), Decimal("0.5")) == Interval(Decimal("37.5"), Decimal("38.5"))


def test_ends_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError):
        Interval(Decimal(2), Decimal(1))
