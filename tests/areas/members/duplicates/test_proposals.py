"""Pairs that may be one person: found, told by part of the tree, decided by people."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.members.actions import MemberCorrection, correct_member
from chibo.areas.members.duplicates import actions, queries
from chibo.areas.members.duplicates.errors import BadDecision
from chibo.areas.members.duplicates.models import Proposal
from chibo.areas.members.duplicates.register import person_of
from chibo.areas.members.duplicates.rules import Person
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
BORN = date(1970, 2, 5)


@pytest.fixture
def province() -> Unit:
    return a_province()


@pytest.fixture
def commune(province: Unit) -> Unit:
    return a_commune(province)


@pytest.fixture
def pair(commune: Unit) -> tuple[Member, Member]:
    """One person recorded in two cells of a commune, the second time without accents."""
    first = a_member(a_cell(commune), "Nguyễn Văn Thành", born_on=BORN)
    second = a_member(a_cell(commune), "Nguyen Van Thanh", born_on=date(1970, 5, 2))
    return first, second


def proposals() -> list[tuple[int, int, str, str]]:
    rows = Proposal.objects.unscoped("test").order_by("first_id", "second_id")
    return [(p.first_id, p.second_id, p.state, " ".join(p.reasons)) for p in rows]


def found_in(actor: Actor, unit: Unit, state: str = "open") -> list[list[Member]]:
    return [row.seen for row in queries.pairs_below(actor, unit, state).rows]


WHY = "name_without_accents birth_day_and_month_swapped same_admission"


class TestSearching:
    def test_the_register_is_searched_and_nothing_is_decided_by_itself(
        self, pair: tuple[Member, Member], commune: Unit
    ) -> None:
        a_member(a_cell(commune), "Lê Thị Bưởi")
        assert actions.search(now=NOW) == 1
        assert actions.search(now=NOW) == 1
        assert proposals() == [(pair[0].pk, pair[1].pk, "open", WHY)]
        assert Member.objects.unscoped("test").count() == 3

    def test_a_pair_that_no_longer_holds_goes_and_new_reasons_take_the_place_of_old_ones(
        self, pair: tuple[Member, Member]
    ) -> None:
        actions.search(now=NOW)
        rows = Member.objects.unscoped("test").filter(pk=pair[1].pk)
        rows.update(born_on=BORN)
        actions.search(now=NOW)
        assert proposals()[0][3] == "name_without_accents same_birth same_admission"
        rows.update(full_name="Lê Văn Tám")
        assert actions.search(now=NOW) == 0
        assert proposals() == []

    def test_searching_in_the_background_is_asked_for_by_who_keeps_the_records(
        self, pair: tuple[Member, Member], commune: Unit, settings: object
    ) -> None:
        settings.CHIBO_JOBS = "inline"  # type: ignore[attr-defined]
        with pytest.raises(NotAllowed):
            actions.ask_for_search(actor=an_actor("superior", commune), unit_id=commune.pk)
        actions.ask_for_search(actor=an_actor("clerk", commune), unit_id=commune.pk)
        assert len(proposals()) == 1


class TestAtEntry:
    def test_while_typing_only_the_own_part_answers_with_reasons(
        self, pair: tuple[Member, Member], province: Unit
    ) -> None:
        elsewhere = a_member(a_cell(a_commune(province)), "Nguyễn Văn Thành", born_on=BORN)
        typed = Person(None, "Nguyen Van Thanh", BORN)
        clerk = an_actor("clerk", a_commune(province))
        assert not queries.look_alikes(clerk, typed)
        above = queries.look_alikes(an_actor("clerk", province), typed)
        assert {row.member for row in above.rows} == {*pair, elsewhere}
        assert not above.elsewhere
        told = {row.member: [str(each.sentence) for each in row.reasons] for row in above.rows}
        assert told[pair[0]] == ["họ tên chỉ khác dấu", "cùng ngày sinh"]
        assert told[pair[1]] == ["cùng họ tên", "ngày sinh đảo ngày và tháng"]

    def test_a_corrected_record_is_proposed_to_the_level_that_sees_both(
        self, commune: Unit, province: Unit
    ) -> None:
        far = a_member(a_cell(a_commune(province)), "Nguyễn Văn Thành", born_on=BORN)
        member = a_member(a_cell(commune), "Nguyễn Văn Than", born_on=date(1971, 1, 1))
        clerk = an_actor("clerk", commune)
        fields = MemberCorrection.__dataclass_fields__
        typed = {name: getattr(member, name) for name in fields}
        typed |= {"full_name": "Nguyễn Văn Thành", "born_on": BORN}
        correct_member(
            actor=clerk,
            member_id=member.pk,
            correction=MemberCorrection(**typed),
            version=1,
            now=NOW,
        )
        told = actions.look_again(actor=clerk, member_id=member.pk, now=NOW)
        assert (told.rows, told.elsewhere) == ([], True)

        (row,) = queries.pairs_below(clerk, commune, "open").rows
        assert (row.seen, row.elsewhere, row.reasons) == ([member], True, [])
        with pytest.raises(NotThere, match="hỏi cấp trên"):
            queries.get_comparison(clerk, row.proposal.pk)
        with pytest.raises(NotThere):
            actions.dismiss(
                actor=clerk, proposal_id=row.proposal.pk, why="khác", version=1, now=NOW
            )
        (whole,) = queries.pairs_below(an_actor("clerk", province), province, "open").rows
        assert {each.pk for each in whole.seen} == {member.pk, far.pk}
        assert whole.reasons
        assert found_in(an_actor("clerk", a_commune(province)), commune) == []

    def test_numbers_are_found_however_they_are_punctuated(self, commune: Unit) -> None:
        cell = a_cell(commune)
        card = a_member(cell, "Lê Thị Bưởi", card_number="38.012-345")
        number = a_member(cell, "Y Bhăm", citizen_number="062070000001")
        clerk = an_actor("clerk", commune)
        typed = Person(
            None, "Hoàng Văn Hải", date(1999, 9, 9), card_number="38012345",
            citizen_number="062 070 000 001",
        )  # fmt: skip
        found = queries.look_alikes(clerk, typed)
        assert {row.member for row in found.rows} == {card, number}

    def test_what_was_decided_is_not_told_again(
        self, pair: tuple[Member, Member], commune: Unit
    ) -> None:
        clerk = an_actor("clerk", commune)
        assert queries.look_alikes(clerk, person_of(pair[0]))
        actions.search(now=NOW)
        proposal = Proposal.objects.unscoped("test").get()
        actions.dismiss(actor=clerk, proposal_id=proposal.pk, why="hai anh em", version=1, now=NOW)
        assert not queries.look_alikes(clerk, person_of(pair[0]))
        assert actions.search(now=NOW) == 0

    def test_entry_and_search_ask_the_database_a_fixed_number_of_times(
        self, pair: tuple[Member, Member], commune: Unit
    ) -> None:
        clerk = an_actor("clerk", commune)
        typed = Person(None, "Nguyen Van Thanh", BORN, citizen_number="062070000001")

        def asked() -> int:
            with CaptureQueriesContext(connection) as seen:
                queries.look_alikes(clerk, typed)
            return len(seen)

        few = asked()
        cell = a_cell(commune)
        for _namesake in range(30):
            a_member(cell, "Nguyễn Văn Thành", born_on=BORN)
        assert asked() == few <= 4


class TestDeciding:
    def test_two_different_people_is_kept_with_who_and_why_and_can_be_taken_back(
        self, pair: tuple[Member, Member], commune: Unit
    ) -> None:
        actions.search(now=NOW)
        clerk = an_actor("clerk", commune)
        pk = Proposal.objects.unscoped("test").get().pk
        with pytest.raises(BadDecision, match="vì sao"):
            actions.dismiss(actor=clerk, proposal_id=pk, why="  ", version=1, now=NOW)
        done = actions.dismiss(
            actor=clerk, proposal_id=pk, why="Hai anh em họ, đã hỏi chi bộ", version=1, now=NOW
        )
        assert (done.decided_by, done.why, done.decided_at) == (
            clerk.name,
            "Hai anh em họ, đã hỏi chi bộ",
            NOW,
        )
        assert found_in(clerk, commune) == []
        assert found_in(clerk, commune, "dismissed") == [list(pair)]
        event = AuditEvent.objects.get()
        assert (event.action, event.target) == ("duplicate.dismissed", f"member:{pair[0].pk}")
        with pytest.raises(ChangedMeanwhile):
            actions.reopen(actor=clerk, proposal_id=pk, version=1, now=NOW)
        actions.reopen(actor=clerk, proposal_id=pk, version=2, now=NOW)
        assert found_in(clerk, commune) == [list(pair)]

    def test_who_only_reads_does_not_decide(
        self, pair: tuple[Member, Member], commune: Unit
    ) -> None:
        actions.search(now=NOW)
        pk = Proposal.objects.unscoped("test").get().pk
        for actor in (an_actor("superior", commune),):
            assert not queries.get_comparison(actor, pk).may_decide
            with pytest.raises(NotAllowed):
                actions.dismiss(actor=actor, proposal_id=pk, why="khác", version=1, now=NOW)

    def test_numbers_ethnicity_and_religion_are_compared_for_the_registry_only(
        self, pair: tuple[Member, Member], commune: Unit
    ) -> None:
        actions.search(now=NOW)
        pk = Proposal.objects.unscoped("test").get().pk
        names = {
            role: {each.name for each in queries.get_comparison(an_actor(role, commune), pk).fields}
            for role in ("clerk", "superior")
        }
        assert names["clerk"] - names["superior"] == {"citizen_number", "ethnicity", "religion"}

    def test_lists_are_paged_with_a_constant_number_of_queries(self, commune: Unit) -> None:
        cell = a_cell(commune)
        clerk = an_actor("clerk", commune)

        def asked(after: str = "") -> tuple[int, queries.Pairs]:
            with CaptureQueriesContext(connection) as seen:
                page = queries.pairs_below(clerk, commune, "open", after=after, size=10)
            return len(seen), page

        a_member(cell, "Lê Văn An", born_on=BORN)
        a_member(cell, "Le Van An", born_on=BORN)
        actions.search(now=NOW)
        one, _page = asked()
        for day in range(1, 26):
            for name in ("Trần Thị Bình", "Tran Thi Binh"):
                a_member(cell, name, born_on=date(1980, 1, day), citizen_number=None)
        actions.search(now=NOW)
        many, page = asked()
        assert one == many == 1
        total, pairs = 0, set()
        while page.rows:
            total += len(page.rows)
            pairs |= {row.proposal.pk for row in page.rows}
            if not page.after:
                break
            _count, page = asked(page.after)
        assert total == len(pairs) == len(proposals())
