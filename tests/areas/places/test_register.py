"""The register of a commune's places, and the cells that cover them."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin
from chibo.areas.organisation.standings import redraw
from chibo.areas.places.actions import (
    PlaceEntry,
    add_places,
    correct_place,
    remove_place,
    replace_places,
    take_proposals,
)
from chibo.areas.places.counting import count_places
from chibo.areas.places.errors import BadPlace
from chibo.areas.places.models import Place
from chibo.areas.places.queries import coverage, covered_by, get_place, proposals, register
from chibo.areas.places.rules import Listed, read_list
from chibo.core.actor import Actor
from chibo.core.bulk import check_constraints_now
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_place, a_province, a_unit, an_actor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
DAY = NOW.date()


def add(commune: Unit, text: str, actor: Actor | None = None, **more: Any) -> Any:
    given: dict[str, Any] = {"starts_on": None, "now": NOW, **more}
    return add_places(
        actor=actor or an_actor("clerk", commune),
        commune_id=commune.pk,
        listed=read_list(text, "thon"),
        **given,
    )


def names(commune: Unit, on: date = DAY) -> list[str]:
    return [str(place) for place in register(an_actor("clerk", commune), commune, on)]


@transaction.atomic
def _write_past_the_actions(commune: Unit, name: str) -> None:
    a_place(commune, name)
    check_constraints_now()


class TestAdding:
    def test_the_clerk_pastes_the_list_of_the_people_s_committee(self) -> None:
        commune = a_commune()
        added = add(commune, "1. Thôn Đông\n2. Thôn 10\n3. Thôn 2\nẤp Mới")
        assert len(added.made) == 4
        assert names(commune) == ["Ấp Mới", "Thôn Đông", "Thôn 2", "Thôn 10"]
        assert AuditEvent.objects.get().changes == {
            "places": ["Thôn Đông", "Thôn 10", "Thôn 2", "Ấp Mới"]
        }

    def test_the_same_list_again_adds_nothing_and_says_what_is_known(self) -> None:
        commune = a_commune()
        add(commune, "Thôn Đông\nThôn Tây")
        again = add(commune, "thôn đông\nThôn Tây\nThôn Nam")
        assert [str(place) for place in again.made] == ["Thôn Nam"]
        assert again.known == ("Thôn đông", "Thôn Tây")
        assert len(names(commune)) == 3

    def test_a_superior_without_the_right_and_a_stranger_are_refused(self) -> None:
        commune = a_commune()
        with pytest.raises(NotAllowed):
            add(commune, "Thôn Đông", an_actor("superior", commune))
        with pytest.raises(NotThere):
            add(commune, "Thôn Đông", an_actor("clerk", a_commune()))

    @pytest.mark.parametrize("kind", ["tinh_uy", "huyen_uy", "dang_bo_bo_phan"])
    def test_places_belong_to_the_commune_not_to_what_is_above_it_or_a_part(
        self, kind: str
    ) -> None:
        body = a_unit("Một đảng bộ", kind=kind)
        with pytest.raises(BadPlace, match="đảng bộ xã, phường"):
            add(body, "Thôn Đông")

    def test_an_empty_list_and_an_unknown_kind_are_refused(self) -> None:
        commune = a_commune()
        with pytest.raises(BadPlace, match="mỗi thôn"):
            add(commune, "\n")
        with pytest.raises(BadPlace, match="chọn loại"):
            add_places(
                actor=an_actor("clerk", commune),
                commune_id=commune.pk,
                listed=[Listed("", "Đông")],
                starts_on=None,
                now=NOW,
            )

    def test_the_database_itself_keeps_two_of_one_name_apart(self) -> None:
        commune = a_commune()
        a_place(commune, "Thôn Đông")
        a_place(commune, "Tổ dân phố Đông")
        with pytest.raises(IntegrityError):
            _write_past_the_actions(commune, "thôn  đông")


class TestChanging:
    def test_a_place_is_renamed_from_a_day_on_and_both_names_stay_on_record(self) -> None:
        commune = a_commune()
        old = a_place(commune, "Thôn 1")
        made = replace_places(
            actor=an_actor("clerk", commune),
            place_ids=[old.pk],
            listed=Listed("thon", "Đông"),
            on=date(2026, 7, 1),
            now=NOW,
        )
        assert names(commune, date(2026, 6, 30)) == ["Thôn 1"]
        assert names(commune, date(2026, 7, 1)) == ["Thôn Đông"]
        assert get_place(an_actor("clerk", commune), old.pk).became == made

    def test_two_places_merge_into_one_and_taking_it_back_opens_both_again(self) -> None:
        commune = a_commune()
        clerk = an_actor("clerk", commune)
        first, second = a_place(commune, "Thôn 1"), a_place(commune, "Thôn 2")
        made = replace_places(
            actor=clerk,
            place_ids=[first.pk, second.pk],
            listed=Listed("thon", "1"),
            on=date(2026, 7, 1),
            now=NOW,
        )
        assert names(commune) == ["Thôn 1"]
        with pytest.raises(BadPlace, match="đã đổi thành"):
            remove_place(actor=clerk, place_id=first.pk, version=2, now=NOW)
        remove_place(actor=clerk, place_id=made.pk, version=1, now=NOW)
        assert names(commune) == ["Thôn 1", "Thôn 2"]
        assert [p.ends_before for p in register(clerk, commune, DAY)] == [None, None]

    def test_places_of_two_communes_do_not_merge(self) -> None:
        province = a_province()
        here, there = a_commune(province), a_commune(province)
        with pytest.raises(BadPlace, match="cùng một xã"):
            replace_places(
                actor=an_actor("clerk", province),
                place_ids=[a_place(here, "Thôn 1").pk, a_place(there, "Thôn 2").pk],
                listed=Listed("thon", "Mới"),
                on=DAY,
                now=NOW,
            )

    def test_a_correction_does_not_make_two_of_one_name(self) -> None:
        commune = a_commune()
        a_place(commune, "Thôn Đông")
        west = a_place(commune, "Thôn Tây")
        with pytest.raises(BadPlace, match="đã có “Thôn Đông”"):
            correct_place(
                actor=an_actor("clerk", commune),
                place_id=west.pk,
                entry=PlaceEntry("thon", "Đông"),
                version=1,
                now=NOW,
            )

    def test_of_two_who_correct_at_once_one_is_told(self) -> None:
        commune = a_commune()
        clerk, west = an_actor("clerk", commune), a_place(commune, "Thôn Tay")
        entry = PlaceEntry("thon", "Tây", "24517", date(2020, 1, 1))
        correct_place(actor=clerk, place_id=west.pk, entry=entry, version=1, now=NOW)
        with pytest.raises(ChangedMeanwhile):
            correct_place(actor=clerk, place_id=west.pk, entry=entry, version=1, now=NOW)
        saved = get_place(clerk, west.pk)
        assert (str(saved), saved.code, saved.version) == ("Thôn Tây", "24517", 2)

    def test_an_end_before_the_beginning_is_refused(self) -> None:
        commune = a_commune()
        entry = PlaceEntry("thon", "Tây", "", date(2026, 1, 1), date(2026, 1, 1))
        with pytest.raises(BadPlace, match="sau ngày bắt đầu"):
            correct_place(
                actor=an_actor("clerk", commune),
                place_id=a_place(commune, "Thôn Tây").pk,
                entry=entry,
                version=1,
                now=NOW,
            )


class TestCoverage:
    def test_21_of_21_villages_and_the_21_grassroots_cells_have_no_part_in_it(self) -> None:
        """Ia H'Drai: 28 = 7 + 21, 50 subordinate cells; the villages belong to the 50."""
        district = a_unit("Đảng bộ huyện", kind="huyen_uy")
        communes = [a_commune(district, f"Đảng bộ xã {n}") for n in range(7)]
        for number in range(21):
            a_cell(district, f"Chi bộ cơ quan {number}", kind="chi_bo_co_so", cell_type="agency")
            commune = communes[number % 3]
            a_place(commune, f"Thôn {number}")
            a_cell(commune, f"Chi bộ thôn {number}", areas=[f"thôn {number}"])
        for number in range(29):
            a_cell(communes[3 + number % 4], f"Chi bộ trường {number}", cell_type="public_service")
        superior = an_actor("superior", district)
        seen = coverage(superior, district, DAY)
        assert (len(seen.covered), seen.total) == (21, 21)
        assert [(row.covered, row.total) for row in seen.communes] == [(7, 7)] * 3
        one = Unit.objects.unscoped("a test").get(name="Chi bộ thôn 4")
        one.areas = []
        one.save()
        seen = coverage(superior, district, DAY)
        assert (len(seen.covered), seen.total) == (20, 21)
        assert [str(row.place) for row in seen.uncovered] == ["Thôn 4"]

    def test_a_grassroots_cell_or_an_office_that_names_a_village_does_not_cover_it(self) -> None:
        district = a_unit("Đảng bộ huyện", kind="huyen_uy")
        commune = a_commune(district)
        a_place(commune, "Thôn Đông")
        a_cell(district, kind="chi_bo_co_so", cell_type="village", areas=["Thôn Đông"])
        a_cell(commune, "Chi bộ trường", cell_type="public_service", areas=["Thôn Đông"])
        assert coverage(an_actor("superior", district), district, DAY).covered == ()

    def test_coverage_is_of_the_day(self) -> None:
        commune = a_commune()
        east = a_place(commune, "Thôn Đông")
        a_cell(commune, "Chi bộ cũ", areas=["Thôn Đông"], ended_before=date(2026, 1, 1))
        a_cell(commune, "Chi bộ mới", areas=["Thôn Đông"], founded_on=date(2026, 3, 1))
        superior = an_actor("superior", commune)
        assert len(coverage(superior, commune, date(2025, 12, 31)).covered) == 1
        assert len(coverage(superior, commune, date(2026, 2, 1)).covered) == 0
        assert len(coverage(superior, commune, DAY).covered) == 1
        assert [(c.name, c.period.starts_on, c.period.ends_before) for c in
                covered_by(superior, east)] == [
            ("Chi bộ mới", date(2026, 3, 1), None),
            ("Chi bộ cũ", None, date(2026, 1, 1)),
        ]  # fmt: skip

    def test_a_cell_that_went_to_another_commune_covers_where_it_stood_that_day(self) -> None:
        province = a_province()
        old, new = a_commune(province, "Xã cũ"), a_commune(province, "Xã mới")
        place = a_place(old, "Thôn Đông")
        cell = a_cell(new, "Chi bộ thôn Đông", areas=["Thôn Đông"])
        UnitOrigin.objects.create(
            unit=cell, parent=old, kind=cell.kind, is_cell=True, name=cell.name
        )
        UnitChange.objects.create(
            kind="moved", unit=cell, receivers=[new.pk], on=date(2026, 7, 1), recorded_at=NOW
        )
        redraw([cell.pk])
        superior = an_actor("superior", province)
        before, after = date(2026, 6, 30), date(2026, 7, 1)
        assert len(coverage(superior, old, before).covered) == 1
        assert len(coverage(superior, old, after).covered) == 0
        assert [row.commune.name for row in coverage(superior, province, after).communes] == [
            "Xã cũ",
            "Xã mới",
        ]
        assert [c.period.ends_before for c in covered_by(superior, place)] == [after]

    def test_a_cell_inside_a_part_of_the_commune_covers_the_commune_s_place(self) -> None:
        commune = a_commune()
        part = a_unit("Đảng bộ bộ phận", parent=commune, kind="dang_bo_bo_phan")
        a_place(commune, "Thôn Đông")
        a_cell(part, areas=["Thôn Đông"])
        assert len(coverage(an_actor("superior", commune), commune, DAY).covered) == 1

    def test_each_commune_asks_its_own_cells(self) -> None:
        province = a_province()
        first, second = a_commune(province, "Xã A"), a_commune(province, "Xã B")
        a_place(first, "Thôn 1")
        a_place(second, "Thôn 1")
        a_cell(first, areas=["Thôn 1"])
        seen = coverage(an_actor("superior", province), province, DAY)
        assert [(row.commune.name, row.covered, row.total) for row in seen.communes] == [
            ("Xã A", 1, 1),
            ("Xã B", 0, 1),
        ]
        assert [(c.commune_id, c.total, c.covered) for c in count_places(province.path, DAY)] == [
            (first.pk, 1, 1),
            (second.pk, 1, 0),
        ]

    def test_it_takes_four_reads_for_one_place_and_for_thirty(
        self, django_assert_num_queries: Any
    ) -> None:
        province = a_province()
        superior = an_actor("superior", province)
        communes = [a_commune(province, f"Xã {number}") for number in range(3)]
        for number in range(30):
            a_place(communes[number % 3], f"Thôn {number}")
            a_cell(communes[number % 3], areas=[f"Thôn {number}", "Thôn Lạ"])
            if number in (0, 29):
                with django_assert_num_queries(4):
                    seen = coverage(superior, province, DAY)
        assert len(seen.covered) == 30
        assert len(seen.unplaced) == 30

    def test_somebody_else_s_commune_is_not_counted_for_me(self) -> None:
        commune = a_commune()
        with pytest.raises(NotAllowed):
            coverage(an_actor("superior", a_commune()), commune, DAY)


class TestProposals:
    def test_what_cells_name_and_the_register_does_not_know_is_proposed_once(self) -> None:
        commune = a_commune()
        a_place(commune, "Thôn Đông")
        a_cell(commune, "Chi bộ thôn Đông", areas=["Thôn Đông"])
        a_cell(commune, "Chi bộ tổ dân phố 3", areas=["3"])
        a_cell(commune, "Chi bộ liên thôn", areas=["Tây", "thôn tây", "Ấp Mới"])
        clerk = an_actor("clerk", commune)
        found = proposals(clerk, commune, DAY)
        assert [p.shown for p in found] == ["Ấp Mới", "Thôn Tây", "Tổ dân phố 3"]
        assert Place.objects.unscoped("a test").count() == 1
        added = take_proposals(
            actor=clerk, commune_id=commune.pk, keys=[p.key for p in found[:2]], now=NOW
        )
        assert [str(place) for place in added.made] == ["Ấp Mới", "Thôn Tây"]
        assert [p.shown for p in proposals(clerk, commune, DAY)] == ["Tổ dân phố 3"]

    def test_what_somebody_else_took_meanwhile_is_told(self) -> None:
        commune = a_commune()
        a_cell(commune, areas=["Thôn Đông"])
        clerk = an_actor("clerk", commune)
        keys = [p.key for p in proposals(clerk, commune, DAY)]
        take_proposals(actor=clerk, commune_id=commune.pk, keys=keys, now=NOW)
        with pytest.raises(BadPlace, match="người khác"):
            take_proposals(actor=clerk, commune_id=commune.pk, keys=keys, now=NOW)

    def test_a_misspelt_name_is_proposed_with_the_place_it_may_mean(self) -> None:
        commune = a_commune()
        a_place(commune, "Thôn Đông")
        a_cell(commune, areas=["Thon Dong"])
        (found,) = proposals(an_actor("clerk", commune), commune, DAY)
        assert (found.shown, found.like) == ("Thôn Dong", "Thôn Đông")
