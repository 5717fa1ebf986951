"""Terms, congresses and how many sit in a committee, by the rule of the day."""

from datetime import date, datetime
from typing import Any

import pytest

from chibo.areas.organisation.models import Unit
from chibo.areas.posts import queries
from chibo.areas.posts.actions import (
    TermOpened,
    correct_term,
    hold_congress,
    move_congress,
    note_congress_step,
    open_term,
    plan_congress,
)
from chibo.areas.posts.errors import BadTerm
from chibo.areas.posts.models import Congress, Term
from chibo.areas.posts.rules.committee import CommitteeFacts, committee_warnings
from chibo.areas.posts.rules.terms import Steps, checklist, months_after
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from chibo.core.models import AuditEvent
from chibo.regulations import organisation_rules
from tests.factories import a_cell, a_change, a_commune, a_member, a_post, a_province, an_actor

DAY = date(2026, 11, 5)
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
RULES = organisation_rules(DAY)
assert RULES is not None


@pytest.fixture
def commune() -> Unit:
    return a_commune(a_province())


@pytest.fixture
def clerk(commune: Unit) -> Actor:
    return an_actor("clerk", commune)


def term(number: int = 15, starts_on: date = date(2021, 12, 1), **more: Any) -> TermOpened:
    return TermOpened(number=number, starts_on=starts_on, **{"months": 60, **more})


def opened(clerk: Actor, unit: Unit, told: TermOpened | None = None) -> Term:
    return open_term(actor=clerk, unit_id=unit.pk, term=told or term(), now=NOW)


def planned(clerk: Actor, unit: Unit, day: date = date(2026, 12, 10), why: str = "") -> Congress:
    return plan_congress(actor=clerk, unit_id=unit.pk, planned_on=day, exception=why, now=NOW)


def step(clerk: Actor, congress: Congress, name: str, on: date | None) -> Congress:
    congress.refresh_from_db()
    return note_congress_step(
        actor=clerk, congress_id=congress.pk, step=name, on=on, version=congress.version, now=NOW
    )


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2025, 8, 31), 30, date(2028, 2, 29)),
        (date(2025, 6, 15), 60, date(2030, 6, 15)),
        (date(2026, 5, 31), -6, date(2025, 11, 30)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(day: date, months: int, found: date) -> None:
    assert months_after(day, months) == found


@pytest.mark.django_db
class TestTerms:
    def test_a_term_is_due_after_its_months_under_the_pack_of_its_first_day(
        self, clerk: Actor, commune: Unit
    ) -> None:
        cell = a_cell(commune)
        assert queries.usual_months(commune, date(2021, 12, 1))[0] == 60
        assert queries.usual_months(cell, date(2025, 6, 30))[0] == 30
        assert queries.usual_months(cell, date(2025, 7, 1))[0] == 60
        found = opened(clerk, commune)
        assert (found.due_on, found.pack_id) == (date(2026, 12, 1), "organisation-24-2021")
        committee = queries.committee_of(clerk, commune, DAY)
        assert committee.window is not None
        assert committee.window.earliest_on == date(2026, 6, 1)
        assert committee.window.latest_on == date(2027, 6, 1)

    def test_congresses_are_numbered_on_and_a_new_unit_begins_with_the_first(
        self, clerk: Actor, commune: Unit
    ) -> None:
        assert planned(clerk, a_cell(commune)).number == 1
        opened(clerk, commune)
        assert planned(clerk, commune).number == 16
        with pytest.raises(BadTerm, match="đã có trong danh sách"):
            planned(clerk, commune)

    @pytest.mark.parametrize(
        ("told", "field", "words"),
        [
            (term(starts_on=date(2026, 11, 6)), "starts_on", "chưa tới"),
            (term(starts_on=date(2019, 5, 1)), "starts_on", "không tồn tại"),
            (term(starts_on=date(2021, 3, 1)), "starts_on", "Chưa có quy định"),
            (term(months=0), "months", "từ 1 đến 66"),
            (term(seats=9, standing_seats=10), "standing_seats", "không thể đông hơn"),
            (term(ends_before=date(2021, 12, 1)), "ends_before", "phải sau ngày mở"),
            (term(14), "starts_on", "trùng một nhiệm kỳ"),
            (term(15, date(2026, 10, 1)), "number", "lần thứ 15"),
        ],
    )
    def test_contradictions_are_refused_beside_the_field(
        self, clerk: Actor, commune: Unit, told: TermOpened, field: str, words: str
    ) -> None:
        unit = a_commune(commune, founded_on=date(2020, 1, 1))
        if "trùng" in words or "15" in words:
            opened(clerk, unit, term(ends_before=date(2026, 9, 1)))
        with pytest.raises(BadTerm, match=words) as refusal:
            opened(clerk, unit, told)
        assert refusal.value.field == field

    def test_a_term_is_corrected_once_and_a_late_correction_is_told(
        self, clerk: Actor, commune: Unit
    ) -> None:
        row = opened(clerk, commune)
        right = term(starts_on=date(2021, 12, 5), seats=15)
        correct_term(actor=clerk, term_id=row.pk, term=right, version=1, now=NOW)
        assert queries.get_term(clerk, row.pk).due_on == date(2026, 12, 5)
        with pytest.raises(ChangedMeanwhile):
            correct_term(actor=clerk, term_id=row.pk, term=right, version=1, now=NOW)
        changes = AuditEvent.objects.get(action="term.corrected").changes
        assert changes["seats"] == [None, 15]

    def test_terms_that_end_soon_are_listed_earliest_first_and_units_without_one_apart(
        self, clerk: Actor, commune: Unit, django_assert_num_queries: Any
    ) -> None:
        late, soon, far = a_cell(commune), a_cell(commune), a_cell(commune)
        opened(clerk, late, term(3, date(2023, 4, 1), months=30))
        opened(clerk, soon, term(8, date(2022, 3, 1)))
        opened(clerk, far, term(1, date(2025, 9, 1)))
        planned(clerk, soon, date(2027, 1, 15))
        for _ in range(2):
            with django_assert_num_queries(2):
                rows = queries.with_windows(list(queries.terms_ending(clerk, DAY)), DAY)
        assert [(row.unit, row.window.due_on) for row in rows] == [
            (late, date(2025, 10, 1)),
            (soon, date(2027, 3, 1)),
        ]
        assert [row.congress.planned_on if row.congress else None for row in rows] == [
            None,
            date(2027, 1, 15),
        ]
        assert [row.unit for row in queries.without_term(clerk, DAY)] == [commune]

    def test_only_who_keeps_the_register_opens_a_term(self, commune: Unit) -> None:
        cell = a_cell(commune)
        with pytest.raises(NotAllowed):
            opened(an_actor("secretary", cell), cell)


@pytest.mark.django_db
class TestCongresses:
    def test_more_than_six_months_early_needs_the_superior_s_decision(
        self, clerk: Actor, commune: Unit
    ) -> None:
        opened(clerk, commune, term(starts_on=date(2022, 12, 1)))
        with pytest.raises(BadTerm, match="đại hội từ 01/06/2027 đến 01/06/2028"):
            planned(clerk, commune, date(2027, 5, 31))
        assert planned(clerk, commune, date(2027, 5, 31), "45-QĐ/TU").exception == "45-QĐ/TU"

    def test_held_it_ends_the_old_term_opens_the_new_and_numbers_papers_anew(
        self, clerk: Actor, commune: Unit
    ) -> None:
        old = opened(clerk, commune)
        congress = planned(clerk, commune, date(2026, 10, 20))
        step(clerk, congress, "noticed_on", date(2026, 9, 1))
        with pytest.raises(BadTerm, match="làm sau đại hội"):
            step(clerk, congress, "reported_on", date(2026, 10, 21))
        told = term(16, date(2026, 10, 21), seats=27, standing_seats=9)
        new = hold_congress(actor=clerk, congress_id=congress.pk, term=told, version=2, now=NOW)
        old.refresh_from_db()
        commune.refresh_from_db()
        assert old.ends_before == date(2026, 10, 21)
        assert commune.term_starts_on == date(2026, 10, 21)
        committee = queries.committee_of(clerk, commune, DAY)
        assert committee.term == new
        steps = {each.code: (each.deadline, each.is_late(DAY)) for each in committee.checklist}
        assert steps == {
            "notice": (date(2026, 9, 9), False),
            "report": (date(2026, 10, 30), True),
            "approval": (date(2026, 11, 20), False),
            "handover": (date(2026, 11, 11), False),
        }
        step(clerk, congress, "reported_on", date(2026, 10, 28))
        assert queries.committee_of(clerk, commune, DAY).checklist[2].deadline == date(2026, 11, 18)
        with pytest.raises(BadTerm, match="đã ghi là đã họp"):
            hold_congress(actor=clerk, congress_id=congress.pk, term=told, version=4, now=NOW)

    def test_another_day_is_planned_until_it_is_held(self, clerk: Actor, commune: Unit) -> None:
        opened(clerk, commune)
        congress = planned(clerk, commune)
        moved = move_congress(
            actor=clerk,
            congress_id=congress.pk,
            planned_on=date(2027, 2, 2),
            exception="",
            version=1,
            now=NOW,
        )
        assert moved.planned_on == date(2027, 2, 2)
        with pytest.raises(ChangedMeanwhile):
            move_congress(
                actor=clerk,
                congress_id=congress.pk,
                planned_on=DAY,
                exception="",
                version=1,
                now=NOW,
            )

    def test_a_step_is_taken_back_and_never_lies_ahead(self, clerk: Actor, commune: Unit) -> None:
        congress = planned(clerk, commune)
        step(clerk, congress, "noticed_on", date(2026, 11, 2))
        assert step(clerk, congress, "noticed_on", None).noticed_on is None
        with pytest.raises(BadTerm, match="chưa tới"):
            step(clerk, congress, "noticed_on", date(2026, 11, 6))
        with pytest.raises(BadTerm):
            step(clerk, congress, "held_on", DAY)

    def test_tet_is_no_working_day(self) -> None:
        assert RULES is not None
        around = checklist(date(2026, 2, 12), Steps(), RULES.terms)
        assert {each.code: each.deadline for each in around}["report"] == date(2026, 3, 2)


def facts(**more: Any) -> CommitteeFacts:
    plain: dict[str, Any] = {
        "is_cell": False,
        "is_grassroots": True,
        "is_section": False,
        "full_members": None,
        "seats": 15,
        "members": 15,
        "standing": 5,
        "appointed": 3,
    }
    return CommitteeFacts(**{**plain, **more})


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (facts(), []),
        (facts(standing=6), ["standing_too_large"]),
        (facts(appointed=4), ["too_many_appointed"]),
        (facts(is_grassroots=False, appointed=2), ["too_many_appointed"]),
        (facts(is_grassroots=False, appointed=1), []),
        (facts(is_section=True, seats=None, members=8, standing=0), ["committee_too_large"]),
        (facts(is_section=True, seats=7, members=7, standing=0, appointed=0), []),
        (facts(is_cell=True, full_members=8, members=0, standing=0, seats=None), []),
        (
            facts(is_cell=True, full_members=8, members=3, standing=0, seats=3, appointed=0),
            ["committee_too_early"],
        ),
        (
            facts(is_cell=True, full_members=9, members=0, standing=0, seats=None),
            ["committee_missing"],
        ),
        (
            facts(is_cell=True, full_members=60, members=8, standing=0, seats=8, appointed=0),
            ["committee_too_large"],
        ),
    ],
)
def test_a_committee_is_measured_by_the_pack(told: CommitteeFacts, codes: list[str]) -> None:
    assert RULES is not None
    found = committee_warnings(told, RULES)
    assert [reason.code for reason in found] == codes
    assert all(reason.source and reason.sentence for reason in found)


@pytest.mark.django_db
def test_seats_are_the_posts_held_in_the_committee(clerk: Actor, commune: Unit) -> None:
    cell = a_cell(commune)
    people = [a_member(cell, f"Nguyễn Văn {n}") for n in range(9)]
    a_post(people[0], "Bí thư")
    for person in people[:3]:
        a_post(person, "Chi ủy viên")
    a_post(people[5], "Trưởng thôn")
    committee = queries.committee_of(clerk, cell, DAY)
    assert len(committee.posts) == 4
    assert committee.warnings == []
    a_post(people[8], "Chi ủy viên", starts_on=date(2026, 11, 6))
    people[1].state, people[1].state_on = "left", date(2026, 1, 1)
    people[1].save()
    assert len(queries.committee_of(clerk, cell, DAY).posts) == 3


@pytest.mark.django_db
class TestNumbers:
    def test_a_unit_that_came_from_a_split_counts_on_and_a_founded_one_begins_with_one(
        self, clerk: Actor, commune: Unit
    ) -> None:
        old = a_cell(commune, "Chi bộ thôn Đông")
        opened(clerk, old, term(14))
        one, two = a_cell(commune, "Chi bộ thôn Ba"), a_cell(commune, "Chi bộ thôn Bốn")
        a_change("split", old, date(2026, 7, 1), one, two)
        assert queries.next_congress_number(two) == 15
        assert queries.next_congress_number(a_cell(commune, "Chi bộ mới")) == 1

    def test_the_form_says_which_congress_it_is_where_no_term_is_recorded(
        self, clerk: Actor, commune: Unit
    ) -> None:
        congress = plan_congress(
            actor=clerk,
            unit_id=commune.pk,
            planned_on=date(2026, 12, 10),
            exception="",
            number=24,
            now=NOW,
        )
        assert congress.number == 24

    def test_a_number_that_does_not_follow_the_recorded_term_is_refused(
        self, clerk: Actor, commune: Unit
    ) -> None:
        opened(clerk, commune)
        with pytest.raises(BadTerm, match="đại hội sau là lần thứ 16") as refused:
            plan_congress(
                actor=clerk,
                unit_id=commune.pk,
                planned_on=date(2026, 12, 10),
                exception="",
                number=24,
                now=NOW,
            )
        assert refused.value.field == "number"
