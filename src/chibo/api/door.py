"""The door of the API: it stands before sessions, cookies and pages, and shows none of them in.

Everything under /api/ is answered here or nowhere: a token is asked for before an address is
looked up, what a program reads is read behind the wall (docs/adr/0016), and every call of a known
token is in the trail.
"""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from chibo.api.problems import BadRequest, problem, refused
from chibo.api.request import ApiRequest
from chibo.areas.access.wall import reach_of
from chibo.areas.tokens.errors import ReadsOnly, TokenRefused
from chibo.areas.tokens.using import Caller, caller_of, note_call
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.core.wall import behind

PLACE = "/api/"
URLS = "chibo.api.urls"
SAFE = ("GET", "HEAD", "OPTIONS")
FORM = 1024 * 1024
"""What a request may hold beside its files, in bytes."""
UNREADABLE = (SuspiciousOperation, UnreadablePostError, MultiPartParserError)


class Door:
    """Middleware: answers what lies under /api/, and lets everything else pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PLACE):
            return self.get_response(request)
        with translation.override(settings.LANGUAGE_CODE):
            answer = _answer(request)
            answer.headers["Content-Language"] = settings.LANGUAGE_CODE
        answer.headers["X-Frame-Options"] = "DENY"
        return answer


def _answer(request: HttpRequest) -> HttpResponseBase:
    try:
        _require_readable(request)
        caller = caller_of(
            text=_shown(request), address=request.META.get("REMOTE_ADDR", ""), now=clock.now()
        )
    except Refused as refusal:
        return refused(refusal)
    answer = _of(caller, request)
    note_call(
        caller=caller,
        method=request.method or "",
        path=request.path,
        status=answer.status_code,
        writes=request.method not in SAFE,
        now=clock.now(),
    )
    return answer


def _of(caller: Caller, request: HttpRequest) -> HttpResponseBase:
    """What the endpoint says to this caller."""
    limit = _limit(request)
    if _length(request) > limit:
        megabytes = limit // 1024 // 1024
        told = _("Gửi mỗi lần nhiều nhất %d MB. Hãy chia ra nhiều lần.") % megabytes
        return problem(413, "too_large", told)
    if not caller.token.writes and request.method not in SAFE:
        return refused(
            ReadsOnly(_("Khóa này chỉ để đọc. Hãy cấp khóa được ghi nếu phần mềm phải gửi lên."))
        )
    request.__class__ = _told(request)
    request.caller = caller  # type: ignore[attr-defined]
    with behind(reach_of(caller.actor)):
        return _resolved(request)


def _told(request: HttpRequest) -> type[HttpRequest]:
    """The request's own class with what `ApiRequest` adds."""
    return type("Request", (ApiRequest, type(request)), {})


def _resolved(request: HttpRequest) -> HttpResponseBase:
    try:
        found = resolve(request.path_info, URLS)
        answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    except Resolver404:
        return problem(404, "no_address", _("API không có địa chỉ này. Hãy xem openapi.json."))
    except UNREADABLE:
        return refused(_bad())
    if answer.status_code == 405:
        return _not_this_way(answer)
    return answer


def _not_this_way(answer: HttpResponseBase) -> HttpResponse:
    told = problem(405, "wrong_method", _("Địa chỉ này không nhận cách gọi đó."))
    told.headers["Allow"] = answer.headers.get("Allow", "")
    return told


def _shown(request: HttpRequest) -> str:
    kind, _blank, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not text.strip():
        raise TokenRefused(
            _("Chưa có khóa. Hãy gửi kèm “Authorization: Bearer …” với khóa đã cấp cho phần mềm.")
        )
    return text.strip()


def _require_readable(request: HttpRequest) -> None:
    """Raise BadRequest for a host that is not ours and for letters no text holds."""
    with suppress(DisallowedHost):
        request.get_host()
        if "\0" not in request.path_info and "%00" not in request.META.get("QUERY_STRING", ""):
            return
    raise _bad()


def _bad() -> BadRequest:
    return BadRequest(_("Không đọc được yêu cầu. Hãy gửi lại nguyên vẹn, đúng tên máy chủ."))


def _limit(request: HttpRequest) -> int:
    """How many bytes are taken: of files more than of JSON, which is read as a whole."""
    if request.content_type == "multipart/form-data":
        return settings.CHIBO_UPLOAD_LIMIT + FORM
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or FORM


def _length(request: HttpRequest) -> int:
    sent = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(sent) if sent.isdecimal() else 0
