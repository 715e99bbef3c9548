"""Run the benchmarks, all or those that are named, and print one table of ratios, both sides measured in this run."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from benchmarks.library import FOLDER
from benchmarks.measure import table

NAMES = ("start", "table", "contradictions", "search", "plots", "text")


def main() -> None:
    """Read the names, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*NAMES, []], help=f"any of {', '.join(NAMES)}; all when none is named"
    )
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the big libraries are made and kept")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    found = [
        one for name in asked.names or NAMES for one in importlib.import_module(f"benchmarks.{name}").results(asked.to)
    ]
    print(table(found))


if __name__ == "__main__":
    main()
