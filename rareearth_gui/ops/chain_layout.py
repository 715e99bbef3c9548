"""The layout of the chain: boxes in columns, edges around them, computed without a window."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from rareearth_gui.ops.chain import CONTAINS, IS_A, MOST, around
from rareearth_gui.ops.chain_picture import Box, Edge, Heading, Picture, Point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rareearth_gui.ops.chain import Chain, Hood, Link

MARGIN, MARGIN_Y, HEAD, ARC = 14.0, 8.0, 26.0, 20.0
PAD_X, PAD_Y = 9.0, 5.0
GAP, LANE_GAP, LANE = 8.0, 3.0, 6.0
GUTTER, WIDEST_GUTTER = 34.0, 96.0
NARROWEST, WIDEST = 104.0, 216.0
OFF_CENTRE = 8.0
"""Arcs end beside the middle of a box, where the edges from other columns end."""
FEWEST = 3
SWEEPS = 5
HEAVY = 8.0


@dataclass(frozen=True, slots=True)
class Room:
    """What the picture is laid out for: the window's size, the height of a line, and how wide a text is."""

    width: float
    height: float
    line: float
    measure: Callable[[str], float]


@dataclass(eq=False, slots=True)
class _Slot:
    """A box, or a lane by which an edge passes a column; `near` are the slots that it is joined to."""

    column: int
    height: float
    number: int | None = None
    y: float = 0.0
    rank: float = 0.0
    placed: bool = False
    near: list[_Slot] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def fitted(chain: Chain, focus: int, room: Room, opened: frozenset[str] = frozenset()) -> Picture:
    """Lay out as many neighbours as fit into the room without scrolling; opened columns are shown whole."""
    most: dict[str, int] = {}
    while True:
        plan = _Plan(chain, around(chain, focus, most), room)
        tight = {title: fit for title, fit in plan.tight() if title not in opened and fit < most.get(title, MOST)}
        if not tight:
            return plan.picture()
        most |= tight


def place(chain: Chain, hood: Hood, room: Room) -> Picture:
    """Lay out what is shown around a material, be it higher than the room."""
    return _Plan(chain, hood, room).picture()


class _Plan:
    """Boxes and lanes sorted into columns, before they have their places."""

    def __init__(self, chain: Chain, hood: Hood, room: Room) -> None:
        self._hood, self._line, self._free = hood, room.line, room.height - HEAD - 2 * MARGIN_Y
        self._xs, self._widths = _columns(hood, room)
        self._texts = {
            n: wrap(chain.name(n), self._widths[c] - 2 * PAD_X, room.measure) for n, c in _where(hood).items()
        }
        self._slots = {n: _Slot(c, len(self._texts[n]) * room.line + 2 * PAD_Y, n) for n, c in _where(hood).items()}
        self._columns: list[list[_Slot]] = [[] for _ in hood.columns]
        for slot in self._slots.values():
            self._columns[slot.column].append(slot)
        self._routes = _route(hood, self._slots, self._columns)
        self._more = [_Slot(c, self._tall(1), rank=1) for c, column in enumerate(hood.columns) if column.more]
        for slot in self._more:
            self._columns[slot.column].append(slot)

    def _tall(self, lines: int) -> float:
        return float(round(lines * self._line + 2 * PAD_Y))

    def tight(self) -> Iterator[tuple[str, int]]:
        """Give the columns that are higher than the room, with how many members would about fit."""
        for column, slots in zip(self._hood.columns, self._columns, strict=True):
            over = sum(slot.height + GAP for slot in slots) - GAP - self._free
            others = [slot for slot in slots if slot.number not in (None, self._hood.focus)]
            if over > 0 and len(others) > FEWEST:
                fit, spare = len(others), over
                for slot in reversed(others):
                    if spare <= 0 or fit == FEWEST:
                        break
                    spare, fit = spare - slot.height - GAP, fit - 1
                yield column.title, fit

    def picture(self) -> Picture:
        """Give everything its place."""
        hood, xs, widths, top = self._hood, self._xs, self._widths, HEAD + MARGIN_Y
        gap = _gap(self._columns, self._free)
        tall = max([self._free, *(_total(column, gap) for column in self._columns)])
        _settle_all(hood, self._columns, self._slots, tall, gap)
        for slot in (slot for column in self._columns for slot in column):
            slot.y = float(round(slot.y))  # whole pixels are crisp
        boxes = [_box(slot, xs, widths, top, self._texts[number]) for number, slot in self._slots.items()]
        for slot in self._more:
            more = hood.columns[slot.column].more
            boxes.append(_box(slot, xs, widths, top, (f"{more:,} more …",), more))
        edges = tuple(_edge(hood, link, route, xs, widths, top) for link, route in self._routes)
        headings = tuple(Heading(c.title, x, w) for c, x, w in zip(hood.columns, xs, widths, strict=True))
        bottom = max(slot.y + slot.height for column in self._columns for slot in column)
        width = xs[-1] + widths[-1] + _margins(hood)[1]
        return Picture(hood.focus, width, max(tall, bottom) + top + MARGIN_Y, tuple(boxes), edges, headings)


def wrap(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Break a text into lines that fit, at spaces and after hyphens, and within a word only when it is too long."""
    lines, line = [], ""
    for piece in text.replace("-", "-\0").replace(" ", " \0").split("\0"):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while measure(line.rstrip()) > width and len(line) > 1:
            cut = next((n for n in range(len(line) - 1, 1, -1) if measure(line[:n]) <= width), 1)
            lines.append(line[:cut])
            line = line[cut:]
    return tuple([*lines, line.rstrip()] if line.strip() or not lines else lines)


def _where(hood: Hood) -> dict[int, int]:
    return {number: c for c, column in enumerate(hood.columns) for number in column.members}


def _columns(hood: Hood, room: Room) -> tuple[list[float], list[float]]:
    """Give where each column begins and how wide it is; an empty one is as wide as its heading."""
    empty = {c for c, column in enumerate(hood.columns) if not column.members}
    count = len(hood.columns)
    bare = {c: float(round(room.measure(hood.columns[c].title) + 2 * PAD_X)) for c in empty}
    left, right = _margins(hood)
    free = room.width - left - right - sum(bare.values()) - (count - 1) * GUTTER
    each = float(int(min(WIDEST, max(NARROWEST, free / (count - len(empty))))))
    widths = [bare.get(c, each) for c in range(count)]
    over = room.width - left - right - sum(widths)
    gutter = min(WIDEST_GUTTER, max(GUTTER, over / (count - 1)))
    x = left + max(0.0, over - gutter * (count - 1)) / 2
    xs = []
    for width in widths:
        xs.append(x)
        x += width + gutter
    return [float(round(x)) for x in xs], widths


def _margins(hood: Hood) -> tuple[float, float]:
    """Leave room for arcs beside the first and the last column."""
    where = _where(hood)
    within = [link for link in hood.links if where[link.start] == where[link.end]]
    left = any(where[link.start] == 0 and link.start in hood.upstream for link in within)
    right = any(where[link.start] == len(hood.columns) - 1 and link.start not in hood.upstream for link in within)
    return MARGIN + ARC * left, MARGIN + ARC * right


def _route(hood: Hood, slots: dict[int, _Slot], columns: list[list[_Slot]]) -> list[tuple[Link, list[_Slot]]]:
    """Lead every link from its nearer end to its farther one, by shared lanes through the columns between."""
    lanes: dict[tuple[int, int, bool, bool], _Slot] = {}
    routes = []
    for link in hood.links:
        near, far = link.start, link.end
        if hood.steps[near] > hood.steps[far]:
            near, far = far, near
        first, last = slots[near], slots[far]
        way = 1 if last.column > first.column else -1
        route = [first]
        for column in range(first.column + way, last.column, way):
            key = (near, column, bool(link.printed), link.relation == IS_A)
            if key not in lanes:
                lanes[key] = _Slot(column, LANE)
                columns[column].append(lanes[key])
            route.append(lanes[key])
        route.append(last)
        for a, b in pairwise(route):
            if b not in a.near:
                a.near.append(b)
                b.near.append(a)
        routes.append((link, route))
    return routes


def _gap(columns: list[list[_Slot]], height: float) -> float:
    """Spread the boxes a little where there is room for it."""
    spread = [
        (height - sum(slot.height + GAP for slot in column) + GAP) / max(1, len(column) - 1) for column in columns
    ]
    return min(2 * GAP, GAP + max(0.0, min(spread)))


def _apart(upper: _Slot, lower: _Slot, gap: float) -> float:
    both_lanes = upper.height == LANE and lower.height == LANE
    return LANE_GAP if both_lanes else gap


def _total(column: Sequence[_Slot], gap: float) -> float:
    between = sum(_apart(a, b, gap) for a, b in pairwise(column))
    return sum(slot.height for slot in column) + between


def _settle_all(hood: Hood, columns: list[list[_Slot]], slots: dict[int, _Slot], tall: float, gap: float) -> None:
    """Order and place every column by what it is joined to, outward from the focus, then back and forth."""
    focus = slots[hood.focus]
    focus.y, focus.placed = (tall - focus.height) / 2, True
    home = focus.column
    outward = [home, *range(home + 1, len(columns)), *range(home - 1, -1, -1)]
    for sweep in range(SWEEPS):
        for number in outward if sweep % 2 == 0 else reversed(outward):
            _settle(columns[number], focus, hood, tall, gap)


def _settle(column: list[_Slot], focus: _Slot, hood: Hood, tall: float, gap: float) -> None:
    wanted = {id(slot): _wanted(slot, focus, hood, tall) for slot in column}
    column.sort(key=lambda slot: (slot.rank, wanted[id(slot)]))
    offsets, offset = [], 0.0
    for n, slot in enumerate(column):
        offset += _apart(column[n - 1], slot, gap) if n else 0.0
        offsets.append(offset)
        offset += slot.height
    desired = [wanted[id(slot)] - slot.height / 2 - off for slot, off in zip(column, offsets, strict=True)]
    weights = [HEAVY if slot is focus else 1.0 for slot in column]
    for slot, off, z in zip(column, offsets, _rising(desired, weights), strict=True):
        slot.y = min(max(z, 0.0), max(0.0, tall - offset)) + off
        slot.placed = True


def _wanted(slot: _Slot, focus: _Slot, hood: Hood, tall: float) -> float:
    """Say at which height a slot would best have its middle."""
    if slot is focus:
        return tall / 2
    if slot.rank:
        return tall
    known = [other.middle for other in slot.near if other.placed and other is not focus]
    if not known and focus in slot.near:
        beside = slot.column == focus.column
        above = slot.number in hood.upstream
        return focus.middle + ((-1.0 if above else 1.0) if beside else 0.0)
    return sum(known) / len(known) if known else (slot.middle if slot.placed else tall / 2)


def _rising(values: Iterable[float], weights: Iterable[float]) -> list[float]:
    """Give the rising sequence that is nearest to the values (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        mean, heavy, count = value, weight, 1
        while pools and pools[-1][0] > mean:
            other, mass, members = pools.pop()
            mean = (mean * heavy + other * mass) / (heavy + mass)
            heavy, count = heavy + mass, count + members
        pools.append((mean, heavy, count))
    return [mean for mean, _, count in pools for _ in range(count)]


def _box(slot: _Slot, xs: list[float], widths: list[float], top: float, lines: tuple[str, ...], more: int = 0) -> Box:
    number = -1 - slot.column if slot.number is None else slot.number
    return Box(number, slot.column, xs[slot.column], slot.y + top, widths[slot.column], slot.height, lines, more)


def _edge(hood: Hood, link: Link, route: list[_Slot], xs: list[float], widths: list[float], top: float) -> Edge:
    first, last = route[0], route[-1]
    outward = (first.number == link.start) != (link.relation == CONTAINS)  # an element leads to what holds it
    if first.column == last.column:
        before = link.start in hood.upstream
        x = xs[first.column] + (0.0 if before else widths[first.column])
        bulge = min(ARC, 10.0 + abs(first.middle - last.middle) * 0.12)
        down = 1.0 if last.middle > first.middle else -1.0
        points = tuple(
            (x, slot.middle + top + side * down * min(OFF_CENTRE, slot.height / 3))
            for slot, side in ((first, 1.0), (last, -1.0))
        )
        return Edge(link, points, outward, -bulge if before else bulge)
    way = 1 if last.column > first.column else -1
    corners: list[Point] = []
    for slot in route:
        left, right = xs[slot.column], xs[slot.column] + widths[slot.column]
        ends = (left, right) if way > 0 else (right, left)
        if slot is not first:
            corners.append((ends[0], slot.middle + top))
        if slot is not last:
            corners.append((ends[1], slot.middle + top))
    return Edge(link, tuple(corners), outward)
