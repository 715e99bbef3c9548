"""Conversions: the rate that two printings of one amount imply, and that rate against a printed one."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.checks.convert import findings
from rareearth_gui.domain.evidence import Figure, Question
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.relation import Relation
from tests.samples import HOUSES, HOUSES_OF_TOWN, STOCK_OF_TOWN, case, figure, quantity

YUAN = quantity(4, "CNY", scale=10**9)
DOLLARS = quantity(597, "USD", scale=10**6)
OXIDE_FACTOR = Question("oxide-factor", "salt")


def judged(
    amount: Quantity, other: Quantity, *, rate: Quantity | None = None, around: tuple[Figure, ...] = ()
) -> Finding:
    members = [("amount", "f.1"), ("other", "f.2")]
    figures = [figure(amount, id=1, asked=HOUSES_OF_TOWN), figure(other, id=2, asked=STOCK_OF_TOWN)]
    if rate is not None:
        members.append(("rate", "f.3"))
        figures.append(figure(rate, id=3, asked=HOUSES_OF_TOWN))
    relation = Relation("r", "conversion", tuple(members))
    library = case(figures[0], indicator=HOUSES, around=(*figures[1:], *around), relations=(relation,))
    (found,) = findings(library)
    assert list(findings(replace(library, around=tuple(reversed(library.around))))) == [found]
    return found


def test_two_printings_imply_a_rate() -> None:
    found = judged(YUAN, DOLLARS)
    assert found.outcome is Outcome.IMPLIES
    assert "makes 6.70 yuan per dollar (6.61 to 6.79 with rounding and hedges)" in plain(found.prose)
    assert "The library has no rate of the time" in plain(found.prose)
    assert found.measure is not None
    assert round(found.measure, 2) == Decimal("6.70")
    assert found.suspicion == 0


@pytest.mark.parametrize("rate, outcome", [("6.75", Outcome.HOLDS), ("8.28", Outcome.CONTRADICT)])
def test_printed_rate_holds_or_not(rate: str, outcome: Outcome) -> None:
    found = judged(YUAN, DOLLARS, rate=quantity(rate, "1"))
    assert found.outcome is outcome
    assert found.figures == ("f.1", "f.2", "f.3")
    assert (found.suspicion > 0) == (outcome is Outcome.CONTRADICT)


def test_open_hedge_leaves_the_rate_open() -> None:
    found = judged(quantity(14, "CNY", scale=10**9, hedge="over"), quantity("2.1", "USD", scale=10**9))
    assert "or more with rounding and hedges" in plain(found.prose)


@pytest.mark.parametrize("oxide, outcome", [("116.6", Outcome.HOLDS), ("123", Outcome.CONTRADICT)])
def test_oxide_and_metal_meet_over_the_factor_of_the_subject(oxide: str, outcome: Outcome) -> None:
    factor = figure(quantity("1.1664", "t/t"), id=7, asked=OXIDE_FACTOR)
    other = figure(quantity("1.2", "t/t"), id=6, asked=replace(OXIDE_FACTOR, subject="sand"))
    found = judged(quantity(oxide, "t REO"), quantity("100.0", "t metal"), around=(factor, other))
    assert found.outcome is outcome
    assert found.figures == ("f.1", "f.2", "f.7")


@given(st.integers(100, 999), st.integers(100, 999))
def test_rate_of_the_true_values_lies_in_what_is_implied(amount: int, rate: int) -> None:
    yuan = (Decimal(amount) * rate / 100).quantize(Decimal(1))
    found = judged(quantity(yuan, "CNY"), quantity(amount, "USD"), rate=quantity(Decimal(rate) / 100, "1"))
    assert found.outcome is Outcome.HOLDS


def test_nothing_over_nothing_has_no_rate() -> None:
    relation = Relation("r", "conversion", (("amount", "f.1"), ("other", "f.2")))
    figures = [figure(quantity(0, unit), id=n, asked=HOUSES_OF_TOWN) for n, unit in enumerate(("CNY", "USD"), 1)]
    assert list(findings(case(figures[0], indicator=HOUSES, relations=(relation,)))) == []
    assert list(findings(case(figures[0], indicator=HOUSES, around=(figures[1],), relations=(relation,)))) != [None]
