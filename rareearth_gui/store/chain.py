"""The audit chain: who did what when, each entry sealed with the digest of the one before it."""

from __future__ import annotations

import getpass
import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FIELDS = ("at", "who", "act", "record", "title", "says", "detail", "previous")


def append(
    connection: sqlite3.Connection,
    *,
    act: str,
    record: str,
    title: str,
    says: str,
    detail: dict[str, object] | None = None,
    who: str = "",
) -> int:
    """Write one entry inside the caller's transaction, so that act and entry stand or fall together; give its id.

    `title` names the record, `says` what was said or done, both for people; `detail` holds what an undo needs.
    """
    row = connection.execute("SELECT digest FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who or person(),
        "act": act,
        "record": record,
        "title": title,
        "says": says,
        "detail": json.dumps(detail or {}, ensure_ascii=False, sort_keys=True),
        "previous": row[0] if row else "",
    }
    cursor = connection.execute(
        f"INSERT INTO audit ({', '.join(FIELDS)}, digest) VALUES ({', '.join('?' * (len(FIELDS) + 1))})",
        (*(entry[name] for name in FIELDS), digest(entry)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def digest(entry: dict[str, str]) -> str:
    """Give the SHA-256 of an entry's fields, quoted so that no two entries share one text."""
    return hashlib.sha256(json.dumps([entry[name] for name in FIELDS], ensure_ascii=False).encode()).hexdigest()


def broken(connection: sqlite3.Connection) -> list[int]:
    """List the entries whose digest or link does not hold; empty when the chain holds."""
    previous, bad = "", []
    for number, *values, stored in connection.execute(f"SELECT id, {', '.join(FIELDS)}, digest FROM audit ORDER BY id"):
        entry = dict(zip(FIELDS, values, strict=True))
        if entry["previous"] != previous or digest(entry) != stored:
            bad.append(number)
        previous = stored
    return bad


def person() -> str:
    """Name the person at the keyboard, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
