"""The bell, the list, where a notice leads, and the ways of being told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.notices.models import Notice, NoticeChoice
from chibo.areas.tasks.models import Task
from tests.months import CellMonth

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


def test_from_the_secretary_s_tap_to_the_member_s_list(
    sign_in: SignIn, form: Fill, today_is: Callable[[str], None], settings: Any
) -> None:
    today_is("2026-11-01")
    settings.CHIBO_EMAIL_FROM = "chibo@xa.vn"
    ours = CellMonth()
    meeting = ours.prepare()
    member = sign_in("member", ours.cell, ours.people[2])
    stranger = sign_in("superior", ours.commune)
    listed, bell = reverse("notices"), reverse("notices_bell")
    assert bell in member.get(reverse("own")).content.decode()
    assert "Chưa có thông báo nào" in member.get(listed).content.decode()
    secretary = sign_in("secretary", ours.cell)
    sent = form(what="notice", on="01/11/2026")
    secretary.post(reverse("mark_sent", args=[meeting.pk]), sent)
    assert "thông báo chưa đọc" in member.get(bell).content.decode()
    page = member.get(listed).content.decode()
    assert "Chi bộ họp ngày 03/11/2026." in page
    row = Notice.objects.unscoped("a test").get()
    opened = reverse("notice_open", args=[row.pk])
    assert stranger.post(opened, form()).status_code in (302, 404)
    row.refresh_from_db()
    assert row.read_at is None
    assert member.post(opened, form())["Location"] == reverse("own")
    assert "chưa đọc" not in member.get(bell).content.decode()

    task = Task.objects.unscoped("a test").create(
        unit=ours.cell, title="Việc", owner=ours.people[2], given_on=meeting.month
    )
    Notice.objects.unscoped("a test").filter(pk=row.pk).update(ref=f"task:{task.pk}", read_at=None)
    assert member.post(opened, form())["Location"] == reverse("own_task", args=[task.pk])
    member.post(reverse("notices_read_all"), form())

    choice = reverse("notices_choice")
    assert "chưa bật gửi tin nhắn SMS" in member.get(choice).content.decode()
    assert member.post(choice, form(version=0, by_sms="on", phone="0912345678")).status_code == 422
    chosen = {"by_email": "on", "email": "em@xa.vn"}
    assert member.post(choice, form(version=0, **chosen)).status_code == 302
    assert member.post(choice, form(version=0, email="khac@xa.vn")).status_code == 422
    assert NoticeChoice.objects.unscoped("a test").get().email == "em@xa.vn"
    assert Client().get(listed).status_code == 302


def test_the_list_goes_on_page_by_page(sign_in: SignIn) -> None:
    client = sign_in("member", CellMonth().cell)
    account = client.session["_auth_user_id"]
    Notice.objects.unscoped("a test").bulk_create(
        Notice(
            account_id=account,
            kind="task.soon",
            occasion=f"o{n}",
            ref="task:1",
            facts={"day": f"{n:02d}/11/2026"},
            made_at="2026-11-01T00:00Z",
        )
        for n in range(60)
    )
    page = client.get(reverse("notices"))
    assert len(page.context["rows"]) == 50
    rest = client.get(f"{reverse('notices')}?truoc={page.context['further']}")
    assert (len(rest.context["rows"]), rest.context["further"]) == (10, None)
    assert len(client.get(f"{reverse('notices')}?truoc=x").context["rows"]) == 50
