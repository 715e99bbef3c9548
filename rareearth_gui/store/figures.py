"""Figures and cases: rows of the library made into the values that checks and screens work with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.evidence import COUNT, Case, Figure, Indicator, Locator, Question, Source, label
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.proportion import FAR, STEP
from rareearth_gui.domain.refused import Refused
from rareearth_gui.domain.relation import Relation
from rareearth_gui.store import known, questions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Condition = tuple[str, tuple[object, ...]]
LABELLED = ("title", "publisher", "issued", "series", "edition")
MOST_AROUND = 400
"""Figures that one condition may bring into a case."""
MOST_SOURCES, MOST_READ = 12, 4000
"""Sources of a question that are searched for what else they share, and how many of their figures are looked at."""
_FIGURE = """SELECT f.id, f.key, f.section, f.start, f."end", f.printed, f.number, f.number_high, f.scale, f.unit,
    f.hedge, f.hedge_words, f.own_low, f.own_high, f.reading_reason, f.kind, f.speaker, f.origin, f.via, f.note,
    q.indicator, q.subject, q.place, q.period, q.basis, q.denominator, q.modality,
    s.id AS s_id, s.key AS s_key, s.title AS s_title, s.publisher AS s_publisher, s.issued AS s_issued,
    s.kind AS s_kind, s.origin AS s_origin, s.series AS s_series, s.edition AS s_edition,
    coalesce(s.copy_of, '') AS s_copy_of, i.dimension, o.title AS o_title, o.publisher AS o_publisher,
    o.issued AS o_issued, o.series AS o_series, o.edition AS o_edition
    FROM figure f JOIN question q ON q.id = f.question_id JOIN source s ON s.id = f.source_id
    JOIN indicator i ON i.key = q.indicator
    LEFT JOIN source o ON o.key = coalesce(nullif(f.origin, ''), s.origin) AND o.id <> s.id"""

_ASKED = "f.question_id IN (SELECT q.id FROM question q WHERE {})"
_SAME_PLACE = _ASKED.format("q.indicator = ? AND +q.subject = ? AND q.place = ?")
"""A + keeps SQLite from the index on subjects: half of a large library may be on the industry as a whole."""
_TASKS = """SELECT f.key, t.title FROM task_target x JOIN figure f ON f.id = x.figure_id JOIN task t ON t.id = x.task_id
    ORDER BY t.id DESC"""
_UNLIKELY = f"""WITH amount AS MATERIALIZED (
    SELECT q.id, q.indicator, q.subject, q.place, q.basis, q.modality, q.period, i.dimension,
        max(f.value) AS most, min(f.value) AS least
    FROM figure f JOIN question q ON q.id = f.question_id JOIN indicator i ON i.key = q.indicator
    WHERE f.withdrawn = '' AND +f.value > 0
        AND (i.dimension LIKE 'mass%' OR i.dimension LIKE 'money%' OR i.dimension = 'count') GROUP BY q.id),
course AS (SELECT id, most, least, max(most) OVER w AS highest, min(least) OVER w AS lowest
    FROM amount WHERE period <> '' WINDOW w AS (PARTITION BY indicator, subject, place)),
town AS ({known.PARENTS}),
beside AS (SELECT key AS place, part_of AS other FROM town UNION ALL SELECT part_of, key FROM town),
near AS (SELECT q.id, b.id AS other FROM question b JOIN question q ON q.indicator = b.indicator AND q.place = b.place
        WHERE b.subject = '' AND q.subject <> ''
    UNION ALL SELECT q.id, b.id FROM beside CROSS JOIN indicator i
        CROSS JOIN question b ON b.indicator = i.key AND b.place = beside.place
        CROSS JOIN question q ON q.indicator = i.key AND q.place = beside.other WHERE b.subject IN ('', q.subject))
SELECT id FROM course WHERE most >= :step * lowest OR least * :step <= highest
UNION SELECT id FROM (SELECT id, most, lag(most) OVER (PARTITION BY subject, place, dimension ORDER BY most) AS next
    FROM amount WHERE subject IN ({known.FIRM_KEYS}) AND dimension <> 'count') WHERE most >= :far * next
UNION SELECT mine.id FROM near JOIN amount mine ON mine.id = near.id JOIN amount its ON its.id = near.other
    WHERE mine.most >= :step * its.least OR mine.least * :step <= its.most"""


def load(connection: sqlite3.Connection, where: str, values: Sequence[object] = ()) -> tuple[Figure, ...]:
    """Load the figures that a condition on f (figure), q (question), s (source) selects, in order of id."""
    cursor = connection.execute(f"{_FIGURE} WHERE {where} ORDER BY f.id", tuple(values))
    names = [column[0] for column in cursor.description]
    return tuple(_undamaged(dict(zip(names, row, strict=True))) for row in cursor)


def _undamaged(row: Mapping[str, object]) -> Figure:
    try:
        made = _figure(row)
        if row["number_high"] or row["own_low"] or row["own_high"]:
            _ = made.reading  # two ends may stand the wrong way round, which only reading them tells
        return made
    except (KeyError, ValueError, ArithmeticError) as error:
        raise Refused(f"Figure F{row['id']} is damaged: {error}.", "Restore the library from a copy.") from error


def by_ids(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[Figure, ...]:
    """Load figures by id, in the order given; Refused when one is not there."""
    wanted = list(dict.fromkeys(ids))
    found = {figure.id: figure for figure in load(connection, f"f.id IN ({_marks(wanted)})", wanted)}
    missing = [f"F{number}" for number in wanted if number not in found]
    if missing:
        raise Refused(f"There is no figure {', '.join(missing)}.", "List the figures to see their ids.")
    return tuple(found[number] for number in wanted)


def first_of(
    connection: sqlite3.Connection, where: str, values: Sequence[object], most: int
) -> tuple[tuple[Figure, ...], int]:
    """Load the first few of the figures that a condition selects; tell how many there are in all."""
    asked = f"FROM figure f JOIN question q ON q.id = f.question_id WHERE {where}"
    (every,) = connection.execute(f"SELECT count(*) {asked}", tuple(values)).fetchone()
    few = connection.execute(f"SELECT f.id {asked} ORDER BY +f.id LIMIT ?", (*values, most))  # +: not all by id
    return by_ids(connection, [number for (number,) in few]), int(every)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _figure(row: Mapping[str, object]) -> Figure:
    text = {name: str(value) for name, value in row.items() if value is not None}
    source = Source(
        int(text["s_id"]),
        text["s_key"],
        text["s_title"],
        text["s_publisher"],
        text["s_issued"],
        text["s_kind"],
        text["s_origin"] or text["s_key"],
        text["s_series"],
        text["s_edition"],
        text["s_copy_of"],
    )
    question = Question(
        text["indicator"],
        text["subject"],
        text["place"],
        Period.parse(text["period"]),
        text["basis"],
        text["denominator"],
        text["modality"],
    )
    start, end = row["start"], row["end"]
    return Figure(
        id=int(text["id"]),
        key=text["key"],
        source=source,
        question=question,
        quantity=questions.quantity_of(row, row["own_low"], row["own_high"]),
        printed=text["printed"],
        locator=Locator(
            text["section"], start if isinstance(start, int) else None, end if isinstance(end, int) else None
        ),
        hedge_words=text["hedge_words"],
        kind=text["kind"],
        speaker=text["speaker"],
        own_origin=text["origin"],
        via=text["via"],
        note=text["note"],
        of_a_whole=text["dimension"] == "share",
        origin_label="" if row["o_title"] is None else label(*(text[f"o_{name}"] for name in LABELLED)),
    )


class Cases:
    """Makes the case of a question: its figures, what stands around them, and the relations that bind them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._indicators = questions.indicators(connection)
        self._known = known.Known(connection)
        self._tasks: dict[str, str] = dict(connection.execute(_TASKS))
        self._by_dimension: dict[str, list[str]] = {}
        for indicator in self._indicators.values():
            self._by_dimension.setdefault(indicator.dimension, []).append(indicator.key)

    def indicator(self, key: str) -> Indicator:
        """Give an indicator by key."""
        return self._indicators[key]

    def case(self, question_id: int) -> Case:
        """Load the case of one question; Refused when there is none."""
        question = self._question(question_id)
        figures = load(self._connection, "f.question_id = ? AND f.withdrawn = ''", (question_id,))
        indicator = self._indicators[question.indicator]
        relations = self._relations(figures)
        around = self._around(question_id, question, indicator, relations)
        shared = self._shared(question_id, figures)
        meanings = self._known.of(_spoken_of(question, (*figures, *around, *shared)))
        return Case(
            question,
            indicator,
            figures,
            around,
            relations,
            {key: meaning.name for key, meaning in meanings.items()},
            shared,
            self._indicators,
            {key: meaning.parent for key, meaning in meanings.items() if meaning.parent},
            frozenset(key for key, meaning in meanings.items() if meaning.is_firm),
            self._tasks,
        )

    def _question(self, question_id: int) -> Question:
        row = self._connection.execute(
            "SELECT indicator, subject, place, period, basis, denominator, modality FROM question WHERE id = ?",
            (question_id,),
        ).fetchone()
        if row is None:
            raise Refused(f"There is no question Q{question_id}.", "List the questions to see their ids.")
        indicator, subject, place, period, basis, denominator, modality = row
        return Question(indicator, subject, place, Period.parse(period), basis, denominator, modality)

    def _relations(self, figures: tuple[Figure, ...]) -> tuple[Relation, ...]:
        ids = [figure.id for figure in figures]
        rows = self._connection.execute(
            f"""SELECT r.id, r.key, r.kind, coalesce(r.source, ''), r.reason, m.role, f.key
            FROM relation r JOIN relation_member m ON m.relation_id = r.id JOIN figure f ON f.id = m.figure_id
            WHERE r.id IN (SELECT relation_id FROM relation_member WHERE figure_id IN ({_marks(ids)}))
            ORDER BY r.id, m.position""",
            ids,
        )
        made: dict[int, Relation] = {}
        for number, key, kind, source, reason, role, figure in rows:
            members = made[number].members if number in made else ()
            made[number] = Relation(key, kind, (*members, (role, figure)), source, reason)
        return tuple(made.values())

    def _around(
        self, question_id: int, question: Question, indicator: Indicator, relations: tuple[Relation, ...]
    ) -> tuple[Figure, ...]:
        """Load what stands near: members of its relations, sibling questions, parts and wholes, other amounts."""
        asked = [(indicator.key, question.subject, question.place)]
        if indicator.share_of:
            asked.append((indicator.share_of, question.subject, question.denominator))
            asked.append((indicator.share_of, question.subject, question.place))
        conditions: list[Condition] = [(_SAME_PLACE, parts) for parts in asked]
        if indicator.is_amount:
            conditions += self._kin(question, indicator)
        keys = tuple(dict.fromkeys(key for relation in relations for _, key in relation.members))
        if keys:
            conditions.append((f"f.key IN ({_marks(keys)})", keys))
        found = self._gather(question_id, conditions)
        ends = list(_ends(relations, found))
        return found if not ends else self._gather(question_id, [*conditions, *ends])

    def _kin(self, question: Question, indicator: Indicator) -> Iterator[Condition]:
        """Ask for the neighbouring series, and for the other amounts of a firm."""
        places = (question.place, self._known.parent(question.place), *self._known.parts(question.place))
        near = tuple(place for place in places if place)
        subjects = tuple(dict.fromkeys((question.subject, "")))
        if near and (len(near) > 1 or question.subject):
            where = f"q.indicator = ? AND q.place IN ({_marks(near)}) AND +q.subject IN ({_marks(subjects)})"
            yield _ASKED.format(where), (indicator.key, *near, *subjects)
        others = self._by_dimension[indicator.dimension]
        meaning = self._known.of((question.subject,)).get(question.subject)
        if meaning is not None and meaning.is_firm and indicator.dimension != COUNT and len(others) > 1:
            where = f"q.indicator IN ({_marks(others)}) AND q.place = ? AND +q.subject = ?"
            yield _ASKED.format(where), (*others, question.place, question.subject)

    def _gather(self, question_id: int, conditions: Sequence[Condition]) -> tuple[Figure, ...]:
        """Load what any condition selects beside the question's own figures, at most MOST_AROUND for each."""
        found: dict[int, None] = {}
        for condition, values in conditions:
            where = f"{condition} AND f.question_id <> ? AND f.withdrawn = ''"
            ids = f"SELECT f.id FROM figure f WHERE {where} ORDER BY +f.id LIMIT ?"  # + keeps it from reading all by id
            rows = self._connection.execute(ids, (*values, question_id, MOST_AROUND))
            found |= dict.fromkeys(number for (number,) in rows)
        return load(self._connection, f"f.id IN ({_marks(list(found))})", list(found)) if found else ()

    def _shared(self, question_id: int, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """Load what sources of different origins that print one value here both answer elsewhere."""
        by_value: dict[object, set[str]] = {}
        for figure in figures:
            by_value.setdefault((figure.middle, figure.quantity.hedge), set()).add(figure.origin)
        alike = [one for one in figures if len(by_value[one.middle, one.quantity.hedge]) > 1]
        sources = list(dict.fromkeys(figure.source.id for figure in alike))[:MOST_SOURCES]
        if len(sources) < 2:
            return ()
        both = f"""WITH read AS MATERIALIZED (SELECT id, question_id, source_id FROM figure
                WHERE source_id IN ({_marks(sources)}) AND withdrawn = '' LIMIT {MOST_READ})
            SELECT id FROM read WHERE question_id <> ? AND question_id IN (SELECT question_id FROM read
                GROUP BY question_id HAVING count(DISTINCT source_id) > 1) ORDER BY id LIMIT {MOST_AROUND}"""
        found = [number for (number,) in self._connection.execute(both, (*sources, question_id))]
        return load(self._connection, f"f.id IN ({_marks(found)})", found) if found else ()


def _spoken_of(question: Question, figures: Iterable[Figure]) -> Iterator[str]:
    """Give the keys of places, materials and enterprises in a case."""
    for asked in (question, *(figure.question for figure in figures)):
        yield from (asked.subject, asked.place, asked.denominator)


def _ends(relations: tuple[Relation, ...], found: tuple[Figure, ...]) -> Iterator[Condition]:
    """Ask for the series of a growth's one printed end, which may hold the other."""
    by_key = {figure.key: figure for figure in found}
    for relation in relations:
        ends = [key for role, key in relation.members if role in ("start", "end")]
        if relation.kind == "growth" and len(ends) == 1 and ends[0] in by_key:
            asked = by_key[ends[0]].question
            yield _SAME_PLACE, (asked.indicator, asked.subject, asked.place)


def out_of_proportion(connection: sqlite3.Connection) -> list[int]:
    """List the questions that may hold a figure out of proportion, by passes over the whole library.

    They are told by values alone: a step in a series, an amount far above the others of its subject, a step between
    neighbouring series. The check then judges each by all it knows.
    """
    return [number for (number,) in connection.execute(_UNLIKELY, {"step": float(STEP), "far": float(FAR)})]
