"""History: the chain checked, and the state of a question as it was on a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind, parse_id
from rareearth_gui.store import chain, conflicts, edits, rulings
from rareearth_gui.store.figures import load

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class AsOf:
    """A question on a date: its figures as (key, words, note on withdrawal), and the act that held then."""

    title: str
    at: str
    figures: tuple[tuple[str, str, str], ...]
    held: str


def broken(connection: sqlite3.Connection) -> list[int]:
    """List the entries at which the chain does not hold."""
    return chain.broken(connection)


def as_of(connection: sqlite3.Connection, question_id: int, at: str) -> AsOf:
    """Tell a question as it stood at the end of a day (ISO): later edits are taken back one by one, newest first."""
    moment = f"{at}T23:59:59+00:00" if len(at) == len("2026-11-23") else at
    figures = load(connection, "f.question_id = ?", (question_id,))
    rows = {
        figure.id: [figure.key, figure.words, edits.withdrawn(connection, "figure", figure.id)] for figure in figures
    }
    for act, record, detail in edits.later_than(connection, moment):
        place = parse_id(record)
        if place is not None and place[0] is Kind.FIGURE and place[1] in rows:
            _take_back(rows, place[1], act, detail)
    last = rulings.current(connection, question_id, moment)
    title, _ = conflicts.question_words(connection, question_id)
    return AsOf(title, at, tuple((key, words, mark) for key, words, mark in rows.values()), _held(last))


def _take_back(rows: dict[int, list[str]], number: int, act: str, detail: dict[str, object]) -> None:
    marks, before = detail.get("withdrawn"), detail.get("before")
    if isinstance(marks, list):
        rows[number][2] = str(marks[0])
    elif act == "add":
        del rows[number]
    elif isinstance(before, dict):
        words, printed = str(before.get("hedge_words", "")), str(before.get("printed", ""))
        rows[number][1] = f"{words} {printed}".strip()


def _held(last: rulings.Ruling | None) -> str:
    if last is None or last.act == "withdraw":
        return "open"
    if last.act == "snooze":
        return f"snoozed until {last.until} by {last.author}: {last.verdict.reason}"
    stands = f"; stands: {', '.join(last.verdict.stands)}" if last.verdict.stands else ""
    return f"ruled by {last.author} on {last.at[:10]}: {last.verdict.outcome}{stands}. {last.verdict.reason}"
