"""Forms as data, periods, and the checks of a report; without a database."""

from datetime import date
from decimal import Decimal

import pytest

from chibo.areas.indicators.definitions import definitions
from chibo.areas.periodic.forms import Rule, burdens, forms
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.rules import (
    Below,
    LineFigure,
    Reported,
    Share,
    Value,
    added,
    as_data,
    changes,
    check,
    from_data,
)
from chibo.core.vietnamese import fold

NONE, NA, OPEN = Value("none"), Value("na"), Value()


def lines(**numbers: int | Value) -> dict[str, LineFigure]:
    return {
        code: LineFigure(code, each if isinstance(each, Value) else Value.of(each))
        for code, each in numbers.items()
    }


@pytest.mark.parametrize(
    ("key", "label", "first", "before"),
    [
        ("2026-11", "tháng 11/2026", date(2026, 11, 1), date(2026, 12, 1)),
        ("2026-Q4", "quý IV/2026", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-H1", "6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 7, 1)),
        ("2026", "năm 2026", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_is_read_said_and_half_open(
    key: str, label: str, first: date, before: date
) -> None:
    period = Period.parse(key)
    assert (str(period), period.label) == (key, label)
    assert (period.starts_on, period.ends_before) == (first, before)
    assert Period.on(period.kind, period.last_day) == period
    assert Period.on(period.kind, before) == period.plus(1)


@pytest.mark.parametrize("key", ["", "2026-13", "2026-Q5", "2026-H3", "26", "2026-11-01", "0999"])
def test_nonsense_is_no_period(key: str) -> None:
    with pytest.raises(ValueError, match=r"no such|not a|no period"):
        Period.parse(key)


class TestForms:
    def test_every_form_says_whom_it_asks_until_when_and_that_no_law_stands_behind_it(self) -> None:
        assert list(forms()) == ["month", "quarter", "half", "year"]
        for form in forms().values():
            assert "không có văn bản" in form.source
            known = set(form.by_code)
            for rule in form.rules:
                assert known >= {*rule.left, *rule.right} - {""}, rule.code
                assert not rule.below or rule.below in known
        month = forms()["month"]
        assert month.due_on("dang_bo_co_so", Period.parse("2026-10")) == date(2026, 11, 5)
        assert month.due_on("tinh_uy", Period.parse("2026-10")) == date(2026, 11, 10)
        assert not month.covers(Period.parse("2026-Q3"))
        assert not month.covers(Period.parse("2025-06"))
        assert forms()["half"].covers(Period.parse("2026-H1"))
        assert not forms()["half"].covers(Period.parse("2026-H2")), "the year's report tells it"

    def test_nothing_is_typed_that_the_system_already_counts(self) -> None:
        """By what lines are called: a typed line and an indicator never share a name."""
        counted = {fold(each.name) for each in definitions()}
        for form in forms().values():
            for line in form.lines:
                if line.typed:
                    assert fold(line.name) not in counted, line.code
                    assert not line.indicator
                    assert line.minutes > 0, "a field that is asked says what it costs"
                else:
                    assert line.definition
                    assert not line.minutes

    def test_the_burden_is_defined_and_counts_typed_fields_only(self) -> None:
        assert [each.code for each in burdens()] == ["burden.fields", "burden.minutes"]
        assert "ước lượng" in burdens()[1].explanation
        month = forms()["month"]
        assert (month.fields, month.minutes) == (6, 29)
        assert month.fields == sum(bool(line.typed) for line in month.lines)


class TestChecks:
    def test_sums_hold_or_say_by_how_much_they_do_not(self) -> None:
        rule = Rule("cells", "…", ("cells",), "=", ("grassroots_cells", "subordinate_cells"))
        (good,) = check([rule], lines(cells=5, grassroots_cells=1, subordinate_cells=4), Below())
        assert good.holds
        (bad,) = check([rule], lines(cells=5, grassroots_cells=1, subordinate_cells=3), Below())
        assert (bad.holds, bad.left, bad.right, bad.difference) == (False, 5, 4, 1)
        assert bad.key == "5/4"

    def test_not_more_than_and_what_is_not_known(self) -> None:
        rule = Rule("p", "…", ("answered",), "<=", ("petitions",))
        said = [
            check([rule], lines(answered=a, petitions=b), Below())[0].holds
            for a, b in ((2, 3), (3, 3), (4, 3), (NONE, 3), (OPEN, 3), (NA, 3))
        ]
        assert said == [True, True, False, None, None, True]

    def test_the_units_below_are_compared_once_all_are_in(self) -> None:
        rule = Rule("b", "…", below="members")
        own = lines(members=100)
        assert check([rule], own, Below()) == (), "nobody below, nothing to compare"
        (waiting,) = check([rule], own, Below(2, 1))
        assert waiting.holds is None
        said = (
            Reported("Xã Một", Decimal(60), Decimal(60)),
            Reported("Xã Hai", Decimal(38), Decimal(40)),
        )
        (found,) = check([rule], own, Below(2, 2, {"members": said}))
        assert (found.holds, found.left, found.right) == (False, 100, 98)
        assert [each.unit for each in found.differing] == ["Xã Hai"]

    def test_ones_own_number_and_those_of_below(self) -> None:
        shares = (Share(1, "Xã Một", Value.of(3)), Share(2, "Xã Hai", NONE))
        assert added(Value.of(2), shares) == Value.of(5)
        assert added(NONE, shares) == Value.of(3)
        assert added(NA, (Share(2, "Xã Hai", NONE),)) == NA
        assert added(OPEN, shares) == OPEN, "one's own is not typed yet"
        assert added(Value.of(0), ()) == Value.of(0)


def test_what_is_kept_reads_back_to_the_last_digit_and_changes_are_found() -> None:
    kept = {
        **lines(members=51, admitted=0, target=NONE, places=NA),
        "rate": LineFigure("rate", Value.of(Decimal("64.3")), Decimal(9), Decimal(14)),
        "sum": LineFigure(
            "sum", Value.of(5), own=Value.of(2), shares=(Share(1, "Xã", Value.of(3)),)
        ),
        "words": LineFigure("words", NA, text="Đã làm"),
    }
    assert from_data(as_data(kept)) == kept
    now = {**kept, **lines(members=50)}
    (moved,) = changes(kept, now)
    assert (moved.code, moved.before, moved.after) == ("members", Value.of(51), Value.of(50))
    assert changes(kept, kept) == ()
    assert Period.on("quarter", date(2026, 11, 21)) == Period.parse("2026-Q4")
