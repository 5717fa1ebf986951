"""Who is outside the circle reads no small number of a people or a religion, nor computes one."""

from datetime import date
from io import BytesIO
from itertools import product
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.areas.statistics.errors import KeptBack
from chibo.areas.statistics.queries import Book, book, records_behind
from chibo.areas.statistics.rules import NONE, kept_back
from chibo.areas.statistics.small import threshold_on, thresholds
from chibo.areas.statistics.workbook import workbook
from chibo.core.actor import Actor
from tests.areas.statistics.test_sheets import TODAY, column
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

LEAST = 5


def rows_of(made: bytes, sheet: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet, empty ones left out."""
    rows = openpyxl.load_workbook(BytesIO(made))[sheet].iter_rows(values_only=True)
    return [row for row in rows if row and row[0]]


BASE = {"people": "Kinh", "religion": NONE}
PARTS = ("Kinh", "Thái", "Mông", "Dao", "unknown")
parts = st.dictionaries(st.sampled_from(PARTS), st.integers(0, 9), max_size=5)


def facts_of(people: dict[str, int], women: dict[str, int]) -> dict[str, dict[str, int | None]]:
    """The facts of one population; nobody's religion is on record."""
    whole = sum(people.values())
    of_women = {part: min(women.get(part, 0), n) for part, n in people.items()}
    told: dict[str, dict[str, int | None]] = {
        f"present.people:{part}": {"all": people.get(part, 0), "women": of_women.get(part, 0)}
        for part in PARTS
    }
    others = [part for part in PARTS if part not in ("Kinh", "unknown")]
    told["present.people"] = {"all": whole, "women": sum(of_women.values())}
    told["present.minority"] = {
        "all": sum(people.get(part, 0) for part in others),
        "women": sum(of_women.get(part, 0) for part in others),
    }
    return told


def possible(facts: dict[str, Any], hidden: Any) -> dict[str, set[int]]:
    """By part kept back, every number it may be for who knows all that is shown of "all"."""
    names = [f"present.people:{part}" for part in PARTS]
    unseen = [name for name in names if (name, "all") in hidden]
    whole = facts["present.people"]["all"]
    rest = whole - sum(facts[name]["all"] for name in names if name not in unseen)
    tells = ("present.minority", "all") not in hidden
    others = [name for name in names if name.partition(":")[2] not in ("Kinh", "unknown")]
    found: dict[str, set[int]] = {name: set() for name in unseen}
    for tried in product(range(rest + 1), repeat=len(unseen)):
        guess = dict(zip(unseen, tried, strict=True))
        adds_up = sum(guess.get(name, facts[name]["all"]) for name in others)
        if sum(tried) == rest and (not tells or adds_up == facts["present.minority"]["all"]):
            for name, value in guess.items():
                found[name].add(value)
    return found


@settings(max_examples=60, deadline=None)
@given(people=parts, women=parts)
def test_no_small_number_is_shown_or_left_over_by_subtraction(
    people: dict[str, int], women: dict[str, int]
) -> None:
    facts = facts_of(people, women)
    hidden = kept_back(facts, "present", BASE, LEAST)
    told = {(n, a): v for n, both in facts.items() for a, v in both.items() if (n, a) not in hidden}
    small = {
        key: value
        for key, value in told.items()
        if (":" in key[0] or "minority" in key[0])
        and 0 < (value or 0) < LEAST
        and not key[0].endswith(":unknown")
    }
    assert not small
    men = {
        n: told[n, "all"] - v for (n, a), v in told.items() if a == "women" and (n, "all") in told
    }
    of_parts = {n: v for n, v in men.items() if ":" in n and not n.endswith(":unknown")}
    assert not [n for n, v in of_parts.items() if 0 < v < LEAST]
    whole = facts["present.people"]["all"] or 0
    for name, values in possible(facts, hidden).items():
        assert len(values) > min(LEAST - 1, whole), (name, values)


def test_numbers_nobody_is_harmed_by_stay() -> None:
    many = facts_of({"Kinh": 40, "Thái": 12}, {"Kinh": 20, "Thái": 6})
    assert not kept_back(many, "present", BASE, LEAST)
    one = facts_of({"Kinh": 40, "Thái": 12, "Mông": 2}, {"Kinh": 20, "Thái": 6})
    hidden = {name for name, aspect in kept_back(one, "present", BASE, LEAST) if aspect == "all"}
    assert hidden == {"present.people:Mông", "present.people:Thái"}


def test_the_threshold_is_dated_and_says_who_set_it() -> None:
    assert threshold_on(date(2026, 12, 31)).least == LEAST
    assert all(each.source for each in thresholds())


class Ward:
    """A commune with two cells: 12 Kinh and 2 Mông in one, 9 Kinh and 6 Thái in the other."""

    def __init__(self) -> None:
        self.province = a_province(code="T")
        self.commune = a_commune(self.province, code="X")
        self.east = a_cell(self.commune, "Chi bộ thôn Đông")
        self.west = a_cell(self.commune, "Chi bộ thôn Tây")
        for cell, people in ((self.east, ["Kinh"] * 12 + ["Mông"] * 2),
                             (self.west, ["Kinh"] * 9 + ["Thái"] * 6)):  # fmt: skip
            for each in people:
                a_member(cell, ethnicity=each, religion="Không", joined_on=date(2010, 1, 1))

    def sheets(self, actor: Actor, unit: Any = None) -> Book:
        return book(actor=actor, unit=unit or self.commune, period="year", year=2026, today=TODAY)


@pytest.mark.django_db
class TestSheets:
    def test_the_registry_clerk_reads_and_prints_all_of_it(self) -> None:
        ward = Ward()
        four = column(ward.sheets(an_actor("clerk", ward.commune)), "4")
        assert (four["people:Kinh"], four["people:Thái"], four["people:Mông"]) == ("21", "6", "2")

    def test_the_superior_reads_no_small_number_on_page_or_in_the_file(self) -> None:
        ward = Ward()
        superior = an_actor("superior", ward.commune)
        found = ward.sheets(superior)
        four, three = column(found, "4"), column(found, "3")
        assert (four["people:Kinh"], four["people:Thái"], four["people:Mông"]) == (
            "21", "ẩn", "ẩn",
        )  # fmt: skip
        assert (four["T"], four["people:Dao"], three["minority"]) == ("29", "0", "8")
        assert column(found, "3", 2)["I"] != "ẩn"
        written = {row[0]: row[1] for row in rows_of(workbook(found), "Biểu 4") if len(row) > 1}
        assert (written["Mông"], written["Thái"], written["Kinh"]) == ("ẩn", "ẩn", 21)
        told = " ".join(str(row[0]) for row in rows_of(workbook(found), "Biểu 4") if row)
        assert "dưới 5 người" in told

    def test_units_below_do_not_help_to_compute_it(self) -> None:
        ward = Ward()
        superior = an_actor("superior", ward.commune)
        for cell in (ward.east, ward.west):
            four = column(ward.sheets(superior, cell), "4")
            assert {v for row, v in four.items() if row not in ("T",)} == {"ẩn"}
            assert column(ward.sheets(superior, cell), "3")["minority"] == "ẩn"
        assert column(ward.sheets(superior, ward.east), "4")["T"] == "14"

    def test_who_is_behind_it_is_not_counted_for_them_either(self) -> None:
        ward = Ward()
        asked = {"unit": ward.commune, "period": "year", "year": 2026, "today": TODAY}
        superior, clerk = (an_actor(role, ward.commune) for role in ("superior", "clerk"))
        with pytest.raises(KeptBack):
            records_behind(actor=superior, sheet="4", row="people:Mông", column="2", **asked)
        found = records_behind(actor=clerk, sheet="4", row="people:Mông", column="2", **asked)
        assert found.count == 2
