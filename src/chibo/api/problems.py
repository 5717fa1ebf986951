"""A refusal as a problem document (RFC 9457): a code for programs, a sentence for people."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from chibo.areas.access.errors import SecondNeeded
from chibo.areas.exchange.errors import CannotRead
from chibo.areas.tokens.errors import ReadsOnly, TokenRefused, TooManyCalls
from chibo.areas.tokens.rules import MINUTE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere, Refused

KIND = "application/problem+json"
STATUS: tuple[tuple[type[Refused], int], ...] = (
    (TokenRefused, 401),
    (TooManyCalls, 429),
    (ReadsOnly, 403),
    (SecondNeeded, 403),
    (NotAllowed, 403),
    (NotThere, 404),
    (CannotRead, 422),
    (ChangedMeanwhile, 409),
    (Refused, 409),
)
"""What was asked for is understood and the records do not allow it: 409, as for all Refused."""
HEADERS: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": 'Bearer realm="chibo"'},
    429: {"Retry-After": str(int(MINUTE.total_seconds()))},
}


class BadRequest(Refused):
    """What was sent cannot be read at all."""

    code = "bad_request"


class Unfitting(Refused):
    """What was sent can be read and is not what the document says."""

    code = "unfitting"


def refused(refusal: Refused) -> HttpResponse:
    """The refusal of an action or a reading."""
    if isinstance(refusal, BadRequest):
        return problem(400, refusal.code, str(refusal))
    if isinstance(refusal, Unfitting):
        return problem(422, refusal.code, str(refusal))
    status = next(status for kind, status in STATUS if isinstance(refusal, kind))
    return problem(status, refusal.code, str(refusal))


def unfitting(errors: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """What of the request does not fit, place by place; never what was sent there."""
    places = [
        {"at": ".".join(str(step) for step in each["loc"]), "code": str(each["type"])}
        for each in errors
    ]
    return problem(
        422,
        Unfitting.code,
        _("Nội dung gửi không đúng mô tả của API. Hãy xem “errors” và mô tả ở openapi.json."),
        errors=places,
    )


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """The document. `detail` says what is wrong and what to do."""
    told = {"type": "about:blank", "status": status, "code": code, "detail": detail, **more}
    answer = JsonResponse(
        told, status=status, content_type=KIND, json_dumps_params={"ensure_ascii": False}
    )
    for name, value in HEADERS.get(status, {}).items():
        answer.headers[name] = value
    return answer
