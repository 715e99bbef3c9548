"""A record told: its fields, what belongs to it, and links to all of that, for the panel and the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.entities import EDITABLE, Kind
from rareearth_gui.domain.evidence import in_words as origin_in_words
from rareearth_gui.domain.printing import span
from rareearth_gui.domain.prose import link, safe
from rareearth_gui.ops import browse, edit, ruled
from rareearth_gui.store import notes, records
from rareearth_gui.store.figures import by_ids, first_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from rareearth_gui.domain.evidence import Figure

MOST_LISTED = 60
NOTE = "Note"
ACTS = ("Correct", "Withdraw", NOTE)
Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled run of (label, prose) rows; prose holds links."""

    title: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it is shown: what it is called, what it is, and its sections."""

    kind: Kind
    id: int
    title: str
    sections: tuple[Section, ...]
    acts: tuple[str, ...] = ()
    """What a person may do to it: words that the panel offers as links."""


def tell(connection: sqlite3.Connection, kind: Kind, number: int) -> Record:
    """Tell one record; Refused when there is none."""
    fields = in_words(connection, browse.record(connection, kind, number))
    title = str(fields.get("title") or fields.get("name") or fields.get("printed") or kind.id(number))
    told = _TELLERS.get(kind, _nothing)
    sections = [_fields(kind, fields), *told(connection, number, fields), *_kept(connection, kind, number)]
    acts = ACTS if kind in EDITABLE else (NOTE,) if kind is not Kind.AUDIT else ()
    return Record(kind, number, title, tuple(section for section in sections if section.rows), acts)


def in_words(connection: sqlite3.Connection, fields: dict[str, object]) -> dict[str, object]:
    """Name the origin of a record; its key stays in brackets, as a token to filter by."""
    key = str(fields.get("origin") or "")
    return (
        fields | {"origin": f"{records.source_label(connection, key) or origin_in_words(key)} ({key})"}
        if key
        else fields
    )


def _kept(connection: sqlite3.Connection, kind: Kind, number: int) -> Iterator[Section]:
    """Tell what a person did to the record: notes, and the bundled values that were corrected."""
    if kind in EDITABLE:
        now, bundled = edit.form(connection, kind, number), edit.original(connection, kind, number)
        rows = [(name.replace("_", " "), _safe(text or "blank")) for name, text in bundled.items() if now[name] != text]
        yield Section("As bundled, before it was corrected", tuple(rows))
    written = notes.of(connection, kind.id(number))
    yield Section("Notes", tuple((f"{at[:10]} {_safe(author)}", _safe(text)) for text, author, at in written))


_TITLES = {
    "name_zh": "Chinese name",
    "printed_names": "As printed",
    "issued_how": "Date known from",
    "translated_from": "Translated from",
    "copy_of": "Copy of",
    "parent": "Part of",
    "lead": "Lead",
    "code": "Stock code",
    "atomic_number": "Atomic number",
    "oxide_factor": "t oxide per t metal",
    "share_of": "Share of",
    "match": "Must match",
    "sha256": "SHA-256",
    "hedge": "Hedge",
    "via": "Read in",
}
_HIDDEN = frozenset({"id", "title", "name", "rank", "links", "low", "high", "value", "conflict", "printed"})


def _fields(kind: Kind, fields: dict[str, object]) -> Section:
    hidden = _HIDDEN - {"printed"} if kind is Kind.TASK else _HIDDEN
    rows = [
        (_TITLES.get(name, name.replace("_", " ").capitalize()), _safe(value))
        for name, value in fields.items()
        if name not in hidden and value not in (None, "", 0)
    ]
    return Section("", tuple(rows))


def _safe(value: object) -> str:
    return safe(str(value))


def _figure(connection: sqlite3.Connection, number: int, _fields: dict[str, object]) -> Iterator[Section]:
    (figure,) = by_ids(connection, [number])
    unit = figure.quantity.unit
    read = figure.reading
    rows = [("Read as", f"{span(figure.band, unit)}: {_safe(read.says)}")]
    if read.half_width:
        rows.append(("Rounding", f"allows {span(figure.rounded, unit)}"))
    rows.append(("Words", _place_of(figure)))
    asked = records.question_of_figure(connection, number)
    rows.append(("Question", link(str(_fields["question"]), Kind.QUESTION.id(asked))))
    if _fields["conflict"]:
        rows.append(("Conflict", link(str(_fields["conflict"]), Kind.CONFLICT.id(asked))))
    yield Section("As read", tuple(rows))
    yield _figures(connection, "Others on this question", records.BESIDE, asked, number)


def _place_of(figure: Figure) -> str:
    source = link(figure.source.title, Kind.SOURCE.id(figure.source.id))
    if figure.locator.start is None:
        return source
    where = f"{_safe(figure.locator.section)}, " if figure.locator.section else ""
    return f"{source}, {where}characters {figure.locator.start} to {figure.locator.end}"


def _subject(connection: sqlite3.Connection, number: int, fields: dict[str, object]) -> Iterator[Section]:
    key = str(fields["key"])
    yield _figures(connection, "Figures", records.ABOUT, key)
    yield _mentions(connection, key)


def _enterprise(connection: sqlite3.Connection, number: int, fields: dict[str, object]) -> Iterator[Section]:
    members = records.members(connection, str(fields["key"]))
    yield Section("Members", tuple(("", link(name, Kind.ENTERPRISE.id(i))) for i, name in members))
    led = records.led_tasks(connection, str(fields["key"]))
    yield Section("Leads", tuple(("", link(title, Kind.TASK.id(i))) for i, title in led[:MOST_LISTED]))
    yield from _subject(connection, number, fields)


def _material(connection: sqlite3.Connection, number: int, fields: dict[str, object]) -> Iterator[Section]:
    rows = [
        (relation, f"{link(name, Kind.MATERIAL.id(i))} ({status})")
        for i, name, relation, status in records.links(connection, str(fields["key"]))
    ]
    yield Section("In the chain", tuple(rows))
    yield from _subject(connection, number, fields)


def _mentions(connection: sqlite3.Connection, key: str) -> Section:
    rows = [
        (_safe(title), f"{_safe(printed)} ({link('words', f'S{source_id}')}, from character {start})")
        for source_id, title, start, printed in records.mentions(connection, key)[:MOST_LISTED]
    ]
    return Section("Named in", tuple(rows))


def _task(connection: sqlite3.Connection, number: int, fields: dict[str, object]) -> Iterator[Section]:
    yield _figures(connection, "Targets", records.TARGETS, number)
    rows = [
        (verdict, f"{_safe(reason)} ({link(title, figure or Kind.SOURCE.id(source))})")
        for verdict, reason, source, title, figure in records.evidence(connection, str(fields["key"]))
    ]
    yield Section("What later sources show", tuple(rows) or (("", "They are silent: no result is not no source."),))
    children = records.children(connection, str(fields["key"]))
    yield Section(
        "Consists of", tuple((_safe(section), link(title, Kind.TASK.id(i))) for i, section, title in children)
    )


def _indicator(connection: sqlite3.Connection, number: int, fields: dict[str, object]) -> Iterator[Section]:
    questions = records.questions(connection, str(fields["key"]))
    rows = [
        (counted(figures, "figure"), link(title, Kind.QUESTION.id(i))) for i, title, figures in questions[:MOST_LISTED]
    ]
    yield Section("Questions", tuple(rows))


def _source(connection: sqlite3.Connection, number: int, _fields: dict[str, object]) -> Iterator[Section]:
    yield _figures(connection, "Figures", records.OF_SOURCE, number)


def _question(connection: sqlite3.Connection, number: int, _fields: dict[str, object]) -> Iterator[Section]:
    yield _figures(connection, "Figures", records.OF_QUESTION, number)


def _relation(connection: sqlite3.Connection, number: int, _fields: dict[str, object]) -> Iterator[Section]:
    yield _figures(connection, "Figures", records.OF_RELATION, number)


def _audit(connection: sqlite3.Connection, number: int, _fields: dict[str, object]) -> Iterator[Section]:
    yield _as_seen(ruled.of_entry(connection, number))


def _ruling(connection: sqlite3.Connection, number: int, _fields: dict[str, object]) -> Iterator[Section]:
    yield _as_seen(ruled.of_ruling(connection, number))


def _as_seen(figures: list[ruled.Seen]) -> Section:
    return Section(f"Figures as they read then ({len(figures):,})", ruled.rows(figures))


def _figures(connection: sqlite3.Connection, title: str, where: str, *values: object) -> Section:
    figures, every = first_of(connection, where, values, MOST_LISTED)
    rows = [(link(figure.said, Kind.FIGURE.id(figure.id)), _about(figure)) for figure in figures]
    if every > len(figures):
        rows.append(("", f"and {every - len(figures):,} more"))
    return Section(f"{title} ({every:,})", tuple(rows))


def _about(figure: Figure) -> str:
    asked = figure.question
    parts = [asked.indicator.replace("-", " "), asked.basis, asked.period.key, asked.modality, figure.source.label]
    return _safe(", ".join(part for part in parts if part))


def _nothing(_connection: sqlite3.Connection, _number: int, _fields: dict[str, object]) -> Iterator[Section]:
    yield from ()


_TELLERS: dict[Kind, Callable[[sqlite3.Connection, int, dict[str, object]], Iterator[Section]]] = {
    Kind.FIGURE: _figure,
    Kind.ENTERPRISE: _enterprise,
    Kind.MATERIAL: _material,
    Kind.TASK: _task,
    Kind.INDICATOR: _indicator,
    Kind.SOURCE: _source,
    Kind.QUESTION: _question,
    Kind.CONFLICT: _question,
    Kind.RELATION: _relation,
    Kind.RULING: _ruling,
    Kind.AUDIT: _audit,
}
