"""One finished site, and what is asked of every host."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

REPO = Path(__file__).parents[2]
ARABIC = "ar/2018/05/27/القوات-تتقدم-نحو-الحدود"
SETTINGS = "title: جريدة الجسر\nlanguages: [ar, en]\ntimezone: Asia/Baghdad\npublish_raw: true\n"
ARTICLE = """---
title: "القوات تتقدم نحو الحدود"
section: ["أمن ومحليات"]
captured: "2018-05-27"
---

قال مصدر أمني إن القوات تقدمت نحو الحدود.
"""


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with Arabic addresses, built by the command line."""
    project = tmp_path_factory.mktemp("hosts") / "mirror"
    raw = REPO / "content" / "raw"
    if raw.is_dir():
        shutil.copytree(raw, project / "content" / "raw")
    article = project / "content" / f"{ARABIC}.md"
    article.parent.mkdir(parents=True)
    article.write_text(ARTICLE, encoding="utf-8")
    (project / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "warraq", "build", "--project", str(project)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    # 1 says that a capture failed; the sample holds some that must.
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert (project / "output" / ARABIC / "index.html").is_file()
    return project / "output"


Fetch = Callable[[str], bytes]


def files_of(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def differing(output: Path, fetch: Fetch) -> list[str]:
    """Return the addresses, percent-encoded, that answer with other bytes than the files hold.

    A page in a folder is asked for by the folder too, as its links do.
    """
    wrong = []
    for path, data in files_of(output).items():
        wanted = [path]
        if path == "index.html" or path.endswith("/index.html"):
            wanted.append(path.removesuffix("index.html"))
        wrong += [quote(one) for one in wanted if fetch(quote(one)) != data]
    return wrong
