"""Jobs: reading threads and a writing one; a result crosses back by one signal; progress is read, not pushed."""

from __future__ import annotations

import contextlib
import queue
import sqlite3
import threading
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from rareearth_gui.domain.refused import Refused

if TYPE_CHECKING:
    from rareearth_gui.ops.start import Library

Work = Callable[[sqlite3.Connection], Any]
Done = Callable[[Any], None]


class Ticket:
    """One piece of work on its way. `cancel()` keeps its result from being delivered."""

    def __init__(self, work: Work, done: weakref.WeakMethod[Any] | None, lane: Lane) -> None:
        self.work, self.done, self.lane = work, done, lane
        self.cancelled = False

    def cancel(self) -> None:
        """Drop the result; work that has not begun is not done at all."""
        self.cancelled = True


class Lane(threading.Thread):
    """A thread with its own connection that does one piece of work after the other."""

    def __init__(self, name: str, library: Library, land: Callable[[object], None], *, write: bool) -> None:
        super().__init__(name=name, daemon=True)
        self._library, self._land, self._write = library, land, write
        self._queue: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self._connection: sqlite3.Connection | None = None
        self.current: Ticket | None = None

    def put(self, ticket: Ticket) -> None:
        """Queue a piece of work; the first one starts the lane."""
        self._queue.put(ticket)
        if self.ident is None:
            self.start()

    def end(self) -> None:
        """Let the lane end after what is queued."""
        self._queue.put(None)

    def interrupt(self) -> None:
        """Stop the statement that runs now; its ticket ends as cancelled."""
        connection, ticket = self._connection, self.current
        if connection is not None and ticket is not None and ticket.cancelled:
            with contextlib.suppress(sqlite3.ProgrammingError):
                connection.interrupt()

    def run(self) -> None:
        """Work until told to end; the connection is opened on the first piece of work."""
        while (ticket := self._queue.get()) is not None:
            self.current = ticket
            if not ticket.cancelled:
                self._land((ticket, *self._do(ticket)))
            self.current = None
        if self._connection is not None:
            self._connection.close()

    def _do(self, ticket: Ticket) -> tuple[object, BaseException | None]:
        try:
            return self._work(ticket), None
        except sqlite3.OperationalError as error:
            if self._write or ticket.cancelled or "interrupt" not in str(error):
                return None, error
            return self._again(ticket)  # the interrupt was meant for the work before this one
        except BaseException as error:
            return None, error

    def _again(self, ticket: Ticket) -> tuple[object, BaseException | None]:
        try:
            return self._work(ticket), None
        except BaseException as error:
            return None, error

    def _work(self, ticket: Ticket) -> object:
        if self._write:
            with self._library.writer() as connection:
                return ticket.work(connection)
        if self._connection is None:
            self._connection = self._library.reader()
        return ticket.work(self._connection)


class Jobs(QObject):
    """Hands work to the lanes and results to whoever asked, on the window's thread."""

    landed = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)
        self._reading = Lane("reader", library, self.landed.emit, write=False)
        self._long = Lane("long reader", library, self.landed.emit, write=False)
        self._writing = Lane("writer", library, self.landed.emit, write=True)
        self._lanes = (self._writing, self._reading, self._long)
        self._waiting: set[Ticket] = set()

    def read(self, work: Work, done: Done | None, *, long: bool = False) -> Ticket:
        """Do `work(connection)` on a reading thread; then call the bound method `done` with the result.

        `long` work, which looks at every row of a table, has a thread of its own: nobody waits behind it.
        """
        return self._put(self._long if long else self._reading, work, done)

    def write(self, work: Work, done: Done | None) -> Ticket:
        """Do `work(connection)` on the writing thread; then call the bound method `done` with the result."""
        return self._put(self._writing, work, done)

    def _put(self, lane: Lane, work: Work, done: Done | None) -> Ticket:
        ticket = Ticket(work, None if done is None else weakref.WeakMethod(done), lane)
        self._waiting.add(ticket)
        lane.put(ticket)
        return ticket

    def drop(self, ticket: Ticket | None) -> None:
        """Cancel reading that is no longer wanted, and interrupt it when it is running."""
        if ticket is None:
            return
        ticket.cancel()
        self._waiting.discard(ticket)
        if ticket.lane.current is ticket:
            ticket.lane.interrupt()

    @property
    def busy(self) -> bool:
        """Say whether anything has been asked for that has not landed."""
        return bool(self._waiting)

    def _on_landed(self, landing: tuple[Ticket, object, BaseException | None]) -> None:
        ticket, result, error = landing
        self._waiting.discard(ticket)
        if ticket.cancelled:
            return
        if isinstance(error, Refused):
            self.refused.emit(error)
        elif error is not None:
            self.failed.emit(error)
        elif ticket.done is not None and (done := ticket.done()) is not None:
            done(result)

    def close(self) -> None:
        """Finish what is to be written, drop what is to be read, and end the threads."""
        for ticket in tuple(self._waiting):
            if ticket.lane is not self._writing:
                self.drop(ticket)
        for lane in self._lanes:
            lane.end()
        for lane in self._lanes:
            if lane.ident is not None:
                lane.join()
        self._waiting.clear()
