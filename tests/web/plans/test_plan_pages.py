"""The pages of a plan: drafted by a clerk, approved by somebody else, undone."""

import uuid
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.areas.organisation.models import Unit
from chibo.areas.places.models import Place
from chibo.areas.places.queries import coverage
from chibo.areas.plans.drafts import moves
from chibo.areas.plans.models import Plan, PlanLine, PlanState
from chibo.core.clock import ZONE
from tests.factories import a_cell, a_commune, a_member, a_place, a_province, an_actor
from tests.factories.plans import a_line, a_plan, submitted

pytestmark = pytest.mark.django_db
NOW, DAY = datetime(2026, 11, 21, 9, tzinfo=ZONE), date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-21")


@pytest.fixture
def province():
    return a_province()


def sent(client, page, *args, **typed):
    return client.post(reverse(page, args=args), {"once": str(uuid.uuid4()), **typed})


def the_plan():
    return Plan.objects.unscoped("test").get()


def a_draft(province, *lines, on=DAY):
    drafter = an_actor("clerk", province, account_id=990)
    return a_plan(drafter, province, *lines, on=on, now=NOW)


def test_a_clerk_drafts_with_many_picked_and_a_superior_approves_and_undoes(sign_in, province):
    one, two = a_commune(province), a_commune(province, "Đảng bộ xã B")
    cells = [a_cell(one, f"Chi bộ {n}") for n in range(3)]
    a_member(cells[0])
    clerk = sign_in("clerk", province)
    typed = {"name": "Nhập xã Hòa Bình", "on": "21/11/2026", "decision_number": "7-QĐ/TU"}
    assert sent(clerk, "plan_new", province.pk, **typed).status_code == 302
    plan = the_plan()
    picking = clerk.get(reverse("plan_moves", args=[plan.pk]), {"superior": one.code})
    assert picking.context["form"]["units"].value() == [cell.code for cell in cells]
    address = reverse("plan_moves", args=[plan.pk]) + f"?superior={one.code}"
    ticked = {"version": plan.version, "receiver": two.code, "how": "moved"}
    answer = clerk.post(
        address, {"once": str(uuid.uuid4()), **ticked, "units": [c.code for c in cells[:2]]}
    )
    assert answer.status_code == 302
    page = clerk.get(reverse("plan", args=[plan.pk]))
    assert "Trình duyệt" in page.content.decode()
    assert page.context["outlook"].going_along == 1
    plan = the_plan()
    told = {"version": plan.version, "seen": page.context["outlook"].digest}
    sent(clerk, "plan_submit", plan.pk, **told)
    assert "Đang chờ" in clerk.get(reverse("plan", args=[plan.pk])).content.decode()
    superior = sign_in("superior", province)
    page = superior.get(reverse("plan", args=[plan.pk]))
    told = {"version": the_plan().version, "seen": page.context["outlook"].digest}
    sent(superior, "plan_approve", plan.pk, **told)
    assert the_plan().state == PlanState.EXECUTED
    cells[0].refresh_from_db()
    assert cells[0].parent_id == two.pk
    text = superior.get(reverse("plan", args=[plan.pk])).content.decode()
    assert "Hoàn tác cả phương án" in text
    assert "Đảng bộ xã B" in text
    sent(superior, "plan_undo", plan.pk, version=the_plan().version)
    assert the_plan().state == PlanState.UNDONE
    cells[0].refresh_from_db()
    assert cells[0].parent_id == one.pk
    assert superior.get(reverse("plan", args=[plan.pk])).status_code == 200


def test_lines_are_added_changed_and_removed_one_by_one(sign_in, province):
    one, two = a_commune(province), a_commune(province, "Đảng bộ xã B")
    cell = a_cell(one)
    plan = a_draft(province)
    clerk = sign_in("clerk", province)
    new = {
        "receiver": two.code,
        "first_code": "CM-1",
        "first_name": "Chi bộ mới",
        "new_kind": "chi_bo_truc_thuoc",
        "full_members": 3,
    }
    for kind in ("founded", "upgraded", "renamed", "moved", "merged", "amalgamated", "split"):
        assert clerk.get(reverse("plan_line_new", args=[plan.pk, kind])).status_code == 200
    assert (
        sent(clerk, "plan_line_new", plan.pk, "founded", version=plan.version, **new).status_code
        == 302
    )
    merged = {"unit": cell.code, "receiver": "CM-1 · Chi bộ mới"}
    version = the_plan().version
    assert (
        sent(clerk, "plan_line_new", plan.pk, "merged", version=version, **merged).status_code
        == 302
    )
    halves = {"first_code": "H1", "first_name": "Nửa 1", "second_code": "H2", "second_name": "Hai"}
    version = the_plan().version
    sent(clerk, "plan_line_new", plan.pk, "split", version=version, unit=cell.code, **halves)
    rows = list(PlanLine.objects.order_by("position"))
    assert [row.receiver_codes for row in rows] == [[two.code], ["CM-1"], ["H1", "H2"]]
    text = clerk.get(reverse("plan", args=[plan.pk])).content.decode()
    assert "kết thúc hai lần" in text
    version = the_plan().version
    sent(clerk, "plan_lines_remove", plan.pk, version=version, line=[rows[2].pk])
    page = clerk.get(reverse("plan_line", args=[plan.pk, rows[1].pk]))
    assert page.context["form"]["receiver"].value() == "CM-1"
    changed = {"version": the_plan().version, "unit": cell.code, "receiver": "CM-1"}
    sent(clerk, "plan_line", plan.pk, rows[1].pk, **changed, decision_number="9-QĐ/TU")
    assert PlanLine.objects.get(pk=rows[1].pk).decision_number == "9-QĐ/TU"
    assert clerk.get(reverse("plan", args=[plan.pk])).context["outlook"].problems == []
    assert clerk.get(reverse("plan_lines", args=[plan.pk])).status_code == 200


def test_two_clerks_at_once_one_wins_and_the_other_is_told(sign_in, province):
    cell = a_cell(a_commune(province))
    plan = a_draft(province)
    clerk = sign_in("clerk", province)
    line = {"version": plan.version, "unit": cell.code, "new_name": "Chi bộ Một"}
    assert sent(clerk, "plan_line_new", plan.pk, "renamed", **line).status_code == 302
    answer = sent(clerk, "plan_line_new", plan.pk, "renamed", **line)
    assert answer.status_code == 422
    assert "Người khác vừa lưu" in answer.content.decode()
    assert PlanLine.objects.count() == 1


PASTED = (
    "21/11/2026\tChuyển giao\t{cell}\t{two}\t\t\t\n21/11/2026\tĐổi tên\t{one}\t\t\tXã Mới\t5-QĐ"
)


def test_rows_of_the_workbook_are_pasted_or_uploaded_into_a_plan(sign_in, province):
    one, two = a_commune(province), a_commune(province, "Đảng bộ xã B")
    cell = a_cell(one)
    plan = a_draft(province)
    clerk = sign_in("clerk", province)
    text = PASTED.format(cell=cell.code, one=one.code, two=two.code)
    assert clerk.get(reverse("plan_from_file", args=[plan.pk])).status_code == 200
    answer = sent(clerk, "plan_from_file", plan.pk, version=plan.version, pasted=text)
    assert answer.status_code == 302
    assert PlanLine.objects.count() == 2
    head = "Ngày,Loại,Mã đơn vị,Mã đơn vị nhận,Loại mới,Tên mới\n"
    rows = (
        "21/11/2026,Thành lập,N1,{two},Chi bộ trực thuộc,Chi bộ Mới\n"
        "21/11/2026,Chia tách,{cell},N2;N3,,Chi bộ Hai; Chi bộ Ba\n"
    )
    content = (head + rows.format(cell=cell.code, two=two.code)).encode()
    file = SimpleUploadedFile("bien-dong.csv", content)
    answer = sent(clerk, "plan_from_file", plan.pk, version=the_plan().version, workbook=file)
    assert answer.status_code == 302
    new = [line.new_units for line in PlanLine.objects.order_by("position")[2:]]
    assert [each["name"] for line in new for each in line] == [
        "Chi bộ Mới",
        "Chi bộ Hai",
        "Chi bộ Ba",
    ]


def test_a_row_of_another_day_keeps_all_of_them_out(sign_in, province):
    cell = a_cell(a_commune(province))
    plan = a_draft(province)
    clerk = sign_in("clerk", province)
    text = f"20/11/2026\tGiải thể\t{cell.code}\t\t\t\t"
    answer = sent(clerk, "plan_from_file", plan.pk, version=plan.version, pasted=text)
    assert answer.status_code == 422
    assert "khác ngày hiệu lực" in answer.content.decode()
    assert not PlanLine.objects.exists()


def test_a_member_of_another_commune_does_not_find_it(sign_in, province):
    plan = a_draft(province)
    other = a_commune(province)
    assert sign_in("clerk", other).get(reverse("plan", args=[plan.pk])).status_code == 404
    assert sign_in("superior", province).get(
        reverse("plan_line_new", args=[plan.pk, "moved"])
    ).status_code == 403  # fmt: skip


def test_sent_back_with_a_sentence_and_withdrawn(sign_in, province):
    one = a_commune(province)
    plan = a_draft(province, a_line("renamed", one, new_name="Đảng bộ xã Mới"))
    clerk, superior = sign_in("clerk", province), sign_in("superior", province)
    seen = clerk.get(reverse("plan", args=[plan.pk])).context["outlook"].digest
    sent(clerk, "plan_submit", plan.pk, version=plan.version, seen=seen)
    assert superior.get(reverse("plan_send_back", args=[plan.pk])).status_code == 200
    told = {"version": the_plan().version, "said": "Tên chưa đúng"}
    sent(superior, "plan_send_back", plan.pk, **told)
    assert "Tên chưa đúng" in clerk.get(reverse("plan", args=[plan.pk])).content.decode()
    sent(clerk, "plan_withdraw", plan.pk, version=the_plan().version)
    assert the_plan().state == PlanState.WITHDRAWN
    assert "Đã rút" in clerk.get(reverse("plans", args=[province.pk])).content.decode()


def test_the_page_of_many_lines_stays_light_and_asks_no_more_often(
    sign_in, province, django_assert_num_queries
):
    one, two = a_commune(province), a_commune(province, "Đảng bộ xã B")
    cells = [a_cell(one, f"Chi bộ {n}") for n in range(80)]
    few = a_draft(province, *moves([cells[0].code], two.code))
    many = a_draft(province, *moves([cell.code for cell in cells], two.code))
    clerk = sign_in("clerk", province)
    for plan in (few, many):
        with django_assert_num_queries(25):
            page = clerk.get(reverse("plan", args=[plan.pk]))
    assert len(page.content) < 60_000
    assert Unit.objects.unscoped("test").filter(parent=one).count() == 80


def test_ending_a_cell_says_beforehand_what_hangs_on_it(sign_in, province):
    from chibo.areas.tasks.models import Task

    cell = a_cell(a_commune(province))
    Task.objects.create(unit=cell, title="Việc", given_on=DAY)
    clerk = sign_in("clerk", province)
    page = clerk.get(reverse("unit_change", args=[cell.pk, "merged"]))
    assert page.context["held"].tasks == 1
    assert "Việc đang mở" in page.content.decode()


def test_home_shows_plans_to_whoever_may_approve_and_those_that_did_not_fit(sign_in, province):
    commune = a_commune(province)
    cell = a_cell(commune)
    plan = a_draft(province, a_line("renamed", cell, new_name="Chi bộ Mới"))
    drafter = an_actor("clerk", province, account_id=990)
    told = "Phương án sắp xếp cần xem"
    superior = sign_in("superior", province)
    home = reverse("overview_unit", args=[province.pk])
    assert told not in superior.get(home).content.decode()
    submitted(drafter, plan, NOW)
    assert told in superior.get(home).content.decode()
    below = sign_in("superior", commune)
    assert told not in below.get(reverse("overview_unit", args=[commune.pk])).content.decode()
    Plan.objects.unscoped("test").update(state=PlanState.APPROVED, trouble="Chi bộ đã giải thể.")
    page = sign_in("superior", province).get(home).content.decode()
    assert "Chi bộ đã giải thể." in page
    Plan.objects.unscoped("test").update(on=date(2026, 12, 1))
    assert told not in superior.get(home).content.decode()


def test_units_are_picked_from_anywhere_in_ones_part_by_name_without_accents(
    sign_in, province, django_assert_num_queries
):
    one, two = a_commune(province), a_commune(province, "Đảng bộ xã B")
    east, west = a_cell(one, "Chi bộ thôn Đông"), a_cell(two, "Chi bộ ấp Đông")
    a_cell(two, "Chi bộ thôn Tây")
    foreign = a_cell(a_commune(a_province("Đảng bộ tỉnh khác")), "Chi bộ thôn Đông xa")
    plan = a_draft(province)
    clerk = sign_in("clerk", province)
    address = reverse("plan_moves", args=[plan.pk])
    picking = clerk.get(address, {"tim": "dong"})
    assert [code for code, _ in picking.context["form"].fields["units"].choices] == [
        east.code,
        west.code,
    ]
    text = picking.content.decode()
    assert f"{west.name} ({west.code}) – {two.name}" in text
    assert foreign.code not in text
    assert picking.context["form"]["units"].value() == [], "nothing is ticked by a search"
    below = clerk.get(address, {"tim": "dong", "superior": two.code})
    assert east.code not in below.content.decode()
    typed = {"version": plan.version, "receiver": two.code, "how": "merged"}
    answer = clerk.post(
        f"{address}?tim=dong", {"once": str(uuid.uuid4()), **typed, "units": [east.code]}
    )
    assert answer.status_code == 302
    stranger = {"once": str(uuid.uuid4()), **typed, "units": [foreign.code]}
    assert clerk.post(f"{address}?tim=dong", stranger).status_code == 422
    with CaptureQueriesContext(connection) as few:
        clerk.get(address, {"tim": "thon"})
    for number in range(70):
        a_cell(one, f"Chi bộ thôn {number}")
    with django_assert_num_queries(len(few)):
        page = clerk.get(address, {"tim": "thon"})
    assert len(page.context["form"].fields["units"].choices) == 50
    assert "trang=2" in page.content.decode()


class TestPlacesOfASplitCell:
    @pytest.fixture
    def cell(self, province):
        return a_cell(
            a_commune(province), "Chi bộ liên thôn", areas=["Thôn Đông", "Thôn Tây", "Ấp 3"]
        )

    def split(self, client, plan, cell, **typed):
        said = {
            "version": the_plan().version,
            "unit": cell.code,
            "first_code": "M1",
            "first_name": "Chi bộ thôn Đông",
            "second_code": "M2",
            "second_name": "Chi bộ thôn Tây",
        }
        return sent(client, "plan_line_new", plan.pk, "split", **said, **typed)

    def test_the_drafter_says_which_go_where_and_the_rest_goes_to_the_other(
        self, sign_in, province, cell
    ):
        plan, clerk = a_draft(province), sign_in("clerk", province)
        strange = self.split(clerk, plan, cell, second_areas="Thôn Bắc")
        assert strange.status_code == 422
        assert "không có trong địa bàn" in strange.content.decode()
        self.split(clerk, plan, cell, second_areas="thôn tây; Ấp 3")
        page = clerk.get(reverse("plan", args=[plan.pk]))
        text = " ".join(page.content.decode().split())
        assert "Chi bộ thôn Đông: Thôn Đông<" in text
        assert "Chi bộ thôn Tây: Thôn Tây; Ấp 3<" in text
        told = {"version": the_plan().version, "seen": page.context["outlook"].digest}
        sent(clerk, "plan_submit", plan.pk, **told)
        superior = sign_in("superior", province)
        page = superior.get(reverse("plan", args=[plan.pk]))
        told = {"version": the_plan().version, "seen": page.context["outlook"].digest}
        sent(superior, "plan_approve", plan.pk, **told)
        units = Unit.objects.unscoped("test")
        assert units.get(code="M1").areas == ["Thôn Đông"]
        assert units.get(code="M2").areas == ["Thôn Tây", "Ấp 3"]
        on_record = coverage_of(province)
        assert on_record == {"M1": ["Thôn Đông"], "M2": ["Thôn Tây", "Ấp 3"]}

    def test_unsaid_all_go_to_the_first_and_the_preview_says_so(self, sign_in, province, cell):
        plan, clerk = a_draft(province), sign_in("clerk", province)
        self.split(clerk, plan, cell)
        text = " ".join(clerk.get(reverse("plan", args=[plan.pk])).content.decode().split())
        assert "tất cả về đơn vị nhận đầu tiên" in text
        assert "Chi bộ thôn Đông: Thôn Đông; Thôn Tây; Ấp 3<" in text
        assert "Chi bộ thôn Tây: không có nơi nào<" in text


def test_places_of_a_commune_that_is_split_go_where_the_drafter_says(sign_in, province):
    commune = a_commune(province, "Đảng bộ xã Tân An")
    for name in ("Thôn Đông", "Thôn Tây", "Ấp 3"):
        a_place(commune, name)
    plan, clerk = a_draft(province), sign_in("clerk", province)
    halves = {
        "unit": commune.code,
        "first_code": "M1",
        "first_name": "Đảng bộ xã Tân Đông",
        "second_code": "M2",
        "second_name": "Đảng bộ xã Tân Tây",
    }

    def split(**typed):
        said = {**halves, "version": the_plan().version, **typed}
        return sent(clerk, "plan_line_new", plan.pk, "split", **said)

    assert split(second_areas="Thôn Bắc").status_code == 422
    split(second_areas="thôn tây; Ấp 3")
    page = clerk.get(reverse("plan", args=[plan.pk]))
    assert "Đảng bộ xã Tân Tây: Ấp 3; Thôn Tây<" in " ".join(page.content.decode().split())
    told = {"version": the_plan().version, "seen": page.context["outlook"].digest}
    sent(clerk, "plan_submit", plan.pk, **told)
    superior = sign_in("superior", province)
    page = superior.get(reverse("plan", args=[plan.pk]))
    told = {"version": the_plan().version, "seen": page.context["outlook"].digest}
    sent(superior, "plan_approve", plan.pk, **told)

    def kept_by(code):
        rows = Place.objects.unscoped("test").filter(commune__code=code)
        return {str(place) for place in rows}

    assert kept_by("M1") == {"Thôn Đông"}
    assert kept_by("M2") == {"Thôn Tây", "Ấp 3"}
    sent(superior, "plan_undo", plan.pk, version=the_plan().version)
    assert Place.objects.unscoped("test").count() == 3


def coverage_of(province):
    """What each village cell of today names, by its code; the register is empty here."""
    found = {}
    for row in coverage(an_actor("superior", province), province, DAY).unplaced:
        found.setdefault(row.cell.code, []).append(row.text)
    return found
