"""A committee writes its own rules on pages: draft, preview, adoption, end; and tries others."""

from datetime import date, time

import pytest
from django.urls import reverse

from chibo.areas.meetings.models import Meeting
from chibo.areas.rulebook.models import LocalPack
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_held_meeting, a_member, a_province, a_score

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(today_is):
    today_is("2026-11-21")


def typed(**changed):
    fields = {
        "number": "15-QĐ/TU",
        "title": "Quy định về sinh hoạt chi bộ",
        "clause": "Điều 4",
        "issued_on": "20/10/2026",
        "effective_from": "01/11/2026",
        "size": "30",
        "regular_small": "90",
        "regular_large": "120",
        "rubric": "b",
        "version": "1",
    }
    return {**fields, **changed}


def the_pack():
    return LocalPack.objects.unscoped("what the page kept").get()


def drafted(client, form, province, **changed):
    answer = client.post(
        reverse("local_pack_new"), form(**typed(unit=province.code, **changed)), follow=True
    )
    assert answer.status_code == 200
    return the_pack()


def a_large_cell(province):
    cell = a_cell(a_commune(province))
    return cell, a_held_meeting(
        cell, date(2026, 11, 5), starts_at=time(19), ends_at=time(20, 40), expected=35, present=30
    )


def test_a_clerk_drafts_and_sees_what_would_change_while_nothing_does(sign_in, form):
    province = a_province()
    _cell, meeting = a_large_cell(province)
    client = sign_in("clerk", province)
    pack = drafted(client, form, province)
    page = client.get(reverse("local_pack", args=[pack.pk]))
    preview = page.context["preview"]
    assert (preview.has_begun, preview.lengths.newly_short, preview.cells) == (True, 1, 1)
    assert reverse("meeting_record", args=[meeting.pk]) in page.content.decode()
    assert "cấp ủy của đơn vị này mới ban hành được" in page.content.decode()
    meeting.refresh_from_db()
    assert meeting.judged_by == ""


def test_a_superior_adopts_and_the_record_says_by_whose_rule_it_was_too_short(sign_in, form):
    province = a_province()
    _cell, meeting = a_large_cell(province)
    client = sign_in("superior", province)
    pack = drafted(client, form, province)
    adopt = reverse("local_pack_adopt", args=[pack.pk])
    assert client.post(adopt, form(version=1)).status_code == 302
    assert client.post(adopt, form(version=1)).status_code == 302
    assert AuditEvent.objects.filter(action="rules.adopted").count() == 1
    record = client.get(reverse("meeting_record", args=[meeting.pk])).content.decode()
    assert "thiếu 20 phút (tối thiểu 120 phút)" in record
    assert "15-QĐ/TU ngày 20/10/2026" in record
    assert reverse("rule_pack", args=[pack.pack_id]) + "#minimum-by-size" in record
    shown = client.get(reverse("rule_pack", args=[pack.pack_id]), follow=True).content.decode()
    assert "chi bộ từ 30 đảng viên" in shown
    assert "Phiếu chấm chi tiết" in shown


def test_a_day_to_come_is_pictured_by_the_last_three_months(sign_in, form):
    province = a_province()
    a_large_cell(province)
    client = sign_in("clerk", province)
    pack = drafted(client, form, province, effective_from="01/01/2027")
    preview = client.get(reverse("local_pack", args=[pack.pk])).context["preview"]
    assert (preview.has_begun, preview.lengths.newly_short) == (False, 1)
    assert preview.lengths.first == date(2026, 8, 1)


def test_a_draft_comes_back_into_its_form_and_is_changed_there(sign_in, form):
    province = a_province()
    client = sign_in("clerk", province)
    pack = drafted(client, form, province)
    address = reverse("local_pack_edit", args=[pack.pk])
    initial = client.get(address).context["form"].initial
    assert (initial["regular_large"], initial["size"], initial["rubric"]) == (120, 30, "b")
    client.post(address, form(**typed(regular_large="100", rubric="")))
    pack.refresh_from_db()
    assert ("value = 100" in pack.content, "[[rubric]]" in pack.content) == (True, False)
    stale = client.post(address, form(**typed(regular_large="110")))
    assert stale.status_code == 422


def test_an_own_rubric_that_does_not_sum_up_is_refused_with_the_typed_text(sign_in, form):
    from chibo.regulations.templates import rubric_templates

    province = a_province()
    text = rubric_templates()["c"].text.replace("max_points = 45", "max_points = 44")
    answer = sign_in("clerk", province).post(
        reverse("local_pack_new"),
        form(**typed(unit=province.code, rubric="own", rubric_text=text)),
    )
    assert answer.status_code == 422
    assert "do not sum to the total" in answer.content.decode()
    assert "max_points = 44" in answer.content.decode()


def test_adopted_rules_are_ended_and_a_wrong_day_is_told_beside_the_field(sign_in, form):
    province = a_province()
    client = sign_in("superior", province)
    pack = drafted(client, form, province)
    client.post(reverse("local_pack_adopt", args=[pack.pk]), form(version=1))
    end = reverse("local_pack_end", args=[pack.pk])
    wrong = client.post(end, form(version=2, ends_before="01/10/2026"))
    assert (wrong.status_code, "không được sớm hơn" in wrong.content.decode()) == (422, True)
    client.post(end, form(version=2, ends_before="01/12/2026"))
    pack.refresh_from_db()
    assert pack.ends_before == date(2026, 12, 1)


def test_a_draft_is_taken_away(sign_in, form):
    province = a_province()
    client = sign_in("clerk", province)
    pack = drafted(client, form, province)
    client.post(reverse("local_pack_drop", args=[pack.pk]), form(version=1))
    assert not LocalPack.objects.unscoped("after").exists()


def test_a_member_reads_the_list_and_writes_nothing(sign_in, form):
    cell = a_cell(a_commune())
    client = sign_in("member", cell, a_member(cell))
    assert client.get(reverse("local_rules")).status_code == 200
    assert client.get(reverse("local_pack_new")).status_code == 403


def test_the_list_asks_as_much_for_many_as_for_one(sign_in, form, django_assert_max_num_queries):
    province = a_province()
    client = sign_in("superior", province)
    drafted(client, form, province)
    pack = the_pack()
    for day in range(2, 20):
        pack.pk, pack.effective_from = None, date(2026, 11, day)
        pack.save()
    with django_assert_max_num_queries(6):
        page = client.get(reverse("local_rules"))
    assert len(page.context["rows"]) == 19


class TestWhatIf:
    def ask(self, client, subject, unit, **changed):
        address = f"{reverse('what_if')}?mon={subject}"
        blank = client.get(address).context["form"]
        fields = {name: blank[name].value() for name in blank.values}
        return client.post(address, {"unit": unit.code, **fields, **changed})

    def test_units_on_the_other_side_of_a_changed_threshold_are_listed(self, sign_in):
        province = a_province()
        commune = a_commune(province)
        cell = a_cell(commune)
        for number in range(9):
            a_member(cell, f"Nguyễn Văn {number}")
        page = self.ask(
            sign_in("superior", province), "organisation", province,
            grassroots_committee_from="5", cell_committee_from="10",
        )  # fmt: skip
        touched = {row.told.threshold: row for row in page.context["touched"]}
        assert set(touched) == {"grassroots_committee_from", "cell_committee_from"}
        committee = touched["grassroots_committee_from"]
        assert [unit.pk for unit, _size in committee.no_longer] == [commune.pk]
        assert committee.told.newly == ()
        assert [u.pk for u, _size in touched["cell_committee_from"].no_longer] == [cell.pk]

    def test_meetings_and_grades_under_other_numbers_are_listed_and_nothing_is_kept(self, sign_in):
        province = a_province()
        _cell, meeting = a_large_cell(province)
        a_score(meeting)
        before = Meeting.objects.unscoped("before").values().get()
        events = AuditEvent.objects.count()
        page = self.ask(
            sign_in("superior", province), "meetings", province,
            **{"minimum_minutes-regular": "110", "grade-good": "95"}, first="01/11/2026",
        )  # fmt: skip
        anew = page.context["anew"]
        assert (anew.lengths.newly_short, anew.lengths.no_longer_short) == (1, 0)
        assert anew.changes == (("Tốt", "Khá", 1),)
        assert Meeting.objects.unscoped("after").values().get() == before
        assert AuditEvent.objects.count() == events

    def test_a_pasted_draft_wins_and_a_faulty_one_names_its_place(self, sign_in):
        province = a_province()
        a_large_cell(province)
        client = sign_in("superior", province)
        told = '[[minimum_minutes]]\nkind = "regular"\nvalue = 101\n'
        page = self.ask(client, "meetings", province, first="01/11/2026", text=told)
        assert page.context["anew"].lengths.newly_short == 1
        wrong = self.ask(client, "meetings", province, text="[[minimum_minutes]]\nvalue = 5\n")
        assert wrong.status_code == 422
        assert "minimum_minutes" in wrong.content.decode()

    def test_what_lies_outside_the_own_part_of_the_tree_is_not_found(self, sign_in):
        province = a_province()
        mine, other = a_commune(province), a_commune(province, "Đảng ủy xã Bên")
        answer = self.ask(
            sign_in("superior", mine), "organisation", other, cell_committee_from="10"
        )
        assert answer.status_code == 422

    def test_a_member_has_no_use_for_it(self, sign_in):
        cell = a_cell(a_commune())
        assert sign_in("member", cell, a_member(cell)).get(reverse("what_if")).status_code == 403
