"""R9: a preview that runs for long neither grows nor misses an edit."""

from __future__ import annotations

import contextlib
import re
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill, kill_group, start
from tests.support import SiteTest, article

# A build that has just ended may hold its catalog until the garbage is looked for.
SPARE = 4

Say = Callable[[str], None]

ARTICLES = 200
GROWTH = 0.05
# Caches and pools are full by then; growth counts from here.
WARM_SECONDS = 60.0
# An edit that is not there by then is missed.
PATIENCE = 20.0

# A build of one edit ends within so many seconds, on a busy machine too.
REST = 5.0

FILE = "content/ar/2018/05/01/n0.md"
PAGE = "ar/2018/05/01/n0/"

_ADDRESS = re.compile(r"http://\S+?(?=[\s(])")


def measure(folder: Path, *, minutes: float, say: Say = lambda line: None) -> Figure:
    """Edit an article each second, and look for it in the page that is served."""
    site = fill(SiteTest(folder / "mirror"), ARTICLES)
    log = folder / "serve.log"
    process = start(site, "serve", "--port", "18900", told=log)
    try:
        address = _address(log)
        _wait_for(address + PAGE, "خبر 0")
        return _soak(site, address, process.pid, minutes * 60, say)
    finally:
        kill_group(process)


def _address(log: Path) -> str:
    for _ in range(600):
        if found := _ADDRESS.search(log.read_text("utf-8")):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))


def _soak(site: SiteTest, address: str, pid: int, seconds: float, say: Say) -> Figure:
    fewest = _open_at_rest(pid)
    begun = time.monotonic()
    edits, failures = 0, []
    warm, seen = [_memory(pid)], []
    while (passed := time.monotonic() - begun) < seconds:
        edits += 1
        title = f"تعديل {edits}"
        site.write(
            FILE, article(title, captured="2018-05-01", section="[أمن]", id="2018" + "0" * 8)
        )
        if not _wait_for(address + PAGE, title):
            failures.append(f"edit {edits} was not there after {PATIENCE:.0f} s")
        seen.append(_memory(pid))
        if passed < WARM_SECONDS:
            warm.append(seen[-1])
        if edits % 60 == 0:
            say(f"{edits} edits, {seen[-1]} KiB")
        time.sleep(max(0.0, begun + edits - time.monotonic()))
    first, memory = warm[-1], max(seen, default=warm[-1])
    if memory > first * (1 + GROWTH):
        failures.append(f"memory grew from {first} to {memory} KiB")
    left = _open_at_rest(pid)
    if left > fewest + SPARE:
        failures.append(f"descriptors grew from {fewest} to {left}")
    note = f"{seconds / 60:.0f} min, {first} → {memory} KiB, {fewest} → {left} descriptors"
    return Figure("R9", "edits seen by the preview", edits, tuple(failures), note)


def _wait_for(address: str, text: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(address, timeout=PATIENCE) as page,
        ):
            if text in page.read().decode("utf-8"):
                return True
        time.sleep(0.05)
    return False


def _memory(pid: int) -> int:
    """Return the resident memory of a process in KiB."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0])


def _open_at_rest(pid: int) -> int:
    """Return how many descriptors a process holds where it does nothing.

    A running build has files open that are no leak; the last one ends within that time.
    """
    counts = []
    for _ in range(int(REST / 0.05)):
        counts.append(len(list(Path(f"/proc/{pid}/fd").iterdir())))
        time.sleep(0.05)
    return min(counts)
