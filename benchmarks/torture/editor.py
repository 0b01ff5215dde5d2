"""A person who edits a project at random, but the same way for the same seed."""

from __future__ import annotations

import io
import os
import random
import shutil
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from PIL import Image

from tests.support import SiteTest, article
from warraq.media import picture_address
from warraq.project import shipped_theme

SITE = """\
title: {ar: الجسر, en: The Bridge}
languages: {ar: {months: ar-IQ}, en: {}}
timezone: Asia/Baghdad
operator: x
contact: y@example.org
"""
SECTIONS = ("أمن", "سياسة", "رياضة", "قسم جديد", "قسم آخر")
WORDS = ("جسر", "نهر", "سوق", "مدرسة", "مجلس", "بلدية", "طريق", "ماء", "كهرباء", "مسرح")
OUTLETS = ("الجسر", "النهر", "السوق")
HEIGHTS = (60, 70)
CAPTURES = ("a.jsonl", "b/c.jsonl")
RECORDS = (b"one\n", b"two\n", b"three\n")
TEXTS = ("000000000001", "000000000002")
# The first and the last day that there is.
ENDS = ("0001-01-01", "9999-12-31")
# Titles of which no word is left once signs are folded away.
SIGNS = ("!!", "؟؟", "…")
# Addresses that several articles want, and those that some of them are moved to.
CLAIMS = ("shared", "shared", "Shared", "shared-2", "shared-1", "t")
# Pages of prose: in a folder of their own, and in languages that may have no tree.
PAGES = ("ar/pages/contact.md", "ar/pages/us/team.md", "ckb/pages/about.md", "fa/pages/rights.md")
TWINS = "twins"
TEMPLATES = ("article.html", "head.html", "list.html", "parts.html", "redirect.html")


class Editor:
    """Edits `site`; `version` is that of the program that builds it."""

    def __init__(self, site: SiteTest, seed: int) -> None:
        self.site = site
        self.dice = random.Random(seed)
        self.counter = 0
        self.version = 1

    def edit(self) -> None:
        """Do what is done every day, and now and then something rarer."""
        daily = (self.add,) * 5 + (self.change,) * 4
        weekly = (
            self.edit_body,
            self.delete,
            self.rename,
            self.move,
            self.claim,
            self.hide,
            self.swap_bytes,
            self.keep,
            self.picture,
            self.capture,
        )
        rare = (
            self.page,
            self.page,
            self.setting,
            self.style,
            self.template,
            self.spoil,
            self.touch,
        )
        self.part()
        self.dice.choice((*daily, *daily, *weekly, *weekly, *rare, self.upgrade))()

    # --- articles --------------------------------------------------------------------

    def files(self) -> list[Path]:
        content = self.site.root / "content"
        return sorted(path for path in content.rglob("*.md") if "pages" not in path.parts)

    def title(self) -> str:
        if self.dice.random() < 0.03:
            return f'"{self.dice.choice(SIGNS)}"'
        return " ".join(self.dice.sample(WORDS, self.dice.randint(2, 6)))

    def day(self) -> str:
        if self.dice.random() < 0.03:
            return self.dice.choice(ENDS)
        month = self.dice.choice([4, 5, 5, 5, 6])
        return f"2018-{month:02d}-{self.dice.randint(1, 9):02d}"

    def fields(self) -> dict[str, str]:
        dice = self.dice
        found = {"id": f"{dice.getrandbits(48):012x}"} if dice.random() < 0.8 else {}
        if dice.random() < 0.8:
            found["section"] = f"[{', '.join(dice.sample(SECTIONS, dice.choice([1, 1, 2])))}]"
        if dice.random() < 0.5:
            found["see_also"] = f"[{{title: {self.known_title()}, teaser: نص ...}}]"
        if dice.random() < 0.15:
            found["status"] = dice.choice(["removed", "draft", "noindex"])
        if dice.random() < 0.2:
            found["authors"] = "[سلمى, ليلى]"
        if dice.random() < 0.2 and (ids := self.ids()):
            found["translations"] = f"[{dice.choice(ids)}]"
        if dice.random() < 0.1:
            found["aliases"] = f"[2018/05/0{dice.randint(1, 9)}/old-{dice.randint(1, 3)}]"
        if dice.random() < 0.5:
            found["source"] = f"{{site: {dice.choice(OUTLETS)}{self.capture_of()}}}"
        if dice.random() < 0.2:
            found["captures"] = f"[{{captured: 2018-05-01, text: {dice.choice(TEXTS)}}}]"
        if dice.random() < 0.2:
            found["path"] = f"2018/05/0{dice.randint(1, 3)}/{dice.choice(CLAIMS)}"
        return found

    def body(self) -> str:
        """Return one of a few stories, as one of many outlets would print it."""
        story = random.Random(self.dice.randint(1, 4))
        sentences = [" ".join(story.choices(WORDS, k=8)) for _ in range(9)]
        sentences.insert(self.dice.randint(0, 9), self.title())
        if self.dice.random() < 0.2:
            sentences.insert(1, f"![{self.title()}]({picture_of(self.dice.choice(HEIGHTS))[0]})")
        return "\n\n".join(f"{one}." for one in sentences)

    def capture_of(self) -> str:
        """Return what `source` says of a record of a capture; "" for an article without one."""
        if self.dice.random() < 0.3:
            return ""
        name, record = self.dice.choice(CAPTURES), self.dice.choice(RECORDS)
        digest = sha256(record).hexdigest()
        place = f"offset: {b''.join(RECORDS).index(record)}, bytes: {len(record)}"
        return f", file: raw/{name}, {place}, sha256: {digest}"

    def capture(self) -> None:
        """Bring a capture, change a record in it, or lose it."""
        file = self.site.root / "content/raw" / self.dice.choice(CAPTURES)
        if file.exists() and self.dice.random() < 0.5:
            file.unlink()
        else:
            records = [one if self.dice.random() < 0.7 else one.upper() for one in RECORDS]
            self.site.write(file.relative_to(self.site.root).as_posix(), b"".join(records))

    def keep(self) -> None:
        """Keep, change or lose what a capture told."""
        text = self.dice.choice(TEXTS)
        file = self.site.root / f"content/versions/{text[:2]}/{text}.md"
        if file.exists() and self.dice.random() < 0.3:
            file.unlink()
        else:
            self.site.write(file.relative_to(self.site.root).as_posix(), article(self.title()))

    def picture(self) -> None:
        """Keep, change or lose a picture that articles may show."""
        address, data = picture_of(self.dice.choice(HEIGHTS))
        file = self.site.root / "content" / address
        if file.exists() and self.dice.random() < 0.5:
            file.unlink()
        else:
            data += b"spoilt" if self.dice.random() < 0.3 else b""
            self.site.write(f"content/{address}", data)

    def known_title(self) -> str:
        titles = [_field(path, "title") for path in self.files()]
        title = self.dice.choice(titles) if titles and self.dice.random() < 0.8 else self.title()
        return f"{title} ..." if self.dice.random() < 0.2 else title

    def ids(self) -> list[str]:
        return [found for path in self.files() if (found := _field(path, "id"))]

    def add(self) -> None:
        self.counter += 1
        lang = self.dice.choice(["ar", "ar", "ar", "en", "fa"])
        fields = self.fields()
        if self.dice.random() < 0.1:
            name = f"content/{lang}/undated/n{self.counter}.md"
        else:
            day = self.day()
            fields[self.dice.choice(["captured", "published"])] = day
            name = f"content/{lang}/{day.replace('-', '/')}/n{self.counter}.md"
        self.site.write(name, article(self.title(), body=self.body(), **fields))

    def change(self) -> None:
        if path := self._any_file():
            fields = self.fields() | {"captured": self.day()}
            path.write_text(article(self.title(), body=self.body(), **fields), "utf-8")

    def edit_body(self) -> None:
        if path := self._any_file():
            path.write_text(path.read_text("utf-8") + f"\n\nفقرة {self.dice.random()}.\n", "utf-8")

    def delete(self) -> None:
        if path := self._any_file():
            path.unlink()

    def rename(self) -> None:
        if path := self._any_file():
            self.counter += 1
            path.rename(path.with_name(f"r{self.counter}.md"))

    def move(self) -> None:
        """Move a file into the folder of another day or language."""
        if path := self._any_file():
            self.counter += 1
            lang, day = self.dice.choice(["ar", "en"]), self.day().replace("-", "/")
            target = self.site.root / f"content/{lang}/{day}/m{self.counter}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)

    def claim(self) -> None:
        """Let an article want the address of others, or one that others are moved to."""
        if path := self._any_file():
            text = path.read_text("utf-8").replace("\npath: ", "\nplace: ")
            wanted = f"path: 2018/05/0{self.dice.randint(1, 3)}/{self.dice.choice(CLAIMS)}"
            path.write_text(text.replace("\n", f"\n{wanted}\n", 1), "utf-8")

    def hide(self) -> None:
        """Withdraw an article, make a draft of it, or show it again."""
        if path := self._any_file():
            text = path.read_text("utf-8").replace("\nstatus: ", "\nplace: ")
            status = self.dice.choice(["removed", "draft", "noindex", "public"])
            path.write_text(text.replace("\n", f"\nstatus: {status}\n", 1), "utf-8")

    def swap_bytes(self) -> None:
        """Change a letter and leave size and time of the file as they were."""
        if path := self._any_file():
            stat, text = path.stat(), path.read_text("utf-8")
            path.write_text(text.replace("المجلس", "المجلص"), "utf-8")
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    def touch(self) -> None:
        """Give a file another time and leave its bytes as they were."""
        if path := self._any_file():
            os.utime(path, (seconds := self.dice.randint(1, 4_000_000_000), seconds))

    def spoil(self) -> None:
        """Write what is no article, or make a slip in one that was right."""
        if path := self._any_file():
            slips = (
                "published: 32 آذار",
                "status: secret",
                "section: {",
                "nonsense",
                "see_also: 7",
            )
            text = path.read_text("utf-8")
            path.write_text(text.replace("\n", f"\n{self.dice.choice(slips)}\n", 1), "utf-8")

    def _any_file(self) -> Path | None:
        files = self.files()
        return self.dice.choice(files) if files else None

    # --- everything else -------------------------------------------------------------

    def page(self) -> None:
        """Write a page of prose, remove it, or write another one that wants its place."""
        file = self.dice.choice(PAGES)
        path = self.site.root / "content" / file
        if path.exists() and self.dice.random() < 0.4:
            path.unlink()
        elif path.exists() and self.dice.random() < 0.4:
            self.site.write(f"content/ckb/pages/{TWINS}/{path.name}", article(self.title()))
        else:
            self.site.write(f"content/{file}", article(self.title()))

    def part(self) -> None:
        """Remove the pages that no build can place."""
        shutil.rmtree(self.site.root / f"content/ckb/pages/{TWINS}", ignore_errors=True)

    def setting(self) -> None:
        changes: tuple[Callable[[str], str], ...] = (
            lambda text: text.replace("ar-IQ", "ar-EG"),
            lambda text: text.replace("operator: x", "operator: z"),
            lambda text: text + "links: file\n" if "links" not in text else text,
            lambda text: text.replace("en: {}", "en: {digits: latn}, fa: {}"),
            lambda text: text + "sections: {new: [قسم جديد]}\n" if "sections" not in text else text,
            lambda text: text + "author_pages: true\n" if "author_pages" not in text else text,
            lambda text: text + "publish_raw: true\n" if "publish_raw" not in text else text,
        )
        path = self.site.root / "site.yaml"
        path.write_text(self.dice.choice(changes)(path.read_text("utf-8")), "utf-8")

    def style(self) -> None:
        if self.dice.random() < 0.5:
            self.site.write("static/site.css", f"body {{ color: #{self.dice.randint(100, 999)} }}")
        else:
            self.site.write("static/extra.txt", f"{self.dice.random()}")

    def template(self) -> None:
        """Take over a template and change it, or give it back."""
        name = self.dice.choice(TEMPLATES)
        own = self.site.root / "templates" / name
        if own.exists() and self.dice.random() < 0.4:
            own.unlink()
        else:
            shipped = (shipped_theme() / "templates" / name).read_text("utf-8")
            mark = f"<!-- {self.dice.randint(0, 999)} -->\n" if name != "parts.html" else "\n"
            self.site.write(f"templates/{name}", shipped + mark)

    def upgrade(self) -> None:
        self.version += 1


@cache
def picture_of(height: int) -> tuple[str, bytes]:
    """Return a picture's place in `content/`, and its bytes."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((90, height)).convert("RGB").save(out, "JPEG", quality=100)
    return picture_address(out.getvalue(), 90, height, "jpg"), out.getvalue()


def _field(path: Path, name: str) -> str:
    """Return a field of the front matter, "" where it has none."""
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith(f"{name}: "):
            return line.removeprefix(f"{name}: ")
    return ""
