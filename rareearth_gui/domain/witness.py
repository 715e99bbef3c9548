"""A witness: exact values by which all statements of a set are true, for what is said to be possible."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rareearth_gui.domain.network import bits
from rareearth_gui.domain.space import EXACT, Bound, Clash, Number, Space

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rareearth_gui.domain.judge import Judge

GUESSES = 120


def witness(judge: Judge, mask: int) -> dict[int, Fraction] | None:
    """Give values for all variables that a set ties or bounds, by which all of it is true; None when none are found."""
    chosen = judge.active(mask)
    try:
        space = judge.narrowed(mask, arithmetic=EXACT, constraints=chosen)
    except Clash:
        return None
    network = judge.network
    wanted = {network.variable_of[number] for number in bits(mask)} - {None}
    wanted |= {variable for number in chosen for variable in network.constraints[number].variables}
    variables = sorted(variable for variable in wanted if variable is not None)
    return _guessed(judge, space, frozenset(chosen), variables, [GUESSES])


def _guessed(
    judge: Judge, space: Space, chosen: frozenset[int], variables: list[int], left: list[int]
) -> dict[int, Fraction] | None:
    """Suppose values one by one, the narrowest variable first, and go back where they do not fit."""
    unknown = [variable for variable in variables if space.point(variable) is None]
    if not unknown:
        return _checked(judge, space, chosen, variables)
    variable = min(unknown, key=lambda variable: _room(space, variable))
    for value in _guesses(space.low[variable], space.high[variable]):
        left[0] -= 1
        if left[0] < 0:
            return None
        piece = space.copy()
        try:
            piece.fix(variable, value)
            judge.run(piece, chosen, chosen)
        except Clash:
            continue
        found = _guessed(judge, piece, chosen, variables, left)
        if found is not None:
            return found
    return None


def _checked(judge: Judge, space: Space, chosen: frozenset[int], variables: list[int]) -> dict[int, Fraction] | None:
    """Give the values once every constraint holds of them."""
    try:
        for number in chosen:
            judge.network.constraints[number].revise(space)
    except Clash:
        return None
    points = {variable: space.point(variable) for variable in variables}
    return {variable: Fraction(point) for variable, point in points.items() if point is not None}


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
