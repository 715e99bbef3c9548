"""Trend: a figure out of all proportion to its neighbours, the slip that would mend it, and what else hangs on it.

What counts as a neighbour, as out of proportion and as a chance fit is stated in `domain/proportion.py`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import asked, cite
from rareearth_gui.domain.arithmetic import Arithmetic, as_printed, rough
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.printing import short
from rareearth_gui.domain.proportion import CLOSE, Mended, Odd, apart, mended, odd_ones
from rareearth_gui.domain.prose import safe
from rareearth_gui.domain.unit import same_dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.slips import Candidate

NAME = "trend"
HALF, DOUBT = Decimal("0.5"), Decimal("0.6")
OTHER_END = {"start": "end", "end": "start"}


def findings(case: Case) -> Iterator[Finding]:
    """Report each figure of the question that is out of proportion."""
    for odd in odd_ones(case):
        mend = mended(odd)
        best = mend.fits[0] if mend.fits else None
        limits = tuple(_limits(case, odd.figure))
        growths = tuple(_growths(case, odd.figure))
        lines = [
            " ".join((_stands_out(odd), *_unsure(case, odd), *_above(case, odd.figure, limits))),
            *_best(odd, best),
            *_implied(odd, growths, best),
            _odds(mend),
        ]
        keys = dict.fromkeys(figure.key for figure in (odd.figure, *odd.beside, *limits, *_stated(growths)))
        yield Finding(
            NAME,
            Outcome.CONTRADICT,
            tuple(keys),
            "\n".join(lines),
            odd.factor,
            mend.tried,
            mend.by_chance.quantize(Decimal("0.01")),
            suspicion=_suspicion(odd),
        )


def _suspicion(odd: Odd) -> Decimal:
    """Measure how far beyond proportion the figure is, 0.5 to 1; less where the neighbours may be others."""
    excess = 1 - HALF * odd.least / odd.factor
    return excess * DOUBT if odd.unsure or not odd.in_time else excess


def _stands_out(odd: Odd) -> str:
    neighbours = " and ".join(
        f"{_times(apart(odd.figure.middle, near.middle), odd.above)} {_dated(near)}" for near in odd.beside
    )
    against = "" if odd.in_time else ", the largest other amount of its firm"
    return f"{_dated(odd.figure)} is out of proportion: {neighbours}{against}."


def _times(factor: Decimal, above: bool) -> str:
    number = f"{factor:.0f}" if factor >= 10 else f"{factor:.1f}"
    return f"{number} times as much as" if above else f"a {number}th of"


def _dated(figure: Figure) -> str:
    time = figure.question.period.key
    return f"{cite(figure)} ({time})" if time else cite(figure)


def _unsure(case: Case, odd: Odd) -> Iterator[str]:
    """Say of which neighbours it is not sure that they are of the same thing, and why."""
    mine = odd.figure.question
    if not odd.in_time:
        yield "The two are not asked the same: either may be right, and either may be wrong."
        return
    unnamed = [near for near in odd.beside if near.question.subject != mine.subject]
    if unnamed:
        product = safe(case.name(mine.subject))
        yield f"What {_list(unnamed)} {_verb(unnamed, 'counts', 'count')} is not named: it may be the same ({product})."
    for place in dict.fromkeys(near.question.place for near in odd.beside if near.question.place != mine.place):
        part, whole = (place, mine.place) if case.parents.get(place) == mine.place else (mine.place, place)
        yield f"{safe(case.name(part))} is a part of {safe(case.name(whole))}."


def _list(figures: Iterable[Figure]) -> str:
    return " and ".join(map(cite, figures))


def _verb(figures: list[Figure], one: str, many: str) -> str:
    return one if len(figures) == 1 else many


def _limits(case: Case, figure: Figure) -> Iterator[Figure]:
    """Give the limits of a bound that the figure lies wholly above."""
    for relation in case.relations:
        if relation.kind == "bound" and relation.one("value") == figure.key:
            limit = Arithmetic.of(case, relation).one("limit")
            if limit is not None and _over(figure, limit):
                yield limit


def _over(figure: Figure, limit: Figure) -> bool:
    low, high = figure.band.low, limit.band.high
    return low is not None and high is not None and low > high


def _above(case: Case, figure: Figure, limits: tuple[Figure, ...]) -> Iterator[str]:
    if not limits:
        return
    named = " and ".join(f"{cite(limit)} ({asked(case, limit)})" for limit in limits)
    other = [limit for limit in limits if not same_dimension(limit.quantity.unit, figure.quantity.unit)]
    unit = figure.quantity.unit.label
    bridge = f" These are counted in {_counted(other)}, not in {unit}, and no bridge is stated." if other else ""
    yield f"It is above {named}.{bridge}"


def _counted(limits: list[Figure]) -> str:
    return " or ".join(dict.fromkeys(limit.quantity.unit.label for limit in limits))


def _best(odd: Odd, best: tuple[Candidate, Figure] | None) -> Iterator[str]:
    """Say what the likeliest slip would make of the figure."""
    if best is None:
        yield "No slip of the table brings it back."
        return
    candidate, near = best
    says = f"If it {candidate.slip.says}, it is {short(candidate.value, odd.figure.quantity.unit)}"
    factor = apart(candidate.value, near.middle)
    if factor <= CLOSE:
        away = abs(candidate.value - near.middle) / near.middle * 100
        yield f"{says}: {f'within {_per_cent(away)}% of' if away else 'just'} {cite(near)}."
    else:
        yield f"{says}: {_times(factor, candidate.value > near.middle)} {cite(near)}."


def _per_cent(value: Decimal) -> str:
    return "0.1" if value < Decimal("0.1") else f"{value.quantize(Decimal('0.1'), 'ROUND_CEILING')}"


def _growths(case: Case, figure: Figure) -> Iterator[tuple[Arithmetic, str]]:
    """Give the growths that the figure is an end of and whose other end is not printed, with the missing role."""
    for relation in case.relations:
        if relation.kind == "growth":
            role = next((name for name, key in relation.members if key == figure.key), "")
            if role in OTHER_END and relation.one(OTHER_END[role]) is None:
                yield Arithmetic.of(case, relation), OTHER_END[role]


def _stated(growths: tuple[tuple[Arithmetic, str], ...]) -> Iterator[Figure]:
    for sum_, _ in growths:
        growth = sum_.one("growth")
        if growth is not None:
            yield growth


def _implied(
    odd: Odd, growths: tuple[tuple[Arithmetic, str], ...], best: tuple[Candidate, Figure] | None
) -> Iterator[str]:
    """Say what a printed growth implies for the other end, as printed and after the slip."""
    for sum_, missing in growths:
        growth, plain = sum_.one("growth"), sum_.needed(missing, as_printed)
        if growth is None or plain is None or plain.low is None:
            continue
        unit = odd.figure.quantity.unit
        time = getattr(growth.question.period, missing) or f"the {missing}"
        says = f"Its printed growth of {cite(growth)} implies {short(rough(plain.low), unit)} for {time}"
        after = None if best is None else sum_.with_figure(best[0].figure).needed(missing, as_printed)
        slipped = "" if after is None or after.low is None else f", or {short(rough(after.low), unit)} after the slip"
        yield f"{says}{slipped}."


def _odds(mend: Mended) -> str:
    fits = len(mend.fits)
    near = "within 1% of a neighbour" if mend.within == CLOSE else f"within a factor of {mend.within} of a neighbour"
    brings = "brings" if fits == 1 else "bring"
    return (
        f"Tried {mend.tried} readings; {fits} {brings} it {near}, about {mend.by_chance:.2f} would by chance. "
        "That proves no slip."
    )
