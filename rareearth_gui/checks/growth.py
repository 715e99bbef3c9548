"""Growth: a stated change against its two ends; where one end is missing, what the growth implies for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite
from rareearth_gui.domain.arithmetic import HUNDRED, Arithmetic, as_printed, rough
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.printing import short, span
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import same_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.unit import Unit

NAME = "growth"
OTHER_END = {"start": "end", "end": "start"}
UPWARD, DOWNWARD = (Hedge.OVER, Hedge.AT_LEAST), (Hedge.UNDER, Hedge.AT_MOST)


def findings(case: Case) -> Iterator[Finding]:
    """Judge every growth and change that a figure of the question belongs to."""
    for relation in case.relations:
        sum_ = Arithmetic.of(case, relation)
        if not sum_.sound:
            continue
        if relation.kind == "change":
            yield from _change(sum_)
        elif relation.kind == "growth":
            yield from _growth(sum_)
            yield from _implied(case, sum_)


def _growth(sum_: Arithmetic) -> Iterator[Finding]:
    """Hold a printed growth against both its ends."""
    stated, start, end = sum_.one("growth"), sum_.one("start"), sum_.one("end")
    needed, printed = sum_.needed("growth"), sum_.needed("growth", as_printed)
    if stated is None or start is None or end is None or needed is None or printed is None:
        return
    assert printed.low is not None
    each_year = f" a year over {sum_.years} years" if sum_.years > 1 else ""
    says = (
        f"{cite(start)}{_when(start)} to {cite(end)}{_when(end)} is {_signed(printed.low)}%{each_year}; "
        f"{cite(stated)} is printed"
    )
    keys = (stated.key, start.key, end.key)
    yield _judged(keys, says, stated, stated.band, needed)


def _judged(keys: tuple[str, ...], says: str, claim: Figure, band: Interval, needed: Interval) -> Finding:
    """Compare a band with what is needed, and say by how much they miss each other."""
    gap = band.gap(needed)
    if gap is None:
        return Finding(NAME, Outcome.HOLDS, keys, f"{says}: holds.", Decimal(0))
    unit = claim.quantity.unit
    off = f"{short(rough(gap), unit).removesuffix('%')} points" if unit.key == "%" else short(rough(gap), unit)
    prose = f"{says}, where rounding and hedges allow {_span(needed, unit)}: off by {off}."
    over = gap / abs(claim.middle) if claim.middle else Decimal(1)
    return Finding(NAME, Outcome.CONTRADICT, keys, prose, gap, suspicion=over / (over + 1))


def _implied(case: Case, sum_: Arithmetic) -> Iterator[Finding]:
    """Say what a growth and one end need the other to be, and hold it against the library if that knows it."""
    stated = sum_.one("growth")
    missing = next((role for role in OTHER_END if sum_.relation.one(role) is None), None)
    if stated is None or missing is None:
        return
    known, needed, printed = sum_.one(OTHER_END[missing]), sum_.needed(missing), sum_.needed(missing, as_printed)
    if known is None or needed is None or printed is None:
        return
    assert printed.low is not None
    asked = stated.question.period
    period = "" if asked.start == asked.end else getattr(asked, missing)
    unit = known.quantity.unit
    time = f"for {period}" if period else f"for its {missing}"
    says = (
        f"{cite(known)}{_when(known)} and {cite(stated)} imply {short(rough(printed.low), unit)} {time} "
        f"({_span(needed, unit)} with rounding and hedges)"
    )
    keys = (stated.key, known.key)
    found = [figure for figure in (*case.figures, *case.around) if period and _is_end(figure, known, period)]
    if not found:
        yield Finding(NAME, Outcome.IMPLIES, keys, f"{says}. The library has no figure for it.", printed.low)
    for figure in sorted(found, key=lambda figure: figure.id)[:1]:
        printed_there = f"{says}; {cite(figure)} is printed"
        yield _judged((*keys, figure.key), printed_there, figure, figure.band, needed)


def _is_end(figure: Figure, known: Figure, period: str) -> bool:
    """Say whether a figure answers what the known end answers, at the other end's time."""
    mine, its = known.question, figure.question
    same = (mine.indicator, mine.subject, mine.place, mine.basis, mine.modality)
    return same == (its.indicator, its.subject, its.place, its.basis, its.modality) and its.period.key == period


def _change(sum_: Arithmetic) -> Iterator[Finding]:
    """Say what a change from one figure to another comes to; no rate is printed for it."""
    start, end = sum_.one("start"), sum_.one("end")
    if start is None or end is None or not same_dimension(start.quantity.unit, end.quantity.unit):
        return
    change = end.middle - start.middle
    unit = end.quantity.unit
    points = unit.key == "%"
    amount = f"{short(abs(change), unit).removesuffix('%')} {'point' if abs(change) == 1 else 'points'}"
    amount = amount if points else short(abs(change), unit)
    hedge = "more than " if end.quantity.hedge in UPWARD or start.quantity.hedge in DOWNWARD else ""
    rate = f" ({hedge}{_signed(change / start.middle * HUNDRED)}%)" if start.middle and not points else ""
    way = "up" if change > 0 else "down"
    says = f"{cite(start)}{_when(start)} to {cite(end)}{_when(end)} is {way} {hedge}{amount}{rate}"
    yield Finding(NAME, Outcome.HOLDS, (start.key, end.key), f"{says}; no rate is printed.", change)


def _span(interval: Interval, unit: Unit) -> str:
    low, high = (None if end is None else rough(end, 4) for end in (interval.low, interval.high))
    return span(Interval(low, high), unit)


def _when(figure: Figure) -> str:
    return f" ({figure.question.period.key})" if figure.question.period.start else ""


def _signed(value: Decimal) -> str:
    return f"{value:+,.1f}".removesuffix(".0")
