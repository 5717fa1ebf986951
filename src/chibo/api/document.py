"""The API as one thing: its endpoints, how it refuses, and the document that describes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from chibo.api.endpoints import figures, imports, me, meetings, members, reports, units
from chibo.api.problems import KIND, BadRequest, refused, unfitting
from chibo.areas.tokens.using import Caller
from chibo.core.errors import Refused
from chibo.core.i18n import _

PREFIX = "/api/v1/"
ABOUT = """Figures and lists read, month-end data handed in, by an office's own programs.

A program shows a token its person issued under *Đăng nhập và bảo mật*. It may do what that person
may, inside the part of the tree the token is for. Refusals are problem documents (RFC 9457).
See docs/api.md."""


class Plain(JSONRenderer):
    """Vietnamese letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


class Bearer(HttpBearer):
    """Tells in the document that a token is asked for; the door has asked for it already."""

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Who came through the door."""
        return getattr(request, "caller", None)

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The same, for whoever asks with a token in hand."""
        return self(request)


api = NinjaAPI(
    title="Chibo",
    version="1",
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    auth=Bearer(),
    renderer=Plain(),
    urls_namespace="api",
)
for each in (me, units, members, meetings, figures, reports, imports):
    api.add_router("", each.router)


@api.exception_handler(Refused)
def _refused(_request: HttpRequest, refusal: Refused) -> HttpResponse:
    return refused(refusal)


@api.exception_handler(ValidationError)
def _unfitting(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return unfitting(error.errors)


@api.exception_handler(HttpError)
def _unread(_request: HttpRequest, _error: HttpError) -> HttpResponse:
    return refused(BadRequest(_("Không đọc được nội dung gửi. Hãy gửi JSON hoặc biểu mẫu đúng.")))


@api.get("openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """The document of this API."""
    return api.create_response(request, document(), status=200)


def document() -> dict[str, Any]:
    """OpenAPI 3.1: the endpoints with what each takes, answers and refuses."""
    found: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    for path in found["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:
                    answer["content"] = {KIND: answer["content"]["application/json"]}
    return found
