"""The tree, its units, their corrections, and meetings of the past."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.access.ended_units import end_roles
from chibo.areas.access.models import RoleEnd
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.events import Ended, UnitsEnded
from chibo.areas.organisation.models import Unit
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    a_score,
    an_account,
)

pytestmark = pytest.mark.django_db


def _unit_form(unit, **changed):
    typed = {
        "version": unit.version,
        "name": unit.name,
        "cell_type": unit.cell_type,
        "founded_on": "",
        "ended_before": "",
        "areas": "",
        "place": "",
        "term_starts_on": "",
    }
    return {**typed, **changed}


def test_the_tree_opens_level_by_level_with_as_many_queries_for_thirty_as_for_one(
    sign_in, django_assert_num_queries
):
    province = a_province()
    commune = a_commune(province)
    client = sign_in("clerk", province)

    def ask():
        with django_assert_num_queries(5):
            top = client.get(reverse("units"))
        with django_assert_num_queries(5):
            level = client.get(reverse("unit_branch", args=[commune.pk]))
        return top.content.decode(), level.content.decode()

    a_cell(commune, "Chi bộ 0")
    ask()
    for number in range(1, 30):
        a_commune(province, f"Đảng ủy xã {number}")
        a_cell(commune, f"Chi bộ {number}")
    top, level = ask()
    assert "Đảng ủy xã 29" in top
    assert "Chi bộ 29" not in top
    assert "Chi bộ 29" in level


def test_ended_units_stand_apart(sign_in):
    commune = a_commune()
    a_cell(commune, "Chi bộ thôn Đông")
    a_cell(commune, "Chi bộ thôn Cũ", ended_before=date(2025, 7, 1))
    page = sign_in("clerk", commune).get(reverse("unit", args=[commune.pk]))
    assert [branch.unit.name for branch in page.context["branches"]] == ["Chi bộ thôn Đông"]
    assert [unit.name for unit in page.context["ended"]] == ["Chi bộ thôn Cũ"]


def test_the_page_of_a_cell_shows_its_members_and_last_meetings_with_constant_queries(
    sign_in, django_assert_num_queries
):
    cell = a_cell(a_commune())
    client = sign_in("secretary", cell)
    a_member(cell)
    a_score(a_held_meeting(cell, date(2024, 1, 5)))

    def ask():
        with django_assert_num_queries(7):
            return client.get(reverse("unit", args=[cell.pk]))

    assert ask().context["members"] == 1
    for number in range(1, 30):
        a_member(cell, f"Nguyễn Văn {number}")
        a_score(a_held_meeting(cell, date(2024 + number // 12, number % 12 + 1, 5)))
    page = ask()
    assert page.context["members"] == 30
    assert len(page.context["meetings"]) == 6


def test_a_member_of_the_cell_sees_neither_its_people_nor_its_records(sign_in):
    cell = a_cell(a_commune())
    member = a_member(cell, "Nguyễn Văn An")
    a_held_meeting(cell)
    page = sign_in("member", cell, member).get(reverse("unit", args=[cell.pk]))
    assert page.context["members"] is None
    assert page.context["meetings"] == []


def test_a_unit_is_corrected(sign_in, form):
    cell = a_cell(a_commune())
    answer = sign_in("clerk", cell.parent).post(
        reverse("unit_correct", args=[cell.pk]),
        form(**_unit_form(cell, name="Chi bộ thôn Đông 1", areas="thôn Đông; xóm Bãi ")),
    )
    assert answer.headers["Location"] == reverse("unit", args=[cell.pk])
    saved = Unit.objects.unscoped("test").get(pk=cell.pk)
    assert (saved.name, saved.areas) == ("Chi bộ thôn Đông 1", ["thôn Đông", "xóm Bãi"])


def test_two_corrections_at_once_are_shown_side_by_side_and_overwrite_nothing(sign_in, form):
    cell = a_cell(a_commune())
    first, second = sign_in("clerk", cell.parent), sign_in("clerk", cell.parent)
    address = reverse("unit_correct", args=[cell.pk])
    typed = _unit_form(cell)
    first.post(address, form(**{**typed, "place": "Hòa Bình"}))
    answer = second.post(address, form(**{**typed, "place": "Bình Hòa"}))
    assert answer.status_code == 422
    (row,) = answer.context["conflicts"]
    assert (row.label, row.mine, row.theirs) == ("Địa danh", "Bình Hòa", "Hòa Bình")
    assert Unit.objects.unscoped("test").get(pk=cell.pk).place == "Hòa Bình"
    now_on = answer.context["form"]["version"].value()
    second.post(address, form(**{**typed, "place": "Bình Hòa", "version": now_on}))
    assert Unit.objects.unscoped("test").get(pk=cell.pk).place == "Bình Hòa"


def test_dates_that_contradict_each_other_are_refused_and_the_text_stays(sign_in, form):
    cell = a_cell(a_commune())
    answer = sign_in("clerk", cell.parent).post(
        reverse("unit_correct", args=[cell.pk]),
        form(**_unit_form(cell, founded_on="01/02/2026", ended_before="01/01/2026", place="Ấp 1")),
    )
    content = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày kết thúc trước ngày thành lập" in content
    assert "Ấp 1" in content


def test_a_superior_looks_but_does_not_correct(sign_in):
    cell = a_cell(a_commune())
    client = sign_in("superior", cell.parent)
    assert client.get(reverse("unit", args=[cell.pk])).status_code == 200
    assert client.get(reverse("unit_correct", args=[cell.pk])).status_code == 403


def test_past_meetings_are_listed_with_constant_queries(sign_in, django_assert_num_queries):
    cell = a_cell(a_commune())
    client = sign_in("clerk", cell.parent)

    def ask():
        with django_assert_num_queries(7):
            return client.get(reverse("unit_meetings", args=[cell.pk]))

    a_held_meeting(cell, date(2023, 1, 5))
    ask()
    for number in range(1, 30):
        a_score(a_held_meeting(cell, date(2023 + number // 12, number % 12 + 1, 5)))
    page = ask().context["page"]
    assert page.paginator.count == 30
    assert page[0].held_on == date(2025, 6, 5)


def _meeting_form(meeting, **changed):
    typed = {
        "version": meeting.version,
        "kind": meeting.kind,
        "held_on": "05/03/2026",
        "starts_at": "19:00",
        "ends_at": "21:00",
        "expected": "10",
        "present": "9",
        "excused": "1",
        "unexcused": "0",
        "speakers": "",
        "topic": "",
        "visitors": "",
    }
    return {**typed, **changed}


def test_a_past_meeting_is_corrected(sign_in, form):
    meeting = a_held_meeting(a_cell(a_commune()), date(2026, 3, 5))
    answer = sign_in("clerk", meeting.unit.parent).post(
        reverse("meeting_correct", args=[meeting.pk]),
        form(**_meeting_form(meeting, held_on="08/03/2026", ends_at="20h30", speakers="4")),
    )
    assert answer.headers["Location"] == reverse("unit_meetings", args=[meeting.unit_id])
    saved = Meeting.objects.unscoped("test").get(pk=meeting.pk)
    assert (saved.held_on, saved.ends_at.hour, saved.speakers) == (date(2026, 3, 8), 20, 4)


def test_more_present_than_expected_is_refused(sign_in, form):
    meeting = a_held_meeting(a_cell(a_commune()), date(2026, 3, 5))
    answer = sign_in("clerk", meeting.unit.parent).post(
        reverse("meeting_correct", args=[meeting.pk]),
        form(**_meeting_form(meeting, present="12", excused="", unexcused="")),
    )
    assert answer.status_code == 422
    assert Meeting.objects.unscoped("test").get(pk=meeting.pk).present == 9


def test_the_page_of_a_body_that_ended_lists_what_its_cells_held_until_then(client):
    ended, heir = a_commune(None, "Đảng ủy xã Cũ"), a_commune(None, "Đảng ủy xã Mới")
    cell = a_cell(ended, "Chi bộ thôn Hạ")
    before = a_held_meeting(cell, date(2025, 6, 5))
    after = a_held_meeting(cell, date(2025, 7, 5))
    account = an_account("superior", ended)
    a_change("merged", ended, date(2025, 7, 1), heir)
    end_roles(UnitsEnded((Ended(ended.pk, date(2025, 7, 1), heir.pk, (heir.pk,)),)))
    RoleEnd.objects.filter(grant__account=account).update(was_to_end=date(2099, 1, 1))
    client.force_login(account)

    listed = reverse("unit_meetings", args=[ended.pk])
    assert listed in client.get(reverse("unit", args=[ended.pk])).content.decode()
    page = client.get(listed).content.decode()
    assert "Chi bộ thôn Hạ" in page
    assert "05/06/2025" in page
    assert "05/07/2025" not in page
    assert client.get(reverse("meeting_record", args=[before.pk])).status_code == 200
    assert client.get(reverse("meeting_record", args=[after.pk])).status_code == 404
    assert client.get(reverse("unit", args=[cell.pk])).status_code == 404
