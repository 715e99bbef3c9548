"""Recovery: what a killed writer left unfinished is taken back when a library is opened again, if it is its own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store import journal
from rareearth_gui.store.journal import Fit
from rareearth_gui.store.lock import WriterLock
from rareearth_gui.store.opening import connect, journal_of, may_write

if TYPE_CHECKING:
    from pathlib import Path

LOOKS, PAUSE = 3, 0.1
"""How often a journal is looked at before it is called alien, and the seconds between two looks."""


def recover(path: Path) -> str:
    """Let SQLite play a journal back that a killed writer left behind: a reader may not, and could not read.

    A journal of a writer that is alive is left alone, by its lock and by SQLite's own. One that belongs to another
    file is Refused; where that cannot be told, both are copied first, and a sentence says so.
    """
    if not journal_of(path).exists() or not may_write(path):
        return ""
    lock = WriterLock(path)
    if not lock.take():
        return ""
    try:
        kept = _kept_before(path)
        connect(path, write=True).close()
    finally:
        lock.release()
    return kept


def _kept_before(path: Path) -> str:
    """Refuse a journal that is not this library's; copy both where that is not sure, and say so."""
    fit = _steady_fit(path)
    name = journal_of(path).name
    if fit is Fit.ALIEN:
        raise Refused(
            f"{name} is the unfinished work of another state of {path.name}; together they would spoil the library.",
            f"Nothing was changed. If {path.name} was restored from a copy, move {name} away and open it again.",
        )
    if fit is not Fit.UNSURE:
        return ""
    try:
        kept, _ = journal.keep_copies(path)
    except OSError as error:
        raise Refused(
            f"{name} has to be played back, and there is no room for a copy of what is there now: {error}.",
            "Nothing was changed. Make room beside the library and open it again.",
        ) from None
    return f"Unfinished work was taken back when this library was opened; as it was before it is kept as {kept.name}."


def _steady_fit(path: Path) -> Fit:
    """Look again before a journal is called alien: another program may have been at work between two looks."""
    for _ in range(LOOKS - 1):
        if (fit := journal.fit(path)) is not Fit.ALIEN:
            return fit
        time.sleep(PAUSE)
    return journal.fit(path)
