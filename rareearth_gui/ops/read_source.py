"""Read a source: its text and where its figures stand in it, each mark verified; and cite words of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops import browse
from rareearth_gui.store import texts
from rareearth_gui.store.figures import by_ids
from rareearth_gui.store.texts import Mark

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.domain.evidence import Figure

REACH = 100
__all__ = ["Mark", "OpenSource", "Quoted", "cite", "quote", "read", "source_of"]


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source as it is read. `marks` stand where their locators say; `astray` do not, and are drawn nowhere.

    `citation` names the source in print; `known` says whether the library knows a text of this source at all,
    `changed` that the attached one is another.
    """

    id: int
    title: str
    figures: int
    known: bool
    citation: str = ""
    text: str | None = None
    marks: tuple[Mark, ...] = ()
    astray: tuple[Mark, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source with their citation."""

    words: str
    citation: str

    def __str__(self) -> str:
        return f"“{self.words}”\n— {self.citation}" if self.words else self.citation


def read(connection: sqlite3.Connection, source_id: int) -> OpenSource | None:
    """Read a source with its text where that is attached; None when there is no such source."""
    try:
        fields = browse.record(connection, Kind.SOURCE, source_id)
    except Refused:
        return None
    title, figures, digest = str(fields["title"]), int(str(fields["figures"])), str(fields["sha256"])
    text, citation = texts.text(connection, source_id), _citation(fields)
    if text is None:
        return OpenSource(source_id, title, figures, bool(digest), citation)
    marks = texts.marks(connection, source_id)
    return OpenSource(
        source_id,
        title,
        figures,
        bool(digest),
        citation,
        text,
        tuple(mark for mark in marks if _stands(mark, text)),
        tuple(mark for mark in marks if not _stands(mark, text)),
        hashlib.sha256(text.encode()).hexdigest() != digest,
    )


def _stands(mark: Mark, text: str) -> bool:
    return mark.start >= 0 and mark.holds(text)


def source_of(connection: sqlite3.Connection, figure_id: int) -> int | None:
    """Give the source of a figure, or None when there is no such figure."""
    try:
        return by_ids(connection, [figure_id])[0].source.id
    except Refused:
        return None


def quote(connection: sqlite3.Connection, opened: OpenSource, start: int, end: int, figures: Sequence[int]) -> Quoted:
    """Quote characters of a text: title, publisher, date, the section that the figures among them name, place.

    Words that are one figure's are quoted with its hedge, which is never stripped.
    """
    text = opened.text or ""
    found = by_ids(connection, figures) if figures else ()
    apart = ""
    if len(found) == 1 and (found[0].locator.start, found[0].locator.end) == (start, end):
        start, end, apart = _with_hedge(text, found[0], start, end)
    fields = browse.record(connection, Kind.SOURCE, opened.id)
    parts = [opened.title, str(fields["publisher"]), _date(fields), _sections(found)]
    parts += [f"characters {start}–{end}", apart]
    return Quoted(text[start:end], ", ".join(part for part in parts if part) + ".")


def cite(connection: sqlite3.Connection, opened: OpenSource, figure_id: int | None) -> Quoted:
    """Cite a source whose text is not there, with the words that print a figure where one is meant."""
    if figure_id is None:
        return Quoted("", opened.citation)
    (figure,) = by_ids(connection, [figure_id])
    where = _sections([figure])
    return Quoted(figure.said, f"{opened.citation.removesuffix('.')}, {where}." if where else opened.citation)


def _citation(fields: dict[str, object]) -> str:
    title, edition, publisher, address = (str(fields[name]) for name in ("title", "edition", "publisher", "address"))
    parts = [title, "" if edition in title else edition, publisher, _date(fields), address]
    return ", ".join(part for part in parts if part) + "."


def _date(fields: dict[str, object]) -> str:
    issued, how = str(fields["issued"]), str(fields["issued_how"])
    return f"{issued} (inferred)" if issued and how.startswith("inferred") else issued


def _sections(figures: Sequence[Figure]) -> str:
    named = list(dict.fromkeys(figure.locator.section for figure in figures if figure.locator.section))
    if not named:
        return ""
    run = " to ".join([*named[:1], *named[1:][-1:]])
    return f"section {run}" if run[0].isdigit() else run


def _with_hedge(text: str, figure: Figure, start: int, end: int) -> tuple[int, int, str]:
    """Take in the hedge that stands right before or after the words; one that stands elsewhere is told apart."""
    hedge = figure.hedge_words
    if not hedge or hedge.casefold() in figure.printed.casefold():
        return start, end, ""
    before = max(0, start - REACH)
    place = before + len(text[before:start].rstrip()) - len(hedge)
    if place >= 0 and _reads(text, place, hedge):
        return place, end, ""
    after = text[end : end + REACH]
    place = end + len(after) - len(after.lstrip())
    if _reads(text, place, hedge):
        return start, place + len(hedge), ""
    return start, end, f"printed with the hedge “{hedge}”"


def _reads(text: str, place: int, words: str) -> bool:
    return text[place : place + len(words)].casefold() == words.casefold()
