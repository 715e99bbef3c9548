"""Two figures side by side: how they agree, by how much they do not, and what keeps them from being compared."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.comparison import REASONS, agree, compare, obstacles
from rareearth_gui.domain.evidence import QUESTION_PARTS, Figure
from rareearth_gui.domain.finding import Outcome
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.quantity import Quantity
from tests.samples import HOUSES, HOUSES_OF_TOWN, SHARE_OF_STOCK, SHARE_OF_TOWN, figure, quantity, source
from tests.strategies import AMOUNTS, PERCENTS, figures

PAIR = st.tuples(figures(1, PERCENTS), figures(2, PERCENTS | AMOUNTS))


@given(PAIR)
def test_comparison_is_symmetric(pair: tuple[Figure, Figure]) -> None:
    one, other = pair
    assert compare(one, other, SHARE_OF_STOCK) == compare(other, one, SHARE_OF_STOCK)


@given(PAIR)
def test_gap_stands_exactly_where_bands_are_apart(pair: tuple[Figure, Figure]) -> None:
    one, other = pair
    found = agree(one, other)
    assert (found.outcome is Outcome.CONTRADICT) == (not one.band.meets(other.band))
    assert (found.gap is None) == one.band.meets(other.band)
    assert found.factor is None or found.factor >= 1


@given(figures(1, PERCENTS))
def test_figure_agrees_with_itself(one: Figure) -> None:
    assert compare(one, one, SHARE_OF_STOCK).outcome is Outcome.SAME


@pytest.mark.parametrize(
    "one, other, outcome",
    [
        (quantity(38), quantity(38), Outcome.SAME),
        (quantity("43.5", "t", scale=10**6), quantity("43500000", "t"), Outcome.SAME),
        (quantity("43.5", "t", scale=10**6), quantity("43.5", "Mt"), Outcome.SAME),
        (quantity("43.5", "t", scale=10**6), quantity("43.52", "Mt"), Outcome.SAME_ROUNDED),
        (quantity(38), quantity("38.4"), Outcome.SAME_ROUNDED),
        (quantity(38), quantity("38.5"), Outcome.SAME_ROUNDED),
        (quantity(30, hedge="over"), quantity(38), Outcome.COMPATIBLE),
        (quantity(38, hedge="about"), quantity(40), Outcome.COMPATIBLE),
        (quantity(38), quantity(30), Outcome.CONTRADICT),
        (quantity(85, "1"), quantity(86, "1"), Outcome.CONTRADICT),
        (quantity(40, hedge="over"), quantity(38), Outcome.CONTRADICT),
        (quantity(80, hedge="over"), quantity("79.8"), Outcome.CONTRADICT),
    ],
)
def test_outcome_of_a_pair_on_one_question(one: Quantity, other: Quantity, outcome: Outcome) -> None:
    first, second = figure(one, id=1), figure(other, id=2)
    assert compare(first, second, SHARE_OF_STOCK).outcome is outcome
    assert compare(first, second, SHARE_OF_STOCK).reasons == ()


def test_contradiction_says_by_how_much_and_how_many_times() -> None:
    found = compare(figure(38, id=1), figure(30, id=2), SHARE_OF_STOCK)
    assert found.gap == 7
    assert found.factor == Decimal("37.5") / Decimal("30.5")


def test_factor_is_missing_at_nothing() -> None:
    none, some = (figure(quantity(n, "1"), id=n + 1, asked=HOUSES_OF_TOWN) for n in (0, 5))
    found = compare(none, some, HOUSES)
    assert (found.outcome, found.gap, found.factor) == (Outcome.CONTRADICT, 5, None)


@pytest.mark.parametrize("part", [part for part in QUESTION_PARTS if part != "indicator"])
def test_part_that_must_match_and_differs_is_the_reason(part: str) -> None:
    other = replace(SHARE_OF_TOWN, **{part: Period("2010", "2010") if part == "period" else "growth"})
    pair = figure(38, id=1), figure(38, id=2, asked=other)
    found = compare(*pair, SHARE_OF_STOCK)
    assert (found.outcome, found.reasons) == (Outcome.NOT_COMPARABLE, (part,))
    assert found.gap is None
    lenient = replace(SHARE_OF_STOCK, match=tuple(name for name in SHARE_OF_STOCK.match if name != part))
    assert compare(*pair, lenient).outcome is Outcome.SAME


def test_other_indicator_is_always_a_reason() -> None:
    other = replace(SHARE_OF_TOWN, indicator="share-of-flow")
    assert obstacles(figure(38, id=1), figure(38, id=2, asked=other), replace(SHARE_OF_STOCK, match=())) == (
        "indicator",
    )


def test_unlike_masses_are_not_compared() -> None:
    oxide, metal = figure(quantity(5, "t REO"), id=1), figure(quantity(5, "t metal"), id=2)
    assert compare(oxide, metal, SHARE_OF_STOCK).reasons == ("unit",)


def test_two_editions_of_a_series_are_not_compared_and_one_edition_is() -> None:
    early, late = (source(n, series="Yearbook", edition=str(2010 + n)) for n in (1, 2))
    pair = figure(38, id=1, of=early), figure(30, id=2, of=late)
    assert compare(*pair, SHARE_OF_STOCK).reasons == ("edition",)
    again = figure(30, id=2, of=replace(early, id=3, key="paper-3"))
    assert compare(pair[0], again, SHARE_OF_STOCK).outcome is Outcome.CONTRADICT
    other = figure(30, id=2, of=replace(late, series="Almanac"))
    assert compare(pair[0], other, SHARE_OF_STOCK).outcome is Outcome.CONTRADICT


def test_case_and_spaces_make_no_other_question() -> None:
    loud = replace(SHARE_OF_TOWN, basis=" ALL ")
    assert loud.key == SHARE_OF_TOWN.key
    assert compare(figure(38, id=1), figure(38, id=2, asked=loud), SHARE_OF_STOCK).outcome is Outcome.SAME


def test_bar_in_a_part_makes_no_other_part() -> None:
    one, other = replace(SHARE_OF_TOWN, subject="a|b", place="c"), replace(SHARE_OF_TOWN, subject="a", place="b|c")
    assert one.key != other.key


def test_every_reason_has_its_words() -> None:
    assert {*QUESTION_PARTS, "unit", "edition"} == set(REASONS)
    assert all(REASONS.values())
