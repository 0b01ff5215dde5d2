"""Write the JSON Schema of site.yaml into the reference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from warraq.config.settings import SETTINGS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "site.schema.json"


def schema_text() -> str:
    """Return the schema as it is committed."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of site.yaml, for editors."""
    properties = {
        setting.name: {"description": setting.meaning} | setting.schema for setting in SETTINGS
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "warraq site.yaml",
        "type": "object",
        "required": ["title", "languages"],
        "additionalProperties": False,
        "properties": properties,
    }


if __name__ == "__main__":
    TARGET.write_text(schema_text(), encoding="utf-8")
