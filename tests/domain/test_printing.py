"""What is written can be read back; what is typed is read exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.printing import grouped, parse, short, span, written
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.unit import UNITS
from tests.samples import quantity
from tests.strategies import TYPED, quantities


@given(quantities())
@example(quantity(100, "1", hedge="hundreds"))
@example(quantity("-3.5"))
@example(quantity("2.5", "g"))
@example(quantity("7", "t", scale=100))
@example(quantity("7", "t", scale="0.1"))
@example(quantity("43.5", "t", scale=10**6, hedge="at most"))
@example(quantity("-5", "%", high="-3"))
def test_what_is_written_is_read_back(stated: Quantity) -> None:
    again = parse(written(stated))
    assert again is not None
    assert again.printed_interval == stated.printed_interval
    assert (again.unit, again.hedge) == (stated.unit, stated.hedge)
    for modality in ("actual", "target", "share"):
        assert again.reading(modality) == stated.reading(modality)


@given(quantities())
def test_number_and_scale_are_read_back_as_they_are(stated: Quantity) -> None:
    assert parse(written(stated)) == stated


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("38%", quantity(38)),
        ("38 %", quantity(38)),
        ("38 percent", quantity(38)),
        ("4350万吨", quantity(4350, "t", scale=10**4)),
        ("40亿元", quantity(40, "CNY", scale=10**8)),
        ("1.5万亿元", quantity("1.5", "CNY", scale=10**12)),
        ("43.5 Mt", quantity("43.5", "Mt")),
        ("43.5 mt reo", quantity("43.5", "Mt REO")),
        ("43.5 million t", quantity("43.5", "t", scale=10**6)),
        (">30%", quantity(30, hedge="over")),
        ("≥ 30%", quantity(30, hedge="at least")),
        ("<=30%", quantity(30, hedge="at most")),
        ("over 30%", quantity(30, hedge="over")),
        ("More than 30%", quantity(30, hedge="over")),
        ("逾30%", quantity(30, hedge="over")),
        ("约 30%", quantity(30, hedge="about")),
        ("~30%", quantity(30, hedge="about")),
        ("1.2–1.5 million t", quantity("1.2", "t", scale=10**6, high="1.5")),
        ("1.2-1.5 million t", quantity("1.2", "t", scale=10**6, high="1.5")),
        ("12,345 t", quantity(12345, "t")),
        ("$5 billion", quantity(5, "USD", scale=10**9)),
        ("106", quantity(106, "1")),
        ("3 years", quantity(3, "year")),
        ("-3%", quantity(-3)),
        ("−3%", quantity(-3)),
    ],
)
def test_typed_quantity_is_read(typed: str, expected: Quantity) -> None:
    assert parse(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "%",
        "t",
        "over",
        "38 apples",
        "12,5%",
        "1,23,456 t",
        "1.234.567 t",
        "1.",
        ".5%",
        "5-3%",
        "38%%",
        "1 000 t",
        "1_000 t",
        "1e5 t",
        "NaN",
        "inf t",
        "$5 t",
        "$5 元",
        "²%",
        "½ t",
        "五",
        "20\0%",
        "\ud800%",
        "% 38",
        "38%; DROP TABLE figure",
    ],
)
def test_what_is_no_quantity_is_left_alone(typed: str) -> None:
    assert parse(typed) is None


@pytest.mark.parametrize("typed", ["３８%", "３８％", "٣٨%", "38\N{NO-BREAK SPACE}%", "3\u200b8%", "\u202e38%"])
def test_odd_digits_and_marks_are_read_exactly_or_not_at_all(typed: str) -> None:
    assert parse(typed) in (None, quantity(38))


@given(TYPED)
def test_reading_what_is_typed_never_raises(typed: str) -> None:
    stated = parse(typed)
    if stated is not None:
        assert stated.number.is_finite()
        stated.reading("actual")


@pytest.mark.parametrize("digits", [400, 5_000])
def test_endless_numbers_are_read_or_left_alone(digits: int) -> None:
    stated = parse(f"{'9' * digits} t")
    if stated is not None:
        assert stated.number == Decimal("9" * digits)
        stated.band("actual")


@pytest.mark.parametrize(
    "value, unit, expected",
    [
        ("43500000", "t", "43.5 Mt"),
        ("43500000", "t REO", "43.5 Mt REO"),
        ("113040000", "t", "113 Mt"),
        ("166200", "t", "166,200 t"),
        ("166200", "t concentrate", "166,200 t concentrate"),
        ("999999", "t", "999,999 t"),
        ("37.5", "%", "37.5%"),
        ("38", "%", "38%"),
        ("4000000000", "CNY", "4 bn yuan"),
        ("597000000", "USD", "597 million US$"),
        ("85", "1", "85"),
        ("3", "year", "3 years"),
        ("120", "lm/W", "120 lm/W"),
        ("0", "t", "0 t"),
        ("-3.25", "%", "-3.25%"),
        ("1.1664", "t/t", "1.1664 t/t"),
    ],
)
def test_short_writes_for_reading(value: str, unit: str, expected: str) -> None:
    assert short(Decimal(value), UNITS[unit]) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(list(UNITS.values())))
@example(Decimal("1e30"), UNITS["%"])
@example(Decimal("1e300"), UNITS["t"])
@example(Decimal("1e-300"), UNITS["t"])
def test_short_writes_any_number_and_keeps_its_size(value: Decimal, unit: object) -> None:
    if abs(value) < Decimal("1e300") and (value == 0 or abs(value) > Decimal("1e-300")):
        assert short(value, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "low, high, opened, unit, expected",
    [
        ("37.5", "38.5", "", "%", "37.5 to 38.5%"),
        ("43450000", "43550000", "", "t", "43.45 to 43.55 Mt"),
        ("43450000", "43550000", "", "t REO", "43.45 to 43.55 Mt REO"),
        ("95000", "105000", "", "t", "95,000 to 105,000 t"),
        ("950000", "1050000", "", "t", "950,000 t to 1.05 Mt"),
        ("80", None, "low", "%", "over 80%"),
        ("80", None, "", "%", "at least 80%"),
        (None, "140000", "", "t", "up to 140,000 t"),
        (None, "140000", "high", "t", "below 140,000 t"),
        (None, None, "", "t", "any value"),
        ("85", "85", "", "1", "85"),
        ("200", "999", "", "1", "200 to 999"),
    ],
)
def test_span_writes_an_interval(low: str | None, high: str | None, opened: str, unit: str, expected: str) -> None:
    ends = (None if end is None else Decimal(end) for end in (low, high))
    assert span(Interval(*ends, opened == "low", opened == "high"), UNITS[unit]) == expected


@pytest.mark.parametrize(
    "low, high, unit, expected",
    [
        ("18585000", "18595000", "t", "18.585 to 18.595 Mt"),
        ("94.995", "95.005", "%", "94.995 to 95.005%"),
        ("112857142.857", "116133333.333", "t", "112.9 to 116.1 Mt"),
        ("253776.5", "253777.5", "t", "253,776.5 to 253,777.5 t"),
    ],
)
def test_span_keeps_the_digits_that_tell_its_ends_apart(low: str, high: str, unit: str, expected: str) -> None:
    assert span(Interval(Decimal(low), Decimal(high)), UNITS[unit]) == expected


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_grouped_numbers_have_the_same_value(number: Decimal) -> None:
    assert Decimal(grouped(number).replace(",", "")) == number


@pytest.mark.parametrize(
    "number, words", [(0, "0 figures"), (1, "1 figure"), (2, "2 figures"), (1200, "1,200 figures")]
)
def test_one_is_singular(number: int, words: str) -> None:
    assert counted(number, "figure") == words
