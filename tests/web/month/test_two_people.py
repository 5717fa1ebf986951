"""Two people on one meeting: what one did not change is not written over what the other did."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.meetings.models import CellHabit, Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.sittings.models import PartAttendance, PartTimes
from chibo.areas.tasks.models import Task
from tests.factories import an_account
from tests.months import CellMonth
from tests.web.month.conftest import People


@pytest.fixture
def other(ours: CellMonth) -> Client:
    """A second person who runs the meeting."""
    client = Client()
    client.force_login(an_account("secretary", ours.cell, full_name="Trần Thị Bình"))
    return client


def opened(client: Client, page: str, action: str) -> dict[str, Any]:
    """The fields of the page's form that posts to `action`, as a browser would send them."""
    shown = client.get(page).content.decode()
    forms = re.findall(r"<form.*?</form>", shown, re.DOTALL)
    form = next(each for each in forms if f'action="{action}"' in each.split(">")[0])
    return fields_of(form)


def fields_of(form: str) -> dict[str, Any]:
    found: dict[str, Any] = {"once": str(uuid4())}
    for tag in re.findall(r"<input[^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = said.get("type") not in ("radio", "checkbox") or " checked" in tag
        if ticked and said.get("name") not in (None, "once", "csrfmiddlewaretoken"):
            found[said["name"]] = said.get("value", "").replace("&quot;", '"')
    return found


class TestReasons:
    def test_each_of_somebody_else(self, ours: CellMonth, people: People, other: Client) -> None:
        meeting, (an, binh) = ours.prepare(), ours.people[:2]
        ours.mark(meeting, an, "excused")
        ours.mark(meeting, binh, "excused")
        page, action = (
            reverse(name, args=[meeting.pk]) for name in ("step_sitting", "absence_reasons")
        )
        one, two = opened(people.secretary, page, action), opened(other, page, action)
        people.secretary.post(action, {**one, f"reason-{an.pk}": "Đi viện"})
        other.post(action, {**two, f"reason-{binh.pk}": "Trông cháu"})
        given = {row.member.pk: row.reason for row in roll_of(meeting)}
        assert (given[an.pk], given[binh.pk]) == ("Đi viện", "Trông cháu")

    def test_of_the_same_one(self, ours: CellMonth, people: People, other: Client) -> None:
        meeting, (an, binh) = ours.prepare(), ours.people[:2]
        ours.mark(meeting, an, "excused")
        ours.mark(meeting, binh, "excused")
        page, action = (
            reverse(name, args=[meeting.pk]) for name in ("step_sitting", "absence_reasons")
        )
        two = opened(other, page, action)
        one = opened(people.secretary, page, action)
        people.secretary.post(action, {**one, f"reason-{an.pk}": "Đi viện"})
        typed = {f"reason-{an.pk}": "Đi công tác", f"reason-{binh.pk}": "Trông cháu"}
        answer = other.post(action, {**two, **typed})
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "Người khác vừa ghi lý do vắng" in shown
        assert "<p>Đi viện</p>" in shown
        again = next(f for f in re.findall(r"<form.*?</form>", shown, re.DOTALL) if action in f)
        sent = fields_of(again)
        assert sent[f"reason-{an.pk}"] == "Đi công tác", "what was typed is still there"
        other.post(action, sent)
        given = {row.member.pk: row.reason for row in roll_of(meeting)}
        assert (given[an.pk], given[binh.pk]) == ("Đi công tác", "Trông cháu"), "now on purpose"


def test_what_came_of_a_task(ours: CellMonth, people: People, other: Client) -> None:
    ours.hold()
    task = Task.objects.unscoped("a test").get()
    ours.next_month()
    meeting = ours.sit(ours.prepare())
    page = reverse("step_resolution", args=[meeting.pk])
    action = reverse("review_task", args=[meeting.pk, task.pk])
    one, two = opened(people.secretary, page, action), opened(other, page, action)
    people.secretary.post(action, {**one, "outcome": "done", "note": "Xong 12 hộ."})
    answer = other.post(action, {**two, "outcome": "carried", "note": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Hai bản khác nhau" in shown
    assert "Người khác vừa lưu nội dung này" in shown
    again = next(f for f in re.findall(r"<form.*?</form>", shown, re.DOTALL) if action in f)
    sent = fields_of(again)
    assert (sent["outcome"], sent["note"]) == ("carried", "Xong 12 hộ.")
    other.post(action, sent)
    task.refresh_from_db()
    assert task.state == "open"


def test_times_of_one_member(ours: CellMonth, people: People, other: Client) -> None:
    meeting, an = ours.sit(ours.prepare()), ours.people[0]
    ours.mark(meeting, an, "present")
    page, action = (reverse(name, args=[meeting.pk]) for name in ("sitting_coming", "part_times"))
    one, two = opened(people.secretary, page, action), opened(other, page, action)
    people.secretary.post(action, {**one, "arrived_at": "19:20"})
    other.post(action, {**two, "left_at": "20:40"})
    kept = PartAttendance.objects.get()
    assert (str(kept.arrived_at), str(kept.left_at)) == ("19:20:00", "20:40:00")
    answer = other.post(action, {**two, "once": str(uuid4()), "arrived_at": "19:30"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Hai bản khác nhau" in shown
    assert 'value="19:30"' in shown
    assert 'value="20:40"' in shown, "what was not typed shows what is saved"


def test_the_parts_of_a_combined_meeting(ours: CellMonth, people: People, other: Client) -> None:
    meeting = ours.sit(ours.prepare("combined"))
    page, action = (
        reverse(name, args=[meeting.pk]) for name in ("sitting_coming", "meeting_parts")
    )
    typed = {"first": "regular", "changed_at": "20:20"}
    one, two = opened(people.secretary, page, action), opened(other, page, action)
    people.secretary.post(action, {**one, **typed})
    answer = other.post(action, {**two, **typed, "changed_at": "20:30"})
    assert answer.status_code == 422
    assert "Người khác vừa lưu nội dung này" in answer.content.decode()
    assert str(PartTimes.objects.get().changed_at) == "20:20:00"


def test_when_the_papers_went_out(ours: CellMonth, people: People, other: Client) -> None:
    meeting = ours.prepare()
    action = reverse("mark_sent", args=[meeting.pk])
    sent = {"what": "papers", "was": ""}
    people.secretary.post(action, {**sent, "once": str(uuid4()), "on": "30/10/2026"})
    said = {**sent, "once": str(uuid4()), "on": "31/10/2026"}
    answer = other.post(action, said, follow=True)
    assert "Người khác vừa lưu nội dung này" in answer.content.decode()
    saved = Meeting.objects.unscoped("a test").get()
    assert str(saved.papers_sent_on) == "2026-10-30"


def test_the_habit(ours: CellMonth, people: People, other: Client) -> None:
    address = reverse("cell_habit", args=[ours.cell.pk])

    def form(client: Client) -> dict[str, Any]:
        shown = client.get(address).content.decode()
        forms = re.findall(r"<form.*?</form>", shown, re.DOTALL)
        fields = fields_of(next(each for each in forms if "usual_place" in each))
        return {**fields, "weekend": "keep"}

    one, two = form(people.secretary), form(other)
    people.secretary.post(address, {**one, "usual_place": "Nhà văn hóa"})
    other.post(address, {**two, "usual_time": "19:00"})
    kept = CellHabit.objects.get()
    assert (kept.usual_place, str(kept.usual_time)) == ("Nhà văn hóa", "19:00:00")
    again = {**two, "once": str(uuid4()), "usual_place": "Trường học"}
    answer = other.post(address, again)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Hai bản khác nhau" in shown
    assert 'value="Trường học"' in shown
    assert CellHabit.objects.get().usual_place == "Nhà văn hóa"
