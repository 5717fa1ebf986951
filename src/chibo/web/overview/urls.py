"""Addresses of the overview."""

from django.urls import path

from chibo.web.overview import later, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("<int:unit_id>/", views.overview_unit, name="overview_unit"),
    path("<int:unit_id>/chua-hop/", views.without_meeting, name="without_meeting"),
    path("<int:unit_id>/chua-phu-trach/", later.overview_gaps, name="overview_gaps"),
    path("<int:unit_id>/cho-quyet/", later.overview_decisions, name="overview_decisions"),
    path("<int:unit_id>/so-lieu/<str:code>/", views.figure, name="figure"),
]
