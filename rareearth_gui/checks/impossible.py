"""Impossible: figures that relations bind and that cannot all be true, by how much, and what would have to give way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import asked, cite, label
from rareearth_gui.domain.arithmetic import rough
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.judge import Judge
from rareearth_gui.domain.margin import Margin, View, margin
from rareearth_gui.domain.network import build
from rareearth_gui.domain.printing import short, span
from rareearth_gui.domain.prose import safe
from rareearth_gui.domain.solver import Conflict, conflicts, quarrels, ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from rareearth_gui.domain.evidence import Case
    from rareearth_gui.domain.statement import Statement
    from rareearth_gui.domain.unit import Unit

NAME = "impossible"
JUDGED_ALONE = frozenset({"sum", "part", "bound", "growth", "change", "conversion"})
"""Relations that a check of their own judges; a set that one of them binds alone is said there."""
HEADS = ("share", "growth", "change", "total", "whole", "value")
"""Roles in the order in which a figure is put first: that figure's question is the one the finding is about."""
MOST_FINDINGS = 3
MOST_WAYS = 3
MOST_LIKEWISE = 4
WHOLE = 100
"""From here on a difference is written without decimals."""
NO_VERDICT = "Which of them do is not for arithmetic to say."
ONE_WAY = "That is one way out and no verdict: other figures of the same origins may give way instead."
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six")


@dataclass(frozen=True, slots=True)
class Impossible:
    """A conflict with the margin by which it fails, and its figures in the order in which they are named."""

    conflict: Conflict
    margin: Margin
    statements: tuple[Statement, ...]


def findings(case: Case) -> Iterator[Finding]:
    """Report the impossible sets of a question, those on like questions together, fewest figures first."""
    if not case.relations:
        return
    network = build((*case.figures, *case.around), case.relations, asked=case.question)
    judge = Judge(network)
    found = conflicts(judge).sets
    about = [one for one in (_judged(judge, one) for one in found if _adds(case, one)) if one is not None]
    if not about:
        return
    every = [one for one in (*found, *quarrels(network)) if _touches(case, one)]
    least = _least(tuple(way.statements for way in ways(network, every)), len(every))
    for place, group in enumerate(_grouped(about)[:MOST_FINDINGS]):
        yield _finding(case, group, least if place == 0 else "")


def describe(case: Case, judge: Judge, conflict: Conflict) -> str:
    """Say which figures cannot all be true and by how much, for a quarrel on one question too."""
    one = _judged(judge, conflict)
    if one is not None:
        return " ".join(filter(None, (_cannot(case, one), _bound_by(one))))
    names = _and(_told(statement) for statement in conflict.statements)
    first, *others = conflict.statements
    gap = first.band.gap(others[0].band) if len(others) == 1 and not conflict.relations else None
    by = f": {_amount(gap, first.lead.quantity.unit)} apart" if gap is not None else ""
    return f"{names} cannot {'both' if len(others) == 1 else 'all'} be true{by}."


def _touches(case: Case, conflict: Conflict) -> bool:
    keys = {figure.key for figure in case.figures}
    return any(figure.key in keys for statement in conflict.statements for figure in statement.figures)


def _adds(case: Case, conflict: Conflict) -> bool:
    """Say whether a conflict is the question's, and more than another check says of one relation."""
    if not _touches(case, conflict):
        return False
    first, *others = conflict.relations
    if others or first.kind not in JUDGED_ALONE:
        return True
    members = {key for _, key in first.members}
    strangers = [one for one in conflict.statements if not one.keys & members]
    return len(strangers) > (first.kind == "growth")


def _judged(judge: Judge, conflict: Conflict) -> Impossible | None:
    """Measure a conflict; None when there is no number at which its figures part, and so nothing to show."""
    found = margin(judge, conflict)
    return None if found is None else Impossible(conflict, found, _ordered(conflict))


def _ordered(conflict: Conflict) -> tuple[Statement, ...]:
    """Put first what plays the first of the roles, and of those what can be opened and rests on most origins."""
    roles = {key: role for relation in conflict.relations for role, key in relation.members}

    def rank(statement: Statement) -> tuple[int, bool, int, str]:
        played = {roles[key] for key in statement.keys & roles.keys()}
        place = min((HEADS.index(role) for role in played if role in HEADS), default=len(HEADS))
        return place, statement.lead.locator.start is None, -len(statement.origins), statement.lead.key

    return tuple(sorted(conflict.statements, key=rank))


def _grouped(found: Iterable[Impossible]) -> list[list[Impossible]]:
    """Put sets on the same questions together; in each group words that can be opened lead, then the wider margin."""
    groups: dict[tuple[str, ...], list[Impossible]] = {}
    for one in found:
        mark = tuple(sorted(statement.lead.question.key for statement in one.statements))
        groups.setdefault(mark, []).append(one)
    for group in groups.values():
        group.sort(key=lambda one: (-_opened(one), -one.margin.suspicion, _keys(one)))
    return sorted(groups.values(), key=lambda group: (len(group[0].statements), -_opened(group[0]), _keys(group[0])))


def _opened(one: Impossible) -> int:
    return sum(statement.lead.locator.start is not None for statement in one.statements)


def _keys(one: Impossible) -> tuple[str, ...]:
    return tuple(statement.lead.key for statement in one.statements)


def _finding(case: Case, group: list[Impossible], least: str) -> Finding:
    """Report a group by its first set; each figure more is one more that may be at fault, so suspicion is shared."""
    first = group[0]
    sentences = [_cannot(case, first), _bound_by(first), _rests(first), _likewise(group[1:])]
    prose = " ".join(filter(None, sentences)) + (f"\n{least}" if least else "")
    suspicion = first.margin.suspicion / (len(first.statements) - 1)
    return Finding(NAME, Outcome.CONTRADICT, _keys(first), prose, first.margin.gap, suspicion=suspicion)


def _cannot(case: Case, one: Impossible) -> str:
    """Name the figures, the number at which they part, and by how much."""
    found = one.margin
    names = _and(_told(statement) for statement in one.statements)
    views = (found.lower, found.higher)
    unit = found.variable.unit
    if found.lower.stated or found.higher.stated:
        stated, needed = sorted(views, key=lambda view: not view.stated)
        says = f"{_needs(needed, unit)}, where {cite(stated.statements[0].lead)} reads as {span(stated.interval, unit)}"
        return f"{names} cannot all be true: {says}, {_off(found)}."
    says = f"{_needs(found.lower, unit)}, {_needs(found.higher, unit)}"
    return f"{names} cannot all be true of one number, {_number(case, found)}: {says}, {_off(found)}."


def _told(statement: Statement) -> str:
    return f"{cite(statement.lead)} ({label(statement.lead)})"


def _number(case: Case, found: Margin) -> str:
    """Name the number that none of the figures gives."""
    lead = (found.lower.statements or found.higher.statements)[0].lead
    question = found.variable.question
    title = asked(case, replace(lead, question=question))
    return f"“{title}” ({safe(question.basis)})" if question.basis else f"“{title}”"


def _needs(view: View, unit: Unit) -> str:
    figures = [cite(statement.lead) for statement in view.statements]
    return f"{_and(figures)} {'needs' if len(figures) == 1 else 'need'} {span(view.interval, unit)}"


def _off(found: Margin) -> str:
    """Say by how much, and how much of that rounding and hedges explain at most."""
    unit = found.variable.unit
    if not found.gap:
        return "which touch only at an end that is left out"
    if found.printed is None:
        return f"off by {_amount(found.gap, unit)} after rounding and hedges"
    parts = [(found.rounding, "rounding explains"), (found.hedges, "hedges explain")]
    explained = [f"{words} {_amount(amount, unit)} at most" for amount, words in parts if amount]
    return f"off by {_amount(found.printed, unit)} as printed, {' and '.join(explained) or 'rounding explains nothing'}"


def _amount(value: Decimal, unit: Unit) -> str:
    said = short(value.to_integral_value() if abs(value) >= WHOLE else rough(value), unit, 3)
    return f"{said.removesuffix('%')} points" if unit.canonical == "%" else said


def _bound_by(one: Impossible) -> str:
    reasons = dict.fromkeys(safe(r.reason.rstrip(".")) for r in one.conflict.relations if r.reason)
    return f"This takes it that: {'; '.join(reasons)}." if reasons else ""


def _rests(one: Impossible) -> str:
    """Say what would have to give way, with the independence of each, and name no winner."""
    count = len(one.statements)
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    rests = "; ".join(f"{cite(statement.lead)} rests on {_weight(statement)}" for statement in one.statements)
    return f"{number} figures: one at least would have to give way, or they do not speak of one thing. {rests}."


def _weight(statement: Statement) -> str:
    origins, mentions = len(statement.origins), len(statement.figures)
    said = f"{origins} {'origin' if origins == 1 else 'origins'}"
    return said if mentions == origins else f"{said} ({mentions} mentions)"


def _likewise(others: list[Impossible]) -> str:
    if not others:
        return ""
    sets = [_and(_told(statement) for statement in one.statements) for one in others[:MOST_LIKEWISE]]
    more = f"; and {len(others) - MOST_LIKEWISE} more such sets" if len(others) > MOST_LIKEWISE else ""
    return f"Nor can {'; nor '.join(sets)}{more}."


def _least(found: tuple[tuple[Statement, ...], ...], count: int) -> str:
    """Say which figures would have to give way at least for every quarrel of the question to end."""
    if not found or count < 2:
        return ""
    origins = len(frozenset().union(*(statement.origins for statement in found[0])))
    said = "; or ".join(_and(cite(statement.lead) for statement in way) for way in found[:MOST_WAYS])
    more = f"; or one of {len(found) - MOST_WAYS} more such sets" if len(found) > MOST_WAYS else ""
    every = "both" if count == 2 else f"all {count}"
    weight = f"{origins} independent {'origin' if origins == 1 else 'origins'}"
    return (
        f"For {every} quarrels on this question to end, figures of {weight} at least would have to give way "
        f"(copies count once): {said}{more}. {NO_VERDICT if len(found) > 1 else ONE_WAY}"
    )


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
