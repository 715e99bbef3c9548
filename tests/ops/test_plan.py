"""The plan as a tree: everything is in it once, a filter keeps the way to what it finds, and a task is told whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.prose import pieces, plain
from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops import browse, plan
from rareearth_gui.ops.listings import TASKS
from rareearth_gui.ops.plan import ROOT, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rareearth_gui.ops.plan import Branches


@pytest.fixture(scope="module")
def library(bundled_library: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(bundled_library)) as connection:
        yield connection


@pytest.fixture(scope="module")
def bundled(library: sqlite3.Connection) -> Plan:
    return plan.read(library)


def walked(branches: Branches, node: int = ROOT) -> list[int]:
    return [below for child in branches.get(node, ()) for below in (child, *walked(branches, child))]


def named(known: Plan, title: str) -> int:
    return next(number for number in known.rows if known.cell(number, "title") == title)


def test_every_task_is_in_the_tree_once(bundled: Plan, library: sqlite3.Connection) -> None:
    (every,) = library.execute("SELECT count(*) FROM task").fetchone()
    tasks = [node for node in walked(bundled.branches) if node > ROOT]
    assert len(tasks) == len(set(tasks)) == every


def test_documents_are_the_roots_and_the_longest_comes_first(bundled: Plan) -> None:
    roots = bundled.branches[ROOT]
    assert all(root < ROOT for root in roots)
    assert bundled.cell(roots[0], "title") == "Rare Earth Industry Development Plan (2016-2020)"
    assert bundled.cell(roots[0], "kind") == "document"


def test_tasks_stand_in_the_order_of_the_document(bundled: Plan) -> None:
    places = [bundled.cell(node, "section") for node in bundled.branches[bundled.branches[ROOT][0]]]
    assert places == ["title", "1.", "Second", "3.", "Fourth"]


def test_a_measure_lies_under_item_box_chapter_and_document(bundled: Plan) -> None:
    kinds = [bundled.cell(node, "kind") for node in bundled.above(named(bundled, "Replace scarce elements"))]
    assert kinds == ["item", "box", "chapter", "chapter", "document"]


def test_first_start_shows_chapters_and_tasks_but_no_measures(bundled: Plan) -> None:
    opening = bundled.opening()
    seen = {bundled.cell(child, "kind") for node in opening for child in bundled.branches[node]}
    assert {"chapter", "task", "box", "safeguard"} <= seen
    assert "measure" not in seen
    assert "item" not in seen


def test_filter_keeps_what_it_finds_and_the_way_there(bundled: Plan, library: sqlite3.Connection) -> None:
    matched = plan.matches(library, browse.Asked(TASKS, "kind:measure magnet"))
    left = set(walked(bundled.narrowed(matched)))
    assert matched
    assert matched < left
    assert left == matched | {above for number in matched for above in bundled.above(number)}


def test_filter_without_a_match_leaves_nothing(bundled: Plan) -> None:
    assert bundled.narrowed(frozenset()) == {}


def test_targets_are_printed_words_with_the_hedge(bundled: Plan) -> None:
    (target,) = bundled.targets[named(bundled, "Cap on yearly mining")]
    assert "140,000 tons" in target.printed
    assert target.printed.lower().startswith("within")


def test_conflict_of_a_target_is_counted_in_good_english(bundled: Plan) -> None:
    conflicts = {target.conflict for targets in bundled.targets.values() for target in targets} - {""}
    assert conflicts
    assert not [text for text in conflicts if "1 sources" in text or "1 values" in text]


def test_task_is_told_with_its_place_lead_and_targets(bundled: Plan, library: sqlite3.Connection) -> None:
    told = plan.tell(library, named(bundled, "Kerui quenched powder, first phase"))
    sections = {section.title: dict(section.rows) for section in told.sections}
    assert plain(sections[""]["Summary"]).startswith("Industrial project")
    ((lead, key),) = pieces(sections[""]["Lead"])
    assert lead.startswith("Baotou Kerui")
    assert browse.resolve(library, key)[0] is Kind.ENTERPRISE
    place = sections["Place in the document"]
    assert browse.resolve(library, next(key for _, key in pieces(place["Document"])))[0] is Kind.SOURCE
    assert "characters" in place["Words"]
    targets = next(rows for title, rows in sections.items() if title.startswith("Targets ("))
    assert {browse.resolve(library, key)[0] for label in targets for _, key in pieces(label) if key} == {Kind.FIGURE}
    assert sections["Targets in conflict"]


def test_task_is_told_under_what_it_is_part_of(bundled: Plan, library: sqlite3.Connection) -> None:
    told = plan.tell(library, named(bundled, "Replace scarce elements"))
    (place,) = [section for section in told.sections if section.title == "Place in the document"]
    assert [plain(words) for _, words in place.rows][1:5] == [
        "Key tasks",
        "Green and smart transformation",
        "Green application",
        "Low-cost magnets",
    ]


def test_what_is_no_task_is_refused(library: sqlite3.Connection) -> None:
    with pytest.raises(Refused):
        plan.tell(library, 10**9)


def row(number: int, title: str) -> tuple[object, ...]:
    return (number, *(title if column.key == "title" else "" for column in TASKS.columns))


def test_tasks_that_are_parts_of_each_other_are_shown_all_the_same() -> None:
    places = [(1, 2, 7, "Paper"), (2, 1, 7, "Paper"), (3, 2, 7, "Paper"), (4, 4, 7, "Paper")]
    known = Plan(places, {n: row(n, f"Task {n}") for n in (1, 2, 3, 4)}, {})
    assert sorted(node for node in walked(known.branches) if node > ROOT) == [1, 2, 3, 4]


def test_library_without_tasks_has_an_empty_tree() -> None:
    known = Plan((), {}, {})
    assert (known.branches.get(ROOT, ()), known.opening(), known.narrowed({5})) == ((), [], {})
