"""The two commands: what they install from, when they install at all, and what they say where they cannot."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import bootstrap
import host
from bootstrap import Stamp

ROOT = Path(__file__).parent.parent
LOCKS = [ROOT / "requirements.lock.txt", ROOT / "requirements-dev.lock.txt"]


# -- Locks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in", *(lock.name for lock in LOCKS)])
def test_requirements_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"index-url|find-links|trusted-host", text.replace("--no-emit-index-url", ""))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_a_hash(lock: Path) -> None:
    pins = re.split(r"^(?=\S)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(pins) > 10
    assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_locks_agree_on_what_they_share() -> None:
    run, dev = (pins(lock) for lock in LOCKS)
    shared = run.keys() & dev.keys()
    assert shared
    assert {name: run[name] for name in shared} == {name: dev[name] for name in shared}


def test_package_has_the_ranges_of_the_requirements() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(project["dependencies"]) == sorted(ranges(ROOT / "requirements.in"))


@pytest.mark.parametrize("source", ["requirements.in", "requirements-dev.in"])
def test_every_range_has_its_reason(source: str) -> None:
    lines = (ROOT / source).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#") and "  # " not in line] == []


def pins(lock: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def ranges(source: Path) -> list[str]:
    lines = source.read_text(encoding="utf-8").splitlines()
    return [line.split("  # ")[0] for line in lines if line and not line.startswith("#")]


# -- Stamp --------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a checkout that holds two locks and nothing else."""
    for lock in LOCKS:
        (tmp_path / lock.name).write_text(f"{lock.name}\n", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(bootstrap, "WHEELHOUSE", tmp_path / "wheelhouse")
    monkeypatch.setattr(bootstrap, "RUN_LOCK", tmp_path / LOCKS[0].name)
    monkeypatch.setattr(bootstrap, "DEV_LOCK", tmp_path / LOCKS[1].name)
    return tmp_path


@pytest.fixture
def steps(place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what would be done, and do none of it."""
    done: list[str] = []

    def make_venv() -> Stamp:
        done.append("venv")
        (place / ".venv").mkdir()
        return Stamp(str(place), sys.executable, {}, [])

    def pip(verb: str, locks: list[Path], *options: str) -> str:
        done.append(f"{verb} {' '.join(lock.name for lock in locks)}")
        return ""

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "pip", pip)
    monkeypatch.setattr(bootstrap, "keep_bytecode", lambda: done.append("bytecode"))
    monkeypatch.setattr(bootstrap, "make_qt_start", lambda python, platform: done.append(f"probe {platform}"))
    return done


def test_first_start_makes_all_and_the_second_nothing(steps: list[str]) -> None:
    bootstrap.prepare([bootstrap.RUN_LOCK], "xcb")
    lock = "requirements.lock.txt"
    assert steps == ["venv", f"download {lock}", f"install {lock}", "bytecode", "probe xcb"]
    steps.clear()
    bootstrap.prepare([bootstrap.RUN_LOCK], "xcb")
    bootstrap.prepare([bootstrap.RUN_LOCK], "")
    assert steps == []


def test_check_adds_its_lock_and_its_platform(steps: list[str]) -> None:
    bootstrap.prepare([bootstrap.RUN_LOCK], "xcb")
    steps.clear()
    bootstrap.prepare([bootstrap.RUN_LOCK, bootstrap.DEV_LOCK], "offscreen")
    assert steps == [
        "download requirements-dev.lock.txt",
        "install requirements-dev.lock.txt",
        "bytecode",
        "probe offscreen",
    ]
    steps.clear()
    bootstrap.prepare([bootstrap.RUN_LOCK], "xcb")
    assert steps == []


def test_changed_lock_is_installed_into_the_same_venv(steps: list[str]) -> None:
    bootstrap.prepare([bootstrap.RUN_LOCK], "")
    steps.clear()
    bootstrap.RUN_LOCK.write_text("other\n", encoding="utf-8")
    bootstrap.prepare([bootstrap.RUN_LOCK], "")
    assert steps == ["download requirements.lock.txt", "install requirements.lock.txt", "bytecode"]


def test_wheelhouse_needs_no_download(place: Path, steps: list[str]) -> None:
    (place / "wheelhouse").mkdir()
    bootstrap.prepare([bootstrap.RUN_LOCK], "")
    assert steps == ["venv", "install requirements.lock.txt", "bytecode"]


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "[]",
        '{"root": 1}',
        "not json",
        '{"root": "/elsewhere", "base": "/", "locks": {}, "probed": []}',
    ],
)
def test_stamp_that_says_nothing_counts_as_none(place: Path, stamp: str) -> None:
    bootstrap.VENV.mkdir()
    bootstrap.STAMP.write_text(stamp, encoding="utf-8")
    assert bootstrap.read_stamp() is None


def test_python_that_is_gone_takes_the_stamp_with_it(place: Path) -> None:
    bootstrap.VENV.mkdir()
    bootstrap.write_stamp(Stamp(str(place), sys.executable, {}, ["xcb"]))
    assert bootstrap.read_stamp() == Stamp(str(place), sys.executable, {}, ["xcb"])
    bootstrap.write_stamp(Stamp(str(place), str(place / "python3.0"), {}, ["xcb"]))
    assert bootstrap.read_stamp() is None


def test_failed_download_leaves_no_venv_at_first(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "pip", lambda *_: "no route")
    with pytest.raises(bootstrap.Stop, match=r"could not be fetched: no route\nNo library .*\nCheck the connection"):
        bootstrap.prepare([bootstrap.RUN_LOCK], "")
    assert not bootstrap.VENV.exists()


def test_failed_download_leaves_a_whole_venv_as_it_was(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.prepare([bootstrap.RUN_LOCK], "")
    before = bootstrap.read_stamp()
    monkeypatch.setattr(bootstrap, "pip", lambda *_: "no route")
    with pytest.raises(bootstrap.Stop):
        bootstrap.prepare([bootstrap.RUN_LOCK, bootstrap.DEV_LOCK], "")
    assert bootstrap.read_stamp() == before
    assert list(bootstrap.VENV.iterdir()) == [bootstrap.STAMP]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_broken_installation_does_not_stay(
    steps: list[str], monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def pip(verb: str, *_: object) -> str:
        if verb == "install":
            raise error
        return ""

    bootstrap.prepare([bootstrap.RUN_LOCK], "")
    monkeypatch.setattr(bootstrap, "pip", pip)
    with pytest.raises(error):
        bootstrap.prepare([bootstrap.DEV_LOCK], "")
    assert not bootstrap.VENV.exists()


RETRY = "WARNING: Retrying (Retry(total=0)) after connection broken by '{}': /simple/click/\n"


@pytest.mark.parametrize(
    "said, error",
    [
        ("", "pip ended with status 2"),
        ("ERROR: Could not find it\nERROR: No distribution\n    in detail\n", "No distribution"),
        ("ERROR: Exception:\nTraceback:\n  File\nOSError: disk full\n", "OSError: disk full"),
        (
            RETRY.format("NewConnectionError('<object at 0x7f>: Failed to connect: [Errno -3] No name')")
            + "ERROR: No distribution\n",
            "No distribution (the connection broke: [Errno -3] No name)",
        ),
    ],
)
def test_pip_error_says_what_and_why(said: str, error: str) -> None:
    assert bootstrap.pip_error(said, 2) == error


# -- What was asked for -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line, verb, window",
    [
        ("", "", True),
        ("--db lib.sqlite", "", True),
        ("--db=lib.sqlite", "", True),
        ("--db", "", True),
        ("--help", "", False),
        ("--version", "", False),
        ("figures --json", "figures", False),
        ("--db lib.sqlite figures", "figures", False),
        ("--db=lib.sqlite pictures out", "pictures", False),
    ],
)
def test_verb_is_the_first_word_that_is_no_option(line: str, verb: str, window: bool) -> None:
    assert bootstrap.verb_of(line.split()) == verb
    assert bootstrap.opens_window(line.split()) is window


@pytest.mark.parametrize(
    "env, platform",
    [
        ({}, ""),
        ({"DISPLAY": ""}, ""),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, "offscreen"),
    ],
)
def test_platform_follows_the_session(env: dict[str, str], platform: str) -> None:
    assert bootstrap.platform_of(env) == platform


linux_only = pytest.mark.skipif(not bootstrap.LINUX, reason="a display is Linux's question")


@pytest.fixture
def started(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """Note what the start turns into, in a session without a display."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    became: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(bootstrap, "become", lambda command, env: became.append((command, env)) or 0)
    return became


@linux_only
@pytest.mark.parametrize("args", [[], ["--db", "lib.sqlite"]])
def test_window_without_display_is_refused_in_words(
    started: list[object], capsys: pytest.CaptureFixture[str], args: list[str]
) -> None:
    assert bootstrap.main(["run", *args]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    for word in ("no display", "ssh -X", "xvfb-run", "./run figures"):
        assert word in said.err
    assert started == []
    assert not bootstrap.VENV.exists()


@linux_only
@pytest.mark.parametrize("verb, probed", [("figures", []), ("pictures", ["probe offscreen"])])
def test_verb_goes_on_offscreen(
    started: list[tuple[list[str], dict[str, str]]], steps: list[str], verb: str, probed: list[str]
) -> None:
    assert bootstrap.main(["run", "--db", "my lib.sqlite", verb, "out"]) == 0
    [(command, env)] = started
    assert command[1:] == ["-P", "-m", "rareearth_gui", "--db", "my lib.sqlite", verb, "out"]
    assert env["QT_QPA_PLATFORM"] == "offscreen"
    assert [step for step in steps if step.startswith("probe")] == probed


def test_failed_check_is_named_and_the_last(
    steps: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    statuses = {"good": 0, "bad": 3, "later": 0}
    commands = [(name, [sys.executable, "-c", f"raise SystemExit({n})"]) for name, n in statuses.items()]
    monkeypatch.setattr(bootstrap, "every_check", lambda: commands)
    assert bootstrap.main(["check"]) == 3
    said = capsys.readouterr().err
    assert "bad failed with status 3" in said
    assert "later" not in said


@pytest.mark.skipif(os.name == "nt", reason="the shell's half; bootstrap.bat is Windows'")
def test_no_python_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    shell = tmp_path / "tools" / "bootstrap.sh"
    shell.write_bytes((ROOT / "tools" / "bootstrap.sh").read_bytes())
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "dirname").symlink_to("/usr/bin/dirname")
    done = subprocess.run(["/bin/sh", shell, "run"], env={"PATH": str(bin_)}, capture_output=True, text=True)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert done.stdout == ""


# -- The system ---------------------------------------------------------------------------------------------


@pytest.fixture
def as_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "rights_of_root", lambda: None)
    monkeypatch.setattr(host.shutil, "which", lambda name: f"/usr/bin/{name}")


def test_missing_libraries_become_a_line_to_type(as_user: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "try_qt", lambda python, platform: (0, "libEGL.so.1: cannot open"))
    with pytest.raises(host.Stop) as stop:
        host.make_qt_start(Path("python"), "offscreen")
    line = str(stop.value).splitlines()[-1].strip()
    assert line == f"sudo apt-get install {' '.join(host.QT_PACKAGES)} fonts-wqy-microhei"


def test_packages_follow_the_platform() -> None:
    assert "libxcb-cursor0" not in host.packages_for("offscreen")
    assert "libxcb-cursor0" in host.packages_for("xcb")
    assert {"libxcb-cursor0", "libwayland-cursor0"} <= set(host.packages_for("wayland"))


def test_display_that_does_not_answer_installs_nothing(as_user: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "try_qt", lambda python, platform: (0, "could not connect to display :9"))
    with pytest.raises(host.Stop, match="does not start on the platform 'xcb'") as stop:
        host.make_qt_start(Path("python"), "xcb")
    assert "apt-get" not in str(stop.value)


def test_missing_font_is_said_and_no_obstacle(
    as_user: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(host, "try_qt", lambda python, platform: (0, ""))
    host.make_qt_start(Path("python"), "xcb")
    assert "sudo apt-get install fonts-wqy-microhei" in capsys.readouterr().err
