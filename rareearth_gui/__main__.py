"""A verb given: the command line; none: the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; give the exit status."""
    from rareearth_gui import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
