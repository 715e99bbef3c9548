"""Spread: the bands of two independent figures on one question do not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite, mentions
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.printing import span
from rareearth_gui.domain.prose import safe
from rareearth_gui.domain.quarrel import apart, headline, quarrels, suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.domain.evidence import Case

NAME = "spread"


def findings(case: Case) -> Iterator[Finding]:
    """Report the contradicting pairs of independent figures on a question as one finding, worst pair first."""
    pairs = quarrels(case)
    if not pairs:
        return
    worst = headline(pairs)
    one, two = sorted(worst[:2], key=lambda figure: figure.middle)
    members = {figure.key: figure for pair in pairs for figure in pair[:2]}
    prose = (
        f"{cite(one)} ({safe(one.source.title)}) reads as {span(one.band, one.quantity.unit)}; "
        f"{cite(two)} ({safe(two.source.title)}) reads as {span(two.band, two.quantity.unit)}. "
        f"The bands do not meet: {apart(worst)}. "
        f"{mentions(case.figures)}."
    )
    yield Finding(NAME, Outcome.CONTRADICT, tuple(members), prose, worst[2].gap, suspicion=suspicion(one, two))
