"""All addresses of the site, and the page that does one indexed look-up."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from chibo.areas.organisation.queries import get_unit
from chibo.web.request import ActorRequest


def one_lookup(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A unit by its primary key, for the actor, in the frame every page has."""
    return render(request, "bench/one_lookup.html", {"unit": get_unit(request.actor, unit_id)})


urlpatterns = [
    path("bench/<int:unit_id>/", one_lookup, name="one_lookup"),
    path("", include("chibo.config.urls")),
]
