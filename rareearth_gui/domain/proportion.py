"""Proportion: a figure that stands far above or below its neighbours, and the slips that would bring it back.

Neighbours are the nearest earlier and the nearest later figures of its series; failing those, for a firm, its largest
other amount of the same dimension at the same place, whatever is measured. A series is of one indicator, kind of fact
and unit. Its subject is the same or not named, its basis the same or not stated, and its place the same or the town
(or smaller place) that one is a part of.

How many slips fit by chance is counted as in `slips`, but among figures that stand out so far only: where the figure is
at least n times its neighbour, the neighbour lies anywhere from 0 to 1/n of it, each value as likely as the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.evidence import COUNT
from rareearth_gui.domain.slips import Candidate, candidates
from rareearth_gui.domain.unit import same_dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rareearth_gui.domain.evidence import Case, Figure, Question

STEP = Decimal(5)
"""How many times above (or below) both its neighbours in time a figure is out of proportion."""
LAST_STEP = Decimal(10)
CALM = Decimal(3)
"""The same at the end of a series, where the step before it is at most a factor of CALM."""
FAR = Decimal(20)
"""How many times the largest other amount of its firm a figure is out of proportion."""
CLOSE = Decimal("1.01")
BACK_IN_SERIES, BACK_IN_FIRM = Decimal(2), Decimal(5)
"""How near a neighbour a slip must bring a figure: as close as CLOSE, else within these factors."""
LONGER = 2
"""A period that is more than so many times as long as another measures another flow."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A figure out of proportion to what stands `beside` it: at least `factor` times above (or below) each of them."""

    figure: Figure
    beside: tuple[Figure, ...]
    factor: Decimal
    least: Decimal
    in_time: bool

    @property
    def above(self) -> bool:
        """Say whether it stands above its neighbours."""
        return self.figure.middle > self.beside[0].middle

    @property
    def unsure(self) -> tuple[Figure, ...]:
        """List the neighbours of which it is not sure that they are the same thing at the same place."""
        asked = self.figure.question
        return tuple(near for near in self.beside if not are_one_series(asked, near.question))


@dataclass(frozen=True, slots=True)
class Mended:
    """The slips that bring a figure back beside its neighbours; `within` is how near that is, as a factor."""

    fits: tuple[tuple[Candidate, Figure], ...]
    within: Decimal
    tried: int
    by_chance: Decimal


def odd_ones(case: Case) -> tuple[Odd, ...]:
    """Find the figures of a question that are out of proportion, one for each printed value."""
    if not case.indicator.is_amount:
        return ()
    found = (_in_series(case, lead) or _of_firm(case, lead) for lead in leads(case.figures))
    return tuple(odd for odd in found if odd is not None)


def leads(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Give one figure, that with the lowest id, for each single value above zero that is printed."""
    found: dict[Decimal, Figure] = {}
    for figure in sorted(figures, key=lambda figure: figure.id):
        if figure.quantity.single is not None and figure.quantity.single > 0:
            found.setdefault(figure.middle, figure)
    return tuple(found.values())


def mended(odd: Odd) -> Mended:
    """Try every slip: those that come CLOSE to a neighbour if there are any, else those back in proportion."""
    tried = candidates(odd.figure)
    loose = BACK_IN_SERIES if odd.in_time else BACK_IN_FIRM
    close = _fits(odd, tried, CLOSE)
    within = CLOSE if close else loose
    chance = sum((_chance(odd, candidate, within) for candidate in tried), Decimal(0))
    return Mended(close or _fits(odd, tried, loose), within, len(tried), chance)


def apart(first: Decimal, second: Decimal) -> Decimal:
    """Give by what factor two values above zero differ."""
    return max(first, second) / min(first, second)


# -- Neighbours in time --------------------------------------------------------------------------------------


def _in_series(case: Case, lead: Figure) -> Odd | None:
    """Judge a figure by its own series; where that lacks a side, by the neighbouring series as well."""
    if lead.question.period.bounds() is None:
        return None
    kin = [other for other in case.around if _kindred(case, lead, other)]
    asked = lead.question
    own = [other for other in kin if are_one_series(asked, other.question)]
    earlier, later = _sides(lead, own)
    if (not earlier or not later) and (found := _at_the_end(lead, earlier or later)):
        return found
    if not earlier or not later:
        earlier, later = _sides(lead, kin)
    return _between(lead, earlier[0], later[0]) if earlier and later else None


def _kindred(case: Case, lead: Figure, other: Figure) -> bool:
    return (
        same_dimension(lead.quantity.unit, other.quantity.unit)
        and other.quantity.single is not None
        and other.middle > 0
        and are_kin(lead.question, other.question, case.parents, counts=case.indicator.dimension == COUNT)
    )


def are_kin(mine: Question, its: Question, parents: Mapping[str, str], *, counts: bool) -> bool:
    """Say whether figures on the second question can be neighbours of one on the first."""
    return (
        its.indicator == mine.indicator
        and its.subject in (mine.subject, "")
        and _near(parents, mine.place, its.place)
        and (its.basis == mine.basis or not its.basis or not mine.basis)
        and its.denominator == mine.denominator
        and its.modality in (mine.modality, "actual")
        and _as_long(mine, its, counts=counts)
    )


def are_one_series(mine: Question, its: Question) -> bool:
    """Say whether two questions of kin ask for the same thing at the same place, on the same basis."""
    return (mine.subject, mine.place, mine.basis) == (its.subject, its.place, its.basis)


def _near(parents: Mapping[str, str], place: str, other: str) -> bool:
    return place == other or parents.get(place) == other or parents.get(other) == place


def _as_long(mine: Question, its: Question, *, counts: bool) -> bool:
    """Say whether the periods can be set side by side: any two for a count, else two of about the same length."""
    first, second = mine.period.bounds(), its.period.bounds()
    if first is None or second is None:
        return False
    days, others = ((end - start).days + 1 for start, end in (first, second))
    return counts or max(days, others) <= LONGER * min(days, others)


def _sides(lead: Figure, others: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Give the figures before and after, nearest first, one for each period: that which is closest in value."""
    mine = lead.question.period.bounds()
    assert mine is not None
    earlier: dict[int, list[Figure]] = {}
    later: dict[int, list[Figure]] = {}
    for other in others:
        its = other.question.period.bounds()
        assert its is not None
        if its[1] < mine[0]:
            earlier.setdefault(-its[1].toordinal(), []).append(other)
        elif its[0] > mine[1]:
            later.setdefault(its[0].toordinal(), []).append(other)
    before, after = (
        [min(side[time], key=lambda other: (apart(lead.middle, other.middle), other.id)) for time in sorted(side)]
        for side in (earlier, later)
    )
    return before, after


def _between(lead: Figure, before: Figure, after: Figure) -> Odd | None:
    same_way = (lead.middle > before.middle) == (lead.middle > after.middle)
    factor = min(apart(lead.middle, before.middle), apart(lead.middle, after.middle))
    return Odd(lead, (before, after), factor, STEP, in_time=True) if same_way and factor >= STEP else None


def _at_the_end(lead: Figure, side: list[Figure]) -> Odd | None:
    """Judge the first or last figure of a series by the nearest one, if that and the next lie close together."""
    if len(side) < 2 or apart(side[0].middle, side[1].middle) > CALM or apart(lead.middle, side[0].middle) < LAST_STEP:
        return None
    return Odd(lead, (side[0],), apart(lead.middle, side[0].middle), LAST_STEP, in_time=True)


# -- Neighbours of one firm ----------------------------------------------------------------------------------


def _of_firm(case: Case, lead: Figure) -> Odd | None:
    """Hold an amount of a firm against the largest other one that no relation explains."""
    asked = lead.question
    if asked.subject not in case.firms or lead.quantity.unit.dimension == COUNT:
        return None
    bound = {key for relation in case.relations for _, key in relation.members}
    others = [
        other
        for other in case.around
        if (other.question.subject, other.question.place) == (asked.subject, asked.place)
        and same_dimension(lead.quantity.unit, other.quantity.unit)
        and other.quantity.single is not None
        and other.key not in bound
    ]
    largest = max(others, key=lambda other: (other.middle, -other.id), default=None)
    if largest is None or largest.middle <= 0 or lead.middle < FAR * largest.middle:
        return None
    return Odd(lead, (largest,), apart(lead.middle, largest.middle), FAR, in_time=False)


# -- Slips ---------------------------------------------------------------------------------------------------


def _fits(odd: Odd, tried: tuple[Candidate, ...], within: Decimal) -> tuple[tuple[Candidate, Figure], ...]:
    """Give the candidates that come so near to a neighbour, each with the nearest, in the order of the table."""
    return tuple(_near_ones(odd, tried, within))


def _near_ones(odd: Odd, tried: tuple[Candidate, ...], within: Decimal) -> Iterator[tuple[Candidate, Figure]]:
    for candidate in tried:
        if candidate.value > 0:
            near = min(odd.beside, key=lambda other: (apart(candidate.value, other.middle), other.id))
            if apart(candidate.value, near.middle) <= within:
                yield candidate, near


def _chance(odd: Odd, candidate: Candidate, within: Decimal) -> Decimal:
    """Give the chance that a candidate comes so near to one of neighbours that lie anywhere beyond `least`."""
    if candidate.value <= 0:
        return Decimal(0)
    ratio = candidate.value / odd.figure.middle if odd.above else odd.figure.middle / candidate.value
    low, high = ratio / within, min(ratio * within, 1 / odd.least)
    each = max(high - low, Decimal(0)) * odd.least
    return min(each * len(odd.beside), Decimal(1))
