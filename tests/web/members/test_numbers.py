"""Pages: a number is masked until somebody says what they need it for."""

from typing import Any

import pytest
from django.urls import reverse

from chibo.areas.members.models import CorrectionProposal, Member
from chibo.areas.trail.queries import busy_days
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, an_actor
from tests.web.members.test_members import _member_form
from tests.web.members.test_proposals import wish

pytestmark = pytest.mark.django_db
CITIZEN, CARD, PHONE = "001080012345", "38.012345", "0912345678"


@pytest.fixture(autouse=True)
def _november(today_is: Any) -> None:
    today_is("2026-11-05")


@pytest.fixture
def member() -> Member:
    return a_member(
        a_cell(a_commune()), citizen_number=CITIZEN, card_number=CARD, phone=PHONE, ethnicity="Thái"
    )


def see(member: Member, slug: str) -> str:
    return reverse("member_number", args=[member.pk, slug])


def on_record(member: Member) -> Member:
    return Member.objects.unscoped("test").get(pk=member.pk)


def test_a_number_shows_once_for_a_reason_that_the_trail_keeps(
    sign_in: Any, member: Member
) -> None:
    secretary = sign_in("secretary", member.cell)
    record = secretary.get(reverse("member", args=[member.pk])).content.decode()
    assert [number in record for number in (CITIZEN, CARD, PHONE)] == [False] * 3
    assert "•••••••678" in record
    address = see(member, "dien-thoai")
    assert address in record
    asked = secretary.get(address)
    assert PHONE not in asked.content.decode()
    assert secretary.post(address, {}).status_code == 422
    assert secretary.post(address, {"reason": "other"}).status_code == 422
    assert not AuditEvent.objects.filter(action="member.number_seen").exists()
    shown = secretary.post(address, {"reason": "contact", "note": "báo hoãn họp"})
    assert PHONE in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    event = AuditEvent.objects.get(action="member.number_seen")
    assert (event.kind, event.target, event.changes, event.purpose) == (
        "read",
        f"member:{member.pk}",
        {"fields": ["phone"]},
        "Liên hệ với người đó: báo hoãn họp",
    )
    assert PHONE not in secretary.get(address).content.decode(), "for one view only"
    me = sign_in("member", member.cell, member)
    assert "xem số đầy đủ của một người" in me.get(reverse("own_seen")).content.decode()


def test_who_does_not_see_the_field_does_not_see_it_in_full(sign_in: Any, member: Member) -> None:
    reason, slugs = {"reason": "papers"}, ("so-dinh-danh", "dien-thoai")
    west = a_cell(member.cell.parent, "Chi bộ thôn Tây")
    secretary, stranger = sign_in("secretary", member.cell), sign_in("secretary", west)
    assert secretary.get(see(member, "so-dinh-danh")).status_code == 403
    assert [stranger.get(see(member, slug)).status_code for slug in slugs] == [404, 404]
    for client, slug in ((secretary, "so-dinh-danh"), (stranger, "dien-thoai")):
        answer = client.post(see(member, slug), reason, follow=True).content.decode()
        assert CITIZEN not in answer
        assert PHONE not in answer
    assert not AuditEvent.objects.filter(action="member.number_seen").exists()
    clerk = sign_in("clerk", member.cell.parent)
    assert CITIZEN in clerk.post(see(member, "so-dinh-danh"), reason).content.decode()
    assert clerk.get(see(member, "ten")).status_code == 404


def test_ones_own_number_needs_no_reason_and_leaves_no_note(sign_in: Any, member: Member) -> None:
    me = sign_in("member", member.cell, member)
    assert CITIZEN in me.get(see(member, "so-dinh-danh")).content.decode()
    assert not AuditEvent.objects.filter(action="member.number_seen").exists()


def test_every_number_seen_counts_towards_the_budget_of_the_day(
    sign_in: Any, member: Member
) -> None:
    secretary = sign_in("secretary", member.cell)
    for _time in range(61):
        secretary.post(see(member, "so-the"), {"reason": "writing"})
    auditor = an_actor("auditor", member.cell.parent)
    event = AuditEvent.objects.filter(action="member.number_seen").latest("id")
    day_here = event.at.astimezone(ZONE).date()
    (day,) = busy_days(auditor, day_here, day_here)
    assert (day.readings, day.records, day.budget) == (61, 1, 60)


class TestForms:
    def test_an_empty_field_leaves_what_is_recorded(
        self, sign_in: Any, form: Any, member: Member
    ) -> None:
        clerk = sign_in("clerk", member.cell.parent)
        address = reverse("member_correct", args=[member.pk])
        page = clerk.get(address).content.decode()
        assert [number in page for number in (CITIZEN, CARD, PHONE)] == [False] * 3
        assert "Đang ghi •••••••••345." in page
        clerk.post(address, form(**_member_form(member, full_name="Nguyễn Văn Ân")))
        saved = on_record(member)
        assert saved.full_name == "Nguyễn Văn Ân"
        assert (saved.citizen_number, saved.card_number, saved.phone) == (CITIZEN, CARD, PHONE)

    def test_what_is_typed_replaces_it_and_a_dash_removes_it(
        self, sign_in: Any, form: Any, member: Member
    ) -> None:
        clerk = sign_in("clerk", member.cell.parent)
        address = reverse("member_correct", args=[member.pk])
        typed = {"citizen_number": "-", "card_number": "-", "phone": "0923456789"}
        clerk.post(address, form(**_member_form(member, **typed)))
        saved = on_record(member)
        assert (saved.citizen_number, saved.card_number, saved.phone) == (None, "", "0923456789")

    def test_the_registry_sees_a_proposed_number_for_a_reason(
        self, sign_in: Any, form: Any, member: Member
    ) -> None:
        me, clerk = sign_in("member", member.cell, member), sign_in("clerk", member.cell.parent)
        assert CITIZEN not in me.get(reverse("propose")).content.decode()
        me.post(reverse("propose"), form(**wish(member, phone="0923456789", ethnicity="Thái")))
        proposal = CorrectionProposal.objects.unscoped("test").get()
        assert set(proposal.wanted) == {"phone"}
        page = clerk.get(reverse("proposal", args=[proposal.pk])).content.decode()
        assert "0923456789" not in page
        assert "•••••••789" in page
        address = reverse("proposed_number", args=[proposal.pk, "dien-thoai"])
        assert address in page
        shown = clerk.post(address, {"reason": "papers", "note": ""}).content.decode()
        assert "0923456789" in shown
