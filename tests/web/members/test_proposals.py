"""Pages: a member proposes, the clerk sees before and after and answers; the dossier's list."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.members.models import CorrectionProposal, DossierItem, Member
from tests.factories import a_cell, a_commune, a_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(today_is) -> None:
    today_is("2026-11-05")


@pytest.fixture
def member():
    return a_member(a_cell(a_commune()))


def wish(member, **changed):
    typed = {
        "full_name": member.full_name,
        "gender": "male",
        "born_on": "01/01/1980",
        "ethnicity": "",
        "religion": "",
        "citizen_number": "",
        "card_number": "",
        "joined_on": "19/05/2010",
        "full_on": "19/05/2011",
        "phone": "",
        "reason": "Theo căn cước",
    }
    return {**typed, **changed}


def test_from_the_members_page_to_the_clerks_answer_and_back(sign_in, form, member):
    cell = member.cell
    person, clerk = sign_in("member", cell, member), sign_in("clerk", cell.parent)
    sent = person.post(reverse("propose"), form(**wish(member, born_on="31/12/1979")), follow=True)
    assert "Chờ xem xét" in sent.content.decode()
    assert "15/11/2026" in sent.content.decode()
    queue = clerk.get(reverse("proposals", args=[cell.parent.pk])).content.decode()
    assert member.full_name in queue
    proposal = CorrectionProposal.objects.unscoped("test").get()
    page = clerk.get(reverse("proposal", args=[proposal.pk])).content.decode()
    assert page.index("01/01/1980") < page.index("31/12/1979")
    address = reverse("proposal", args=[proposal.pk])
    told = {"version": 1, "member_version": 1, "decision": "accept"}
    assert clerk.post(address, form(**told, answer="")).status_code == 422
    clerk.post(address, form(**told, answer="Đã đối chiếu căn cước."))
    assert Member.objects.unscoped("test").get(pk=member.pk).born_on == date(1979, 12, 31)
    own = person.get(reverse("own")).content.decode()
    assert "Đã đối chiếu căn cước." in own
    assert "Đã sửa theo đề nghị" in own


def test_a_proposal_is_withdrawn_from_the_own_page(sign_in, form, member):
    person = sign_in("member", member.cell, member)
    person.post(reverse("propose"), form(**wish(member, phone="0911")))
    proposal = CorrectionProposal.objects.unscoped("test").get()
    person.post(reverse("proposal_withdraw", args=[proposal.pk]), form())
    assert "Đã rút đề nghị" in person.get(reverse("own")).content.decode()


def test_nothing_different_is_told_on_the_form(sign_in, form, member):
    answer = sign_in("member", member.cell, member).post(reverse("propose"), form(**wish(member)))
    assert answer.status_code == 422
    assert "Chưa có gì khác" in answer.content.decode()


def test_a_secretary_has_no_queue_and_an_account_without_a_member_no_form(sign_in, member):
    assert (
        sign_in("secretary", member.cell)
        .get(reverse("proposals", args=[member.cell_id]))
        .status_code
        == 403
    )
    assert sign_in("clerk", member.cell.parent).get(reverse("propose")).status_code == 404


def test_the_dossier_is_kept_by_the_clerk_and_read_by_the_member(sign_in, form, member):
    address = reverse("dossier", args=[member.pk])
    clerk, person = sign_in("clerk", member.cell.parent), sign_in("member", member.cell, member)
    empty = {f"{name}_{n}": "" for n in range(21) for name in ("state", "kept_at", "dated_on")}
    sent = {**empty, "version": 1, "state_0": "yes", "kept_at_0": "Tủ 3", "dated_on_0": ""}
    assert clerk.post(address, form(**sent)).status_code == 302
    item = DossierItem.objects.unscoped("test").get()
    assert (item.code, item.is_there, item.kept_at) == ("HSĐV-1", True, "Tủ 3")
    seen = person.get(address).content.decode()
    assert "Tủ 3" in seen
    assert '<form method="post" class="form"' not in seen
    assert person.post(address, form(**sent)).status_code in {403, 422, 302}
    assert DossierItem.objects.unscoped("test").count() == 1
    assert sign_in("secretary", member.cell).get(address).status_code == 403
