"""The judge of a set of statements: refuted, possible with values to show, or neither.

A set is refuted when narrowing leaves some variable nothing, or does so in each piece after a few cuts (Van Hentenryck,
McAllester and Kapur, "Solving polynomial systems using a branch and prune approach", SIAM Journal on Numerical Analysis
34, 1997). It is possible when exact values for all its variables are found. What is neither is not reported: no
contradiction is claimed unproven.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.network import Network, bits
from rareearth_gui.domain.space import DIRECTED, EXACT, Arithmetic, Bound, Clash, Number, Space
from rareearth_gui.domain.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROUNDS = 40
CUTS = 24
GUESSES = 120
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
        self._run(space, frozenset(chosen), chosen)
        return space

    def _variable(self, number: int) -> int:
        variable = self.network.variable_of[number]
        assert variable is not None
        return variable

    def _run(self, space: Space, chosen: frozenset[int], first: Iterable[int]) -> None:
        space.touched.clear()
        waiting = deque(first)
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

    def refuted(self, mask: int, cuts: int = 0, constraints: Sequence[int] | None = None) -> int | None:
        """Give statements of a set that cannot all be true, or None when the set is not refuted."""
        chosen = self.active(mask) if constraints is None else constraints
        try:
            space = self.narrowed(mask, constraints=chosen)
        except Clash as clash:
            return clash.core
        return self._cut(space, frozenset(chosen), [cuts]) if cuts else None

    def _cut(self, space: Space, chosen: frozenset[int], left: list[int]) -> int | None:
        """Cut the widest variable in two, and again, as long as cuts are left; refuted when every piece is."""
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
                self._run(piece, chosen, [n for n in self._constraints_of[variable] if n in chosen])
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
        best, widest = None, Decimal("1e-12")
        for variable in self._tied(chosen):
            low, high = space.low[variable], space.high[variable]
            if low is None or high is None or low[0] == high[0]:
                continue
            wide = (high[0] - low[0]) / max(abs(low[0]), abs(high[0]))
            if wide > widest:
                best, widest = (variable, (low[0] + high[0]) / 2), wide
        return best

    def _tied(self, chosen: frozenset[int]) -> list[int]:
        return sorted({variable for n in chosen for variable in self.network.constraints[n].variables})

    def core(self, mask: int, constraints: Sequence[int] | None = None) -> int | None:
        """Give statements of a set that cannot all be true, cutting when the set is small; None when none are known."""
        chosen = self.active(mask) if constraints is None else constraints
        found = self.refuted(mask, constraints=chosen)
        if found is not None or self._is_forest(chosen) or self.witness(mask, chosen) is not None:
            return found
        return self.refuted(mask, CUTS, chosen)

    def _is_forest(self, chosen: Iterable[int]) -> bool:
        """Say whether no loop of constraints leads from a variable back to it: then narrowing alone decides.

        Freuder, "A sufficient condition for backtrack-free search", Journal of the ACM 29, 1982.
        """
        home: dict[int, int] = {}

        def root(variable: int) -> int:
            while home.get(variable, variable) != variable:
                variable = home[variable]
            return variable

        for number in chosen:
            ties = [root(variable) for variable in self.network.constraints[number].variables]
            if len(set(ties)) < len(ties):
                return False
            home |= dict.fromkeys(ties, ties[0])
        return True

    # -- Finding values -------------------------------------------------------------------------------------------

    def witness(self, mask: int, constraints: Sequence[int] | None = None) -> dict[int, Fraction] | None:
        """Give values, exact ones, for all variables that a set ties or bounds, by which all of it is true."""
        chosen = self.active(mask) if constraints is None else constraints
        try:
            space = self.narrowed(mask, arithmetic=EXACT, constraints=chosen)
        except Clash:
            return None
        wanted = {self._variable(number) for number in bits(mask & self.bound)}
        variables = sorted(wanted.union(self._tied(frozenset(chosen))))
        return self._guessed(space, frozenset(chosen), variables, [GUESSES])

    def _guessed(
        self, space: Space, chosen: frozenset[int], variables: list[int], left: list[int]
    ) -> dict[int, Fraction] | None:
        """Suppose values one by one, the narrowest variable first, and go back where they do not fit."""
        open_ = [variable for variable in variables if space.point(variable) is None]
        if not open_:
            return {v: space.low[v][0] for v in variables} if self._holds(space, chosen) else None  # type: ignore[index]
        variable = min(open_, key=lambda variable: _room(space, variable))
        for value in _guesses(space.low[variable], space.high[variable]):
            left[0] -= 1
            if left[0] < 0:
                return None
            piece = space.copy()
            try:
                piece.fix(variable, value)
                self._run(piece, chosen, [n for n in self._constraints_of[variable] if n in chosen])
            except Clash:
                continue
            found = self._guessed(piece, chosen, variables, left)
            if found is not None:
                return found
        return None

    def _holds(self, space: Space, chosen: frozenset[int]) -> bool:
        try:
            for number in chosen:
                self.network.constraints[number].revise(space)
        except Clash:
            return False
        return True


def _room(space: Space, variable: int) -> tuple[int, Number]:
    """Order variables by how little is left to them; an end that is missing leaves most."""
    low, high = space.low[variable], space.high[variable]
    if low is None or high is None:
        return 1 + (low is None and high is None), 0
    return 0, (high[0] - low[0]) / max(abs(low[0]), abs(high[0]))


def _guesses(low: Bound | None, high: Bound | None) -> Iterator[Number]:
    """Give values to try between two ends, of which any may be missing."""
    if low is not None and high is not None:
        for part in (Fraction(1, 2), Fraction(0), Fraction(1), Fraction(1, 4), Fraction(3, 4), Fraction(1, 7)):
            if (part or not low[1]) and (part != 1 or not high[1]):
                yield low[0] + (high[0] - low[0]) * part
        return
    end, way = (low or (Fraction(0), 0), 1) if high is None else (high, -1)
    for step in (0, 1, abs(end[0]) / 2, abs(end[0]), 100 * abs(end[0]) + 100):
        if step or not end[1]:
            yield end[0] + way * step
