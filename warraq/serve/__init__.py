"""The preview: watch the sources, publish, tell the open pages to reload.

It builds with the very function that the command builds with, and serves what
that left in `output/`: there is no second way to build.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from warraq.diagnostics import EXIT_DONE, Report
from warraq.legible import legible_text


@dataclass(frozen=True, slots=True)
class Preview:
    """What is previewed, and how it is built.

    `root` is the project. `output` and any of `watched` may not exist yet.
    `build` is given the files of articles that were edited where nothing else changed,
    and none where anything may have; it raises WarraqError when it cannot complete, and
    leaves `output` whole then. `build_id` names what `output` holds: another site,
    another name. `is_article` tells whether a path may be an article's file.
    """

    root: Path
    output: Path
    watched: tuple[Path, ...]
    build: Callable[[frozenset[Path]], Report]
    build_id: Callable[[], str]
    is_article: Callable[[Path], bool] = lambda path: False


def serve(
    preview: Preview, *, port: int = 8000, open_ready: Callable[[str], None] | None = None
) -> int:
    """Serve until Ctrl-C, and return the exit code; say on stderr what happens.

    `open_ready` is given the address once the server answers. Where `port` is
    taken the next free one serves. Raises NotCompletedError where none is free.
    """
    # The server and its libraries cost a tenth of a second that no other command should pay.
    from warraq.serve.server import PreviewServer, listen

    server = PreviewServer(preview, listen(port), say=_say, open_ready=open_ready)
    server.run(wanted_port=port)
    return EXIT_DONE


def _say(line: str) -> None:
    print(legible_text(line), file=sys.stderr, flush=True)
