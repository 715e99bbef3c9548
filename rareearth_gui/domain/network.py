"""Figures and relations as a network: statements that give variables their bands, and constraints between them.

A variable is the one number that a question asks for; the figures on the question are then equal by being that number.
Where they quarrel, or are editions of one series, each statement has a number of its own instead: the quarrel is known,
and what else it makes impossible is then found through what the quarrelling statements share. A relation's member that
is not printed is an unknown: the variable of the question that it would answer, shared by all relations that lack it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from rareearth_gui.domain import missing
from rareearth_gui.domain.constraints import AtMost, Constraint, Product, Sum
from rareearth_gui.domain.statement import Library, Place, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rareearth_gui.domain.evidence import Figure, Question
    from rareearth_gui.domain.relation import Relation
    from rareearth_gui.domain.unit import Unit

Roles = dict[str, list[int]]
"""The statements that play each role of a relation, by number."""
NOTHING, ALL_GONE, PER_CENT = Decimal(0), Decimal(-100), 100


@dataclass(frozen=True, slots=True)
class Variable:
    """A number that is asked for; `floor` is what it cannot fall below (None: nothing is known of that)."""

    question: Question
    unit: Unit
    floor: Decimal | None


@dataclass(slots=True)
class Network:
    """Statements, the variable of each (None: bound by nothing), the constraints, and pairs never taken together.

    Sets of statements are bits of an integer. `quarrels` are the pairs on one question whose bands do not meet.
    """

    statements: list[Statement] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    variable_of: list[int | None] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    apart: list[int] = field(default_factory=list)
    quarrels: list[int] = field(default_factory=list)

    def chosen(self, mask: int) -> tuple[Statement, ...]:
        """Give the statements of a set in order."""
        return tuple(self.statements[number] for number in bits(mask))


def bits(mask: int) -> Iterable[int]:
    """Give the places of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def build(
    figures: Iterable[Figure],
    relations: Iterable[Relation],
    off: frozenset[str] = frozenset(),
    asked: Question | None = None,
) -> Network:
    """Make the network of the figures that are not switched off; `off` holds keys of figures and of sources.

    Figures on questions that no relation touches are left out, but for the question that is asked. A relation of which
    any member is missing binds nothing, nor does one of which a member is switched off, unless another figure prints
    the same. Its arithmetic holds whoever states it: switching its source off takes away that source's figures alone.
    A relation whose members answer one and the same question cannot tell them apart and binds nothing either.
    """
    builder = _Builder(Library(figures, off))
    for relation in sorted(relations, key=lambda relation: relation.key):
        if all(key in builder.library.figures for _, key in relation.members):
            builder.relate(relation)
    if asked is not None:
        builder.note(asked)
    return builder.network


class _Builder:
    """Turns relations into constraints, making statements and variables when first one is asked for."""

    def __init__(self, library: Library) -> None:
        self.network = Network()
        self.library = library
        self._number: dict[str, int] = {}
        self._at: dict[Place, list[int]] = {}
        self._opened: set[Place] = set()
        self._shared: dict[Place, int] = {}
        self._made: dict[tuple[object, ...], int] = {}

    def relate(self, relation: Relation) -> None:
        """Add what a relation says of its members."""
        places = {key: self.library.place(self.library.figures[key]) for _, key in relation.members}
        for place in places.values():
            self._here(place)
        each_alone = relation.kind == "part"  # each part against the whole: one that is off takes only itself away
        members = [(role, key) for role, key in relation.members if key in self._number]
        distinct = len(set(places.values())) == len(places) or each_alone
        if not distinct or (len(members) < len(relation.members) and not each_alone):
            return
        roles: Roles = {}
        for role, key in members:
            roles.setdefault("whole" if role == "total" else role, []).append(self._number[key])
        rules = {
            "share": self._share,
            "growth": self._growth,
            "change": self._change,
            "conversion": self._conversion,
            "sum": self._sum,
            "part": self._part,
            "bound": self._bound,
        }
        if relation.kind in rules:
            rules[relation.kind](relation, roles)

    def note(self, asked: Question) -> None:
        """Note the quarrels on a question that no relation touches."""
        for place in self.library.places_of(asked):
            if place not in self._opened:
                self.network.quarrels += [both for both, meets in self._pairs(self._here(place)) if not meets]

    def _here(self, place: Place) -> list[int]:
        """Give the numbers of the statements at a place, taking them in when it is new."""
        if place not in self._at:
            first = len(self.network.statements)
            self.network.statements += self.library.statements(place)
            self._at[place] = list(range(first, len(self.network.statements)))
            self.network.variable_of += [None] * len(self._at[place])
            for number in self._at[place]:
                self._number |= dict.fromkeys(self.network.statements[number].keys, number)
        return self._at[place]

    def _pairs(self, here: list[int]) -> Iterator[tuple[int, bool]]:
        """Give the pairs of statements that may be compared, and whether they agree."""
        for first, second in combinations(here, 2):
            one, two = self.network.statements[first], self.network.statements[second]
            if not one.is_other_edition(two):
                yield 1 << first | 1 << second, one.band.meets(two.band)

    def _share(self, relation: Relation, roles: Roles) -> None:
        share, part, whole = (self._one(roles, role) for role in ("share", "part", "whole"))
        if share is not None and part is not None:
            whole = whole or missing.whole(share, part)
        elif share is not None and whole is not None:
            part = missing.part(share, whole)
        if share is not None and part is not None and whole is not None:
            self._product(relation, roles, part, whole, share)

    def _growth(self, relation: Relation, roles: Roles) -> None:
        growth, start, end = (self._one(roles, role) for role in ("growth", "start", "end"))
        if growth is None or missing.is_compound(growth, start, end):
            return
        if end is not None:
            start = start or missing.start(growth, end)
        elif start is not None:
            end = missing.end(growth, start)
        if start is not None and end is not None:
            self._product(relation, roles, end, start, growth, PER_CENT)

    def _conversion(self, relation: Relation, roles: Roles) -> None:
        amount, other, rate = (self._one(roles, role) for role in ("amount", "other", "rate"))
        if amount is not None and other is not None and rate is not None:
            variables = [self._variable(figure) for figure in (amount, other, rate)]
            self._add(Product(self._guard(roles), (relation,), *variables))

    def _change(self, relation: Relation, roles: Roles) -> None:
        start, change, end = (self._one(roles, role) for role in ("start", "change", "end"))
        if start is not None and change is not None and end is not None and _alike(start, change, end):
            total, *parts = (self._variable(figure) for figure in (end, start, change))
            self._add(Sum(self._guard(roles), (relation,), total, tuple(parts)))

    def _sum(self, relation: Relation, roles: Roles) -> None:
        whole, parts = self._one(roles, "whole"), self._all(roles, "part")
        if whole is not None and parts and _alike(whole, *parts):
            added = tuple(self._variable(part) for part in parts)
            self._add(Sum(self._guard(roles), (relation,), self._variable(whole), added))

    def _part(self, relation: Relation, roles: Roles) -> None:
        whole = self._one(roles, "whole")
        for number in roles.get("part", ()) if whole is not None else ():
            self._at_most(relation, number, roles["whole"][0])

    def _bound(self, relation: Relation, roles: Roles) -> None:
        if roles.get("value") and roles.get("limit"):
            self._at_most(relation, roles["value"][0], roles["limit"][0])

    def _at_most(self, relation: Relation, value: int, limit: int) -> None:
        low, high = self.network.statements[value].lead, self.network.statements[limit].lead
        if _alike(low, high) and low.question.key != high.question.key:
            guard = 1 << value | 1 << limit
            self._add(AtMost(guard, (relation,), self._variable(low), self._variable(high)))

    def _product(
        self,
        relation: Relation,
        roles: Roles,
        result: Figure,
        left: Figure,
        right: Figure,
        shift: int = 0,
    ) -> None:
        if not _alike(result, left) or right.quantity.unit.key != "%" or result.question.key == left.question.key:
            return
        floor = ALL_GONE if shift else NOTHING
        variables = (self._variable(result), self._variable(left), self._variable(right, floor))
        found = [self.network.variables[variable].floor for variable in variables]
        if found == [NOTHING, NOTHING, floor]:
            self._add(Product(self._guard(roles), (relation,), *variables, scale=PER_CENT, shift=shift))

    def _one(self, roles: Roles, role: str) -> Figure | None:
        return next(iter(self._all(roles, role)), None)

    def _all(self, roles: Roles, role: str) -> list[Figure]:
        return [self.network.statements[number].lead for number in roles.get(role, ())]

    def _guard(self, roles: Roles) -> int:
        return sum({1 << number for numbers in roles.values() for number in numbers})

    def _add(self, constraint: Constraint) -> None:
        """Add a constraint, or its relation to the equal one that stands already."""
        mark = (type(constraint), constraint.guard, constraint.variables, getattr(constraint, "shift", 0))
        known = self._made.setdefault(mark, len(self.network.constraints))
        if known == len(self.network.constraints):
            self.network.constraints.append(constraint)
        else:
            other = self.network.constraints[known]
            self.network.constraints[known] = replace(other, relations=other.relations + constraint.relations)

    def _variable(self, figure: Figure, floor: Decimal = NOTHING) -> int:
        """Give the variable of a figure's statement; that of its question when the figure is an unknown."""
        place = self.library.place(figure)
        self._open(place, figure, floor)
        if not figure.key:
            return self._unknown(place, figure, floor)
        found = self.network.variable_of[self._number[figure.key]]
        assert found is not None
        return found

    def _open(self, place: Place, figure: Figure, floor: Decimal) -> None:
        """Give the statements at a place one variable, or each its own when two of them quarrel or are two editions."""
        if place in self._opened:
            return
        self._opened.add(place)
        here = self._here(place)
        pairs = dict(self._pairs(here))
        editions = [both for first, second in combinations(here, 2) if (both := 1 << first | 1 << second) not in pairs]
        self.network.apart += editions
        self.network.quarrels += [both for both, meets in pairs.items() if not meets]
        if not editions and all(pairs.values()):
            self._shared[place] = self._new(figure, self._floor(here, floor))
        for number in here:
            own = self._shared.get(place)
            self.network.variable_of[number] = self._new(figure, self._floor(here, floor)) if own is None else own
        if place not in self._shared:
            for both in (both for both, meets in pairs.items() if meets):
                self._equal(both, *(self.network.variable_of[number] for number in bits(both)))

    def _equal(self, guard: int, one: int | None, other: int | None) -> None:
        assert one is not None
        assert other is not None
        self._add(Sum(guard, (), one, (other,)))

    def _unknown(self, place: Place, figure: Figure, floor: Decimal) -> int:
        """Give the variable that relations without this member share; quarrelling statements never meet in it."""
        if place not in self._shared:
            here = self._here(place)
            self._shared[place] = self._new(figure, self._floor(here, floor))
            for number in here:
                self._equal(1 << number, self.network.variable_of[number], self._shared[place])
            self.network.apart += [both for both, meets in self._pairs(here) if not meets]
        return self._shared[place]

    def _new(self, figure: Figure, floor: Decimal | None) -> int:
        self.network.variables.append(Variable(figure.question, figure.quantity.unit, floor))
        return len(self.network.variables) - 1

    def _floor(self, here: list[int], floor: Decimal) -> Decimal | None:
        lows = (self.network.statements[number].band for number in here)
        negative = any((band.low is not None and band.low < floor) or (band.high or floor) < floor for band in lows)
        return None if negative else floor


def _alike(*figures: Figure) -> bool:
    return len({figure.quantity.unit.dimension for figure in figures}) == 1
