"""Members of a relation that are not printed: the question that each would answer, where that is certain.

An unknown is written as a figure without a key on that question, in the unit of the member that it is measured by.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rareearth_gui.domain.period import Period

if TYPE_CHECKING:
    from rareearth_gui.domain.evidence import Figure, Question

ANNUAL = "annual"
"""Stands in the basis of a growth that is meant for each year of its period."""


def whole(share: Figure, part: Figure) -> Figure | None:
    """Give the unknown whole of a share: what the part is, asked of the denominator."""
    asked = share.question
    here = asked.place == part.question.place
    return _unknown(share, part, replace(part.question, place=asked.denominator)) if here else None


def part(share: Figure, whole: Figure) -> Figure | None:
    """Give the unknown part of a share: what the whole is, asked of the place and subject of the share."""
    asked = share.question
    there = whole.question.place == asked.denominator
    return _unknown(share, whole, replace(whole.question, subject=asked.subject, place=asked.place)) if there else None


def _unknown(share: Figure, given: Figure, wanted: Question) -> Figure | None:
    """Give an unknown of one period and basis with its share; None where it would be the given member itself."""
    alike = all(share.question.part(name) == given.question.part(name) for name in ("period", "basis"))
    return replace(given, key="", question=wanted) if alike and wanted.place and wanted != given.question else None


def start(growth: Figure, end: Figure) -> Figure | None:
    """Give the unknown start of a growth: what the end is, at the time at which the growth begins."""
    span = growth.question.period
    return _at(end, span.start) if span.start != span.end == end.question.period.key else None


def end(growth: Figure, start: Figure) -> Figure | None:
    """Give the unknown end of a growth: what the start is, at the time at which the growth ends."""
    span = growth.question.period
    return _at(start, span.end) if span.end != span.start == start.question.period.key else None


def _at(figure: Figure, time: str) -> Figure:
    return replace(figure, key="", question=replace(figure.question, period=Period.parse(time)))


def is_compound(growth: Figure, start: Figure | None, end: Figure | None) -> bool:
    """Say whether a growth is meant for each of several years: its arithmetic is not that of one step."""
    if ANNUAL not in growth.question.basis:
        return False
    asked = growth.question.period
    first = asked.start if asked.start != asked.end or start is None else start.question.period.end
    last = asked.end if asked.start != asked.end or end is None else end.question.period.end
    return bool(first) and bool(last) and int(last[:4]) - int(first[:4]) > 1
