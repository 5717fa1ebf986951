"""The tables of facts that go out: units, what happened in them, sums of months; nobody's name.

Of people there are counts only. Each column is told with its type; days are half-open, as on
record: `ends_before` is the first day that no longer counts. Codes of units join the tables.
"""

from dataclasses import dataclass

from chibo.areas.indicators.models import SUMS

BELOW = "u.path >= %(path)s AND u.path < %(path)s || '~'"
LENGTH = "mod(1440 + (extract(epoch FROM m.ends_at - m.starts_at) / 60)::int, 1440)"


@dataclass(frozen=True)
class FactTable:
    """One table: columns as (name, type, SQL), and the rest of the statement that reads them."""

    name: str
    columns: tuple[tuple[str, str, str], ...]
    rows: str

    @property
    def statement(self) -> str:
        """All rows at and below the unit with the path `%(path)s`."""
        chosen = ", ".join(sql for _name, _type, sql in self.columns)
        return f"SELECT {chosen} FROM {self.rows}"  # noqa: S608


UNITS = FactTable(
    "units",
    (
        ("code", "VARCHAR", "u.code"),
        ("name", "VARCHAR", "u.name"),
        ("kind", "VARCHAR", "u.kind"),
        ("is_cell", "BOOLEAN", "u.is_cell"),
        ("cell_type", "VARCHAR", "u.cell_type"),
        ("parent", "VARCHAR", "above.code"),
        ("founded_on", "DATE", "u.founded_on"),
        ("ended_before", "DATE", "u.ended_before"),
        ("heir", "VARCHAR", "heir.code"),
    ),
    "organisation_unit u LEFT JOIN organisation_unit above ON above.id = u.parent_id"
    f" LEFT JOIN organisation_unit heir ON heir.id = u.heir_id WHERE {BELOW} ORDER BY u.code",
)
STANDINGS = FactTable(
    "standings",
    (
        ("unit", "VARCHAR", "u.code"),
        ("starts_on", "DATE", "st.starts_on"),
        ("ends_before", "DATE", "st.ends_before"),
        ("parent", "VARCHAR", "above.code"),
        ("kind", "VARCHAR", "st.kind"),
        ("is_cell", "BOOLEAN", "st.is_cell"),
        ("name", "VARCHAR", "st.name"),
    ),
    "organisation_unitstanding st JOIN organisation_unit u ON u.id = st.unit_id"
    " LEFT JOIN organisation_unit above ON above.id = st.parent_id"
    f" WHERE {BELOW} ORDER BY u.code, st.starts_on",
)
MEETINGS = FactTable(
    "meetings",
    (
        ("cell", "VARCHAR", "u.code"),
        ("held_on", "DATE", "m.held_on"),
        ("kind", "VARCHAR", "m.kind"),
        ("minutes", "INTEGER", LENGTH),
        ("expected", "INTEGER", "m.expected"),
        ("present", "INTEGER", "m.present"),
        ("excused", "INTEGER", "m.excused"),
        ("unexcused", "INTEGER", "m.unexcused"),
        ("speakers", "INTEGER", "m.speakers"),
        ("visited", "BOOLEAN", "m.visitors <> ''"),
        ("own_points", "DECIMAL(5,2)", "s.self_total"),
        ("own_grade", "VARCHAR", "s.self_grade"),
        ("official_points", "DECIMAL(5,2)", "s.official_total"),
        ("official_grade", "VARCHAR", "s.official_grade"),
    ),
    "meetings_meeting m JOIN organisation_unit u ON u.id = m.unit_id"
    " LEFT JOIN scoring_scoresheet s ON s.meeting_id = m.id"
    f" WHERE m.state <> 'planned' AND {BELOW} ORDER BY u.code, m.held_on, m.id",
)
CLASSES = FactTable(
    "classes",
    (
        ("code", "VARCHAR", "c.code"),
        ("unit", "VARCHAR", "u.code"),
        ("course", "VARCHAR", "c.course"),
        ("starts_on", "DATE", "c.starts_on"),
        ("ends_on", "DATE", "c.ends_on"),
        ("trainees", "INTEGER", "count(e.id)"),
        ("attendances", "INTEGER", "coalesce(sum(e.attended), 0)"),
    ),
    "training_trainingclass c JOIN organisation_unit u ON u.id = c.unit_id"
    " LEFT JOIN training_enrolment e ON e.training_class_id = c.id"
    f" WHERE {BELOW} GROUP BY c.id, u.code ORDER BY c.code",
)
CELL_MONTHS = FactTable(
    "cell_months",
    (
        ("cell", "VARCHAR", "u.code"),
        ("month", "DATE", "r.month"),
        ("exists", "BOOLEAN", "r.exists"),
        ("met_on", "DATE", "r.met_on"),
        ("grade", "VARCHAR", "r.grade"),
        ("report_state", "VARCHAR", "r.report_state"),
        *(
            (name, "DECIMAL(14,2)" if name == "official_sum" else "INTEGER", f"r.{name}")
            for name in SUMS
        ),
        ("in_doubt", "BOOLEAN", "r.in_doubt"),
    ),
    "indicators_cellmonth r JOIN organisation_unit u ON u.id = r.cell_id"
    f" WHERE {BELOW} ORDER BY u.code, r.month",
)

FACT_TABLES = (UNITS, STANDINGS, MEETINGS, CLASSES, CELL_MONTHS)
