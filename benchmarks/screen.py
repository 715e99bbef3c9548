"""A screen of our own: Xvfb and openbox, keys and clicks by xdotool, and the pixels read from its memory."""

from __future__ import annotations

import itertools
import mmap
import os
import signal
import subprocess
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from benchmarks.measure import as_users_have_it, processor_time

if TYPE_CHECKING:
    from types import TracebackType

WIDTH, HEIGHT = 1400, 900
POLL_S = 0.003
QUIET_S = 0.8
PATIENCE_S = 60.0
EVERY = 3
"""One row of pixels in so many is watched."""
_OPENBOX = """<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="*" type="normal"><decor>no</decor><maximized>true</maximized></application>
</applications></openbox_config>"""
Region = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the screen."""


class Screen:
    """An X server without a screen; every window fills it."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="screen-")))

    def __enter__(self) -> Screen:
        read, write = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        server = [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            size,
            "-fbdir",
            str(self.folder),
            "-nolisten",
            "tcp",
        ]
        self._start(server, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            display = f":{pipe.readline().strip()}"
        here = {"DISPLAY": display, "HOME": str(self.folder), "QT_QPA_PLATFORM": "xcb"}
        self.environment = as_users_have_it() | here
        self.environment.pop("XDG_CONFIG_HOME", None)
        rules = self.folder / "openbox.xml"
        rules.write_text(_OPENBOX)
        self._start(["openbox", "--config-file", str(rules)])
        self._hand = self._start(["xdotool", "-"], stdin=subprocess.PIPE)
        file = self._stack.enter_context((self.folder / "Xvfb_screen0").open("rb"))
        self._memory = self._stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self._first = len(self._memory) - WIDTH * HEIGHT * 4
        sleep(0.5)
        return self

    def _start(self, command: list[str], **more: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            env=getattr(self, "environment", None),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **more,  # type: ignore[call-overload]
        )
        self._stack.callback(stop, process)
        started: subprocess.Popen[bytes] = process
        return started

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start a program on this screen; it is ended with the screen, or by `stop`."""
        return self._start(command, stdout=subprocess.DEVNULL)

    def do(self, *commands: str) -> None:
        """Send commands of xdotool: `mousemove 10 10`, `click 1`, `key ctrl+End`, `type abc`."""
        assert self._hand.stdin is not None
        self._hand.stdin.write("".join(f"{command}\n" for command in commands).encode())
        self._hand.stdin.flush()

    def pixels(self, region: Region) -> bytes:
        """Give every third row of the pixels of a region."""
        left, top, right, bottom = region
        start = self._first + left * 4
        length = (right - left) * 4
        rows = (start + y * WIDTH * 4 for y in range(top, bottom, EVERY))
        return b"".join(self._memory[at : at + length] for at in rows)

    def ink(self, region: Region) -> int:
        """Count the changes of colour from one pixel to the next: much where there is text, none where all is blank."""
        pixels = memoryview(self.pixels(region)).cast("I")
        return sum(one != other for one, other in itertools.pairwise(pixels))

    def wait_for_ink(self, region: Region, least: int) -> float:
        """Wait until there is text in a region; give the time when it was seen."""
        until = perf_counter() + PATIENCE_S
        before = b""
        while perf_counter() < until:
            now = self.pixels(region)
            if now != before:
                before, seen = now, perf_counter()
                if self.ink(region) >= least:
                    return seen
            sleep(POLL_S)
        raise TimeoutError("nothing was painted")

    def changes(self, region: Region, pid: int, *commands: str, quiet: float = QUIET_S) -> tuple[float, float, float]:
        """Send commands; give the ms to the first and last change of a region, and until the process is at rest too."""
        before, used = self.pixels(region), processor_time(pid)
        began = changed = busy = perf_counter()
        first = 0.0
        self.do(*commands)
        while (now := perf_counter()) - max(changed, busy) < quiet and now - began < PATIENCE_S:
            pixels = self.pixels(region)
            if pixels != before:
                before, changed = pixels, perf_counter()
                first = first or changed
            if (spent := processor_time(pid)) > used + 0.015:
                used, busy = spent, perf_counter()
            sleep(POLL_S)
        return tuple((at - began) * 1000 for at in (first or began, changed, max(changed, busy)))  # type: ignore[return-value]


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that we started, and whatever it started."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, how)
            with suppress(subprocess.TimeoutExpired):
                process.wait(3)
