"""A line that breaks off while a form is sent: nothing of it is read as a form."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from chibo.web.middleware.whole import BrokenOff, WholeBodies, WholeBody

TYPED = {"once": "m1", "notes": "Ba ý kiến về đường ấp"}
FORMS = {
    "application/x-www-form-urlencoded": b"once=m1&notes=Ba+%C3%BD+ki%E1%BA%BFn+v%E1%BB%81+"
    b"%C4%91%C6%B0%E1%BB%9Dng+%E1%BA%A5p",
    MULTIPART_CONTENT: encode_multipart(BOUNDARY, TYPED),
}


def form_of(kind: str, came: bytes, said: int) -> dict[str, str]:
    """What a page reads of a form of which `came` came and `said` bytes were said."""
    environ = RequestFactory().generic("POST", "/", "x", kind).environ
    environ |= {"wsgi.input": BytesIO(came), "CONTENT_LENGTH": str(said)}
    read: dict[str, str] = {}

    def page(environ: dict[str, Any], _start: Callable[..., Any]) -> list[bytes]:
        read.update(WSGIRequest(environ).POST.dict())
        return []

    WholeBodies(page)(environ, lambda *_told: None)
    return read


@pytest.mark.parametrize("kind", FORMS)
def test_half_a_form_is_no_form_however_good_its_half_is(kind: str) -> None:
    whole = FORMS[kind]
    assert form_of(kind, whole, len(whole)) == TYPED
    for half in (whole[: len(whole) // 2], whole[:-1], b""):
        with pytest.raises(UnreadablePostError):
            form_of(kind, half, len(whole))


def test_what_comes_in_pieces_is_read_to_its_end_and_no_further() -> None:
    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 3))

    assert WholeBody(Slow(b"0123456789and more"), 10).read() == b"0123456789"
    assert WholeBody(BytesIO(b"0123456789"), 10).read(4) == b"0123"
    with pytest.raises(BrokenOff, match="6 bytes"):
        WholeBody(Slow(b"0123"), 10).read()
    lines = WholeBody(BytesIO(b"a\nb"), 9)
    assert [lines.readline(), lines.readline()] == [b"a\n", b"b"]
    with pytest.raises(BrokenOff):
        lines.readline()
