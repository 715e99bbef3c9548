"""What a check is: a module with NAME and a pure function `findings(case)`; all of them, and one run of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from rareearth_gui import checks
from rareearth_gui.domain import naming
from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding
from rareearth_gui.domain.prose import link, safe
from rareearth_gui.plugins import discover

Check = Callable[[Case], Iterator[Finding]]


@cache
def all_checks() -> dict[str, Check]:
    """Find every check by its NAME, in order of file name."""
    return {module.NAME: module.findings for module in discover(checks, "NAME")}


def run(case: Case) -> tuple[Finding, ...]:
    """Run every check on a case; the most suspicious finding first, then in order of check."""
    found = [finding for check in all_checks().values() for finding in check(case)]
    return tuple(sorted(found, key=lambda finding: -finding.suspicion))


def cite(figure: Figure) -> str:
    """Write a figure's words as a link to itself."""
    return link(figure.said, figure.key)


def label(figure: Figure) -> str:
    """Name the source of a figure briefly; nothing in it is taken for a link."""
    return safe(figure.source.label)


def asked(case: Case, figure: Figure) -> str:
    """Put the question that a figure answers into words."""
    indicator = case.indicators.get(figure.question.indicator)
    if indicator is None:
        return safe(case.name(figure.question.indicator))
    whole = case.indicators.get(indicator.share_of)
    return safe(naming.title(figure.question, indicator, case.names, whole.name if whole else ""))


def origins(figures: tuple[Figure, ...]) -> int:
    """Count the origins of figures: copies are no second witness."""
    return len({figure.origin for figure in figures})


def mentions(figures: tuple[Figure, ...]) -> str:
    """Count figures as mentions and as origins, in words: `7 mentions, 2 origins`."""
    return f"{counted(len(figures), 'mention')}, {counted(origins(figures), 'origin')}"
