"""What if: figures and sources switched off, and what then still cannot be true; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.checks.impossible import describe
from rareearth_gui.domain.judge import Judge
from rareearth_gui.domain.network import build
from rareearth_gui.domain.solver import Conflict, conflicts, quarrels, ways
from rareearth_gui.store.figures import Cases
from rareearth_gui.store.records import question_of_figure

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from rareearth_gui.domain.evidence import Case, Figure, Source
    from rareearth_gui.domain.relation import Relation
    from rareearth_gui.domain.statement import Statement

MOST_QUESTIONS = 12
NOTHING_OFF: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Web:
    """A question's case with the figures and relations that arithmetic ties to it, also over other questions."""

    case: Case
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Impossible:
    """Figures that cannot all be true, one for each statement, and in prose by how much and what binds them.

    `printings` are all figures that print the same; `hinges` are the keys of sources without which the set is possible.
    """

    figures: tuple[Figure, ...]
    printings: tuple[Figure, ...]
    hinges: frozenset[str]
    prose: str


@dataclass(frozen=True, slots=True)
class GivingWay:
    """Figures that would have to give way together for the question to be at peace, and the origins behind them."""

    figures: tuple[Figure, ...]
    printings: tuple[Figure, ...]
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left of the quarrel when one source more is switched off."""

    source: Source
    left: int

    @property
    def dissolves(self) -> bool:
        """Say whether nothing is left: the quarrel hangs on this source."""
        return self.left == 0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The sets of a question, fewest figures first, what would end them, and which source the quarrel hangs on.

    `complete` is false where patience ended before all sets were found.
    """

    off: frozenset[str]
    sets: tuple[Impossible, ...]
    ways: tuple[GivingWay, ...]
    sources: tuple[LeftOut, ...]
    complete: bool

    @property
    def fragile(self) -> bool:
        """Say whether leaving out some one source ends the quarrel."""
        return any(source.dissolves for source in self.sources)


def what_if(connection: sqlite3.Connection, question_id: int, off: frozenset[str] = NOTHING_OFF) -> WhatIf:
    """Weigh a question with the figures and sources of `off` (keys) left out."""
    return weigh(gather(connection, question_id), off)


def gather(connection: sqlite3.Connection, question_id: int) -> Web:
    """Load a question and what relations tie to it, question after question; keep it to weigh again and again."""
    cases = Cases(connection)
    waiting, seen = [question_id], {question_id}
    figures: dict[str, Figure] = {}
    relations: dict[str, Relation] = {}
    first: Case | None = None
    for number in waiting:
        case = cases.case(number)
        first = first or case
        figures |= {figure.key: figure for figure in (*case.figures, *case.around) if figure.key not in figures}
        relations |= {relation.key: relation for relation in case.relations}
        for near in _bound(connection, case):
            if near not in seen and len(waiting) < MOST_QUESTIONS:
                seen.add(near)
                waiting.append(near)
    assert first is not None
    return Web(first, tuple(figures.values()), tuple(relations.values()))


def _bound(connection: sqlite3.Connection, case: Case) -> Iterator[int]:
    """Give the questions of the figures that relations bind to a case."""
    keys = dict.fromkeys(key for relation in case.relations for _, key in relation.members)
    for figure in filter(None, map(case.figure, keys)):
        yield question_of_figure(connection, figure.id)


def weigh(web: Web, off: frozenset[str] = NOTHING_OFF) -> WhatIf:
    """Find what cannot be true of a web once `off` is left out: a pure function, quick enough for every click.

    Without a source only those sets are left in which each statement has a printing elsewhere: leaving figures out
    makes nothing impossible that was possible.
    """
    network = build(web.figures, web.relations, off, web.case.question)
    judge = Judge(network)
    found = conflicts(judge)
    about = [one for one in (*quarrels(network), *found.sets) if _is_about(web.case, one)]
    sets = tuple(_told(web.case, judge, one) for one in about)
    ends = tuple(
        GivingWay(_leads(way.statements), _printings(way.statements), way.origins)
        for way in (ways(network, about) if about else ())
    )
    sources = {figure.source.key: figure.source for one in sets for figure in one.printings}
    left = tuple(LeftOut(sources[key], sum(key not in one.hinges for one in sets)) for key in sorted(sources))
    return WhatIf(off, sets, ends, left, found.complete)


def _told(case: Case, judge: Judge, conflict: Conflict) -> Impossible:
    printed_by = [{figure.source.key for figure in statement.figures} for statement in conflict.statements]
    hinges = frozenset(key for keys in printed_by if len(keys) == 1 for key in keys)
    prose = describe(case, judge, conflict)
    return Impossible(_leads(conflict.statements), _printings(conflict.statements), hinges, prose)


def _is_about(case: Case, conflict: Conflict) -> bool:
    return any(statement.lead.question == case.question for statement in conflict.statements)


def _leads(statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    return tuple(statement.lead for statement in statements)


def _printings(statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    return tuple(figure for statement in statements for figure in statement.figures)
