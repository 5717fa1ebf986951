"""The figures of a workbook, counted from its very rows by another engine and other words.

Written from the contract of the indicators, not from our statements: no table, no function and no
definition of the program is used here.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import duckdb

from tests.areas.indicators.invented_workbook import COURSES, Rows

TABLES = {
    "Tổ chức": "unit(code text, name text, kind text, above text, sort text, founded date,"
    " ended date, area text)",
    "Đảng viên": "member(code text, name text, gender text, born date, cell text, joined date,"
    ' official date, state text, "on" date)',
    "Sinh hoạt": "meeting(cell text, day date, kind text, starts time, ends time, expected int,"
    " present int, points decimal(6, 2))",
    "Chỉ tiêu": "target(unit text, year int, code text, planned decimal(12, 2))",
    "Lớp học": "class(code text, course text, unit text, begins date)",
    "Học viên": "learner(class text, member text, name text, born date, attended int)",
    "Chức vụ": "post(member text, unit text, post text, since date, until date, area text)",
}
BELOW = """
create or replace temp table below as
with recursive b(code) as (
  select $unit union all select unit.code from unit join b on unit.above = b.code
) select unit.*, kind in ('Chi bộ trực thuộc', 'Chi bộ cơ sở') as is_cell,
  (founded is null or founded <= $last) and (ended is null or ended > $last) as stands
  from unit semi join b using (code)
"""
MONTHS = """
create or replace temp table months as
select first::date as first, last_day(first) as last
  from generate_series($first::date, $through::date, interval 1 month) as m(first)
"""
HELD = "{0}.since <= $last and ({0}.until is null or {0}.until >= $last)"
FRONT = "Trưởng ban công tác Mặt trận"
VILLAGES = "from below where stands and is_cell and sort = 'Thôn, tổ dân phố'"
BOTH = f"""exists (from post as inside join post as beside using (member)
    where inside.unit = below.code and inside.post = '{{0}}' and {HELD.format("inside")}
      and beside.area = below.area and beside.post = '{{1}}' and {HELD.format("beside")})"""
SINCE = "greatest(joined, coalesce(founded, joined))"
GONE = f"""from member join below on below.code = member.cell
    where state = '{{}}' and "on" between $first and $last and "on" > {SINCE}"""
COUNTS = {
    "units.grassroots": "from below where stands and kind in ('Đảng bộ cơ sở', 'Chi bộ cơ sở')",
    "units.grassroots_committees": "from below where stands and kind = 'Đảng bộ cơ sở'",
    "units.grassroots_cells": "from below where stands and kind = 'Chi bộ cơ sở'",
    "units.cells": "from below where stands and is_cell",
    "units.subordinate_cells": "from below where stands and kind = 'Chi bộ trực thuộc'",
    "units.founded": "from below where founded between $first and $last",
    "units.dissolved": "from below where ended between $first and $last",
    "members.total": "from present",
    "members.full": "from present where official <= $last",
    "members.probationary": "from present where official is null or official > $last",
    "members.exempt": """from present where state = 'Miễn sinh hoạt' and "on" <= $last""",
    "members.women": "from present where gender = 'Nữ'",
    "members.admitted": """from member join below on below.code = member.cell
        where joined between $first and $last and (founded is null or joined >= founded)""",
    "members.recognised": f"""from member join below on below.code = member.cell
        where official between $first and $last and official >= {SINCE}
          and not coalesce(state like 'Đã%' and "on" <= official, false)""",
    "members.deceased": GONE.format("Đã từ trần"),
    "members.moved_out": GONE.format("Đã chuyển đi"),
    "meetings.regular": "from held where kind <> 'Chuyên đề'",
    "meetings.thematic": "from held where kind <> 'Thường kỳ'",
    "meetings.cells_met": "from (select distinct cell from held where kind <> 'Chuyên đề')",
    "meetings.cells_even": """from below where stands and is_cell
        and not exists (from months where last <= $today
          and (founded is null or founded <= last)
          and not exists (from held where held.cell = below.code and kind <> 'Chuyên đề'
                          and day between months.first and months.last))
        and exists (from months where (last <= $today and (founded is null or founded <= last))
          or exists (from held where held.cell = below.code and kind <> 'Chuyên đề'
                     and day between months.first and months.last))""",
    "cells_thematic": """from below where stands and is_cell
        and not exists (from months where month(last) % 3 = 0 and last <= $today
          and (founded is null or founded <= last)
          and not exists (from meeting where meeting.cell = below.code and kind <> 'Thường kỳ'
                          and day > months.last - interval 3 month
                          and day >= date_trunc('quarter', months.last)
                          and day <= months.last))""",
    "meetings.short": """from held where starts is not null and ends is not null
        and (date_diff('minute', starts, ends) + 1440) % 1440
            < case kind when 'Thường kỳ' then 90 when 'Kết hợp' then 120 else 0 end""",
    "scores.good": "from held where points >= 90",
    "scores.fair": "from held where points >= 70 and points < 90",
    "scores.average_grade": "from held where points >= 50 and points < 70",
    "scores.poor": "from held where points < 50",
    "training.classes": "from begun",
    "training.trainees": "from begun join learner on learner.class = begun.code",
    **{
        f"training.trainees.{code}": f"""from begun join learner on learner.class = begun.code
            where course = '{course}'"""
        for code, course in COURSES.items()
    },
    "villages": VILLAGES,
    "led_by_secretary": f"{VILLAGES} and {BOTH.format('Bí thư', 'Trưởng thôn')}",
    "front_by_deputy": f"{VILLAGES} and {BOTH.format('Phó bí thư', FRONT)}",
    "areas": f"from (select distinct area {VILLAGES})",
    "areas_led": f"""from (select distinct area {VILLAGES}) village where exists (
        from post where post.post = 'Trưởng thôn' and post.area = village.area
          and {HELD.format("post")})""",
}
SUMS = {
    "age": "select sum(year(age($last::date, born))) from present",
    "present": "select sum(present) from held",
    "expected": "select sum(expected) from held",
    "points": "select sum(points) from held",
    "scored": "select count(points) from held",
    "training.attendances": "select sum(attended) from begun join learner on class = begun.code",
    "planned": """select sum(planned), count(*) from target where unit = $unit
        and year between year($first::date) and year($last::date)""",
}


class Recount:
    """The rows of a workbook in DuckDB."""

    def __init__(self, sheets: Mapping[str, Rows]) -> None:
        self.base = duckdb.connect()
        for title, table in TABLES.items():
            self.base.execute(f"create table {table}")
            name = table.partition("(")[0]
            marks = ", ".join("?" * len(sheets[title][0]))
            self.base.executemany(f"insert into {name} values ({marks})", sheets[title])

    def figures(self, unit: str, first: date, through: date, today: date) -> dict[str, Any]:
        """By code: a count, or (value, numerator, denominator); of whole months to `through`."""
        given: dict[str, Any] = {
            "unit": unit,
            "first": first,
            "last": min(through, today),
            "today": today,
        }
        self._ask(BELOW, given)
        self._ask(MONTHS, {**given, "through": through})
        self._ask(
            """create or replace temp table present as
               select member.* from member join below on below.code = member.cell
                where joined <= $last and (founded is null or founded <= $last)
                  and not coalesce(state like 'Đã%' and "on" <= $last, false)""",
            given,
        )
        self._ask(
            """create or replace temp table held as select meeting.* from meeting
                join below on below.code = meeting.cell where day between $first and $last""",
            given,
        )
        self._ask(
            """create or replace temp table begun as select class.* from class
                join below on below.code = class.unit where begins between $first and $last""",
            given,
        )
        counted = {
            code: self._one(f"select count(*) {how}", given)[0] for code, how in COUNTS.items()
        }
        sums = {name: self._one(how, given) for name, how in SUMS.items()}
        return _figures(counted, sums, years=given["last"].year - first.year + 1)

    def _ask(self, question: str, given: Mapping[str, Any]) -> Any:
        used = {name: value for name, value in given.items() if f"${name}" in question}
        return self.base.execute(question, used)

    def _one(self, question: str, given: Mapping[str, Any]) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._ask(question, given).fetchone()
        return row


def _figures(counted: dict[str, Any], sums: Mapping[str, Any], years: int) -> dict[str, Any]:
    cells, thematic = counted["units.cells"], counted.pop("cells_thematic")
    planned, of_years = sums["planned"]
    villages, led, front, areas, areas_led = (
        counted.pop(name)
        for name in ("villages", "led_by_secretary", "front_by_deputy", "areas", "areas_led")
    )
    return {
        **counted,
        "posts.secretary_is_village_head_rate": share(led, villages, 100),
        "posts.deputy_is_front_head_rate": share(front, villages, 100),
        "posts.village_head_member_rate": share(areas_led, areas, 100),
        "training.attendances": sums["training.attendances"][0] or 0,
        "members.average_age": share(sums["age"][0] or 0, counted["members.total"], 1),
        "members.admitted_rate": (
            share(counted["members.admitted"], planned, 100)
            if of_years == years
            else (None, counted["members.admitted"], None)
        ),
        "meetings.even_rate": share(counted["meetings.cells_even"], cells, 100),
        "meetings.cells_thematic_rate": share(thematic, cells, 100),
        "meetings.attendance_rate": share(sums["present"][0] or 0, sums["expected"][0] or 0, 100),
        "scores.average": share(sums["points"][0] or 0, sums["scored"][0], 1),
    }


def share(above: Any, below: Any, of: int) -> tuple[Decimal | None, Any, Any]:
    if not below:
        return None, above, below
    exact = Decimal(above) * of / Decimal(below)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP), above, below
