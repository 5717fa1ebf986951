"""Addresses of the overview."""

from django.urls import path

from chibo.web.overview import all_figures, figure, later, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("<int:unit_id>/", views.overview_unit, name="overview_unit"),
    path("<int:unit_id>/chua-hop/", views.without_meeting, name="without_meeting"),
    path("<int:unit_id>/chua-phu-trach/", later.overview_gaps, name="overview_gaps"),
    path("<int:unit_id>/cho-quyet/", later.overview_decisions, name="overview_decisions"),
    path("<int:unit_id>/duong-chinh/", later.overview_courses, name="overview_courses"),
    path("<int:unit_id>/chi-tieu/", later.overview_targets, name="overview_targets"),
    path("<int:unit_id>/so-lieu/", all_figures.figures, name="figures"),
    path("<int:unit_id>/dien-bien/", all_figures.figures_trend, name="figures_trend"),
    path("<int:unit_id>/so-lieu/<str:code>/", figure.figure, name="figure"),
    path("<int:unit_id>/so-lieu/<str:code>/dien-bien/", figure.figure_trend, name="figure_trend"),
]
