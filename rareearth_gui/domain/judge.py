"""The judge of a set of statements: refuted or not.

A set is refuted when narrowing leaves some variable nothing, or does so in each piece after a few cuts (Van Hentenryck,
McAllester and Kapur, "Solving polynomial systems using a branch and prune approach", SIAM Journal on Numerical Analysis
34, 1997). A set that is not refuted is not reported: no contradiction is claimed unproven.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Set
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.network import Network, bits
from rareearth_gui.domain.space import DIRECTED, Arithmetic, Bound, Clash, Number, Space
from rareearth_gui.domain.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROUNDS = 40
CUTS = 24
MANY = 12
"""Loops of more variables than this are left as narrowing leaves them."""
NARROW = Decimal("1e-12")
"""What has less room than this, for its size, has one value."""
Read = Callable[[Statement], Interval]
"""How wide a statement is read: its band, what rounding allows, or as printed."""


def band(statement: Statement) -> Interval:
    """Read a statement by the widest band that its words allow."""
    return statement.band


class Judge:
    """Judges sets of the statements of a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._constraints_of: list[list[int]] = [[] for _ in network.variables]
        for number, constraint in enumerate(network.constraints):
            for variable in dict.fromkeys(constraint.variables):
                self._constraints_of[variable].append(number)
        self._loops = frozenset(self._looped(range(len(network.constraints)), frozenset()))
        self.bound = sum(1 << number for number, variable in enumerate(network.variable_of) if variable is not None)

    # -- Judging a set --------------------------------------------------------------------------------------------

    def active(self, mask: int) -> tuple[int, ...]:
        """Give the constraints whose statements are all in a set, or that need none."""
        return tuple(n for n, constraint in enumerate(self.network.constraints) if not constraint.guard & ~mask)

    def narrowed(
        self,
        mask: int,
        read: Read = band,
        arithmetic: Arithmetic = DIRECTED,
        constraints: Sequence[int] | None = None,
    ) -> Space:
        """Narrow all variables by a set of statements to a fixed point, in bounded rounds; Clash when it is refuted."""
        network = self.network
        space = Space(arithmetic, len(network.variables))
        for variable, asked in enumerate(network.variables):
            if asked.floor is not None:
                space.low[variable] = (arithmetic.number(asked.floor), 0)
        for number in bits(mask & self.bound):
            variable = self._variable(number)
            space.narrow(variable, read(network.statements[number]), 1 << number)
        chosen = self.active(mask) if constraints is None else constraints
        self.run(space, frozenset(chosen), chosen)
        return space

    def _variable(self, number: int) -> int:
        variable = self.network.variable_of[number]
        assert variable is not None
        return variable

    def run(self, space: Space, chosen: frozenset[int], first: Iterable[int]) -> None:
        """Narrow a space by the chosen constraints, beginning with the first, until nothing changes any more."""
        space.touched.clear()
        waiting = deque(number for number in first if number in chosen)
        queued = set(waiting)
        for _ in range(ROUNDS * (len(chosen) + 1)):
            if not waiting:
                return
            number = waiting.popleft()
            queued.discard(number)
            self.network.constraints[number].revise(space)
            for variable in space.touched:
                for other in self._constraints_of[variable]:
                    if other in chosen and other not in queued and other != number:
                        queued.add(other)
                        waiting.append(other)
            space.touched.clear()

    def core(self, mask: int, constraints: Sequence[int] | None = None) -> int | None:
        """Give statements of a set that cannot all be true, or None when the set is not refuted."""
        chosen = frozenset(self.active(mask) if constraints is None else constraints)
        try:
            space = self.narrowed(mask, constraints=sorted(chosen))
        except Clash as clash:
            return clash.core
        return None if self._settles(space, chosen) else self._cut(space, chosen, [CUTS])

    def _settles(self, space: Space, chosen: frozenset[int]) -> bool:
        """Say whether all loops fall apart when variables of them are supposed to have some value in their middle.

        Where there is no loop, narrowing alone decides (Freuder, "A sufficient condition for backtrack-free search",
        Journal of the ACM 29, 1982). Where there are very many, nothing is tried: the set counts as possible.
        """
        piece = space.copy()
        while ring := self._ring(piece, chosen):
            if len(ring) > MANY:
                return True
            variable = max(ring, key=lambda variable: len(self._constraints_of[variable]))
            try:
                piece.fix(variable, _middle(piece.low[variable], piece.high[variable]))
                self.run(piece, chosen, self._constraints_of[variable])
            except Clash:
                return False
        return True

    def _ring(self, space: Space, chosen: frozenset[int]) -> list[int]:
        """List the variables on loops of constraints, but for those that have one value and so pass nothing on."""
        looped = chosen & self._loops
        settled = {
            variable
            for number in looped
            for variable in self.network.constraints[number].variables
            if _is_settled(space.low[variable], space.high[variable])
        }
        ties = self._looped(looped, settled)
        return sorted({variable for tied in ties.values() for variable in tied})

    def _looped(self, numbers: Iterable[int], settled: Set[int]) -> dict[int, set[int]]:
        """Give the constraints on loops, each with those of its variables: what is left as loose ends are plucked."""
        ties = {number: set(self.network.constraints[number].variables) - settled for number in numbers}
        while True:
            count = Counter(variable for tied in ties.values() for variable in tied)
            left = {number: {v for v in tied if count[v] > 1} for number, tied in ties.items()}
            left = {number: tied for number, tied in left.items() if len(tied) > 1}
            if left == ties:
                return ties
            ties = left

    def _cut(self, space: Space, chosen: frozenset[int], left: list[int]) -> int | None:
        """Cut the widest variable of a loop in two, and again, as long as cuts are left; refuted when each piece is."""
        cut = self._widest(space, chosen)
        if cut is None or left[0] <= 0:
            return None
        left[0] -= 1
        variable, middle = cut
        core = 0
        for end in ("low", "high"):
            piece = space.copy()
            try:
                (piece.cut_high if end == "low" else piece.raise_low)(variable, (middle, 0), 0)
                self.run(piece, chosen, self._constraints_of[variable])
            except Clash as clash:
                core |= clash.core
                continue
            found = self._cut(piece, chosen, left)
            if found is None:
                return None
            core |= found
        return core

    def _widest(self, space: Space, chosen: frozenset[int]) -> tuple[int, Number] | None:
        """Give the variable of two ends that are farthest apart for their size, with the middle of them."""
        best, widest = None, NARROW
        for variable in self._ring(space, chosen):
            low, high = space.low[variable], space.high[variable]
            if low is not None and high is not None and _spread(low, high) > widest:
                best, widest = (variable, _middle(low, high)), _spread(low, high)
        return best


def _spread(low: Bound, high: Bound) -> Number:
    """Measure how far apart two ends are for their size."""
    return (high[0] - low[0]) / (max(abs(low[0]), abs(high[0])) or 1)


def _is_settled(low: Bound | None, high: Bound | None) -> bool:
    return low is not None and high is not None and _spread(low, high) < NARROW


def _middle(low: Bound | None, high: Bound | None) -> Number:
    """Give a value between two ends, of which any may be missing."""
    if low is not None and high is not None:
        return (low[0] + high[0]) / 2
    end, way = (low, 1) if low is not None else (high, -1)
    return Decimal(0) if end is None else end[0] + way * (abs(end[0]) + 1)
