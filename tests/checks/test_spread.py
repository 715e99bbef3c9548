"""Spread against brute force: the pairs whose bands do not meet, all of them and no others."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.spread import findings
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.quarrel import headline, quarrels
from tests.samples import HOUSES, HOUSES_OF_TOWN, case, figure, quantity, source
from tests.strategies import PERCENTS, figures


@st.composite
def shares(draw: st.DrawFn) -> Case:
    return case(*(draw(figures(number, PERCENTS)) for number in range(1, draw(st.integers(2, 7)))))


def editions(one: Figure, other: Figure) -> bool:
    return bool(one.source.series) and one.source.edition != other.source.edition and bool(other.source.series)


def apart(one: Figure, other: Figure) -> bool:
    """Say whether no value lies in both bands, asked of their ends and of points beside them."""
    ends = {end for figure in (one, other) for end in (figure.band.low, figure.band.high) if end is not None}
    step = Decimal("0.00001")
    points = {point for end in ends for point in (end - step, end, end + step)}
    return not any(one.band.contains(point) and other.band.contains(point) for point in points)


@given(shares())
def test_quarrels_are_exactly_the_pairs_whose_bands_do_not_meet(judged: Case) -> None:
    every = {
        (one.key, other.key): one.origin == other.origin
        for one, other in combinations(judged.figures, 2)
        if apart(one, other) and not editions(one, other)
    }
    expected = {pair for pair, copied in every.items() if not copied}
    changed = every.keys() - expected
    assert {(one.key, other.key) for one, other, _ in quarrels(judged)} == expected
    assert {(one.key, other.key) for one, other, _ in quarrels(judged, independent=False)} == changed
    found = list(findings(judged))
    assert {key for finding in found for key in finding.figures} == {key for pair in expected for key in pair}
    assert len(found) == bool(expected)


@given(st.lists(st.integers(0, 20), min_size=2, max_size=6))
def test_exact_counts_quarrel_when_they_differ(counts: list[int]) -> None:
    counted = [figure(quantity(count, "1"), id=number, asked=HOUSES_OF_TOWN) for number, count in enumerate(counts, 1)]
    found = list(findings(case(*counted, indicator=HOUSES)))
    assert len(found) == (len(set(counts)) > 1)
    if found:
        assert found[0].measure == max(counts) - min(counts)


def only(judged: Case) -> Finding:
    (found,) = findings(judged)
    return found


def test_finding_says_both_bands_and_the_gap() -> None:
    found = only(case(figure(38, id=1), figure(30, id=2)))
    said = plain(found.prose)
    assert found.outcome is Outcome.CONTRADICT
    assert found.measure == 7
    assert "37.5 to 38.5%" in said
    assert "29.5 to 30.5%" in said
    assert "7 points apart, a factor of 1.23" in said
    assert "2 mentions, 2 origins" in said


def test_copies_are_mentions_and_no_origins() -> None:
    first, again = source(2), source(3, copy_of="paper-2", origin="paper-2")
    found = only(case(figure(38, id=1), figure(30, id=2, of=first), figure(30, id=3, of=again)))
    assert "3 mentions, 2 origins" in plain(found.prose)


@pytest.mark.parametrize(
    "declared", [{"origin": "paper-1"}, {"copy_of": "paper-1"}], ids=["of one origin", "declared a copy"]
)
def test_copy_that_changed_is_no_independent_disagreement(declared: dict[str, str]) -> None:
    changed = figure(30, id=2, of=source(2, **declared))
    assert list(findings(case(figure(38, id=1), changed))) == []
    found = only(case(figure(38, id=1), changed, figure(45, id=3)))
    assert found.figures == ("f.1", "f.3", "f.2")


def test_words_that_can_be_opened_come_before_hearsay() -> None:
    hearsay = figure(90, id=3)
    hearsay = replace(hearsay, locator=replace(hearsay.locator, start=None, end=None))
    pair = headline(quarrels(case(figure(38, id=1), figure(30, id=2), hearsay)))
    assert {one.id for one in pair[:2]} == {1, 2}


def test_widest_gap_heads_the_row() -> None:
    pair = headline(quarrels(case(figure(38, id=1), figure(30, id=2), figure(60, id=3))))
    assert {one.id for one in pair[:2]} == {2, 3}


@pytest.mark.parametrize(
    "near, far", [((38, 37), (38, 30)), ((38, 30), ("38.00", "30.00"))], ids=["a wider gap", "narrower bands"]
)
def test_suspicion_grows(near: tuple[int, int], far: tuple[int | str, int | str]) -> None:
    less, more = (
        [finding.suspicion for finding in findings(case(figure(one, id=1), figure(other, id=2)))] or [Decimal(0)]
        for one, other in (near, far)
    )
    assert less < more
    assert all(0 <= suspicion <= 1 for suspicion in less + more)
