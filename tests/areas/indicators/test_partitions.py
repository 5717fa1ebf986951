"""A year of kept figures is taken away and put back; nothing that stays changes."""

from datetime import date

import pytest
from django.db import connection

from chibo.areas.indicators import actions
from chibo.areas.indicators.kept import partitions
from chibo.areas.indicators.kept.partitions import NoSuchYear
from chibo.areas.indicators.models import KeptFigures, KeptState
from tests.factories import a_cell, a_change, a_commune, a_held_meeting, a_province

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 20)
TABLE = KeptFigures._meta.db_table


def kept() -> set[tuple[object, ...]]:
    columns = ("path", "months", "first", "own", "below", "own_now", "below_now")
    rows = KeptFigures.objects.values_list(*columns)
    return {tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in rows}


def indexes(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [table])
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def before() -> set[tuple[object, ...]]:
    """Two communes since 2023, a cell moved between them, figures kept and then split by year."""
    province = a_province()
    one, two = a_commune(province), a_commune(province)
    cell, other = a_cell(one), a_cell(two)
    for year in (2023, 2024, 2025, 2026):
        a_held_meeting(cell, date(year, 2, 5))
        a_held_meeting(other, date(year, 3, 5))
    a_change("moved", cell, date(2025, 1, 1), two)
    actions.fold(today=TODAY)
    found, named = kept(), indexes(TABLE)
    assert partitions.partition(today=TODAY) == [2023, 2024, 2025, 2026, 2027]
    assert indexes(TABLE) == named
    return found


def test_every_figure_is_the_same_and_folding_goes_on(before: set[tuple[object, ...]]) -> None:
    assert kept() == before
    assert partitions.partition(today=TODAY) == [2023, 2024, 2025, 2026, 2027], "said again"
    a_held_meeting(a_cell(a_commune()), date(2026, 3, 6))
    assert actions.verify(today=TODAY) == []


def test_a_new_year_has_its_table_before_it_begins(before: set[tuple[object, ...]]) -> None:
    actions.fold(today=date(2027, 2, 3))
    assert partitions.years()[-1] == 2028
    assert actions.verify(today=date(2027, 2, 3)) == []


def test_a_year_taken_away_stays_away_until_it_is_put_back(
    before: set[tuple[object, ...]],
) -> None:
    assert partitions.detach(2023) == f"{TABLE}_2023"
    assert kept() == {row for row in before if row[2] >= date(2024, 1, 1)}
    actions.fold(today=date(2026, 3, 21))  # a new day looks for the first record
    assert KeptState.objects.get().kept_from == date(2024, 1, 1)
    assert actions.verify(today=date(2026, 3, 21)) == []
    actions.rebuild(today=TODAY)
    assert KeptState.objects.get().kept_from == date(2024, 1, 1)
    partitions.attach(2023)
    assert kept() == before
    assert actions.verify(today=TODAY) == []


@pytest.mark.parametrize(
    ("year", "word"), [(2024, "từ năm cũ nhất"), (2025, "2025"), (2019, "2019")]
)
def test_only_the_oldest_year_goes(before: set[tuple[object, ...]], year: int, word: str) -> None:
    with pytest.raises(NoSuchYear, match=word):
        partitions.detach(year)
    with pytest.raises(NoSuchYear, match="năm"):
        partitions.attach(2022)
    assert kept() == before
