"""The settings of the mirror that every tool builds."""

from __future__ import annotations

from benchmarks.generate import SHARES
from warraq.config import SiteConfig
from warraq.config.reading import read_config

SITE_YAML = """\
title: {ar: صحيفة الجسر العتيق, ckb: پردی کۆن, fa: پل کهن, ur: پرانا پل, he: הגשר הישן,
  kmr: Pira Kevn, tr: Eski Köprü, en: The Old Bridge, fr: Le Vieux Pont}
languages:
  ar: {months: ar-IQ}
  en: {}
  ckb: {digits: arab}
  fa: {digits: arabext}
  tr: {}
  fr: {}
  kmr: {}
  ur: {}
  he: {}
timezone: Asia/Baghdad
operator: The Old Bridge sample archive
contact: archive@bridge.example
boxes:
  - {style: wide, section: politics, items: 5}
  - {style: pair, section: local, items: 4}
  - {style: pair, section: economy, items: 4}
  - {style: list, section: sports, items: 5}
  - {style: recent, items: 10}
"""

TAGS = tuple(SHARES)


def settings() -> SiteConfig:
    """Return the settings as warraq reads them."""
    return read_config(SITE_YAML)
