"""Makes the program's own Python in `.venv` once, then starts the program or its checks.

Standard library only, since it runs before anything is installed. What it says goes to standard error, so
that `./run figures --json` keeps standard output to itself. A stamp in `.venv` holds the digests of the locks
that are installed and the platforms on which Qt was seen to start: a later start reads it and goes on.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from host import SAFE, Stop, install_packages, make_qt_start, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "rareearth-desk.json"
WHEELHOUSE = ROOT / "wheelhouse"
RUN_LOCK = ROOT / "requirements.lock.txt"
DEV_LOCK = ROOT / "requirements-dev.lock.txt"

LINUX = sys.platform.startswith("linux")
WINDOWS = os.name == "nt"
PYTHON = "{}.{}".format(*sys.version_info)

VALUED_OPTIONS = {"--db"}  # an option that takes the next word, which is therefore no verb
DRAWING_VERBS = {"pictures"}  # of the verbs, those that start Qt

NO_DISPLAY = """\
Rare Earth Desk opens a window, and this session has no display (neither DISPLAY nor WAYLAND_DISPLAY is set).
Start it in a desktop session, over `ssh -X`, or as `xvfb-run ./run`.
The commands work without a display, for example `./run figures`; `./run --help` lists them."""

OFFLINE = """\
Check the connection (pip's own mirror and proxy settings hold here) and start again. Or, on a computer like
this one that has a connection, fill a folder `wheelhouse`, copy it here, and start again:
    python3 -m pip download --only-binary :all: -r {locks} -d wheelhouse"""


class Stamp(NamedTuple):
    """What `.venv` holds, written only once that is true."""

    root: str
    """The checkout; a moved one needs a new `.venv`."""
    base: str
    """The Python that `.venv` was made from; when it is gone, so is `.venv`."""
    locks: dict[str, str]
    """Digest of each lock that is installed, by file name."""
    probed: list[str]
    """Platforms on which Qt was seen to start."""


def main(argv: Sequence[str]) -> int:
    """Prepare and go on through the door named first, `run` or `check`; return the exit status."""
    door, *args = argv
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 -- an older one may be asked to run this file
            raise Stop(f"Rare Earth Desk needs Python 3.11 or newer, and this is {PYTHON}.")
        return check(args) if door == "check" else run(args)
    except Stop as stop:
        say(str(stop))
    except OSError as error:
        say(f"The start failed: {error}. {SAFE}")
    except KeyboardInterrupt:
        say("Interrupted. What was half done is made anew at the next start.")
    return 1


# -- The two doors -------------------------------------------------------------------------------------------


def run(args: Sequence[str]) -> int:
    """Start the program; without a display only its commands work, and what they draw is drawn offscreen."""
    env = dict(os.environ)
    if LINUX and not platform_of(env):
        if opens_window(args):
            raise Stop(NO_DISPLAY)
        env["QT_QPA_PLATFORM"] = "offscreen"
    draws = opens_window(args) or verb_of(args) in DRAWING_VERBS
    prepare([RUN_LOCK], platform_of(env) if LINUX and draws else "")
    return become(python("-P", "-m", "rareearth_gui", *args), env)


def check(args: Sequence[str]) -> int:
    """Run every check until one fails, or pytest alone when there are arguments for it."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    prepare([RUN_LOCK, DEV_LOCK], "offscreen" if LINUX else "")
    for name, command in [("pytest", python("-m", "pytest", *args))] if args else every_check():
        say(f"\n== {name}")
        status = subprocess.run(command, cwd=ROOT, env=env).returncode
        if status:
            say(f"\n== {name} failed with status {status}; nothing was run after it.")
            return status
    say("\n== Every check passed." if not args else "")
    return 0


def every_check() -> Iterator[tuple[str, list[str]]]:
    yield "ruff check", python("-m", "ruff", "check")
    yield "ruff format --check", python("-m", "ruff", "format", "--check")
    yield "mypy", python("-m", "mypy")
    yield "lint-imports", [str(venv_python().with_name("lint-imports"))]
    side_by_side = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")
    yield "pytest", python("-m", "pytest", *side_by_side, "--cov", "--cov-report=term:skip-covered")


def python(*args: str) -> list[str]:
    return [str(venv_python()), *args]


def become(command: list[str], env: dict[str, str]) -> int:
    """Turn into the command; Windows cannot, there its exit status is handed on."""
    if WINDOWS:
        return subprocess.run(command, env=env).returncode
    os.execve(command[0], command, env)


# -- What was asked for --------------------------------------------------------------------------------------


def verb_of(args: Sequence[str]) -> str:
    """Return the first word that is neither an option nor an option's value, or an empty string."""
    words = iter(args)
    for word in words:
        if word in VALUED_OPTIONS:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def opens_window(args: Sequence[str]) -> bool:
    return not verb_of(args) and not {"-h", "--help", "--version"} & set(args)


def platform_of(env: Mapping[str, str]) -> str:
    """Return the Qt platform that these variables lead to, or an empty string when they lead to none."""
    if env.get("QT_QPA_PLATFORM"):
        return env["QT_QPA_PLATFORM"]
    if env.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if env.get("DISPLAY") else ""


# -- The environment -----------------------------------------------------------------------------------------


def prepare(locks: Sequence[Path], platform: str) -> None:
    """See to it that `.venv` holds the locks and that Qt starts on the platform, if one is named."""
    if is_ready(read_stamp(), locks, platform):
        return
    with one_at_a_time():
        stamp = install(locks)
        if not is_ready(stamp, locks, platform):
            make_qt_start(venv_python(), platform)
            with suppress(OSError):  # a checkout that only its owner may write to is probed each time
                write_stamp(stamp._replace(probed=[*stamp.probed, platform]))


def is_ready(stamp: Stamp | None, locks: Sequence[Path], platform: str) -> bool:
    return stamp is not None and not outdated(stamp, locks) and platform in ("", *stamp.probed)


def outdated(stamp: Stamp | None, locks: Sequence[Path]) -> list[Path]:
    return [lock for lock in locks if stamp is None or stamp.locks.get(lock.name) != digest(lock)]


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def read_stamp() -> Stamp | None:
    """Return what `.venv` holds, or None when it is not there, not whole, or not of this place."""
    try:
        stamp = Stamp(**json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return stamp if stamp.root == str(ROOT) and Path(stamp.base).exists() else None


def write_stamp(stamp: Stamp) -> None:
    """Write the stamp whole or not at all."""
    draft = STAMP.with_suffix(".tmp")
    draft.write_text(json.dumps(stamp._asdict(), indent=1), encoding="utf-8")
    draft.replace(STAMP)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait while the first prepares, where the system and its disk can do that."""
    with RUN_LOCK.open("rb") as file:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install(locks: Sequence[Path]) -> Stamp:
    """Bring `.venv` up to the locks and return its stamp; what was half made does not stay."""
    stamp = read_stamp()
    wanted = outdated(stamp, locks)
    try:
        stamp = stamp or make_venv()
        if wanted:
            install_wheels(wanted)
            keep_bytecode()
            stamp = stamp._replace(locks={**stamp.locks, **{lock.name: digest(lock) for lock in wanted}})
            write_stamp(stamp)
    except BaseException:
        if not STAMP.exists():
            shutil.rmtree(VENV, ignore_errors=True)
        raise
    return stamp


def keep_bytecode() -> None:
    """Compile the program once, also where Python is told not to by itself: it starts a fifth sooner."""
    subprocess.run(python("-m", "compileall", "-qq", str(ROOT / "rareearth_gui")), stdout=sys.stderr)


def make_venv() -> Stamp:
    """Make an empty `.venv` that sees the checkout; return its stamp, which is not written yet."""
    say(f"Making the program's own Python in {VENV} ...")
    shutil.rmtree(VENV, ignore_errors=True)
    if not find_spec("ensurepip"):
        install_packages([f"python{PYTHON}-venv"], "This Python cannot make an environment of its own")
    base = getattr(sys, "_base_executable", sys.executable)
    base = base if WINDOWS else os.path.realpath(base)  # python3.11 rather than a python3 that becomes 3.13
    # In a child, because Debian's venv leaves by sys.exit when a part of it is missing.
    made = subprocess.run([base, "-m", "venv", str(VENV)], capture_output=True, text=True, errors="replace")
    if made.returncode:
        said = (made.stdout + made.stderr).strip()
        raise Stop(f"{VENV} could not be made. {SAFE} Python said:\n{said}")
    (site_packages() / "rareearth-desk.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    return Stamp(root=str(ROOT), base=base, locks={}, probed=[])


def venv_python() -> Path:
    return VENV / "Scripts" / "python.exe" if WINDOWS else VENV / "bin" / "python"


def site_packages() -> Path:
    return VENV / ("Lib" if WINDOWS else f"lib/python{PYTHON}") / "site-packages"


def install_wheels(locks: Sequence[Path]) -> None:
    """Fetch first, then install from what was fetched: a broken connection leaves `.venv` as it was."""
    with tempfile.TemporaryDirectory(prefix="wheels-", dir=VENV) as folder:
        wheels = str(WHEELHOUSE if WHEELHOUSE.is_dir() else fetch(locks, folder))
        STAMP.unlink(missing_ok=True)  # an interruption from here on means a start from nothing
        say("Installing them ...")
        trouble = pip("install", locks, "--quiet", "--no-index", "--find-links", wheels)
        if trouble:
            how = f"If {WHEELHOUSE} is there, it has to hold them all; delete it and they are fetched."
            raise Stop(f"The packages could not be installed from {wheels}: {trouble}\n{SAFE}\n{how}")


def fetch(locks: Sequence[Path], folder: str) -> str:
    """Download what the locks name into the folder and return it."""
    names = [lock.name for lock in locks]
    say(f"Fetching the packages named in {' and '.join(names)}; this happens once and takes a while ...")
    quiet = () if sys.stderr.isatty() else ("--quiet",)  # pip draws its progress for a person only
    trouble = pip("download", locks, *quiet, "--dest", folder)
    if trouble:
        how = OFFLINE.format(locks=" -r ".join(names))
        raise Stop(f"The packages that the program needs could not be fetched: {trouble}\n{SAFE}\n{how}")
    return folder


def pip(verb: str, locks: Sequence[Path], *options: str) -> str:
    """Run pip on the locks, their hashes required; return an empty string, or in a line why it failed."""
    command = python("-m", "pip", verb, "--require-hashes", "--only-binary", ":all:", *options)
    for lock in locks:
        command += ["--requirement", str(lock)]
    env = {**os.environ, "PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, env=env, stdout=sys.stderr, stderr=subprocess.PIPE, text=True)
    return pip_error(done.stderr, done.returncode) if done.returncode else ""


def pip_error(said: str, status: int) -> str:
    """Return what pip marked as an error last, and why its connection broke if it did."""
    marked = re.findall(r"^ERROR: (.+)", said, re.MULTILINE)
    error = marked[-1] if marked else f"pip ended with status {status}"
    if error == "Exception:":  # pip's own trace follows, which ends with what happened
        error = said.rstrip().rpartition("\n")[2]
    broken = re.findall(r"connection broken by '.*: (.*?)['\")]*': /", said)
    return f"{error} (the connection broke: {broken[-1]})" if broken else error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
