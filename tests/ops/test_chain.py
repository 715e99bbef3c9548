"""The chain: what is shown around a material, and a layout in which nothing lies on anything else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.ops import chain, chain_layout
from rareearth_gui.ops.chain import Chain, Link, Material, around
from rareearth_gui.ops.chain_layout import Room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rareearth_gui.ops.chain_picture import Picture

NARROW, WIDE = (1024.0, 300.0), (1440.0, 430.0)
PRINTED = (("Paper", "metal for magnets"),)


def room(size: tuple[float, float] = WIDE) -> Room:
    return Room(*size, line=16.0, measure=measure)


def measure(text: str) -> float:
    return 7.0 * len(text)


def material(number: int, stage: str, name: str = "", kind: str = "") -> Material:
    return Material(number, name or f"{stage or 'thing'} {number}", "", kind or stage or "topic", stage)


def simple() -> Chain:
    materials = [
        material(1, "ore", "Rock"),
        material(2, "oxide", "Oxide"),
        material(3, "metal", "Metal"),
        material(4, "material", "Magnet"),
        material(5, "device", "Motor"),
        material(6, "use", "Train"),
        material(7, "material", "Sintered magnet"),
        material(8, "material", "Magnetic materials"),
        material(9, "", "Element", "element"),
        material(10, "material", "Stranger"),
        material(11, "", "Smelting", "process"),
    ]
    links = [
        Link(1, 2, "yields"),
        Link(2, 3, "is made into"),
        Link(3, 4, "is made into", PRINTED),
        Link(4, 5, "is used in"),
        Link(5, 6, "is used in"),
        Link(4, 6, "is used in", PRINTED),
        Link(7, 4, "is a"),
        Link(4, 8, "is a"),
        Link(4, 9, "contains"),
        Link(3, 9, "contains"),
        Link(4, 10, "replaces"),
        Link(1, 11, "is used in"),
        Link(11, 2, "yields"),
        Link(3, 6, "is used in"),
    ]
    return Chain(materials, links)


def members(hood: chain.Hood) -> dict[str, set[int]]:
    return {column.title: set(column.members) for column in hood.columns if column.members}


def test_ancestors_and_descendants_stand_in_the_columns_of_their_stages() -> None:
    hood = around(simple(), 4)
    assert members(hood) == {
        "Ore": {1},
        "Oxide": {2},
        "Metal": {3},
        "Material": {4, 7, 8},
        "Device": {5},
        "Use": {6},
    }
    assert [column.title for column in hood.columns] == ["Ore", "Oxide", "Metal", "Material", "Device", "Use"]
    assert hood.upstream == {1, 2, 3, 7}


def test_links_that_pass_the_material_by_are_not_drawn() -> None:
    drawn = {(link.start, link.end) for link in around(simple(), 4).links}
    assert (3, 6) not in drawn
    assert (4, 6) in drawn


def test_substitutes_parts_and_processes_are_notes() -> None:
    assert dict(chain.notes(simple(), 4)) == {"contains": [9], "replaces": [10]}
    assert dict(chain.notes(simple(), 10)) == {"replaced by": [4]}
    assert dict(chain.notes(simple(), 1)) == {"is used in": [11]}


def test_element_has_a_column_before_what_holds_it() -> None:
    hood = around(simple(), 9)
    titles = [column.title for column in hood.columns]
    assert titles.index("Element") + 1 == titles.index("Metal")
    assert {3, 4} <= set(hood.steps)
    assert (3, 4) in {(link.start, link.end) for link in hood.links}, "what holds it is linked among itself"


def test_what_an_ore_yields_need_not_hold_the_element_of_the_ore() -> None:
    materials = [material(1, "ore"), material(2, "oxide"), material(3, "", kind="element")]
    hood = around(Chain(materials, [Link(1, 3, "contains"), Link(1, 2, "yields")]), 3)
    assert set(hood.steps) == {1, 3}


def test_process_stands_between_what_it_takes_and_what_it_gives() -> None:
    titles = [column.title for column in around(simple(), 11).columns]
    assert titles.index("Ore") < titles.index("Process") < titles.index("Oxide")


def test_general_kinds_are_not_heaped_on_each_other() -> None:
    materials = [material(n, "material") for n in (1, 2, 3)] + [material(4, "use")]
    links = [Link(1, 2, "is a"), Link(2, 3, "is a"), Link(3, 4, "is used in")]
    assert set(around(Chain(materials, links), 1).steps) == {1, 2}


def test_printed_links_come_first_where_there_is_no_room() -> None:
    materials = [material(0, "material"), *(material(n, "use") for n in range(1, 10))]
    links = [Link(0, n, "is used in", PRINTED if n == 9 else ()) for n in range(1, 10)]
    hood = around(Chain(materials, links), 0, {"Use": 2})
    assert 9 in hood.steps
    assert next(column.more for column in hood.columns if column.title == "Use") == 7


def test_nothing_is_shown_whose_way_is_hidden() -> None:
    materials = [material(0, "material"), material(1, "device", "A"), material(2, "device", "B"), material(3, "use")]
    links = [Link(0, 1, "is used in", PRINTED), Link(0, 2, "is used in"), Link(2, 3, "is used in")]
    known = Chain(materials, links)
    assert set(around(known, 0).steps) == {0, 1, 2, 3}
    assert set(around(known, 0, {"Device": 1}).steps) == {0, 1}


def test_many_neighbours_become_a_box_that_says_how_many_more() -> None:
    materials = [material(0, "material"), *(material(n, "use") for n in range(1, 60))]
    known = Chain(materials, [Link(0, n, "is used in") for n in range(1, 60)])
    picture = chain_layout.fitted(known, 0, room(NARROW))
    assert picture.height <= NARROW[1] + 0.5
    (more,) = [box for box in picture.boxes if box.more]
    assert more.lines == (f"{more.more} more …",)
    assert len([box for box in picture.boxes if not box.more]) + more.more == 60
    opened = chain_layout.fitted(known, 0, room(NARROW), frozenset({"Use"}))
    assert len(opened.boxes) == 60
    assert opened.height > NARROW[1]
    check(opened)


def test_arrow_keys_lead_to_what_is_linked() -> None:
    picture = chain_layout.fitted(simple(), 4, room())
    magnet = picture.box(4)
    assert magnet is not None
    left, right = picture.beside(magnet, -1, 0), picture.beside(magnet, 1, 0)
    assert (left and left.id, right and right.id) == (3, 5)
    rock = picture.box(1)
    assert rock is not None
    assert picture.beside(rock, -1, 0) is None
    assert picture.beside(rock, 0, 1) is None


def test_link_says_its_relation_and_its_source() -> None:
    known = simple()
    assert (
        chain.tell(known, known.behind[4][0]) == "Metal → Magnet (is made into)\nPrinted: “metal for magnets” (Paper)."
    )
    assert chain.KNOWN in chain.tell(known, known.behind[2][0])
    assert chain.sources(known.links) == ["Paper"]


@pytest.mark.parametrize(
    "text, width, lines",
    [
        ("", 50, ("",)),
        ("Motor", 50, ("Motor",)),
        ("Permanent magnets", 70, ("Permanent", "magnets")),
        ("Neodymium-iron", 75, ("Neodymium-", "iron")),
        ("Unbreakable", 28, ("Unbr", "eaka", "ble")),
    ],
)
def test_names_are_broken_where_one_would_break_them(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert chain_layout.wrap(text, width, measure) == lines


# -- The layout of anything --------------------------------------------------------------------------------------


def check(picture: Picture) -> None:
    """Assert what makes a picture readable, whatever it shows."""
    for one, other in combinations(picture.boxes, 2):
        apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart_y = one.y + one.height <= other.y + 1e-6 or other.y + other.height <= one.y + 1e-6
        assert apart_x or apart_y, f"{one} lies on {other}"
    for box in picture.boxes:
        assert box.x >= 0
        assert box.x + box.width <= picture.width
        assert box.y >= chain_layout.HEAD
        assert box.y + box.height <= picture.height
    by_id = {box.id: box for box in picture.boxes}
    assert len(by_id) == len(picture.boxes)
    assert picture.focus in by_id
    for edge in picture.edges:
        near, far = (by_id[end] for end in sorted(edge.ends, key=lambda end: edge.points[0] not in ports(by_id[end])))
        assert edge.points[0] in ports(near) or edge.arc
        assert edge.points[-1] in ports(far) or edge.arc
        if edge.arc:
            assert near.column == far.column
            continue
        for (left, y), (right, level) in list(pairwise(edge.points))[1::2]:
            assert y == level
            between = [box for box in picture.boxes if min(left, right) < box.x + 1 < max(left, right)]
            assert not [box for box in between if box.y <= y <= box.y + box.height], "an edge runs through a box"


def ports(box: chain_layout.Box) -> tuple[tuple[float, float], tuple[float, float]]:
    return (box.x, box.middle), (box.x + box.width, box.middle)


RELATIONS = ("yields", "is made into", "is used in", "contains", "replaces", "is a")


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    stages = draw(st.lists(st.sampled_from(("", *chain.STAGES)), min_size=1, max_size=24))
    names = st.text("abc de-", min_size=1, max_size=60).filter(str.strip)
    materials = [Material(n + 1, draw(names), "", "process", stage) for n, stage in enumerate(stages)]
    ends = st.integers(1, len(stages))
    links = draw(
        st.lists(
            st.builds(Link, ends, ends, st.sampled_from(RELATIONS), st.sampled_from(((), PRINTED))),
            max_size=60,
            unique_by=lambda link: (link.start, link.end, link.relation),
        )
    )
    return Chain(materials, [link for link in links if link.start != link.end])


@given(chains(), st.sampled_from((NARROW, WIDE, (300.0, 100.0), (2500.0, 1400.0))))
def test_no_layout_has_overlaps_or_loose_ends(known: Chain, size: tuple[float, float]) -> None:
    for number in known.materials:
        check(chain_layout.fitted(known, number, room(size)))


@pytest.fixture(scope="module")
def bundled(bundled_library: Path) -> Iterator[Chain]:
    with closing(sqlite3.connect(bundled_library)) as connection:
        yield chain.read(connection)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_every_bundled_material_is_laid_out_well(bundled: Chain, size: tuple[float, float]) -> None:
    assert len(bundled.materials) > 300
    for number in bundled.materials:
        picture = chain_layout.fitted(bundled, number, room(size))
        check(picture)
        assert picture.height <= size[1] * 1.25


def test_bundled_links_are_read_once_with_all_their_witnesses(bundled: Chain) -> None:
    keys = [(link.start, link.end, link.relation) for link in bundled.links]
    assert len(set(keys)) == len(keys)
    names = {m.name: m.id for m in bundled.materials.values()}
    powder, screens = names["Rare earth polishing powder"], names["Liquid crystal displays (LCD)"]
    (link,) = [link for link in bundled.ahead[powder] if link.end == screens]
    assert len(link.printed) == 2


def test_beginning_is_a_material_with_much_before_and_behind_it(bundled: Chain) -> None:
    first = bundled.busiest()
    assert first is not None
    assert sum(bool(column.members) for column in around(bundled, first).columns) == len(chain.STAGES)
    assert Chain((), ()).busiest() is None
