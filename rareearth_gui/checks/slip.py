"""Slip: would figures that quarrel, break a relation or stand out of proportion agree, had one slip not happened?

The table of slips and the model that counts chance fits stand in `domain/slips.py`; what is out of proportion, and its
own count, in `domain/proportion.py`. A part printed for its whole (a batch for the year) is tried as well: each figure
on the same question but for its basis is one more reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite
from rareearth_gui.domain.arithmetic import Arithmetic, by_rounding, difference
from rareearth_gui.domain.comparison import compare
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.printing import short
from rareearth_gui.domain.proportion import Odd, apart, mended, odd_ones
from rareearth_gui.domain.prose import safe
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.slips import AS_PRINTED, Candidate, candidates, chance
from rareearth_gui.domain.unit import same_dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.interval import Interval

NAME = "slip"
MOST_VALUES = 8
"""Values of one question that are paired: slips between more of them would prove nothing."""
MOST_SAID = 3
OPEN = frozenset({Hedge.OVER, Hedge.AT_LEAST, Hedge.UNDER, Hedge.AT_MOST})
BROKEN = frozenset({"growth", "sum", "share", "conversion"})
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying: a sentence for each reading that fits, its figures, how many were tried, and the odds."""

    says: tuple[str, ...]
    figures: tuple[Figure, ...]
    tried: int
    by_chance: Decimal


def findings(case: Case) -> Iterator[Finding]:
    """Report the slips that would mend the quarrels of a question, the relations it breaks, and its odd figures."""
    yield from _finding(_quarrels(case))
    for relation in case.relations:
        if relation.kind in BROKEN:
            yield from _finding(_members(case, Arithmetic.of(case, relation)))
    for odd in odd_ones(case):
        yield from _finding([_odd(odd)])


def _finding(tries: Iterable[Tried]) -> Iterator[Finding]:
    """Make one finding of what was tried together, if any of it fits."""
    every = tuple(tries)
    fitting = [one for one in every if one.says]
    if not fitting:
        return
    fits, tried = sum(len(one.says) for one in fitting), sum(one.tried for one in every)
    by_chance = sum((one.by_chance for one in every), Decimal(0)).quantize(CENT)
    prose = "\n".join(
        (
            *(sentence for one in fitting for sentence in one.says[:MOST_SAID]),
            f"Tried {tried} readings; {fits} {'fits' if fits == 1 else 'fit'}, "
            f"about {by_chance} would by chance. That proves no slip.",
        )
    )
    keys = dict.fromkeys(figure.key for one in fitting for figure in one.figures)
    yield Finding(NAME, Outcome.EXPLAINS, tuple(keys), prose, Decimal(fits), tried, by_chance)


def _read(printed: Figure, readings: tuple[Candidate, ...], target: Interval, agrees: str) -> Tried:
    """Hold the readings of a figure, one for each slip, against the band that it should meet."""
    tried = [one for one in readings if one.can_meet(target)]
    by_chance = sum((chance(printed, one, target) for one in tried), Decimal(0))
    says = tuple(f"{_if(printed, one)} and {agrees}." for one in tried if one.meets(target))
    return Tried(says, (printed,), len(tried), by_chance)


def _if(printed: Figure, one: Candidate) -> str:
    return f"If {cite(printed)} {one.slip.says}, it is {short(one.value, printed.quantity.unit)}"


# -- Quarrelling pairs ---------------------------------------------------------------------------------------


def _quarrels(case: Case) -> Iterator[Tried]:
    """Try every slip on either figure of each pair that contradicts, and every other basis on both."""
    values: dict[tuple[Decimal, str], Figure] = {}
    for figure in sorted(case.figures, key=lambda figure: figure.id):
        values.setdefault((figure.middle, figure.quantity.hedge), figure)
    pairs = [
        pair
        for pair in combinations(tuple(values.values())[:MOST_VALUES], 2)
        if compare(*pair, case.indicator).outcome is Outcome.CONTRADICT
    ]
    quarrelling = {figure.key: figure for pair in pairs for figure in pair}
    readings = {key: candidates(figure) for key, figure in quarrelling.items()}
    for first, second in pairs:
        for one, other in ((first, second), (second, first)):
            tried = _read(one, readings[one.key], _closed(other), f"meets {cite(other)}")
            yield Tried(tried.says, (one, other), tried.tried, tried.by_chance)
    for figure in quarrelling.values():
        yield _part_for_whole(case, figure)


def _closed(figure: Figure) -> Interval:
    """Take what the hedge allows, but only what rounding does where it is open to one side: that would fit anything."""
    return figure.rounded if figure.quantity.hedge in OPEN else figure.band


def _part_for_whole(case: Case, printed: Figure) -> Tried:
    """Try whether a quarrelling figure is what another basis (a batch, a kind) prints for the same time."""
    parts = _other_bases(case, printed)
    mine = Candidate.of(AS_PRINTED, printed, printed.quantity)
    same = [part for part in parts if part.rounded.meets(printed.rounded)]
    by_chance = sum((chance(printed, mine, part.rounded) for part in parts), Decimal(0))
    says = tuple(
        f"{cite(printed)} is what {cite(part)} prints for another basis, {safe(part.question.basis) or 'not stated'}: "
        "the two may have been mixed up, as when a batch stands for the year."
        for part in same
    )
    return Tried(says, (printed, *same), len(parts), by_chance)


def _other_bases(case: Case, printed: Figure) -> list[Figure]:
    """Give the figures on the same question in all but the basis, one for each basis and value."""
    found: dict[tuple[str, Decimal], Figure] = {}
    others = ("indicator", "subject", "place", "period", "denominator", "modality")
    for other in sorted(case.around, key=lambda figure: figure.id):
        differs = other.question.differing_parts(printed.question, (*others, "basis"))
        if differs == ("basis",) and same_dimension(printed.quantity.unit, other.quantity.unit):
            found.setdefault((other.question.basis, other.middle), other)
    return list(found.values())


# -- Broken relations ----------------------------------------------------------------------------------------


def _members(case: Case, sum_: Arithmetic) -> Iterator[Tried]:
    """Try every slip on those members of a broken relation that are figures of the question."""
    own = {figure.key for figure in case.figures}
    for role, key in sum_.relation.members:
        figure, needed = sum_.figures.get(key), sum_.needed(role, key=key)
        if key not in own or figure is None or needed is None or figure.band.meets(needed):
            continue
        target = sum_.needed(role, _closed, key)
        assert target is not None
        others = tuple(other for other in sum_.figures.values() if other.key != key)
        told = f"fits {', '.join(map(cite, others))}"
        for tried in (_read(figure, candidates(figure), target, told), *_points(sum_, role)):
            yield Tried(tried.says, (figure, *others), tried.tried, tried.by_chance)


def _points(sum_: Arithmetic, role: str) -> Iterator[Tried]:
    """Try whether a growth between two percentages is their difference: points printed as per cent."""
    stated, start, end = sum_.one("growth"), sum_.one("start"), sum_.one("end")
    if role != "growth" or stated is None or start is None or end is None or start.quantity.unit.key != "%":
        return
    target = difference(end, start, by_rounding)
    fits = stated.rounded.meets(target)
    says = f"{cite(stated)} is {cite(end)} less {cite(start)}: points may be printed as per cent."
    yield Tried(
        (says,) if fits else (),
        (stated, start, end),
        1,
        chance(stated, Candidate.of(AS_PRINTED, stated, stated.quantity), target),
    )


# -- Figures out of proportion -------------------------------------------------------------------------------


def _odd(odd: Odd) -> Tried:
    """Tell every slip that brings an odd figure back beside a neighbour."""
    mend = mended(odd)
    says = tuple(
        f"{_if(odd.figure, one)}, {_nearness(one.value, near.middle)} {cite(near)}." for one, near in mend.fits
    )
    return Tried(says, (odd.figure, *odd.beside), mend.tried, mend.by_chance)


def _nearness(reading: Decimal, near: Decimal) -> str:
    factor = apart(reading, near)
    if factor == 1:
        return "as much as"
    return f"within {(factor - 1) * 100:.2g}% of" if factor < 2 else f"a factor of {factor:.2g} from"
