"""Addresses of possible duplicates."""

from django.urls import path

from chibo.web.duplicates import views

urlpatterns = [
    path("to-chuc/<int:unit_id>/co-the-trung/", views.pairs, name="duplicates"),
    path("to-chuc/<int:unit_id>/co-the-trung/tim/", views.search, name="duplicates_search"),
    path("to-chuc/<int:unit_id>/da-gop/", views.merges, name="merges"),
    path("co-the-trung/kiem/", views.check, name="duplicate_check"),
    path("co-the-trung/<int:proposal_id>/", views.pair, name="duplicate"),
    path("co-the-trung/<int:proposal_id>/khac-nhau/", views.dismiss, name="duplicate_dismiss"),
    path("co-the-trung/<int:proposal_id>/xet-lai/", views.reopen, name="duplicate_reopen"),
    path("co-the-trung/<int:proposal_id>/gop/", views.merge, name="duplicate_merge"),
    path("da-gop/<int:merge_id>/", views.merged, name="merge"),
    path("da-gop/<int:merge_id>/hoan-tac/", views.undo, name="merge_undo"),
]
