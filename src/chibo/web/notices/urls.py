"""Addresses of notices."""

from django.urls import path

from chibo.web.notices import views

urlpatterns = [
    path("", views.notices_page, name="notices"),
    path("so/", views.bell, name="notices_bell"),
    path("da-doc/", views.read_all, name="notices_read_all"),
    path("cach-nhan/", views.choice, name="notices_choice"),
    path("<int:notice_id>/", views.open_notice, name="notice_open"),
]
