"""Without a window: no verb brings in Qt, and looking at a library brings in nothing heavy."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVERYTHING = """
import importlib, json, pkgutil, sys
import rareearth_gui
from rareearth_gui import checks, domain, ops, store
for package in (checks, domain, ops, store):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
from rareearth_gui import __main__, cli, plugins, settings
print(json.dumps(sorted(sys.modules)))
"""
LOOKING = """
import json, sys
sys.argv = ["rareearth-gui", "--db", sys.argv[1], "conflicts"]
from rareearth_gui.__main__ import main
import io, contextlib
with contextlib.redirect_stdout(io.StringIO()) as out:
    assert main() == 0
assert "against" in out.getvalue()
print(json.dumps(sorted(sys.modules)))
"""


def loaded(code: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_verbs_checks_store_and_domain_know_no_qt() -> None:
    assert loaded(EVERYTHING) & {"PySide6", "shiboken6", "pyqtgraph"} == set()


def test_looking_at_a_library_loads_nothing_heavy(small_library: Path) -> None:
    heavy = {"PySide6", "shiboken6", "pyqtgraph", "numpy", "sqlite_utils", "openpyxl", "hypothesis"}
    assert loaded(LOOKING, str(small_library)) & heavy == set()
