"""Aims against later figures: met, missed or not known, by the hedge, the cap, or where the change starts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.plan import findings
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.relation import Relation
from tests.samples import STOCK, STOCK_OF_LAND, case, figure, quantity, source


def stated(amount: int | Quantity, year: str, id: int = 1, modality: str = "actual", issued: str = "2016") -> Figure:
    printed = amount if isinstance(amount, Quantity) else quantity(amount, "t REO")
    asked = replace(STOCK_OF_LAND, period=Period.parse(year), modality=modality)
    return figure(printed, id=id, asked=asked, of=source(id, issued=issued))


def aim(amount: int, hedge: str = "", modality: str = "target") -> Figure:
    return stated(quantity(amount, "t REO", hedge=hedge), "2020", modality=modality)


def judged(wanted: Figure, *facts: Figure, **parts: object) -> Finding:
    (found,) = findings(library(wanted, *facts, **parts))
    return found


def library(wanted: Figure, *facts: Figure, **parts: object) -> Case:
    return case(wanted, indicator=STOCK, around=facts, **parts)  # type: ignore[arg-type]


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["over", "at least", "under", "at most"]))
def test_hedge_says_which_way_an_aim_is_met(wanted: int, was: int, hedge: str) -> None:
    fact = stated(was, "2020", 2)
    found = judged(aim(wanted, hedge), fact)
    upward = hedge in ("over", "at least")
    kept = was >= wanted if upward else was <= wanted
    if kept:
        assert found.outcome is Outcome.HOLDS
    else:
        assert found.outcome in (Outcome.MISSED, Outcome.UNKNOWN)
    assert found.suspicion == 0
    assert found.figures == ("f.1", "f.2")


@pytest.mark.parametrize("was, outcome", [(140, Outcome.HOLDS), (120, Outcome.HOLDS), (180, Outcome.MISSED)])
def test_ceiling_is_kept_up_to_itself(was: int, outcome: Outcome) -> None:
    found = judged(aim(140, "at most", "cap"), stated(was, "2020", 2), tasks={"f.1": "Cap on mining"})
    assert found.outcome is outcome
    assert "the ceiling for 2020 (task: Cap on mining)" in plain(found.prose)


@pytest.mark.parametrize("start, was, outcome", [(3, 6, Outcome.HOLDS), (3, 4, Outcome.MISSED), (9, 4, Outcome.HOLDS)])
def test_plain_target_is_met_the_way_it_was_to_go(start: int, was: int, outcome: Outcome) -> None:
    relation = Relation("r", "change", (("start", "f.5"), ("end", "f.1")))
    found = judged(aim(5), stated(was, "2020", 2), stated(start, "2015", 5), relations=(relation,))
    assert found.outcome is outcome


def test_plain_target_without_a_way_is_not_decided_by_another_number() -> None:
    assert judged(aim(5), stated(6, "2020", 2)).outcome is Outcome.UNKNOWN
    assert judged(aim(5), stated(5, "2020", 2)).outcome is Outcome.HOLDS


def test_forecast_comes_true_or_not() -> None:
    assert judged(aim(400, "over", "forecast"), stated(176, "2021", 2)).outcome is Outcome.MISSED
    assert judged(aim(17, modality="forecast"), stated(17, "2020", 2)).outcome is Outcome.HOLDS
    assert judged(aim(17, modality="forecast"), stated(25, "2020", 2)).outcome is Outcome.MISSED


@pytest.mark.parametrize(
    "fact",
    [
        stated(9, "2019", 2),
        stated(9, "2020", 2, "plan"),
        replace(stated(9, "2020", 2), question=replace(STOCK_OF_LAND, place="town", period=Period("2020", "2020"))),
        replace(stated(9, "2020", 2), question=replace(STOCK_OF_LAND, basis="some", period=Period("2020", "2020"))),
    ],
    ids=["before it", "another plan", "another place", "another basis"],
)
def test_what_is_no_fact_of_the_matter_leaves_it_unknown(fact: Figure) -> None:
    found = judged(aim(5, "over"), fact)
    assert found.outcome is Outcome.UNKNOWN
    assert "the library has no figure for that time or later. So: not known." in plain(found.prose)
    assert found.figures == ("f.1",)


def test_facts_of_its_time_come_before_later_ones() -> None:
    found = judged(aim(5, "over"), stated(9, "2020", 2), stated(1, "2022", 3))
    assert found.outcome is Outcome.HOLDS
    assert found.figures == ("f.1", "f.2")
    assert judged(aim(5, "over"), stated(1, "2022", 3)).outcome is Outcome.MISSED


def test_facts_that_differ_decide_nothing() -> None:
    found = judged(aim(50, "over"), stated(90, "2020", 2), stated(10, "2020", 3))
    assert found.outcome is Outcome.UNKNOWN
    assert "not known, for the figures differ" in plain(found.prose)


def test_what_a_bound_holds_against_the_aim_counts() -> None:
    quota = replace(stated(130, "2020", 2, "cap"), question=replace(STOCK_OF_LAND, indicator="quota", modality="cap"))
    relation = Relation("r", "bound", (("value", "f.2"), ("limit", "f.1")))
    found = judged(aim(140, "at most", "cap"), quota, relations=(relation,))
    assert found.outcome is Outcome.HOLDS
    assert found.figures == ("f.1", "f.2")


@pytest.mark.parametrize(
    "wanted", [stated(5, "2020", modality="cap", issued="2020"), stated(5, "2020"), stated(5, "", modality="target")]
)
def test_quota_of_its_year_facts_and_aims_without_a_date_are_left_alone(wanted: Figure) -> None:
    assert list(findings(library(wanted, stated(9, "2020", 2)))) == []


@given(st.lists(st.integers(1, 99), min_size=1, max_size=4), st.randoms())
def test_order_and_copies_change_nothing(values: list[int], chance: object) -> None:
    facts = [stated(value, "2020", id) for id, value in enumerate(values, 2)]
    expected = judged(aim(50, "over"), *facts)
    copies = [
        replace(one, id=one.id + 50, key=f"f.{one.id + 50}", source=source(90, copy_of=one.source.key)) for one in facts
    ]
    mixed = [*facts, *copies]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert judged(aim(50, "over"), *mixed) == expected
