"""The loop of the preview: something changed → build → show what came of it."""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from warraq.diagnostics import Diagnostic, Report, WarraqError
from warraq.serve import Preview
from warraq.serve.address import INDEX
from warraq.serve.board import Board
from warraq.serve.hints import Ears, Mailbox, events_arrive
from warraq.serve.snapshot import Snapshot, contents

# Without events the trees are looked at every second; with them now and then, in case
# one was lost. A look may take at most a tenth, or a fiftieth, of the time.
_POLL_SECONDS = 1.0
_ROUND_SECONDS = 10.0
_POLL_SHARE = 10
_ROUND_SHARE = 50
# An event is here long before that, if it comes at all.
_LATE_SECONDS = 0.5


class Rebuilder:
    """Builds at the start and after every change, one build at a time."""

    def __init__(self, preview: Preview, board: Board, *, say: Callable[[str], None]) -> None:
        self._preview = preview
        self._board = board
        self._say = say
        self._snapshot = Snapshot(preview.watched)
        self._mailbox = Mailbox()
        self._ears: Ears | None = None
        self._known: frozenset[Diagnostic] | None = None
        self._look_cost = 0.0
        # The newest build knew of everything there was.
        self._is_settled = False
        self.is_building = False
        if preview.output.joinpath(INDEX).is_file():
            board.show(replace(board.state, build=self._build_id(), has_site=True))

    def run(self) -> None:
        """Build, then watch and rebuild until `stop`."""
        try:
            self._look()
            self._settle()
            self._listen()
            while not self._mailbox.closed:
                self._rebuild_after_change()
        finally:
            if self._ears:
                self._ears.stop()

    def stop(self) -> None:
        """End `run` after the running build; any thread may call it."""
        self._mailbox.close()

    # --- when to build ---------------------------------------------------------------

    def _listen(self) -> None:
        self._ears = Ears(self._preview.watched, self._mailbox.put)
        try:
            self._ears.start()
        except OSError as error:
            self._poll(f"the system allows no more watching ({error.strerror or error})")
        else:
            if not events_arrive(self._preview.root / ".warraq"):
                self._poll("the system tells of no changes here")
        if self._look():
            self._settle()

    def _poll(self, reason: str) -> None:
        self._say(f"{reason}; looking for changes every second")
        if self._ears:
            self._ears.stop()
            self._ears = None

    def _rebuild_after_change(self) -> None:
        hints = self._mailbox.take(self._pause())
        if self._mailbox.closed:
            return
        if hints and self._ears:
            self._follow(self._ears)
        changed = self._snapshot.look_at(hints) if hints else self._look_round()
        if changed:
            known = only_edits(hints, changed, self._preview.is_article)
            self._settle(known if self._is_settled else frozenset())

    def _follow(self, ears: Ears) -> None:
        try:
            ears.follow()
        except OSError as error:
            self._poll(f"the system allows no more watching ({error.strerror or error})")

    def _pause(self) -> float:
        if self._ears:
            return max(_ROUND_SECONDS, self._look_cost * _ROUND_SHARE)
        return max(_POLL_SECONDS, self._look_cost * _POLL_SHARE)

    def _look_round(self) -> frozenset[str]:
        changed = self._look()
        if changed and self._ears and not self._mailbox.wait(_LATE_SECONDS):
            self._poll("the system did not tell of a change")
        return changed

    def _look(self) -> frozenset[str]:
        start = time.perf_counter()
        changed = self._snapshot.look()
        self._look_cost = time.perf_counter() - start
        return changed

    def _settle(self, edited: frozenset[Path] = frozenset()) -> None:
        """Build until a build leaves the watched files as they were before it.

        The first build is told which articles were `edited`, if that is all.
        What changed meanwhile was written by the build itself or by the author:
        one more build finds out. A build that writes the same bytes each time
        would never come to rest, so from the second round on those count.
        """
        before: dict[str, bytes] = {}
        rounds = 0
        while not self._mailbox.closed:
            self._build(edited if not rounds else frozenset())
            changed = self._look()
            written = contents(changed) if rounds else {}
            if not changed or (rounds and written == before):
                return
            before, rounds = written, rounds + 1

    # --- one build ---------------------------------------------------------------------

    def _build(self, edited: frozenset[Path]) -> None:
        start = time.perf_counter()
        self.is_building = True
        self._is_settled = False
        try:
            report = self._preview.build(edited)
        except WarraqError as error:
            self._show_failure(error.diagnostics)
        except Exception as error:  # a bug must not end the preview, nor pass in silence
            self._say(traceback.format_exc())
            self._show_failure((_bug(error),))
        else:
            self._is_settled = True
            self._show_success(report, time.perf_counter() - start)
        finally:
            self.is_building = False
            # A build leaves whole sites behind in cycles, and rarely looks for cycles.
            gc.collect()

    def _show_failure(self, problems: tuple[Diagnostic, ...]) -> None:
        for problem in problems:
            self._say(str(problem))
        state = self._board.state
        shown = "the last good site stays" if state.has_site else "there is no site yet"
        self._say(f"the build did not complete; {shown}")
        self._board.show(replace(state, complete=False, problems=problems))

    def _show_success(self, report: Report, seconds: float) -> None:
        state = self._board.state
        build = self._build_id()
        fresh = self._fresh_errors(report)
        for problem in fresh:
            self._say(str(problem))
        same = ", nothing changed" if state.has_site and build == state.build else ""
        self._say(f"built in {seconds:.2f} s{same}")
        self._board.show(replace(state, build=build, has_site=True, complete=True, problems=fresh))

    def _fresh_errors(self, report: Report) -> tuple[Diagnostic, ...]:
        """Return the errors that came up during the preview.

        An archive may hold captures that fail at every build; those are known, and
        would hide the pages for good.
        """
        errors = tuple(report.of("error"))
        if self._known is None:
            self._known = frozenset(errors)
        self._known &= frozenset(errors)
        return tuple(found for found in errors if found not in self._known)

    def _build_id(self) -> str:
        try:
            return self._preview.build_id()
        except (OSError, WarraqError):
            return ""


def only_edits(
    hints: frozenset[str], changed: frozenset[str], is_article: Callable[[Path], bool]
) -> frozenset[Path]:
    """Return the articles that hints tell of; none where anything else may have changed.

    `changed` are the folders in which something did.
    """
    files = frozenset(map(Path, hints))
    all_told = changed <= {str(file.parent) for file in files}
    known = all(is_article(file) and file.is_file() for file in files)
    return files if all_told and known else frozenset()


def _bug(error: Exception) -> Diagnostic:
    message = f"the build broke off: {type(error).__name__}: {error}"
    return Diagnostic("", "bug", message, "the terminal shows where")
