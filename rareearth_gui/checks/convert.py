"""Convert: two printings of one amount, in yuan and dollars or oxide and metal, and the rate that they imply."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite, label
from rareearth_gui.domain.arithmetic import Arithmetic, as_printed, by_hedge, by_rounding
from rareearth_gui.domain.finding import Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.interval import Interval
    from rareearth_gui.domain.unit import Unit

NAME = "convert"
OXIDE_PER_METAL = "t/t"
WORDS = {"CNY": "yuan", "USD": "dollar"}


def findings(case: Case) -> Iterator[Finding]:
    """Judge every conversion that a figure of the question belongs to."""
    for relation in case.relations:
        if relation.kind == "conversion":
            yield from _conversion(case, Arithmetic.of(case, relation))


def _conversion(case: Case, sum_: Arithmetic) -> Iterator[Finding]:
    amount, other = sum_.one("amount"), sum_.one("other")
    implied, printed = sum_.needed("rate", by_hedge), sum_.needed("rate", as_printed)
    if amount is None or other is None or implied is None or printed is None or printed.low is None:
        return
    per = f"{_word(amount.quantity.unit)} per {_word(other.quantity.unit)}"
    makes = f"{_rate(printed.low)} {per} ({_range(implied)} with rounding and hedges)"
    says = f"{cite(amount)} = {cite(other)} makes {makes}"
    keys = (amount.key, other.key)
    stated = sum_.one("rate") or _oxide_factor(case, amount, other)
    if stated is None:
        prose = f"{says}. The library has no rate of the time to hold it against."
        yield Finding(NAME, Outcome.IMPLIES, keys, prose, printed.low)
        return
    yield _judged((*keys, stated.key), f"{says}; {cite(stated)} is the rate of {label(stated)}", implied, stated)


def _judged(keys: tuple[str, ...], says: str, implied: Interval, stated: Figure) -> Finding:
    gap = implied.gap(by_rounding(stated))
    if gap is None:
        return Finding(NAME, Outcome.HOLDS, keys, f"{says}: holds.", Decimal(0))
    over = gap / stated.middle if stated.middle else Decimal(1)
    return Finding(NAME, Outcome.CONTRADICT, keys, f"{says}: off by {_rate(gap)}.", gap, suspicion=over / (over + 1))


def _oxide_factor(case: Case, amount: Figure, other: Figure) -> Figure | None:
    """Find the library's tonnes of oxide per tonne of metal, where an amount of oxide is divided by one of metal."""
    if (amount.quantity.unit.dimension, other.quantity.unit.dimension) != ("mass REO", "mass metal"):
        return None
    subjects = (amount.question.subject, other.question.subject)
    found = [
        figure
        for figure in case.around
        if figure.quantity.unit.key == OXIDE_PER_METAL and figure.question.subject in subjects
    ]
    return min(found, key=lambda figure: figure.id, default=None)


def _word(unit: Unit) -> str:
    return WORDS.get(unit.key, unit.label)


def _rate(value: Decimal) -> str:
    return f"{value:.2f}" if value >= 1 else f"{value:.4f}"


def _range(interval: Interval) -> str:
    low, high = (None if end is None else _rate(end) for end in (interval.low, interval.high))
    if low is None or high is None:
        return f"{low} or more" if low else f"up to {high}" if high else "any rate"
    return f"{low} to {high}"
