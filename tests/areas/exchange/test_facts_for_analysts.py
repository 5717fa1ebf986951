"""Facts go out as Parquet: what they say is what pages say, and they name nobody."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from chibo.areas.access.queries import operator_actor
from chibo.areas.exchange.facts.parquet import NoParquet, export_facts
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.organisation.models import Unit
from chibo.core.errors import NotAllowed
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    a_score,
    an_actor,
)

TODAY = date(2026, 6, 15)
pytestmark = pytest.mark.django_db(transaction=True)


def test_an_analyst_counts_what_the_committee_reads(tmp_path: Path) -> None:
    province = a_province()
    commune, other = a_commune(province), a_commune(province)
    cell, far = a_cell(commune, "Chi bộ thôn Một"), a_cell(other, "Chi bộ thôn Hai")
    a_member(cell, full_name="Nguyễn Văn Thành")
    for month in range(1, 6):
        a_score(a_held_meeting(cell, date(2026, month, 5)), official_total=Decimal(90 + month))
    a_held_meeting(far, date(2026, 3, 5))
    actor = operator_actor("kiểm thử")

    rows = export_facts(actor=actor, unit_code=commune.code, folder=tmp_path, today=TODAY)

    assert rows["units"] == 2
    assert rows["meetings"] == 5
    assert {file.name for file in tmp_path.iterdir()} == {f"{name}.parquet" for name in rows}
    told = indicator_report(
        actor=actor,
        unit_code=commune.code,
        start=Month(2026, 1),
        end=Month(2026, 5),
        children=False,
        structure="then",
        today=TODAY,
    )["indicators"]
    with duckdb.connect() as base:
        counted = base.execute(
            f"""select count(*), sum(present), sum(expected), avg(official_points)::float
                  from '{tmp_path}/meetings.parquet' where held_on <= date '2026-05-31'"""
        ).fetchone()
        ((members,),) = base.execute(
            f"select members from '{tmp_path}/cell_months.parquet' where month = date '2026-05-01'"
        ).fetchall()
    attendance = told["meetings.attendance_rate"]
    assert counted == (
        told["meetings.regular"]["value"],
        attendance["numerator"],
        attendance["denominator"],
        told["scores.average"]["value"],
    )
    assert members == told["members.total"]["value"] == 1
    assert not [file for file in tmp_path.iterdir() if "Thành".encode() in file.read_bytes()]


def test_who_may_not_export_gets_nothing(tmp_path: Path) -> None:
    commune = a_commune()
    with pytest.raises(NotAllowed):
        export_facts(
            actor=an_actor("superior", commune),
            unit_code=commune.code,
            folder=tmp_path,
            today=TODAY,
        )
    assert not list(tmp_path.iterdir())


def test_without_what_writes_parquet_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chibo.areas.exchange.facts.parquet.find_spec", lambda name: None)
    with pytest.raises(NoParquet, match=r"chibo\[analysis\]"):
        export_facts(actor=operator_actor("kiểm thử"), unit_code="1", folder=tmp_path, today=TODAY)


def _example(beginning: str) -> str:
    page = (Path(__file__).parents[3] / "docs" / "analysis.md").read_text()
    (found,) = re.findall(rf"```python\n({beginning}.*?)```", page, re.DOTALL)
    return str(found)


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unit:
    """A commune whose cells met in March, one of them thinly, as files beside the example."""
    commune = a_commune()
    a_held_meeting(a_cell(commune), date(2026, 3, 5), expected=10, present=8)
    even = a_cell(commune, "Chi bộ họp đều", founded_on=date(2026, 4, 1))
    for month in (4, 5, 6):
        a_held_meeting(even, date(2026, month, 5))
    export_facts(
        actor=operator_actor("kiểm thử"),
        unit_code=commune.code,
        folder=tmp_path / "facts",
        today=TODAY,
    )
    monkeypatch.chdir(tmp_path)
    return commune


def test_the_examples_of_the_page_for_analysts_run(
    facts: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(_example("import duckdb"), {})  # word for word
    assert "2026-01-01" in (told := capsys.readouterr().out)
    assert facts.name in told

    spark = _example("from pyspark")
    files = re.findall(r'parquet\("(facts/\w+\.parquet)"\)', spark)
    assert len(files) == 2
    with duckdb.connect() as base:
        columns = {
            row[0] for file in files for row in base.sql(f"describe from '{file}'").fetchall()
        }
        asked = set(re.findall(r'f\.(?:col|year)\("(\w+)"\)|\b(?:even|units)\.(\w+)', spark))
        named = {name for pair in asked for name in pair if name} - {"join", "parquet"}
        named |= set(re.findall(r'groupBy\("(\w+)"\)', spark))
        assert {"month", "exists", "met_on", "cell", "code", "parent"} <= named
        assert named - {"met_every_month", "groupBy"} <= columns
        same = """
            with even as (select cell, bool_and(met_on is not null) as met
                            from 'facts/cell_months.parquet'
                           where year(month) = 2026 and "exists" group by cell)
            select parent, count(*), count(*) filter (where met)
              from even join 'facts/units.parquet' u on u.code = even.cell group by parent"""
        assert base.sql(same).fetchall() == [(facts.code, 2, 1)]


def test_the_spark_example_runs_where_spark_is(
    facts: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: its example is read, not run")
    exec(_example("from pyspark"), {})
    assert re.search(rf"\|\s*{facts.code}\|\s*2\|\s*1\|", capsys.readouterr().out)
