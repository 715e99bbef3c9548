"""The house rules that no linter knows, asked of the source itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "rareearth_gui"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400
SQL = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|(CREATE|DROP|ALTER)\s+"
    r"(TEMP\s+)?(TABLE|VIEW|INDEX|TRIGGER))\b",
    re.DOTALL,
)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def connections(path: Path) -> Iterator[ast.Call]:
    """Give every call of something's `connect` or `disconnect`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
            yield node


def is_partial(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("partial", "partialmethod")


@each_module
def test_slots_are_bound_methods(path: Path) -> None:
    """A lambda or a partial as a slot keeps its owner alive, and runs on what is gone."""
    bad = [
        f"line {inner.lineno}"
        for call in connections(path)
        for argument in call.args
        for inner in ast.walk(argument)
        if isinstance(inner, ast.Lambda) or is_partial(inner)
    ]
    assert bad == []


@each_module
def test_event_loop_is_not_run_by_hand(path: Path) -> None:
    names = [node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]
    assert "processEvents" not in names


@each_module
def test_sql_is_the_store_s_alone(path: Path) -> None:
    if path.is_relative_to(PACKAGE / "store"):
        return
    texts = [
        node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in texts if SQL.search(text)] == []


@each_module
def test_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST
    assert (ast.get_docstring(tree(path)) or "").strip()


@each_module
def test_program_opens_no_connection(path: Path) -> None:
    """No network, ever; `socket` is for the name of this machine in a lock."""
    banned = {
        "http",
        "urllib.request",
        "urllib3",
        "requests",
        "ftplib",
        "smtplib",
        "ssl",
        "asyncio",
        "PySide6.QtNetwork",
    }
    imported = {
        name
        for node in ast.walk(tree(path))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert {name for name in imported if name in banned or name.partition(".")[0] in banned} == set()
    if "socket" in imported:
        assert set(re.findall(r"socket\.(\w+)", path.read_text(encoding="utf-8"))) <= {"gethostname"}


@pytest.mark.parametrize(
    "text, found",
    [
        ("SELECT id FROM figure", True),
        ("INSERT OR IGNORE INTO figure VALUES (1)", True),
        ("UPDATE figure SET note = ''", True),
        ("DELETE FROM figure", True),
        ("CREATE TEMP TABLE x AS", True),
        ("Select a row, then delete from the list.", False),
        ("UPDATE", False),
    ],
)
def test_sql_is_known_when_seen(text: str, found: bool) -> None:
    assert bool(SQL.search(text)) == found
