"""Units: amounts survive the way to the canonical unit and back, and unlike masses never meet."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.unit import UNITS, Unit, same_dimension, unit
from tests.strategies import numbers

EXACT = {
    "t": Fraction(1),
    "kt": Fraction(10**3),
    "Mt": Fraction(10**6),
    "kg": Fraction(1, 10**3),
    "g": Fraction(1, 10**6),
}
"""Tonnes in one of each, worked out by other arithmetic than the program's."""


@given(numbers(), st.sampled_from(list(UNITS.values())))
def test_amount_survives_the_way_to_the_canonical_unit_and_back(amount: Decimal, one: Unit) -> None:
    assert amount * one.factor / one.factor == amount


@given(numbers(), st.sampled_from(list(UNITS.values())))
def test_factors_agree_with_exact_fractions(amount: Decimal, one: Unit) -> None:
    weighed, _, what = one.key.partition(" ")
    factor = EXACT.get(weighed, Fraction(1))
    assert Fraction(amount * one.factor) == Fraction(amount) * factor
    assert not what or one.dimension == f"mass {what}"


def test_oxide_metal_and_concentrate_never_meet() -> None:
    masses = [UNITS[key] for key in ("t", "t REO", "t metal", "t concentrate")]
    assert [pair for pair in combinations(masses, 2) if same_dimension(*pair)] == []


def test_currencies_never_meet() -> None:
    assert not same_dimension(UNITS["CNY"], UNITS["USD"])


@pytest.mark.parametrize("one, other", [("t", "Mt"), ("kt REO", "t REO"), ("kg", "g")])
def test_units_of_one_mass_meet(one: str, other: str) -> None:
    assert same_dimension(UNITS[one], UNITS[other])
    assert same_dimension(UNITS[other], UNITS[one])


def test_dimension_has_one_canonical_unit() -> None:
    canonical: dict[str, set[str]] = {}
    for one in UNITS.values():
        canonical.setdefault(one.dimension, set()).add(one.canonical)
    assert {dimension for dimension, units in canonical.items() if len(units) > 1} == set()


def test_unknown_unit_is_named_with_the_known_ones() -> None:
    assert unit("Mt") is UNITS["Mt"]
    with pytest.raises(KeyError, match=r"'stone'.*Mt"):
        unit("stone")
