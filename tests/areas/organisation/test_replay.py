"""Lines of units drawn from first states and decisions, without a database."""

from datetime import date

import pytest

from chibo.areas.organisation.rules import Change, ChangeKind, Origin, Replay, Ring, State
from chibo.core.periods import DAWN, FOREVER

JULY = date(2025, 7, 1)
PROVINCE, DISTRICT, COMMUNE, OTHER, CELL, SECOND = 1, 2, 3, 4, 5, 6


def origin(unit_id: int, parent: int | None, *, cell: bool = False, **dates: date) -> Origin:
    kind = "chi_bo_truc_thuoc" if cell else "dang_bo_co_so"
    return Origin(unit_id, State(parent, kind, cell, f"Đơn vị {unit_id}"), **dates)


TREE = (
    origin(PROVINCE, None),
    origin(DISTRICT, PROVINCE),
    origin(COMMUNE, DISTRICT),
    origin(OTHER, DISTRICT),
    origin(CELL, COMMUNE, cell=True),
    origin(SECOND, COMMUNE, cell=True),
)


def replayed(*changes: Change, origins: tuple[Origin, ...] = TREE) -> Replay:
    return Replay(
        {each.unit_id: each for each in origins},
        changes,
        segment=str,
        cell_kinds=frozenset({"chi_bo_co_so", "chi_bo_truc_thuoc"}),
    )


def change(kind: str, unit_id: int, *receivers: int, on: date = JULY, **more: str) -> Change:
    change.numbers += 1  # type: ignore[attr-defined]
    number: int = change.numbers  # type: ignore[attr-defined]
    return Change(number, unit_id, ChangeKind(kind), on, receivers, **more)


change.numbers = 0  # type: ignore[attr-defined]


def paths(replay: Replay, unit_id: int) -> list[tuple[date, date, str]]:
    return [(p.starts_on, p.ends_before, p.path) for p in replay.places(unit_id)]


class TestWithoutChanges:
    def test_a_unit_stands_where_it_stands_for_ever(self) -> None:
        assert paths(replayed(), CELL) == [(DAWN, FOREVER, "1235")]

    def test_but_only_while_it_is_there(self) -> None:
        cell = origin(CELL, COMMUNE, cell=True, founded_on=date(2020, 1, 1), ended_before=JULY)
        assert paths(replayed(origins=(*TREE[:4], cell)), CELL) == [
            (date(2020, 1, 1), JULY, "1235")
        ]


class TestMoving:
    def test_a_moved_unit_takes_what_is_below_along_from_that_day(self) -> None:
        replay = replayed(change("moved", COMMUNE, PROVINCE))
        assert paths(replay, CELL) == [(DAWN, JULY, "1235"), (JULY, FOREVER, "135")]
        assert replay.line(CELL).carried == ()

    def test_a_decision_entered_late_is_put_in_its_place(self) -> None:
        later = change("moved", CELL, SECOND, on=date(2026, 1, 1))
        earlier = change("moved", CELL, OTHER, on=date(2024, 1, 1))
        assert [p[2] for p in paths(replayed(later, earlier), CELL)] == ["1235", "1245", "12365"]

    def test_a_unit_may_not_stand_below_itself_on_any_day(self) -> None:
        replay = replayed(change("moved", COMMUNE, CELL))
        with pytest.raises(Ring) as ring:
            replay.places(CELL)
        assert set(ring.value.unit_ids) == {COMMUNE, CELL}

    def test_two_units_may_change_places_on_different_days(self) -> None:
        replay = replayed(
            change("moved", COMMUNE, OTHER, on=date(2020, 1, 1)),
            change("moved", COMMUNE, DISTRICT, on=date(2021, 1, 1)),
            change("moved", OTHER, COMMUNE, on=date(2021, 1, 1)),
        )
        assert [p[2] for p in paths(replay, OTHER)] == ["124", "1234"]
        assert [p[2] for p in paths(replay, COMMUNE)] == ["123", "1243", "123"]


class TestNaming:
    def test_an_upgrade_keeps_the_unit_and_changes_what_it_is(self) -> None:
        upgrade = change("upgraded", CELL, new_kind="dang_bo_co_so", new_name="Đảng bộ Đông")
        before, after = replayed(upgrade).places(CELL)
        assert (before.state.kind, before.state.is_cell) == ("chi_bo_truc_thuoc", True)
        assert (after.state.kind, after.state.is_cell) == ("dang_bo_co_so", False)
        assert (after.starts_on, after.state.name) == (JULY, "Đảng bộ Đông")

    def test_a_rename_on_the_founding_day_leaves_no_empty_stretch(self) -> None:
        cell = origin(CELL, COMMUNE, cell=True, founded_on=JULY)
        replay = replayed(change("renamed", CELL, new_name="Mới"), origins=(*TREE[:4], cell))
        assert [(p.starts_on, p.state.name) for p in replay.places(CELL)] == [(JULY, "Mới")]


class TestEnding:
    def test_a_merged_unit_ends_and_what_is_below_goes_to_the_absorbing_one(self) -> None:
        merger = change("merged", COMMUNE, OTHER)
        replay = replayed(merger)
        line = replay.line(COMMUNE)
        assert (line.ended_before, line.heir_id) == (JULY, OTHER)
        assert paths(replay, COMMUNE) == [(DAWN, JULY, "123")]
        assert paths(replay, CELL) == [(DAWN, JULY, "1235"), (JULY, FOREVER, "1245")]
        (carried,) = replay.line(CELL).carried
        assert (carried.on, carried.receivers, carried.caused_by) == (
            JULY,
            (OTHER,),
            merger.number,
        )

    def test_a_dissolved_unit_leaves_what_is_below_to_its_superior(self) -> None:
        replay = replayed(change("dissolved", COMMUNE))
        assert replay.line(COMMUNE).heir_id == DISTRICT
        assert paths(replay, CELL)[-1] == (JULY, FOREVER, "125")

    def test_a_part_that_takes_over_its_superior_stands_in_its_place(self) -> None:
        """Nobody stays below a unit that ended by a change, its heir neither."""
        merger = change("merged", COMMUNE, CELL)
        replay = replayed(merger)
        assert paths(replay, CELL) == [(DAWN, JULY, "1235"), (JULY, FOREVER, "125")]
        (carried,) = replay.line(CELL).carried
        assert (carried.receivers, carried.caused_by) == ((DISTRICT,), merger.number)
        assert paths(replay, SECOND)[-1] == (JULY, FOREVER, "1256")

    def test_at_the_top_too(self) -> None:
        """Nobody is above it then, and its sisters stand below it."""
        replay = replayed(change("merged", PROVINCE, DISTRICT))
        assert paths(replay, DISTRICT) == [(DAWN, JULY, "12"), (JULY, FOREVER, "2")]
        assert paths(replay, CELL)[-1] == (JULY, FOREVER, "235")
        assert paths(replay, OTHER)[-1] == (JULY, FOREVER, "24")
        (carried,) = replay.line(DISTRICT).carried
        assert carried.receivers == ()
        with pytest.raises(Ring):
            replayed(change("merged", PROVINCE, COMMUNE)).places(COMMUNE)

    def test_also_where_the_superior_ends_the_same_day(self) -> None:
        replay = replayed(change("merged", COMMUNE, CELL), change("merged", DISTRICT, COMMUNE))
        assert paths(replay, CELL)[-1] == (JULY, FOREVER, "15")
        replay = replayed(change("merged", COMMUNE, CELL), change("merged", DISTRICT, OTHER))
        assert paths(replay, CELL)[-1] == (JULY, FOREVER, "145")

    def test_what_is_decided_the_same_day_goes_before(self) -> None:
        replay = replayed(change("dissolved", COMMUNE), change("moved", CELL, OTHER))
        assert paths(replay, CELL)[-1] == (JULY, FOREVER, "1245")
        assert replay.line(CELL).carried == ()
        assert paths(replay, SECOND)[-1] == (JULY, FOREVER, "126")

    def test_when_the_district_ends_with_its_communes_the_cells_find_who_is_left(self) -> None:
        replay = replayed(
            change("dissolved", DISTRICT),
            change("merged", COMMUNE, OTHER),
            change("moved", OTHER, PROVINCE),
        )
        assert paths(replay, CELL)[-1] == (JULY, FOREVER, "145")
        assert replay.line(COMMUNE).heir_id == OTHER

    def test_a_split_leaves_what_is_below_to_the_first_receiver(self) -> None:
        made = tuple(origin(unit_id, DISTRICT) for unit_id in (7, 8))
        replay = replayed(
            change("split", COMMUNE, 7, 8), change("moved", SECOND, 8), origins=(*TREE, *made)
        )
        assert paths(replay, CELL)[-1][2] == "1275"
        assert paths(replay, SECOND)[-1][2] == "1286"
        assert [replay.line(unit_id).founded_on for unit_id in (7, 8)] == [JULY, JULY]

    def test_a_unit_among_its_own_receivers_goes_on(self) -> None:
        replay = replayed(change("split", COMMUNE, COMMUNE, 7), origins=(*TREE, origin(7, 2)))
        assert replay.line(COMMUNE).ended_before is None
        assert replay.line(7).founded_on == JULY

    def test_two_amalgamated_units_found_one_new_one_once(self) -> None:
        first, second = change("amalgamated", COMMUNE, 7), change("amalgamated", OTHER, 7)
        replay = replayed(first, second, origins=(*TREE, origin(7, DISTRICT)))
        line = replay.line(7)
        assert line.founded_on == JULY
        assert [(c.kind, c.caused_by) for c in line.carried] == [("founded", first.number)]
        assert paths(replay, CELL)[-1][2] == "1275"

    def test_a_receiver_known_from_before_is_not_founded_again(self) -> None:
        old = origin(7, DISTRICT, founded_on=date(2010, 1, 1))
        replay = replayed(change("split", COMMUNE, 7, 8), origins=(*TREE, old, origin(8, 2)))
        assert replay.line(7).founded_on == date(2010, 1, 1)

    def test_a_unit_that_ended_by_a_date_alone_has_no_heir_and_takes_nobody_along(self) -> None:
        commune = origin(COMMUNE, DISTRICT, ended_before=JULY)
        replay = replayed(origins=tuple(commune if o.unit_id == COMMUNE else o for o in TREE))
        assert replay.line(COMMUNE).heir_id is None
        assert paths(replay, CELL) == [(DAWN, FOREVER, "1235")]

    def test_two_units_may_not_end_into_each_other(self) -> None:
        replay = replayed(change("merged", COMMUNE, OTHER), change("merged", OTHER, COMMUNE))
        with pytest.raises(Ring):
            replay.line(CELL)
