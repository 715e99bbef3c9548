"""Totals, parts and bounds against brute force on small whole numbers."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.total import findings
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.relation import Relation
from tests.samples import HOUSES, HOUSES_OF_TOWN, case, figure, quantity

QUARTERS = [Decimal(n) / 4 for n in range(-80, 101)]
"""Where bands of whole numbers up to 9 have values that add up or stay within, these hold some that do."""
HEDGES = st.sampled_from(["", "over", "at least", "under", "at most"])
COUNTS = st.tuples(st.integers(0, 9), HEDGES)
ROLES = {"sum": ("total", "part"), "part": ("whole", "part"), "bound": ("limit", "value")}


def counted(count: tuple[int, str], id: int) -> Figure:
    return figure(quantity(count[0], "1", hedge=count[1]), id=id, asked=HOUSES_OF_TOWN)


def judged(kind: str, whole: tuple[int, str], *parts: tuple[int, str], reason: str = "") -> list[Finding]:
    one, many = ROLES[kind]
    figures = [counted(whole, 1), *(counted(part, number) for number, part in enumerate(parts, 2))]
    members = ((one, "f.1"), *((many, part.key) for part in figures[1:]))
    return list(findings(library(figures, Relation("r", kind, members, reason=reason))))


def library(figures: list[Figure], *relations: Relation) -> Case:
    return case(figures[0], indicator=HOUSES, around=tuple(figures[1:]), relations=relations)


def values(count: tuple[int, str]) -> list[Decimal]:
    band = counted(count, 1).band
    return [value for value in QUARTERS if band.contains(value)]


@given(COUNTS, st.lists(COUNTS, min_size=1, max_size=2))
def test_sum_holds_when_some_values_add_up(total: tuple[int, str], parts: list[tuple[int, str]]) -> None:
    (found,) = judged("sum", total, *parts)
    sums = {sum(chosen) for chosen in product(*map(values, parts))}
    assert (found.outcome is Outcome.HOLDS) == bool(sums & set(values(total)))
    assert (found.measure is None) == (found.outcome is Outcome.HOLDS)


@pytest.mark.parametrize("kind", ["part", "bound"])
@given(count=COUNTS, limit=COUNTS)
def test_part_and_value_hold_when_some_value_is_within(
    kind: str, count: tuple[int, str], limit: tuple[int, str]
) -> None:
    (found,) = judged(kind, limit, count)
    fits = any(value <= most for value in values(count) for most in values(limit))
    assert (found.outcome is Outcome.HOLDS) == fits


@given(st.integers(0, 9), st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_exact_counts_are_off_by_their_difference(total: int, parts: list[int]) -> None:
    (found,) = judged("sum", (total, ""), *((part, "") for part in parts))
    assert found.measure == (abs(total - sum(parts)) or None)


def test_rounding_of_the_parts_is_granted() -> None:
    tonnes = [
        figure(quantity(value, "t"), id=n, asked=HOUSES_OF_TOWN)
        for n, value in enumerate(("10", "3.3", "3.3", "3.3"), 1)
    ]
    sum_ = Relation("r", "sum", (("total", "f.1"), ("part", "f.2"), ("part", "f.3"), ("part", "f.4")))
    (found,) = findings(library(tonnes, sum_))
    assert found.outcome is Outcome.HOLDS


def test_each_part_of_a_whole_is_judged_by_itself() -> None:
    found = judged("part", (5, ""), (3, ""), (6, ""))
    assert [one.outcome for one in found] == [Outcome.HOLDS, Outcome.CONTRADICT]
    assert "60%" in plain(found[0].prose)


def test_reason_stands_in_the_prose() -> None:
    (found,) = judged("bound", (5, ""), (7, ""), reason="No town has more.")
    assert "(No town has more): off by 2 after rounding and hedges." in plain(found.prose)
    assert 0 < found.suspicion < 1


def test_whole_of_nothing_is_judged_too() -> None:
    (found,) = judged("part", (0, ""), (1, ""))
    assert found.outcome is Outcome.CONTRADICT
    assert judged("part", (0, ""), (0, ""))[0].outcome is Outcome.HOLDS


def test_sum_whose_parts_are_not_all_at_hand_is_not_judged() -> None:
    figures = [counted((9, ""), 1), counted((4, ""), 2)]
    relation = Relation("r", "sum", (("total", "f.1"), ("part", "f.2"), ("part", "f.3")))
    assert list(findings(library(figures, relation))) == []


def test_unlike_masses_are_not_added() -> None:
    figures = [
        figure(quantity(5, unit), id=number, asked=HOUSES_OF_TOWN)
        for number, unit in enumerate(("t REO", "t metal"), 1)
    ]
    relation = Relation("r", "sum", (("total", "f.1"), ("part", "f.2")))
    assert list(findings(library(figures, relation))) == []


def test_bound_over_unlike_masses_says_that_nobody_states_a_conversion() -> None:
    limit = figure(quantity(5, "t REO"), id=1, asked=HOUSES_OF_TOWN)
    value = figure(quantity(7, "t metal"), id=2, asked=HOUSES_OF_TOWN)
    relation = Relation("r", "bound", (("value", "f.2"), ("limit", "f.1")))
    (found,) = findings(library([limit, value], relation))
    assert "a conversion that nobody states" in plain(found.prose)


@pytest.mark.parametrize("kind", ["share", "growth", "change", "conversion"])
def test_other_relations_are_left_to_other_checks(kind: str) -> None:
    figures = [counted((9, ""), 1), counted((4, ""), 2)]
    relation = Relation("r", kind, (("whole", "f.1"), ("part", "f.2")))
    assert list(findings(library(figures, relation))) == []
