"""A member proposes a correction of their own record; the registry decides; dossier lists."""

from datetime import date, datetime
from typing import Any

import pytest

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.members.actions import (
    DossierEntry,
    decide_proposal,
    keep_dossier,
    propose_correction,
    withdraw_proposal,
)
from chibo.areas.members.errors import BadMember, ProposalNotOpen
from chibo.areas.members.models import CorrectionProposal, DossierItem, Member
from chibo.areas.members.queries import (
    count_proposals,
    dossier_of,
    fields_of,
    get_proposal,
    own_proposals,
    waiting_proposals,
)
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, an_actor

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
REASON = "Theo căn cước cấp năm 2024"


@pytest.fixture
def cell(db: None) -> Unit:
    return a_cell(a_commune())


@pytest.fixture
def member(cell: Unit) -> Member:
    return a_member(cell, ethnicity="Kinh")


@pytest.fixture
def own(cell: Unit, member: Member) -> Actor:
    return an_actor("member", cell, member=member, name=member.full_name)


@pytest.fixture
def clerk(cell: Unit) -> Actor:
    return an_actor("clerk", cell.parent)


def propose(own: Actor, **wanted: Any) -> CorrectionProposal:
    wanted = wanted or {"born_on": date(1979, 12, 31), "full_name": "Nguyễn Văn An"}
    return propose_correction(actor=own, wanted=wanted, reason=REASON, now=NOW)


def decide(actor: Actor, proposal: CorrectionProposal, **more: Any) -> CorrectionProposal:
    told = {
        "accept": True,
        "answer": "Đã đối chiếu căn cước.",
        "version": proposal.version,
        "member_version": 1,
        "now": NOW,
    }
    return decide_proposal(actor=actor, proposal_id=proposal.pk, **{**told, **more})


def saved(member: Member) -> Member:
    return Member.objects.unscoped("test").get(pk=member.pk)


class TestProposing:
    def test_nothing_changes_before_somebody_decided(
        self, own: Actor, member: Member, cell: Unit
    ) -> None:
        proposal = propose(own)
        assert proposal.wanted == {"born_on": "1979-12-31"}, "what stays is not proposed"
        assert proposal.before == {"born_on": "1980-01-01"}
        assert proposal.due_on == date(2026, 11, 15)
        assert saved(member) == member
        assert saved(member).version == 1
        assert own_proposals(own) == [proposal]

    def test_an_empty_or_second_or_groundless_one_is_refused(self, own: Actor) -> None:
        with pytest.raises(BadMember, match="Chưa có gì khác"):
            propose(own, full_name="Nguyễn Văn An")
        with pytest.raises(BadMember, match="căn cứ"):
            propose_correction(actor=own, wanted={"phone": "0911"}, reason=" ", now=NOW)
        propose(own)
        with pytest.raises(BadMember, match="đang chờ"):
            propose(own, phone="0911")

    def test_the_cell_and_the_state_are_not_ones_own_to_propose(
        self, own: Actor, member: Member
    ) -> None:
        with pytest.raises(BadMember, match="Chưa có gì khác"):
            propose(own, state="deceased", cell_id=1)

    def test_withdrawn_by_the_sender_only(self, own: Actor, clerk: Actor) -> None:
        proposal = propose(own)
        with pytest.raises(NotAllowed):
            withdraw_proposal(actor=clerk, proposal_id=proposal.pk, now=NOW)
        withdraw_proposal(actor=own, proposal_id=proposal.pk, now=NOW)
        with pytest.raises(ProposalNotOpen):
            decide(clerk, CorrectionProposal.objects.unscoped("t").get(pk=proposal.pk))

    def test_only_the_registry_and_the_member_see_it(
        self, own: Actor, clerk: Actor, cell: Unit
    ) -> None:
        proposal = propose(own)
        assert get_proposal(clerk, proposal.pk) == proposal
        for role, unit in (("secretary", cell), ("superior", cell.parent)):
            with pytest.raises(NotThere):
                get_proposal(an_actor(role, unit), proposal.pk)


class TestDeciding:
    def test_accepted_the_record_is_corrected_and_the_trail_says_by_whom(
        self, own: Actor, clerk: Actor, member: Member
    ) -> None:
        decided = decide(clerk, propose(own))
        assert saved(member).born_on == date(1979, 12, 31)
        assert (decided.state, decided.answer) == ("accepted", "Đã đối chiếu căn cước.")
        actions = [event.action for event in AuditEvent.objects.order_by("id")]
        assert actions == [
            *("member.correction_proposed", "member.corrected", "member.correction_decided")
        ]

    def test_refused_with_a_sentence_the_record_stays(
        self, own: Actor, clerk: Actor, member: Member
    ) -> None:
        proposal = propose(own)
        with pytest.raises(BadMember, match="câu trả lời"):
            decide(clerk, proposal, accept=False, answer=" ")
        decide(clerk, proposal, accept=False, answer="Căn cước ghi như hồ sơ.")
        assert saved(member).born_on == date(1980, 1, 1)
        with pytest.raises(ProposalNotOpen):
            decide(clerk, CorrectionProposal.objects.unscoped("t").get(pk=proposal.pk))

    def test_a_record_corrected_in_between_is_shown_and_not_overwritten_unseen(
        self, own: Actor, clerk: Actor, member: Member
    ) -> None:
        proposal = propose(own)
        Member.objects.unscoped("test").filter(pk=member.pk).update(
            born_on=date(1979, 1, 1), version=2
        )
        (field,) = fields_of(get_proposal(clerk, proposal.pk))
        assert (field.before, field.now, field.changed_since) == ("1980-01-01", "1979-01-01", True)
        with pytest.raises(ChangedMeanwhile):
            decide(clerk, proposal, member_version=1)
        decide(clerk, proposal, member_version=2)
        assert saved(member).born_on == date(1979, 12, 31)

    def test_what_would_contradict_itself_is_not_accepted(
        self, own: Actor, clerk: Actor, member: Member
    ) -> None:
        proposal = propose(own, born_on=date(2015, 1, 1))
        with pytest.raises(BadMember, match="sau ngày sinh"):
            decide(clerk, proposal)
        assert own_proposals(own)[0].state == "waiting"

    def test_nobody_decides_about_themselves(self, cell: Unit, member: Member, own: Actor) -> None:
        proposal = propose(own)
        both = Actor(
            1,
            member.full_name,
            member.pk,
            an_actor("clerk", cell.parent).grants,
        )
        with pytest.raises(NotAllowed, match="Không tự duyệt"):
            decide(both, proposal)

    def test_the_queue_goes_by_the_day_it_was_sent_and_costs_one_query(
        self, cell: Unit, clerk: Actor, django_assert_num_queries: Any
    ) -> None:
        sent = []
        for number in range(5):
            person = a_member(cell, f"Lê Văn {number}")
            sent.append(propose(an_actor("member", cell, member=person), phone="0911"))
        with django_assert_num_queries(1):
            first = waiting_proposals(clerk, cell, size=3)
        second = waiting_proposals(clerk, cell, size=3, after=first.after)
        assert [*first.rows, *second.rows] == sent
        assert count_proposals(clerk, cell) == 5
        assert count_proposals(an_actor("secretary", cell), cell) == 0


class TestDossier:
    def keep(self, actor: Actor, member: Member, *entries: DossierEntry, version: int = 1) -> int:
        return keep_dossier(
            actor=actor, member_id=member.pk, entries=entries, version=version, now=NOW
        )

    def test_there_or_not_where_and_when_and_nothing_else(
        self, clerk: Actor, own: Actor, member: Member
    ) -> None:
        kept = self.keep(
            clerk,
            member,
            DossierEntry("HSĐV-1", True, "Tủ 3, ngăn 2", date(2010, 6, 1)),
            DossierEntry("HSĐV-2", False),
            DossierEntry("HSĐV-3", None),
        )
        assert kept == 2
        lines = {line.kind.code: line.item for line in dossier_of(own, member, NOW.date())}
        assert lines["HSĐV-1"].kept_at == "Tủ 3, ngăn 2"
        assert (lines["HSĐV-2"].is_there, lines["HSĐV-3"]) == (False, None)
        fields = {field.name for field in DossierItem._meta.get_fields()}
        assert fields == {"id", "member", "code", "is_there", "kept_at", "dated_on"}

    def test_the_same_again_changes_nothing(self, clerk: Actor, member: Member) -> None:
        entry = DossierEntry("HSĐV-1", True, "Tủ 3")
        assert self.keep(clerk, member, entry) == 1
        assert self.keep(clerk, member, entry, version=2) == 0
        assert saved(member).version == 2
        with pytest.raises(ChangedMeanwhile):
            self.keep(clerk, member, DossierEntry("HSĐV-1", False), version=1)

    @pytest.mark.parametrize(
        ("entry", "said"),
        [
            (DossierEntry("XYZ", True), "Không có tài liệu"),
            (DossierEntry("HSĐV-1", False, "Tủ 3"), "phải chọn “Có”"),
            (DossierEntry("HSĐV-1", True, "", date(2027, 1, 1)), "chưa tới"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, clerk: Actor, member: Member, entry: DossierEntry, said: str
    ) -> None:
        with pytest.raises(BadMember, match=said):
            self.keep(clerk, member, entry)

    def test_a_place_that_carries_a_secrecy_mark_is_refused(
        self, clerk: Actor, member: Member
    ) -> None:
        with pytest.raises(MarkedSecret):
            self.keep(clerk, member, DossierEntry("HSĐV-1", True, "TỐI MẬT"))

    def test_others_see_no_dossier(self, clerk: Actor, member: Member, cell: Unit) -> None:
        self.keep(clerk, member, DossierEntry("HSĐV-1", True))
        for role, unit in (("secretary", cell), ("superior", cell.parent)):
            lines = dossier_of(an_actor(role, unit), member, NOW.date())
            assert all(line.item is None for line in lines)
            with pytest.raises(NotAllowed):
                self.keep(an_actor(role, unit), member, DossierEntry("HSĐV-1", True), version=2)
