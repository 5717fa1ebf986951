"""Figures of any period beside an earlier one, and exactly the records each of them counts."""

import re
from datetime import date, time
from decimal import Decimal

import pytest

from chibo.areas.indicators.actions import fold
from chibo.areas.indicators.periods import Period, earlier
from chibo.areas.indicators.queries.behind import period_records
from chibo.areas.indicators.queries.figures import (
    Asked,
    all_lines,
    one_line,
    other_structure,
    terms_on_record,
)
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Term
from chibo.areas.posts.rollup.folding import fold_facts
from chibo.areas.targets.models import Target
from chibo.core.errors import NotAllowed, NotThere
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_place,
    a_post,
    a_province,
    a_score,
    a_unit,
    an_actor,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
YEAR, QUARTER = Period.parse("2025"), Period.parse("2025-Q3")


@pytest.fixture
def province():
    """Two communes; meetings, members, a place and its head; one cell moved, one dissolved."""
    province = a_province()
    here, there = (a_commune(province, founded_on=date(2000, 1, 1)) for _ in range(2))
    old = date(2010, 1, 1)
    cell, moved = (a_cell(here, founded_on=old, areas=["Thôn Đông"]), a_cell(here, founded_on=old))
    gone = a_cell(there, founded_on=date(2025, 2, 1))
    a_place(here, "Thôn Đông")
    a_score(
        a_held_meeting(cell, date(2025, 7, 5), ends_at=time(20, 0)),
        official_total=Decimal(93),
        official_grade="good",
    )
    a_held_meeting(cell, date(2025, 8, 5), kind="thematic", visitors="Đồng chí Bình")
    a_held_meeting(moved, date(2025, 3, 5))
    a_held_meeting(moved, date(2025, 9, 5), kind="combined")
    head = a_member(cell)
    for title in ("Bí thư", "Trưởng thôn"):
        a_post(head, title, starts_on=date(2020, 1, 1))
    a_member(cell, joined_on=date(2025, 8, 1), full_on=None, gender="female")
    a_member(moved, state="exempt", state_on=date(2025, 5, 1))
    a_change("moved", moved, date(2025, 6, 1), there)
    a_change("dissolved", gone, date(2025, 10, 1))
    fold_facts()
    return province


def below(unit):
    return list(Unit.objects.unscoped("a test").filter(parent=unit).order_by("code"))


def rows_of(unit, figure, period, structure="then", *, only_numerator=False):
    """Asked by the province, which may name what stands elsewhere in it today."""
    return period_records(
        actor=an_actor("clerk", Unit.objects.unscoped("a test").get(parent=None)),
        unit=unit,
        period=period,
        figure=figure,
        today=TODAY,
        structure=structure,
        only_numerator=only_numerator,
    ).rows


def all_records(unit, figure, period):
    return [record.pk for record in rows_of(unit, figure, period)]


def numbers(rows, which=0):
    """What the notes of these records add up to."""
    return sum(
        Decimal(re.findall(r"\d+(?:,\d+)?", row.note)[which].replace(",", ".")) for row in rows
    )


SUMS = {
    "members.average_age": lambda rows: (numbers(rows), len(rows)),
    "meetings.attendance_rate": lambda rows: (numbers(rows), numbers(rows, 1)),
    "scores.average": lambda rows: (numbers(rows, 2), len(rows)),
    "posts.village_head_member_rate": lambda rows: (numbers(rows, 1), numbers(rows)),
}
"""Figures whose parts add up what their records say; all others count their records."""
MONTHS_KEPT = [Period.parse("2025-07"), Period.parse("2025-03")]


def tell_all(unit, period, structure):
    asked = Asked(an_actor("clerk", unit), unit, period, TODAY, structure)
    return {
        line.told.definition.code: line.told
        for _group, lines in all_lines(asked, None)
        for line in lines
    }


@pytest.mark.parametrize("period", [YEAR, QUARTER, *MONTHS_KEPT], ids=str)
def test_as_many_records_as_the_figure_counts(province, period):
    fold(today=TODAY)
    units = (province, *below(province))
    for asked in [(unit, structure) for structure in ("then", "now") for unit in units]:
        for code, told in tell_all(asked[0], period, asked[1]).items():
            if not code.startswith(("training.", "reports.", "burden.")):
                agree(asked, code, period, told)


def agree(asked, code, period, told):
    """That the records behind a figure are what it counts."""
    unit, structure = asked
    rows = rows_of(unit, code, period, structure)
    if not told.has_value and told.denominator is None:
        return
    if code in SUMS:
        assert SUMS[code](rows) == (told.numerator, told.denominator), (asked, code)
    elif told.definition.target_of:
        assert len(rows) == told.numerator, (asked, code)
    elif told.definition.is_rate:
        holds = rows_of(unit, code, period, structure, only_numerator=True)
        assert (len(holds), len(rows)) == (told.numerator, told.denominator), (asked, code)
    else:
        assert len(rows) == told.value, (asked, code)


def test_the_lists_hold_what_the_figures_of_the_year_and_the_quarter_are(province):
    for period, regular, gone in ((YEAR, 3, 1), (QUARTER, 2, 0)):
        counted = {code: told.value for code, told in tell_all(province, period, "then").items()}
        assert counted["meetings.regular"] == regular
        assert counted["members.admitted"] == 1
        assert counted["units.dissolved"] == gone


def test_a_cell_is_listed_where_it_stood_then_and_where_it_stands_now(province):
    here, there = below(province)
    fold(today=TODAY)
    period = Period.parse("2025-03")
    held = {
        structure: [
            len(rows_of(unit, "meetings.regular", period, structure)) for unit in (here, there)
        ]
        for structure in ("then", "now")
    }
    assert held == {"then": [1, 0], "now": [0, 1]}


@pytest.fixture
def moved_commune(province):
    """Since 10/7/2025 below the province itself; it met, and met too shortly, before and after."""
    district = a_unit("Đảng bộ huyện Biên", kind="huyen_uy", parent=province)
    commune = a_commune(district, founded_on=date(2000, 1, 1))
    cell = a_cell(commune, founded_on=date(2010, 1, 1))
    for day in (date(2025, 3, 5), date(2025, 7, 5), date(2025, 7, 12), date(2025, 9, 5)):
        a_held_meeting(cell, day, ends_at=time(19, 10))
    a_change("moved", commune, date(2025, 7, 10), province)
    cell.refresh_from_db()
    fold_facts()
    fold(today=TODAY)
    return district, commune, cell


@pytest.mark.parametrize("period", [YEAR, QUARTER, *MONTHS_KEPT], ids=str)
def test_a_commune_that_moved_lists_what_its_figures_count_in_both_places(moved_commune, period):
    for unit in moved_commune:
        for code, told in tell_all(unit, period, "then").items():
            if code.startswith(("meetings.", "scores.")):
                agree((unit, "then"), code, period, told)


def test_meetings_before_the_move_are_the_communes_own_and_the_districts(moved_commune):
    held = {
        figure: [len(rows_of(unit, figure, YEAR)) for unit in moved_commune]
        for figure in ("meetings.regular", "meetings.short")
    }
    assert held == {"meetings.regular": [2, 4, 4], "meetings.short": [2, 4, 4]}


def test_even_cells_of_a_quarter_are_those_that_met_in_each_month(province):
    cell, moved = below(below(province)[0])[0], below(below(province)[1])[0]
    for day in (date(2025, 8, 6), date(2025, 9, 6)):
        a_held_meeting(cell, day)
    even = rows_of(province, "meetings.cells_even", QUARTER)
    assert [record.pk for record in even] == [cell.pk]
    assert even[0].note.startswith("họp thường kỳ 3/3 tháng phải họp, chuyên đề 1/1 quý")
    thematic = rows_of(province, "meetings.cells_thematic_rate", QUARTER, only_numerator=True)
    assert {record.pk for record in thematic} == {cell.pk, moved.pk}


def test_a_share_opens_into_what_it_divides_and_what_it_counts(province):
    heads = "posts.secretary_is_village_head_rate"
    both = all_records(province, heads, YEAR)
    asked = {"actor": an_actor("clerk", province), "unit": province, "period": YEAR}
    above = period_records(**asked, figure=heads, today=TODAY, only_numerator=True)
    assert (len(both), [record.note for record in above.rows]) == (2, ["bí thư là trưởng thôn"])
    with pytest.raises(NotThere):
        period_records(**asked, figure="reports.late", today=TODAY)


def test_the_units_below_and_the_own_part_add_up_then_and_now(province):
    for structure in ("then", "now"):
        asked = Asked(an_actor("clerk", province), province, YEAR, TODAY, structure)
        for code in ("meetings.regular", "members.total", "units.dissolved"):
            line, parts = one_line(asked, code, None)
            assert sum(row.told.value or 0 for row in parts) == line.told.value, (structure, code)
    here = below(province)[0]
    then = Asked(an_actor("clerk", here), here, YEAR, TODAY)
    line, _below = one_line(then, "meetings.regular", None)
    other = other_structure(then, "meetings.regular")
    assert (line.told.value, other.value if other else None) == (2, 1)


def test_a_figure_stands_beside_the_earlier_period_and_its_target(province):
    Target.objects.create(unit=province, year=2025, indicator="members.admitted", planned=4)
    asked = Asked(an_actor("clerk", province), province, YEAR, TODAY)
    line, _below = one_line(asked, "members.admitted_rate", earlier(YEAR, "previous", TODAY))
    assert (line.told.value, line.told.denominator) == (Decimal("25.0"), 4)
    assert line.before is not None
    assert (line.before.words, line.change) == ("chưa có số liệu", None)
    admitted, _below = one_line(asked, "members.admitted", earlier(YEAR, "previous", TODAY))
    assert admitted.change is not None
    assert (admitted.change.amount, admitted.change.percent) == (1, None)
    assert admitted.target is not None
    assert admitted.target.planned == 4


def test_terms_come_from_the_record_or_from_the_day_the_term_began(province):
    commune = below(province)[0]
    assert terms_on_record(commune) == ()
    commune.term_starts_on = date(2025, 6, 17)
    assert [str(term) for term in terms_on_record(commune)] == ["T2025-06..2030-05"]
    Term.objects.create(
        unit=commune,
        number=1,
        starts_on=date(2020, 6, 2),
        months=60,
        due_on=date(2025, 6, 2),
        ends_before=date(2025, 6, 17),
        pack_id="organisation-24-2021",
    )
    assert [str(term) for term in terms_on_record(commune)] == ["T2020-06..2025-05"]


def test_figures_of_another_part_of_the_tree_are_refused(province):
    here, there = below(province)
    with pytest.raises(NotAllowed):
        all_lines(Asked(an_actor("clerk", here), there, YEAR, TODAY), None)
