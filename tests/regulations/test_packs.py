"""The shipped packs: which is in force when, and what people are told of their sources."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.regulations import (
    MeetingKind,
    cell_types,
    current,
    find_cell_type,
    find_meeting_kind,
    find_unit_kind,
    get_pack,
    get_unit_kind,
    meeting_rules,
    organisation_rules,
    pack_for,
    paper_rules,
    unit_kinds,
)

SUBJECTS = (
    *("badges", "dues", "meetings", "members", "organisation", "papers", "personal_data"),
    "statistics",
)


@pytest.mark.parametrize(
    ("subject", "on", "pack_id"),
    [
        ("dues", date(2010, 12, 27), None),
        ("dues", date(2026, 1, 31), "dues-qd342-2010"),
        ("dues", date(2026, 2, 1), "dues-qd01-2026"),
        ("meetings", date(2018, 7, 5), None),
        ("meetings", date(2018, 7, 6), "meetings-hd12-2018"),
        ("meetings", date(2025, 10, 27), "meetings-hd12-2018"),
        ("meetings", date(2025, 10, 28), "meetings-hd42-2025"),
        ("members", date(2012, 5, 16), None),
        ("members", date(2022, 1, 18), "members-hd12-2022"),
        ("members", date(2025, 7, 1), "members-294-2025"),
        ("members", date(2025, 9, 29), "members-hd38-2025"),
        ("members", date(2026, 7, 26), "members-208-2026"),
        ("organisation", date(2025, 6, 30), "organisation-24-2021"),
        ("organisation", date(2025, 7, 1), "organisation-294-2025"),
        ("organisation", date(2026, 7, 26), "organisation-208-2026"),
        ("papers", date(2026, 5, 26), "papers-hd36-2018"),
        ("papers", date(2026, 5, 27), "papers-hd05-2026"),
        ("statistics", date(2021, 12, 12), None),
        ("statistics", date(2025, 10, 9), "statistics-hd11-2021"),
        ("statistics", date(2025, 10, 10), "statistics-hd40-2025"),
    ],
)
def test_the_pack_in_force_is_the_one_of_the_day(
    subject: str, on: date, pack_id: str | None
) -> None:
    found = pack_for(subject, on)
    assert (found.id if found else None) == pack_id


@given(st.sampled_from(SUBJECTS), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_at_most_one_pack_of_a_subject_is_in_force_and_none_lapses(subject: str, on: date) -> None:
    covering = [pack for pack in current().chain(subject) if pack.covers(on)]
    assert len(covering) == (on >= current().chain(subject)[0].effective_from)


def test_before_the_first_pack_there_are_no_rules() -> None:
    long_ago = date(2011, 1, 19)
    assert meeting_rules(long_ago) is None
    assert organisation_rules(long_ago) is None
    assert paper_rules(long_ago) is None


def test_an_unknown_subject_is_a_bug_and_not_an_absence() -> None:
    with pytest.raises(KeyError):
        pack_for("fees", date(2026, 1, 1))


def test_a_record_finds_the_pack_it_was_judged_under_again() -> None:
    for pack in current().packs:
        assert get_pack(pack.id) is pack
        assert pack.rules.pack_id == pack.id


def test_the_shelf_is_read_only_once() -> None:
    assert current() is current()


def test_packs_whose_text_was_not_found_are_not_called_verified() -> None:
    unverified = {pack.id for pack in current().packs if not pack.verified}
    assert unverified == {
        "dues-qd342-2010",
        *("members-hd12-2012", "members-hd09-2017", "members-hd12-2022", "members-208-2026"),
        *("organisation-24-2021", "organisation-208-2026", "papers-hd05-2026"),
        *("statistics-hd11-2021", "statistics-hd40-2025"),
    }


def test_a_published_minimum_is_shown_as_the_documents_own() -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    minimum = rules.minimum(MeetingKind.REGULAR)
    assert minimum is not None
    assert minimum.value == 90
    assert minimum.source.is_published
    assert minimum.source.why == "Theo HD 42-HD/BTCTW, thời gian sinh hoạt chi bộ thường kỳ."


def test_a_value_out_of_practice_is_shown_as_configurable_and_never_as_law() -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    source = rules.report_due_day.source
    assert not source.is_published
    assert "cấp ủy điều chỉnh được giá trị này" in source.why
    assert "Chưa tìm thấy văn bản của Trung ương ấn định ngày này." in source.why


def test_no_minimum_is_published_for_a_thematic_meeting_alone() -> None:
    for pack in current().chain("meetings"):
        rules = meeting_rules(pack.effective_from)
        assert rules is not None
        assert rules.minimum(MeetingKind.THEMATIC) is None


def test_the_score_sheet_of_the_older_guideline_is_borrowed_and_says_so() -> None:
    old, new = meeting_rules(date(2024, 11, 5)), meeting_rules(date(2026, 11, 5))
    assert old is not None
    assert new is not None
    before, after = old.rubric("template-a"), new.rubric("template-a")
    assert [(i.code, i.max_points) for i in before.items] == [
        (i.code, i.max_points) for i in after.items
    ]
    assert "dùng lại" in before.items[0].source.why


def test_the_national_score_sheet_has_seven_criteria_that_make_a_hundred_points() -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    rubric = rules.rubric_for(MeetingKind.REGULAR)
    assert [c.max_points for c in rubric.criteria] == [5, 5, 10, 40, 5, 30, 5]
    assert [i.code for i in rubric.items] == [
        *("1", "2", "3.1", "3.2", "4.1", "4.2", "4.3", "5", "6", "7")
    ]
    assert rubric.step == Decimal("0.5")
    assert rubric.criterion_of("4.2").number == 4
    assert [c.number for c in rubric.criteria if c.has_sub_items] == [3, 4]


def test_only_the_two_lines_with_published_conditions_have_a_scale() -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    rubric = rules.rubric_for(MeetingKind.COMBINED)
    assert [item.code for item in rubric.items if item.scale] == ["1", "2"]


@pytest.mark.parametrize("kind", list(MeetingKind))
def test_every_kind_of_cell_has_a_focus_of_its_own(kind: MeetingKind) -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    codes = [cell_type.code for cell_type in cell_types()]
    focuses = [
        next(step for step in rules.agenda_for(code, kind).points if step.code == "focus")
        for code in [*codes, None]
    ]
    assert len({focus.title for focus in focuses}) == len(codes) + 1
    assert all(focus.guidance for focus in focuses)


def test_the_agenda_of_a_regular_meeting_goes_from_opening_to_minutes() -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    agenda = rules.agenda_for("village", MeetingKind.REGULAR)
    assert [step.code for step in agenda.preparation] == [
        *("draft", "committee_meeting", "notice", "papers")
    ]
    assert [step.code for step in agenda.points] == [
        *("opening", "roll_call", "dues", "agenda_approval"),
        *("month_review", "member_tasks", "political_information", "focus", "next_month"),
        *("discussion", "self_criticism"),
        *("conclusion", "assignments", "petitions", "resolution_vote"),
        *("self_score", "minutes_reading"),
    ]


def test_a_combined_meeting_takes_its_topic_after_the_regular_part() -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    codes = [step.code for step in rules.agenda_for("agency", MeetingKind.COMBINED).points]
    assert codes.index("month_review") < codes.index("self_criticism")
    assert codes.index("self_criticism") < codes.index("combined_topic") < codes.index("conclusion")


def test_a_thematic_meeting_reviews_no_month() -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    codes = {step.code for step in rules.agenda_for("school", MeetingKind.THEMATIC).points}
    assert not codes & {"month_review", "member_tasks", "dues", "next_month"}
    assert "thematic_topic" in codes


def test_an_unknown_kind_of_cell_has_no_agenda() -> None:
    rules = meeting_rules(date(2026, 11, 5))
    assert rules is not None
    with pytest.raises(KeyError):
        rules.agenda_for("farm", MeetingKind.REGULAR)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Đảng bộ tỉnh", "tinh_uy"),
        ("Đảng bộ huyện", "huyen_uy"),
        ("Đảng bộ cấp trên trực tiếp", "cap_tren_truc_tiep"),
        ("Đảng bộ cơ sở", "dang_bo_co_so"),
        ("Chi bộ cơ sở", "chi_bo_co_so"),
        ("Đảng bộ bộ phận", "dang_bo_bo_phan"),
        ("Chi bộ trực thuộc", "chi_bo_truc_thuoc"),
        ("Tổ đảng", "to_dang"),
        ("Chi bộ", "chi_bo"),
        ("  CHI BO   truc thuoc ", "chi_bo_truc_thuoc"),
    ],
)
def test_a_kind_of_unit_of_any_time_is_found_by_its_written_name(written: str, code: str) -> None:
    found = find_unit_kind(written)
    assert found is not None
    assert found.code == code
    assert get_unit_kind(code) == found


def test_a_word_that_is_no_kind_of_unit_is_not_guessed() -> None:
    assert find_unit_kind("Chi đoàn") is None


def test_cells_and_grassroots_units_are_told_apart() -> None:
    assert [kind.code for kind in unit_kinds() if kind.is_cell] == [
        *("chi_bo_co_so", "chi_bo_truc_thuoc", "chi_bo")
    ]
    assert [kind.code for kind in unit_kinds() if kind.is_grassroots] == [
        *("dang_bo_co_so", "chi_bo_co_so")
    ]


def test_a_newer_regulation_keeps_the_kinds_that_records_carry() -> None:
    for code in ("chi_bo_co_so", "chi_bo_truc_thuoc", "dang_bo_co_so"):
        rules = organisation_rules(date(2026, 11, 5))
        assert rules is not None
        assert rules.kind(code).code == code


def test_the_seven_kinds_of_cell_are_found_without_accents() -> None:
    assert [each.name for each in cell_types()] == [
        "Thôn, tổ dân phố",
        "Cơ quan",
        "Đơn vị sự nghiệp",
        "Doanh nghiệp nhà nước",
        "Doanh nghiệp ngoài nhà nước",
        "Trường học",
        "Lực lượng vũ trang",
    ]
    found = find_cell_type("thon, to dan pho")
    assert found is not None
    assert found.code == "village"
    assert find_cell_type("Hợp tác xã") is None


def test_kinds_of_meeting_are_read_as_workbooks_write_them() -> None:
    assert [find_meeting_kind(kind.label) for kind in MeetingKind] == list(MeetingKind)
    assert find_meeting_kind("THUONG KY") is MeetingKind.REGULAR
    assert find_meeting_kind("Bất thường") is None
    assert [kind for kind in MeetingKind if kind.is_regular and kind.is_thematic] == [
        MeetingKind.COMBINED
    ]


@given(st.integers(1, 500))
def test_the_votes_needed_are_the_smallest_number_that_is_enough(base: int) -> None:
    rules = organisation_rules(date(2026, 11, 5))
    assert rules is not None
    half, thirds = (rules.voting.kind(kind).needed(base) for kind in ("ordinary", "admission"))
    assert 2 * half > base >= 2 * (half - 1)
    assert 3 * thirds >= 2 * base > 3 * (thirds - 1)


def test_a_cell_may_not_issue_what_the_rules_on_papers_keep_from_it() -> None:
    rules = paper_rules(date(2026, 11, 5))
    assert rules is not None
    assert {each.code for each in rules.types} - {each.code for each in rules.types_of_a_cell} == {
        "regulation",
        "guidance",
        "directive",
        "circular",
    }
    assert rules.secrecy_marks == ("Tuyệt mật", "Tối mật", "Mật")
    assert (rules.numbering.per, rules.numbering.starts_at, rules.numbering.digits) == (
        "type_and_term",
        1,
        2,
    )


def test_each_pack_ends_where_its_successor_begins() -> None:
    for subject in SUBJECTS:
        chain = current().chain(subject)
        assert chain[-1].ends_before is None
        for older, newer in pairwise(chain):
            assert older.ends_before == newer.effective_from
            assert older.covers(newer.effective_from - timedelta(days=1))
