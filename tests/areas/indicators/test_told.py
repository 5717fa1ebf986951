"""Zero, no data and not applicable are three things."""

from decimal import Decimal

from chibo.areas.indicators.definitions import definitions
from chibo.areas.indicators.told import State, by_group, tell

HEADS = "posts.secretary_is_village_head_rate"


def share(value, above, below):
    return {"value": value, "numerator": above, "denominator": below}


def test_nothing_counted_is_zero_and_nothing_to_divide_by_is_no_data():
    none = tell("members.admitted", {"members.admitted": {"value": 0}}, is_cell=False)
    assert (none.state, none.value, none.words) == (State.VALUE, 0, "0")
    rate = tell("meetings.even_rate", {"meetings.even_rate": share(None, 0, 0)}, is_cell=False)
    assert (rate.state, rate.value, rate.words) == (State.NO_DATA, None, "chưa có số liệu")
    assert rate.reason == "Mẫu số bằng 0: chi bộ cuối kỳ chưa có trong kỳ nên không chia được."


def test_without_a_target_there_is_nothing_to_compare_with_and_a_target_of_none_divides_nothing():
    code = "members.admitted_rate"
    without = tell(code, {code: share(None, 3, None)}, is_cell=False)
    assert (without.state, without.numerator) == (State.NO_DATA, 3)
    assert without.reason.startswith("Chưa giao chỉ tiêu")
    assert tell(code, {code: share(None, 3, 0)}, is_cell=False).reason.startswith("Chỉ tiêu bằng 0")


def test_shares_and_means_keep_their_decimal():
    rate = tell("meetings.even_rate", {"meetings.even_rate": share(15, 18, 120)}, is_cell=False)
    assert (rate.value, rate.words) == (Decimal("15.0"), "15,0%")
    age = tell("members.average_age", {"members.average_age": share(49.9, 499, 10)}, is_cell=False)
    assert (age.words, age.is_mean) == ("49,9", True)


def test_a_cell_counts_no_units_and_an_agency_has_no_village_heads():
    figures = {"units.cells": {"value": 1}, HEADS: share(None, 0, 0)}
    assert tell("units.cells", figures, is_cell=True).state is State.NOT_APPLICABLE
    agency = tell(HEADS, figures, is_cell=True, cell_type="agency")
    assert (agency.state, agency.words) == (State.NOT_APPLICABLE, "không áp dụng")
    assert tell(HEADS, figures, is_cell=True, cell_type="village").state is State.NO_DATA


def test_a_committee_of_agencies_has_none_either_and_one_without_cells_no_data_yet():
    agencies = {"units.cells": {"value": 9}, HEADS: share(None, 0, 0), "places.total": {"value": 0}}
    assert tell(HEADS, agencies, is_cell=False).state is State.NOT_APPLICABLE
    assert tell("places.total", agencies, is_cell=False).state is State.NOT_APPLICABLE
    empty = {**agencies, "units.cells": {"value": 0}}
    assert tell(HEADS, empty, is_cell=False).state is State.NO_DATA
    register = {**agencies, "places.total": {"value": 4}}
    assert tell("places.total", register, is_cell=False).value == 4


def test_what_is_not_kept_of_a_time_is_no_data_and_never_zero():
    assert tell("reports.late", {}, is_cell=False).state is State.NO_DATA


def test_every_figure_stands_in_one_group():
    listed = [each.code for _name, rows in by_group() for each in rows]
    assert sorted(listed) == sorted(each.code for each in definitions())
