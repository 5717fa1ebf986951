"""An indicator more is a file and a measuring function: everything else knows it by itself."""

import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.urls import reverse

from chibo.areas.indicators import definitions
from chibo.areas.indicators.actions import fold, verify
from chibo.areas.indicators.closing.actions import close_periods
from chibo.areas.indicators.closing.verifying import broken_closings
from chibo.areas.indicators.kept.reading import open_store
from chibo.areas.indicators.measures import Places, Span, registering
from chibo.areas.indicators.measures.members import PRESENT, at_home, given
from chibo.areas.indicators.measures.places import places
from chibo.areas.indicators.measures.registering import Listed, measuring
from chibo.areas.indicators.measures.statement import Counted, by_slot
from chibo.areas.organisation.models import Unit
from chibo.cli.commands import indicators as command
from chibo.core.periods import Month
from tests.factories import a_cell, a_change, a_commune, a_held_meeting, a_member, an_actor
from tests.months import at

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)
MARCH, LAST_MAY = Month(2026, 3), Month(2025, 5)
FILE = """
[[indicator]]
code = "members.from_sixty"
name = "Đảng viên từ 60 tuổi"
unit = "người"
at = "end"
counts = "from_sixty"
names = "members.view"
explanation = "Tuổi tròn năm vào ngày cuối kỳ từ 60 trở lên."
source = "Hồ sơ đảng viên"
records = "from sixty"
"""
SIXTY = {"from_sixty": "age >= 60"}


def measure_it() -> None:
    """The function, with what it gives said above it."""
    found = "SELECT member_id AS id, unit_path AS path, cell_id, age FROM counted WHERE {which}"
    statement = f"""
    {PRESENT} SELECT span, slot, {registering.filtered(SIXTY)} FROM counted GROUP BY span, slot
    """

    @measuring(
        "from sixty",
        at_end=("from_sixty",),
        behind={"from sixty": Listed("ages", found, SIXTY, PRESENT, given)},
    )
    def count_from_sixty(places: Places, spans: Sequence[Span]) -> Counted:
        return by_slot(at_home(statement, places), places, spans, **given(spans))


def forget_what_was_read() -> None:
    for read in (definitions.groups, definitions.definitions, definitions._by_code):
        read.cache_clear()


@pytest.fixture
def commune(monkeypatch: pytest.MonkeyPatch) -> Unit:
    """A commune whose figures of two years are kept."""
    monkeypatch.setenv("CHIBO_TODAY", TODAY.isoformat())
    commune = a_commune(code="X")
    east, west = a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")
    a_member(east, full_name="Nguyễn Văn An", born_on=date(1960, 1, 5))
    a_member(east, full_name="Trần Thị Bình", born_on=date(1965, 9, 1))
    a_member(west, full_name="Lê Văn Cường", born_on=date(1990, 1, 5))
    a_held_meeting(east, date(2025, 5, 5))
    a_change("merged", west, date(2026, 2, 1), east)
    fold(today=TODAY)
    return commune


@pytest.fixture
def one_more(commune: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The file and the function, from now on."""
    (tmp_path / "from_sixty.toml").write_text(FILE, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(definitions, "FOLDERS", (*definitions.FOLDERS, tmp_path))
        patched.setattr(registering, "_known", dict(registering._known))
        forget_what_was_read()
        measure_it()
        yield
    forget_what_was_read()


def kept(unit: Unit, month: Month) -> int:
    store = open_store()
    span = store.kept(Span(month, month, store.folded_on))
    facts = store.slots(places(unit, "then"), span, "then", children=False)[""]
    return int(facts.get("from_sixty", 0))


@pytest.fixture
def closed(commune: Unit) -> None:
    """The months before were closed, and a meeting of one of them came in late."""
    worker = an_actor("clerk", commune, name="máy chủ")
    assert close_periods(actor=worker, now=at(TODAY, 3), today=TODAY) > 12
    a_held_meeting(Unit.objects.unscoped("a test").get(name="Chi bộ thôn Đông"), date(2025, 9, 9))
    fold(today=TODAY)


@pytest.mark.usefixtures("closed", "one_more")
def test_what_came_after_a_period_was_closed_was_not_closed_as_none(commune: Unit, sign_in) -> None:
    fold(today=TODAY)
    assert [*broken_closings()] == []
    clerk, asked = sign_in("clerk", commune), {"ky": "2025-09"}
    page = clerk.get(reverse("figure", args=[commune.pk, "members.from_sixty"]), asked)
    assert (page.context["told"].value, page.context["closed"]) == (2, None)
    late = clerk.get(reverse("figure", args=[commune.pk, "meetings.regular"]), asked)
    assert late.context["closed"].is_restated


@pytest.mark.usefixtures("one_more")
def test_it_is_counted_for_all_months_that_are_kept_and_told_everywhere(
    commune: Unit, sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold(today=TODAY)
    assert (kept(commune, LAST_MAY), kept(commune, MARCH)) == (1, 2), "Bình was 59 in May"
    assert verify(today=TODAY) == []

    monkeypatch.setattr(command, "application", nullcontext)
    printed = CliRunner().invoke(
        command.indicators, ["--unit", "X", "--from", "2025-05", "--to", "2025-05", "--json"]
    )
    told = json.loads(printed.output)["indicators"]["members.from_sixty"]
    assert told == {"value": 1, "unit": "người"}

    clerk = sign_in("clerk", commune)
    page = clerk.get(reverse("figures", args=[commune.pk]), {"ky": "2025-09"})
    rows = dict(page.context["groups"])["Đảng viên"]
    row = next(row for row in rows if row.line.told.definition.code == "members.from_sixty")
    assert (row.name, row.line.told.value, row.change) == (
        "Đảng viên từ 60 tuổi",
        2,
        "+1 (+100,0%)",
    )

    for structure in ({}, {"cau-truc": "hien-nay"}):
        why = clerk.get(row.href.split("?")[0], {"ky": "2026-03", **structure})
        assert "Tuổi tròn năm vào ngày cuối kỳ từ 60 trở lên." in why.content.decode()
        assert why.context["named_to"] == "vai trò có quyền: xem danh sách đảng viên"
        records = {each.record.title: each.record.note for each in why.context["records"]}
        assert records == {"Nguyễn Văn An": "66 tuổi", "Trần Thị Bình": "60 tuổi"}


def test_without_them_nothing_knows_it(commune: Unit, sign_in) -> None:
    client = sign_in("clerk", commune)
    assert client.get(reverse("figure", args=[commune.pk, "members.from_sixty"])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (FILE.replace("members.from_sixty", "rooms.all"), "no file rooms.toml names its group"),
        (FILE.replace('counts = "from_sixty"', ""), "needs a count"),
        (FILE.replace("members.view", "members.guess"), "no permission members.guess"),
    ],
)
def test_a_file_that_says_too_little_is_refused_at_the_start(
    wrong: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(definitions, "FOLDERS", (*definitions.FOLDERS, tmp_path))
    with pytest.raises(ValueError, match=why):
        definitions.definitions.__wrapped__()
