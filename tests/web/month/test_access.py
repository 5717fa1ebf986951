"""Nobody reaches a month that is not theirs, by whatever address."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from chibo.areas.access.models import RoleGrant
from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.models import AgendaPoint, Attendance, Meeting, PaperToSend, Vote
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.tasks.models import Task, TaskReview
from chibo.core.models import AuditEvent, Submission
from chibo.web.month.urls import urlpatterns
from tests.factories import an_account
from tests.months import CellMonth, at
from tests.web.month.conftest import People

WITHOUT_A_RECORD = {"month", "reports_waiting"}
TYPED = {
    "title": "Chen vào",
    "version": "1",
    "what": "papers",
    "on": "03/11/2026",
    "reason": "Vì sao.",
}


def once(**fields: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), **fields}


@pytest.fixture
def foreign(ours: CellMonth) -> dict[str, Any]:
    """Every id an address of another commune's cell can carry."""
    theirs = CellMonth()
    held = theirs.hold()
    task = Task.objects.unscoped("a test").get()
    report = theirs.submit(theirs.begin_report())
    theirs.next_month()
    meeting = theirs.prepare()
    theirs.rest_present(meeting)
    paper = meetings.add_paper(
        actor=theirs.secretary,
        meeting_id=meeting.pk,
        title="Dự thảo nghị quyết",
        file=None,
        now=at(theirs.held_on),
    )
    assert held.pk
    return {
        "unit_id": theirs.cell.pk,
        "month": str(theirs.month),
        "meeting_id": meeting.pk,
        "point_id": agenda_of(meeting)[0].pk,
        "paper_id": paper.pk,
        "vote_id": theirs.vote(meeting, 5).pk,
        "task_id": task.pk,
        "report_id": report.pk,
        "kind": "minutes",
    }


def address(route: URLPattern, ids: dict[str, Any]) -> str:
    wanted = route.pattern.converters
    return reverse(str(route.name), kwargs={name: ids[name] for name in wanted})


def routes() -> list[URLPattern]:
    return [route for route in urlpatterns if route.name not in WITHOUT_A_RECORD]


def counts() -> dict[str, int]:
    """How much there is of everything a month is made of."""
    scoped = (Meeting, Task)
    return {
        **{m.__name__: m.objects.unscoped("a test").count() for m in scoped},  # type: ignore[attr-defined]
        **{
            m.__name__: m._default_manager.count()
            for m in (AgendaPoint, Attendance, PaperToSend, TaskReview, Vote, AuditEvent)
        },
    }


def test_another_cell_s_secretary_gets_404_on_every_address(
    people: People, foreign: dict[str, Any]
) -> None:
    before = counts()
    for route in routes():
        where = address(route, foreign)
        answer = people.secretary.get(where)
        assert answer.status_code in {404, 405}, (route.name, answer.status_code)
        if answer.status_code == 405 or route.name in {
            "step_prepare",
            "step_sitting",
            "step_score",
        }:
            posted = people.secretary.post(where, once(**TYPED), headers={"X-Fragment": "1"})
            assert posted.status_code == 404, (route.name, posted.status_code)
    assert counts() == before
    assert not Submission.objects.exists(), "no key was used up"


def test_a_superior_of_elsewhere_and_a_person_without_a_role_neither(
    people: People, foreign: dict[str, Any]
) -> None:
    nobody = Client()
    nobody.force_login(an_account())
    for client in (people.superior, nobody):
        for route in routes():
            answer = client.get(address(route, foreign))
            assert answer.status_code in {404, 405}, (route.name, answer.status_code)


def test_a_member_of_the_cell_sees_their_own_pages_and_not_the_cell_s(
    ours: CellMonth, people: People
) -> None:
    meeting = ours.hold()
    report = ours.submit(ours.begin_report())
    for name, args in (
        ("meeting_record", [meeting.pk]),
        ("step_sitting", [meeting.pk]),
        ("meeting_paper", [meeting.pk, "minutes"]),
        ("decide_report", [report.pk]),
    ):
        assert people.member.get(reverse(name, args=args)).status_code == 404, name
    month = reverse("cell_month", args=[ours.cell.pk, "2026-11"])
    assert people.member.get(month).status_code == 403
    assert people.member.get(reverse("cell_habit", args=[ours.cell.pk])).status_code == 403
    assert people.member.get(reverse("own")).status_code == 200


def test_a_superior_reads_everything_and_writes_nothing_of_the_cell_s(
    ours: CellMonth, people: People
) -> None:
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    task, vote = ours.assign(meeting), ours.vote(meeting, 5)
    report = ours.begin_report()
    paper = meetings.add_paper(
        actor=ours.secretary,
        meeting_id=meeting.pk,
        title="Dự thảo",
        file=None,
        now=at(ours.held_on),
    )
    ids = {
        "unit_id": ours.cell.pk,
        "month": "2026-11",
        "meeting_id": meeting.pk,
        "point_id": agenda_of(meeting)[0].pk,
        "paper_id": paper.pk,
        "vote_id": vote.pk,
        "task_id": task.pk,
        "report_id": report.pk,
        "kind": "minutes",
    }
    before = counts()
    for route in routes():
        where = address(route, ids)
        if people.superior.get(where).status_code == 405:
            people.superior.post(where, once(title="Chen vào", reason="x"))
    after = counts()
    after["AuditEvent"] = before["AuditEvent"]  # a paper that was looked at leaves a trace
    assert after == before
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_role_that_ended_yesterday_sees_nothing_today(ours: CellMonth) -> None:
    account = an_account("secretary", ours.cell)
    client = Client()
    client.force_login(account)
    month = reverse("cell_month", args=[ours.cell.pk, "2026-11"])
    assert client.get(month).status_code == 200
    RoleGrant.objects.unscoped("a test").update(ends_before=date(2026, 11, 3))
    assert client.get(month).status_code == 404


def test_posts_are_posts_and_carry_the_token(
    ours: CellMonth, people: People, foreign: dict[str, Any]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(an_account("secretary", ours.cell))
    only_posts = [
        r for r in routes() if people.secretary.get(address(r, foreign)).status_code == 405
    ]
    assert len(only_posts) > 15
    for route in only_posts:
        assert strict.post(address(route, foreign), once()).status_code == 403, route.name


def test_a_stranger_is_led_to_the_sign_in_page_from_every_address(foreign: dict[str, Any]) -> None:
    for route in urlpatterns:
        answer = Client().get(address(route, foreign))
        assert answer.status_code == 302, route.name
        assert answer["X-Sign-In"] == "1"


class TestIdsOfAnotherMeeting:
    """A person who may write here mixes in an id of somewhere else."""

    def test_a_vote_a_point_a_paper_or_a_task_of_elsewhere_stays(
        self, ours: CellMonth, people: People, foreign: dict[str, Any]
    ) -> None:
        meeting = ours.prepare()
        before = counts()
        mine = {**foreign, "meeting_id": meeting.pk}
        for name, answer_code in (
            ("remove_vote", 302),
            ("agenda_remove", 302),
            ("paper_remove", 302),
            ("withdraw_task", 404),
            ("agenda_change", 404),
            ("review_task", 404),
        ):
            route = next(r for r in urlpatterns if r.name == name)
            answer = people.secretary.post(
                address(route, mine),
                once(title="Sửa", version="1", outcome="done", note="Xong."),
                headers={"X-Fragment": "1"},
            )
            assert answer.status_code == answer_code, (name, answer.status_code)
        assert counts() == before
        assert Task.objects.unscoped("a test").get().state == "open"
        document = reverse("meeting_document", args=[meeting.pk, foreign["paper_id"]])
        answer = people.secretary.get(document)
        assert answer["Location"] == reverse("meeting_record", args=[meeting.pk])

    def test_a_member_of_another_cell_is_not_marked_here(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting, stranger = ours.prepare(), CellMonth().people[0]
        answer = people.secretary.post(
            reverse("roll", args=[meeting.pk]),
            once(**{f"m-{stranger.pk}": "present", f"was-{stranger.pk}": ""}),
            headers={"X-Fragment": "roll"},
        )
        assert answer.status_code == 400
        assert not Attendance.objects.exists()


def test_every_route_is_walked() -> None:
    names = {route.name for route in urlpatterns}
    assert len(names) == len(urlpatterns)
    assert names > WITHOUT_A_RECORD
