"""Addresses of places."""

from django.urls import path

from chibo.web.places import changing, views

urlpatterns = [
    path("to-chuc/<int:unit_id>/dia-ban/", views.places, name="places"),
    path("to-chuc/<int:unit_id>/dia-ban/them/", changing.places_add, name="places_add"),
    path(
        "to-chuc/<int:unit_id>/dia-ban/de-xuat/", changing.places_proposed, name="places_proposed"
    ),
    path("dia-ban/<int:place_id>/", views.place, name="place"),
    path("dia-ban/<int:place_id>/sua/", changing.place_correct, name="place_correct"),
    path("dia-ban/<int:place_id>/thay/", changing.place_replace, name="place_replace"),
    path("dia-ban/<int:place_id>/xoa/", changing.place_remove, name="place_remove"),
]
