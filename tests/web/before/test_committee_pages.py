"""The chi ủy's meeting on the pages: called from the preparation, written down, closed."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.committee_meetings.models import CommitteeMeeting, CommitteePoint
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.minutes.models import Minutes
from chibo.areas.minutes.queries import minutes_of
from tests.factories import a_post
from tests.months import CellMonth

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


def test_from_the_preparation_to_the_agenda_of_the_cell(
    sign_in: SignIn, form: Fill, today_is: Callable[[str], None]
) -> None:
    today_is("2026-11-02")
    ours = CellMonth()
    meeting = ours.prepare()
    secretary = sign_in("secretary", ours.cell)
    box = reverse("before_box", args=[meeting.pk])
    assert "chưa có chi ủy viên" in secretary.get(box).content.decode()
    call = reverse("committee_prepare", args=[meeting.pk])
    secretary.post(call, form())
    assert not CommitteeMeeting.objects.unscoped("a test").exists()
    a_post(ours.people[0], "Bí thư")
    a_post(ours.people[1], "Chi ủy viên")
    assert call in secretary.get(box).content.decode()
    fields = form()
    page, again = (secretary.post(call, fields)["Location"] for _click in range(2))
    assert page == again
    sitting = CommitteeMeeting.objects.unscoped("a test").get()
    shown = secretary.get(page).content.decode()
    assert "Trần Thị Bình" in shown
    assert "không tính là sinh hoạt chi bộ" in shown

    said = {"planned_on": "02/11/2026", "held_on": "02/11/2026", "starts_at": "19:00"}
    said |= {"ends_at": "20:00", "chair_name": "Nguyễn Văn An", "minutes_by": "Trần Thị Bình"}
    assert secretary.post(page, form(version=1, **said | {"held_on": "x"})).status_code == 422
    assert secretary.post(page, form(version=1, **said)).status_code == 302
    stale = secretary.post(page, form(version=1, **said | {"place": "Nhà bí thư"}))
    assert stale.status_code == 422
    assert "Hai bản khác nhau" in stale.content.decode()
    secretary.post(reverse("committee_mark", args=[sitting.pk]), form(member="rest"))
    point = CommitteePoint.objects.order_by("position").first()
    assert point is not None
    address = reverse("committee_point", args=[sitting.pk, point.pk])
    typed = {"title": point.title, "conclusion": "Bàn việc làm đường", "to_cell": "on"}
    assert secretary.post(address, form(version=1, **typed)).status_code == 302
    typed["conclusion"] = "Khác"
    assert "Hai bản" in secretary.post(address, form(version=1, **typed)).content.decode()
    added = reverse("committee_point_add", args=[sitting.pk])
    secretary.post(added, form(title="Việc khác"))
    extra = CommitteePoint.objects.get(title="Việc khác")
    secretary.post(reverse("committee_point_remove", args=[sitting.pk, extra.pk]), form())
    closing = reverse("committee_close", args=[sitting.pk])
    today_is("2026-11-03")  # the meeting is over
    secretary.post(closing, form())
    assert "Bàn việc làm đường" in [p.title for p in agenda_of(meeting)]
    prepare = secretary.get(reverse("step_prepare", args=[meeting.pk])).content.decode()
    assert "02/11/2026" in prepare
    assert secretary.get(page).status_code == 200
    minutes = secretary.get(reverse("committee_minutes", args=[sitting.pk]))
    assert "bien-ban-hop-chi-uy" in minutes["Content-Disposition"]
    _sign(secretary, form, page, sitting.pk)
    secretary.post(closing, form(reason="Ghi sót"))
    record = secretary.get(reverse("committee_record", args=[sitting.pk])).content.decode()
    assert "Bản cũ đã mất hiệu lực" in record
    assert CommitteeMeeting.objects.unscoped("a test").get().is_open
    listed = reverse("committee_meetings", args=[ours.cell.pk])
    assert page in secretary.get(listed).content.decode()
    superior = sign_in("superior", ours.commune)
    assert superior.get(page).status_code == 404
    assert superior.get(reverse("committee_record", args=[sitting.pk])).status_code == 404
    assert superior.get(listed).status_code == 403


def _sign(secretary: Client, form: Fill, page: str, pk: int) -> None:
    """The same forms as the cell's minutes; sent to the chi ủy, then locked."""
    record = reverse("committee_record", args=[pk])
    assert record in secretary.get(page).content.decode()
    shown = secretary.get(record).content.decode()
    for words in ("Biên bản họp chi ủy ngày 02/11/2026", "Kết luận: ", "Bàn việc làm đường"):
        assert words in shown
    digest = minutes_of(CommitteeMeeting.objects.unscoped("a test").get()).digest

    def post(act: str, **fields: str) -> int:
        sent = form(digest=digest, **fields)
        return secretary.post(reverse(f"committee_record_{act}", args=[pk]), sent).status_code

    assert post("amend", place="conclusion", after="Khác") == 422
    for part in ("chair", "secretary"):
        assert post("hand", part=part, signed_on="02/11/2026") == 302
    assert "Gửi chi ủy" in secretary.get(record).content.decode()
    assert post("circulate") == 302
    assert post("lock") == 302
    seal = Minutes.objects.unscoped("a test").get().sha256
    assert seal in secretary.get(record).content.decode()
    text = secretary.get(reverse("committee_record_text", args=[pk])).content
    assert sha256(text).hexdigest() == seal
