"""Opinions, votes, suggestions and the room's screen: what their pages do, and for whom."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.meetings.models import Meeting, Vote
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.sittings.models import Opinion, Remark, Suggestion
from tests.factories import an_account
from tests.months import CellMonth


@pytest.fixture
def ours(db: None, today_is: Callable[[str], None]) -> CellMonth:
    today_is("2026-11-03")
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    return meeting


def signed_in(role: str, unit: Any, **more: Any) -> Client:
    client = Client()
    client.force_login(an_account(role, unit, **more))
    return client


def form(**fields: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), **fields}


def shown(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return str(answer.content.decode())


def test_opinions_and_remarks_by_their_forms(ours: CellMonth, meeting: Meeting) -> None:
    chair = signed_in("secretary", ours.cell)
    point = next(p for p in agenda_of(meeting) if p.code == "next_month")
    page = reverse("sitting_opinions", args=[meeting.pk])
    sent = form(point_id=point.pk, text="Làm đường trước mùa mưa", speaker="")
    for _finger in range(2):
        chair.post(page, sent)
    assert Opinion.objects.count() == 1
    assert chair.post(page, form(point_id=point.pk, text="")).status_code == 422
    remark = reverse("sitting_remarks", args=[meeting.pk])
    chair.post(remark, form(kind="reminder", about="Tổ 1", said="nộp báo cáo chậm"))
    assert chair.post(remark, form(kind="reminder", about="", said="x")).status_code == 422
    seen = shown(chair, "sitting_opinions", meeting.pk)
    assert "Làm đường trước mùa mưa" in seen
    assert "nộp báo cáo chậm" in seen
    chair.post(reverse("opinion_remove", args=[meeting.pk, Opinion.objects.get().pk]), form())
    chair.post(reverse("remark_remove", args=[meeting.pk, Remark.objects.get().pk]), form())
    assert not Opinion.objects.exists()
    assert not Remark.objects.exists()
    assert signed_in("superior", ours.commune).get(page).status_code == 403


def test_a_secret_vote_with_its_tellers_and_a_reserved_opinion(
    ours: CellMonth, meeting: Meeting
) -> None:
    chair = signed_in("secretary", ours.cell)
    address = reverse("take_vote", args=[meeting.pk])
    said = {
        "subject": "Đề nghị khen thưởng",
        "decision": "ordinary",
        "in_favour": "3",
        "against": "1",
        "abstained": "0",
        "is_secret": "on",
    }
    refused = chair.post(address, form(**said))
    assert refused.status_code == 422
    assert "cần kết quả của tổ kiểm phiếu" in refused.content.decode()
    tally = {"tellers": "Bình, Cường", "issued": 5, "returned": 5, "valid": 4, "invalid": 1}
    off = chair.post(address, form(**said, **{**tally, "valid": 5}))
    assert "khác số thu về 5" in off.content.decode()
    assert chair.post(address, form(**said, **tally)).status_code == 302
    vote = Vote.objects.get()
    chair.post(
        reverse("reserve_opinion", args=[meeting.pk, vote.pk]),
        form(name="Lê Văn Cường", reserved="Chưa rõ kinh phí"),
    )
    page = shown(chair, "step_sitting", meeting.pk)
    for told in ("Chi bộ bỏ phiếu kín: 3/5 đồng ý (60,0%)", "Phát ra 5", "Chưa rõ kinh phí"):
        assert told in page
    paper = chair.get(reverse("ballot_paper", args=[meeting.pk, vote.pk]))
    assert paper.status_code == 200
    assert "bien-ban-kiem-phieu" in paper.headers["Content-Disposition"]
    assert chair.get(reverse("ballot_paper", args=[meeting.pk, 0])).status_code == 404


def test_a_suggestion_is_seen_by_three_and_gone_at_the_end(
    ours: CellMonth, meeting: Meeting
) -> None:
    above = signed_in("superior", ours.commune)
    chair = signed_in("secretary", ours.cell)
    concerned = signed_in("member", ours.cell, member=ours.people[2])
    colleague = signed_in("member", ours.cell, member=ours.people[3])
    page = reverse("suggestions", args=[meeting.pk])
    words = "Còn để chậm việc giao đất"
    above.post(page, form(member_id=ours.people[2].pk, made_by="Đảng ủy", text=words))
    row = Suggestion.objects.unscoped("a test").get()
    for client in (above, chair, concerned):
        assert words in shown(client, "suggestions", meeting.pk)
    for client in (colleague, signed_in("cell_committee", ours.cell, member=ours.people[1])):
        assert words not in shown(client, "suggestions", meeting.pk)
    for role in ("administrator", "clerk"):
        client = signed_in(role, ours.commune)
        assert client.get(page).status_code == 404
        assert client.post(page, form(member_id=1, text="x")).status_code in (302, 404)
    assert "Gợi ý kiểm điểm" in shown(concerned, "own")
    assert "Gợi ý kiểm điểm" not in shown(colleague, "own")
    step = reverse("suggestion_step", args=[meeting.pk, row.pk])
    concerned.post(step, form(step="answer", text="Tôi nhận thiếu sót", version=1))
    chair.post(step, form(step="outcome", text="Rút kinh nghiệm", version=2))
    assert "Rút kinh nghiệm" in shown(concerned, "suggestions", meeting.pk)
    chair.post(step, form(step="end", version=3))
    assert not Suggestion.objects.unscoped("a test").exists()
    assert words not in shown(chair, "suggestions", meeting.pk)


def test_the_screen_follows_the_chair_and_names_nobody(ours: CellMonth) -> None:
    first = ours.prepare()
    ours.assign(ours.sit(first), "Rà soát hộ nghèo", owner_id=ours.people[3].pk)
    ours.rest_present(first)
    ours.score(first)
    ours.close(first)
    ours.next_month()
    meeting = ours.prepare()
    chair = signed_in("secretary", ours.cell)
    above = signed_in("superior", ours.commune)
    steps = [point for point in agenda_of(meeting) if not point.origin]
    move = reverse("presenter_move", args=[meeting.pk])
    seen = shown(above, "presenter", meeting.pk)
    assert f"1. {steps[0].title}" in seen
    assert "Bắt đầu họp" not in seen, "those who only watch have no buttons"
    for person in ours.people:
        assert person.full_name not in shown(chair, "presenter", meeting.pk)
    chair.post(move, form(begin="1"))
    meeting.refresh_from_db()
    assert meeting.starts_at is not None
    began = meeting.starts_at
    chair.post(move, form(begin="1"))
    meeting.refresh_from_db()
    assert meeting.starts_at == began, "it begins once"
    chair.post(move, form(point=steps[2].pk))
    page = shown(above, "presenter", meeting.pk)
    assert f"3. {steps[2].title}" in page
    assert "tối thiểu 90" in " ".join(page.split())
    assert reverse("rule_pack", args=["meetings-hd42-2025"]) in page, "the length leads to its rule"
    chair.post(move, form(question="Thông qua nghị quyết"))
    assert "Đang biểu quyết: Thông qua nghị quyết" in shown(above, "presenter", meeting.pk)
    ours.rest_present(meeting)
    ballot = {"subject": "Thông qua nghị quyết", "decision": "ordinary", "against": "1"}
    vote = reverse("take_vote", args=[meeting.pk])
    chair.post(vote, form(**ballot, in_favour="4", abstained="0"))
    piece = above.get(
        reverse("presenter", args=[meeting.pk]), headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in piece
    assert "Kết quả biểu quyết" in piece
    assert "4/5 đồng ý (80,0%)" in piece
    above.post(move, form(point=steps[0].pk))
    assert f"3. {steps[2].title}" in shown(above, "presenter", meeting.pk)
