"""A verb given: the command line; none, or pictures of the window: the app."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program as its command line says. 0 done, 1 refused, 2 wrong usage."""
    from rareearth_gui import cli

    asked = cli.parser().parse_args()
    if asked.verb is not None and asked.verb != "pictures":
        return cli.guarded(lambda: cli.run(asked))

    from rareearth_gui import app

    path = cli.library_path(asked)
    if asked.verb == "pictures":
        return cli.guarded(lambda: app.save_pictures(path, asked.folder))
    return cli.guarded(lambda: app.open_window(path))


if __name__ == "__main__":
    sys.exit(main())
