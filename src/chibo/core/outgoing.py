"""Calls to the few other servers a server is configured to talk to."""

from typing import Any
from urllib.request import HTTPRedirectHandler, OpenerDirector, build_opener


class _NoDetours(HTTPRedirectHandler):
    """Who sends us elsewhere is not followed: the answer is an error like any other."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


def opener() -> OpenerDirector:
    """What opens a Request and follows nobody to another address. Raises OSError (HTTPError)."""
    return build_opener(_NoDetours())
