"""Finding a unit, a person or a page."""

from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.organisation.queries import find_units
from chibo.areas.organisation.searching import find_formerly
from chibo.core import clock
from chibo.web.days import looked_at
from chibo.web.request import ActorRequest, wants_fragment
from chibo.web.search.found import SHORTEST, search_all


def search(request: ActorRequest) -> HttpResponse:
    """The whole page, or for the palette only the list; of the day looked at."""
    looked = looked_at(request)
    text = request.GET.get("q", "").strip()[:100]
    short = wants_fragment(request)
    sizes = {"units": 6, "members": 10} if short else {"units": 30, "members": 50}
    context = {
        "text": text,
        "found": search_all(request.actor, text, looked, **sizes),
        "too_short": len(text) < SHORTEST,
        "looked_at": looked,
    }
    return render(request, "search/found.html" if short else "search/search.html", context)


def suggest_units(request: ActorRequest) -> HttpResponse:
    """Units for a field being typed in: options of its datalist."""
    text = str(next(iter(request.GET.values()), "")).strip()[:100]
    actor, asked = request.actor, len(text) >= SHORTEST
    units = find_units(actor, text, limit=12) if asked else []
    once = find_formerly(actor, text, clock.today(), limit=4) if asked else []
    return render(request, "search/options.html", {"units": units, "once": once})
