"""Start: open the library, or make it from the bundled catalogue when there is none yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rareearth_gui import settings
from rareearth_gui.store import build, catalogue
from rareearth_gui.store.library import Library as Library  # the window's name for what it opens

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

Progress = Callable[[str], None]


def start(path: Path, progress: Progress, *, write: bool = True) -> Library:
    """Open the library at `path`; a missing one is made from the catalogue first. Refused when the file is not ours."""
    if not path.exists():
        make(path, progress)
    library = Library.open(path, write=write)
    if library.writable:
        try:
            _merge_later_catalogue(library, progress)
        except BaseException:
            library.close()
            raise
    return library


def make(path: Path, progress: Progress) -> None:
    """Make a new library from the bundled catalogue."""
    from rareearth_gui.ops.recheck import recheck

    def check(connection: sqlite3.Connection) -> None:
        recheck(connection)

    build.build(path, settings.catalogue_dir(), check, progress)


def _merge_later_catalogue(library: Library, progress: Progress) -> None:
    """Add what a later catalogue brings; it never overwrites, and the audit entry lists the differences."""
    reader = library.reader()
    try:
        current = build.known_digest(reader) == catalogue.digest_of(settings.catalogue_dir())
    finally:
        reader.close()
    if current:
        return
    from rareearth_gui.ops.recheck import recheck

    with library.writer() as connection:
        build.add(connection, catalogue.Catalogue(settings.catalogue_dir()), progress)
        recheck(connection)
