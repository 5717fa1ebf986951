"""Addresses of calendars."""

from django.urls import path

from chibo.web.calendars import exceptions, feeds, months

urlpatterns = [
    path("lich/", months.own, name="calendar"),
    path("lich/toi-phu-trach/<str:month>/", months.visits, name="calendar_visits"),
    path("lich/dia-chi/", feeds.feeds, name="calendar_feeds"),
    path("lich/dia-chi/<int:feed_id>/thu-hoi/", feeds.revoke, name="calendar_revoke"),
    path("lich/<str:secret>.ics", feeds.subscription, name="calendar_feed"),
    path("to-chuc/<int:unit_id>/lich/<str:month>/", months.of_unit, name="unit_calendar"),
    path("chi-bo/<int:unit_id>/ngay-khac/", exceptions.keep, name="exception_keep"),
    path("chi-bo/<int:unit_id>/ngay-khac/<str:month>/bo/", exceptions.drop, name="exception_drop"),
]
