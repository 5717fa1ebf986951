"""A member's own pages."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chibo.areas.tasks.models import Task, TaskNote
from tests.factories import an_account
from tests.months import CellMonth


@pytest.fixture
def ours(db: None, today_is: Callable[[str], None]) -> CellMonth:
    today_is("2026-11-10")
    return CellMonth()


@pytest.fixture
def member(ours: CellMonth) -> Client:
    client = Client()
    client.force_login(an_account("member", ours.cell, member=ours.people[2]))
    return client


@pytest.fixture
def task(ours: CellMonth) -> Task:
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    given = ours.assign(meeting, "Rà soát hộ nghèo", owner_id=ours.people[2].pk)
    ours.score(meeting)
    ours.close(meeting)
    return given


def form(**fields: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), **fields}


def test_the_next_meeting_comes_first_then_the_tasks_then_the_past(
    ours: CellMonth, member: Client, task: Task
) -> None:
    ours.next_month()
    ours.prepare()
    page = member.get(reverse("own")).content.decode()
    assert page.index("03/12/2026") < page.index("Rà soát hộ nghèo") < page.index("03/11/2026")
    assert "Có mặt" in page
    assert "Lê Văn Cường" in page


def test_a_plan_nobody_kept_is_no_coming_meeting(ours: CellMonth, member: Client) -> None:
    ours.month = ours.month.previous()
    ours.prepare()
    page = member.get(reverse("own")).content.decode()
    assert "Chưa có lịch họp mới" in page
    assert "03/10/2026" not in page


def test_progress_is_written_and_the_task_reported_done(
    ours: CellMonth, member: Client, task: Task
) -> None:
    page = reverse("own_task", args=[task.pk])
    member.post(reverse("task_progress", args=[task.pk]), form(text="Đã đi 6 hộ."))
    assert "Đã đi 6 hộ." in member.get(page).content.decode()
    refused = member.post(reverse("task_finish", args=[task.pk]), form(result=" "))
    assert refused.status_code == 422
    done = member.post(
        reverse("task_finish", args=[task.pk]), form(result="Xong 12 hộ."), follow=True
    )
    assert "Chi bộ sẽ nghe kết quả ở buổi họp tới" in done.content.decode()
    shown = member.get(page).content.decode()
    assert "Xong 12 hộ." in shown
    assert "Báo đã xong" not in shown


def test_a_file_shows_what_was_done_to_who_may_see_the_task(
    ours: CellMonth, member: Client, task: Task, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    address = reverse("task_progress", args=[task.pk])
    for name, content, told in (
        ("ds.txt", b"T\xe1\xbb\x90I M\xe1\xba\xacT\nDanh s\xc3\xa1ch", "độ mật"),
        ("to.txt", b"x" * (10 * 1024 * 1024 + 1), "lớn hơn 10 MB"),
    ):
        sent = form(text="Kèm danh sách.", file=SimpleUploadedFile(name, content))
        refused = member.post(address, sent)
        assert refused.status_code == 422
        assert told in refused.content.decode()
    assert not TaskNote.objects.exists()
    sent = form(text="Kèm danh sách.", file=SimpleUploadedFile("danh-sach.txt", b"12 ho"))
    assert member.post(address, sent).status_code == 302
    note = TaskNote.objects.get()
    file = reverse("task_evidence", args=[task.pk, note.pk])
    assert file in member.get(reverse("own_task", args=[task.pk])).content.decode()
    answer = member.get(file)
    assert b"".join(answer.streaming_content) == b"12 ho"
    assert answer["Content-Disposition"].startswith("attachment")
    neighbour = Client()
    neighbour.force_login(an_account("member", ours.cell, member=ours.people[3]))
    assert neighbour.get(file).status_code == 404
    assert member.get(reverse("task_evidence", args=[task.pk, 0])).status_code == 404


def test_a_tap_sent_twice_writes_one_note(member: Client, task: Task) -> None:
    sent = form(text="Đã đi 6 hộ.")
    for _time in range(2):
        member.post(reverse("task_progress", args=[task.pk]), sent)
    assert TaskNote.objects.count() == 1


def test_another_member_s_task_is_not_there(ours: CellMonth, task: Task) -> None:
    neighbour = Client()
    neighbour.force_login(an_account("member", ours.cell, member=ours.people[3]))
    assert neighbour.get(reverse("own_task", args=[task.pk])).status_code == 404
    neighbour.post(reverse("task_finish", args=[task.pk]), form(result="Xong."))
    task.refresh_from_db()
    assert task.state == "open"
    assert "Rà soát hộ nghèo" not in neighbour.get(reverse("own")).content.decode()


def test_a_superior_reads_a_task_without_forms(ours: CellMonth, task: Task) -> None:
    superior = Client()
    superior.force_login(an_account("superior", ours.commune))
    page = superior.get(reverse("own_task", args=[task.pk])).content.decode()
    assert "Rà soát hộ nghèo" in page
    assert "Báo đã xong" not in page


def test_an_account_without_a_member_is_told_what_is_missing(ours: CellMonth) -> None:
    client = Client()
    client.force_login(an_account("superior", ours.commune))
    assert "chưa gắn với đảng viên nào" in client.get(reverse("own")).content.decode()


def test_posts_only(member: Client, task: Task) -> None:
    for name in ("task_progress", "task_finish"):
        assert member.get(reverse(name, args=[task.pk])).status_code == 405
