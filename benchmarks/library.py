"""A library of many figures, always the same: the bundled catalogue, and invented figures through the real schema."""

from __future__ import annotations

import argparse
import hashlib
import os
from itertools import count, islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import invent
from rareearth_gui import settings
from rareearth_gui.domain import naming
from rareearth_gui.ops import start
from rareearth_gui.store import ddl, edition, opening, search
from rareearth_gui.store.library import transaction
from rareearth_gui.store.questions import indicators, names

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from rareearth_gui.domain.evidence import Indicator, Question

SEED = 20170929
FIGURES, SOURCES = 1_000_000, 10_000
QUARRELLING = 0.42
BATCH = 20_000
FIGURE = (
    "key source_id question_id start end printed number scale unit hedge hedge_words kind speaker confidence note "
    "value low high words bundled"
)
FOLDER = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "rareearth-gui-benchmarks"

_CONFLICTS = """INSERT INTO conflict (id, title, outcome, checks, figures, "values", sources, origins, suspicion,
    influence, rank, words)
WITH pair AS (
    SELECT a.question_id AS id, max(a.low - b.high) AS gap, a.id AS above, b.id AS below
    FROM figure a JOIN figure b ON b.question_id = a.question_id
    JOIN source s ON s.id = a.source_id JOIN source t ON t.id = b.source_id
    WHERE a.question_id IN (SELECT question_id FROM figure GROUP BY question_id HAVING max(low) >= min(high))
      AND a.question_id NOT IN (SELECT id FROM conflict)
      AND (a.low > b.high OR (a.low = b.high AND (a.hedge = 'over' OR b.hedge IN ('under', 'nearly'))))
      AND NOT (s.series <> '' AND s.series = t.series AND s.edition <> t.edition)
    GROUP BY a.question_id),
of AS (
    SELECT f.question_id AS id, count(*) AS figures, count(DISTINCT f.value) AS "values",
        count(DISTINCT f.source_id) AS sources, count(DISTINCT s.origin) AS origins
    FROM pair JOIN figure f ON f.question_id = pair.id JOIN source s ON s.id = f.source_id GROUP BY f.question_id),
made AS (
    SELECT pair.id, q.title || ': ' || trim(b.hedge_words || ' ' || b.printed) || ' against '
        || trim(a.hedge_words || ' ' || a.printed) AS title, of.figures, of."values", of.sources, of.origins,
        round(coalesce(gap / nullif(gap + coalesce(a.high - a.low, 0) + coalesce(b.high - b.low, 0), 0), 0), 4) AS wide,
        round(log2(1 + of.sources * of.origins), 4) AS heavy, q.words
    FROM pair JOIN of ON of.id = pair.id JOIN question q ON q.id = pair.id
    JOIN figure a ON a.id = pair.above JOIN figure b ON b.id = pair.below)
SELECT id, title, 'contradict', 'spread', figures, "values", sources, origins, wide, heavy, wide * heavy, words
FROM made"""


_RELATIONS = (
    """INSERT INTO relation (key, kind, source, reason)
    SELECT 'invented-part-' || a.id, 'part', s.key, 'Printed as a part of the other.'
    FROM figure a JOIN figure b ON b.id = a.id + 1 AND b.source_id = a.source_id AND b.unit = a.unit
    JOIN source s ON s.id = a.source_id WHERE a.id % 50 = 0 AND a.bundled = 0 AND a.high < b.low""",
    """INSERT INTO relation_member SELECT id, 0, 'part', CAST(substr(key, 15) AS INTEGER)
    FROM relation WHERE key LIKE 'invented-part-%'""",
    """INSERT INTO relation_member SELECT id, 1, 'whole', substr(key, 15) + 1
    FROM relation WHERE key LIKE 'invented-part-%'""",
)


def build(path: Path, figures: int, sources: int) -> None:
    """Make a library of `figures` figures at `path`, the bundled catalogue among them."""
    start.make(path, _silent)
    connection = opening.connect(path, write=True)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-200000")
        connection.execute("PRAGMA foreign_keys=OFF")  # checked at the end: row by row it scans for children
        with transaction(connection):
            indexes = _without_indexes(connection)
            _fill(connection, Random(SEED), figures, sources)
            for sql in indexes:
                connection.execute(sql)
            connection.execute(_CONFLICTS)
            for sql in _RELATIONS:
                connection.execute(sql)
            search.rebuild(connection)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise ValueError(f"the invented library breaks its foreign keys: {broken[:3]}")
    finally:
        connection.close()


def _without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes on figures and questions; give the statements that make them again."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('figure', 'question') "
        "AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    return [sql for _, sql in found]


def _fill(connection: sqlite3.Connection, random: Random, figures: int, sources: int) -> None:
    provinces = _column(connection, "SELECT key FROM place WHERE kind = 'province'")
    _insert(connection, "place", "key name name_zh kind part_of", invent.places(random, sources // 8, provinces))
    homes = _column(connection, "SELECT key FROM place WHERE kind IN ('county', 'city', 'zone', 'province')")
    columns = "key name name_zh kind place role printed_names certainty words"
    _insert(connection, "enterprise", columns, invent.bodies(random, sources // 3, homes))
    columns = "key title title_zh publisher issued issued_how kind language series edition words origin"
    rows = ((*row, row[0]) for row in invent.sources(random, sources))
    _insert(connection, "source", columns, rows)
    written = _World(connection, random)
    (known,) = connection.execute("SELECT count(*) FROM figure").fetchone()
    _insert_by_source(connection, islice(written.figures(), max(figures - known, 0)))
    columns = "id key indicator subject place period basis denominator modality title words"
    _insert(connection, "question", columns, iter(written.questions))


def _insert_by_source(connection: sqlite3.Connection, rows: Iterator[tuple[object, ...]]) -> None:
    """Write figures as a person brings them in: source by source, each in the order of its text."""
    quoted = ", ".join(f'"{name}"' for name in FIGURE.split())
    connection.execute(f"CREATE TEMP TABLE written AS SELECT {quoted} FROM figure WHERE 0")
    _insert(connection, "temp.written", FIGURE, rows)
    connection.execute(
        f"INSERT INTO figure ({quoted}) SELECT {quoted} FROM temp.written ORDER BY source_id, start, key"
    )
    connection.execute("DROP TABLE temp.written")


def _column(connection: sqlite3.Connection, sql: str) -> list[str]:
    return [value for (value,) in connection.execute(sql)]


def _insert(connection: sqlite3.Connection, table: str, columns: str, rows: Iterator[tuple[object, ...]]) -> None:
    listed = columns.split()
    quoted = ", ".join(f'"{name}"' for name in listed)
    sql = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(listed))})"
    while batch := list(islice(rows, BATCH)):
        connection.executemany(sql, batch)


class _World:
    """Figures one after the other, and the questions that they answer, gathered on the way."""

    def __init__(self, connection: sqlite3.Connection, random: Random) -> None:
        self._connection, self._random = connection, random
        self._names = names(connection)
        self._indicators = indicators(connection)
        self._sources = [n for (n,) in connection.execute("SELECT id FROM source WHERE key LIKE 'invented-%'")]
        self._next = count(1)
        self._next_question = count(connection.execute("SELECT max(id) + 1 FROM question").fetchone()[0])
        self._homes = dict(connection.execute("SELECT key, place FROM enterprise WHERE key LIKE 'body-%'"))
        materials = _column(connection, "SELECT key FROM material")
        self._subjects = [*self._homes, *materials * 4, *["rare-earths"] * 500]
        self._where = _column(connection, "SELECT key FROM place ORDER BY id")
        self._people = invent.people()
        self.questions: list[tuple[object, ...]] = []

    def figures(self) -> Iterator[tuple[object, ...]]:
        """Give the rows of table `figure`."""
        random, kept = self._random, list(self._indicators.values())
        known = set(_column(self._connection, "SELECT key FROM question"))
        for question in invent.questions(random, kept, self._subjects, self._homes, self._where, known):
            indicator = self._indicators[question.indicator]
            number = next(self._next_question)
            words = self._ask(number, question, indicator)
            for printed in invent.answers(random, question, indicator, QUARRELLING):
                yield self._row(number, words, printed)

    def _ask(self, number: int, question: Question, indicator: Indicator) -> str:
        whole = self._indicators[indicator.share_of].name if indicator.share_of else ""
        title = naming.title(question, indicator, self._names, whole)
        subject = self._names.get(question.subject, question.subject)
        parts = [question.part(name) for name in "indicator subject place period basis denominator modality".split()]
        words = f"{title} {subject} {question.basis} {indicator.name}"
        self.questions.append((number, question.key, *parts, title, words))
        place = self._names.get(question.place, question.place)
        return f"{indicator.name} {subject} {place} {question.basis} {question.period.key}"

    def _row(self, question: int, words: str, printed: invent.Printed) -> tuple[object, ...]:
        random = self._random
        number, start = next(self._next), random.randrange(60_000)
        speaker, note = random.choice(self._people), random.choice(invent.NOTES)
        return (
            f"invented.{number:07}",
            random.choice(self._sources),
            question,
            start,
            start + len(printed.words),
            printed.words,
            printed.number,
            printed.scale,
            printed.unit,
            printed.hedge.value,
            printed.hedge_words,
            "stated",
            speaker,
            "high",
            note,
            printed.value,
            printed.low,
            printed.high,
            f"{printed.hedge_words} {printed.words} {speaker} {words} {note}",
            0,
        )


def library(figures: int, sources: int, to: Path) -> Path:
    """Give the path of a library of that size in the folder `to`, made when it is not there yet."""
    path = to / f"figures-{figures}-{sources}-{_edition()}.sqlite"
    if not path.exists():
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        build(making, figures, sources)
        making.rename(path)
    return path


def _edition() -> str:
    """Tell one schema with one catalogue from every other."""
    statements = (*ddl.TABLES, *ddl.INDEXES, *ddl.SEARCH, *ddl.VIEWS, edition.digest_of(settings.catalogue_dir()))
    return hashlib.sha256("".join(statements).encode()).hexdigest()[:12]


def _silent(_words: str) -> None:
    pass


def counts(path: Path) -> Mapping[str, int]:
    """Count the main tables."""
    connection = opening.connect(path, write=False)
    try:
        tables = ("figure", "source", "question", "conflict", "enterprise", "place")
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    finally:
        connection.close()


def main() -> None:
    """Make the library; say how long it took and how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=FIGURES)
    parser.add_argument("--sources", type=int, default=SOURCES)
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder that keeps the libraries")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    path = library(asked.figures, asked.sources, asked.to)
    print(f"{path}\n{perf_counter() - began:.1f} s, {path.stat().st_size / 2**20:,.0f} MiB")
    for table, number in counts(path).items():
        print(f"{table:12} {number:>12,}")


if __name__ == "__main__":
    main()
