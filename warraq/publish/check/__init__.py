"""What is wrong with a finished site?

Only the folder is read, never the plan behind it, so a site is judged as a
server, a USB stick and a reader will find it.
"""

from __future__ import annotations

from pathlib import Path

from warraq.diagnostics import Report
from warraq.publish.check.files import check_manifest, check_names, check_start, read_folder
from warraq.publish.check.page import read_page
from warraq.publish.check.reach import check_anchors, check_reach
from warraq.publish.check.sheet import read_sheet


def check_site(output: Path, *, site_url: str = "") -> Report:
    """Return what is wrong with the finished site in `output`, and its counts.

    `site_url` is the address the site will stand at, if it is known: absolute
    links below it are followed as links of the site.
    """
    report = Report()
    folder = read_folder(output, site_url)
    report.extend(check_start(folder))
    report.extend(check_names(folder))
    report.extend(check_manifest(folder))

    sheets = {path: read_sheet(folder, path) for path in folder.ending(".css")}
    pages = tuple(read_page(folder, path, sheets) for path in folder.ending(".html", ".htm"))
    for sheet in sheets.values():
        report.extend(sheet.findings)
    for page in pages:
        report.extend(page.findings)

    report.extend(check_anchors(pages))
    orphans, clicks = check_reach(folder, pages)
    report.extend(orphans)

    report.count("pages", len(pages))
    report.count("links", sum(page.links for page in pages))
    report.count("files", len(folder.files))
    report.count("bytes", sum(folder.files.values()))
    report.count("clicks", clicks)
    return report
