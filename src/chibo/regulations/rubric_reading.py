"""Reading rubrics out of TOML, strictly: sums, scales, codes, who is served."""

from collections.abc import Iterable
from itertools import combinations, pairwise

from chibo.regulations.kinds import MeetingKind, read_kinds
from chibo.regulations.reading import Table
from chibo.regulations.rubrics import (
    GIVERS,
    GRADES,
    SUPERIOR,
    Criterion,
    Item,
    KnockOut,
    Rubric,
    YearRule,
)
from chibo.regulations.scales import FACTS, MEASURES, Bands, Bound, FullWhen, Scale
from chibo.regulations.values import Source


def read_rubrics(table: Table) -> tuple[Rubric, ...]:
    """All rubrics of a rubric.toml, checked: sums, scales, doubled codes, kinds served once."""
    rubrics = read_some_rubrics(table)
    everywhere = [rubric for rubric in rubrics if not rubric.cell_types]
    if {kind for rubric in everywhere for kind in rubric.applies_to} != set(MeetingKind):
        table.fault("a kind of meeting has no rubric")
    return rubrics


def read_some_rubrics(table: Table, default: Source | None = None) -> tuple[Rubric, ...]:
    """The same for a layer, which may leave kinds of meeting to the rules below it, or all."""
    rows = table.tables("rubric", optional=default is not None)
    rubrics = tuple(_rubric(row, default) for row in rows)
    if any(one.meets(other) for one, other in combinations(rubrics, 2)):
        table.fault("two rubrics apply to one kind of meeting")
    if len({rubric.code for rubric in rubrics}) != len(rubrics):
        table.fault("two rubrics carry one code")
    return rubrics


def _rubric(row: Table, default: Source | None) -> Rubric:
    source = row.source(default)
    rubric = Rubric(
        code=row.text("code"),
        name=row.text("name"),
        applies_to=read_kinds(row, "applies_to"),
        total=row.decimal("total"),
        step=row.decimal("step"),
        source=source,
        criteria=tuple(_criterion(c, source) for c in row.tables("criterion")),
        cell_types=frozenset(row.texts("cell_types", ())),
        knock_outs=tuple(_knock_out(k, source) for k in row.tables("knock_out", optional=True)),
        year=tuple(_year(y, source) for y in row.tables("year", optional=True)),
        thematic_part=row.flag("thematic_part", False),
    )
    if rubric.thematic_part and not (
        MeetingKind.THEMATIC in rubric.applies_to and MeetingKind.COMBINED not in rubric.applies_to
    ):
        row.fault("'thematic_part' is for a sheet of thematic meetings, not of combined ones")
    if sum(c.max_points for c in rubric.criteria) != rubric.total:
        row.fault("the criteria do not sum to the total")
    if len({item.code for item in rubric.items}) != len(rubric.items):
        row.fault("two lines carry one code")
    if all(item.given_by == SUPERIOR for item in rubric.items):
        row.fault("every line is the superior's own")
    if rubric.step <= 0:
        row.fault("'step' must be above 0")
    return rubric


def _knock_out(row: Table, default: Source) -> KnockOut:
    return KnockOut(_bound(row), _grade(row, "grade"), row.source(default))


def _year(row: Table, default: Source) -> YearRule:
    count = row.whole("count") if row.has("count") else 0
    of = _grade(row, "of") if count else ""
    return YearRule(
        _grade(row, "grade"), _grade(row, "all_at_least"), count, of, row.source(default)
    )


def _grade(row: Table, key: str) -> str:
    code = row.text(key)
    if code not in GRADES:
        row.fault(f"{key!r} names no grade: {code!r}")
    return code


def _criterion(row: Table, default: Source) -> Criterion:
    number, maximum = row.whole("number"), row.decimal("max_points")
    if row.has("item"):
        items = tuple(_item(sub, default) for sub in row.tables("item"))
    else:
        items = (_item(row, default, code=str(number)),)
    if any(item.max_points > maximum for item in items):
        row.fault("a line is worth more than its criterion")
    if sum(item.max_points for item in items) != maximum:
        row.fault("the lines do not sum to the criterion")
    return Criterion(str(number), number, row.text("name"), maximum, items)


def _item(row: Table, default: Source, code: str | None = None) -> Item:
    item = Item(
        code=code or row.text("code"),
        name=row.text("name"),
        guidance=row.text("guidance", ""),
        max_points=row.decimal("max_points"),
        facts=row.texts("facts"),
        scale=_scale(row),
        source=row.source(default),
        full_without=read_kinds(row, "full_without") if row.has("full_without") else frozenset(),
        left_out=read_kinds(row, "left_out") if row.has("left_out") else frozenset(),
        given_by=row.text("given_by", ""),
    )
    if item.given_by and item.given_by not in GIVERS:
        row.fault(f"'given_by' names nobody a line may be left to: {item.given_by!r}")
    if item.full_without & item.left_out:
        row.fault("a line is either given in full or left out")
    unknown = set(item.facts) - FACTS
    if unknown:
        row.fault(f"no such recorded fact: {sorted(unknown)[0]!r}")
    if isinstance(item.scale, Bands) and any(
        points > item.max_points for _bound, points in (*item.scale.bands, *item.scale.overrides)
    ):
        row.fault("a band gives more than the line is worth")
    return item


def _scale(row: Table) -> Scale | None:
    if row.has("full_when") and row.has("band"):
        row.fault("a line has either 'full_when' or 'band'")
    if row.has("full_when"):
        return FullWhen(tuple(_bound(bound) for bound in row.tables("full_when")))
    if row.has("band"):
        bands = tuple((_bound(band), band.decimal("points")) for band in row.tables("band"))
        _check_bands(row, [bound for bound, _points in bands])
        first = row.tables("override", optional=True)
        return Bands(bands, tuple((_bound(each), each.decimal("points")) for each in first))
    return None


def _bound(row: Table) -> Bound:
    ends = ("at_least", "above", "at_most", "below")
    told = {end: row.decimal(end) for end in ends if row.has(end)}
    measure = row.text("measure")
    if measure not in MEASURES:
        row.fault(f"no such measure: {measure!r}")
    if not told or ("at_least" in told and "above" in told) or {"at_most", "below"} <= told.keys():
        row.fault("a bound needs one end, or one on each side")
    return Bound(measure, **told)


def _check_bands(row: Table, bounds: Iterable[Bound]) -> None:
    ordered = sorted(bounds, key=lambda bound: bound.start)
    if len({bound.measure for bound in ordered}) != 1:
        row.fault("the bands are drawn on different measures")
    if any(lower.reaches_into(higher) for lower, higher in pairwise(ordered)):
        row.fault("two bands overlap")
