"""A rubric with published bands: which are taken, which are refused."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.regulations import Bands, Bound, PackError, Rubric
from chibo.regulations.reading import Table
from chibo.regulations.rubric_reading import read_rubrics

HEAD = """
[[rubric]]
code = "ward"
name = "Bảng điểm của phường"
applies_to = ["regular", "thematic", "combined"]
total = 5
step = 1
source = "Hướng dẫn của phường"
clause = "mục 4"
evidence = "T"

[[rubric.criterion]]
number = 1
name = "Phát biểu"
max_points = 5
facts = ["speakers"]
"""


def ward_rubric(folder: Path, *bands: str) -> Rubric:
    told = "".join(
        f'\n[[rubric.criterion.band]]\nmeasure = "speaker_percent"\n{band}\n' for band in bands
    )
    path = folder / "rubric.toml"
    path.write_text(HEAD + told, "utf-8")
    table = Table.of_file(path)
    (rubric,) = read_rubrics(table)
    table.close()
    return rubric


def test_a_hole_in_a_published_scale_stays_a_hole(tmp_path: Path) -> None:
    rubric = ward_rubric(
        tmp_path, "above = 50\npoints = 5", "at_least = 40\nbelow = 50\npoints = 4"
    )
    scale = rubric.items[0].scale
    assert isinstance(scale, Bands)
    assert [points for bound, points in scale.bands if bound.holds(Fraction(50))] == []
    assert [points for bound, points in scale.bands if bound.holds(Fraction(101, 2))] == [5]
    assert [points for bound, points in scale.bands if bound.holds(Fraction(40))] == [4]


def test_bands_that_touch_without_sharing_a_value_are_taken(tmp_path: Path) -> None:
    ward_rubric(tmp_path, "above = 50\npoints = 5", "at_most = 50\npoints = 4")
    ward_rubric(tmp_path, "at_least = 50\npoints = 5", "below = 50\npoints = 4")


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        ("at_least = 50\npoints = 5", "at_most = 50\npoints = 4", "two bands overlap"),
        ("above = 40\npoints = 5", "below = 50\npoints = 4", "two bands overlap"),
        ("above = 50\npoints = 6", "at_most = 50\npoints = 4", "more than the line is worth"),
        ("above = 50\nat_least = 50\npoints = 5", "below = 50\npoints = 4", "a bound needs one"),
    ],
)
def test_bands_that_contradict_each_other_are_refused(
    tmp_path: Path, first: str, second: str, problem: str
) -> None:
    with pytest.raises(PackError, match=problem):
        ward_rubric(tmp_path, first, second)


def test_a_share_just_under_a_bound_does_not_pass_by_rounding() -> None:
    bound = Bound("attendance_percent", at_least=Decimal(90))
    assert not bound.holds(Fraction(100 * 8996, 10000))
    assert bound.holds(Fraction(90))


@given(st.fractions(0, 100), st.integers(0, 100))
def test_what_is_above_a_number_is_never_at_most_that_number(value: Fraction, end: int) -> None:
    above, at_most = (
        Bound("unexcused", above=Decimal(end)),
        Bound("unexcused", at_most=Decimal(end)),
    )
    assert above.holds(value) != at_most.holds(value)
    assert not at_most.reaches_into(above)
