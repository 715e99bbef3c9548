"""Editions of the catalogue: which one lies here, and which one a library has taken in; asked at every start."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def digest_of(folder: Path) -> str:
    """Tell one catalogue from another: a digest of its files' names and bytes."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def known_digest(connection: sqlite3.Connection) -> str:
    """Give the digest of the last catalogue that was added."""
    row = connection.execute(
        "SELECT json_extract(detail, '$.digest') FROM audit WHERE act = 'catalogue' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row[0] if row else ""
