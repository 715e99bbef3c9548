"""Start: open the library, or make it from the bundled catalogue when there is none yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rareearth_gui import settings
from rareearth_gui.store.library import Library as Library  # the window's name for what it opens

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

Progress = Callable[[str], None]


def unheard(_words: str) -> None:
    """Take progress that nobody waits for."""


def start(path: Path, progress: Progress, *, write: bool = True, merge: bool = True) -> Library:
    """Open the library at `path`; a missing one is made from the catalogue first. Refused when the file is not ours.

    What a later catalogue brings is added, unless `merge` is off: the window calls `catch_up` once it stands.
    """
    if not path.exists():
        make(path, progress)
    library = Library.open(path, write=write)
    if library.writable and merge:
        try:
            _merge_later_catalogue(library, progress)
        except BaseException:
            library.close()
            raise
    return library


def make(path: Path, progress: Progress) -> None:
    """Make a new library from the bundled catalogue."""
    from rareearth_gui.ops.recheck import recheck
    from rareearth_gui.store import build

    def check(connection: sqlite3.Connection) -> None:
        recheck(connection)

    build.build(path, settings.catalogue_dir(), check, progress)


def _merge_later_catalogue(library: Library, progress: Progress) -> None:
    reader = library.reader()
    try:
        behind = is_behind(reader)
    finally:
        reader.close()
    if behind:
        with library.writer() as connection:
            catch_up(connection, progress)


def is_behind(connection: sqlite3.Connection) -> bool:
    """Say whether the catalogue that lies here is another than the one that the library took in last."""
    from rareearth_gui.store import edition

    return edition.known_digest(connection) != edition.digest_of(settings.catalogue_dir())


def catch_up(connection: sqlite3.Connection, progress: Progress) -> None:
    """Add what a later catalogue brings; it never overwrites, and the audit entry lists the differences."""
    from rareearth_gui.ops.recheck import recheck
    from rareearth_gui.store import build, catalogue

    build.add(connection, catalogue.Catalogue(settings.catalogue_dir()), progress)
    recheck(connection)
