"""Compare: a question or any chosen figures side by side, with what the checks say and the data for the plots."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import origins, run
from rareearth_gui.checks.share import candidates, eligible, implied_wholes
from rareearth_gui.domain.comparison import REASONS, Comparison, compare
from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.store import conflicts, records
from rareearth_gui.store.figures import Cases, by_ids
from rareearth_gui.store.records import question_of_figure as question_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.interval import Interval

MOST_NEIGHBOURS = 60


@dataclass(frozen=True, slots=True)
class Denominators:
    """What a plot of implied wholes draws: a band for each share, a tick for each printed whole."""

    bands: tuple[tuple[Figure, Interval], ...]
    ticks: tuple[Figure, ...]
    fitting: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Figures in three blocks: counted (grouped by value), copies, and not comparable with the reasons.

    `off` are figures of sources that the person has switched off: listed, but not weighed. Where a person chose the
    figures, `chosen` are their keys: `findings` then speak of these alone, and `beyond` bind them to others.
    """

    case: Case
    groups: tuple[tuple[Figure, ...], ...]
    copies: tuple[Figure, ...]
    apart: tuple[tuple[Figure, str], ...]
    findings: tuple[Finding, ...]
    denominators: Denominators | None
    off: tuple[Figure, ...] = ()
    chosen: frozenset[str] = frozenset()
    beyond: tuple[Finding, ...] = ()

    @property
    def counted(self) -> tuple[Figure, ...]:
        """Give the counted figures in the order of their groups."""
        return tuple(figure for group in self.groups for figure in group)

    @property
    def mentions(self) -> int:
        """Count all printings on the question, or all that were chosen; copies too."""
        return len(self._mentioned)

    @property
    def origins(self) -> int:
        """Count the statements behind them."""
        return origins(self._mentioned)

    @property
    def _mentioned(self) -> tuple[Figure, ...]:
        apart = tuple(figure for figure, _ in self.apart) if self.chosen else ()
        return (*self.case.figures, *apart)

    @property
    def counts(self) -> str:
        """Count in words what is shown: copies are mentions, not origins."""
        shown = f"{counted(self.mentions, 'figure')} chosen" if self.chosen else counted(self.mentions, "mention")
        return f"{shown}, {counted(self.origins, 'origin')}"

    @property
    def elsewhere(self) -> str:
        """Say in a line what binds chosen figures to others; blank when nothing does."""
        others = {key for finding in self.beyond for key in finding.figures} - self.chosen
        if not others:
            return ""
        checks = ", ".join(dict.fromkeys(finding.check for finding in self.beyond))
        were = "was" if len(others) == 1 else "were"
        bound = f"{counted(len(others), 'other figure')} that {were} not chosen"
        return f"Beyond these, checks ({checks}) bind them to {bound}."


def title(connection: sqlite3.Connection, question_id: int) -> str:
    """Give the heading of a question: its quarrel when it has one, else its title."""
    return conflicts.heading(connection, question_id)


def question(connection: sqlite3.Connection, question_id: int) -> SideBySide:
    """Lay out one question."""
    case = Cases(connection).case(question_id)
    return lay_out(case, case.figures, _neighbours(case))


def chosen(connection: sqlite3.Connection, ids: Sequence[int]) -> SideBySide:
    """Lay out the figures that a person picked; those that do not answer the question most of them ask stand apart."""
    figures = by_ids(connection, ids)
    asked = Counter(question_of(connection, figure.id) for figure in figures)
    ((most_asked, _),) = asked.most_common(1)
    first = next(figure for figure in figures if question_of(connection, figure.id) == most_asked)
    whole = Cases(connection).case(most_asked)
    alike = tuple(f for f in figures if compare(first, f, whole.indicator).outcome is not Outcome.NOT_COMPARABLE)
    others = tuple(figure for figure in figures if figure not in alike)
    around = {figure.key: figure for figure in (*others, *whole.around)}
    judged = replace(whole, figures=alike, around=tuple(around.values()))
    return lay_out(judged, alike, others, frozenset(figure.key for figure in figures))


def figures_of(connection: sqlite3.Connection, kind: Kind, ids: Sequence[int]) -> list[int]:
    """Gather the figures of chosen records for a comparison: of questions, of subjects, of indicators, of sources."""
    if kind is Kind.FIGURE:
        return list(ids)
    return records.figures_of(connection, kind.value, ids)[:MOST_NEIGHBOURS]


def lay_out(
    case: Case, figures: tuple[Figure, ...], others: tuple[Figure, ...], chosen: frozenset[str] = frozenset()
) -> SideBySide:
    """Sort figures into blocks and run the checks; on `chosen` figures (keys) by themselves, if there are any."""
    witnesses, copies = _without_copies(figures)
    apart = tuple((other, reason) for other in others if (reason := why_not(case, other)))
    found = run(case)
    beyond = tuple(finding for finding in found if not chosen.issuperset(finding.figures)) if chosen else ()
    told = run(_among(case, chosen)) if chosen else found
    return SideBySide(case, _grouped(witnesses), copies, apart, told, _denominators(case), chosen=chosen, beyond=beyond)


def _among(case: Case, chosen: frozenset[str]) -> Case:
    """Leave nothing around figures but what was chosen with them, and the relations of these alone."""
    return replace(
        case,
        around=tuple(figure for figure in case.around if figure.key in chosen),
        shared=tuple(figure for figure in case.shared if figure.key in chosen),
        relations=tuple(one for one in case.relations if chosen.issuperset(key for _, key in one.members)),
    )


def _without_copies(figures: tuple[Figure, ...]) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Take out copies: a source that repeats another, or a second printing of one value from one origin."""
    counted: dict[tuple[str, object], Figure] = {}
    copies = []
    for figure in sorted(figures, key=_first_printed):
        mark = (figure.origin, figure.middle)
        if figure.source.copy_of or mark in counted:
            copies.append(figure)
        else:
            counted[mark] = figure
    return tuple(counted.values()), tuple(copies)


def _first_printed(figure: Figure) -> tuple[str, int]:
    """Order by date of print, an imprecise date at its end: the earliest printing stands for its origin."""
    return figure.source.issued.ljust(10, "9"), figure.id


def _grouped(figures: tuple[Figure, ...]) -> tuple[tuple[Figure, ...], ...]:
    """Group figures by value, lowest first: a figure joins the first group that its rounding meets."""
    groups: list[list[Figure]] = []
    for figure in sorted(figures, key=lambda figure: (_hearsay(figure), figure.middle, figure.id)):
        home = next((group for group in groups if group[0].rounded.meets(figure.rounded)), None)
        if home is None:
            groups.append([figure])
        else:
            home.append(figure)
    return tuple(tuple(group) for group in sorted(groups, key=lambda group: group[0].middle))


def _hearsay(figure: Figure) -> bool:
    """Figures whose words can be opened come first in their group."""
    return figure.locator.start is None


def _neighbours(case: Case) -> tuple[Figure, ...]:
    """List the figures on the same indicator at the same place that are asked something else."""
    near = [figure for figure in case.around if figure.question.indicator == case.question.indicator]
    return tuple(near[:MOST_NEIGHBOURS])


def why_not(case: Case, other: Figure) -> str:
    """Say in words why a figure is not compared with the question; blank when it is."""
    comparison = compare(case.figures[0], other, case.indicator) if case.figures else Comparison(Outcome.SAME)
    return "; ".join(REASONS[reason] for reason in comparison.reasons)


def _denominators(case: Case) -> Denominators | None:
    implied = implied_wholes(case)
    wholes = candidates(case)
    if not implied:
        return None
    fitting = frozenset(
        (one.share.key, whole.key) for one in implied for whole in eligible(case, one, wholes) if one.fits(whole)
    )
    return Denominators(tuple((one.share, one.whole) for one in implied), wholes, fitting)
