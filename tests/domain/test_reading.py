"""The table of reading rules, row by row, with the exact bands that section 4 of the design asks for."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.reading import RULES, Hedge, half_width
from tests.samples import quantity
from tests.strategies import quantities


def band(stated: Quantity, modality: str = "actual", **how: Any) -> tuple[str, str]:
    """Give both ends in the printed unit; an end that is left out is marked, a missing one is a dash."""
    hedge = stated.reading(modality, **how).hedge
    low = "-" if hedge.low is None else f"{'>' * hedge.low_open}{hedge.low.normalize():f}"
    high = "-" if hedge.high is None else f"{'<' * hedge.high_open}{hedge.high.normalize():f}"
    return low, high


@pytest.mark.parametrize(
    "stated, low, high",
    [
        (quantity("43.5", "t", scale=10**6), "43450000", "43550000"),
        (quantity("43500000", "t"), "43450000", "43550000"),
        (quantity("43.50", "t", scale=10**6), "43495000", "43505000"),
        (quantity("4350", "t", scale=10**4), "43450000", "43550000"),
        (quantity("38"), "37.5", "38.5"),
        (quantity("38.0"), "37.95", "38.05"),
        (quantity("30"), "29.5", "30.5"),
        (quantity("100", "t", scale=1000), "95000", "105000"),
        (quantity("100000", "t"), "95000", "105000"),
        (quantity("105000", "t"), "104500", "105500"),
        (quantity("16601", "t"), "16600.5", "16601.5"),
        (quantity("4", "CNY", scale=10**9), "3950000000", "4050000000"),
        (quantity("4.0", "CNY", scale=10**9), "3950000000", "4050000000"),
        (quantity("7", "t"), "6.5", "7.5"),
        (quantity("0.25", "t"), "0.245", "0.255"),
        (quantity("-3"), "-3.5", "-2.5"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else f"{value.number}x{value.scale:f}",
)
def test_rounding_is_half_a_unit_of_the_last_significant_digit(stated: Quantity, low: str, high: str) -> None:
    assert band(stated) == (low, high)


@pytest.mark.parametrize(
    "stated, modality",
    [
        (quantity(85, "1"), "actual"),
        (quantity(100, "1", scale=1000), "actual"),
        (quantity(140000, "t REO"), "cap"),
        (quantity(80, "%"), "target"),
        (quantity("4", "CNY", scale=10**9), "target"),
    ],
    ids=["count", "thousands counted", "cap", "target in per cent", "target in money"],
)
def test_counts_targets_and_caps_are_exact(stated: Quantity, modality: str) -> None:
    printed = f"{(stated.number * stated.scale).normalize():f}"
    assert band(stated, modality) == (printed, printed)


@pytest.mark.parametrize("modality", ["actual", "plan", "forecast", "capacity"])
def test_other_modalities_are_rounded(modality: str) -> None:
    assert band(quantity(100, "t", scale=1000), modality) == ("95000", "105000")


@pytest.mark.parametrize(
    "hedge, low, high",
    [
        ("over", ">200", "-"),
        ("at least", "200", "-"),
        ("under", "-", "<200"),
        ("at most", "-", "200"),
        ("nearly", "190", "<200"),
        ("about", "190", "210"),
    ],
)
def test_hedge_opens_the_printed_number(hedge: str, low: str, high: str) -> None:
    assert band(quantity(200, "t", hedge=hedge)) == (low, high)


def test_about_is_never_narrower_than_rounding() -> None:
    assert band(quantity(3, "t", hedge="about")) == ("2.5", "3.5")


def test_about_half_is_45_to_55_percent() -> None:
    assert band(quantity(50, hedge="about", in_words=True)) == ("45", "55")
    assert band(quantity(50, hedge="about")) == ("47.5", "52.5")


def test_hundreds_are_200_to_999() -> None:
    assert band(quantity(100, "1", hedge="hundreds")) == ("200", "999")


@pytest.mark.parametrize("modality", ["actual", "target", "plan"])
def test_range_stays_a_range(modality: str) -> None:
    assert band(quantity(130000, "t", high=170000), modality) == ("130000", "170000")
    assert quantity(130000, "t", high=170000).reading(modality).says == "a range, as printed"


def test_range_with_a_hedge_opens_beyond_its_own_end() -> None:
    assert band(quantity(10, "t", high=20, hedge="over")) == (">10", "-")
    assert band(quantity(100, "t", high=200, hedge="about")) == ("95", "210")


@pytest.mark.parametrize(
    "stated, low, high",
    [
        (quantity(80, hedge="over"), ">80", "100"),
        (quantity(20, hedge="under"), "0", "<20"),
        (quantity("99.9", hedge="about"), "94.905", "100"),
        (quantity("0.2"), "0.15", "0.25"),
        (quantity(0), "0", "0.5"),
    ],
)
def test_share_of_a_whole_ends_at_nothing_and_at_all(stated: Quantity, low: str, high: str) -> None:
    assert band(stated, "share") == (low, high)
    assert band(stated, "actual", of_a_whole=True) == (low, high)


def test_growth_knows_no_hundred_percent() -> None:
    assert band(quantity(80, hedge="over"), "growth") == (">80", "-")
    assert band(quantity(344), "growth") == ("343.5", "344.5")
    assert band(quantity("-3", hedge="about"), "growth") == ("-3.5", "-2.5")
    assert band(quantity("-200", hedge="about"), "growth") == ("-210", "-190")
    assert band(quantity("-200", hedge="nearly"), "growth") == (">-200", "-190")


def test_share_in_tonnes_is_no_per_cent() -> None:
    assert band(quantity(150, "t", hedge="over"), "share") == (">150", "-")


def test_own_reading_replaces_the_band_and_says_why() -> None:
    stated = quantity(230, own=("125", "235"))
    assert band(stated, "growth") == ("125", "235")
    assert stated.reading("growth").says == "why not"
    assert stated.reading("growth").half_width is None
    assert stated.reading("growth").printed.low == 230


def test_own_reading_may_leave_an_end_open() -> None:
    assert band(quantity(5, "t", own=("2", None))) == ("2", "-")


@pytest.mark.parametrize("hedge", Hedge)
def test_every_hedge_has_a_rule_a_sign_and_a_sentence(hedge: Hedge) -> None:
    assert RULES[hedge].hedge is hedge
    assert RULES[hedge].says
    assert hedge.symbol


def test_sentence_names_the_rule_that_was_used() -> None:
    assert quantity(38).reading("share").says == "rounded to whole percent"
    assert quantity(85, "1").reading("actual").says.startswith("exact")
    assert "5%" in quantity(38, hedge="about").reading("share").says


@given(quantities())
def test_bands_are_kept_apart_and_each_lies_in_the_next(stated: Quantity) -> None:
    reading = stated.reading("actual")
    assert reading.rounding.hull(reading.printed) == reading.rounding
    if stated.hedge in (Hedge.NONE, Hedge.ABOUT):
        assert reading.hedge.hull(reading.rounding) == reading.hedge
    assert reading.printed == stated.printed_interval


@given(quantities())
def test_canonical_band_is_the_band_times_the_factor(stated: Quantity) -> None:
    factor = stated.unit.factor
    assert stated.band("actual") == stated.reading("actual").hedge.scaled(factor)


def test_half_width_does_not_depend_on_how_a_scale_is_written() -> None:
    assert half_width(Decimal("43.5"), Decimal(10**6)) == half_width(Decimal(43500000), Decimal(1)) == 50000


@pytest.mark.parametrize(
    "hedge, modality, says",
    [
        ("over", "share", "more than the printed number; a share ends at 100%"),
        ("at least", "share", "the printed number or more; a share ends at 100%"),
        ("under", "share", "less than the printed number; a share begins at 0%"),
        ("at most", "share", "the printed number or less; a share begins at 0%"),
        ("nearly", "share", RULES[Hedge.NEARLY].says),
        ("over", "growth", "more than the printed number, no upper end"),
        ("under", "growth", "less than the printed number"),
    ],
)
def test_reading_says_where_an_open_end_is_closed(hedge: str, modality: str, says: str) -> None:
    assert quantity(90, hedge=hedge).reading(modality).says == says


@given(quantities(), st.sampled_from(["share", "growth", "actual"]))
def test_no_upper_end_is_said_exactly_of_a_band_without_one(stated: Quantity, modality: str) -> None:
    reading = stated.reading(modality)
    assert ("no upper end" in reading.says) == (reading.hedge.high is None)
    assert ("ends at 100%" not in reading.says) or reading.hedge.high == 100
