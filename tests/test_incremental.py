"""An incremental build equals a clean one, byte for byte, after any series of edits."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import SiteTest, article

SEQUENCES = int(os.environ.get("WARRAQ_SEQUENCES", "6"))
EDITS = int(os.environ.get("WARRAQ_EDITS", "12"))

SITE = """\
title: {ar: الجسر, en: The Bridge}
languages: {ar: {months: ar-IQ}, en: {}}
timezone: Asia/Baghdad
operator: x
contact: y@example.org
"""
SECTIONS = ("أمن", "سياسة", "رياضة", "قسم جديد", "قسم آخر")
WORDS = ("جسر", "نهر", "سوق", "مدرسة", "مجلس", "بلدية", "طريق", "ماء", "كهرباء", "مسرح")


class Editor:
    """A person who edits a project at random, but the same way for the same seed."""

    def __init__(self, site: SiteTest, seed: int) -> None:
        self.site = site
        self.dice = random.Random(seed)
        self.counter = 0

    def files(self) -> list[Path]:
        content = self.site.root / "content"
        return sorted(path for path in content.rglob("*.md") if "pages" not in path.parts)

    def title(self) -> str:
        return " ".join(self.dice.sample(WORDS, self.dice.randint(2, 6)))

    def day(self) -> str:
        month = self.dice.choice([4, 5, 5, 5, 6])
        return f"2018-{month:02d}-{self.dice.randint(1, 9):02d}"

    def fields(self) -> dict[str, str]:
        dice = self.dice
        found = {"id": f"{dice.getrandbits(48):012x}"}
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
        if dice.random() < 0.1:
            found["path"] = f"2018/05/0{dice.randint(1, 9)}/shared"
        return found

    def known_title(self) -> str:
        titles = [
            path.read_text("utf-8").split("title: ")[1].split("\n")[0] for path in self.files()
        ]
        title = self.dice.choice(titles) if titles and self.dice.random() < 0.8 else self.title()
        return f"{title} ..." if self.dice.random() < 0.2 else title

    def ids(self) -> list[str]:
        texts = (path.read_text("utf-8") for path in self.files())
        return [text.split("\nid: ")[1].split("\n")[0] for text in texts if "\nid: " in text]

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
        self.site.write(name, article(self.title(), **fields))

    def change(self) -> None:
        if files := self.files():
            path = self.dice.choice(files)
            fields = self.fields() | {"captured": self.day()}
            path.write_text(article(self.title(), **fields), "utf-8")

    def edit_body(self) -> None:
        if files := self.files():
            path = self.dice.choice(files)
            path.write_text(path.read_text("utf-8") + f"\n\nفقرة {self.dice.random()}.\n", "utf-8")

    def delete(self) -> None:
        if files := self.files():
            self.dice.choice(files).unlink()

    def rename(self) -> None:
        if files := self.files():
            path = self.dice.choice(files)
            self.counter += 1
            path.rename(path.with_name(f"r{self.counter}.md"))

    def page(self) -> None:
        path = self.site.root / "content/ar/pages/contact.md"
        if path.exists() and self.dice.random() < 0.4:
            path.unlink()
        else:
            self.site.write("content/ar/pages/contact.md", article(self.title()))

    def setting(self) -> None:
        changes: tuple[Callable[[str], str], ...] = (
            lambda text: text.replace("ar-IQ", "ar-EG"),
            lambda text: text.replace("operator: x", "operator: z"),
            lambda text: text + "links: file\n" if "links" not in text else text,
            lambda text: text.replace("en: {}", "en: {digits: latn}, fa: {}"),
            lambda text: text + "sections: {new: [قسم جديد]}\n" if "sections" not in text else text,
        )
        path = self.site.root / "site.yaml"
        path.write_text(self.dice.choice(changes)(path.read_text("utf-8")), "utf-8")

    def theme(self) -> None:
        if self.dice.random() < 0.5:
            self.site.write("static/site.css", f"body {{ color: #{self.dice.randint(100, 999)} }}")
        else:
            self.site.write("static/extra.txt", f"{self.dice.random()}")

    def edit(self) -> None:
        daily = (self.add,) * 5 + (self.change,) * 4 + (self.edit_body, self.delete, self.rename)
        self.dice.choice((*daily, *daily, self.page, self.setting, self.theme))()


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_incremental_equals_clean(tmp_path: Path, seed: int) -> None:
    site = SiteTest(tmp_path / "m", SITE)
    editor = Editor(site, seed)
    for _ in range(12):
        editor.add()
    site.run("publish", "--quiet")

    for turn in range(EDITS):
        for _ in range(editor.dice.choice([1, 1, 1, 3])):
            editor.edit()
        run = site.run("publish", "--json")
        clean = SiteTest(tmp_path / "clean", (site.root / "site.yaml").read_text("utf-8"))
        for name in ("content", "static"):
            if (site.root / name).exists():
                shutil.copytree(site.root / name, clean.root / name)
        again = clean.run("publish", "--json")

        assert run.codes == again.codes, turn
        assert site.tree() == clean.tree(), turn
        shutil.rmtree(clean.root)
