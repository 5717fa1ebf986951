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


def test_the_example_of_the_page_for_analysts_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commune = a_commune()
    a_held_meeting(a_cell(commune), date(2026, 3, 5), expected=10, present=8)
    actor = operator_actor("kiểm thử")
    export_facts(actor=actor, unit_code=commune.code, folder=tmp_path / "facts", today=TODAY)
    page = (Path(__file__).parents[3] / "docs" / "analysis.md").read_text()
    (example,) = re.findall(r"```python\n(import duckdb.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(example, {})  # the example, word for word
    assert "2026-01-01" in (told := capsys.readouterr().out)
    assert commune.name in told
