"""The document of the API: current where it is kept, and true about refusals."""

import json
import sys
from pathlib import Path

from chibo.api.document import document
from tests.api.conftest import Commune
from tests.factories import an_account
from tests.programs import a_program, told

ROOT = Path(__file__).parents[2]


def test_both_copies_are_what_the_api_says_of_itself() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    from api_document import PLACES, text

    for place in PLACES:
        assert place.read_text(encoding="utf-8") == text(), "run tools/api_document.py"


def test_it_is_served_to_whoever_shows_a_token(ours: Commune) -> None:
    answer = a_program(an_account("clerk", ours.commune)).get("openapi.json")
    assert told(answer) == json.loads(json.dumps(document()))


def test_every_endpoint_declares_what_it_refuses_with() -> None:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            refusals = {int(status) for status in operation["responses"]} - {200, 202}
            assert refusals == {400, 401, 403, 404, 409, 413, 422, 429}, (path, method)
            for status in refusals:
                content = operation["responses"][status]["content"]
                assert list(content) == ["application/problem+json"]
