"""Growth and change against brute force on whole numbers; what a growth implies for an end that is not printed."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.growth import findings
from rareearth_gui.domain.arithmetic import Arithmetic
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.relation import Relation
from tests.samples import HOUSES, HOUSES_OF_TOWN, case, figure, quantity

GROWTH_OF_TOWN = replace(HOUSES_OF_TOWN, indicator="growth-of-houses", modality="growth")
WHOLE = {"start": "f.1", "end": "f.2", "growth": "f.3"}


def counted(amount: int | Quantity, id: int, year: str) -> Figure:
    stated = amount if isinstance(amount, Quantity) else quantity(amount, "1")
    return figure(stated, id=id, asked=replace(HOUSES_OF_TOWN, period=Period.parse(year)))


def grown(amount: str | int | Quantity, period: str = "2015/2016", basis: str = "all") -> Figure:
    stated = amount if isinstance(amount, Quantity) else quantity(amount)
    return figure(stated, id=3, asked=replace(GROWTH_OF_TOWN, period=Period.parse(period), basis=basis))


def judged(*figures: Figure, kind: str = "growth", around: tuple[Figure, ...] = ()) -> list[Finding]:
    roles = {key: role for role, key in WHOLE.items()}
    members = tuple((roles[one.key], one.key) for one in figures)
    relation = Relation("r", kind, members)
    return list(findings(library(figures[0], *figures[1:], *around, relation=relation)))


def library(*figures: Figure, relation: Relation) -> Case:
    return case(figures[0], indicator=HOUSES, around=figures[1:], relations=(relation,))


@given(st.integers(1, 500), st.integers(1, 500), st.integers(-90, 900))
def test_growth_holds_when_the_printed_per_cent_rounds_to_it(start: int, end: int, printed: int) -> None:
    stated = grown(printed)
    (found,) = judged(stated, counted(start, 1, "2015"), counted(end, 2, "2016"))
    true = Decimal(end) * 100 / start - 100
    assert (found.outcome is Outcome.HOLDS) == stated.band.contains(true)
    assert (found.suspicion > 0) == (found.outcome is Outcome.CONTRADICT)


@given(st.integers(10, 500), st.integers(10, 500))
def test_true_growth_holds(start: int, end: int) -> None:
    true = (Decimal(end) * 100 / start - 100).quantize(Decimal("0.1"))
    (found,) = judged(grown(quantity(true)), counted(start, 1, "2015"), counted(end, 2, "2016"))
    assert found.outcome is Outcome.HOLDS


@given(st.permutations([1, 2, 3]))
def test_order_of_figures_and_members_changes_nothing(order: list[int]) -> None:
    figures = {1: counted(3736, 1, "2013"), 2: counted(16601, 2, "2016"), 3: grown(344)}
    (found,) = judged(*(figures[number] for number in order))
    assert found.outcome is Outcome.HOLDS
    assert found.figures == ("f.3", "f.1", "f.2")
    assert "is +344.4%; 344% is printed: holds" in plain(found.prose)


def test_what_does_not_hold_is_told_with_what_rounding_allows() -> None:
    (found,) = judged(
        grown(5), counted(quantity(7000, "t", hedge="about"), 1, "2018"), counted(quantity(7900, "t"), 2, "2019")
    )
    assert found.outcome is Outcome.CONTRADICT
    assert "5% is printed, where rounding and hedges allow" in plain(found.prose)
    assert found.figures[0] == "f.3"
    assert found.measure is not None
    assert 0 < found.measure < 3


def test_end_and_growth_imply_the_start() -> None:
    (found,) = judged(grown(220, "2014/2015"), counted(quantity(166200, "t"), 2, "2015"))
    assert found.outcome is Outcome.IMPLIES
    assert "imply 51,900 t for 2014 (51,120 to 52,780 t" in plain(found.prose)
    assert found.measure == Decimal("51937.5")
    assert found.suspicion == 0


def test_start_and_growth_imply_the_end() -> None:
    (found,) = judged(grown(50), counted(200, 1, "2015"))
    assert "imply 300 for 2016" in plain(found.prose)


@pytest.mark.parametrize("there, outcome", [(60, Outcome.HOLDS), (80, Outcome.CONTRADICT)])
def test_implied_end_is_held_against_what_the_library_has(there: int, outcome: Outcome) -> None:
    known = counted(quantity(120, "t"), 2, "2016")
    same, other = counted(quantity(there, "t"), 7, "2015"), counted(quantity(there, "t"), 8, "2014")
    (found,) = judged(grown("100.0"), known, around=(same, other))
    assert found.outcome is outcome
    assert found.figures == ("f.3", "f.2", "f.7")


def test_yearly_growth_is_compounded() -> None:
    stated = grown("10.0", "2011/2013", "average annual")
    (found,) = judged(stated, counted(1000, 1, "2011"), counted(1210, 2, "2013"))
    assert found.outcome is Outcome.HOLDS
    assert "+10% a year over 2 years" in plain(found.prose)


@pytest.mark.parametrize(
    "start, end, told",
    [
        (quantity(99, "1"), quantity(59, "1"), "99 (2015) to 59 (2016) is down 40 (-40.4%)"),
        (quantity(60, "1"), quantity(70, "1", hedge="over"), "up more than 10 (more than +16.7%)"),
        (quantity(2), quantity(3, hedge="over"), "up more than 1 point;"),
        (quantity("32.7"), quantity(51), "up 18.3 points;"),
    ],
)
def test_change_without_a_rate_is_told(start: Quantity, end: Quantity, told: str) -> None:
    (found,) = judged(counted(start, 1, "2015"), counted(end, 2, "2016"), kind="change")
    assert found.outcome is Outcome.HOLDS
    assert told in plain(found.prose)


def test_amounts_of_different_things_have_no_growth() -> None:
    figures = (counted(quantity(5, "t"), 1, "2015"), counted(quantity(6, "t REO"), 2, "2016"))
    assert judged(grown(20), *figures) == []
    assert judged(*figures, kind="change") == []


def test_growth_of_nothing_and_members_not_at_hand_are_left_alone() -> None:
    assert judged(grown(20), counted(0, 1, "2015"), counted(6, 2, "2016")) == []
    relation = Relation("r", "growth", tuple(WHOLE.items()))
    assert list(findings(library(grown(20), counted(6, 2, "2016"), relation=relation))) == []


@given(st.integers(2, 9999), st.integers(1, 999))
def test_what_is_needed_of_each_member_meets_it_when_all_hold(start: int, growth: int) -> None:
    end = Decimal(start) * (100 + growth) / 100
    figures = (counted(start, 1, "2015"), counted(quantity(end, "t"), 2, "2016"), grown(growth))
    figures = (counted(quantity(start, "t"), 1, "2015"), *figures[1:])
    sum_ = Arithmetic(Relation("r", "growth", tuple(WHOLE.items())), {one.key: one for one in figures})
    for role, one in zip(WHOLE, figures, strict=True):
        needed = sum_.needed(role)
        assert needed is not None
        assert one.band.meets(needed)


def test_every_order_of_ends_is_read_by_role() -> None:
    for order in permutations((counted(10, 1, "2015"), counted(20, 2, "2016"), grown(100))):
        assert [one.outcome for one in judged(*order)] == [Outcome.HOLDS]
