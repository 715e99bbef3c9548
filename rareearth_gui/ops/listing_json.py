"""Listings for scripts: the records of a kind as JSON objects with stable fields, filtered as in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.checks.check import run
from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.prose import plain
from rareearth_gui.ops import ruled
from rareearth_gui.ops.browse import Asked
from rareearth_gui.ops.listings import LISTINGS
from rareearth_gui.store import conflicts, listings
from rareearth_gui.store.figures import Cases, by_ids
from rareearth_gui.store.records import question_of_figure as question_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.finding import Finding
    from rareearth_gui.domain.listing import Listing

Record = dict[str, object]
STEP = 500


def records(connection: sqlite3.Connection, name: str, where: str) -> Iterator[Record]:
    """Give the records of a listing (`figures`, `conflicts`, ..., or `findings`) that a filter leaves."""
    if name == "findings":
        yield from _findings(connection, where)
        return
    listing = LISTINGS[name]
    make = {"figures": _figure, "conflicts": _conflict, "rulings": _ruling}.get(name, _plain)
    for number in _ids(connection, listing, where):
        yield make(connection, listing, number)


def table(connection: sqlite3.Connection, name: str, where: str) -> tuple[list[str], Iterator[list[str]]]:
    """Give a listing as text: the titles of the shown columns, and rows that begin with the id."""
    listing = LISTINGS[name]
    shown = [n for n, column in enumerate(listing.columns) if column.shown]
    titles = ["id", *(listing.columns[n].title for n in shown)]

    def rows() -> Iterator[list[str]]:
        ids = _ids(connection, listing, where)
        for start in range(0, len(ids), STEP):
            for row in listings.all_rows(connection, listing, ids[start : start + STEP]):
                number = row[0]
                assert isinstance(number, int)
                yield [
                    listing.kind.id(number),
                    *("" if row[n + 1] is None else str(row[n + 1]) for n in shown),
                ]

    return titles, rows()


def unknown_columns(name: str, where: str) -> tuple[str, ...]:
    """Name the columns that a filter asks for and a listing does not have."""
    return Asked(LISTINGS["questions" if name == "findings" else name], where).filter.unknown


def _ids(connection: sqlite3.Connection, listing: Listing, where: str) -> list[int]:
    asked = Asked(listing, where, descending=listing.descending)
    return listings.ids(connection, listing, asked.condition, asked.order)


def _plain(connection: sqlite3.Connection, listing: Listing, number: int) -> Record:
    found = listings.record(connection, listing.view, number) or {}
    return {**found, "id": listing.kind.id(number)}


def _figure(connection: sqlite3.Connection, _listing: Listing, number: int) -> Record:
    (figure,) = by_ids(connection, [number])
    sha256 = listings.value(connection, "source", "sha256", figure.source.id)
    return figure_record(figure, question_of(connection, number), str(sha256))


def figure_record(figure: Figure, question_id: int, sha256: str) -> Record:
    """Write one figure with the fields that scripts rely on; value, low and high in the canonical unit."""
    band, single, asked = figure.band, figure.quantity.single, figure.question
    return {
        "id": Kind.FIGURE.id(figure.id),
        "key": figure.key,
        "source": Kind.SOURCE.id(figure.source.id),
        "source_key": figure.source.key,
        "source_title": figure.source.title,
        "source_sha256": sha256 or None,
        "section": figure.locator.section,
        "start": figure.locator.start,
        "end": figure.locator.end,
        "printed": figure.printed,
        "value": _number(single),
        "low": _number(band.low),
        "high": _number(band.high),
        "unit": figure.quantity.unit.canonical,
        "unit_counted": figure.quantity.unit.key,
        "hedge": figure.quantity.hedge.symbol,
        "hedge_words": figure.hedge_words,
        "read_as": figure.reading.says,
        "modality": asked.modality,
        "indicator": asked.indicator,
        "subject": asked.subject,
        "place": asked.place,
        "period": asked.period.key,
        "basis": asked.basis,
        "denominator": asked.denominator,
        "question": Kind.QUESTION.id(question_id),
        "origin": figure.origin,
        "kind": figure.kind,
        "speaker": figure.speaker,
        "via": figure.via,
        "note": figure.note,
    }


def _number(value: object) -> float | int | None:
    if value is None:
        return None
    real = float(str(value))
    return int(real) if real.is_integer() and abs(real) < 2**53 else real


def _conflict(connection: sqlite3.Connection, listing: Listing, number: int) -> Record:
    row = listings.record(connection, listing.view, number) or {}
    case = Cases(connection).case(number)
    findings = run(case)
    return {
        "id": Kind.CONFLICT.id(number),
        "question": Kind.QUESTION.id(number),
        "title": row["title"],
        "outcome": row["outcome"],
        "checks": str(row["checks"]).split(", "),
        "figures": [Kind.FIGURE.id(figure.id) for figure in case.figures],
        "explanation": "\n".join(plain(finding.prose) for finding in findings),
        "suspicion": row["suspicion"],
        "influence": row["influence"],
        "status": row["conflict"],
        "values": row["values"],
        "sources": row["sources"],
        "origins": row["origins"],
    }


def _ruling(connection: sqlite3.Connection, listing: Listing, number: int) -> Record:
    return {**_plain(connection, listing, number), "figures": ruled.of_ruling(connection, number)}


def _findings(connection: sqlite3.Connection, where: str) -> Iterator[Record]:
    """Run the checks on every question that they have something to say on: conflicts worst first, then the rest."""
    cases = Cases(connection)
    quarrels = _ids(connection, LISTINGS["conflicts"], "")
    wanted = set(_ids(connection, LISTINGS["questions"], where)) & {*quarrels, *conflicts.suspects(connection)}
    rest = sorted(wanted.difference(quarrels))
    told: set[tuple[str, frozenset[str], str]] = set()
    for number in (*(number for number in quarrels if number in wanted), *rest):
        case = cases.case(number)
        for position, finding in enumerate(run(case), 1):
            mark = (finding.check, frozenset(finding.figures), finding.prose)
            if mark not in told:  # a relation is judged on the question of each of its members
                told.add(mark)
                yield finding_record(case, finding, f"N{number}.{position}")


def finding_record(case: Case, finding: Finding, name: str) -> Record:
    """Write one finding with the fields that scripts rely on."""
    figures = [case.figure(key) for key in finding.figures]
    return {
        "id": name,
        "check": finding.check,
        "outcome": finding.outcome.value,
        "figures": [Kind.FIGURE.id(figure.id) for figure in figures if figure is not None],
        "explanation": plain(finding.prose),
        "measure": _number(finding.measure),
        "tried": finding.tried,
        "by_chance": _number(finding.by_chance),
    }
