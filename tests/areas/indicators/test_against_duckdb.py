"""A register invented at random: our figures against a recount by DuckDB from the same workbook."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from chibo.areas.access.queries import operator_actor
from chibo.areas.indicators.queries import indicator_report
from chibo.core.periods import Month
from tests.areas.indicators.duckdb_recount import Recount
from tests.areas.indicators.duckdb_structures import Structure, Structures
from tests.areas.indicators.invented_changes import CHANGES, WITH_CHANGES, invent_changed
from tests.areas.indicators.invented_workbook import HEADINGS, invent
from tests.factories.workbooks import NOW, take
from tests.seeds import seeds

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = NOW.date()
STRUCTURES: tuple[Structure, ...] = ("then", "now")
NOT_IN_THESE_SHEETS = (
    *("places.", "meetings.cells_visited", "units.grassroots_founded"),
    *("units.upgraded", "units.merged", "units.sections", "members.moved_in", "members.restored"),
    *("members.expelled", "members.removed", "members.resigned"),
)


def _as_counted(figure: dict[str, Any]) -> Any:
    exact = {
        name: None if n is None else Decimal(str(n)) for name, n in figure.items() if name != "unit"
    }
    if "numerator" in exact:
        return exact["value"], exact["numerator"], exact["denominator"]
    return exact["value"]


def _periods(pick: Random) -> Iterator[tuple[Month, Month]]:
    yield Month(2026, 11), Month(2026, 11)
    yield Month(2025, 1), Month(2025, 12)
    for _ in range(3):
        first, last = sorted(
            Month(pick.choice((2024, 2025, 2026)), pick.randint(1, 11)) for _ in "12"
        )
        yield first, last


@pytest.mark.parametrize("seed", seeds(1, 2))
def test_every_figure_is_what_another_engine_counts(seed: int, tmp_path: Path) -> None:
    sheets, pick = invent(seed, today=TODAY), Random(seed)
    result = take(tmp_path, {title: [HEADINGS[title], *rows] for title, rows in sheets.items()})
    assert result.taken, [error.message for error in result.errors]
    recount, actor = Recount(sheets), operator_actor("kiểm thử")
    units = ["P", "C1", *pick.sample([row[0] for row in sheets["Tổ chức"]], 3)]
    compared = 0
    for first, last in _periods(pick):
        for unit in units:
            told = indicator_report(
                actor=actor,
                unit_code=unit,
                start=first,
                end=last,
                children=False,
                structure="then",
                today=TODAY,
            )["indicators"]
            expected = recount.figures(unit, first.first, last.last, TODAY)
            for code, counted in expected.items():
                assert _as_counted(told[code]) == counted, (unit, first, last, code)
                compared += 1
            left = set(told) - set(expected)
            assert not [code for code in left if not code.startswith(NOT_IN_THESE_SHEETS)]
    assert compared > 500


@pytest.mark.parametrize("seed", seeds(3))
def test_units_that_changed_are_counted_alike_then_and_now(seed: int, tmp_path: Path) -> None:
    """Moved, upgraded, merged, amalgamated, split and dissolved; under both structures."""
    sheets, pick = invent_changed(seed, today=TODAY), Random(seed)
    result = take(tmp_path, {title: [WITH_CHANGES[title], *rows] for title, rows in sheets.items()})
    assert result.taken, [error.message for error in result.errors]
    recount, actor = Structures(sheets), operator_actor("kiểm thử")
    named = [row[2] for row in sheets[CHANGES]]
    (parts,) = (row[3].split(";") for row in sheets[CHANGES] if row[1] == "Chia tách")
    compared = 0
    for first, last in [(Month(2024, 1), Month(2026, 11)), *_periods(pick)]:
        for structure in STRUCTURES:
            for unit in ("P", "C1", "C2", "C3", pick.choice((pick.choice(named), *parts))):
                told = indicator_report(
                    actor=actor,
                    unit_code=unit,
                    start=first,
                    end=last,
                    children=False,
                    structure=structure,
                    today=TODAY,
                )["indicators"]
                expected = recount.figures(unit, first.first, last.last, TODAY, structure)
                for code, counted in expected.items():
                    where = (seed, structure, unit, str(first), str(last), code)
                    assert _as_counted(told[code]) == counted, where
                    compared += 1
    assert compared > 500
