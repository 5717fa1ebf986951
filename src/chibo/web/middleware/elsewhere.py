"""A central server has figures without the records behind them: pages of records say so.

See docs/adr/0017. Only the pages listed run where nothing but figures is kept; any other, a new one
among them, answers that its records are in the province, and shows no nought counted from nothing.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from chibo.areas.indicators.published.tables import keeps_records, of_a_province
from chibo.web.components import notices
from chibo.web.middleware.actor import page_of
from chibo.web.middleware.refusals import shown
from chibo.web.request import wants_fragment

OF_PAGES = "chibo.web."
RUN_HERE = frozenset(
    {
        *("home", "signin", "accounts", "notices", "trail", "rules", "privacy", "search", "units"),
        *("overview", "statistics", "targets", "components", "middleware"),
    }
)
"""Folders of pages made of the tree, of kept figures, or of this server's own accounts."""
IN_PROVINCE = frozenset({"chibo.web.units.changing"})
"""Pages in those folders that write what only a province may write."""


def runs_here(view: Callable[..., Any]) -> bool:
    """Whether a view shows anything on a server without records."""
    module = view.__module__
    if not module.startswith(OF_PAGES):
        return True
    folder = module.removeprefix(OF_PAGES).partition(".")[0]
    return folder in RUN_HERE and module not in IN_PROVINCE


class SaysRecordsAreElsewhere:
    """Answers for the pages that would be made of records, where there are none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """None where the page runs here; somebody who is not signed in is asked to, first."""
        if keeps_records() or runs_here(view) or getattr(request, "actor", None) is None:
            return None
        refusal = of_a_province()
        if request.method == "POST" and not wants_fragment(request):
            notices.refused(request, refusal.message)
            return HttpResponseRedirect(page_of(request))
        return shown(request, refusal)
