"""The waterfall: its steps add up to the difference whatever is compared, and the way back is the way there."""

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.evidence import Case, Figure, Question
from rareearth_gui.domain.relation import Relation
from rareearth_gui.ops.compare import lay_out
from rareearth_gui.ops.factors import Cause
from rareearth_gui.ops.waterfall import Waterfall, headline, signed, waterfall
from tests.samples import (
    HOUSES,
    HOUSES_OF_TOWN,
    SHARE_OF_STOCK,
    STOCK,
    STOCK_OF_LAND,
    STOCK_OF_TOWN,
    case,
    figure,
    quantity,
    source,
)
from tests.strategies import AMOUNTS, cases, figures, relations


def added(fall: Waterfall, cause: Cause) -> Decimal:
    with localcontext(prec=60):
        return sum((step.change for step in fall.steps if step.cause is cause), Decimal(0))


def causes(fall: Waterfall) -> list[Cause]:
    return [step.cause for step in fall.steps]


def check(judged: Case, first: Figure, second: Figure) -> None:
    there, back = waterfall(judged, first, second), waterfall(judged, second, first)
    with localcontext(prec=60):
        assert sum((step.change for step in there.steps), Decimal(0)) == second.middle - first.middle
        assert there.levels[-1] == second.middle
        assert back.difference == -there.difference
    assert {cause: added(there, cause) for cause in Cause} == {cause: -added(back, cause) for cause in Cause}
    assert all(step.says and step.rests_on for step in there.steps)


@given(cases(), st.data())
def test_steps_of_shares_add_up_both_ways(judged: Case, data: st.DataObject) -> None:
    check(judged, data.draw(st.sampled_from(judged.figures)), data.draw(st.sampled_from(judged.figures)))


@given(st.data())
def test_steps_of_amounts_add_up_both_ways(data: st.DataObject) -> None:
    amounts = [data.draw(figures(number, AMOUNTS, asked=STOCK_OF_TOWN)) for number in range(1, 5)]
    judged = Case(STOCK_OF_TOWN, STOCK, tuple(amounts), (), tuple(data.draw(st.lists(relations(amounts), max_size=3))))
    check(judged, *data.draw(st.permutations(amounts))[:2])


@given(st.data())
def test_steps_of_conversions_add_up_both_ways(data: st.DataObject) -> None:
    made = [data.draw(figures(number, AMOUNTS, asked=STOCK_OF_TOWN)) for number in range(1, 6)]
    made = [one for one in made if one.middle > 0]
    rate = [("rate", "f.5")] if data.draw(st.booleans()) else []
    bound = tuple(
        Relation(f"r{number}", "conversion", (("amount", f"f.{number}"), ("other", f"f.{number + 2}"), *rate))
        for number in (1, 2)
    )
    check(Case(STOCK_OF_TOWN, STOCK, tuple(made[:2]), tuple(made[2:]), bound), made[0], made[1])


def shares(one: str, two: str, parts: tuple[int, int], whole: int) -> Case:
    """Make two shares with their parts, each in its own source, and one printed whole."""
    papers = source(1, issued="2016"), source(2, issued="2016")
    around = [
        figure(quantity(part, "t REO"), id=number + 3, asked=STOCK_OF_TOWN, of=papers[number])
        for number, part in enumerate(parts)
    ]
    total = figure(quantity(whole, "t REO"), id=9, asked=STOCK_OF_LAND, of=source(9, issued="2011"))
    pair = figure(quantity(one), id=1, of=papers[0]), figure(quantity(two), id=2, of=papers[1])
    return Case(pair[0].question, SHARE_OF_STOCK, pair, (*around, total))


def test_same_part_leaves_the_difference_to_the_denominators() -> None:
    judged = shares("30", "38", (435, 435), 1136)
    fall = waterfall(judged, *judged.figures)
    assert causes(fall) == [Cause.NUMERATOR, Cause.DENOMINATOR, Cause.ROUNDING]
    assert fall.steps[0].change == 0
    assert [round(step.change, 2) for step in fall.steps] == [0, Decimal("8.29"), Decimal("-0.29")]
    assert fall.steps[1].figure.key == "f.9"  # the printed whole that fits
    assert "implied by 30%" in fall.steps[1].says


def test_one_whole_for_both_leaves_the_difference_to_the_parts() -> None:
    judged = shares("30", "40", (300, 400), 1000)
    fall = waterfall(judged, *judged.figures)
    assert [(step.cause, step.change) for step in fall.steps] == [(Cause.NUMERATOR, 10), (Cause.DENOMINATOR, 0)]
    assert "both come from" in fall.steps[1].says


def test_what_two_factors_do_together_is_split_evenly() -> None:
    judged = shares("10", "40", (100, 200), 7)  # wholes implied: 1000 and 500
    fall = waterfall(judged, *judged.figures)
    assert [(step.cause, step.change) for step in fall.steps] == [(Cause.NUMERATOR, 15), (Cause.DENOMINATOR, 15)]


def test_share_of_nothing_is_not_divided_by() -> None:
    judged = shares("0", "40", (100, 200), 7)
    assert Cause.DENOMINATOR not in causes(waterfall(judged, *judged.figures))


def test_another_edition_is_named_and_rounding_told_from_it() -> None:
    editions = [source(n, series="Yearbook", edition=str(2018 + n)) for n in (1, 2)]
    one, two = (
        figure(quantity(amount, "t REO"), id=paper.id, asked=STOCK_OF_TOWN, of=paper)
        for amount, paper in zip((240, 255), editions, strict=True)
    )
    fall = waterfall(case(one, two, indicator=STOCK), one, two)
    assert [(step.cause, step.change) for step in fall.steps] == [
        (Cause.ROUNDING, Decimal("5.5")),
        (Cause.EDITION, Decimal("9.5")),
    ]


def test_hedge_takes_what_rounding_leaves() -> None:
    one, two = figure(quantity(80, hedge="over"), id=1), figure(83, id=2)
    fall = waterfall(case(one, two), one, two)
    assert [(step.cause, step.change) for step in fall.steps] == [(Cause.ROUNDING, 1), (Cause.HEDGE, 2)]
    assert "over 80%" in fall.steps[1].says


def test_what_nothing_binds_is_not_explained() -> None:
    one, two = (figure(quantity(n, "1"), id=n, asked=HOUSES_OF_TOWN) for n in (12, 15))
    fall = waterfall(case(one, two, indicator=HOUSES), one, two)
    assert [(step.cause, step.change) for step in fall.steps] == [(Cause.UNEXPLAINED, 3)]


def test_sum_says_what_else_is_counted() -> None:
    total, part, other = (
        figure(quantity(n, "1"), id=n, asked=replace(HOUSES_OF_TOWN, basis=basis))
        for n, basis in ((85, "all"), (60, "stone"), (24, "wood"))
    )
    sums = Relation("r", "sum", (("total", "f.85"), ("part", "f.60"), ("part", "f.24")))
    judged = Case(HOUSES_OF_TOWN, HOUSES, (total, part), (other,), (sums,))
    fall = waterfall(judged, part, total)
    assert [(step.cause, step.change) for step in fall.steps] == [(Cause.BASIS, 24), (Cause.UNEXPLAINED, 1)]
    assert fall.steps[0].figure is other


def test_conversion_tells_the_amount_from_the_rate() -> None:
    asked = Question("stock", "salt", "town", basis="value")
    yuan = [figure(quantity(n, "CNY"), id=i, asked=asked) for i, n in ((1, 140), (2, 160))]
    dollars = [figure(quantity(20, "USD"), id=i, asked=asked) for i in (3, 4)]
    bound = tuple(Relation(f"r{n}", "conversion", (("amount", f"f.{n}"), ("other", f"f.{n + 2}"))) for n in (1, 2))
    fall = waterfall(Case(asked, STOCK, tuple(yuan), tuple(dollars), bound), *yuan)
    assert [(step.cause, step.change) for step in fall.steps] == [(Cause.AMOUNT, 0), (Cause.RATE, 20)]


def test_headline_is_the_contradicting_pair_lower_first() -> None:
    judged = case(figure(38, id=1), figure(30, id=2), figure(31, id=3))
    pair = headline(lay_out(judged, judged.figures, ()))
    assert pair is not None
    assert [one.middle for one in pair] == [30, 38]
    alone = case(figure(38, id=1))
    assert headline(lay_out(alone, alone.figures, ())) is None


@pytest.mark.parametrize(
    "change, unit, words",
    [("-8.2911", "%", "−8.29 points"), ("34000", "t REO", "+34,000 t REO"), ("0", "%", "0 points"), ("3", "1", "+3")],
)
def test_step_is_written_with_its_sign(change: str, unit: str, words: str) -> None:
    assert signed(Decimal(change), quantity(1, unit).unit) == words
