"""The office's own authority, for phones to install: what it is, how, and the file."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chibo.core.certificates import Office, authority_file
from chibo.web.middleware.actor import open_to_all


@open_to_all
@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    """How to install it, with the fingerprint to compare."""
    office = _office()
    context = {"fingerprint": office.fingerprint, "host": request.get_host()}
    return render(request, "signin/authority.html", context)


@open_to_all
@require_safe
def authority_download(request: HttpRequest) -> HttpResponse:
    """The file, as phones know it."""
    answer = HttpResponse(authority_file(_office()), content_type="application/x-x509-ca-cert")
    answer.headers["Content-Disposition"] = 'attachment; filename="chibo.crt"'
    return answer


def _office() -> Office:
    if not settings.CHIBO_AUTHORITY:
        raise Http404
    return Office(Path(settings.CHIBO_AUTHORITY))
