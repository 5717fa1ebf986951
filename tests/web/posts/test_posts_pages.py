"""Committees, posts, terms and congresses on their pages."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.posts.models import Congress, Post, Term
from tests.factories import a_cell, a_commune, a_member, a_post, a_province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(today_is):
    today_is("2026-11-05")


@pytest.fixture
def commune():
    return a_commune(a_province())


def typed(**more):
    plain = {
        "title": "Bí thư",
        "other_title": "",
        "starts_on": "15/06/2025",
        "last_day": "",
        "areas": "",
        "how": "elected",
        "decision": "12-QĐ/ĐU",
    }
    return {**plain, **more}


def test_a_clerk_elects_a_secretary_and_a_double_click_elects_once(sign_in, form, commune):
    cell = a_cell(commune)
    member = a_member(cell, code="DV1")
    client = sign_in("clerk", commune)
    sent = form(**typed(member="DV1 · Nguyễn Văn An"))
    address = reverse("post_new", args=[cell.pk])
    assert client.get(address).status_code == 200
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    post = Post.objects.unscoped("test").get()
    assert (post.member, post.kind, post.decision) == (member, "secretary", "12-QĐ/ĐU")
    page = client.get(reverse("unit_posts", args=[cell.pk])).content.decode()
    assert "Nguyễn Văn An" in page
    assert "Bầu, 12-QĐ/ĐU" in page


def test_a_member_is_found_by_an_unaccented_name_and_namesakes_need_the_code(
    sign_in, form, commune
):
    cell = a_cell(commune)
    a_member(cell, "Lê Thị Hoa", code="DV7")
    client = sign_in("clerk", commune)
    address = reverse("post_new", args=[cell.pk])
    a_member(cell, "Lê Thị Hòa", code="DV8")
    refused = client.post(address, form(**typed(member="le thi hoa")))
    assert refused.status_code == 422
    assert "DV7" in refused.content.decode()
    assert "DV8" in refused.content.decode()
    refused = client.post(address, form(**typed(member="Không Ai")))
    assert "Không có đảng viên nào" in refused.content.decode()
    other = form(**typed(member="DV8", title="", other_title="Đội trưởng dân phòng"))
    assert client.post(address, other).status_code == 302
    assert Post.objects.unscoped("test").get().title == "Đội trưởng dân phòng"
    options = client.get(reverse("suggest_members"), {"member": "le thi"}).content.decode()
    assert "DV7 · Lê Thị Hoa" in options


def test_what_an_action_refuses_stands_beside_the_field(sign_in, form, commune):
    cell = a_cell(commune, founded_on=date(2026, 1, 1))
    a_member(cell, code="DV1")
    client = sign_in("clerk", commune)
    answer = client.post(reverse("post_new", args=[cell.pk]), form(**typed(member="DV1")))
    assert answer.status_code == 422
    assert "không tồn tại ngày 15/06/2025" in answer.context["form"].errors["starts_on"][0]


def test_a_post_is_corrected_ended_and_taken_out(sign_in, form, commune):
    cell = a_cell(commune)
    post = a_post(a_member(cell), "Trưởng ấp", areas=("Ấp Đông",))
    client = sign_in("clerk", commune)
    address = reverse("post_correct", args=[post.pk])
    page = client.get(address)
    assert page.context["form"]["title"].value() == "Trưởng ấp"
    right = form(**typed(title="Trưởng thôn", version=1, areas="Thôn Đông; Thôn Tây"))
    assert client.post(address, right).status_code == 302
    late = client.post(address, form(**typed(title="Bí thư", version=1)))
    assert late.status_code == 422
    assert "Người khác vừa lưu" in late.content.decode()
    ending = form(version=2, last_day="31/10/2026", decision="9-QĐ/UBND")
    assert client.get(reverse("post_end", args=[post.pk])).status_code == 200
    assert client.post(reverse("post_end", args=[post.pk]), ending).status_code == 302
    post.refresh_from_db()
    assert (post.areas, post.ends_before) == (["Thôn Đông", "Thôn Tây"], date(2026, 11, 1))
    shown = client.get(reverse("unit_posts", args=[cell.pk])).content.decode()
    assert "thôi từ 01/11/2026" in shown
    gone = client.post(reverse("post_withdraw", args=[post.pk]), form(version=post.version))
    assert gone.status_code == 302
    assert not Post.objects.unscoped("test").exists()


def test_the_page_of_a_committee_takes_the_same_queries_for_one_and_for_many(
    sign_in, django_assert_num_queries, commune
):
    cell = a_cell(commune)
    client = sign_in("clerk", commune)
    for count in (1, 20):
        for number in range(count):
            member = a_member(cell)
            a_post(member, f"Tổ trưởng {number}")
            a_post(member, "Chi ủy viên", ends_before=date(2026, 1, 1))
        with django_assert_num_queries(13):
            client.get(reverse("unit_posts", args=[cell.pk]))


def test_a_secretary_sees_the_posts_of_the_cell_and_changes_none(sign_in, form, commune):
    cell = a_cell(commune)
    post = a_post(a_member(cell))
    client = sign_in("secretary", cell)
    page = client.get(reverse("unit_posts", args=[cell.pk])).content.decode()
    assert "Nguyễn Văn An" in page
    assert reverse("post_correct", args=[post.pk]) not in page
    assert client.get(reverse("post_new", args=[cell.pk])).status_code == 403
    ending = form(version="1", last_day="31/10/2026", decision="")
    client.post(reverse("post_end", args=[post.pk]), ending)
    post.refresh_from_db()
    assert post.ends_before is None
    assert client.get(reverse("unit_posts", args=[commune.pk])).status_code in (403, 404)
    assert sign_in("member", cell).get(reverse("unit_posts", args=[cell.pk])).status_code == 403


def term_typed(**more):
    plain = {
        "number": "15",
        "starts_on": "01/12/2021",
        "months": "60",
        "seats": "15",
        "standing_seats": "",
        "decision": "",
        "ends_before": "",
        "version": "0",
    }
    return {**plain, **more}


def test_from_the_running_term_over_the_checklist_to_the_next(sign_in, form, commune):
    client = sign_in("clerk", commune)
    page = reverse("unit_posts", args=[commune.pk])
    term_new = reverse("term_new", args=[commune.pk])
    assert client.get(term_new).context["form"]["months"].value() == 60
    assert client.post(term_new, form(**term_typed())).status_code == 302
    term = Term.objects.unscoped("test").get()
    shown = client.get(page).content.decode()
    assert "01/06/2026 – 01/06/2027" in shown
    plan = reverse("congress_new", args=[commune.pk])
    early = client.post(plan, form(version="0", planned_on="01/05/2026", exception=""))
    assert early.status_code == 422
    assert "hãy ghi số quyết định của cấp trên" in early.content.decode()
    client.post(plan, form(version="0", planned_on="10/11/2026", exception=""))
    congress = Congress.objects.unscoped("test").get()
    move = reverse("congress_move", args=[congress.pk])
    assert client.get(move).status_code == 200
    client.post(move, form(version="1", planned_on="04/11/2026", exception=""))
    noted = form(version="2", step="noticed_on", done_on="15/09/2026")
    client.post(reverse("congress_step", args=[congress.pk]), noted)
    hold = reverse("congress_hold", args=[congress.pk])
    assert client.get(hold).context["form"]["number"].value() == 16
    told = term_typed(number="16", starts_on="04/11/2026", seats="17", version="3")
    assert client.post(hold, form(**told)).status_code == 302
    shown = client.get(page).content.decode()
    assert "Đã họp ngày 04/11/2026" in shown
    assert "13/11/2026" in shown
    assert "Lần thứ 15" in shown
    wrong = form(version="4", step="reported_on", done_on="hôm qua")
    client.post(reverse("congress_step", args=[congress.pk]), wrong)
    assert "Hãy gõ ngày" in client.get(page).content.decode()
    correct = reverse("term_correct", args=[term.pk])
    assert client.get(correct).status_code == 200
    late = client.post(correct, form(**term_typed(version="1", ends_before="04/11/2026")))
    assert late.status_code == 422


def test_terms_that_end_soon_are_listed_for_a_committee(
    sign_in, form, commune, django_assert_num_queries
):
    client = sign_in("clerk", commune)
    for count in (1, 12):
        for number in range(count):
            cell = a_cell(commune, f"Chi bộ {count}.{number}")
            Term.objects.create(
                unit=cell,
                number=1,
                starts_on=date(2022, 1, 1),
                months=60,
                due_on=date(2027, 1, 1),
                pack_id="organisation-24-2021",
            )
        with django_assert_num_queries(9):
            page = client.get(reverse("terms_ending", args=[commune.pk])).content.decode()
    assert "Chi bộ 12.11" in page
    assert "Chưa ghi nhiệm kỳ: 1 đơn vị" in page
