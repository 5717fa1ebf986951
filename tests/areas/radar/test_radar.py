"""The radar names a unit with its reason, in the order of the tree, and never a person."""

from datetime import UTC, date, datetime

import pytest

from chibo.areas.deadlines.models import Certificate
from chibo.areas.indicators.actions import fold
from chibo.areas.posts.models import Congress, Term
from chibo.areas.radar.actions import Known, forget_known, note_known
from chibo.areas.radar.errors import BadNote
from chibo.areas.radar.models import KnownHit
from chibo.areas.radar.queries import counts, radar
from chibo.areas.radar.rules import BadRadar, Found, find_rule, rules, sentence
from chibo.core.clock import ZONE
from chibo.core.errors import NotAllowed
from chibo.core.models import AuditEvent
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_post,
    a_province,
    a_report,
    an_account,
    an_actor,
)

TODAY = date(2026, 3, 20)
OLD = date(2010, 1, 1)


class TestWords:
    """Without a database."""

    def test_every_rule_says_its_threshold_and_why(self):
        told = {rule.code: rule.title for rule in rules(TODAY)}
        assert told["silent"] == "2 tháng liền không họp thường kỳ"
        assert told["few_full"] == "Dưới 3 đảng viên chính thức"
        assert all(rule.reason for rule in rules(TODAY))

    def test_what_a_regulation_says_is_read_from_its_pack(self):
        few = find_rule("few_full", TODAY)
        assert few is not None
        assert few.source is not None
        assert few.number == 3

    @pytest.mark.parametrize(
        ("code", "found", "said"),
        [
            ("silent", Found(date(2025, 12, 5)), "Buổi thường kỳ gần nhất là ngày 05/12/2025."),
            (
                "term_ending",
                Found(date(2026, 4, 9)),
                "Nhiệm kỳ hết ngày 09/04/2026, còn 20 ngày. Chưa ghi ngày đại hội.",
            ),
            (
                "term_ending",
                Found(date(2026, 3, 10), None, date(2026, 5, 2)),
                "Nhiệm kỳ đã hết từ 10/03/2026, quá 10 ngày. Đại hội dự kiến 02/05/2026.",
            ),
            ("no_secretary", Found(date.min), "Hồ sơ chưa từng ghi bí thư."),
            (
                "reports_late",
                Found(date(2025, 11, 1), 2),
                "2 báo cáo nộp muộn, từ báo cáo tháng 11/2025.",
            ),
        ],
    )
    def test_a_hit_is_told_in_a_sentence(self, code, found, said):
        assert sentence(code, found, TODAY) == said

    def test_an_office_sets_thresholds_of_its_own(self, tmp_path, monkeypatch):
        own = tmp_path / "own.toml"
        own.write_text('[[rule]]\ncode = "term_ending"\nnumber = 90\n', encoding="utf-8")
        monkeypatch.setenv("CHIBO_RADAR", str(own))
        assert "90 ngày" in next(r.title for r in rules(TODAY) if r.code == "term_ending")
        for number, wrong in enumerate(('[[rule]]\ncode = "x"\n', "nonsense")):
            bad = tmp_path / f"{number}.toml"
            bad.write_text(wrong, encoding="utf-8")
            monkeypatch.setenv("CHIBO_RADAR", str(bad))
            with pytest.raises(BadRadar):
                rules(TODAY)


def look(unit, code="", **asked):
    fold(today=TODAY)
    only = find_rule(code, TODAY) if code else None
    found = radar(actor=an_actor("clerk", unit), unit=unit, today=TODAY, only=only, **asked)
    return [row.unit.name for row in found.rows]


@pytest.fixture
def commune(db):
    return a_commune(a_province(), founded_on=OLD)


def test_two_months_without_a_regular_meeting(commune):
    met, quiet, late = (a_cell(commune, f"Chi bộ {n}", founded_on=OLD) for n in "ABC")
    a_cell(commune, "Chi bộ mới", founded_on=date(2026, 2, 10))
    for day in (date(2026, 1, 5), date(2026, 2, 5)):
        a_held_meeting(met, day)
    a_held_meeting(quiet, date(2025, 12, 5))
    a_held_meeting(quiet, date(2026, 2, 6), kind="thematic")
    a_held_meeting(late, date(2025, 12, 5))
    a_held_meeting(late, date(2026, 3, 5))  # has met again
    fold(today=TODAY)
    found = radar(
        actor=an_actor("clerk", commune),
        unit=commune,
        today=TODAY,
        only=find_rule("silent", TODAY),
    )
    (row,) = found.rows
    assert (row.unit, row.hits[0].since) == (quiet, date(2025, 12, 5))


def test_months_before_the_record_begins_are_held_against_nobody(commune):
    a_cell(commune, founded_on=OLD)
    assert look(commune, "silent") == []


def test_a_term_near_its_end_with_and_without_a_congress(commune):
    cells = [a_cell(commune, f"Chi bộ {n}", founded_on=OLD) for n in "ABC"]
    for cell, due in zip(
        cells, (date(2026, 4, 29), date(2026, 4, 30), date(2026, 3, 1)), strict=True
    ):
        term = {"unit": cell, "number": 1, "months": 30, "pack_id": "organisation-24-2021"}
        Term.objects.create(**term, starts_on=date(2023, 9, 1), due_on=due)
    Congress.objects.create(unit=cells[2], number=2, planned_on=date(2026, 4, 2))
    assert look(commune, "term_ending") == ["Chi bộ A", "Chi bộ C"]


def test_three_years_without_an_admission_or_anybody_preparing_for_one(commune):
    old, grew, prepares = (a_cell(commune, f"Chi bộ {n}", founded_on=OLD) for n in "ABC")
    a_cell(commune, "Chi bộ mới", founded_on=date(2024, 1, 1))
    a_member(old, joined_on=date(2020, 1, 1))
    a_member(grew, joined_on=date(2023, 3, 21))
    Certificate.objects.create(cell=prepares, full_name="Lê Văn Ba", issued_on=date(2025, 5, 1))
    assert look(commune, "no_admission") == ["Chi bộ A"]


def test_a_mean_age_is_told_of_a_cell_and_never_of_one_or_two_people(commune):
    old, two, mixed = (a_cell(commune, f"Chi bộ {n}", founded_on=OLD) for n in "ABC")
    for cell, years in (
        (old, (1950, 1958, 1962)),
        (two, (1940, 1941)),
        (mixed, (1950, 1980, 1990)),
    ):
        for year in years:
            a_member(cell, born_on=date(year, 1, 1), joined_on=date(2012, 1, 1))
    found = radar(
        actor=an_actor("clerk", commune),
        unit=commune,
        today=TODAY,
        only=find_rule("average_age", TODAY),
    )
    (row,) = found.rows
    assert (row.unit.name, row.hits[0].sentence) == (
        "Chi bộ A",
        "Tuổi bình quân của cả chi bộ là 69,3.",
    )


def test_one_account_enters_everything_in_a_cell(commune):
    alone, shared = (a_cell(commune, f"Chi bộ {n}", founded_on=OLD) for n in "AB")
    above = an_account("superior", commune)

    def entered(cell, *accounts):
        for number in range(12):
            AuditEvent.objects.create(
                at=datetime(2026, 3, 1 + number, 2, tzinfo=UTC),
                account_id=accounts[number % len(accounts)].pk,
                actor_name="x",
                via="web",
                action="meeting.closed",
                unit_id=cell.pk,
            )

    entered(alone, an_account("secretary", alone), above)
    entered(shared, an_account("secretary", shared), an_account("cell_committee", shared))
    assert look(commune, "one_enters") == []  # six entries are too few to say anything
    entered(alone, an_account("secretary", alone))
    entered(alone, above)
    assert look(commune, "one_enters") == []  # two accounts of the cell entered
    entered(shared, above)
    one = a_cell(commune, "Chi bộ C", founded_on=OLD)
    entered(one, an_account("secretary", one))
    assert look(commune, "one_enters") == ["Chi bộ C"]


def test_reports_late_few_full_members_and_no_secretary(commune):
    full, few = (a_cell(commune, f"Chi bộ {n}", founded_on=OLD) for n in "AB")
    for _number in range(3):
        a_member(full, joined_on=date(2015, 1, 1))
    a_member(few, joined_on=date(2015, 1, 1))
    a_post(a_member(few, joined_on=date(2025, 9, 1), full_on=None), "Bí thư")
    for month in (1, 2):
        day = date(2026, month, 1)
        a_report(few, day, submitted_at=datetime(2026, month + 1, 15, tzinfo=UTC))
    a_report(full, date(2026, 2, 1), submitted_at=datetime(2026, 3, 15, tzinfo=UTC))
    assert look(commune, "reports_late") == ["Chi bộ B"]
    assert look(commune, "few_full") == ["Chi bộ B"]
    assert "Chi bộ A" in look(commune, "no_secretary")
    assert "Chi bộ B" not in look(commune, "no_secretary")


def test_all_rules_stand_together_in_the_order_of_the_tree_page_by_page(
    commune, django_assert_num_queries
):
    cells = [a_cell(commune, f"Chi bộ {n}", founded_on=OLD) for n in range(5)]
    fold(today=TODAY)
    asked = {"actor": an_actor("clerk", commune), "unit": commune, "today": TODAY, "limit": 3}
    with django_assert_num_queries(11):
        first = radar(**asked)
    with django_assert_num_queries(9):
        told = counts(asked["actor"], commune, TODAY)
    assert [(each.rule.code, each.units, each.of) for each in told if each.units] == [
        ("no_admission", 5, 5),
        ("few_full", 5, 5),
        ("no_secretary", 6, 6),
    ]
    second = radar(**asked, after=first.after)
    shown = [row.unit.pk for row in (*first.rows, *second.rows)]
    assert shown == [commune.pk, *(cell.pk for cell in cells)]
    assert second.after is None
    assert [hit.rule.code for hit in first.rows[1].hits] == [
        "no_admission",
        "few_full",
        "no_secretary",
    ]


def test_only_the_own_part_of_the_tree(commune):
    elsewhere = a_commune(name="Đảng ủy xã Khác")
    with pytest.raises(NotAllowed):
        radar(actor=an_actor("clerk", elsewhere), unit=commune, today=TODAY)


def test_what_is_known_stands_beside_the_hit_until_its_day(commune):
    cell = a_cell(commune, founded_on=OLD)
    actor, now = an_actor("clerk", commune), datetime(2026, 3, 20, 9, tzinfo=ZONE)
    fold(today=TODAY)

    def note(reason="Đang chờ sáp nhập.", until=date(2026, 5, 1), who=actor):
        known = Known(reason, until)
        note_known(actor=who, unit_id=cell.pk, rule="few_full", known=known, now=now)

    def beside(on):
        rule = find_rule("few_full", on)
        (row,) = radar(actor=actor, unit=commune, today=on, only=rule).rows
        return row.hits[0].known and row.hits[0].known.reason

    note()
    note("Có quyết định sáp nhập từ tháng 5.")
    assert (beside(TODAY), KnownHit.objects.unscoped("a test").count()) == (
        "Có quyết định sáp nhập từ tháng 5.",
        1,
    )
    for reason, until in ((" ", date(2026, 5, 1)), ("x", TODAY), ("x", date(2027, 3, 21))):
        with pytest.raises(BadNote):
            note(reason, until)
    with pytest.raises(NotAllowed):
        note(who=an_actor("secretary", cell))
    row = KnownHit.objects.unscoped("a test").get()
    row.until = date(2026, 3, 19)
    row.save()
    assert beside(TODAY) is None
    forget_known(actor=actor, unit_id=cell.pk, rule="few_full", now=now)
    assert [event.action for event in AuditEvent.objects.order_by("-id")[:2]] == [
        "radar.forgotten",
        "radar.known",
    ]
