"""Finding a unit, a person or a page."""

from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.organisation.queries import find_units
from chibo.web.request import ActorRequest, wants_fragment
from chibo.web.search.found import SHORTEST, search_all


def search(request: ActorRequest) -> HttpResponse:
    """The whole page, or for the palette only the list."""
    text = request.GET.get("q", "").strip()[:100]
    short = wants_fragment(request)
    sizes = {"units": 6, "members": 10} if short else {"units": 30, "members": 50}
    context = {
        "text": text,
        "found": search_all(request.actor, text, **sizes),
        "too_short": len(text) < SHORTEST,
    }
    return render(request, "search/found.html" if short else "search/search.html", context)


def suggest_units(request: ActorRequest) -> HttpResponse:
    """Units for a field being typed in: options of its datalist."""
    text = str(next(iter(request.GET.values()), "")).strip()[:100]
    units = find_units(request.actor, text, limit=12) if len(text) >= SHORTEST else []
    return render(request, "search/options.html", {"units": units})
