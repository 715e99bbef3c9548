"""Strategies for hypothesis: quantities, figures on one question, and whole cases, plausible and hostile."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.relation import Relation
from rareearth_gui.domain.unit import UNITS
from tests.samples import SHARE_OF_STOCK, SHARE_OF_TOWN, STOCK_OF_LAND, STOCK_OF_TOWN, figure, source

SCALES = tuple(Decimal(10) ** power for power in (0, 3, 4, 6, 8, 9))
"""The scales that the catalogue knows."""
TYPED = st.text() | st.text(alphabet=" \"'%_\\():<>=-,.*^0123456789٣３aegluvVtM包头吨万约逾\0\n\ud800", max_size=60)
"""Anything that can stand in a filter box."""


@st.composite
def numbers(draw: st.DrawFn, low: int = 0, high: int = 10**7) -> Decimal:
    """Draw a decimal as it might be printed: none to three decimals."""
    places = draw(st.integers(0, 3))
    return Decimal(draw(st.integers(low * 10**places, high * 10**places))).scaleb(-places)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    number = draw(numbers())
    return Quantity(
        number,
        draw(st.sampled_from(list(UNITS.values()))),
        draw(st.sampled_from(SCALES)),
        draw(st.none() | numbers().map(lambda more: number + more)),
        draw(st.sampled_from(Hedge)),
    )


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Draw an interval whose ends, where it has any, are small whole numbers."""
    low, high = draw(st.none() | st.integers(0, 6)), draw(st.none() | st.integers(0, 6))
    if low is not None and high is not None and low > high:
        low, high = high, low
    opened = low != high or low is None
    return Interval(
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        opened and low is not None and draw(st.booleans()),
        opened and high is not None and draw(st.booleans()),
    )


HEDGES = st.sampled_from([hedge for hedge in Hedge if hedge is not Hedge.HUNDREDS])
PERCENTS = st.builds(
    Quantity,
    numbers(1, 99),
    st.just(UNITS["%"]),
    st.just(Decimal(1)),
    st.none(),
    HEDGES,
)
AMOUNTS = st.builds(
    Quantity,
    numbers(1, 200),
    st.just(UNITS["t REO"]),
    st.sampled_from(SCALES[:4]),
    st.none(),
    HEDGES,
)


@st.composite
def figures(draw: st.DrawFn, number: int, amounts: st.SearchStrategy[Quantity], **changes: Any) -> Figure:
    """Draw figure `number` with a source of its own that may share its origin with others, or be an edition."""
    series = draw(st.sampled_from(["", "", "", "Yearbook"]))
    printed_by = source(
        number,
        issued=draw(st.sampled_from(["", "2012", "2015", "2016-11-05", "2017"])),
        origin=draw(st.sampled_from([f"paper-{number}", "the-mayor", "the-mine"])),
        series=series,
        edition=str(draw(st.integers(2010, 2012))) if series else "",
    )
    opened = draw(st.booleans())
    made = figure(draw(amounts), id=number, of=printed_by, **changes)
    return made if opened else replace(made, locator=replace(made.locator, start=None, end=None))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw shares on one question, amounts of the part and of the whole around it, and relations between them."""
    ids = iter(range(1, 100))
    shares = [draw(figures(next(ids), PERCENTS)) for _ in range(draw(st.integers(1, 5)))]
    parts = [draw(figures(next(ids), AMOUNTS, asked=STOCK_OF_TOWN)) for _ in range(draw(st.integers(0, 3)))]
    wholes = [draw(figures(next(ids), AMOUNTS, asked=STOCK_OF_LAND)) for _ in range(draw(st.integers(0, 4)))]
    return Case(
        SHARE_OF_TOWN,
        SHARE_OF_STOCK,
        tuple(shares),
        (*parts, *wholes),
        tuple(draw(st.lists(relations([*shares, *parts, *wholes]), max_size=3))),
    )


@st.composite
def relations(draw: st.DrawFn, among: list[Figure]) -> Relation:
    kind, first, others = draw(
        st.sampled_from([("sum", "total", "part"), ("part", "whole", "part"), ("bound", "limit", "value")])
    )
    chosen = draw(st.permutations(among))[: draw(st.integers(1, 4))]
    members = ((first, chosen[0].key), *((others, one.key) for one in chosen[1:]))
    return Relation("r", kind, members, reason=draw(st.sampled_from(["", "Sums must be right."])))
