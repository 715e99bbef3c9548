"""What belongs to a record: members, mentions, links, targets, children; small look-ups for the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rareearth_gui.domain.evidence import label
from rareearth_gui.domain.refused import Refused

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


def question_of_figure(connection: sqlite3.Connection, figure_id: int) -> int:
    """Give the id of the question that a figure answers; Refused when there is no such figure."""
    row = connection.execute("SELECT question_id FROM figure WHERE id = ?", (figure_id,)).fetchone()
    if row is None:
        raise Refused(f"There is no figure F{figure_id}.", "List the figures to see their ids.")
    return int(row[0])


def members(connection: sqlite3.Connection, key: str) -> list[tuple[int, str]]:
    """List the bodies that belong to a group."""
    return connection.execute("SELECT id, name FROM enterprise WHERE parent = ? ORDER BY name", (key,)).fetchall()


def led_tasks(connection: sqlite3.Connection, key: str) -> list[tuple[int, str]]:
    """List the tasks that a body leads."""
    return connection.execute("SELECT id, title FROM task WHERE lead = ? ORDER BY id", (key,)).fetchall()


INVERSE = {
    "yields": "obtained from",
    "is made into": "made from",
    "is used in": "makes use of",
    "contains": "contained in",
    "replaces": "replaced by",
    "is a": "includes",
}
"""A link of the chain read from its end."""


def links(connection: sqlite3.Connection, key: str) -> list[tuple[int, str, str, str]]:
    """List the neighbours of a material in the chain: id, name, relation in words, printed or known."""
    rows = connection.execute(
        """SELECT m.id, m.name, l.relation, max(l.status), 1 AS ahead FROM material_link l
        JOIN material m ON m.key = l.end_material WHERE l.start_material = ?1 GROUP BY m.id, l.relation
        UNION SELECT m.id, m.name, l.relation, max(l.status), 0 FROM material_link l
        JOIN material m ON m.key = l.start_material WHERE l.end_material = ?1 GROUP BY m.id, l.relation
        ORDER BY 5, 3, 2""",
        (key,),
    )
    return [
        (number, name, relation if ahead else INVERSE.get(relation, relation), status)
        for number, name, relation, status, ahead in rows
    ]


def mentions(connection: sqlite3.Connection, key: str) -> list[tuple[int, str, int, str]]:
    """List where a body or a material is named: source id and title, character, words."""
    return connection.execute(
        "SELECT s.id, s.title, m.start, m.printed FROM mention m JOIN source s ON s.key = m.source "
        "WHERE m.key = ? ORDER BY s.id, m.start",
        (key,),
    ).fetchall()


def evidence(connection: sqlite3.Connection, task: str) -> list[tuple[str, str, int, str, str]]:
    """List what later sources show of a task: verdict, reason, source id and title, figure key or blank."""
    return connection.execute(
        "SELECT e.verdict, e.reason, s.id, s.title, coalesce(e.figure, '') FROM evidence e "
        "JOIN source s ON s.key = e.source WHERE e.task = ? ORDER BY s.issued, e.id",
        (task,),
    ).fetchall()


def children(connection: sqlite3.Connection, key: str) -> list[tuple[int, str, str]]:
    """List the parts of a task: id, section, title."""
    return connection.execute("SELECT id, section, title FROM task WHERE parent = ? ORDER BY id", (key,)).fetchall()


def questions(connection: sqlite3.Connection, indicator: str) -> list[tuple[int, str, int]]:
    """List the questions on an indicator: id, title, number of figures; most figures first."""
    return connection.execute(
        "SELECT q.id, q.title, count(f.id) AS n FROM question q JOIN figure f ON f.question_id = q.id "
        "WHERE q.indicator = ? GROUP BY q.id ORDER BY n DESC, q.title",
        (indicator,),
    ).fetchall()


def tree(connection: sqlite3.Connection) -> list[tuple[int, int, int, str]]:
    """List all tasks in document order: id, parent's id (0: none), source's id and title."""
    return connection.execute(
        """SELECT t.id, coalesce(u.id, 0), s.id, s.title FROM task t JOIN source s ON s.key = t.source
        LEFT JOIN task u ON u.key = t.parent ORDER BY t.id"""
    ).fetchall()


def tree_targets(connection: sqlite3.Connection) -> list[tuple[int, int, str, str]]:
    """List the targets of all tasks: task's id, figure's id, printed words with the hedge, conflict or blank."""
    return connection.execute(
        "SELECT x.task_id, v.id, v.printed, v.conflict FROM task_target x JOIN v_figure v ON v.id = x.figure_id "
        "ORDER BY x.task_id, v.id"
    ).fetchall()


def task_place(connection: sqlite3.Connection, task_id: int) -> tuple[Any, ...] | None:
    """Give where a task stands: source's id and title, start, end, printed words, lead's id (None: nobody) and name."""
    row: tuple[Any, ...] | None = connection.execute(
        """SELECT s.id, s.title, t.start, t."end", t.printed, e.id, e.name FROM task t
        JOIN source s ON s.key = t.source LEFT JOIN enterprise e ON e.key = t.lead WHERE t.id = ?""",
        (task_id,),
    ).fetchone()
    return row


def task_path(connection: sqlite3.Connection, task_id: int) -> list[tuple[int, str, str]]:
    """List what a task is part of, outermost first: id, section, title."""
    return connection.execute(
        """WITH RECURSIVE up(id, section, title, parent, depth) AS (
            SELECT id, section, title, parent, 0 FROM task WHERE id = ?
            UNION ALL SELECT t.id, t.section, t.title, t.parent, up.depth + 1 FROM task t JOIN up ON t.key = up.parent)
        SELECT id, section, title FROM up WHERE depth > 0 ORDER BY depth DESC""",
        (task_id,),
    ).fetchall()


def chain(connection: sqlite3.Connection) -> list[tuple[int, int, str, str, str, str]]:
    """List the links of the chain: ids of start and end, relation, source's title or blank, printed words, note."""
    return connection.execute(
        """SELECT a.id, b.id, l.relation, CASE l.status WHEN 'printed' THEN coalesce(s.title, '') ELSE '' END,
        l.printed, l.note FROM material_link l JOIN material a ON a.key = l.start_material
        JOIN material b ON b.key = l.end_material LEFT JOIN source s ON s.key = l.source ORDER BY l.id"""
    ).fetchall()


def chain_materials(connection: sqlite3.Connection) -> list[tuple[int, str, str, str, str]]:
    """List the materials of the chain, those without a stage too: id, name, Chinese name, kind, stage."""
    return connection.execute("SELECT id, name, name_zh, kind, stage FROM material ORDER BY id").fetchall()


def title_zh(connection: sqlite3.Connection, question_id: int) -> str:
    """Write a question's title in Chinese from the Chinese names of its parts; blank where one is not known."""
    row = connection.execute(
        """SELECT p.name_zh, coalesce(m.name_zh, e.name_zh, ''), q.subject, i.name_zh, d.name_zh, q.denominator,
            q.period, coalesce(o.name_zh, '')
        FROM question q JOIN indicator i ON i.key = q.indicator
        LEFT JOIN indicator o ON o.key = i.share_of LEFT JOIN place p ON p.key = q.place
        LEFT JOIN material m ON m.key = q.subject LEFT JOIN enterprise e ON e.key = q.subject
        LEFT JOIN place d ON d.key = q.denominator WHERE q.id = ?""",
        (question_id,),
    ).fetchone()
    place, subject, subject_key, indicator, whole, denominator, period, amount = row
    if not indicator or (subject_key and not subject) or (denominator and not whole):
        return ""
    what = f"{amount}占{whole}的比重" if whole and amount else indicator
    return f"{place or ''}{subject or ''}{what}" + (f"（{period}）" if period else "")


def translated(connection: sqlite3.Connection) -> dict[int, str]:
    """Give the sources that are translations, with the language they were translated from."""
    return dict(connection.execute("SELECT id, translated_from FROM source WHERE translated_from <> ''"))


def source_label(connection: sqlite3.Connection, key: str) -> str:
    """Name the source with a key briefly; blank when there is none."""
    sql = "SELECT title, publisher, issued, series, edition FROM source WHERE key = ?"
    row = connection.execute(sql, (key,)).fetchone()
    return label(*row) if row else ""


def conflicts_of_source(connection: sqlite3.Connection, source_id: int) -> int:
    """Count the conflicts in which a source has a figure."""
    (number,) = connection.execute(
        "SELECT count(DISTINCT c.id) FROM figure f JOIN conflict c ON c.id = f.question_id WHERE f.source_id = ?",
        (source_id,),
    ).fetchone()
    return int(number)


ABOUT = """f.question_id IN (SELECT id FROM question WHERE subject = ?1 UNION
    SELECT a.id FROM indicator i CROSS JOIN question a ON a.indicator = i.key AND a.place = ?1)"""
"""The figures on a body, a material or a place, by the two indexes that questions have."""
OF_SOURCE = "f.source_id = ?"
OF_QUESTION = "f.question_id = ?"
BESIDE = "f.question_id = ? AND f.id <> ?"
TARGETS = "f.id IN (SELECT t.figure_id FROM task_target t WHERE t.task_id = ?)"
OF_RELATION = "f.id IN (SELECT m.figure_id FROM relation_member m WHERE m.relation_id = ?)"
_FIGURES_OF = {
    "question": "f.question_id = r.id",
    "conflict": "f.question_id = r.id",
    "source": "f.source_id = r.id",
    "indicator": "q.indicator = r.key",
    "enterprise": "q.subject = r.key",
    "material": "q.subject = r.key",
    "task": "f.id IN (SELECT t.figure_id FROM task_target t WHERE t.task_id = r.id)",
}


def figures_of(connection: sqlite3.Connection, table: str, ids: Sequence[int]) -> list[int]:
    """List the figures that belong to records of a table, withdrawn ones left out."""
    if table not in _FIGURES_OF:
        return []
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        f"SELECT DISTINCT f.id FROM {table} r JOIN question q JOIN figure f ON f.question_id = q.id "
        f"AND {_FIGURES_OF[table]} WHERE r.id IN ({marks}) AND f.withdrawn = '' ORDER BY f.id",
        tuple(ids),
    )
    return [number for (number,) in rows]
