"""Pages of shortcomings: a secretary's list of a year, the superior's count, the paper."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from chibo.areas.remedies.models import Remedy, Shortcoming
from chibo.areas.tasks.models import Task
from tests.factories import a_cell
from tests.months import CellMonth
from tests.web.conftest import SignIn

Fill = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(today_is: Callable[[str], None]) -> CellMonth:
    today_is("2026-11-21")
    return CellMonth()


def page(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_a_secretary_writes_gives_and_issues_the_superior_counts(
    ours: CellMonth, sign_in: SignIn, form: Fill
) -> None:
    client = sign_in("secretary", ours.cell)
    address = reverse("unit_remedies", args=[ours.cell.pk])
    assert address in page(client, reverse("cell_month", args=[ours.cell.pk, "2026-11"]))
    assert address in page(client, reverse("unit", args=[ours.cell.pk]))
    assert "Chưa có hạn chế nào của năm này" in page(client, address)
    superior = sign_in("superior", ours.commune)
    body = reverse("unit_remedies", args=[ours.commune.pk])
    assert body in page(superior, reverse("unit", args=[ours.commune.pk]))
    empty = page(superior, body)
    assert "chưa có" in empty
    assert "0,0%" not in empty, "nothing to count is not nought per cent"

    enter = reverse("shortcoming_enter", args=[ours.cell.pk])
    assert "Chỉ ghi của tập thể chi bộ" in page(client, enter)
    said = {"year": "2025", "title": "Học nghị quyết còn chậm", "cause": ""}
    refused = client.post(enter, form(**{**said, "title": "Nguyễn Văn An còn nể nang"}))
    assert refused.status_code == 422
    assert "Câu này nêu tên một đảng viên" in refused.content.decode()
    sent = form(**said)
    for _tap in range(2):
        assert client.post(enter, sent).status_code == 302
    row = Shortcoming.objects.unscoped("test").get()

    give = reverse("remedy_give", args=[row.pk])
    duty = {"title": "Lập lịch học", "owner_id": str(ours.people[1].pk), "due_on": "30/11/2026"}
    assert client.post(give, form(**duty, measure="Lịch")).status_code == 302
    task = Task.objects.unscoped("test").get()
    shown = page(client, address)
    for part in ("Lập lịch học", "Trần Thị Bình", "hạn 30/11/2026", "đang khắc phục", "0 (0,0%)"):
        assert part in shown, part
    issuing = reverse("issue_paper", args=["remedy_plan", f"{ours.cell.pk}-2025"])
    assert issuing in shown
    assert client.post(issuing, form())["Location"] == f"{address}?nam=2025"
    assert "Số 01-KH/CB" in page(client, address)
    paper = reverse("issued_paper", args=["remedy_plan", f"{ours.cell.pk}-2025"])
    assert "<b>KẾ HOẠCH</b>" in page(client, f"{paper}?dang=in")
    assert f"{paper}?dang=in" in page(client, reverse("register_out", args=[ours.cell.pk]))

    client.post(reverse("task_finish", args=[task.pk]), form(result="Đã có lịch"))
    assert "1 (100,0%)" in page(client, address)
    assert "Lập lịch học" in page(client, f"{address}?nam=2025&xem=xong")
    assert "Không có hạn chế nào như vậy" in page(client, f"{address}?nam=2025&xem=qua-han")
    counted = page(superior, f"{body}?nam=2025")
    assert '<td data-label="Tỷ lệ">100,0%</td>' in counted
    assert f"{address}?nam=2025" in counted
    opened = page(superior, f"{body}?nam=2025&xem=xong")
    assert "Hạn chế năm 2025 đã khắc phục" in opened
    assert f"{address}?nam=2025#han-che-{row.pk}" in opened
    read = page(superior, f"{address}?nam=2025")
    assert "Lập lịch học" in read
    assert enter not in read
    assert give not in read
    assert superior.get(enter).status_code == 403
    assert superior.get(give).status_code == 403
    superior.post(give, form(**duty))
    assert Task.objects.unscoped("test").count() == 1
    for who, where in (("secretary", a_cell(ours.commune)), ("member", ours.cell)):
        stranger = sign_in(who, where)
        for name, pk in (("unit_remedies", ours.cell.pk), ("shortcoming_reword", row.pk)):
            assert stranger.get(reverse(name, args=[pk])).status_code in (403, 404)


def test_words_are_changed_tasks_taken_off_and_two_people_lose_nothing(
    ours: CellMonth, sign_in: SignIn, form: Fill
) -> None:
    row = Shortcoming.objects.create(unit=ours.cell, year=2025, title="Học chậm")
    meeting = ours.prepare()
    task = ours.assign(meeting)
    client = sign_in("cell_committee", ours.cell)
    reword, give = (reverse(n, args=[row.pk]) for n in ("shortcoming_reword", "remedy_give"))
    new = {"year": "2025", "title": "Học chậm hai tháng", "cause": ""}
    assert client.post(reword, form(version="1", **new)).status_code == 302
    stale = client.post(reword, form(version="1", **{**new, "title": "Khác"}))
    assert stale.status_code == 422
    assert "Học chậm hai tháng" in stale.content.decode()

    point = reverse("remedy_point", args=[row.pk])
    assert task.title in page(client, give)
    assert client.post(point, form(task_id="0")).status_code == 422
    assert client.post(point, form(task_id=str(task.pk))).status_code == 302
    assert reverse("shortcoming_remove", args=[row.pk]) not in page(client, reword)
    off = reverse("remedy_let_go", args=[Remedy.objects.get().pk])
    assert client.post(off, form()).status_code == 302
    assert Task.objects.unscoped("test").filter(pk=task.pk).exists()
    remove = reverse("shortcoming_remove", args=[row.pk])
    assert remove in page(client, reword)
    version = Shortcoming.objects.unscoped("test").get().version
    assert client.post(remove, form(version=str(version))).status_code == 302
    assert not Shortcoming.objects.unscoped("test").exists()
