"""R5: whatever becomes of `.warraq/`, the site that is built is that of a clean build."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks.torture.disk import Crash, in_child
from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill, twin
from benchmarks.torture.sequences import templates_compiled_once
from tests.support import ROOT, Run, SiteTest

Say = Callable[[str], None]
Harm = Callable[[Path, random.Random], str]

ARTICLES = 20
# Captures with articles read from them, so that the ledger says something.
CAPTURES = 5

# Root may write everywhere; who may not is tried as this user.
_NOBODY = 65534


def measure(folder: Path, *, cases: int, say: Say = lambda line: None, seed: int = 1) -> Figure:
    """Return how many damaged folders made no difference."""
    dice = random.Random(seed)
    failures: list[str] = []
    refused = 0
    with templates_compiled_once():
        site = _built(folder / "mirror")
        for case in range(cases):
            trial = twin(site, folder / "trial")
            fill(trial, ARTICLES + case % 3, "معدل" if case % 2 else "")
            harm = HARMS[case % len(HARMS)]
            what = harm(trial.root / ".warraq", dice)
            outcome = _outcome(trial, folder / "clean")
            _allow(trial.root)
            if outcome == "refused":
                refused += 1
                outcome = _outcome(trial, folder / "clean") if harm is _forbid else ""
            if outcome:
                failures.append(f"case {case}, {what}: {outcome}")
            if case % 50 == 49:
                say(f"{case + 1} cases, {len(failures)} failures")
    note = f"{refused} could not be written, said so, and left the site as it was"
    return Figure("R5", "damaged states of .warraq/", cases, tuple(failures), note)


def _built(root: Path) -> SiteTest:
    site = fill(SiteTest(root), ARTICLES)
    captures = sorted((ROOT / "content" / "raw").rglob("*.txt"))[:CAPTURES]
    for number, path in enumerate(captures):
        site.write(f"content/raw/{number}.txt", path.read_bytes())
    site.build()
    return site


def _outcome(trial: SiteTest, clean_folder: Path) -> str:
    """Build; return what is wrong, "" if nothing, "refused" for a message and the old site."""
    before = trial.tree()
    run = in_child(lambda: _as_nobody(trial))
    if isinstance(run, Crash):
        return f"traceback: {run.trace.splitlines()[-1]}"
    if run.code == 3:
        named = ".warraq" in run.out
        return "refused" if named and trial.tree() == before else f"exit 3: {run.out}"
    clean = SiteTest(clean_folder, trial.site)
    shutil.copytree(trial.root / "content", clean.root / "content")
    in_child(clean.build)
    wanted = clean.tree()
    shutil.rmtree(clean_folder)
    return "" if run.code == 0 and trial.tree() == wanted else f"exit {run.code}: {run.out}"


def _as_nobody(trial: SiteTest) -> Run:
    """Build as somebody to whom closed folders are closed."""
    if os.geteuid() == 0:
        for path in (trial.root, *trial.root.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)
        for path in trial.root.parents:
            path.chmod(path.stat().st_mode | 0o011) if path != Path("/") else None
        os.setuid(_NOBODY)
    return trial.run("build", "--json")


# --- harms ----------------------------------------------------------------------------


def _a_file(state: Path, dice: random.Random) -> Path:
    return dice.choice(sorted(path for path in state.iterdir() if path.is_file()))


def _shorten(state: Path, dice: random.Random) -> str:
    path = _a_file(state, dice)
    size = path.stat().st_size
    os.truncate(path, left := dice.randrange(size + 1) if size else 0)
    return f"{path.name} cut to {left} of {size} bytes"


def _flip(state: Path, dice: random.Random) -> str:
    path = _a_file(state, dice)
    data = bytearray(path.read_bytes())
    if not data:
        return f"{path.name} empty"
    place, bit = dice.randrange(len(data)), dice.randrange(8)
    data[place] ^= 1 << bit
    path.write_bytes(data)
    return f"{path.name}, bit {bit} of byte {place}"


def _of_another_version(state: Path, dice: random.Random) -> str:
    """Raise or lower the version in the head of a database (user_version, at byte 60)."""
    path = dice.choice(sorted(state.glob("*.sqlite")))
    data = bytearray(path.read_bytes())
    data[60:64] = dice.choice([0, 1, 99, 2**31 - 1]).to_bytes(4, "big")
    path.write_bytes(data)
    return f"{path.name} of another version"


def _lose(state: Path, dice: random.Random) -> str:
    path = _a_file(state, dice)
    path.unlink()
    return f"{path.name} lost"


def _lose_all(state: Path, dice: random.Random) -> str:
    shutil.rmtree(state)
    return "all lost"


def _swap(state: Path, dice: random.Random) -> str:
    one, other = _a_file(state, dice), _a_file(state, dice)
    one.write_bytes(other.read_bytes())
    return f"{one.name} is {other.name}"


def _fill_with_noise(state: Path, dice: random.Random) -> str:
    path = _a_file(state, dice)
    path.write_bytes(dice.randbytes(dice.randrange(20_000)))
    return f"{path.name} is noise"


def _make_folder(state: Path, dice: random.Random) -> str:
    path = _a_file(state, dice)
    path.unlink()
    path.mkdir()
    return f"{path.name} is a folder"


def _make_file(state: Path, dice: random.Random) -> str:
    shutil.rmtree(state)
    state.write_bytes(dice.randbytes(100))
    return ".warraq is a file"


def _litter(state: Path, dice: random.Random) -> str:
    for name in ("staging-output/next/x/y.html", "staging-output/displaced/z", "journal.json"):
        path = state / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dice.randbytes(10))
    return "litter"


def _forge_journal(state: Path, dice: random.Random) -> str:
    path = state / "staging-output" / dice.choice(["journal.json", "undo.json"])
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(dice.choice([b"", b"{", b"[]", b'{"changed": 7}', dice.randbytes(50)]))
    return f"{path.name} is broken"


def _forbid(state: Path, dice: random.Random) -> str:
    state.chmod(0o555)
    return "read-only"


def _allow(root: Path) -> None:
    if (state := root / ".warraq").is_dir():
        state.chmod(0o755)


HARMS: tuple[Harm, ...] = (
    *(_shorten, _flip, _shorten, _flip, _of_another_version, _lose, _lose_all, _swap),
    *(_fill_with_noise, _make_folder, _make_file, _litter, _forge_journal, _forbid),
)
