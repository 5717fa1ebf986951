"""The pages of papers from above."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.directives.models import Call, Directive
from chibo.areas.tasks.models import Task
from tests.factories import a_cell, a_commune, a_member, a_planned_meeting, a_province

pytestmark = pytest.mark.django_db
PAPER = {
    "kind": "CT",
    "number": "05-CT/TW",
    "issuer": "Bộ Chính trị",
    "issued_on": "15/05/2016",
    "title": "Học tập và làm theo Bác",
    "based_on": "",
    "review_on": "",
}


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-03-02")


@pytest.fixture
def commune():
    unit = a_commune()
    for number in (1, 2, 3):
        a_cell(unit, f"Chi bộ thôn {number}")
    return unit


@pytest.fixture
def asked(sign_in, form, commune):
    """The clerk has entered a paper and asked something of every cell."""
    client = sign_in("clerk", commune)
    client.post(reverse("directive_enter", args=[commune.pk]), form(**PAPER))
    row = Directive.objects.unscoped("test").get()
    sent = {"title": "Đăng ký việc làm theo", "due_on": "31/03/2026"}
    client.post(reverse("directive_ask", args=[row.pk]), form(**sent))
    return client, row


def tasks():
    return Task.objects.unscoped("test").order_by("unit__path")


def test_entered_then_asked_a_double_click_asks_once(sign_in, form, commune):
    client = sign_in("clerk", commune)
    sent = form(**PAPER)
    for _click in range(2):
        answer = client.post(reverse("directive_enter", args=[commune.pk]), sent)
    row = Directive.objects.unscoped("test").get()
    assert answer.headers["Location"] == reverse("directive", args=[row.pk])
    sent = form(title="Đăng ký việc làm theo", due_on="31/03/2026")
    for _click in range(2):
        client.post(reverse("directive_ask", args=[row.pk]), sent)
    assert tasks().count() == 3
    page = client.get(reverse("directive", args=[row.pk])).content.decode()
    assert "0/3 đã xong" in page
    assert "chưa buổi họp nào bàn" in page


def test_a_wrong_paper_comes_back_with_the_words_beside_the_field(sign_in, form, commune):
    client = sign_in("clerk", commune)
    wrong = form(**{**PAPER, "issued_on": "30/02/2026"})
    page = client.post(reverse("directive_enter", args=[commune.pk]), wrong)
    assert page.status_code == 422
    assert "ngày/tháng/năm" in page.content.decode()
    later = form(**{**PAPER, "issued_on": "03/03/2026"})
    page = client.post(reverse("directive_enter", args=[commune.pk]), later)
    assert list(page.context["form"].errors) == ["issued_on"]


def test_the_cell_sees_where_its_task_comes_from_and_says_who_does_it(sign_in, form, asked):
    first = tasks()[0]
    someone = a_member(first.unit, "Nguyễn Văn An")
    client = sign_in("secretary", first.unit)
    month = client.get(reverse("cell_month", args=[first.unit.pk, "2026-03"])).content.decode()
    assert "theo 05-CT/TW, 15/05/2016, Bộ Chính trị" in month
    address = reverse("task_change", args=[first.pk])
    assert address in month
    sent = form(version=1, owner_id=someone.pk, title="Việc khác", due_on="01/01/2030")
    answer = client.post(address, sent)
    assert answer.status_code == 302
    first.refresh_from_db()
    assert (first.owner, first.title, first.due_on) == (
        someone,
        "Đăng ký việc làm theo",
        date(2026, 3, 31),
    )


def test_two_people_change_one_task_the_second_is_shown_what_the_first_saved(sign_in, form, asked):
    first = tasks()[0]
    an, binh = a_member(first.unit, "Nguyễn Văn An"), a_member(first.unit, "Trần Thị Bình")
    client = sign_in("secretary", first.unit)
    address = reverse("task_change", args=[first.pk])
    client.post(address, form(version=1, owner_id=an.pk))
    page = client.post(address, form(version=1, owner_id=binh.pk))
    assert page.status_code == 422
    (conflict,) = page.context["conflicts"]
    assert (conflict.mine, conflict.theirs) == ("Trần Thị Bình", "Nguyễn Văn An")


def test_a_meeting_offers_neither_to_drop_it_nor_more_time(sign_in, asked):
    cell = tasks()[0].unit
    meeting = a_planned_meeting(cell, date(2026, 3, 20))
    page = sign_in("secretary", cell).get(reverse("step_resolution", args=[meeting.pk]))
    ((_row, review),) = page.context["earlier"]
    assert "due_on" not in review.fields
    assert [value for value, _label in review.fields["outcome"].choices] == ["done", "carried"]


def test_the_page_is_narrowed_to_who_must_be_reminded(today_is, asked):
    client, row = asked
    first = tasks()[0]
    Task.objects.unscoped("test").filter(pk=first.pk).update(
        state="done", ended_on=date(2026, 3, 2), result="Đã gửi."
    )
    today_is("2026-04-02")
    page = client.get(reverse("directive", args=[row.pk]), {"muc": "overdue"})
    names = [work.task.unit.name for work in page.context["works"]]
    assert names == ["Chi bộ thôn 2", "Chi bộ thôn 3"]
    assert "Chi bộ thôn 2; Chi bộ thôn 3." in page.content.decode()
    nonsense = {"muc": "x", "don_vi": "²"}
    assert len(client.get(reverse("directive", args=[row.pk]), nonsense).context["works"]) == 3


def test_withdrawn_and_closed_and_opened_again(form, asked):
    client, row = asked
    call = Call.objects.unscoped("test").get()
    client.post(reverse("call_change", args=[call.pk]), form(version=1, title="Đăng ký", due_on=""))
    assert {task.title for task in tasks()} == {"Đăng ký"}
    client.post(reverse("call_withdraw", args=[call.pk]), form(reason="Giao nhầm."))
    assert not tasks().exists()
    ended = form(version=1, closed_on="02/03/2026", conclusion="Đã tổng kết.")
    client.post(reverse("directive_close", args=[row.pk]), ended)
    assert "Đã tổng kết." in client.get(reverse("directive", args=[row.pk])).content.decode()
    client.post(reverse("directive_reopen", args=[row.pk]), form())
    client.post(reverse("directive_correct", args=[row.pk]), form(version=3, **PAPER))
    client.post(reverse("directive_remove", args=[row.pk]), form())
    assert not Directive.objects.unscoped("test").exists()


def test_the_register_s_queries_do_not_grow_with_its_papers(
    sign_in, form, commune, django_assert_num_queries
):
    client = sign_in("clerk", commune)

    def enter(first, last):
        for number in range(first, last):
            sent = form(**{**PAPER, "number": f"{number}-CT/TW"})
            client.post(reverse("directive_enter", args=[commune.pk]), sent)
            row = Directive.objects.unscoped("test").latest("pk")
            client.post(reverse("directive_ask", args=[row.pk]), form(title="Việc", due_on=""))

    enter(0, 1)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("directives"))
    enter(1, 12)
    with django_assert_num_queries(QUERIES):
        page = client.get(reverse("directives"))
    assert len(page.context["rows"]) == 12


QUERIES = 11


def test_a_commune_reads_what_the_province_entered_and_may_not_write_there(sign_in, form):
    province = a_province()
    commune = a_commune(province)
    above = sign_in("clerk", province)
    above.post(reverse("directive_enter", args=[province.pk]), form(**PAPER))
    row = Directive.objects.unscoped("test").get()
    client = sign_in("clerk", commune)
    assert "05-CT/TW" in client.get(reverse("directives")).content.decode()
    page = client.get(reverse("directive", args=[row.pk]))
    assert (page.status_code, page.context["may_keep"]) == (200, False)
    for name in ("directive_ask", "directive_correct", "directive_close"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 403
    other = sign_in("clerk", a_commune(name="Đảng ủy xã Khác"))
    assert other.get(reverse("directive", args=[row.pk])).status_code == 404
    plan = {**PAPER, "kind": "KH", "number": "12-KH/ĐU", "based_on": row.pk}
    client.post(reverse("directive_enter", args=[commune.pk]), form(**plan))
    page = above.get(reverse("directive", args=[row.pk])).content.decode()
    assert "12-KH/ĐU" in page


def test_a_member_without_a_role_has_no_register(sign_in, commune):
    cell = a_cell(commune)
    client = sign_in("member", cell, a_member(cell))
    assert client.get(reverse("directives")).status_code == 403
