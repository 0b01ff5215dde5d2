"""What is said of captures beside them: settings, profiles, what was learned, sidecars.

The captures of a batch are of few folders and portals, and all ask for the same files.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from warraq.config import SiteConfig, SourceConfig
from warraq.ingest.captures import CaptureFile
from warraq.ingest.portal.learned import learned_boxes, learned_lines, path_of, portal_of
from warraq.ingest.portal.profiles import Profile, load_profile
from warraq.ingest.sidecar import filled, sidecar_of, sidecar_of_folder
from warraq.model import Sidecar


class Beside:
    """Asks for each file once; who is to see that one has changed makes a new one."""

    def __init__(self, config: SiteConfig, raw: Path, profiles: Path) -> None:
        self.config = config
        self.raw = raw
        self._profiles = profiles
        self._of_portals: dict[tuple[str, str], Profile] = {}
        self._of_folders: dict[str, Sidecar] = {}

    def profile_of(self, file: str, source: SourceConfig) -> Profile:
        """Return how the pages of a capture's portal are read, with what was learned of them."""
        asked = (source.profile, portal_of(file, source))
        if asked not in self._of_portals:
            self._of_portals[asked] = self._profile(*asked)
        return self._of_portals[asked]

    def _profile(self, name: str, portal: str) -> Profile:
        profile = load_profile(name, project_folder=self._profiles)
        votes = path_of(self._profiles, portal)
        learned, boxes = learned_lines(votes), learned_boxes(votes)
        return replace(profile, learned=learned, boxes=boxes) if learned or boxes else profile

    def sidecar_of(self, capture: CaptureFile) -> Sidecar:
        """Return what a person wrote of a capture, and of the folders around it.

        Raises InputError for a sidecar that cannot be read.
        """
        own = sidecar_of(capture.place, self.raw) if capture.accompanied else Sidecar()
        folder, _ = os.path.split(capture.place)
        if folder not in self._of_folders:
            self._of_folders[folder] = sidecar_of_folder(folder, self.raw)
        return filled(own, self._of_folders[folder])
