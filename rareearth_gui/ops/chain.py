"""The chain from ore to use: what stands before and behind a material, and which of it is shown."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from rareearth_gui.store import records

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

ORE = "ore"
MIDDLE = "material"
STAGES = (ORE, "oxide", "metal", MIDDLE, "device", "use")
FLOWS = frozenset({"yields", "is made into", "is used in"})
IS_A = "is a"
CONTAINS = "contains"
KNOWN = "Known; no document in this library prints it."
MOST = 1000
FLOW_STEP, IS_A_STEP, FARTHEST = 2, 3, 12
"""A link to what a thing is counts as farther than one to what it becomes; the whole chain is six flows long."""


@dataclass(frozen=True, slots=True)
class Material:
    """One box of the chain; the stage is blank for elements, processes and topics, which have no column."""

    id: int
    name: str
    name_zh: str
    kind: str
    stage: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link; `printed` are the sources that print it with their words, `notes` what is to be said on it."""

    start: int
    end: int
    relation: str
    printed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


class Chain:
    """All materials and links, as one may ask for them from either end."""

    def __init__(self, materials: Iterable[Material], links: Iterable[Link]) -> None:
        self.materials = {material.id: material for material in materials}
        self.links = tuple(links)
        self.ahead: dict[int, list[Link]] = defaultdict(list)
        self.behind: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            self.ahead[link.start].append(link)
            self.behind[link.end].append(link)

    def name(self, number: int) -> str:
        """Give the name of a material."""
        return self.materials[number].name

    def links_of(self, number: int) -> int:
        """Count the links of a material."""
        return len(self.ahead.get(number, ())) + len(self.behind.get(number, ()))

    def busiest(self) -> int | None:
        """Give the best linked material of the middle of the chain, where a reader may begin."""
        middle = [m.id for m in self.materials.values() if m.stage == MIDDLE]
        return max(middle or self.materials, key=self.links_of, default=None)


def read(connection: sqlite3.Connection) -> Chain:
    """Read the chain; what several rows say of one link is one link with several witnesses."""
    printed: dict[tuple[int, int, str], list[tuple[str, str]]] = defaultdict(list)
    notes: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    keys: dict[tuple[int, int, str], None] = {}
    for start, end, relation, source, words, note in records.chain(connection):
        key = (start, end, relation)
        keys[key] = None
        if source:
            printed[key].append((source, words))
        if note:
            notes[key].append(note)
    links = (Link(*key, tuple(printed[key]), tuple(notes[key])) for key in keys)
    return Chain((Material(*row) for row in records.chain_materials(connection)), links)


@dataclass(frozen=True, slots=True)
class Column:
    """One stage as it is shown: its members with the focus among them, and how many more there would be."""

    title: str
    members: tuple[int, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Hood:
    """What is shown around a material. `steps` says how far each stands from it, `upstream` which stand before it."""

    focus: int
    columns: tuple[Column, ...]
    links: tuple[Link, ...]
    upstream: frozenset[int]
    steps: dict[int, int]


def around(chain: Chain, focus: int, most: Mapping[str, int] = MappingProxyType({})) -> Hood:
    """Choose what to show: the nearest ancestors and descendants, in each column at most so many.

    Nothing is shown without a link to something shown that is nearer to the focus.
    """
    before, after = _reach(chain, focus, ahead=False), _reach(chain, focus, ahead=True)
    upstream = {number for number, steps in before.items() if steps <= after.get(number, steps)}
    steps = {**after, **{number: before[number] for number in upstream}, focus: 0}
    toward = {number: list(_toward(chain, number, steps, upstream, focus)) for number in steps if number != focus}
    order = sorted(
        toward,
        key=lambda n: (steps[n], not any(link.printed for link in toward[n]), -chain.links_of(n), chain.name(n)),
    )
    titles = _titles(chain, focus, before, after)
    members: dict[str, list[int]] = {title: [] for title in titles}
    more = dict.fromkeys(titles, 0)
    shown = {focus}
    for number in order:
        title = _title(chain, number)
        if not any(_other(link, number) in shown for link in toward[number]):
            continue
        if len(members[title]) < most.get(title, MOST):
            members[title].append(number)
            shown.add(number)
        else:
            more[title] += 1
    members[_title(chain, focus)].append(focus)
    drawn = {link: None for n in order if n in shown for link in toward[n] if _other(link, n) in shown}
    holders = {link.start for link in _holders(chain, focus)} & shown
    drawn |= {link: None for n in order if n in holders for link in chain.ahead[n] if _among(link, holders)}
    columns = tuple(Column(title, tuple(members[title]), more[title]) for title in titles)
    return Hood(focus, columns, tuple(drawn), frozenset(upstream & shown), {n: steps[n] for n in shown})


def _among(link: Link, holders: set[int]) -> bool:
    return link.relation in FLOWS and link.end in holders


def _reach(chain: Chain, focus: int, *, ahead: bool) -> dict[int, int]:
    """Find how far everything stands from the focus in one direction, with one `is a` on the way at most."""
    best: dict[tuple[int, bool], int] = {(focus, False): 0}
    queue = [(0, focus, False)]
    while queue:
        steps, number, general = heapq.heappop(queue)
        if steps > best[number, general]:
            continue
        for link, other in _next(chain, number, focus, ahead=ahead):
            is_a = link.relation == IS_A
            farther = steps + (IS_A_STEP if is_a else FLOW_STEP)
            state = (other, general or is_a)
            if (is_a and general) or farther > FARTHEST or best.get(state, FARTHEST + 1) <= farther:
                continue
            best[state] = farther
            heapq.heappush(queue, (farther, *state))
    found: dict[int, int] = {}
    for (number, _), steps in best.items():
        if number != focus:
            found[number] = min(steps, found.get(number, steps))
    return found


def _next(chain: Chain, number: int, focus: int, *, ahead: bool) -> Iterator[tuple[Link, int]]:
    """Give the links that lead on in one direction, and where to; only what has a stage is walked through."""
    if ahead and number != focus and chain.materials[number].stage == ORE and any(_holders(chain, focus)):
        return  # what is won from an ore need not hold the element that the ore holds
    for link in (chain.ahead if ahead else chain.behind).get(number, ()):
        if link.relation in FLOWS or link.relation == IS_A:
            other = _other(link, number)
            if chain.materials[other].stage:
                yield link, other
    if ahead and number == focus:
        for link in _holders(chain, focus):
            yield link, link.start


def _holders(chain: Chain, focus: int) -> Iterator[Link]:
    """Give the links to what holds an element; only a focus without a stage stands before what holds it."""
    if not chain.materials[focus].stage:
        for link in chain.behind.get(focus, ()):
            if link.relation == CONTAINS and chain.materials[link.start].stage:
                yield link


def _toward(chain: Chain, number: int, steps: dict[int, int], upstream: set[int], focus: int) -> Iterator[Link]:
    """Give the links from a material to those nearer to the focus on its side."""
    up = number in upstream
    for link in (chain.ahead if up else chain.behind).get(number, ()):
        other = _other(link, number)
        same_side = other == focus or (other in steps and (other in upstream) == up)
        if (link.relation in FLOWS or link.relation == IS_A) and same_side and steps[other] < steps[number]:
            yield link
    if not up:
        yield from (link for link in _holders(chain, focus) if link.start == number)


def _other(link: Link, number: int) -> int:
    return link.end if link.start == number else link.start


def _title(chain: Chain, number: int) -> str:
    material = chain.materials[number]
    return (material.stage or material.kind).capitalize()


def _titles(chain: Chain, focus: int, before: dict[int, int], after: dict[int, int]) -> list[str]:
    """Name the columns: the stages, and one of its own for a focus without a stage, where its neighbours want it."""
    titles = [stage.capitalize() for stage in STAGES]
    if not chain.materials[focus].stage:
        near = [titles.index(_title(chain, n)) for n, steps in before.items() if steps <= IS_A_STEP]
        ahead = [titles.index(_title(chain, n)) for n, steps in after.items() if steps <= IS_A_STEP]
        titles.insert(max(near) + 1 if near else min(ahead, default=0), _title(chain, focus))
    return titles


def notes(chain: Chain, focus: int) -> list[tuple[str, list[int]]]:
    """List the links of the focus that the picture leaves out: parts, substitutes, processes; (relation, ids)."""
    drawn = {id(link) for ahead in (False, True) for link, _ in _next(chain, focus, focus, ahead=ahead)}
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for link in (*chain.ahead.get(focus, ()), *chain.behind.get(focus, ())):
        if id(link) not in drawn:
            ahead = link.start == focus
            words = link.relation if ahead else records.INVERSE.get(link.relation, link.relation)
            found[words][link.end if ahead else link.start] = None
    return [(words, sorted(ids, key=chain.name)) for words, ids in found.items()]


def tell(chain: Chain, link: Link) -> str:
    """Say a link in words, with what prints it."""
    said = [f"{chain.name(link.start)} → {chain.name(link.end)} ({link.relation})"]
    said += [f"Printed: “{words}” ({source})." if words else f"Printed in {source}." for source, words in link.printed]
    said += [] if link.printed else [KNOWN]
    return "\n".join([*said, *link.notes])


def brief(chain: Chain, link: Link) -> str:
    """Say a link on one line."""
    printed = f"printed in {'; '.join(sources([link]))}" if link.printed else "known"
    return f"{chain.name(link.start)} → {chain.name(link.end)} ({link.relation}), {printed}"


def sources(links: Iterable[Link]) -> list[str]:
    """List the documents that print any of the links, each once."""
    return list(dict.fromkeys(source for link in links for source, _ in link.printed))
