"""The plan documents as a tree: document, chapter, section, task, item, measure; and a task told with its place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.prose import link, safe
from rareearth_gui.ops import browse, record
from rareearth_gui.ops.listings import TASKS
from rareearth_gui.ops.record import Record, Section
from rareearth_gui.store import records

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping

    from rareearth_gui.ops.browse import Asked
    from rareearth_gui.store.listings import Row

ROOT = 0
HEADS = frozenset({"chapter", "task", "box", "safeguard"})
"""Kinds under which a plan is arranged; what they are made of is folded away at first."""
EVERY = -1
SILENT = "silent"
Branches = dict[int, tuple[int, ...]]
_ONE = re.compile(r"\b1 (source|value)s\b")


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a task aims at; `conflict` says how sources quarrel over its question, blank when they do not."""

    figure: int
    printed: str
    conflict: str


class Plan:
    """All tasks in document order. A node is a task's id, or a document's id made negative; the root is 0."""

    def __init__(
        self,
        places: Collection[tuple[int, int, int, str]],
        rows: Mapping[int, Row],
        targets: Mapping[int, tuple[Target, ...]],
    ) -> None:
        self.rows, self.targets = rows, targets
        self.documents = {-source: title for _, _, source, title in places}
        self.parents = {number: parent or -source for number, parent, source, _ in places}
        for number, _, source, _ in places:
            if self._loops(number):
                self.parents[number] = -source
        counts = dict.fromkeys(self.documents, 0)
        for _, _, source, _ in places:
            counts[-source] += 1
        found: dict[int, list[int]] = defaultdict(list)
        found[ROOT] = sorted(self.documents, key=lambda node: (-counts[node], -node))
        for number, parent in self.parents.items():
            found[parent].append(number)
        self.parents |= dict.fromkeys(self.documents, ROOT)
        self.branches: Branches = {parent: tuple(nodes) for parent, nodes in found.items()}
        self._below = self._shown_below()

    def _shown_below(self) -> dict[int, Counter[str]]:
        """Count, for everything that holds tasks, what later sources show of the tasks in it."""
        below: dict[int, Counter[str]] = defaultdict(Counter)
        for number in self.rows:
            shown = str(self.rows[number][_PLACES["evidence"]])
            for verdict in shown.split(", ") if shown != SILENT else ():
                for node in self.above(number):
                    below[node][verdict.partition(" ×")[0]] += 1
        return below

    def _loops(self, number: int) -> bool:
        """Say whether a task is a part of itself, by somebody's mistake."""
        seen, node = {number}, self.parents[number]
        while node > ROOT and node in self.parents:
            if node in seen:
                return True
            seen.add(node)
            node = self.parents[node]
        return False

    def cell(self, node: int, key: str) -> str:
        """Give a cell of a task by the column's key; of a document only its title."""
        if key == "evidence" and node in self._below and (node < ROOT or self.rows[node][_PLACES[key]] == SILENT):
            return "below: " + ", ".join(f"{verdict} {tasks}" for verdict, tasks in sorted(self._below[node].items()))
        if node < ROOT:
            return self.documents[node] if key == "title" else "document" if key == "kind" else ""
        value = self.rows[node][_PLACES[key]]
        words = "" if value is None else " ".join(str(value).split())
        return words.rstrip(",") if key == "section" else words

    def above(self, node: int) -> Iterator[int]:
        """Give what a node is part of, the nearest first."""
        while (node := self.parents.get(node, ROOT)) != ROOT:
            yield node

    def narrowed(self, matched: Collection[int]) -> Branches:
        """Keep the matching tasks with what they are part of."""
        kept = {node for number in matched if number in self.rows for node in (number, *self.above(number))}
        found = {parent: tuple(node for node in nodes if node in kept) for parent, nodes in self.branches.items()}
        return {parent: nodes for parent, nodes in found.items() if nodes}

    def opening(self) -> list[int]:
        """List what is unfolded at first: the longest document, and in it what holds chapters, tasks and boxes."""
        first = self.branches.get(ROOT, ())[:1]
        return [*first, *(node for top in first for node in self._heads(top))]

    def _heads(self, node: int) -> Iterator[int]:
        for child in self.branches.get(node, ()):
            if any(self.cell(part, "kind") in HEADS for part in self.branches.get(child, ())):
                yield child
                yield from self._heads(child)


_PLACES = {column.key: place for place, column in enumerate(TASKS.columns, start=1)}


def read(connection: sqlite3.Connection) -> Plan:
    """Read the whole plan; a library holds some hundreds of tasks."""
    places = records.tree(connection)
    rows = browse.first_rows(connection, browse.Asked(TASKS), EVERY)
    return Plan(places, {int(str(row[0])): row for row in rows}, _targets(connection))


def _targets(connection: sqlite3.Connection) -> dict[int, tuple[Target, ...]]:
    found: dict[int, tuple[Target, ...]] = defaultdict(tuple)
    for task, figure, printed, conflict in records.tree_targets(connection):
        found[task] += (Target(figure, printed, _ONE.sub(r"1 \1", conflict)),)
    return found


def matches(connection: sqlite3.Connection, asked: Asked) -> frozenset[int]:
    """Find the tasks that a filter leaves."""
    return frozenset(browse.in_order(connection, asked))


def tell(connection: sqlite3.Connection, number: int) -> Record:
    """Tell a task: what is to be done, by whom, where the document says so, its targets, and the rest of the record."""
    told = record.tell(connection, Kind.TASK, number)
    fields = browse.record(connection, Kind.TASK, number)
    found = records.task_place(connection, number)
    assert found is not None
    source, title, start, end, printed, lead, lead_name = found
    first = [
        ("Summary", str(fields["summary"])),
        ("Kind", str(fields["kind"])),
        ("Lead", link(lead_name, Kind.ENTERPRISE.id(lead)) if lead else ""),
        ("Deadline", str(fields["deadline"])),
        ("Note", str(fields["note"])),
        ("Key", str(fields["key"])),
    ]
    place = [("Document", link(title, Kind.SOURCE.id(source)))]
    place += [
        (safe(part.rstrip(",")), link(name, Kind.TASK.id(i))) for i, part, name in records.task_path(connection, number)
    ]
    place.append(("Place", str(fields["section"]).rstrip(",")))
    if start is not None:
        place.append(("Words", f"“{printed}”, characters {start:,} to {end:,}"))
    quarrels = [
        (link(target.printed, Kind.FIGURE.id(target.figure)), target.conflict)
        for target in _targets(connection).get(number, ())
        if target.conflict
    ]
    sections = (
        Section("", _filled(first)),
        Section("Place in the document", _filled(place)),
        Section("Targets in conflict", tuple(quarrels)),
        *told.sections[1:],
    )
    return replace(told, sections=tuple(section for section in sections if section.rows))


def _filled(rows: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, words) for label, words in rows if words)
