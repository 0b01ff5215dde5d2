"""Write the JSON Schema of site.yaml into the reference."""

from __future__ import annotations

import json
from pathlib import Path

from warraq.config import json_schema

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "site.schema.json"


def schema_text() -> str:
    """Return the schema as it is committed."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    TARGET.write_text(schema_text(), encoding="utf-8")
