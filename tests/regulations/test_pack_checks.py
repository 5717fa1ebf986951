"""A faulty pack is refused whole, with a message that names the file and the key."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from chibo.regulations import PackError, load
from chibo.regulations.library import SHIPPED


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The shipped packs in a folder of their own, to be spoilt."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "packs"))


def spoil(shelf: Path, file: str, old: str, new: str) -> None:
    path = shelf / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_packs_are_in_order(shelf: Path) -> None:
    assert len(load(shelf).packs) == 19


HD42 = "meetings-hd42-2025/pack.toml"
RUBRIC = "meetings-hd42-2025/rubric.toml"
AGENDAS = "meetings-hd42-2025/agendas.toml"
KINDS = "organisation-294-2025/kinds.toml"
VOTING = "organisation-294-2025/voting.toml"
PAPERS = "papers-hd05-2026/pack.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (HD42, "verified = true", "verified = true\nverifed = true", "unknown key 'verifed'"),
        (HD42, "verified = true", 'verified = "yes"', "'verified' has the wrong type"),
        (HD42, "verified = true", "", "missing key 'verified'"),
        (HD42, 'subject = "meetings"', 'subject = "fees"', "no such subject: 'fees'"),
        (HD42, 'id = "meetings-hd42-2025"', 'id = "hd42"', "'id' must be the name of the folder"),
        (HD42, "value = 90\nsource", "value = -90\nsource", "'value' is negative"),
        (HD42, "value = 90\nsource", "value = true\nsource", "'value' has the wrong type"),
        (HD42, "[attendance_target]\nvalue = 90\nsource", "[attendance_target]\nsource", "missing"),
        (
            HD42,
            'value = 90\nsource = "HD 42-HD/BTCTW"\n',
            "value = 90\n",
            "pack.toml: minimum_minutes[1]: missing key 'source'",
        ),
        (HD42, 'evidence = "S"\n\n[[min', 'evidence = "X"\n\n[[min', "evidence 'X' is not one of"),
        (HD42, 'kind = "combined"', 'kind = "regular"', "two minimum lengths for one kind"),
        (HD42, 'kind = "combined"', 'kind = "festive"', "unknown kind of meeting: 'festive'"),
        (HD42, "at_least = 70", "at_least = 95", "the grades must go down"),
        (HD42, "at_least = 0", "at_least = 10", "the lowest grade must begin at 0"),
        (HD42, "value = 5\n", "value = 31\n", "'report_due_day' must be a day that every month"),
        (HD42, "2025-10-28\nreplaces", "2025-10-28T08:00:00\nreplaces", "without a time"),
        (HD42, 'number = "42-HD/BTCTW"', 'number = ""', "'number' is empty"),
        (HD42, "[attendance_target]", "[attendance_target", "not TOML"),
        (RUBRIC, "max_points = 30", "max_points = 31", "the criteria do not sum to the total"),
        (RUBRIC, "max_points = 25", "max_points = 24", "the lines do not sum to the criterion"),
        (RUBRIC, "max_points = 25", "max_points = 45", "a line is worth more than its criterion"),
        (RUBRIC, 'code = "3.2"', 'code = "3.1"', "two lines carry one code"),
        (RUBRIC, '["held_in_month", "length"]', '["mood"]', "no such recorded fact: 'mood'"),
        (RUBRIC, 'measure = "unexcused"', 'measure = "mood"', "no such measure: 'mood'"),
        (RUBRIC, "at_most = 0", "at_most = 0\nbelow = 3", "a bound needs one end"),
        (RUBRIC, "at_most = 0\n", "", "a bound needs one end"),
        (RUBRIC, "step = 0.5", "step = 0", "'step' must be above 0"),
        (RUBRIC, '["regular", "thematic", "combined"]', '["regular"]', "has no rubric"),
        (AGENDAS, 'part = "opening"', 'part = "party"', "no such part: 'party'"),
        (AGENDAS, 'code = "papers"', 'code = "notice"', "two steps carry one code"),
        (AGENDAS, 'code = "focus"', 'code = "other"', "no step is the place of the focus"),
        (AGENDAS, 'part = "closing"', 'part = "opening"', "not in the order of the parts"),
        (AGENDAS, 'cell_type = "school"', 'cell_type = "village"', "two focuses for one kind"),
        (AGENDAS, 'cell_type = "school"', 'cell_type = "shool"', "no focus for 'school'"),
        (KINDS, 'name = "Tổ đảng"', 'name = "chi bo co so"', "two kinds of unit go by one name"),
        (KINDS, 'parents = ["dang_bo_co_so"]', 'parents = ["xa"]', "unknown parent kind 'xa'"),
        (KINDS, 'code = "to_dang"', 'code = "tinh_uy"', "a code is written twice"),
        (VOTING, 'code = "away"', 'code = "asleep"', "no such exclusion: 'asleep'"),
        (VOTING, "numerator = 1", "numerator = 3", "the share needed must lie between"),
        (PAPERS, "[sizes.body]", "[sizes.bodies]", "exactly the known elements"),
        (PAPERS, 'per = "type_and_term"', 'per = "century"', "no such series of numbers"),
        (PAPERS, 'code = "plan"', 'code = "report"', "a type of paper is written twice"),
        (PAPERS, "left = 30", "left = inf", "'left'"),
    ],
)
def test_a_spoilt_pack_is_refused_with_file_and_key(
    shelf: Path, file: str, old: str, new: str, problem: str
) -> None:
    spoil(shelf, file, old, new)
    with pytest.raises(PackError) as refused:
        load(shelf)
    assert problem in str(refused.value)
    assert Path(file).parent.name in str(refused.value)


def test_a_file_nobody_asked_for_is_refused(shelf: Path) -> None:
    (shelf / "papers-hd05-2026" / "notes.txt").write_text("x", "utf-8")
    with pytest.raises(PackError, match=r"unknown file 'notes\.txt'"):
        load(shelf)


def test_a_file_cannot_be_both_own_and_borrowed(shelf: Path) -> None:
    shutil.copy(shelf / RUBRIC, shelf / "meetings-hd12-2018" / "rubric.toml")
    with pytest.raises(PackError, match="both the pack's own and borrowed"):
        load(shelf)


def test_a_missing_file_is_named(shelf: Path) -> None:
    (shelf / VOTING).unlink()
    with pytest.raises(PackError, match=r"organisation-294-2025/voting\.toml: no such file"):
        load(shelf)


def test_two_packs_may_not_take_the_place_of_one(shelf: Path) -> None:
    copy = shelf / "papers-other-2027"
    shutil.copytree(shelf / "papers-hd05-2026", copy)
    spoil(shelf, "papers-other-2027/pack.toml", "papers-hd05-2026", "papers-other-2027")
    spoil(shelf, "papers-other-2027/pack.toml", "effective_from = 2026", "effective_from = 2027")
    with pytest.raises(PackError, match="overlap: several packs"):
        load(shelf)


def test_a_pack_must_replace_the_one_in_force_before_it(shelf: Path) -> None:
    spoil(shelf, PAPERS, "effective_from = 2026-05-27", "effective_from = 2017-05-27")
    with pytest.raises(PackError, match="must replace"):
        load(shelf)


def test_a_pack_that_replaces_an_unknown_one_is_refused(shelf: Path) -> None:
    spoil(shelf, PAPERS, 'replaces = "papers-hd36-2018"', 'replaces = "papers-1997"')
    with pytest.raises(PackError, match="'papers-1997', which is not on the shelf"):
        load(shelf)


def test_a_pack_added_to_the_chain_ends_the_one_before(shelf: Path) -> None:
    copy = shelf / "papers-next-2027"
    shutil.copytree(shelf / "papers-hd05-2026", copy)
    spoil(shelf, "papers-next-2027/pack.toml", "papers-hd05-2026", "papers-next-2027")
    spoil(shelf, "papers-next-2027/pack.toml", "papers-hd36-2018", "papers-hd05-2026")
    spoil(shelf, "papers-next-2027/pack.toml", "effective_from = 2026", "effective_from = 2027")
    library = load(shelf)
    before, after = (library.pack_for("papers", date(2027, 5, day)) for day in (26, 27))
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("papers-hd05-2026", "papers-next-2027")
