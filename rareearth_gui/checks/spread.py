"""Spread: the bands of two figures on one question do not meet."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite, origins
from rareearth_gui.domain.comparison import Comparison, compare
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.printing import short, span

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "spread"
Pair = tuple[Figure, Figure, Comparison]


def findings(case: Case) -> Iterator[Finding]:
    """Report the contradicting pairs of a question as one finding, worst pair first."""
    pairs = quarrels(case)
    if not pairs:
        return
    first, second, comparison = headline(pairs)
    assert comparison.gap is not None
    one, two = sorted((first, second), key=lambda figure: figure.middle)
    unit = one.quantity.unit
    members = {figure.key: figure for pair in pairs for figure in pair[:2]}
    apart = f"{short(comparison.gap, unit)}{' points' if unit.key == '%' else ''}".replace("% points", " points")
    factor = "" if comparison.factor is None else f", a factor of {comparison.factor:.2f}"
    prose = (
        f"{cite(one)} ({one.source.title}) reads as {span(one.band, unit)}; "
        f"{cite(two)} ({two.source.title}) reads as {span(two.band, two.quantity.unit)}. "
        f"The bands do not meet: {apart} apart{factor}. "
        f"{_count(case)}"
    )
    yield Finding(NAME, Outcome.CONTRADICT, tuple(members), prose, comparison.gap, suspicion=suspicion(one, two))


def quarrels(case: Case) -> list[Pair]:
    """List the pairs that contradict."""
    pairs = []
    for first, second in combinations(case.figures, 2):
        comparison = compare(first, second, case.indicator)
        if comparison.outcome is Outcome.CONTRADICT:
            pairs.append((first, second, comparison))
    return pairs


def headline(pairs: list[Pair]) -> Pair:
    """Choose the pair that heads the row: figures whose words can be opened come before hearsay, then the gap."""
    return max(pairs, key=lambda pair: (_opened(pair), pair[2].gap or Decimal(0), sorted((-pair[0].id, -pair[1].id))))


def _opened(pair: Pair) -> int:
    return sum(figure.locator.start is not None for figure in pair[:2])


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


def _count(case: Case) -> str:
    mentions, sources = len(case.figures), origins(case.figures)
    return f"{mentions} mentions, {sources} {'origin' if sources == 1 else 'origins'}."
