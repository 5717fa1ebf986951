"""The way of a sheet: own points, the cell's vote on them, the superior's official grade."""

import pytest
from django.urls import reverse

from chibo.areas.meetings.errors import MeetingLocked
from chibo.areas.scoring.actions import GivenPoints, link_vote
from chibo.areas.scoring.errors import BadScore
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import find_sheet
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db


def test_the_cell_votes_on_the_points_it_gave(sign_in, form, today_is) -> None:
    today_is("2026-11-03")
    ours = CellMonth()
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    vote = ours.vote(meeting, 5, subject="Điểm tự chấm buổi sinh hoạt")

    def link(vote_id: int | None, **more: object) -> ScoreSheet:
        sheet = find_sheet(meeting)
        said = {"actor": ours.secretary, "version": sheet.version if sheet else 0, **more}
        return link_vote(meeting_id=meeting.pk, vote_id=vote_id, now=at(ours.held_on), **said)

    with pytest.raises(BadScore, match="Chưa xác nhận"):
        link(vote.pk)
    ours.note(meeting, "next_month", "Ra quân.")
    ours.score(meeting)
    with pytest.raises(BadScore, match="không có biểu quyết"):
        link(vote.pk + 1000)
    with pytest.raises(NotAllowed):
        link(vote.pk, actor=ours.superior)
    with pytest.raises(ChangedMeanwhile):
        link(vote.pk, version=99)
    assert link(vote.pk).version == link(vote.pk).version
    ours.score(meeting)  # the same points: the vote still stands
    assert find_sheet(meeting).vote == vote
    ours.score(meeting, c6=GivenPoints(20))
    assert find_sheet(meeting).vote is None

    client = sign_in("secretary", ours.cell)
    page = reverse("step_score", args=[meeting.pk])
    assert "Điểm tự chấm buổi sinh hoạt" in client.get(page).content.decode()
    sent = form(vote=vote.pk, version=find_sheet(meeting).version)
    for _click in range(2):
        client.post(reverse("score_vote", args=[meeting.pk]), sent)
    assert "5 đồng ý, 0 không đồng ý" in client.get(page).content.decode()
    ours.close(meeting)
    report = ours.begin_report()
    ours.submit(report)
    superior = sign_in("superior", ours.commune)
    for name, key in (("grade_sheet", meeting.pk), ("decide_report", report.pk)):
        assert "5 đồng ý" in superior.get(reverse(name, args=[key])).content.decode()
    with pytest.raises(MeetingLocked):
        link(None)
