"""The solver: the smallest sets of statements that cannot all be true, and what would have to give way.

The smallest refuted sets are enumerated as by MARCO (Liffiton, Previti, Malik and Marques-Silva, "Fast, flexible MUS
enumeration", Constraints 21, 2016): a map of what is not yet known gives a seed; a refuted seed is shrunk to a smallest
set and everything above it struck off, a seed that is not is grown and everything below it struck off. Shrinking is by
deletion (Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear programs", ORSA Journal on
Computing 3, 1991), from the grounds of the refutation. What would have to give way are the smallest sets that hit all
of them (Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32, 1987), by branch and bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.network import Network, bits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rareearth_gui.domain.judge import Judge
    from rareearth_gui.domain.relation import Relation
    from rareearth_gui.domain.statement import Statement

MOST_SETS = 64
MOST_SEEDS = 300
MOST_PROOFS = 40
MOST_STEPS = 20_000
MOST_WAYS = 6


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all be true, none of them superfluous, and the constraints that make it so.

    Without constraints it is a quarrel: two statements on one question whose bands do not meet.
    """

    mask: int
    statements: tuple[Statement, ...]
    constraints: tuple[int, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflicts:
    """The smallest sets, fewest statements first; `complete` says that there are no others."""

    sets: tuple[Conflict, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A set of statements that would have to give way together, and the origins that would be disbelieved with it."""

    mask: int
    statements: tuple[Statement, ...]
    origins: frozenset[str]


def quarrels(network: Network) -> tuple[Conflict, ...]:
    """Give the pairs on one question whose bands do not meet."""
    return tuple(Conflict(pair, network.chosen(pair)) for pair in sorted(network.quarrels))


def conflicts(judge: Judge, most: int = MOST_SETS) -> Conflicts:
    """Find the smallest sets that relations make impossible; quarrels on one question are not among them."""
    found: list[Conflict] = []
    complete = True
    for component in components(judge.network):
        search = _Search(judge, component)
        for mask in search.smallest():
            made = conflict(judge, mask)
            if made.relations:
                found.append(made)
        complete = complete and search.complete
    found.sort(key=lambda one: (len(one.statements), [statement.lead.key for statement in one.statements]))
    return Conflicts(tuple(found[:most]), complete and len(found) <= most)


def conflict(judge: Judge, mask: int) -> Conflict:
    """Describe an impossible set by the fewest constraints that make it so."""
    needed = list(judge.active(mask))
    for number in tuple(needed):
        others = [other for other in needed if other != number]
        if judge.core(mask, others) is not None:
            needed = others
    used = [judge.network.constraints[number] for number in needed]
    relations = dict.fromkeys(relation for constraint in used for relation in constraint.relations[:1])
    return Conflict(mask, judge.network.chosen(mask), tuple(needed), tuple(relations))


def components(network: Network) -> list[int]:
    """Part the statements into sets that no constraint ties to each other."""
    home = list(range(len(network.variables)))

    def root(variable: int) -> int:
        while home[variable] != variable:
            home[variable] = home[home[variable]]
            variable = home[variable]
        return variable

    for constraint in network.constraints:
        first, *others = constraint.variables
        for other in others:
            home[root(other)] = root(first)
    parts: dict[int, int] = {}
    for number, variable in enumerate(network.variable_of):
        if variable is not None:
            parts[root(variable)] = parts.get(root(variable), 0) | 1 << number
    return [part for part in parts.values() if part & (part - 1)]


class _Search:
    """The search through the sets of one component: what is above a refuted set or below a possible one is known.

    Once a possible set is known, the regions where refuted sets overlap are searched one by one, the rest being as in
    that set: else quarrels far from each other would be combined. Only then is every combination gone through, to know
    that nothing was missed, as far as patience lasts.
    """

    def __init__(self, judge: Judge, every: int) -> None:
        self._judge = judge
        self._every = every
        self._refuted = [pair for pair in judge.network.apart if not pair & ~every]
        self._missing: list[int] = []
        self._patience = MOST_STEPS
        self.complete = False

    def smallest(self) -> Iterator[int]:
        """Give every smallest refuted set, until all sets are known or patience ends."""
        for most in (MOST_SEEDS, MOST_PROOFS):
            for _ in range(most):
                seed = self._seed(self._starts() if most == MOST_SEEDS else [self._every])
                if seed is None:
                    break
                core = self._judge.core(seed)
                if core is None:
                    self._missing.append(self._every & ~self._grown(seed))
                else:
                    small = self._shrunk(core)
                    self._refuted.append(small)
                    yield small
        self.complete = seed is None and self._patience > 0

    def _starts(self) -> list[int]:
        """Give where to seek: everywhere at first, then each region with the rest as is possible."""
        if not self._missing:
            return [self._every]
        possible = self._every & ~self._missing[0]
        return [possible | region for region in _merged(self._refuted)]

    def _seed(self, starts: Sequence[int]) -> int | None:
        """Give a set that is above no refuted set and below no possible one; None when there is none to be found."""
        found = (self._without(start, 0) for start in starts)
        return next((seed for seed in found if seed is not None), None)

    def _without(self, seed: int, kept: int) -> int | None:
        """Leave statements out, one of each refuted set and none that is `kept`, until the seed is above none."""
        self._patience -= 1
        if self._patience <= 0 or any(not missing & seed for missing in self._missing):
            return None
        within = (mask & ~kept for mask in self._refuted if not mask & ~seed)
        choice = min(within, key=int.bit_count, default=None)
        if choice is None:
            return seed
        for number in bits(choice):
            found = self._without(seed & ~(1 << number), kept)
            if found is not None:
                return found
            kept |= 1 << number
        return None

    def _shrunk(self, core: int) -> int:
        """Leave out statement after statement as long as what remains is refuted."""
        for number in tuple(bits(core)):
            if core >> number & 1:
                found = self._judge.core(core & ~(1 << number))
                core = core if found is None else found
        return core

    def _grown(self, seed: int) -> int:
        """Add statement after statement as long as what results is not refuted."""
        for number in bits(self._every & ~seed):
            more = seed | 1 << number
            known = any(not mask & ~more for mask in self._refuted)
            if not known and self._judge.core(more) is None:
                seed = more
        return seed


def _merged(masks: Sequence[int]) -> list[int]:
    """Join the sets that overlap."""
    regions: list[int] = []
    for mask in masks:
        joined = mask
        for region in [region for region in regions if region & mask]:
            joined |= region
            regions.remove(region)
        regions.append(joined)
    return regions


def ways(network: Network, sets: Sequence[Conflict], most: int = MOST_WAYS) -> tuple[Way, ...]:
    """Give the sets that hold a statement of each conflict and rest on the fewest origins, then are the smallest."""
    search = _Hitting(network)
    search.branch([one.mask for one in sets], 0, 0)
    chosen = sorted(search.best, key=lambda mask: [statement.lead.key for statement in network.chosen(mask)])
    return tuple(Way(mask, network.chosen(mask), search.origins(mask)) for mask in chosen[:most])


class _Hitting:
    """Branch and bound for the smallest hitting sets."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._least: tuple[int, int] | None = None
        self._steps = MOST_STEPS
        self.best: list[int] = []

    def origins(self, mask: int) -> frozenset[str]:
        """Give the origins behind a set: a copy has none of its own, so copies count once."""
        return frozenset().union(*(statement.origins for statement in self._network.chosen(mask)))

    def branch(self, left: Sequence[int], chosen: int, kept: int) -> None:
        """Hit the set of fewest choices by each of them in turn; `kept` were tried before and are not tried again."""
        self._steps -= 1
        cost = len(self.origins(chosen)), chosen.bit_count()
        if self._steps < 0 or (self._least is not None and (cost[0], cost[1] + _disjoint(left)) > self._least):
            return
        if not left:
            if self._least is None or cost < self._least:
                self._least, self.best = cost, []
            self.best.append(chosen)
            return
        choice = min((mask & ~kept for mask in left), key=int.bit_count)
        for number in bits(choice):
            bit = 1 << number
            self.branch([mask for mask in left if not mask & bit], chosen | bit, kept)
            kept |= bit


def _disjoint(masks: Sequence[int]) -> int:
    """Count sets that share nothing: at least so many choices are still to be made."""
    count, seen = 0, 0
    for mask in masks:
        if not mask & seen:
            count, seen = count + 1, seen | mask
    return count
