"""Leave out: a comparison without some of its sources, and the sources on which its quarrel hangs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import run
from rareearth_gui.domain.finding import Outcome
from rareearth_gui.ops.compare import SideBySide, lay_out

if TYPE_CHECKING:
    from rareearth_gui.domain.evidence import Case, Figure, Source


def sources(whole: SideBySide) -> tuple[Source, ...]:
    """List the sources that a quarrel can hang on: of the figures compared, then of what contradicts them."""
    cited = filter(None, map(whole.case.figure, _contradicting(whole)))
    found: dict[str, Source] = {}
    for figure in (*whole.counted, *whole.copies, *cited):
        found.setdefault(figure.source.key, figure.source)
    return tuple(found.values())


def without(whole: SideBySide, off: frozenset[str]) -> SideBySide:
    """Lay the comparison out anew without the sources of `off` (keys); their figures stay listed, as switched off.

    Nothing but the sources is left out: what stood apart stays apart for the reason that it had.
    """
    if not off:
        return whole
    case = _case_without(whole.case, off)
    listed = (*whole.counted, *whole.copies, *(figure for figure, _ in whole.apart))
    return replace(
        lay_out(case, case.figures, (), whole.chosen),
        apart=tuple((figure, reason) for figure, reason in whole.apart if figure.source.key not in off),
        off=tuple(figure for figure in listed if figure.source.key in off),
    )


def hinges(whole: SideBySide) -> frozenset[str]:
    """Give the keys of the sources without any one of which nothing contradicts any more."""
    if not _contradicting(whole):
        return frozenset()
    keys = [source.key for source in sources(whole)]  # a relation may need a source that no finding cites
    return frozenset(key for key in keys if not _quarrels(_case_without(whole.case, frozenset({key}))))


def _contradicting(whole: SideBySide) -> dict[str, None]:
    found = (finding for finding in whole.findings if finding.outcome is Outcome.CONTRADICT)
    return dict.fromkeys(key for finding in found for key in finding.figures)


def _quarrels(case: Case) -> bool:
    return any(finding.outcome is Outcome.CONTRADICT for finding in run(case))


def _case_without(case: Case, off: frozenset[str]) -> Case:
    every = (*case.figures, *case.around, *case.shared)
    gone = {figure.key for figure in every if figure.source.key in off}
    return replace(
        case,
        figures=_kept(case.figures, off),
        around=_kept(case.around, off),
        shared=_kept(case.shared, off),
        relations=tuple(
            relation
            for relation in case.relations
            if relation.source not in off and not any(key in gone for _, key in relation.members)
        ),
    )


def _kept(figures: tuple[Figure, ...], off: frozenset[str]) -> tuple[Figure, ...]:
    return tuple(_standing_in(figure, off) for figure in figures if figure.source.key not in off)


def _standing_in(figure: Figure, off: frozenset[str]) -> Figure:
    """Let a copy speak for its original where that is switched off: one still prints what the other did."""
    if figure.source.copy_of not in off:
        return figure
    return replace(figure, source=replace(figure.source, copy_of=""))
