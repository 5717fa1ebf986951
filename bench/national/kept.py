"""Kept figures of ten years: two with records, the others the same moved back."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from bench.national.loading import drop_indexes, drop_keys, run
from bench.national.tree import DEPTHS

YEARS = 10
# Every cell's months with all they give; a theme is asked for in the month that ends a quarter.
FACTS = """
DROP TABLE IF EXISTS national.facts;
CREATE UNLOGGED TABLE national.facts AS
SELECT k, cell_id, month, day, members, probationary, exempt, women, age_sum, admitted,
       moved_out, recognised, is_met AS cells_met, is_met AS cells_even,
       CASE WHEN extract(month FROM month)::int % 3 = 0 AND day < :today
            THEN max(is_topical) OVER quarter ELSE 1 END AS cells_thematic,
       is_topical, regular + combined AS regular_all, thematic + combined AS thematic_all,
       expected, present, short, official_scored, (official_sum * 100)::bigint AS official_sum,
       good, fair, average_grade, poor
  FROM (SELECT p.*, (e.met_on IS NOT NULL)::int AS is_met,
               (coalesce(e.thematic + e.combined, 0) > 0)::int AS is_topical,
               coalesce(e.regular, 0) AS regular, coalesce(e.combined, 0) AS combined,
               coalesce(e.thematic, 0) AS thematic, coalesce(e.expected, 0) AS expected,
               coalesce(e.present, 0) AS present, coalesce(e.short, 0) AS short,
               coalesce(e.official_scored, 0) AS official_scored,
               coalesce(e.official_sum, 0) AS official_sum, coalesce(e.good, 0) AS good,
               coalesce(e.fair, 0) AS fair, coalesce(e.average_grade, 0) AS average_grade,
               coalesce(e.poor, 0) AS poor
          FROM national.people p
          LEFT JOIN national.events e ON e.cell_id = p.cell_id AND e.month = p.month
         WHERE p.month >= :since) p  -- cell after cell: as they stand in the tree
WINDOW quarter AS (PARTITION BY cell_id, date_trunc('quarter', month))
"""
# The month rows tell a longer period: met in any month, in each month asked, a theme a quarter.
LONG = """
INSERT INTO indicators_keptfigures (path, months, first, above, unit_id, own, below)
SELECT c.path, :long, w.first, c.above, c.unit_id,
       ARRAY[w.met, w.even, w.thematic, 0]::bigint[], '{}'
  FROM (SELECT f.cell_id, g.first, max(is_met) AS met,
               (bool_and(is_met = 1 OR f.day = :today) AND max(is_met) = 1)::int AS even,
               min(cells_thematic) AS thematic
          FROM (SELECT *, cells_met AS is_met FROM national.facts) f
         CROSS JOIN LATERAL (SELECT (date_trunc('year', f.month) + make_interval(months =>
               (extract(month FROM f.month)::int - 1) / :long * :long))::date AS first) g
         WHERE f.month >= :records
         GROUP BY f.cell_id, g.first) w
  JOIN national.cell c ON c.unit_id = w.cell_id ORDER BY c.k
"""
# Which period of the year with records goes where is worked out once, not for fifty million rows.
BACK = """
INSERT INTO indicators_keptfigures (path, months, first, above, unit_id, own, below)
SELECT path, months, moved, above, unit_id, own, below
  FROM indicators_keptfigures kept
  JOIN (SELECT months, first, (first - make_interval(years => back))::date AS moved
          FROM (SELECT months, generate_series(:records, :running_year - 1,
                       make_interval(months => months))::date AS first
                  FROM unnest(ARRAY[1, 3, 6, 12]) AS months) p
         CROSS JOIN generate_series(1, :years) back) m USING (months, first)
 WHERE NOT (months = 1 AND moved >= :since)
   AND (:cells OR NOT EXISTS (SELECT FROM national.cell WHERE unit_id = kept.unit_id))
"""
LONG_PERIODS = (3, 6, 12)


def write_kept(
    today: date, *, cells_of_all_years: bool = True
) -> tuple[Sequence[str], Sequence[str]]:
    """`KeptFigures` with all that says how far they reach; what makes their indexes, and keys."""
    from chibo.areas.indicators.kept.measured import measures
    from chibo.areas.indicators.kept.positions import complete_positions
    from chibo.areas.indicators.models import KeptFigures, KeptMeasure, KeptState

    at = complete_positions().at
    words = _words(today) | {":years": str(YEARS - 2), ":cells": str(cells_of_all_years)}
    with transaction.atomic():
        run("TRUNCATE indicators_keptfigures")  # new in its transaction, a table needs no log
        indexes = drop_indexes(KeptFigures)
        keys_indexes, keys = drop_keys(KeptFigures)
        for statement in (FACTS, "ANALYZE national.facts", _cells(at)):
            _run(statement, words)
        for months in LONG_PERIODS:
            _run(LONG, {**words, ":long": str(months)})
        for depth in DEPTHS:
            for is_month in (True, False):
                _run(_bodies(at, depth, is_month=is_month), words)
        _run(BACK, words)
    KeptMeasure.objects.bulk_create(
        KeptMeasure(name=each.name, basis=each.basis) for each in measures()
    )
    KeptState.objects.create(kept_from=date(today.year - YEARS + 1, 1, 1), folded_on=today)
    return indexes + keys_indexes, keys


def true_since(today: date) -> date:
    """The first month whose figures follow from records."""
    from bench.national.meetings import months_of

    return months_of(today)[0].first


def _words(today: date) -> dict[str, str]:
    return {
        ":today": f"'{today}'::date",
        ":since": f"'{true_since(today)}'::date",
        ":records": f"'{today.year - 1}-01-01'::date",
        ":running_year": f"'{today.year}-01-01'::date",
    }


def _run(statement: str, words: Mapping[str, str]) -> None:
    for word, value in words.items():
        statement = statement.replace(word, value)
    run(statement)


def _own(at: Mapping[str, int], told: Mapping[str, str]) -> str:
    """A row of numbers in SQL, up to the last that says anything."""
    width = max(at[name] for name in told) + 1
    numbers = ["0"] * width
    for name, value in told.items():
        numbers[at[name]] = value
    return f"ARRAY[{', '.join(numbers)}]::bigint[]"


def _of_kind(kind: str, *, is_cell: bool) -> dict[str, str]:
    """What a unit of a kind counts for itself, by the measure's own lists."""
    from chibo.areas.indicators.measures.units import kinds

    listed = kinds()
    is_committee, is_cells = (kind in listed[n] for n in ("committees", "grassroots_cells"))
    told = {
        "cells": is_cell,
        "subordinate_cells": kind in listed["subordinate"],
        "grassroots_committees": is_committee,
        "grassroots_cells": is_cells,
        "grassroots": is_committee or is_cells,
    }
    return {name: str(int(value)) for name, value in told.items()}


SAME = (
    *("cells_met", "cells_even", "cells_thematic", "expected", "present", "short"),
    *("official_scored", "official_sum", "good", "fair", "average_grade", "poor"),
    *("members", "probationary", "exempt", "women", "age_sum", "admitted", "moved_out"),
    "recognised",
)


def _cells(at: Mapping[str, int]) -> str:
    told = {name: f"f.{name}" for name in SAME}
    told |= {"regular": "f.regular_all", "thematic": "f.thematic_all"}
    told |= {"full": "f.members - f.probationary"}
    told |= _of_kind("chi_bo_truc_thuoc", is_cell=True)
    return f"""
    INSERT INTO indicators_keptfigures (path, months, first, above, unit_id, own, below)
    SELECT c.path, 1, f.month, c.above, c.unit_id, {_own(at, told)}, '{{}}'
      FROM national.facts f JOIN national.cell c ON c.unit_id = f.cell_id"""


def _bodies(at: Mapping[str, int], depth: int, *, is_month: bool) -> str:
    """The sums below every body whose path is that long."""
    width = max(at.values()) + 1 if is_month else 4
    sums = ", ".join(
        f"coalesce(sum(kept.own[{n}]), 0) + coalesce(sum(kept.below[{n}]), 0)"
        for n in range(1, width + 1)
    )
    own = " ".join(
        f"WHEN '{kind}' THEN {_own(at, _of_kind(kind, is_cell=False))}"
        for kind in ("dang_bo_co_so", "cap_tren_truc_tiep", "tinh_uy")
    )
    shown = f"coalesce(nullif(CASE u.kind {own} END, {_zeros(at)}), '{{}}')" if is_month else "'{}'"
    return f"""
    INSERT INTO indicators_keptfigures (path, months, first, above, unit_id, own, below)
    SELECT u.path, b.months, b.first, left(u.path, -5), u.id, {shown}, b.below
      FROM (SELECT above, months, first, ARRAY[{sums}]::bigint[] AS below
              FROM indicators_keptfigures kept
             WHERE length(above) = {depth} AND (months = 1) = {is_month}
             GROUP BY above, months, first) b
      JOIN organisation_unit u ON u.path = b.above ORDER BY u.path, b.first"""


def _zeros(at: Mapping[str, int]) -> str:
    return _own(at, {"grassroots": "0"})
