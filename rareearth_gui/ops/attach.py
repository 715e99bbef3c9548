"""Attach: give a source its text; only the very text that the locators refer to is taken."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store import texts

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
NO_FIGURES = "no figure is in it"


@dataclass(frozen=True, slots=True)
class Attached:
    """A text that was taken: for which source, and how many figures now resolve to their words."""

    source_id: int
    title: str
    figures: int
    resolved: int

    @property
    def says(self) -> str:
        """Tell in a few words how its figures stand."""
        return f"{self.resolved:,} of {self.figures:,} figures resolve" if self.figures else NO_FIGURES


def attach(connection: sqlite3.Connection, path: Path) -> Attached:
    """Attach one file. Refused when it is not a readable text, or not one that the catalogue knows."""
    data = _read(path)
    digest = hashlib.sha256(data).hexdigest()
    known = texts.known(connection, digest)
    if known is None:
        raise Refused(_unknown(connection, path, data), "Nothing was attached and no locator was moved.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not UTF-8 text.", "Nothing was attached.") from None
    source_id, _, title = known
    if texts.text(connection, source_id) != text:  # the same again is no act: nothing for the history
        texts.attach(connection, source_id, title, text, digest, path.name)
    marks = texts.marks(connection, source_id)
    return Attached(source_id, title, len(marks), sum(mark.holds(text) for mark in marks))


def _read(path: Path) -> bytes:
    try:
        about = os.stat(path)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.", "Check the path.") from None
    if not stat.S_ISREG(about.st_mode):
        raise Refused(f"{path} is not a file.", "Give the path of a text file.")
    if about.st_size > LARGEST:
        raise Refused(f"{path.name} is larger than {LARGEST // 1024**2} MB.", "Nothing was attached.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from None


def _unknown(connection: sqlite3.Connection, path: Path, data: bytes) -> str:
    """Say that a file is none of the known ones, and where it is nearly one, how it differs."""
    if not data:
        return f"{path.name} is empty."
    for what, other in _variants(data):
        known = texts.known(connection, hashlib.sha256(other).hexdigest())
        if known is not None:
            return f"{path.name} is the text of {known[2]!r} but {what}, so the locators would not fit."
    return f"{path.name} is not a document that the library knows (SHA-256 {hashlib.sha256(data).hexdigest()[:12]}…)."


def _variants(data: bytes) -> list[tuple[str, bytes]]:
    unix = data.replace(b"\r\n", b"\n")
    return [
        ("its line ends were changed", unix),
        ("its line ends were changed", unix.replace(b"\n", b"\r\n")),
        ("a byte order mark was added", data.removeprefix(b"\xef\xbb\xbf")),
        ("white space at its end was changed", data.rstrip()),
        ("white space at its end was changed", data.rstrip() + b"\n"),
    ]
