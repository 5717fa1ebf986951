"""What a program may ask with a token, from the API's own document that lies beside this file.

`python tools/api_document.py` writes it; a test holds it equal to the API.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

DOCUMENT = resources.files(__package__).joinpath("api.json")


@dataclass(frozen=True)
class Endpoint:
    """One thing to ask: how, where, what for, and the names of what may be said with it."""

    method: str
    path: str
    summary: str
    asked: tuple[str, ...]

    @property
    def writes(self) -> bool:
        """Whether a token to read with is refused."""
        return self.method != "GET"


@cache
def endpoints() -> tuple[Endpoint, ...]:
    """All endpoints in the order of the document."""
    paths = json.loads(DOCUMENT.read_text(encoding="utf-8"))["paths"]
    return tuple(
        Endpoint(
            method.upper(),
            path,
            told["summary"],
            tuple(each["name"] for each in told.get("parameters", ()) if each["in"] == "query"),
        )
        for path, methods in paths.items()
        for method, told in methods.items()
    )
