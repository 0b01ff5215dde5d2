"""Sites built by the command line, served as a host would, and one Chromium to look at them."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
LANGUAGES = ("ar", "ckb", "fa", "ur", "he", "en")
DAY = "2018/05/27"
SITE_URL = "https://mirror.example/news/"


# --- the sites --------------------------------------------------------------------------

TITLES = {
    "ar": "جريدة الجسر",
    "ckb": "ڕۆژنامەی پرد",
    "fa": "روزنامهٔ پل",
    "ur": "روزنامہ پل",
    "he": "עיתון הגשר",
    "en": "The Bridge",
}

# What an article says in each language: security section, title, paragraph, place, author.
WORDS = {
    "ar": (
        "أمن",
        "القوات تتقدم نحو الحدود: 12 قرية في يوم واحد",
        "قال مصدر أمني إن القوات تقدمت نحو الحدود يوم 2018-05-27، وأضاف أن «الطريق مفتوح».",
        "بغداد",
        "رزاق الياسري",
    ),
    "ckb": (
        "ئاسایش",
        "هێزەکان بەرەو سنوور دەچن",
        "سەرچاوەیەکی ئاسایش ڕایگەیاند کە هێزەکان بەرەو سنوور چوون و ڕێگاکە کراوەتەوە.",
        "هەولێر",
        "ئازاد کەریم",
    ),
    "fa": (
        "امنیتی",
        "نیروها به سوی مرز پیش می‌روند",
        "یک منبع امنیتی گفت نیروها به سوی مرز پیش رفته‌اند و راه باز است.",
        "تهران",
        "مریم احمدی",
    ),
    "ur": (
        "سلامتی",
        "فوج سرحد کی طرف بڑھ رہی ہے",
        "ایک ذریعے نے بتایا کہ فوج سرحد کی طرف بڑھ گئی ہے اور راستہ کھلا ہے۔",
        "لاہور",
        "احمد علی",
    ),
    "he": (
        "ביטחון",
        "הכוחות מתקדמים אל הגבול",
        "גורם ביטחוני אמר כי הכוחות התקדמו אל הגבול וכי הדרך פתוחה.",
        "חיפה",
        "דנה לוי",
    ),
    "en": (
        "Security",
        "Forces move toward the border",
        "A security source said that the forces had moved toward the border.",
        "Baghdad",
        "Jane Doe",
    ),
}


@dataclass(frozen=True)
class BuiltSite:
    """A finished site, and the addresses it is served at."""

    output: Path
    root: str = ""
    below: str = ""

    def article(self, lang: str, slug: str = "story") -> str:
        return f"{lang}/{DAY}/{slug}/"

    def kinds(self, lang: str) -> dict[str, str]:
        """Return the address of one page of each kind."""
        section = sorted((self.output / lang / "section").iterdir())[0].name
        return {
            "home": f"{lang}/",
            "section": f"{lang}/section/{section}/",
            "day": f"{lang}/{DAY}/",
            "article": self.article(lang),
            "about": f"{lang}/about/",
        }

    def pages(self) -> list[str]:
        files = sorted(self.output.rglob("*.html"))
        return [file.relative_to(self.output).as_posix() for file in files]

    def some_of_each_shape(self) -> list[str]:
        """Return the pages, of those that differ in a name or a number only the first two."""
        shapes: dict[str, list[str]] = {}
        for path in self.pages():
            lang, *names = path.split("/")
            known = (
                name if name in ("section", "archive") else str(name.isdigit()) for name in names
            )
            shapes.setdefault("/".join((lang, *known)), []).append(path)
        return [path for paths in shapes.values() for path in paths[:2]]


def quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_article(project: Path, path: str, body: str, **fields: object) -> None:
    """Write a content file by hand, as an editor would."""
    file = project / "content" / f"{path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{name}: {quoted(value)}" for name, value in fields.items()]
    file.write_text("\n".join(["---", *lines, "---", "", body, ""]), encoding="utf-8")


def write_six_languages(project: Path, *, links: str, robots: str = "noindex") -> None:
    """Write a project of six languages: three articles each, one in a seventh, real captures."""
    project.mkdir(parents=True)
    site = {
        "title": TITLES,
        "languages": list(LANGUAGES),
        "timezone": "Asia/Baghdad",
        "site_url": SITE_URL,
        "links": links,
        "robots": robots,
        "operator": "أرشيف الجسر",
        "contact": "+964 770 123 4567",
        "sections": {"security": [WORDS[lang][0] for lang in LANGUAGES]},
    }
    text = "".join(f"{name}: {quoted(value)}\n" for name, value in site.items())
    (project / "site.yaml").write_text(text, encoding="utf-8")
    raw = REPO / "content" / "raw"
    if raw.is_dir():
        shutil.copytree(raw, project / "content" / "raw")
    for lang in LANGUAGES:
        write_three_articles(project, lang)
    french = "Les forces ont avancé vers la frontière, a dit une source."
    write_article(
        project, f"ar/{DAY}/french", french, lang="fr", title="Vers la frontière", section=["أمن"]
    )


def write_three_articles(project: Path, lang: str) -> None:
    section, title, sentence, place, author = WORDS[lang]
    body = "\n\n".join([" ".join([sentence] * 4)] * 6)
    others = [f"{other}/{DAY}/story" for other in LANGUAGES if other != lang]
    common: dict[str, object] = {"lang": lang, "section": [section], "authors": [author]}
    write_article(
        project,
        f"{lang}/{DAY}/story",
        f"{body}\n\n## {title}\n\n- {sentence}\n- {sentence}\n\n> {sentence}\n\n"
        f"[{title}](https://example.org/long/address/of/a/source?with=a&query=1)",
        **common,
        title=title,
        place=place,
        captured="2018-05-27",
        tags=[section, place],
        see_also=[{"title": f"{title} 2", "teaser": sentence}],
        translations=others,
        source={
            "site": "الجسر",
            "url": "https://aljisr.example/archives/1234",
            "sha256": "e18d0042c5bd2fb5" * 4,
            "file": "000_174e6ac4a4abd41d.txt",
        },
    )
    newer = {"published": "2018-05-27T20:00+03:00", "captured": "2018-05-27"}
    write_article(project, f"{lang}/{DAY}/newer", body, **common, title=f"{title} — 3", **newer)
    write_article(
        project,
        f"{lang}/2018/05/26/older",
        body,
        **common,
        title=f"{title} — 1",
        captured="2018-05-26",
    )


def build(project: Path) -> Path:
    """Build a project with the command line; return its output folder."""
    command = [sys.executable, "-m", "warraq", "build", "--project", str(project)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    # 1 says that a capture failed; the sample holds some that must.
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return project / "output"


class _Quiet(SimpleHTTPRequestHandler):
    # One connection for many pages.
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that leaves a page before it has all of it."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port; yield its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@dataclass(frozen=True)
class BuiltSites:
    """The same project built for a web host, and for a disk with indexing allowed."""

    directory: BuiltSite
    file: BuiltSite


@pytest.fixture(scope="session")
def built_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSites]:
    folder = tmp_path_factory.mktemp("sites")
    write_six_languages(folder / "directory", links="directory")
    write_six_languages(folder / "file", links="file", robots="index")
    output, for_disk = build(folder / "directory"), build(folder / "file")
    (folder / "host").mkdir()
    (folder / "host" / "sub").symlink_to(output)
    with serve(output) as root, serve(folder / "host") as host:
        yield BuiltSites(BuiltSite(output, root, f"{host}sub/"), BuiltSite(for_disk))


@pytest.fixture(scope="session")
def site(built_sites: BuiltSites) -> BuiltSite:
    return built_sites.directory
