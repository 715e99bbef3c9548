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
STARTING = """
import importlib, json, sys
from rareearth_gui import __main__
for name in __main__.QT_FREE:
    importlib.import_module(f"rareearth_gui.{name}")
import rareearth_gui.app, rareearth_gui.ui.tabs.conflicts
print(json.dumps(sorted(sys.modules)))
"""


def loaded(code: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    return set(json.loads(done.stdout))


def test_verbs_checks_store_and_domain_know_no_qt() -> None:
    assert loaded(EVERYTHING) & {"PySide6", "shiboken6", "pyqtgraph"} == set()


def test_looking_at_a_library_loads_nothing_heavy(small_library: Path) -> None:
    heavy = {"PySide6", "shiboken6", "pyqtgraph", "numpy", "sqlite_utils", "openpyxl", "hypothesis"}
    assert loaded(LOOKING, str(small_library)) & heavy == set()


def test_window_starts_without_what_its_first_screen_does_not_need() -> None:
    """Each module costs a start a part of a millisecond; those that read and judge figures cost a quarter of it."""
    ours = {name.partition(".")[2] for name in loaded(STARTING) if name.startswith("rareearth_gui.")}
    assert "ui.tabs.conflicts" in ours
    assert {name for name in ours if name.startswith("checks") or name == "domain.quantity"} == set()
    assert ours & {"ops.edit", "ops.recheck", "store.journal", "ui.progress", "ui.comparison"} == set()
    assert len(ours) < 50
