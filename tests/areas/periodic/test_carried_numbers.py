"""A unit is not asked again for what its sealed reports of shorter periods have said."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.access.queries import operator_actor
from chibo.areas.periodic import actions, queries
from chibo.areas.periodic.carried import Held, Sealed, carried, last_of
from chibo.areas.periodic.errors import NotReady
from chibo.areas.periodic.forms import Line, forms
from chibo.areas.periodic.models import PeriodicReport
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.rules import Gap, LineFigure, Value, as_data, from_data
from chibo.core.periods import Month
from tests.factories.changes import a_change
from tests.months import at
from tests.periods import NOW, NUMBERS, TEXTS, Province

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MONTHS = [Period.parse(f"2026-0{number}") for number in (7, 8, 9)]
Q3, YEAR = Period.parse("2026-Q3"), Period.parse("2026")
LONG = {**TEXTS, "difficulties": "Ít người."}
CONFERENCES = {"conferences": ("value", "2"), "conference_people": ("value", "90")}


def answers(dialogues: int, petitions: int, answered: int) -> dict[str, tuple[str, str]]:
    told = (dialogues, petitions, answered)
    return {code: ("value", str(n)) for code, n in zip(NUMBERS, told, strict=True)}


@pytest.fixture
def ours() -> Province:
    found = Province()
    for form, since in (("month", MONTHS[0]), ("quarter", Q3), ("year", YEAR)):
        found.ask(form, since)
    return found


def month(ours: Province, period: Period, *numbers: int, at: int = 0) -> PeriodicReport:
    return ours.accept(ours.sent(at, period, numbers=answers(*numbers)))


def lines(ours: Province, report: PeriodicReport) -> dict[str, queries.SeenLine]:
    report = queries.get_report(ours.superior, report.pk)
    seen = queries.see(ours.superior, report, TODAY)
    return {each.line.code: each for each in seen.lines}


def untyped(ours: Province, report: PeriodicReport) -> list[str]:
    seen = queries.see(ours.superior, queries.get_report(ours.superior, report.pk), TODAY)
    return [each.line.code for each in seen.untyped]


def parts(each: queries.SeenLine) -> list[tuple[str, Decimal | None]]:
    return [(part.period, part.value.number) for part in each.figure.parts]


def cost(ours: Province, period: Month) -> tuple[int, int]:
    found = queries.burden_of(ours.clerks[0], ours.communes[0], period)
    assert (found.fields, found.minutes) == (found.fields_below, found.minutes_below)
    return found.fields, found.minutes


def test_every_number_that_happens_in_a_period_says_since_when_it_is_carried() -> None:
    told = {
        line.code: (line.carried, line.carried_since)
        for form in forms().values()
        for line in form.lines
        if line.is_number
    }
    since = date(2025, 7, 1)
    assert told == dict.fromkeys([*CONFERENCES, *NUMBERS], ("sum", since))
    assert forms()["month"].carried == (), "nothing is shorter than a month"
    assert [line.code for line in forms()["quarter"].carried] == [*CONFERENCES, *NUMBERS]


def test_a_quarter_whose_months_are_sealed_asks_for_none_of_their_numbers(ours: Province) -> None:
    """Each part can be followed to its report; the balance rule holds by the parts."""
    october = Month(2026, 10)
    assert cost(ours, october)[0] == 6 + 9, "September's report and the whole of the quarter's"
    sealed = [month(ours, MONTHS[n], n + 1, 5 + n, 4) for n in range(3)]
    quarter = ours.begin(period=Q3)
    assert untyped(ours, quarter) == [
        "conferences", "conference_people", "highlights", "difficulties", "next_tasks"
    ]  # fmt: skip
    shown = lines(ours, quarter)
    assert {code: shown[code].figure.value.number for code in NUMBERS} == {
        "dialogues": 6, "petitions": 18, "petitions_answered": 12
    }  # fmt: skip
    assert parts(shown["petitions"]) == [("2026-07", 5), ("2026-08", 6), ("2026-09", 7)]
    assert [p.report_id for p in shown["petitions"].figure.parts] == [row.pk for row in sealed]
    assert cost(ours, october) == (6 + 6, 29 + 3 + 3 + 10 + 8 + 8 + 4)
    (asked,) = queries.asked_by_month(ours.clerk, ours.communes[0], [october])
    assert [(row.form.code, row.fields) for row in asked.owed] == [("month", 6), ("quarter", 6)]

    crafted = {**answers(9, 99, 9), **CONFERENCES}
    sent = ours.submit(ours.check(ours.write(quarter, numbers=crafted, texts=LONG)))
    assert sent.typed["petitions"] == ["open", ""], "a number nobody asked for is not taken"
    accepted = ours.accept(sent)
    kept = from_data(accepted.figures["lines"])
    assert as_data(kept) == accepted.figures["lines"]
    assert kept["petitions"].value == Value.of(18)

    own = actions.begin(actor=ours.clerk, unit_id=ours.root.pk, form="quarter", period=Q3, now=NOW)
    actions.write(
        actor=ours.clerk,
        report_id=own.pk,
        entry=actions.Entry(numbers={**answers(1, 1, 1), **CONFERENCES}),
        version=own.version,
        now=NOW,
    )
    summed = lines(ours, own)["petitions"].figure
    assert (summed.value, summed.own) == (Value.of(19), Value.of(1))
    assert [share.value for share in summed.shares] == [Value.of(18)]


def test_a_month_without_a_sealed_report_is_named_and_only_that_part_is_asked(
    ours: Province,
) -> None:
    month(ours, MONTHS[0], 1, 5, 4)
    august = ours.sent(0, MONTHS[1], numbers=answers(1, 7, 7))
    month(ours, MONTHS[2], 1, 6, 6)
    quarter = ours.begin(period=Q3)
    assert "petitions" in untyped(ours, quarter)
    open_line = lines(ours, quarter)["petitions"].figure
    assert [gap.label for gap in open_line.gaps] == ["08/2026"]
    assert parts(lines(ours, quarter)["petitions"]) == [("2026-07", 5), ("2026-09", 6)]
    ours.write(quarter, numbers={**answers(0, 8, 9), **CONFERENCES}, texts=LONG)
    with_august = lines(ours, quarter)["petitions"].figure
    assert (with_august.value, with_august.rest) == (Value.of(19), Value.of(8))
    assert lines(ours, quarter)["petitions_answered"].figure.value == Value.of(19)
    ours.write(quarter, numbers=answers(0, 8, 10), texts=LONG)
    with pytest.raises(NotReady, match="Kiến nghị đã trả lời không quá"):
        ours.check(quarter)
    assert cost(ours, Month(2026, 10))[0] == 6 + 9, "three numbers were asked after all"

    ours.accept(august)
    carried_now = lines(ours, quarter)["petitions"].figure
    assert (carried_now.value, carried_now.gaps) == (Value.of(18), ()), "August has said it itself"
    ours.check(quarter)


def test_a_corrected_month_is_seen_in_the_sealed_quarter_and_restated_by_a_person(
    ours: Province,
) -> None:
    reports = [month(ours, each, 1, 5, 4) for each in MONTHS]
    quarter = ours.accept(ours.sent(0, Q3, numbers=CONFERENCES, texts=LONG))
    ours.reopen(reports[1], "Ghi nhầm số kiến nghị")
    assert lines(ours, quarter)["petitions"].moved is None, "an open month says nothing yet"
    ours.write(reports[1], numbers=answers(1, 8, 4))
    ours.accept(ours.submit(ours.check(reports[1])))
    moved = lines(ours, quarter)["petitions"].moved
    assert moved
    assert (moved.before, moved.after) == (Value.of(15), Value.of(18))
    assert actions.note_moves(actor=operator_actor("chibo"), now=at(date(2026, 11, 20))) == 4
    quarter.refresh_from_db()
    assert quarter.moved == {"petitions": "2026-11-20"}
    ours.restate(quarter, "Tháng 8 ghi nhầm")
    assert lines(ours, quarter)["petitions"].figure.value == Value.of(18)
    assert list(queries.changed_reports()) == []


def test_a_year_takes_its_months_and_a_quarter_where_a_month_was_never_sealed(
    ours: Province,
) -> None:
    for each in MONTHS[1:]:
        month(ours, each, 1, 5, 4)
    ours.accept(ours.sent(0, Q3, numbers={**answers(2, 3, 3), **CONFERENCES}, texts=LONG))
    month(ours, Period.parse("2026-10"), 1, 9, 9)
    year = lines(ours, ours.begin(period=YEAR))
    assert parts(year["petitions"]) == [("2026-Q3", 13), ("2026-10", 9)]
    assert [gap.label for gap in year["petitions"].figure.gaps] == [
        *(f"0{n}/2026" for n in range(1, 7)), "11/2026", "12/2026"
    ]  # fmt: skip
    assert parts(year["conferences"]) == [("2026-Q3", 2)]


def test_months_of_a_commune_that_was_merged_stand_in_its_heirs_quarter(ours: Province) -> None:
    first, second = ours.communes
    month(ours, MONTHS[0], 1, 5, 4)
    month(ours, MONTHS[0], 2, 7, 7, at=1)
    a_change("merged", second, date(2026, 9, 10), first)
    for each in MONTHS[1:]:
        month(ours, each, 1, 1, 1)
    figure = lines(ours, ours.begin(period=Q3))["petitions"].figure
    assert [(part.unit, part.value.number) for part in figure.parts] == [
        ("Đảng ủy xã Một", 5), ("Đảng ủy xã Một", 1), ("Đảng ủy xã Một", 1), ("Đảng ủy xã Hai", 7)
    ]  # fmt: skip
    assert [gap.label for gap in figure.gaps] == ["08/2026 (Đảng ủy xã Hai)"]
    assert cost(ours, Month(2026, 10))[0] == 6 + 9


def test_a_number_of_a_state_is_the_last_months_and_zero_is_not_no_data() -> None:
    """No shipped form types one: an office's may."""

    def said(number: str, value: Value) -> Sealed:
        told = {"x": LineFigure("x", value)}
        return Sealed(int(number), 1, "Xã", Period.parse(f"2026-0{number}"), told)

    line = Line(
        "x", "Câu lạc bộ", "", "", typed="number", carried="sum", carried_since=Q3.starts_on
    )
    three = tuple(said(n, Value.of(int(n))) for n in "789")
    assert carried(line, None, Held(three)).value == Value.of(24)
    known = last_of(1, Q3, three, [Gap("1:2026-08", "08/2026"), Gap("2:2026-09", "09/2026 (B)")])
    assert known == Held(three[2:], ()), "August, and a unit merged into it, say nothing of it"
    assert carried(line, None, known).value == Value.of(9)
    open_end = [Gap("1:2026-09", "09/2026")]
    assert last_of(1, Q3, three[:2], open_end) == Held((), tuple(open_end))
    none, nothing = said("7", Value("none")), said("8", Value("na"))
    assert carried(line, None, Held((none, said("9", Value.of(0))))).value == Value.of(0)
    assert carried(line, None, Held((none, nothing))).value == Value("none")
    assert carried(line, None, Held((nothing,))).value == Value("na")
    gap = Held(three[:2], (Gap("1:2026-09", "09/2026"),))
    assert carried(line, ["value", "4", ["1:2026-09"]], gap).value == Value.of(19)
    assert carried(line, ["value", "4", ["1:2026-08"]], gap).value == Value(), "typed for another"
    assert carried(line, ["value", "99"], gap).value == Value(), "typed for the whole"
    assert carried(line, ["value", "99"], Held((), gap.gaps)).value == Value.of(99)


def test_as_many_reads_for_one_sealed_month_as_for_three(ours: Province) -> None:
    def reads() -> int:
        with CaptureQueriesContext(connection) as caught:
            lines(ours, quarter)
        return len(caught)

    month(ours, MONTHS[0], 1, 5, 4)
    quarter = ours.begin(period=Q3)
    few = reads()
    for each in MONTHS[1:]:
        month(ours, each, 1, 5, 4)
    assert reads() == few
