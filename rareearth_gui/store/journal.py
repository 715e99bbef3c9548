"""A journal left behind: does it belong to the library beside it? SQLite plays back whatever has the right name.

A rollback journal holds pages as they were before a transaction, and nothing in it says of which file. Where a backup
is put in the place of a library whose writer was killed, SQLite would mix the two. What tells them apart is page 1:
each transaction raises the change counter in it by one, so the counter of the file is that of the journal's page 1,
or one more. Where page 1 is not in the journal, the number of pages must agree, and more cannot be told.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import IO, TYPE_CHECKING

from rareearth_gui.store.opening import journal_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAGIC = bytes.fromhex("d9d505f920a163d7")
HEAD = 28
"""Bytes of a journal's header: magic, records, nonce, pages, sector, page size."""
STRIDE = 200
"""Every so many bytes of a page count in its checksum."""
CHANGED = (slice(24, 44), slice(92, 100))
"""Where page 1 may change from one transaction to the next, while the schema stays."""
COUNTER, PAGES, SCHEMA = slice(24, 28), slice(28, 32), slice(40, 44)


class Fit(Enum):
    """Whether a journal belongs to the file beside it."""

    NOTHING = "there is nothing in it to play back"
    FITS = "it belongs to the file"
    UNSURE = "it may belong to the file"
    ALIEN = "it belongs to another file, or to another state of it"


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a run of records."""

    records: int
    nonce: int
    pages: int
    sector: int
    page_size: int


def fit(library: Path) -> Fit:
    """Hold the journal beside a library against it; both are only read."""
    try:
        with library.open("rb") as file, journal_of(library).open("rb") as journal:
            return _fit(file, journal)
    except FileNotFoundError:
        return Fit.NOTHING


def _fit(file: IO[bytes], journal: IO[bytes]) -> Fit:
    head = _header(journal.read(HEAD))
    if head is None:  # SQLite takes no notice of such a one either
        return Fit.NOTHING
    first = file.read(100)
    size = int.from_bytes(first[16:18], "big")
    if head.page_size != (65536 if size == 1 else size):
        return Fit.ALIEN
    if not head.records:  # killed before it touched the file: all that SQLite does is to cut the file to that size
        return Fit.FITS if head.pages * head.page_size == file.seek(0, os.SEEK_END) else Fit.ALIEN
    file.seek(0)
    page, before = file.read(head.page_size), _first_page(journal)
    if before is None:
        return Fit.UNSURE if head.pages == int.from_bytes(page[PAGES], "big") else Fit.ALIEN
    later = (int.from_bytes(page[COUNTER], "big") - int.from_bytes(before[COUNTER], "big")) % 2**32
    same_schema = page[SCHEMA] == before[SCHEMA]
    return Fit.FITS if later in (0, 1) and (not same_schema or _kept(page) == _kept(before)) else Fit.ALIEN


def _header(head: bytes) -> Header | None:
    """Read the head of a run; None where there is none."""
    if len(head) < HEAD or head[:8] != MAGIC:
        return None
    made = Header(*(int.from_bytes(head[at : at + 4], "big") for at in range(8, HEAD, 4)))
    powers = all(512 <= size <= 65536 and not size & (size - 1) for size in (made.sector, made.page_size))
    return made if powers else None


def _first_page(journal: IO[bytes]) -> bytes | None:
    """Find page 1 as it was before the transaction; None where no sound record of it is there."""
    for head, at in _records(journal):
        journal.seek(at)
        record = journal.read(head.page_size + 8)
        number, page, sum_ = record[:4], record[4:-4], int.from_bytes(record[-4:], "big")
        if int.from_bytes(number, "big") == 1 and sum_ == _checksum(page, head.nonce):
            return page
    return None


def _records(journal: IO[bytes]) -> Iterator[tuple[Header, int]]:
    """Give each record of page 1 by its place, run by run; a run begins at the next whole sector."""
    size, at = journal.seek(0, os.SEEK_END), 0
    while at < size:
        journal.seek(at)
        head = _header(journal.read(HEAD))
        if head is None:
            return
        length, start = head.page_size + 8, at + head.sector
        records = min(head.records, (size - start) // length)
        for number in range(records):
            journal.seek(start + number * length)
            if journal.read(4) == b"\0\0\0\1":
                yield head, start + number * length
        end = start + records * length
        at = max(end + -end % head.sector, at + head.sector)


def _checksum(page: bytes, nonce: int) -> int:
    return (nonce + sum(page[at] for at in range(len(page) - STRIDE, 0, -STRIDE))) % 2**32


def _kept(page: bytes) -> bytes:
    """Give what of page 1 stays the same from one transaction to the next."""
    left = bytearray(page)
    for part in CHANGED:
        left[part] = bytes(part.stop - part.start)
    return bytes(left)


def keep_copies(library: Path) -> tuple[Path, Path]:
    """Copy a library and its journal beside themselves, under names that are free; OSError leaves nothing behind."""
    number = 1
    while True:
        kept = library.with_name(f"{library.name}.before-recovery-{number}")
        if not kept.exists() and not journal_of(kept).exists():
            break
        number += 1
    try:
        for old, new in ((library, kept), (journal_of(library), journal_of(kept))):
            _copy(old, new)
    except OSError:
        for new in (kept, journal_of(kept)):
            with suppress(OSError):
                new.unlink(missing_ok=True)
        raise
    return kept, journal_of(kept)


def _copy(old: Path, new: Path) -> None:
    with old.open("rb") as source, new.open("xb") as target:
        while block := source.read(1 << 20):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
