"""Quarrels: pairs of figures on one question whose bands do not meet, of independent witnesses or of one origin."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from rareearth_gui.domain.comparison import Comparison, compare
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Outcome
from rareearth_gui.domain.printing import short

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[Figure, Figure, Comparison]


def quarrels(case: Case, *, independent: bool = True) -> list[Pair]:
    """List the pairs that contradict: those of independent figures, or those that go back to one statement."""
    pairs = []
    for first, second in combinations(case.figures, 2):
        comparison = compare(first, second, case.indicator)
        if comparison.outcome is Outcome.CONTRADICT and are_independent(first, second) == independent:
            pairs.append((first, second, comparison))
    return pairs


def are_independent(first: Figure, second: Figure) -> bool:
    """Say whether two figures are two witnesses: neither shares the other's origin nor is declared its copy."""
    one, other = first.source, second.source
    return first.origin != second.origin and one.key != other.copy_of and other.key != one.copy_of


def foremost(case: Case) -> Pair | None:
    """Give the pair that heads a question: of independent figures, failing those of copies that differ; None: none."""
    pairs = quarrels(case) or quarrels(case, independent=False)
    return headline(pairs) if pairs else None


def headline(pairs: Sequence[Pair]) -> Pair:
    """Choose the pair that heads the row: figures whose words can be opened come before hearsay, then the gap."""
    return max(pairs, key=lambda pair: (_opened(pair), pair[2].gap or Decimal(0), sorted((-pair[0].id, -pair[1].id))))


def _opened(pair: Pair) -> int:
    return sum(figure.locator.start is not None for figure in pair[:2])


def apart(pair: Pair) -> str:
    """Say how far apart the bands of a pair are, in the unit and as a factor."""
    unit, comparison = pair[0].quantity.unit, pair[2]
    gap = short(comparison.gap or Decimal(0), unit)
    gap = f"{gap.removesuffix('%')} points" if unit.key == "%" else gap
    factor = "" if comparison.factor is None else f"{comparison.factor:.2f}"
    return f"{gap} apart, a factor of {factor}" if factor not in ("", "1.00") else f"{gap} apart"


def suspicion(first: Figure, second: Figure) -> Decimal:
    """Measure the quarrel of a pair, 0 to 1: the gap between the bands against the widths of the bands."""
    gap = first.band.gap(second.band)
    if gap is None:
        return Decimal(0)
    widths = sum((_width(figure) for figure in (first, second)), Decimal(0))
    return gap / (gap + widths) if gap + widths else Decimal(0)


def _width(figure: Figure) -> Decimal:
    band = figure.rounded
    return band.high - band.low if band.low is not None and band.high is not None else Decimal(0)
