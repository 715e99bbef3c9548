"""Copies and origins: every mention is counted, no copy is a witness, and like odd numbers are only a hint."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.echo import findings
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.quarrel import suspicion
from tests.samples import STOCK_OF_TOWN, case, figure, quantity, source

ODD_ONE = "43.57"


def printed(amount: str, id: int, origin: str = "", **changes: str) -> Figure:
    return figure(amount, id=id, of=source(id, origin=origin or f"paper-{id}", **changes))


def elsewhere(amount: str, id: int, by: Figure, subject: str = "salt") -> Figure:
    return figure(quantity(amount, "t REO"), id=id, asked=replace(STOCK_OF_TOWN, subject=subject), of=by.source)


def only(judged: Case) -> Finding:
    (found,) = findings(judged)
    return found


@given(st.lists(st.sampled_from(["the-mayor", "the-mine", "paper-x"]), min_size=1, max_size=6), st.randoms())
def test_mentions_and_origins_are_counted_in_any_order(declared: list[str], chance: object) -> None:
    figures = [printed("38", id, origin) for id, origin in enumerate(declared, 1)]
    found = list(findings(case(*figures)))
    assert bool(found) == (len(set(declared)) < len(declared))
    if found:
        assert f"{len(declared)} mentions, {len(set(declared))} origin" in plain(found[0].prose)
        assert found[0].measure == len(declared) - len(set(declared))
    chance.shuffle(figures)  # type: ignore[attr-defined]
    assert list(findings(case(*figures))) == found


@given(st.lists(st.sampled_from(["38", "30", ODD_ONE]), min_size=1, max_size=5))
def test_echo_contradicts_only_where_one_origin_prints_two_values(values: list[str]) -> None:
    figures = [printed(value, id, f"origin-{id % 2}") for id, value in enumerate(values, 1)]
    changed = any(len(set(values[start::2])) > 1 for start in (0, 1))
    found = list(findings(case(*figures)))
    assert any(one.outcome is Outcome.CONTRADICT for one in found) == changed
    for one in found:
        assert one.outcome in (Outcome.HOLDS, Outcome.EXPLAINS, Outcome.CONTRADICT)
        assert (one.suspicion > 0) == (one.outcome is Outcome.CONTRADICT)


def test_copy_that_changed_is_told_as_such_and_weighs_half() -> None:
    figures = [printed("83", 1, "the-mayor"), printed("83.7", 2, "the-mayor", title="Another paper")]
    (changed,) = (one for one in findings(case(*figures)) if one.outcome is Outcome.CONTRADICT)
    said = plain(changed.prose)
    assert said.startswith("A copy that changed: 83% (Paper 1) reads as 82.5 to 83.5%; 83.7% (Another paper) reads as")
    assert ": 0.15 points apart. Both go back to one statement" in said
    assert changed.figures == ("f.1", "f.2")
    assert changed.suspicion == suspicion(*figures) / 2


def test_source_that_prints_two_values_is_no_copy() -> None:
    one = printed("83", 1)
    (changed,) = (
        found for found in findings(case(one, figure("90", id=2, of=one.source))) if found.outcome is Outcome.CONTRADICT
    )
    assert plain(changed.prose).startswith("One source prints two values: 83% (Paper 1)")
    assert "copy" not in changed.prose


def test_copy_is_told_with_what_it_repeats() -> None:
    first, copy = printed("38", 1), printed("38", 2, "paper-1", copy_of="paper-1")
    found = only(case(copy, first))
    assert "2 mentions, 1 origin: copies are counted once." in plain(found.prose)
    assert "38% of Printer 2016 repeats 38% of Printer 2016" in plain(found.prose)
    assert found.outcome is Outcome.HOLDS


def test_copy_of_what_is_not_printed_here_is_told() -> None:
    found = only(case(printed("38", 1, "paper-9"), printed("38", 2, "paper-9", copy_of="paper-9")))
    assert "repeats a source that does not print it here" in plain(found.prose)


def test_one_source_that_prints_a_number_twice_says_so() -> None:
    first = printed("38", 1)
    found = only(case(first, replace(first, id=2, key="f.2")))
    assert "Printer 2016 prints it 2 times: 38%, 38%." in plain(found.prose)


def test_same_odd_numbers_elsewhere_point_to_one_statement() -> None:
    one, other = printed(ODD_ONE, 1), printed(ODD_ONE, 2)
    shared = (elsewhere("7123", 3, one), elsewhere("7123", 4, other), elsewhere("8123", 5, one, "sand"))
    found = only(case(one, other, shared=shared))
    assert found.outcome is Outcome.EXPLAINS
    assert set(found.figures) == {"f.1", "f.2", "f.3", "f.4"}
    assert "They may go back to one statement." in plain(found.prose)
    assert found.tried == 1
    assert found.by_chance == Decimal("0.25")


@pytest.mark.parametrize(
    "here, there, hedge",
    [("38", "7123", ""), (ODD_ONE, "7000", ""), (ODD_ONE, "7123", "about")],
    ids=["plain number here", "plain number there", "another hedge there"],
)
def test_plain_numbers_and_other_hedges_point_nowhere(here: str, there: str, hedge: str) -> None:
    one, other = printed(here, 1), printed(here, 2)
    second = replace(elsewhere(there, 4, other), quantity=quantity(there, "t REO", hedge=hedge))
    assert list(findings(case(one, other, shared=(elsewhere(there, 3, one), second)))) == []


def test_like_numbers_on_other_questions_are_never_linked() -> None:
    one, other = printed(ODD_ONE, 1), printed("38", 2)
    coincident = (elsewhere("7123", 3, one), elsewhere("7123", 4, other, "sand"))
    assert list(findings(case(one, other, shared=coincident))) == []


def test_declared_origin_is_no_hint() -> None:
    one, other = printed(ODD_ONE, 1, "the-mayor"), printed(ODD_ONE, 2, "the-mayor")
    shared = (elsewhere("7123", 3, one), elsewhere("7123", 4, other))
    assert [found.outcome for found in findings(case(one, other, shared=shared))] == [Outcome.HOLDS]


@given(st.integers(1, 6), st.integers(0, 6))
def test_more_that_could_agree_makes_chance_likelier(agreeing: int, differing: int) -> None:
    one, other = printed(ODD_ONE, 1), printed(ODD_ONE, 2)
    shared = []
    for n in range(agreeing + differing):
        shared.append(elsewhere("7123", 10 + n, one, f"s{n}"))
        shared.append(elsewhere("7123" if n < agreeing else "8457", 40 + n, other, f"s{n}"))
    found = only(case(one, other, shared=tuple(shared)))
    assert found.by_chance == (1 - Decimal("0.75") ** (agreeing + differing)).quantize(Decimal("0.01"))
