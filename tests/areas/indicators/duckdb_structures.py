"""Figures of a register whose cells changed, counted from its very rows under both structures.

Written from the contract of workbooks and indicators: no table, no function and no definition of
the program is used. Bodies never move in these registers, so who is above a body is one list; a
cell stands somewhere as something from–to (`standing`), and hands its figures on to `final`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import duckdb

from tests.areas.indicators.duckdb_recount import MONTHS, TABLES, share
from tests.areas.indicators.invented_changes import CHANGES
from tests.areas.indicators.invented_workbook import Rows

Structure = Literal["then", "now"]
ALL = {
    **{title: table for title, table in TABLES.items() if title != "Chức vụ"},
    CHANGES: "change(day date, kind text, unit text, receivers text, new_kind text)",
}
# Each cell is named in one change at most; a row of Tổ chức is the unit before it.
PREPARED = """
create table last as
select unit.*, change.day, change.kind as change, string_split(receivers, ';') as "to", new_kind,
       unit.kind in ('Chi bộ trực thuộc', 'Chi bộ cơ sở') as is_cell,
       coalesce(change.kind in ('Sáp nhập', 'Hợp nhất', 'Chia tách', 'Giải thể'), false) as ends
  from unit left join change on change.unit = unit.code;
create table standing as
select code, kind, above, is_cell, coalesce(founded, date '0001-01-01') as since,
       coalesce(day, ended, date '9999-01-01') as until from last
union all
select code, coalesce(new_kind, kind),
       case when change = 'Chuyển giao' then "to"[1] else above end, is_cell, day,
       coalesce(ended, date '9999-01-01') from last where day is not null and not ends;
create table over as
with recursive o(code, top) as (
  select code, code from unit where kind not in ('Chi bộ trực thuộc', 'Chi bộ cơ sở')
  union all
  select o.code, unit.above from o join unit on unit.code = o.top where unit.above is not null
) select * from o;
create table final as
with recursive f(code, heir, ends) as (
  select code, case when not ends then null
                    when change = 'Giải thể' then above else "to"[1] end, code from last
  union all
  select f.code, case when not last.ends then null
                      when last.change = 'Giải thể' then last.above else last."to"[1] end, last.code
    from f join last on last.code = f.heir
) select code, ends as final from f where heir is null;
create table home as
select member.code, cell as at, greatest(joined, coalesce(founded, joined)) as from_,
       case when ends then day else date '9999-01-01' end as until
  from member join last on last.code = member.cell
union all
select member.code, f."to"[1], greatest(joined, f.day), date '9999-01-01'
  from member join last f on f.code = member.cell where f.ends and f.change <> 'Giải thể';
"""
# Where a cell's figures stand: by the day of what happened, or by today.
PLACED = {
    "then": """select s.code, s.kind, s.since, s.until, s.is_cell from standing s
        where s.code = $unit or exists (from over o where o.code = s.above and o.top = $unit)
           or exists (from over o where o.code = s.code and o.top = $unit)""",
    "now": """select s.code, s.kind, s.since, s.until, s.is_cell from standing s
        join final f using (code) join standing t on t.code = f.final
             and t.until = (select max(until) from standing u where u.code = t.code)
        where t.code = $unit or exists (from over o where o.code = t.above and o.top = $unit)
           or exists (from over o where o.code = t.code and o.top = $unit)""",
}
# A cell counted by a condition stands where it stood on the last day, an ended one on its last.
SETTLED = """
create or replace temp table settled as
select distinct p.code from placed p where p.since <= $last
   and not exists (from standing later where later.code = p.code and later.since > p.since
                   and later.since <= $last)
"""
UNITS = {
    "units.cells": "is_cell",
    "units.subordinate_cells": "kind = 'Chi bộ trực thuộc'",
    "units.grassroots_cells": "kind = 'Chi bộ cơ sở'",
    "units.grassroots_committees": "kind = 'Đảng bộ cơ sở'",
    "units.grassroots": "kind in ('Đảng bộ cơ sở', 'Chi bộ cơ sở')",
}
MEMBERS = {
    "members.total": "true",
    "members.full": "official <= $last",
    "members.exempt": """state = 'Miễn sinh hoạt' and "on" <= $last""",
    "members.women": "gender = 'Nữ'",
}
AGES = "select coalesce(sum(year(age($last::date, born))), 0) from present"
EVENTS = {
    "meetings.regular": "from held where kind <> 'Chuyên đề'",
    "meetings.thematic": "from held where kind <> 'Thường kỳ'",
    "scores.good": "from held where points >= 90",
    "scores.poor": "from held where points < 50",
    "meetings.cells_met": """from settled where code in
        (select cell from meeting where kind <> 'Chuyên đề' and day between $first and $last)""",
    "meetings.cells_even": """from settled join last using (code)
        where exists (from placed p where p.code = settled.code and p.is_cell
                      and p.since <= $last and p.until > $last)
          and not exists (from months m where m.last <= $today
            and (founded is null or founded <= m.last)
            and not exists (from met where met.cell = code and met.day between m.first and m.last))
          and exists (from months m where (m.last <= $today
            and (founded is null or founded <= m.last))
            or exists (from met where met.cell = code and met.day between m.first and m.last))""",
    "training.trainees.new_members": """from class join learner on learner.class = class.code
        join placed p on p.code = class.unit and p.since <= begins and p.until > begins
        where course = 'Đảng viên mới' and begins between $first and $last""",
    "members.recognised": """from member join home on home.code = member.code
        join placed p on p.code = home.at and p.since <= official and p.until > official
        where official between $first and $last and home.from_ <= official
          and home.until > official and not coalesce(state like 'Đã%' and "on" <= official, false)
    """,
    "members.admitted": """from member join home on home.code = member.code
        join placed p on p.code = home.at and p.since <= joined and p.until > joined
        join last on last.code = member.cell
        where joined between $first and $last and home.from_ <= joined and home.until > joined
          and (founded is null or joined >= founded)""",
}


class Structures:
    """The rows of a workbook in DuckDB, with what its changes made of the units."""

    def __init__(self, sheets: Mapping[str, Rows]) -> None:
        self.base = duckdb.connect()
        for title, table in ALL.items():
            self.base.execute(f"create table {table}")
            marks = ", ".join("?" * len(sheets[title][0]))
            self.base.executemany(
                f"insert into {table.partition('(')[0]} values ({marks})", sheets[title]
            )
        self.base.execute(PREPARED)
        self.base.execute("create table met as select * from meeting where kind <> 'Chuyên đề'")

    def figures(
        self, unit: str, first: date, through: date, today: date, structure: Structure
    ) -> dict[str, Any]:
        """By code: a count, or (value, numerator, denominator)."""
        given: dict[str, Any] = {
            "unit": unit,
            "first": first,
            "last": min(through, today),
            "today": today,
        }
        self._ask(MONTHS, {**given, "through": through})
        self._ask(f"create or replace temp table placed as {PLACED[structure]}", given)
        self._ask(SETTLED, given)
        self._ask(
            """create or replace temp table held as select meeting.* from meeting
                join placed p on p.code = cell and p.since <= meeting.day and p.until > meeting.day
                where meeting.day between $first and $last""",
            given,
        )
        self._ask(
            """create or replace temp table present as select member.* from member
                join home on home.code = member.code
                     and home.from_ <= $last and home.until > $last
                join placed p on p.code = home.at and p.since <= $last and p.until > $last
               where not coalesce(state like 'Đã%' and "on" <= $last, false)""",
            given,
        )
        stands = "from placed where since <= $last and until > $last and "
        found: dict[str, Any] = {
            code: self._one(stands + how, given) for code, how in UNITS.items()
        }
        found |= {
            code: self._one(f"from present where {how}", given) for code, how in MEMBERS.items()
        }
        found |= {code: self._one(how, given) for code, how in EVENTS.items()}
        found |= self._changes(given)
        present, expected = self._ask(
            "select coalesce(sum(present), 0), coalesce(sum(expected), 0) from held", given
        ).fetchone()
        found["meetings.attendance_rate"] = share(present, expected, 100)
        (ages,) = self._ask(AGES, given).fetchone()
        found["members.average_age"] = share(ages, found["members.total"], 1)
        return found

    def _changes(self, given: Mapping[str, Any]) -> dict[str, int]:
        """Changes of units of the period, where the unit stood on that day or the day before."""
        ending = "from change join placed p on p.code = unit and p.until = day where"
        period = "day between $first and $last"
        return {
            "units.upgraded": self._one(
                f"""from change join placed p on p.code = unit and p.since = day
                    where change.kind = 'Nâng cấp' and {period}""",
                given,
            ),
            "units.merged": self._one(
                f"{ending} change.kind in ('Sáp nhập', 'Hợp nhất') and {period}", given
            ),
            "units.founded": self._one(
                """from unit join placed p on p.code = unit.code and p.since = unit.founded
                    where founded between $first and $last""",
                given,
            ),
            "units.dissolved": self._one(f"{ending} change.kind = 'Giải thể' and {period}", given)
            + self._one(
                """from unit join placed p on p.code = unit.code and p.until = unit.ended
                    where ended between $first and $last""",
                given,
            ),
        }

    def _ask(self, question: str, given: Mapping[str, Any]) -> Any:
        used = {name: value for name, value in given.items() if f"${name}" in question}
        return self.base.execute(question, used)

    def _one(self, how: str, given: Mapping[str, Any]) -> int:
        return int(self._ask(f"select count(*) {how}", given).fetchone()[0])
