"""Two figures side by side: may they be compared, and do they agree?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.finding import Outcome
from rareearth_gui.domain.unit import same_dimension

if TYPE_CHECKING:
    from rareearth_gui.domain.evidence import Figure, Indicator

REASONS = {
    "indicator": "another indicator",
    "subject": "another subject",
    "place": "another place",
    "period": "another period",
    "basis": "another basis: not the same thing is counted",
    "denominator": "another denominator",
    "modality": "another modality: fact, target, cap, capacity and growth do not mix",
    "unit": "units of different dimensions, and no stated bridge between them",
    "edition": "another edition of one series",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for a pair; `reasons` name what keeps it from being compared; gap in the canonical unit.

    `factor` is how many times the nearer end of the higher band exceeds that of the lower one (None at zero).
    """

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    gap: Decimal | None = None
    factor: Decimal | None = None


def obstacles(first: Figure, second: Figure, indicator: Indicator) -> tuple[str, ...]:
    """Name what keeps two figures from answering the same question; empty when nothing does."""
    reasons = list(first.question.differing_parts(second.question, indicator.match))
    if not same_dimension(first.quantity.unit, second.quantity.unit):
        reasons.append("unit")
    if _other_edition(first, second):
        reasons.append("edition")
    return tuple(reasons)


def _other_edition(first: Figure, second: Figure) -> bool:
    one, two = first.source, second.source
    return bool(one.series) and one.series == two.series and one.edition != two.edition


def compare(first: Figure, second: Figure, indicator: Indicator) -> Comparison:
    """Compare two figures; symmetric: `compare(a, b)` equals `compare(b, a)`."""
    reasons = obstacles(first, second, indicator)
    if reasons:
        return Comparison(Outcome.NOT_COMPARABLE, reasons)
    return agree(first, second)


def agree(first: Figure, second: Figure) -> Comparison:
    """Say how two figures on one question agree: alike, through rounding, through a hedge, or not."""
    if _printed_alike(first, second):
        return Comparison(Outcome.SAME)
    gap = first.band.gap(second.band)
    if gap is not None:
        return Comparison(Outcome.CONTRADICT, gap=gap, factor=_factor(first, second))
    return Comparison(Outcome.SAME_ROUNDED if first.rounded.meets(second.rounded) else Outcome.COMPATIBLE)


def _printed_alike(first: Figure, second: Figure) -> bool:
    one, two = first.quantity, second.quantity
    return (
        one.printed_interval.scaled(one.unit.factor) == two.printed_interval.scaled(two.unit.factor)
        and one.hedge == two.hedge
    )


def _factor(first: Figure, second: Figure) -> Decimal | None:
    low, high = sorted((first.band, second.band), key=lambda band: (band.low is not None, band.low or Decimal(0)))
    if not low.high or high.low is None or low.high <= 0:
        return None
    return high.low / low.high
