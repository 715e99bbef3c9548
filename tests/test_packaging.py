"""The wheel, installed where no checkout is: the command works, with its data and its window."""

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PNG = b"\x89PNG\r\n\x1a\n"
SECONDS = 50


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, without what leads back to the checkout; return its output."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for tool in ("build", "hatchling"):
        if not importlib.util.find_spec(tool):
            pytest.skip(f"no wheel can be made without a network: {tool} is not installed here")
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment, the dependencies borrowed; return its commands' folder."""
    place = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(place, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", vars={"base": str(place), "platbase": str(place)})
    python = Path(paths["scripts"]) / Path(sys.executable).name
    run(
        *(sys.executable, "-m", "pip", "--python", python),
        *("install", "--no-index", "--no-deps", "--no-compile", wheel),
        cwd=place,
    )
    Path(paths["purelib"], "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    where = run(python, "-c", "import rareearth_gui; print(rareearth_gui.__file__)", cwd=place)
    assert Path(where.strip()).is_relative_to(place)
    return python.parent


def test_wheel_lists_the_bundled_figures(scripts: Path, tmp_path: Path) -> None:
    listed = run(scripts / "rareearth-gui", "--db", tmp_path / "lib.sqlite", "figures", "--json", cwd=tmp_path)
    figures = json.loads(listed)
    assert len(figures) > 10
    assert {"id", "source", "printed", "unit", "question"} <= figures[0].keys()


def test_wheel_opens_its_window(scripts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    run(scripts / "rareearth-gui", "--db", tmp_path / "lib.sqlite", "pictures", folder, cwd=tmp_path)
    pictures = list(folder.rglob("*.png"))
    assert pictures
    assert all(picture.read_bytes().startswith(PNG) for picture in pictures)
