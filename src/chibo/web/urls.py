"""Addresses of all pages; each folder of pages keeps its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("chibo.web.home.urls")),
    path("", include("chibo.web.signin.urls")),
    path("", include("chibo.web.month.urls")),
    path("cham-chinh-thuc/", include("chibo.web.grading.urls")),
    path("", include("chibo.web.from_paper.urls")),
    path("", include("chibo.web.topics.urls")),
    path("", include("chibo.web.minutes.urls")),
    path("", include("chibo.web.attending.urls")),
    path("", include("chibo.web.before.urls")),
    path("", include("chibo.web.sittings.urls")),
    path("", include("chibo.web.calendars.urls")),
    path("cua-toi/", include("chibo.web.own.urls")),
    path("tai-khoan/", include("chibo.web.accounts.urls")),
    path("", include("chibo.web.units.urls")),
    path("", include("chibo.web.plans.urls")),
    path("", include("chibo.web.places.urls")),
    path("", include("chibo.web.oversight.urls")),
    path("", include("chibo.web.members.urls")),
    path("", include("chibo.web.duplicates.urls")),
    path("", include("chibo.web.posts.urls")),
    path("", include("chibo.web.imports.urls")),
    path("quy-dinh/", include("chibo.web.rules.urls")),
    path("", include("chibo.web.badges.urls")),
    path("", include("chibo.web.dues.urls")),
    path("den-han/", include("chibo.web.deadlines.urls")),
    path("van-ban/", include("chibo.web.directives.urls")),
    path("tim/", include("chibo.web.search.urls")),
    path("tong-quan/", include("chibo.web.overview.urls")),
]
