"""What belongs to a record: members, mentions, links, targets, children; small look-ups for the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3


def question_of_figure(connection: sqlite3.Connection, figure_id: int) -> int:
    """Give the id of the question that a figure answers."""
    return int(connection.execute("SELECT question_id FROM figure WHERE id = ?", (figure_id,)).fetchone()[0])


def members(connection: sqlite3.Connection, key: str) -> list[tuple[int, str]]:
    """List the bodies that belong to a group."""
    return connection.execute("SELECT id, name FROM enterprise WHERE parent = ? ORDER BY name", (key,)).fetchall()


def led_tasks(connection: sqlite3.Connection, key: str) -> list[tuple[int, str]]:
    """List the tasks that a body leads."""
    return connection.execute("SELECT id, title FROM task WHERE lead = ? ORDER BY id", (key,)).fetchall()


def links(connection: sqlite3.Connection, key: str) -> list[tuple[int, str, str, str]]:
    """List the neighbours of a material in the chain: id, name, relation in words, printed or known."""
    return connection.execute(
        """SELECT DISTINCT m.id, m.name, l.relation, l.status FROM material_link l
        JOIN material m ON m.key = l.end_material WHERE l.start_material = ?1
        UNION SELECT DISTINCT m.id, m.name, 'from: ' || l.relation, l.status FROM material_link l
        JOIN material m ON m.key = l.start_material WHERE l.end_material = ?1 ORDER BY 3, 2""",
        (key,),
    ).fetchall()


def mentions(connection: sqlite3.Connection, key: str) -> list[tuple[int, str, int, str]]:
    """List where a body or a material is named: source id and title, character, words."""
    return connection.execute(
        "SELECT s.id, s.title, m.start, m.printed FROM mention m JOIN source s ON s.key = m.source "
        "WHERE m.key = ? ORDER BY s.id, m.start",
        (key,),
    ).fetchall()


def targets(connection: sqlite3.Connection, task_id: int) -> list[int]:
    """List the figures that are a task's targets."""
    return [i for (i,) in connection.execute("SELECT figure_id FROM task_target WHERE task_id = ?", (task_id,))]


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


def tree(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """List all tasks for the tree: id, key, parent, source title, section, title, kind, lead, deadline, target."""
    return connection.execute(
        """SELECT v.id, v.key, coalesce(t.parent, ''), v.source, v.section, v.title, v.kind, v.lead, v.deadline,
        v.target FROM v_task v JOIN task t ON t.id = v.id ORDER BY v.id"""
    ).fetchall()


def chain(connection: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """List the links of the chain once each: start key, end key, relation, status (printed wins over known)."""
    return connection.execute(
        "SELECT start_material, end_material, relation, max(status) FROM material_link GROUP BY 1, 2, 3 ORDER BY 1, 2"
    ).fetchall()


def chain_materials(connection: sqlite3.Connection) -> list[tuple[int, str, str, str, str, str]]:
    """List the materials of the chain: id, key, name, stage, kind, family."""
    return connection.execute(
        "SELECT id, key, name, stage, kind, family FROM material WHERE stage <> '' ORDER BY name"
    ).fetchall()


def title_zh(connection: sqlite3.Connection, question_id: int) -> str:
    """Write a question's title in Chinese from the Chinese names of its parts; blank where one is not known."""
    row = connection.execute(
        """SELECT p.name_zh, coalesce(m.name_zh, e.name_zh, ''), q.subject, i.name_zh, d.name_zh, q.denominator, q.period
        FROM question q JOIN indicator i ON i.key = q.indicator LEFT JOIN place p ON p.key = q.place
        LEFT JOIN material m ON m.key = q.subject LEFT JOIN enterprise e ON e.key = q.subject
        LEFT JOIN place d ON d.key = q.denominator WHERE q.id = ?""",
        (question_id,),
    ).fetchone()
    place, subject, subject_key, indicator, whole, denominator, period = row
    if not indicator or (subject_key and not subject) or (denominator and not whole):
        return ""
    of = f"占{whole}的" if whole else ""
    return f"{place or ''}{subject or ''}{of}{indicator}" + (f"（{period}）" if period else "")


def translated(connection: sqlite3.Connection) -> dict[int, str]:
    """Give the sources that are translations, with the language they were translated from."""
    return dict(connection.execute("SELECT id, translated_from FROM source WHERE translated_from <> ''"))


def conflicts_of_source(connection: sqlite3.Connection, source_id: int) -> int:
    """Count the conflicts in which a source has a figure."""
    (number,) = connection.execute(
        "SELECT count(DISTINCT c.id) FROM figure f JOIN conflict c ON c.id = f.question_id WHERE f.source_id = ?",
        (source_id,),
    ).fetchone()
    return int(number)
