"""The picture of a chain as it is laid out: boxes, edges and headings, and what one may ask of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.ops.chain import brief

if TYPE_CHECKING:
    from rareearth_gui.ops.chain import Chain, Link

Point = tuple[float, float]
MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its lines of text; one that stands for `more` has no material, and its id is negative."""

    id: int
    column: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    more: int = 0

    @property
    def middle(self) -> float:
        """Give the height at which edges arrive."""
        return self.y + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies in the box."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as drawn from its end nearer to the focus: curves and straight lanes by turns, or an arc in a gutter."""

    link: Link
    points: tuple[Point, ...]
    outward: bool
    arc: float = 0.0

    @property
    def ends(self) -> tuple[int, int]:
        """Give the ids of the boxes that it joins."""
        return self.link.start, self.link.end


@dataclass(frozen=True, slots=True)
class Heading:
    """The word above a column."""

    title: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole layout."""

    focus: int
    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    headings: tuple[Heading, ...]

    def box(self, number: int | None) -> Box | None:
        """Find a box by its id."""
        return next((box for box in self.boxes if box.id == number), None)

    def box_at(self, x: float, y: float) -> Box | None:
        """Find the box at a point."""
        return next((box for box in self.boxes if box.holds(x, y)), None)

    def edges_of(self, number: int | None) -> frozenset[int]:
        """Give the places of the edges at a box."""
        return frozenset(place for place, edge in enumerate(self.edges) if number in edge.ends)

    def column(self, number: int) -> list[Box]:
        """List the boxes of a column from the top."""
        return sorted((box for box in self.boxes if box.column == number), key=lambda box: box.y)

    def beside(self, box: Box, across: int, down: int) -> Box | None:
        """Find where an arrow key leads: along the column, or across to what is linked, else to the nearest box."""
        if down:
            column = self.column(box.column)
            at = column.index(box) + down
            return column[at] if 0 <= at < len(column) else None
        there = [other for other in self.boxes if (other.column - box.column) * across > 0]
        joined = {end for place in self.edges_of(box.id) for end in self.edges[place].ends}
        found = [other for other in there if other.id in joined] or there
        return min(found, key=lambda o: (abs(o.column - box.column), abs(o.middle - box.middle)), default=None)

    def tell_box(self, chain: Chain, box: Box) -> str:
        """Say a box in words: its names, and its links with what prints them."""
        if box.more:
            return f"{box.more:,} more that stand here. Click or press Enter to show them."
        material = chain.materials[box.id]
        said = [" ".join(part for part in (material.name, material.name_zh) if part)]
        links = [brief(chain, self.edges[place].link) for place in sorted(self.edges_of(box.id))]
        more = [f"and {len(links) - MOST_TOLD} more links"] if len(links) > MOST_TOLD else []
        return "\n".join([*said, *links[:MOST_TOLD], *more])

    def describe(self, chain: Chain) -> str:
        """Say the whole picture in words, column by column."""
        said = [chain.name(self.focus)]
        for number, heading in enumerate(self.headings):
            names = [chain.name(box.id) for box in self.column(number) if not box.more]
            said += [f"{heading.title}: {', '.join(names)}"] if names else []
        return "\n".join(said)
