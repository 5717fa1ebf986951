"""The pages of calendars."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from chibo.areas.calendars.models import CalendarFeed
from chibo.areas.meetings.queries import habit_of
from tests.factories import a_cell, a_commune, a_member, a_planned_meeting

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _today(today_is: Callable[[str], None]) -> None:
    today_is("2026-11-03")


def test_a_month_of_a_cell_and_of_its_committee(
    sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    commune = a_commune()
    cell = a_cell(commune)
    secretary, superior = sign_in("secretary", cell), sign_in("superior", commune)
    page = secretary.get(reverse("calendar"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("unit_calendar", args=[cell.pk, "2026-11"])
    assert "theo nếp họp" in page.content.decode()
    a_planned_meeting(cell, date(2026, 11, 20))
    address = reverse("unit_calendar", args=[commune.pk, "2026-11"])
    superior.get(address)
    with django_assert_num_queries(9):
        page = superior.get(address)
    assert "19:00" in page.content.decode()
    assert (
        superior.get(reverse("unit_calendar", args=[a_commune().pk, "2026-11"])).status_code == 404
    )
    assert sign_in("member", cell).get(address).status_code in (403, 404)


def test_an_address_is_shown_once_read_without_signing_in_and_revoked(
    sign_in: SignIn, form: Fill
) -> None:
    cell = a_cell(a_commune())
    secretary = sign_in("secretary", cell)
    feeds = reverse("calendar_feeds")
    assert secretary.post(feeds, form(what="unit:999999")).status_code == 422
    fields = form(what=f"unit:{cell.pk}")
    page = secretary.post(feeds, fields)
    assert page["Cache-Control"] == "no-store"
    found = re.search(r"http://testserver(/lich/[\w-]{40,}\.ics)", page.content.decode())
    assert found is not None
    secretary.post(feeds, fields)
    assert CalendarFeed.objects.unscoped("a test").count() == 1
    assert found[1] not in secretary.get(feeds).content.decode()
    answer = Client().get(found[1])
    assert answer["Content-Type"].startswith("text/calendar")
    assert len(list(Calendar.from_ical(answer.content).walk("VEVENT"))) == 3
    feed = CalendarFeed.objects.unscoped("a test").get()
    secretary.post(reverse("calendar_revoke", args=[feed.pk]), form())
    assert Client().get(found[1]).status_code == 404
    assert Client().get("/lich/khong-co.ics").status_code == 404


def test_a_member_has_the_days_of_the_own_cell(sign_in: SignIn, form: Fill) -> None:
    cell = a_cell(a_commune())
    member = sign_in("member", cell, a_member(cell))
    assert reverse("calendar_feeds") in member.get(reverse("own")).content.decode()
    assert member.get(reverse("calendar"))["Location"] == reverse("calendar_feeds")
    assert member.post(reverse("calendar_feeds"), form(what="own:0")).status_code == 200
    assert member.get(reverse("calendar_visits", args=["2026-11"])).status_code == 200


def test_another_day_is_kept_beside_the_habit(sign_in: SignIn, form: Fill) -> None:
    cell = a_cell(a_commune())
    secretary = sign_in("secretary", cell)
    keep, habit = reverse("exception_keep", args=[cell.pk]), reverse("cell_habit", args=[cell.pk])
    said = secretary.post(keep, form(on="31/11/2026", because="x"), follow=True)
    assert "ngày/tháng/năm" in said.content.decode()
    secretary.post(keep, form(on="20/12/2026", because="Thu hoạch lúa"))
    assert "Thu hoạch lúa" in secretary.get(habit).content.decode()
    secretary.post(reverse("exception_drop", args=[cell.pk, "2026-12"]), form())
    assert habit_of(cell).exceptions == {}
