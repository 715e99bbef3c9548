"""Outlook: whatever is changed on a question, no verdict changes where nothing looks at it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.domain.evidence import Figure, Indicator, Question
from rareearth_gui.domain.outlook import Outlook, Stop
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.proportion import odd_ones
from tests.samples import case, figure, quantity

OUTPUT = Indicator("output", "Output", "mass", "t", ("subject", "place", "period", "basis", "modality"))
PARENTS = {"quarter": "town"}
YEARS = [*map(str, range(2010, 2018)), "2012-06", "2013/2014", "2011/2016"]
AMOUNTS = st.sampled_from([10, 11, 20, 60, 200, 1000, 5000])


@st.composite
def askings(draw: st.DrawFn) -> Question:
    return Question(
        "output",
        draw(st.sampled_from(["salt", "salt", ""])),
        draw(st.sampled_from(["town", "town", "quarter"])),
        Period.parse(draw(st.sampled_from(YEARS))),
        draw(st.sampled_from(["all", "all", ""])),
        "",
        draw(st.sampled_from(["actual", "actual", "target"])),
    )


@st.composite
def libraries(draw: st.DrawFn) -> list[Figure]:
    asked = draw(st.lists(askings(), min_size=2, max_size=14, unique=True))
    unit = st.sampled_from(["t", "t", "t", "kt", "t REO"])
    return [figure(quantity(draw(AMOUNTS), draw(unit)), id=n, asked=one) for n, one in enumerate(asked, 1)]


def verdict(of: Figure, library: list[Figure]) -> object:
    others = tuple(one for one in library if one.id != of.id)
    return [(odd.figure.id, odd.factor) for odd in odd_ones(case(of, indicator=OUTPUT, around=others, parents=PARENTS))]


def stop(of: Figure) -> Stop:
    bounds = of.question.period.bounds()
    assert bounds is not None
    value = float(of.middle)
    return Stop(of.id, of.question, bounds, frozenset({of.quantity.unit.dimension}), value, value)


@given(libraries(), st.data())
def test_verdicts_change_only_where_the_changed_question_is_looked_at(
    library: list[Figure], data: st.DataObject
) -> None:
    changed = data.draw(st.sampled_from(library))
    withdrawn = data.draw(st.booleans())
    number = data.draw(AMOUNTS)
    other = replace(changed, quantity=replace(changed.quantity, number=Decimal(number)))
    after = [other if one is changed else one for one in library if not (one is changed and withdrawn)]
    outlook = Outlook(map(stop, after), PARENTS, counts=False)
    looking = {one.id: one for one in outlook.onlookers(changed.question)}
    for one in library:
        if one is not changed and verdict(one, library) != verdict(one, after):
            assert one.id in looking
            assert not verdict(one, after) or outlook.stands_out(looking[one.id])


def test_series_of_one_kind_is_looked_at_by_two_on_either_side() -> None:
    asked = Question("output", "salt", "town", Period(), "all")
    series = [
        figure(quantity(10, "t"), id=year, asked=replace(asked, period=Period.parse(str(year))))
        for year in range(1600, 2000)
    ]
    outlook = Outlook(map(stop, series), {}, counts=False)
    looking = outlook.onlookers(replace(asked, period=Period.parse("1700")))
    assert [one.id for one in looking] == [1698, 1699, 1701, 1702]
