"""People are found by their name as somebody heard or mistyped it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.members.queries import search_members
from chibo.areas.members.rules.misspelt import near_names
from tests.factories import a_cell, a_commune, a_member, an_actor

NAME = "nguyen van thanh"


@pytest.mark.parametrize(
    "typed",
    [
        *("nguyn van thanh", "nguyenn van thanh", "nguyeb van thanh", "nguyne van thanh"),
        *("nguyenvan thanh", "ngu yen van thanh", "nguyen van thnah", "nguyen van than"),
        *("ngyen van thanh", "nguyen van thang"),
    ],
)
def test_one_slip_of_the_hand_leads_to_the_name(typed: str) -> None:
    assert NAME in near_names(typed)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("chan van dinh", "tran van dinh"),
        ("do thi giung", "do thi dung"),
        ("lo thi sua", "lo thi xua"),
        ("ngiem thi ha", "nghiem thi ha"),
        ("tran thi ninh", "tran thi linh"),
    ],
)
def test_sounds_that_are_written_one_for_the_other_lead_to_the_name(heard: str, meant: str) -> None:
    assert meant in near_names(heard)


def test_a_name_is_not_near_itself_and_scraps_are_near_nothing() -> None:
    assert NAME not in near_names(NAME)
    assert near_names("an") == near_names("a" * 41) == frozenset()


@pytest.mark.django_db
class TestSearching:
    def test_whole_names_are_found_with_slips_inside_what_the_actor_sees(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        wanted = a_member(cell, "Nguyễn Văn Thành")
        a_member(cell, "Nguyễn Văn Thắng Lợi")
        a_member(a_cell(a_commune()), "Nguyễn Văn Thành")
        superior = an_actor("superior", commune)
        for typed in ("Nguyễn Văn Thành", NAME, "nguyen van thah", "Nguyen Vân Thànn"):
            assert search_members(superior, typed) == [wanted], typed
        assert wanted in search_members(superior, "thanh nguyen van"), "words in any order"
        assert wanted in search_members(superior, "văn thành"), "a part of the name"
        assert search_members(superior, wanted.code) == [wanted]
        for nothing in ("", "  ", "&|!:*", "hoàng thị không có"):
            assert search_members(superior, nothing) == []

    def test_many_of_the_typed_name_do_not_hide_one_nearly_like_it(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        for _namesake in range(12):
            a_member(cell, "Trần Thị Hoa")
        rare = a_member(cell, "Trần Thị Hoà")
        near = a_member(cell, "Trần Thị Hoan")
        found = search_members(an_actor("superior", commune), "tran thi hoa", limit=10)
        assert len(found) == 10
        assert near in found
        assert rare.folded_name == "tran thi hoa"

    def test_a_bigger_register_takes_no_more_statements(self) -> None:
        commune = a_commune()
        cell, superior = a_cell(commune), an_actor("superior", commune)
        taken = []
        for count in (1, 30):
            for _member in range(count):
                a_member(cell, "Lê Văn Tám")
            with CaptureQueriesContext(connection) as seen:
                search_members(superior, "le van tam")
            taken.append(len(seen))
        assert taken[0] == taken[1] <= 2
