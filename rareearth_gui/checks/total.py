"""Total and bound: parts against their whole, sums against their total, a value against its limit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.printing import short, span
from rareearth_gui.domain.prose import safe
from rareearth_gui.domain.unit import same_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.relation import Relation

NAME = "total"


def findings(case: Case) -> Iterator[Finding]:
    """Judge every part, sum and bound that a figure of the question belongs to."""
    for relation in case.relations:
        if relation.kind in ("part", "sum"):
            yield from _parts(case, relation)
        elif relation.kind == "bound":
            yield from _bound(case, relation)


def _parts(case: Case, relation: Relation) -> Iterator[Finding]:
    total = _one(case, relation, "total") or _one(case, relation, "whole")
    parts = _figures(case, relation, "part")
    missing = len(parts) < len(relation.all("part"))
    if (
        total is None
        or not parts
        or missing
        or any(not same_dimension(total.quantity.unit, p.quantity.unit) for p in parts)
    ):
        return
    if relation.kind == "part":
        for part in parts:
            yield _part_of(relation, part, total)
        return
    added = Interval.point(Decimal(0))
    for part in parts:
        added = added.plus(part.band)
    gap = added.gap(total.band)
    terms = " + ".join(cite(part) for part in parts)
    unit = total.quantity.unit
    says = f"{terms} = {span(added, unit)}, against a total of {cite(total)}"
    yield _finding(relation, (total, *parts), says, gap, total)


def _part_of(relation: Relation, part: Figure, total: Figure) -> Finding:
    gap = _beyond(part, total)
    says = f"{cite(part)} is part of {cite(total)}"
    if gap is None and total.middle:
        says += f" ({part.middle / total.middle * 100:.0f}%)"
    return _finding(relation, (part, total), says, gap, total)


def _bound(case: Case, relation: Relation) -> Iterator[Finding]:
    value, limit = _one(case, relation, "value"), _one(case, relation, "limit")
    if value is None or limit is None:
        return
    gap = _beyond(value, limit)
    says = f"{cite(value)} against a limit of {cite(limit)}"
    if not same_dimension(value.quantity.unit, limit.quantity.unit):
        says += (
            f", although one counts {value.quantity.unit.dimension} and the other {limit.quantity.unit.dimension}:"
            " the two meet only over a conversion that nobody states, so this is a question of scale"
        )
    yield _finding(relation, (value, limit), says, gap, limit)


def _beyond(value: Figure, limit: Figure) -> Decimal | None:
    """Give by how much the least a value can be lies beyond the most its limit can be; None when it is within."""
    least, most = value.band, limit.band
    return Interval(least.low, None, least.low_open).gap(Interval(None, most.high, high_open=most.high_open))


def _finding(relation: Relation, figures: tuple[Figure, ...], says: str, gap: Decimal | None, whole: Figure) -> Finding:
    reason = f" ({safe(relation.reason.rstrip('.'))})" if relation.reason else ""
    keys = tuple(figure.key for figure in figures)
    if gap is None:
        return Finding(NAME, Outcome.HOLDS, keys, f"{says}{reason}: holds.")
    over = abs(gap) / abs(whole.middle) if whole.middle else Decimal(1)
    prose = f"{says}{reason}: off by {short(abs(gap), whole.quantity.unit)} after rounding and hedges."
    return Finding(NAME, Outcome.CONTRADICT, keys, prose, gap, suspicion=over / (over + 1))


def _one(case: Case, relation: Relation, role: str) -> Figure | None:
    key = relation.one(role)
    return case.figure(key) if key else None


def _figures(case: Case, relation: Relation, role: str) -> tuple[Figure, ...]:
    found = (case.figure(key) for key in relation.all(role))
    return tuple(figure for figure in found if figure is not None)
