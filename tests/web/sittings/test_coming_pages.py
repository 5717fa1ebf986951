"""The turning code, the printed list and who came: what their pages do and refuse."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.areas.documents.codes import code_of
from chibo.areas.meetings.models import Meeting
from chibo.areas.sittings.models import PresenceRequest, PrintedList
from tests.factories import a_cell, a_member, an_account
from tests.months import CellMonth, states_of


@pytest.fixture
def ours(db: None, today_is: Callable[[str], None]) -> CellMonth:
    today_is("2026-11-03")
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    return ours.prepare()


def signed_in(role: str, unit: Any, **more: Any) -> Client:
    client = Client()
    client.force_login(an_account(role, unit, **more))
    return client


def form(**fields: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), **fields}


def test_a_phone_asks_and_the_chair_confirms_in_one_tap(ours: CellMonth, meeting: Meeting) -> None:
    chair = signed_in("secretary", ours.cell)
    phone = signed_in("member", ours.cell, member=ours.people[1])
    screen = reverse("presence_screen", args=[meeting.pk])
    shown = chair.get(screen)
    assert "<svg" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    address = shown.context["address"].removeprefix("http://testserver")
    asking = phone.get(address).content.decode()
    assert "Tôi có mặt, xin xác nhận" in asking
    assert not PresenceRequest.objects.exists(), "looking asks nothing"
    sent = form()
    for _finger in range(2):
        phone.post(address, sent)
    assert "Chủ trì xác nhận thì mới được ghi có mặt" in phone.get(address).content.decode()
    assert not any(states_of(meeting).values())
    piece = chair.get(screen, headers={"HX-Request": "true"}).content.decode()
    assert "Xác nhận cả 1 người" in piece
    assert "<html" not in piece
    chair.post(reverse("presence_answer", args=[meeting.pk]), form(member=ours.people[1].pk))
    assert states_of(meeting)[ours.people[1].full_name] == "present"
    assert "Chủ trì đã ghi có mặt" in phone.get(address).content.decode()


def test_who_has_no_business_here_is_told_so(ours: CellMonth, meeting: Meeting) -> None:
    other = a_cell(ours.commune, code="CBK")
    stranger = signed_in("member", other, member=a_member(other, "Vũ Văn Khác"))
    phone = signed_in("member", ours.cell, member=ours.people[1])
    expired = reverse("presence_scan", args=[meeting.pk, "0" * 20])
    refused = phone.post(expired, form(), follow=True)
    assert "hết hạn" in refused.content.decode()
    assert stranger.get(expired).status_code == 404
    for name in ("presence_screen", "quick_entry", "sitting_coming"):
        for client in (phone, stranger, signed_in("secretary", other)):
            assert client.get(reverse(name, args=[meeting.pk])).status_code in (403, 404), name
    assert (
        signed_in("superior", ours.commune)
        .get(reverse("presence_screen", args=[meeting.pk]))
        .status_code
        == 403
    )


def test_a_printed_list_is_found_by_its_code_and_typed_back(
    ours: CellMonth, meeting: Meeting
) -> None:
    chair = signed_in("secretary", ours.cell)
    printed = chair.get(reverse("printed_list", args=[meeting.pk])).content.decode()
    kept = PrintedList.objects.get(meeting=meeting)
    code = code_of("printed_list", kept.pk)
    assert code in printed
    chair.get(reverse("printed_list", args=[meeting.pk]))
    assert PrintedList.objects.count() == 1, "the same list again carries the same code"
    found = chair.get(reverse("from_paper"), {"code": code.lower()})
    entry = reverse("quick_entry", args=[meeting.pk])
    assert found["Location"] == f"{entry}?to={kept.pk}"
    page = chair.get(entry).content.decode()
    in_order = [int(pk) for pk in re.findall(r'name="k-(\d+)"', page)]
    typed = {f"k-{pk}": key for pk, key in zip(in_order, "cvKm", strict=False)}
    seen = {f"was-{pk}": "" for pk in in_order}
    sent = form(**typed, **seen)
    for _finger in range(2):
        assert chair.post(entry, sent).status_code == 302
    states = list(states_of(meeting).values())
    assert states == ["present", "excused", "unexcused", "exempt", ""]
    again = chair.post(entry, form(**{**typed, f"k-{in_order[0]}": "v"}, **seen))
    assert again.status_code == 422, "what stood there was not looked at"
    assert 'value="v"' in again.content.decode()


def test_a_list_that_changed_since_it_was_printed_is_typed_back_as_it_stands_on_the_paper(
    ours: CellMonth, meeting: Meeting
) -> None:
    chair = signed_in("secretary", ours.cell)
    chair.get(reverse("printed_list", args=[meeting.pk]))
    paper = PrintedList.objects.get(meeting=meeting)
    gone, comes = ours.people[1], a_member(ours.cell, "Vũ Thị An")
    gone.state, gone.state_on = "deceased", date(2026, 11, 2)
    gone.save()
    entry = reverse("quick_entry", args=[meeting.pk])
    shown = chair.get(f"{entry}?to={paper.pk}").content.decode()
    assert f"Không còn trong danh sách: {gone.full_name}; dòng ấy không nhập." in shown
    assert "Không có trên tờ in: Vũ Thị An; nhập ở cuối, hoặc in lại tờ mới." in shown
    stay = [pk for pk in paper.order if pk != gone.pk]
    assert [int(pk) for pk in re.findall(r'name="k-(\d+)"', shown)] == [*stay, comes.pk]
    numbers = re.findall(r'<td class="num">([\d–]+)</td>', shown)
    assert numbers == [*(str(n) for n in range(1, len(paper.order) + 1)), "–"]
    chair.get(reverse("printed_list", args=[meeting.pk]))
    fresh = chair.get(entry).content.decode()
    assert "Danh sách đã đổi" not in fresh, "the last one printed is taken"
    assert "Danh sách đã đổi" in chair.get(f"{entry}?to={paper.pk}").content.decode()
    other = signed_in("secretary", a_cell(code="CBL"))
    code = code_of("printed_list", paper.pk)
    assert other.get(reverse("from_paper"), {"code": code}).status_code == 422


def test_visitors_times_and_parts_by_their_forms(ours: CellMonth) -> None:
    meeting = ours.sit(ours.prepare("combined"))
    ours.rest_present(meeting)
    chair = signed_in("secretary", ours.cell)
    page = reverse("sitting_coming", args=[meeting.pk])
    assert chair.post(page, form(name=" ")).status_code == 422
    chair.post(page, form(name="Trần Văn Thuận", role="Phó Bí thư", unit_name="Đảng ủy xã"))
    times = reverse("part_times", args=[meeting.pk])
    said = {"member": ours.people[0].pk, "arrived_at": "19:25", "left_at": ""}
    assert chair.post(times, form(**said)).status_code == 302
    assert chair.post(times, form(**{**said, "arrived_at": "7 giờ"})).status_code == 422
    assert chair.post(times, form(**{**said, "arrived_at": "18:00"})).status_code == 422
    parts = reverse("meeting_parts", args=[meeting.pk])
    chair.post(parts, form(first="regular", changed_at="20:20"))
    assert chair.post(parts, form(first="regular", changed_at="22:20")).status_code == 422
    shown = chair.get(page).content.decode()
    assert "Trần Văn Thuận (Phó Bí thư, Đảng ủy xã)" in shown
    assert "Phần thường kỳ 80 phút, phần chuyên đề 40 phút; cả buổi 120 phút." in shown
    assert 'value="19:25"' in shown


def test_pages_ask_the_same_number_of_questions_for_one_and_for_thirty(ours: CellMonth) -> None:
    chair = signed_in("secretary", ours.cell)
    meeting = ours.prepare()
    ours.rest_present(meeting)
    names = ("presence_screen", "quick_entry", "sitting_coming", "printed_list")

    def questions() -> list[int]:
        counts = []
        for name in names:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                chair.get(reverse(name, args=[meeting.pk]))
            counts.append(len(asked))
        return counts

    few = questions()
    for number in range(30):
        a_member(ours.cell, f"Nguyễn Văn {number}")
    ours.rest_present(meeting)
    assert questions() == few
    assert max(few) <= 40
