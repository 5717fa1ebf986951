"""Addresses of minutes."""

from typing import Any

from django.urls import URLPattern, path

from chibo.web.minutes import own, views
from chibo.web.minutes.places import CELL, COMMITTEE, Place

ID = "<int:meeting_id>"


def _paths(at: str, own_at: str, place: Place) -> list[URLPattern]:
    told: dict[str, Any] = {"place": place}
    name = place.prefix
    return [
        path(at, views.minutes, told, name=name),
        path(at + "ky/", views.sign, told, name=f"{name}_sign"),
        path(at + "ky-tay/", views.hand, told, name=f"{name}_hand"),
        path(at + "gui/", views.circulate, told, name=f"{name}_circulate"),
        path(at + "dinh-chinh/", views.amend, told, name=f"{name}_amend"),
        path(at + "khoa/", views.lock, told, name=f"{name}_lock"),
        path(at + "ban-ghi.json", views.text, told, name=f"{name}_text"),
        path("cua-toi/" + own_at, own.minutes, told, name=f"own_{name}"),
    ]


urlpatterns = [
    *_paths("sinh-hoat/<int:meeting_id>/bien-ban/", "bien-ban/<int:meeting_id>/", CELL),
    *_paths(
        "hop-chi-uy/<int:meeting_id>/bien-ban/", "bien-ban-chi-uy/<int:meeting_id>/", COMMITTEE
    ),
]
