"""Members: lists by given name, one record, what only some may see, corrections."""

import pytest
from django.urls import reverse

from chibo.areas.members.models import Member
from tests.factories import a_cell, a_commune, a_member

pytestmark = pytest.mark.django_db


def _member_form(member, **changed):
    typed = {
        "version": member.version,
        "full_name": member.full_name,
        "gender": member.gender,
        "born_on": "01/01/1980",
        "ethnicity": "",
        "religion": "",
        "citizen_number": "",
        "card_number": "",
        "cell": member.cell.code,
        "joined_on": "19/05/2010",
        "full_on": "19/05/2011",
        "state": "full",
        "state_on": "",
        "phone": "",
    }
    return {**typed, **changed}


def test_the_list_goes_by_given_name_page_by_page_with_constant_queries(
    sign_in, django_assert_num_queries
):
    cell = a_cell(a_commune())
    client = sign_in("secretary", cell)
    address = reverse("members", args=[cell.pk])

    def ask(**query):
        with django_assert_num_queries(6):
            return client.get(address, query)

    a_member(cell, "Trần Văn Bình")
    ask()
    a_member(cell, "Lê Thị Ánh")
    for number in range(60):
        a_member(cell, f"Nguyễn Văn Dũng {number:02d}")
    first = ask()
    names = [member.full_name for member in first.context["rows"]]
    assert names.index("Lê Thị Ánh") < names.index("Trần Văn Bình") or len(names) == 50
    second = ask(sau=first.context["next_after"])
    both = [*first.context["rows"], *second.context["rows"]]
    assert len({member.pk for member in both}) == 62


def test_a_secretary_sees_their_own_cell_only(sign_in):
    commune = a_commune()
    own, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Tây")
    stranger = a_member(other)
    client = sign_in("secretary", own)
    assert client.get(reverse("members", args=[other.pk])).status_code == 404
    assert client.get(reverse("member", args=[stranger.pk])).status_code == 404


def test_sensitive_fields_are_for_the_member_and_the_registry_clerk(sign_in):
    cell = a_cell(a_commune())
    member = a_member(
        cell, citizen_number="001080012345", ethnicity="Mường", religion="Không", phone="0912"
    )
    address = reverse("member", args=[member.pk])
    seen = {
        "clerk": sign_in("clerk", cell.parent).get(address).content.decode(),
        "own": sign_in("member", cell, member).get(address).content.decode(),
        "secretary": sign_in("secretary", cell).get(address).content.decode(),
        "superior": sign_in("superior", cell.parent).get(address).content.decode(),
    }
    for who, page in seen.items():
        assert "001080012345" not in page
        assert "•••••••••345" in page
        assert ("Mường" in page) is (who in ("clerk", "own"))
        assert ("xem/so-dinh-danh/" in page) is (who in ("clerk", "own"))


def test_a_member_is_corrected_and_moved_to_another_cell(sign_in, form):
    commune = a_commune()
    member = a_member(a_cell(commune))
    west = a_cell(commune, "Chi bộ thôn Tây")
    answer = sign_in("clerk", commune).post(
        reverse("member_correct", args=[member.pk]),
        form(**_member_form(member, full_name="Nguyễn Văn Ân", cell=west.code)),
    )
    assert answer.headers["Location"] == reverse("member", args=[member.pk])
    saved = Member.objects.unscoped("test").get(pk=member.pk)
    assert (saved.full_name, saved.cell, saved.unit_path) == ("Nguyễn Văn Ân", west, west.path)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"born_on": "13/25/2024"}, "Hãy gõ ngày theo dạng"),
        ({"joined_on": "01/01/1970"}, "Ngày vào Đảng phải sau ngày sinh"),
        ({"citizen_number": "123"}, "12 chữ số"),
        ({"state": "deceased"}, "phải có ngày"),
        ({"cell": "khong co"}, "Không có chi bộ nào"),
    ],
)
def test_what_contradicts_itself_is_refused_with_what_to_do(sign_in, form, changed, said):
    member = a_member(a_cell(a_commune()))
    answer = sign_in("clerk", member.cell.parent).post(
        reverse("member_correct", args=[member.pk]), form(**_member_form(member, **changed))
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_two_corrections_at_once_are_shown_side_by_side(sign_in, form):
    member = a_member(a_cell(a_commune()))
    client = sign_in("clerk", member.cell.parent)
    address = reverse("member_correct", args=[member.pk])
    client.post(address, form(**_member_form(member, phone="0911111111")))
    mine = {"phone": "0922222222", "state": "probationary"}
    answer = client.post(address, form(**_member_form(member, **mine)))
    rows = [(row.label, row.mine, row.theirs) for row in answer.context["conflicts"]]
    assert rows == [
        ("Trạng thái", "Dự bị", "Chính thức"),
        ("Điện thoại", "0922222222", "•••••••111"),
    ]


def test_a_secretary_does_not_correct(sign_in):
    member = a_member(a_cell(a_commune()))
    client = sign_in("secretary", member.cell)
    assert client.get(reverse("member_correct", args=[member.pk])).status_code == 403
