"""One writer per library: a lock beside the file that the system drops when its holder dies."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class WriterLock:
    """Holds `<library>.lock` while this process may write. A crash leaves the file but not the lock."""

    def __init__(self, library: Path) -> None:
        self._path = library.with_name(library.name + ".lock")
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Try to take the lock at once; False when another process holds it or the folder cannot be written."""
        try:
            handle = self._path.open("a+", encoding="utf-8")
        except OSError:
            return False
        if not _lock(handle) or not self._is_still(handle):
            handle.close()
            return False
        handle.seek(0)
        handle.truncate()
        since = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        json.dump({"pid": os.getpid(), "host": _host(), "since": since}, handle)
        handle.flush()
        self._file = handle
        return True

    def _is_still(self, handle: IO[str]) -> bool:
        """Say whether the locked file is the one by that name: its last holder may have taken it away meanwhile."""
        try:
            return os.path.samestat(os.fstat(handle.fileno()), os.stat(self._path))
        except OSError:
            return False

    def holder(self) -> str:
        """Say who holds the lock, in words, as far as the lock file tells."""
        try:
            about = json.loads(self._path.read_text("utf-8"))
            return f"process {about['pid']} on {about['host']}, since {about['since'][:16]}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"

    def release(self) -> None:
        """Give the lock back and take the file away."""
        if self._file is None:
            return
        handle, self._file = self._file, None
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        handle.close()
        if sys.platform == "win32":
            self._path.unlink(missing_ok=True)


if sys.platform == "win32":
    import msvcrt

    def _host() -> str:
        return os.environ.get("COMPUTERNAME", "")

    def _lock(handle: IO[str]) -> bool:
        try:
            handle.seek(4096)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _host() -> str:
        return os.uname().nodename

    def _lock(handle: IO[str]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
