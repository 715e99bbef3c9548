"""A verb given: the command line; none, or pictures of the window: the app."""

from __future__ import annotations

import gc
import importlib
import sys
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

QT_FREE = ("ops.browse", "ops.listings", "ops.progress", "ops.start")
"""What the window needs of ours without Qt: PySide6 reads the source of each module that is imported after it."""


def main() -> int:
    """Run the program as its command line says. 0 done, 1 refused, 2 wrong usage."""
    if (only := _only_library(sys.argv[1:])) is not None:
        return _window(only)
    from rareearth_gui import cli

    asked = cli.parser().parse_args()
    if asked.verb is not None and asked.verb != "pictures":
        return cli.guarded(lambda: cli.run(asked))
    path = cli.library_path(asked)
    if asked.verb != "pictures":
        return _window(path)
    from rareearth_gui import app

    return cli.guarded(lambda: app.save_pictures(path, asked.folder))


def _only_library(arguments: list[str]) -> Path | None:
    """Give the library when nothing but a window on it is asked for: then the window stands before a parser would."""
    from pathlib import Path

    from rareearth_gui import settings

    match arguments:
        case []:
            return settings.library_path()
        case ["--db", str(name)] if not name.startswith("-"):
            return Path(name)
    return None


def _window(path: Path) -> int:
    gc.disable()  # nothing that is made at the start is garbage; the window turns it on again
    for name in QT_FREE:
        importlib.import_module(f"rareearth_gui.{name}")
    from rareearth_gui import app

    try:
        return app.open_window(path)
    except Exception as error:
        from rareearth_gui import cli

        return cli.guarded(partial(_raise, error))


def _raise(error: Exception) -> int:
    raise error


if __name__ == "__main__":
    sys.exit(main())
