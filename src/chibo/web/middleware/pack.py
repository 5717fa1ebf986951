"""Styles and scripts go packed over the wire, for phones with a weak signal."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PackStatic(GZipMiddleware):
    """Packs static files only: a packed page could betray its secrets by its length (BREACH)."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The packed answer; whatever is not a whole static file is left alone."""
        is_static = request.path.startswith(settings.STATIC_URL)
        if not is_static or response.status_code != 200:
            return response
        return super().process_response(request, response)
