"""Plan: what was aimed at, against the figures of its time or the first later one: met, missed or not known."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import asked, cite
from rareearth_gui.domain.arithmetic import Arithmetic
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.prose import safe
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import same_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.domain.evidence import Case, Figure

NAME = "plan"
AIMS = frozenset({"target", "plan", "forecast"})
FACTS = frozenset({"actual", "share", "growth", "capacity"})
SAME_PARTS = ("indicator", "subject", "place", "basis", "denominator")
AT_LEAST, AT_MOST = "at least", "at most"
UPWARD = frozenset({Hedge.OVER, Hedge.AT_LEAST})
DOWNWARD = frozenset({Hedge.UNDER, Hedge.AT_MOST})
WORDS = {True: "meets it", False: "misses it", None: "leaves it open"}
OUTCOMES = {"met": Outcome.HOLDS, "missed": Outcome.MISSED}


def findings(case: Case) -> Iterator[Finding]:
    """Judge each aim of the question that has a date."""
    for aim in _aims(case):
        facts = _facts(case, aim)
        verdicts = [(fact, _met(case, aim, fact)) for fact in facts]
        verdict = _verdict([met for _, met in verdicts])
        task = f" (task: {safe(case.tasks[aim.key])})" if aim.key in case.tasks else ""
        told = "; ".join(f"{cite(fact)} ({asked(case, fact)}) {WORDS[met]}" for fact, met in verdicts)
        evidence = told or "the library has no figure for that time or later"
        prose = f"{cite(aim)} is the {_word(aim)} for {aim.question.period.key}{task}: {evidence}. So: {verdict}."
        keys = (aim.key, *(fact.key for fact in facts))
        yield Finding(NAME, OUTCOMES.get(verdict, Outcome.UNKNOWN), keys, prose, Decimal(len(facts)))


def _aims(case: Case) -> list[Figure]:
    """Give one figure for each value that is aimed at: targets, plans, forecasts, and caps set before their time."""
    found: dict[Decimal, Figure] = {}
    for figure in sorted(case.figures, key=lambda figure: figure.id):
        if figure.question.period.start and (figure.question.modality in AIMS or _set_ahead(case, figure)):
            found.setdefault(figure.middle, figure)
    return list(found.values())


def _set_ahead(case: Case, figure: Figure) -> bool:
    """Tell a ceiling that a plan sets years ahead from the quota of a year."""
    issued = figure.source.issued[:4]
    ahead = bool(issued) and issued < figure.question.period.start[:4]
    return figure.question.modality == "cap" and (ahead or figure.key in case.tasks)


def _word(aim: Figure) -> str:
    return {"cap": "ceiling"}.get(aim.question.modality, aim.question.modality)


def _facts(case: Case, aim: Figure) -> tuple[Figure, ...]:
    """Give the facts of the aim's time, failing those of the first time after it, and what a bound holds against it."""
    bound = [
        value
        for relation in case.relations
        if relation.kind == "bound" and relation.one("limit") == aim.key
        if (value := Arithmetic.of(case, relation).one("value")) is not None
    ]
    same = [figure for figure in case.around if _is_fact(aim, figure)]
    first = min((figure.question.period.end[:4] for figure in same), default="")
    of_then = [figure for figure in same if figure.question.period.end[:4] == first]
    found: dict[tuple[str, Decimal], Figure] = {}
    for figure in sorted((*bound, *of_then), key=lambda figure: figure.id):
        found.setdefault((figure.question.key, figure.middle), figure)
    return tuple(found.values())


def _is_fact(aim: Figure, figure: Figure) -> bool:
    return (
        figure.question.modality in FACTS
        and not figure.question.differing_parts(aim.question, SAME_PARTS)
        and same_dimension(figure.quantity.unit, aim.quantity.unit)
        and figure.question.period.end[:4] >= aim.question.period.end[:4]
    )


def _met(case: Case, aim: Figure, fact: Figure) -> bool | None:
    """Say whether a fact meets an aim; None where the words of either leave it open."""
    wanted, was = aim.band, fact.band
    way = _way(case, aim)
    if way == AT_MOST and wanted.high is not None:
        return _decided(wanted.high - fact.middle, was.high is not None, was.low is not None and was.low > wanted.high)
    if way == AT_LEAST and wanted.low is not None:
        return _decided(fact.middle - wanted.low, was.low is not None, was.high is not None and was.high < wanted.low)
    return True if wanted.meets(was) else (None if aim.question.modality == "target" else False)


def _decided(to_spare: Decimal, closed: bool, missed: bool) -> bool | None:
    """Call an aim met when the printed number keeps to it and no hedge leads away, missed when nothing keeps to it."""
    return True if to_spare >= 0 and closed else False if missed else None


def _way(case: Case, aim: Figure) -> str:
    """Say whether an aim is a floor or a ceiling: by its hedge, or by the figure that the change starts from."""
    if aim.question.modality == "cap" or aim.quantity.hedge in DOWNWARD:
        return AT_MOST
    if aim.quantity.hedge in UPWARD:
        return AT_LEAST
    for relation in case.relations:
        if relation.kind == "change" and relation.one("end") == aim.key:
            start = Arithmetic.of(case, relation).one("start")
            if start is not None and start.middle != aim.middle:
                return AT_LEAST if start.middle < aim.middle else AT_MOST
    return ""


def _verdict(met: list[bool | None]) -> str:
    decided = {one for one in met if one is not None}
    if len(decided) == 1:
        return "met" if decided.pop() else "missed"
    return "not known" if not decided else "not known, for the figures differ"
