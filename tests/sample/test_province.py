"""The invention before it reaches a database: plausible on any day, the same everywhere."""

import re
from collections import Counter
from datetime import date

import pytest

from chibo.areas.documents.secrecy import MarkedSecret, refuse_if_secret
from chibo.core.periods import months_between
from chibo.core.vietnamese import fold
from chibo.regulations import get_unit_kind, organisation_rules
from chibo.sample.province import Province, invent
from chibo.sample.telling import Teller
from chibo.sample.tree import NoRulesYet
from chibo.sample.words import read_words
from chibo.sample.workbooks import news_book, old_books

TODAY = date(2026, 11, 20)
DAYS = [date(2026, 11, 1), TODAY, date(2027, 3, 31), date(2024, 2, 29), date(2025, 7, 15)]
TEXTS = ("common", "village", "agency", "public_service", "state_enterprise", "private_enterprise")


@pytest.fixture(scope="module", params=DAYS, ids=str)
def province(request: pytest.FixtureRequest) -> Province:
    return invent(today=request.param, seed=1930)


def test_the_province_has_four_committees_120_cells_and_3000_members(province: Province) -> None:
    committees = [body for body in province.tree.bodies if body.rank == 1]
    assert [body.name.split(" ")[2] for body in committees] == ["xã", "xã", "xã", "các"]
    assert len(province.standing) == 120
    assert len(province.tree.cells) == 121
    assert sum(len(cell.roll(province.today)) for cell in province.standing) == 3000


def test_cells_are_of_all_seven_types(province: Province) -> None:
    assert len(Counter(cell.cell_type for cell in province.standing)) == 7


def test_units_stand_under_what_the_rules_of_the_day_allow(province: Province) -> None:
    rules = organisation_rules(province.today)
    assert rules is not None
    kinds = {body.code: body.kind for body in province.tree.bodies}
    for unit in (*province.tree.bodies, *province.tree.cells):
        kind = rules.kind(unit.kind)
        parent = kinds.get(unit.parent_code)
        assert kind.may_stand_under(parent) if parent else kind.is_root_allowed
    for cell in province.standing:
        if get_unit_kind(cell.kind).code == "chi_bo_co_so":
            assert cell.size < rules.grassroots_committee_from.value


def test_every_committee_of_the_grassroots_has_the_members_it_needs(province: Province) -> None:
    for body in province.tree.bodies:
        if body.kind == "dang_bo_co_so":
            prefix = body.code.rstrip("0.")
            members = sum(c.size for c in province.standing if c.code.startswith(prefix))
            assert members >= 30, body.name


def test_one_cell_was_founded_and_one_ended_in_the_two_years(province: Province) -> None:
    founded = [cell for cell in province.tree.cells if cell.founded_on]
    ended = [cell for cell in province.tree.cells if cell.ended_before]
    assert [len(founded), len(ended)] == [1, 1]
    joined = next(cell for cell in province.standing if cell.code == ended[0].joins)
    came = [person for person in joined.people if person.here_since]
    assert len(came) == len(ended[0].people) > 5


def test_people_are_plausible(province: Province) -> None:
    day = province.horizon_day
    for cell in province.tree.cells:
        for person in cell.people:
            assert person.joined_on <= day
            assert person.age(person.joined_on) >= 18, person
            assert person.age(day) < 92
            assert person.full_on is None or person.full_on <= day
            assert person.state_on is None or person.joined_on <= person.state_on <= day
        full = [p for p in cell.people if p.is_full(day) and p.belongs(day)]
        assert cell.ended_before or len(full) >= 3
        assert len(cell.officers) >= 2
        names = [person.full_name for person in cell.people if person.here_since is None]
        assert len(names) == len(set(names))


def test_numbers_and_codes_are_given_once_and_name_no_real_province(province: Province) -> None:
    people = [person for cell in province.standing for person in cell.people]
    numbers = [person.citizen_number for person in people]
    assert len(set(numbers)) == len(numbers)
    assert len({person.code for person in people}) == len(people)
    assert all(re.fullmatch(r"099[0-3]\d{8}", number) for number in numbers)


def test_men_are_two_thirds_in_villages_and_the_old_are_often_exempt(province: Province) -> None:
    day = province.horizon_day
    villagers = [
        p for c in province.standing if c.cell_type == "village" for p in c.roll(province.today)
    ]
    men = sum(not person.female for person in villagers) / len(villagers)
    assert 0.6 < men < 0.72
    old = [person for person in villagers if person.age(day) >= 80]
    assert sum(person.is_exempt(day) for person in old) > len(old) / 2
    probationary = sum(person.full_on is None for person in villagers) / len(villagers)
    assert 0.01 < probationary < 0.06


def test_names_look_vietnamese_and_name_nobody_well_known(province: Province) -> None:
    never = set(read_words("names")["never"]["names"])
    letters = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?(?: [^\W\d_]+(?:'[^\W\d_]+)?)+")
    for cell in province.tree.cells:
        for person in cell.people:
            assert letters.fullmatch(person.full_name), person.full_name
            assert person.full_name.split()[0][0].isupper()
            assert fold(person.full_name) not in never


def test_the_highlands_have_names_of_their_peoples(province: Province) -> None:
    people = [
        p for c in province.standing if c.committee_code.startswith("99.103") for p in c.people
    ]
    peoples = Counter(person.ethnicity for person in people)
    assert {"Kinh", "Gia Rai", "Xơ Đăng", "Ba Na", "Tày", "Mường"} <= set(peoples)
    firsts = {person.full_name.split()[0] for person in people}
    assert {"Y", "A", "Rơ", "Siu", "Ksor"} <= firsts


def test_the_past_has_its_ordinary_failures(province: Province) -> None:
    months = months_between(province.first_month, province.running.previous())
    missed = short = unexcused = without_topic = late = 0
    for cell in province.standing:
        course = province.courses[cell.code]
        for month in months:
            held = course.sittings(month)
            regular = [sitting for sitting in held if sitting.kind.is_regular]
            missed += not regular and cell.exists_in(month)
            short += any(s.minutes < 90 for s in regular) and not cell.usual.own_minimum
            unexcused += any(s.absent("unexcused") for s in held)
            late += any(s.held_on > s.planned_on for s in regular)
        quarters = [months[i : i + 3] for i in range(len(months)) if months[i].month % 3 == 1]
        topics = [
            any(s.topic for m in quarter for s in course.sittings(m))
            for quarter in quarters
            if len(quarter) == 3 and all(cell.exists_in(m) for m in quarter)
        ]
        without_topic += not all(topics)
    assert missed > 20
    assert short > 50
    assert unexcused > 100
    assert without_topic > 5
    assert late > 100


def test_one_cell_met_twelve_times_in_eleven_months(province: Province) -> None:
    cell = province.standing[2]
    months = months_between(province.running.plus(-12), province.running.previous())
    held = [
        [s for s in province.courses[cell.code].sittings(month) if s.kind.is_regular]
        for month in months
    ]
    assert sum(map(len, held)) == 12
    assert sum(map(bool, held)) == 11


def test_fixed_days_are_of_every_sort(province: Province) -> None:
    rules = {cell.usual.rule for cell in province.standing}
    assert "day:31" in rules
    assert {rule.split(":")[1] for rule in rules if rule.startswith("weekday")} == {"sat", "sun"}
    assert any(rule.endswith("next_workday") for rule in rules)
    assert sum(cell.usual.at.hour >= 19 for cell in province.standing) > 30


def test_the_same_day_and_seed_tell_the_same_and_another_seed_does_not() -> None:
    def told(seed: int) -> str:
        province = invent(today=TODAY, seed=seed)
        months = months_between(province.first_record, province.running)
        stories = [
            Teller(province, cell).tell(month) for cell in province.standing[:8] for month in months
        ]
        return repr((old_books(province), news_book(province), stories))

    assert told(5) == told(5) != told(6)


def test_nothing_that_is_told_is_marked_as_a_secret() -> None:
    province = invent(today=TODAY, seed=1930)
    for cell in province.standing:
        refuse_if_secret(title=cell.name)
        teller = Teller(province, cell)
        for month in months_between(province.first_record, province.running):
            for meeting in teller.tell(month).meetings:
                for task in meeting.tasks:
                    refuse_if_secret(title=task.title)
                for note in meeting.notes.values():
                    refuse_if_secret(title=note)
                refuse_if_secret(title=meeting.sitting.topic)
    with pytest.raises(MarkedSecret):
        refuse_if_secret(title="Kế hoạch tuyệt mật")


def test_a_day_before_the_rules_is_refused_with_what_to_do() -> None:
    with pytest.raises(NoRulesYet, match="2023"):
        invent(today=date(2020, 1, 15), seed=1)
