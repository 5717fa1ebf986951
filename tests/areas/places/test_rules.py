"""Names of places, and which cell covers which place."""

from datetime import date

import pytest

from chibo.areas.places.kinds import kind_words, place_kinds
from chibo.areas.places.rules import (
    Listed,
    Period,
    PlaceOnDay,
    Unplaced,
    VillageCell,
    bare_name,
    cover,
    guess_kind,
    name_key,
    overlap,
    read_list,
    read_name,
    shown_name,
)


class TestNames:
    @pytest.mark.parametrize(
        ("written", "kind", "name"),
        [
            ("Thôn Đông", "thon", "Đông"),
            ("thôn  đông", "thon", "đông"),
            ("Tổ dân phố 3", "to_dan_pho", "3"),
            ("TDP 3", "to_dan_pho", "3"),
            ("tổ 3", "to_dan_pho", "3"),
            ("Khóm 4", "khom", "4"),
            ("Buôn Ma Thuột", "buon", "Ma Thuột"),
            ("Đông", "", "Đông"),
            ("Thôn", "", "Thôn"),
            ("Bản", "", "Bản"),
        ],
    )
    def test_the_word_in_front_says_what_kind_of_place_it_is(
        self, written: str, kind: str, name: str
    ) -> None:
        assert read_name(written) == (kind, name)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Hòa Bình", "hoà  bình"), ("1", "01"), ("Đắk Vang", "ĐẮK VANG"), ("Khu 7", "khu 007")],
    )
    def test_two_writings_of_one_name_are_the_same(self, one: str, other: str) -> None:
        assert name_key(one) == name_key(other)

    @pytest.mark.parametrize(("one", "other"), [("Hạ", "Hà"), ("1", "10"), ("Đông", "Đồng")])
    def test_an_accent_or_a_digit_makes_another_place(self, one: str, other: str) -> None:
        assert name_key(one) != name_key(other)

    def test_names_stand_as_people_count_and_spell(self) -> None:
        names = ["10", "2", "Ao Sen", "Ấp Mới", "1", "Bãi Cau"]
        assert sorted(names, key=name_key) == ["Ao Sen", "Ấp Mới", "Bãi Cau", "1", "2", "10"]

    def test_only_the_word_of_its_own_kind_is_left_out_of_a_name(self) -> None:
        assert bare_name("thon", "Thôn Đông") == "Đông"
        assert bare_name("thon", "Làng Vối") == "Làng Vối"
        assert shown_name("thon", "Làng Vối") == "Thôn Làng Vối"
        assert shown_name("to_dan_pho", "3") == "Tổ dân phố 3"

    def test_the_cell_s_name_tells_the_kind_where_the_place_s_does_not(self) -> None:
        assert guess_kind("Đông", "Chi bộ thôn Đông") == "thon"
        assert guess_kind("3", "Chi bộ Tổ dân phố 3") == "to_dan_pho"
        assert guess_kind("Đông", "Chi bộ liên thôn") == ""

    def test_no_two_kinds_go_by_one_word(self) -> None:
        words = [words for words, _code in kind_words()]
        assert len(words) == len(set(words))
        assert {"thon", "ap", "khom", "ban", "buon", "to_dan_pho"} <= set(place_kinds())


class TestPastedLists:
    def test_a_list_is_taken_as_it_was_copied(self) -> None:
        pasted = "1. Thôn Đông\n2) Tây\n- Ấp Mới\n\nthôn đông\nThôn Nam\t24517\n24518\tThôn Bắc"
        assert read_list(pasted, "thon") == [
            Listed("thon", "Đông"),
            Listed("thon", "Tây"),
            Listed("ap", "Mới"),
            Listed("thon", "Nam", "24517"),
            Listed("thon", "Bắc", "24518"),
        ]

    def test_names_in_one_line_are_told_apart_by_semicolons(self) -> None:
        assert read_list("Tổ dân phố 1; Tổ dân phố 2;", "thon") == [
            Listed("to_dan_pho", "1"),
            Listed("to_dan_pho", "2"),
        ]

    def test_a_number_that_belongs_to_the_name_stays(self) -> None:
        assert read_list("1. Thôn 1\nThôn 12", "thon") == [
            Listed("thon", "1"),
            Listed("thon", "12"),
        ]


def place(pk: int, kind: str, name: str, commune: str = "A") -> PlaceOnDay:
    return PlaceOnDay(pk, commune, kind, name)


def cell(pk: int, *areas: str, commune: str = "A") -> VillageCell:
    return VillageCell(pk, commune, areas)


class TestCoverage:
    def test_a_cell_covers_the_places_it_names_however_they_are_written(self) -> None:
        found = cover(
            [place(1, "thon", "Đông"), place(2, "thon", "2"), place(3, "thon", "Tây")],
            [cell(10, "thôn Đông", "Thôn 02"), cell(11, "Tây")],
        )
        assert found.cells == {1: (10,), 2: (10,), 3: (11,)}
        assert found.covered == 3
        assert not found.unplaced

    def test_a_place_may_be_shared_and_counts_once(self) -> None:
        found = cover([place(1, "thon", "Đông")], [cell(10, "Thôn Đông"), cell(11, "Thôn Đông")])
        assert found.cells == {1: (10, 11)}
        assert found.covered == 1

    def test_a_namesake_in_the_next_commune_does_not_help(self) -> None:
        found = cover(
            [place(1, "thon", "1", "A"), place(2, "thon", "1", "B")], [cell(10, "Thôn 1")]
        )
        assert found.is_covered(1)
        assert not found.is_covered(2)

    def test_thon_1_and_to_dan_pho_1_of_one_commune_are_two_places(self) -> None:
        places = [place(1, "thon", "1"), place(2, "to_dan_pho", "1")]
        assert cover(places, [cell(10, "Tổ dân phố 1")]).cells == {1: (), 2: (10,)}

    def test_a_bare_name_that_two_places_go_by_covers_neither_and_is_told(self) -> None:
        places = [place(1, "thon", "1"), place(2, "to_dan_pho", "1")]
        found = cover(places, [cell(10, "1")])
        assert found.covered == 0
        assert found.unplaced == (Unplaced(10, "A", "1", like=1),)

    def test_a_name_without_its_accents_is_told_with_the_place_that_may_be_meant(self) -> None:
        found = cover([place(1, "thon", "Đông")], [cell(10, "Thon Dong", "Thôn Khác")])
        assert found.unplaced == (
            Unplaced(10, "A", "Thon Dong", like=1),
            Unplaced(10, "A", "Thôn Khác"),
        )

    def test_a_place_whose_name_begins_with_another_kind_s_word_is_found(self) -> None:
        found = cover(
            [place(1, "thon", "Làng Vối")], [cell(10, "Làng Vối"), cell(11, "Thôn Làng Vối")]
        )
        assert found.cells == {1: (10, 11)}


class TestPeriods:
    def test_two_periods_share_the_days_both_have(self) -> None:
        old, new = date(2020, 1, 1), date(2026, 7, 1)
        assert overlap(Period(old, None), Period(None, new)) == Period(old, new)
        assert overlap(Period(None, new), Period(new, None)) is None
        assert Period(old, new).holds_on(date(2026, 6, 30))
        assert not Period(old, new).holds_on(new)
