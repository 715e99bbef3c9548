"""Sample values for the tests: short to ask for, and no words or numbers of a source among them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from rareearth_gui.domain.evidence import Case, Figure, Indicator, Locator, Question, Source
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.printing import written
from rareearth_gui.domain.quantity import OwnReading, Quantity
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import UNITS

STOCK = Indicator("stock", "Stock", "mass REO", "t REO", ("subject", "place", "period", "basis", "modality"))
SHARE_OF_STOCK = Indicator(
    "share-of-stock",
    "Share of stock",
    "share",
    "%",
    ("subject", "place", "period", "basis", "denominator", "modality"),
    share_of="stock",
)
HOUSES = Indicator("houses", "Houses", "count", "1", ("subject", "place", "period", "basis", "modality"))

STOCK_OF_TOWN = Question("stock", "salt", "town", Period(), "all", "", "actual")
STOCK_OF_LAND = Question("stock", "salt", "land", Period(), "all", "", "actual")
SHARE_OF_TOWN = Question("share-of-stock", "salt", "town", Period(), "all", "land", "share")
HOUSES_OF_TOWN = Question("houses", "salt", "town", Period("2015", "2015"), "all", "", "actual")


def quantity(
    number: str | int | Decimal = 38,
    unit: str = "%",
    *,
    scale: str | int = 1,
    high: str | int | Decimal | None = None,
    hedge: str = "",
    in_words: bool = False,
    own: tuple[str | None, str | None] | None = None,
) -> Quantity:
    return Quantity(
        Decimal(number),
        UNITS[unit],
        Decimal(scale),
        None if high is None else Decimal(high),
        Hedge(hedge),
        in_words,
        OwnReading(*(None if end is None else Decimal(end) for end in own), "why not") if own else None,
    )


def source(number: int = 1, **changes: Any) -> Source:
    made = Source(number, f"paper-{number}", f"Paper {number}", "Printer", "2016", "news", origin=f"paper-{number}")
    return replace(made, **changes)


def figure(
    amount: Quantity | str | int = 38,
    *,
    id: int = 1,
    asked: Question = SHARE_OF_TOWN,
    of: Source | None = None,
    **changes: Any,
) -> Figure:
    """Make a figure with an id of its own, printed by a source of its own unless `of` names one."""
    stated = amount if isinstance(amount, Quantity) else quantity(amount)
    made = Figure(
        id,
        f"f.{id}",
        source(id) if of is None else of,
        asked,
        stated,
        written(stated),
        Locator("1", 0, 5),
        hedge_words=str(stated.hedge),
        of_a_whole=asked.indicator == SHARE_OF_STOCK.key,
    )
    return replace(made, **changes)


def case(*figures: Figure, indicator: Indicator = SHARE_OF_STOCK, **parts: Any) -> Case:
    return Case(figures[0].question, indicator, figures, **parts)
