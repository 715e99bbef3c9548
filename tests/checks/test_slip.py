"""Slips: each one of the table, made in a library that agrees, is proposed back; and the odds are counted."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rareearth_gui.checks.slip import findings
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.printing import short
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.relation import Relation
from rareearth_gui.domain.slips import AS_PRINTED, SLIPS, Candidate, Slip, below, candidates, chance
from tests.samples import SHARE_OF_STOCK, STOCK, STOCK_OF_TOWN, case, figure, quantity, source
from tests.strategies import numbers

PRINTED_IN = {
    "wan as thousand": (10**3, "t REO"),
    "thousand as wan": (10**4, "t REO"),
    "yi as billion": (10**9, "CNY"),
    "billion as yi": (10**8, "CNY"),
    "million as billion": (10**9, "CNY"),
    "billion as million": (10**6, "CNY"),
    "wan added": (10**4, "t REO"),
    "kt for t": (1, "kt REO"),
    "fraction as per cent": (1, "%"),
}
"""Scale and unit in which a slip can have happened; the others can happen in any."""
OXIDE = {"metal for oxide": "1.17", "oxide for metal": "0.86"}


def stated(amount: Quantity, id: int) -> Figure:
    asked = replace(STOCK_OF_TOWN, modality="actual")
    return figure(amount, id=id, asked=asked, of=source(id))


def library(*figures: Figure, indicator: object = STOCK, **parts: object) -> Case:
    return case(*figures, indicator=indicator, **parts)  # type: ignore[arg-type]


def only(judged: Case) -> Finding:
    (found,) = findings(judged)
    return found


@st.composite
def slipped(draw: st.DrawFn, slip: Slip) -> tuple[Quantity, Quantity]:
    """Draw a quantity as it was misprinted and as it was meant."""
    scale, unit = PRINTED_IN.get(slip.key, (1, "t REO"))
    printed = quantity(draw(numbers(1, 999_999)), unit, scale=scale)
    if slip.key in OXIDE:
        meant = replace(printed, number=(printed.number * Decimal(OXIDE[slip.key])).quantize(Decimal("0.001")))
    else:
        repaired = list(slip.repair(printed))
        assume(repaired)
        meant = draw(st.sampled_from(repaired))
    assume(meant.number > 0)
    return printed, meant


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.key)
@given(data=st.data())
def test_each_slip_in_figures_that_agree_is_proposed_back(slip: Slip, data: st.DataObject) -> None:
    printed, meant = data.draw(slipped(slip))
    right, again, wrong = stated(meant, 1), stated(meant, 2), stated(printed, 3)
    assume(not right.band.meets(wrong.band))
    found = only(library(right, again, wrong))
    assert found.outcome is Outcome.EXPLAINS
    assert {"f.1", "f.3"} <= set(found.figures)
    assert any(one.meets(right.band) and one.can_meet(right.band) for one in candidates(wrong))
    assert found.tried
    assert found.measure is not None
    assert found.by_chance is not None
    assert 0 < found.measure <= found.tried
    if slip.key not in OXIDE and found.measure <= 3:
        assert short(right.middle, right.quantity.unit) in plain(found.prose)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.key)
@given(data=st.data())
def test_order_and_copies_change_nothing(slip: Slip, data: st.DataObject) -> None:
    printed, meant = data.draw(slipped(slip))
    right, wrong = stated(meant, 1), stated(printed, 3)
    copy = replace(stated(printed, 9), source=source(9, copy_of="paper-3", origin="paper-3"))
    plain_one, mixed, copied = (
        list(findings(library(*some))) for some in ((right, wrong), (wrong, right), (right, wrong, copy))
    )
    assert plain_one == mixed
    assert plain_one == copied


@pytest.mark.parametrize("slip", [one for one in SLIPS if one.key.startswith("place")], ids=lambda slip: slip.key)
@given(parts=st.lists(st.integers(11, 9_999), min_size=2, max_size=4), data=st.data())
def test_slip_in_a_sum_is_proposed_back(slip: Slip, parts: list[int], data: st.DataObject) -> None:
    figures = [stated(quantity(Decimal(n).scaleb(-1), "t REO"), id) for id, n in enumerate(parts, 2)]
    total = stated(quantity(Decimal(sum(parts)).scaleb(-1), "t REO"), 1)
    wrong = data.draw(st.sampled_from([total, *figures]))
    misprinted = replace(wrong, quantity=next(iter(inverse(slip).repair(wrong.quantity))))
    members = (("total", "f.1"), *(("part", one.key) for one in figures))
    others = tuple(one for one in (total, *figures) if one is not wrong)
    judged = library(misprinted, around=others, relations=(Relation("r", "sum", members),))
    found = list(findings(judged))
    assume(found or abs(misprinted.middle - wrong.middle) > 5)
    assert short(wrong.middle, wrong.quantity.unit) in plain(found[0].prose)


def inverse(slip: Slip) -> Slip:
    other = {"place too high": "place too low", "place too low": "place too high"}[slip.key]
    return next(one for one in SLIPS if one.key == other)


def test_two_digits_swapped_are_seen_either_way() -> None:
    found = only(library(figure("37.8", id=1), figure("38.7", id=2), indicator=SHARE_OF_STOCK))
    said = plain(found.prose)
    assert "If 37.8% has two digits swapped, it is 38.7% and meets 38.7%." in said
    assert "If 38.7% has two digits swapped, it is 37.8% and meets 37.8%." in said
    assert f"Tried {found.tried} readings; 2 fit, about {found.by_chance} would by chance." in said


def test_digits_are_not_known_again_by_a_coarser_figure() -> None:
    assert list(findings(library(figure("38.7", id=1), figure("30", id=2), indicator=SHARE_OF_STOCK))) == []
    assert list(findings(library(figure("83.7", id=1), figure("83", id=2), indicator=SHARE_OF_STOCK))) == []


def test_share_above_the_whole_is_no_reading() -> None:
    assert all(one.value <= 100 for one in candidates(figure("37.8", id=1)))


def test_batch_for_the_year_is_found_by_the_basis_that_prints_it() -> None:
    year, misread = stated(quantity(105_000, "t REO"), 1), stated(quantity(52_500, "t REO"), 2)
    batch = replace(stated(quantity(52_500, "t REO"), 3), question=replace(STOCK_OF_TOWN, basis="all, first batch"))
    elsewhere = replace(batch, id=4, key="f.4", question=replace(batch.question, place="land"))
    found = only(library(year, misread, around=(batch, elsewhere)))
    assert "52,500 t REO is what 52,500 t REO prints for another basis, all, first batch" in plain(found.prose)
    assert "f.3" in found.figures
    assert "f.4" not in found.figures


def test_points_printed_as_per_cent_are_seen() -> None:
    start, end = figure("32.7", id=1), figure("51.0", id=2)
    growth = figure(quantity("18.3"), id=3, asked=replace(STOCK_OF_TOWN, modality="growth"))
    relation = Relation("r", "growth", (("start", "f.1"), ("end", "f.2"), ("growth", "f.3")))
    found = only(library(growth, around=(start, end), relations=(relation,)))
    assert "18.3% is 51.0% less 32.7%: points may be printed as per cent." in plain(found.prose)
    assert found.figures == ("f.3", "f.1", "f.2")


def test_figures_that_agree_have_no_slip() -> None:
    assert list(findings(library(figure(38, id=1), figure("38.2", id=2), indicator=SHARE_OF_STOCK))) == []


@given(st.fractions(min_value="0.01", max_value=100).map(lambda ratio: Decimal(ratio.numerator) / ratio.denominator))
def test_chance_of_a_ratio_is_that_of_its_inverse_the_other_way(ratio: Decimal) -> None:
    assert abs(below(ratio) + below(1 / ratio) - 1) < Decimal("1e-20")


@given(numbers(1, 9999), numbers(1, 9999))
def test_chance_lies_between_nothing_and_certainty(one: Decimal, other: Decimal) -> None:
    printed, target = stated(quantity(one, "t"), 1), stated(quantity(other, "t"), 2)
    assert 0 <= chance(printed, Candidate.of(AS_PRINTED, printed, printed.quantity), target.rounded) <= 1


def test_half_of_all_chance_pairs_lie_within_a_factor_of_two() -> None:
    assert below(Decimal(2)) - below(Decimal("0.5")) == Decimal("0.5")
    assert 1 - (below(Decimal(10)) - below(Decimal("0.1"))) == Decimal("0.1")
