"""Writes the API's document where programmers and the program's own page read it.

`python tools/api_document.py` after a change of an endpoint.
"""

import json
import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
ROOT = Path(__file__).parents[1]
PLACES = (ROOT / "docs" / "api.json", ROOT / "src" / "chibo" / "areas" / "tokens" / "api.json")


def text() -> str:
    """The document as it is kept."""
    from chibo.api.document import document

    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write both copies."""
    import django

    django.setup()
    for place in PLACES:
        place.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
