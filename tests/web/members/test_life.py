"""A member's life on pages: changes of state, transfers on both sides, what waits where."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.members.models import Member, StateChange, Transfer
from chibo.areas.posts.models import Post
from tests.factories import a_cell, a_commune, a_member, a_post, a_province, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(today_is) -> None:
    today_is("2026-11-05")


@pytest.fixture
def commune():
    return a_commune(a_province(), "Đảng bộ xã Hòa Bình")


def saved(member):
    return Member.objects.unscoped("test").get(pk=member.pk)


def letter(member, **changed):
    typed = {
        "version": saved(member).version,
        "kind": "internal",
        "reason": "commune_official",
        "to_unit": "",
        "to_place": "",
        "issued_on": "05/11/2026",
        "fee_paid_to": "11/2026",
        "until": "",
        "moved_on": "",
        "note": "",
    }
    return {**typed, **changed}


class TestMoves:
    def test_only_what_is_open_is_offered_each_with_its_clause(self, sign_in, commune):
        member = a_member(a_cell(commune), full_on=None, joined_on=date(2025, 1, 1))
        page = sign_in("clerk", commune).get(reverse("member_moves", args=[member.pk]))
        said = page.content.decode()
        assert "Công nhận đảng viên chính thức" in said
        assert "Khai trừ" not in said
        assert said.count("Vì sao?") == 5
        gone = reverse("member_move", args=[member.pk, "expelled"])
        assert sign_in("clerk", commune).get(gone).status_code == 404

    def test_too_early_says_until_when_and_by_which_clause_beside_the_field(
        self, sign_in, form, commune
    ):
        member = a_member(a_cell(commune), full_on=None, joined_on=date(2026, 2, 3))
        answer = sign_in("clerk", commune).post(
            reverse("member_move", args=[member.pk, "recognised"]),
            form(
                version=1,
                considered_on="01/11/2026",
                decision_number="Số 15-QĐ/ĐU",
                decided_on="02/11/2026",
            ),
        )
        assert answer.status_code == 422
        said = answer.content.decode()
        assert "03/02/2027 mới đủ 12 tháng" in said
        assert "Điều 5" in said
        beside = said[said.index('class="error"') :]
        assert "/quy-dinh/" in beside[: beside.index("</p>")], "the clause leads to its rule"
        assert "Số 15-QĐ/ĐU" in said, "what was typed is kept"

    def test_recorded_shown_in_the_history_and_taken_back(self, sign_in, form, commune):
        member = a_member(a_cell(commune), full_on=None, joined_on=date(2025, 2, 3))
        client = sign_in("clerk", commune)
        answer = client.post(
            reverse("member_move", args=[member.pk, "recognised"]),
            form(
                version=1,
                considered_on="04/05/2026",
                decision_number="Số 15-QĐ/ĐU",
                decided_on="01/06/2026",
            ),
            follow=True,
        )
        said = answer.content.decode()
        assert "Chi bộ họp xét ngày 04/05/2026" in said
        assert "xét chậm" in said
        assert saved(member).full_on == date(2026, 2, 3)
        change = StateChange.objects.unscoped("test").get()
        back = client.post(reverse("move_take_back", args=[change.pk]), form(), follow=True)
        assert "Đã hoàn tác" in back.content.decode()
        assert saved(member).full_on is None

    def test_a_double_click_records_once(self, sign_in, form, commune):
        member = a_member(a_cell(commune))
        sent = form(version=1, on="01/11/2026", note="")
        address = reverse("member_move", args=[member.pk, "deceased"])
        client = sign_in("clerk", commune)
        assert client.post(address, sent).status_code == 302
        assert client.post(address, sent).headers["X-Already-Done"] == "1"
        assert StateChange.objects.unscoped("test").count() == 1

    def test_a_secretary_sees_the_history_and_records_nothing(self, sign_in, commune):
        member = a_member(a_cell(commune))
        client = sign_in("secretary", member.cell)
        page = client.get(reverse("member", args=[member.pk])).content.decode()
        assert "Quá trình" in page
        assert "Ghi thay đổi" not in page
        assert client.get(reverse("member_moves", args=[member.pk])).status_code == 403
        assert client.get(reverse("transfer_new", args=[member.pk])).status_code == 403


class TestTransfers:
    def test_an_official_of_the_commune_goes_to_a_residential_cell_in_one_step(
        self, sign_in, form, commune
    ):
        office, village = a_cell(commune, "Chi bộ cơ quan xã"), a_cell(commune, "Chi bộ thôn Tây")
        member = a_member(office)
        client = sign_in("clerk", commune)
        answer = client.post(
            reverse("transfer_new", args=[member.pk]),
            form(**letter(member, to_unit=village.code, accept_now="on")),
            follow=True,
        )
        said = answer.content.decode()
        assert "Đã tiếp nhận" in said
        assert "Cán bộ xã về sinh hoạt ở chi bộ dân cư" in said
        assert "Số 01-GTSHĐ/ĐU" in said
        assert saved(member).cell == village
        record = client.get(reverse("member", args=[member.pk])).content.decode()
        assert "Chi bộ cơ quan xã → Chi bộ thôn Tây" in record

    def test_over_two_communes_each_side_does_its_part(self, sign_in, form, commune):
        member = a_member(a_cell(commune))
        there = a_commune(commune.parent, "Đảng bộ xã Tân An")
        far = a_cell(there, "Chi bộ thôn Xa")
        sender, receiver = sign_in("clerk", commune), sign_in("clerk", there)
        sender.post(
            reverse("transfer_new", args=[member.pk]),
            form(**letter(member, kind="official", to_unit=there.code, is_clear="on")),
        )
        transfer = Transfer.objects.unscoped("test").get()
        waiting = receiver.get(reverse("transfers", args=[there.pk])).content.decode()
        assert member.full_name in waiting
        assert "(1)" in waiting
        page = receiver.get(reverse("transfer", args=[transfer.pk])).content.decode()
        assert "Tiếp nhận" in page
        assert reverse("member", args=[member.pk]) not in page, "not their member yet"
        sent = sender.get(reverse("transfers", args=[commune.pk]), {"muc": "sent"})
        assert member.full_name in sent.content.decode()
        assert sender.post(
            reverse("transfer_accept", args=[transfer.pk]),
            form(version=1, cell=far.code, on="05/11/2026"),
        ).status_code in {403, 422, 302}
        assert saved(member).cell.parent == commune
        receiver.post(
            reverse("transfer_accept", args=[transfer.pk]),
            form(version=1, cell=far.code, on="05/11/2026"),
        )
        assert saved(member).cell == far
        shown = receiver.get(reverse("transfer", args=[transfer.pk])).content.decode()
        assert "Hoàn tác trả lời" in shown

    def test_refused_the_reason_is_read_on_the_other_side(self, sign_in, form, commune):
        member = a_member(a_cell(commune))
        there = a_commune(commune.parent, "Đảng bộ xã Tân An")
        sender, receiver = sign_in("clerk", commune), sign_in("clerk", there)
        sender.post(
            reverse("transfer_new", args=[member.pk]),
            form(**letter(member, kind="official", to_unit=there.code, is_clear="on")),
        )
        transfer = Transfer.objects.unscoped("test").get()
        address = reverse("transfer_refuse", args=[transfer.pk])
        assert receiver.post(address, form(version=1, reason="")).status_code == 422
        receiver.post(address, form(version=1, reason="Chưa về cư trú ở xã"))
        page = sender.get(reverse("transfer", args=[transfer.pk])).content.decode()
        assert "Chưa về cư trú ở xã" in page

    def test_unpaid_dues_are_told_beside_the_field(self, sign_in, form, commune):
        member = a_member(a_cell(commune))
        answer = sign_in("clerk", commune).post(
            reverse("transfer_new", args=[member.pk]),
            form(
                **letter(
                    member,
                    kind="official",
                    to_place="Tỉnh Gia Lai",
                    is_clear="on",
                    fee_paid_to="9/2026",
                )
            ),
        )
        assert answer.status_code == 422
        assert "Đảng phí mới đóng đến tháng 09/2026" in answer.content.decode()

    def test_the_letter_is_downloaded_as_a_word_file(self, sign_in, form, commune):
        member = a_member(a_cell(commune))
        client = sign_in("clerk", commune)
        client.post(
            reverse("transfer_new", args=[member.pk]),
            form(**letter(member, to_unit=a_cell(commune, "Chi bộ thôn Tây").code)),
        )
        transfer = Transfer.objects.unscoped("test").get()
        answer = client.get(reverse("transfer_paper", args=[transfer.pk]))
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"
        assert "gioi-thieu" in answer.headers["Content-Disposition"]

    def test_somebody_comes_from_another_province(self, sign_in, form, commune):
        cell = a_cell(commune)
        answer = sign_in("clerk", commune).post(
            reverse("newcomer", args=[commune.pk]),
            form(
                number="Số 12-GTSHĐ/ĐU",
                issued_on="20/10/2026",
                from_place="Đảng bộ xã Ia Grai, tỉnh Gia Lai",
                reason="work",
                fee_paid_to="10/2026",
                cell=cell.code,
                on="03/11/2026",
                code="DV-9001",
                full_name="Rơ Châm Hlan",
                gender="female",
                born_on="08/03/1990",
                joined_on="02/09/2015",
                full_on="02/09/2016",
                citizen_number="",
                card_number="",
                note="",
            ),
        )
        made = Member.objects.unscoped("test").get(code="DV-9001")
        assert answer.headers["Location"] == reverse("member", args=[made.pk])
        assert made.cell == cell

    def test_a_guest_is_in_the_list_and_not_among_the_members(self, sign_in, form, commune):
        cell = a_cell(commune)
        client = sign_in("clerk", commune)
        client.post(
            reverse("guest", args=[cell.pk]),
            form(
                full_name="Võ Thị Khách",
                number="Số 3-GTSHĐ/ĐU",
                issued_on="20/10/2026",
                from_place="Đảng bộ xã Ia Grai, tỉnh Gia Lai",
                reason="study",
                fee_paid_to="10/2026",
                cell=cell.code,
                on="03/11/2026",
                until="20/04/2027",
                note="",
            ),
        )
        here = client.get(reverse("transfers", args=[commune.pk]), {"muc": "away"})
        assert "Võ Thị Khách" in here.content.decode()
        members = client.get(reverse("members", args=[cell.pk])).content.decode()
        assert "Võ Thị Khách" not in members

    @pytest.mark.parametrize("box", ["waiting", "sent", "away", "late", "all", "khong-co"])
    def test_every_list_costs_the_same_for_one_and_for_many(
        self, sign_in, form, commune, box, django_assert_max_num_queries
    ):
        cell, west = a_cell(commune), a_cell(commune, "Chi bộ thôn Tây")
        client = sign_in("clerk", commune)
        address = reverse("transfers", args=[commune.pk])
        counts = []
        for _round in range(2):
            for _number in range(1 if not counts else 5):
                member = a_member(cell)
                client.post(
                    reverse("transfer_new", args=[member.pk]),
                    form(**letter(member, issued_on="04/05/2026", to_unit=west.code)),
                )
            with django_assert_max_num_queries(12) as asked:
                page = client.get(address, {"muc": box})
            counts.append(len(asked))
            assert page.status_code == 200
        assert counts[0] == counts[1]


class TestWhatEndsAlong:
    def test_the_clerk_is_told_which_posts_and_roles_ended_and_undoing_gives_them_back(
        self, sign_in, form, commune
    ):
        member = a_member(a_cell(commune))
        a_post(member, "Bí thư")
        a_post(member, "Trưởng thôn")
        an_account("secretary", member.cell, member=member)
        client = sign_in("clerk", commune)
        answer = client.post(
            reverse("member_move", args=[member.pk, "expelled"]),
            form(version=1, decision_number="Số 9-QĐ/ĐU", decided_on="31/10/2026"),
            follow=True,
        )
        said = answer.content.decode()
        assert f"Thôi chức vụ từ ngày 31/10/2026: Bí thư ({member.cell.name})." in said
        assert "Thôi vai trò trong phần mềm từ ngày 31/10/2026: Bí thư chi bộ" in said
        assert "Chức vụ ngoài Đảng vẫn ghi: Trưởng thôn" in said
        change = StateChange.objects.unscoped("test").get()
        client.post(reverse("move_take_back", args=[change.pk]), form())
        assert Post.objects.unscoped("test").get(title="Bí thư").ends_before is None

    def test_the_other_cell_that_takes_somebody_in_says_which_post_was_left(
        self, sign_in, form, commune
    ):
        office, village = a_cell(commune, "Chi bộ cơ quan xã"), a_cell(commune, "Chi bộ thôn Tây")
        member = a_member(office)
        a_post(member, "Bí thư")
        answer = sign_in("clerk", commune).post(
            reverse("transfer_new", args=[member.pk]),
            form(**letter(member, to_unit=village.code, accept_now="on")),
            follow=True,
        )
        assert "Thôi chức vụ từ ngày 05/11/2026: Bí thư" in answer.content.decode()
