"""Random acts on a real library: rule, withdraw, snooze, correct, withdraw a figure, undo, reopen; the chain holds."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.refused import Refused
from rareearth_gui.domain.ruling import OUTCOMES, Verdict
from rareearth_gui.ops import adjudicate, edit
from rareearth_gui.store import chain
from rareearth_gui.store.library import Library

REASONS = st.text(alphabet="ab 包头'\"%", min_size=1, max_size=12).filter(str.strip)


class Acts(RuleBasedStateMachine):
    source: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="acts-", ignore_cleanup_errors=True)
        self.path = Path(self.folder.name) / "library.sqlite"

    @initialize()
    def open(self) -> None:
        shutil.copyfile(self.source, self.path)
        self.library = Library.open(self.path)
        with closing(self.library.reader()) as db:
            self.figures = [number for (number,) in db.execute("SELECT id FROM figure ORDER BY id")]
            self.questions = [number for (number,) in db.execute("SELECT DISTINCT question_id FROM figure ORDER BY 1")]
        self.ruled: dict[int, str] = {}

    def attempt(self, work: object, *arguments: object, **named: object) -> bool:
        assert callable(work)
        with self.library.writer() as db:
            before = db.execute("SELECT count(*) FROM audit").fetchone()[0]
            try:
                work(db, *arguments, **named)
            except Refused:
                assert db.execute("SELECT count(*) FROM audit").fetchone()[0] == before
                return False
            assert db.execute("SELECT count(*) FROM audit").fetchone()[0] == before + 1
            return True

    @rule(data=st.data(), outcome=st.sampled_from(OUTCOMES), reason=REASONS)
    def rule_on(self, data: st.DataObject, outcome: str, reason: str) -> None:
        question = data.draw(st.sampled_from(self.questions))
        if self.attempt(adjudicate.rule, question, Verdict(outcome, (), reason, "a bridge")):
            self.ruled[question] = "ruled"
        else:
            assert outcome == "one figure stands"

    @rule(data=st.data(), reason=REASONS)
    def take_back(self, data: st.DataObject, reason: str) -> None:
        question = data.draw(st.sampled_from(self.questions))
        assert self.attempt(adjudicate.withdraw, question, reason) is (question in self.ruled)
        self.ruled.pop(question, None)

    @rule(data=st.data(), reason=REASONS)
    def snooze(self, data: st.DataObject, reason: str) -> None:
        question = data.draw(st.sampled_from(self.questions))
        assert self.attempt(adjudicate.snooze, question, "2999-01-01", reason)
        self.ruled[question] = "snoozed"

    @rule(data=st.data(), number=st.integers(1, 99))
    def correct(self, data: st.DataObject, number: int) -> None:
        figure = data.draw(st.sampled_from(self.figures))
        self.attempt(edit.correct, Kind.FIGURE, figure, {"number": str(number)}, "a look at the page")

    @rule(data=st.data())
    def withdraw_figure(self, data: st.DataObject) -> None:
        self.attempt(edit.withdraw, Kind.FIGURE, data.draw(st.sampled_from(self.figures)), "not in the source")

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        with closing(self.library.reader()) as db:
            entries = [number for (number,) in db.execute("SELECT id FROM audit ORDER BY id")]
        self.attempt(edit.undo, data.draw(st.sampled_from(entries)))

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.path)
        assert self.library.writable

    @invariant()
    def chain_and_states_hold(self) -> None:
        with closing(self.library.reader()) as db:
            assert chain.broken(db) == []
            for question in self.questions:
                state = adjudicate.standing(db, question).state
                assert state in {"ruled": ("ruled", "review owed"), "snoozed": ("snoozed",)}.get(
                    self.ruled.get(question, ""), ("open",)
                )
                self.row_agrees(db, question, state)

    def row_agrees(self, db: sqlite3.Connection, question: int, state: str) -> None:
        row = db.execute("SELECT state FROM conflict WHERE id = ?", (question,)).fetchone()
        assert row is None or row[0] == state

    def teardown(self) -> None:
        if hasattr(self, "library"):
            with closing(self.library.reader()) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            self.library.close()
        self.folder.cleanup()


def test_random_acts(small_built: Path) -> None:
    machine = type("ActsOnSmall", (Acts,), {"source": small_built})
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(machine, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))
