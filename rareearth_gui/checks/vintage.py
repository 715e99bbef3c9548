"""Vintage: the edition of a series that a figure reproduces, how old that makes it, and what editions revised.

Model of chance: that of `domain/slips.py`. An edition that a figure has nothing to do with prints the same number as
often as two chance figures meet within their rounding; the chances of all the editions are added up.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite, label
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import safe
from rareearth_gui.domain.slips import AS_PRINTED, Candidate, chance
from rareearth_gui.domain.unit import same_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.domain.evidence import Case, Figure

NAME = "vintage"
HUNDRED = Decimal(100)
NOT_STATED = "not stated"
SAME_PARTS = ("subject", "place", "denominator", "modality")


def findings(case: Case) -> Iterator[Finding]:
    """Tell revisions between editions, then the edition that each other figure reproduces."""
    yield from _revisions(case)
    for figure in _firsts(case):
        yield from _reproduced(case, figure)


# -- Revisions -----------------------------------------------------------------------------------------------


def _revisions(case: Case) -> Iterator[Finding]:
    """Tell what the editions of one series print for one period: a revision is no quarrel."""
    series: dict[str, dict[str, Figure]] = {}
    for figure in sorted(case.figures, key=lambda figure: figure.id):
        if figure.source.series and figure.source.edition:
            series.setdefault(figure.source.series, {}).setdefault(figure.source.edition, figure)
    for name in sorted(series):
        editions = [series[name][edition] for edition in sorted(series[name])]
        first, last = editions[0], editions[-1]
        if len({figure.middle for figure in editions}) < 2 or not first.middle:
            continue
        printed = ", ".join(f"{cite(figure)} in {safe(figure.source.edition)}" for figure in editions)
        change = (last.middle - first.middle) / first.middle * HUNDRED
        prose = f"{safe(name)} printed {printed}: revised by {change:+.1f}%. Editions differ in age and do not quarrel."
        yield Finding(NAME, Outcome.HOLDS, tuple(figure.key for figure in editions), prose, change)


# -- Reproductions -------------------------------------------------------------------------------------------


def _firsts(case: Case) -> list[Figure]:
    """Give one printed figure for each value, leaving out what an edition itself prints."""
    found: dict[Decimal, Figure] = {}
    for figure in sorted(case.figures, key=lambda figure: (bool(figure.source.copy_of), figure.id)):
        if figure.kind == "stated" and figure.quantity.single is not None and not figure.source.series:
            found.setdefault(figure.middle, figure)
    return list(found.values())


def _reproduced(case: Case, figure: Figure) -> Iterator[Finding]:
    """Find the editions out by then that print the number, the latest one of the same period first."""
    editions = _editions(case, figure)
    hits = [edition for edition in editions if figure.rounded.contains(edition.middle)]
    if not hits:
        return
    now = [edition for edition in hits if edition.question.period == figure.question.period]
    best = max(now or hits, key=lambda edition: (edition.source.issued, edition.source.edition, -edition.id))
    mine = Candidate.of(AS_PRINTED, figure, figure.quantity)
    by_chance = sum((chance(figure, mine, edition.rounded) for edition in editions), Decimal(0))
    by_chance = by_chance.quantize(Decimal("0.01"))
    age = _age(figure, best)
    prose = (
        f"{_dated(figure)} is what {label(best)} prints: {cite(best)}{_told_period(figure, best)}. "
        f"{_told_age(figure, best, age)}\n"
        f"Tried {len(editions)} {'edition' if len(editions) == 1 else 'editions'}; {len(hits)} "
        f"{'fits' if len(hits) == 1 else 'fit'}, about {by_chance} would by chance."
    )
    yield Finding(NAME, Outcome.EXPLAINS, (figure.key, best.key), prose, age, len(editions), by_chance)


def _editions(case: Case, figure: Figure) -> list[Figure]:
    """List what editions out by then print on the same thing at any time, one figure for each edition and period."""
    found: dict[tuple[str, str, str], Figure] = {}
    for other in sorted((*case.figures, *case.around), key=lambda other: other.id):
        if other.source.series and _comparable(figure, other):
            found.setdefault((other.source.series, other.source.edition, other.question.period.key), other)
    return list(found.values())


def _comparable(figure: Figure, edition: Figure) -> bool:
    mine, its = figure.question, edition.question
    return (
        not mine.differing_parts(its, SAME_PARTS)
        and (mine.basis == its.basis or not mine.basis or NOT_STATED in mine.basis)
        and same_dimension(figure.quantity.unit, edition.quantity.unit)
        and edition.kind == "stated"
        and edition.quantity.single is not None
        and edition.middle > 0
        and _out_by_then(figure.source.issued, edition.source.issued)
    )


def _out_by_then(printed: str, edition: str) -> bool:
    """Compare dates as precisely as both are known; an unknown date excludes nothing."""
    return not printed or edition[: len(printed)] <= printed[: len(edition)]


def _dated(figure: Figure) -> str:
    issued = figure.source.issued[:4]
    return f"{cite(figure)} ({label(figure)})" if issued else f"{cite(figure)} ({label(figure)}, undated)"


def _told_period(figure: Figure, edition: Figure) -> str:
    """Say of what time the edition's number is, where that is another than the figure's."""
    if edition.question.period == figure.question.period or not edition.question.period.key:
        return ""
    asked = figure.question.period.key
    return f" for {edition.question.period.key}" + (f", not {asked}" if asked else "")


def _age(figure: Figure, edition: Figure) -> Decimal | None:
    """Give the years from the edition to the print, or, if it is older, from the edition's period to the figure's."""
    printed, out = figure.source.issued[:4], edition.source.issued[:4]
    asked, of = figure.question.period.end[:4], edition.question.period.end[:4]
    ages = [int(later) - int(sooner) for later, sooner in ((printed, out), (asked, of)) if later and sooner]
    return Decimal(max(ages)) if ages else None


def _told_age(figure: Figure, edition: Figure, age: Decimal | None) -> str:
    if age is None:
        return "Its age is not known."
    if age <= 0:
        return "It was the current one."
    return f"The number was {age} {'year' if age == 1 else 'years'} old."
