"""Writing a rubric as the TOML it is read from: `read(write(rubric)) == rubric`."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from chibo.regulations.kinds import MeetingKind
from chibo.regulations.rubrics import Criterion, Item, Rubric
from chibo.regulations.scales import Bands, Bound, FullWhen
from chibo.regulations.values import Source


def rubric_text(rubric: Rubric, default: Source) -> str:
    """The rubric's rows; sources equal to the one a row leans on are left out."""
    return "\n".join(_rubric(rubric, default)) + "\n"


def _rubric(rubric: Rubric, default: Source) -> Iterator[str]:
    yield "[[rubric]]"
    yield from _pairs(code=rubric.code, name=rubric.name)
    yield _list("applies_to", _in_order(rubric.applies_to))
    if rubric.cell_types:
        yield _list("cell_types", sorted(rubric.cell_types))
    if rubric.thematic_part:
        yield "thematic_part = true"
    yield f"total = {_number(rubric.total)}"
    yield f"step = {_number(rubric.step)}"
    yield from _source(rubric.source, default)
    for rule in rubric.knock_outs:
        yield "\n[[rubric.knock_out]]"
        yield from _bound(rule.bound)
        yield from _pairs(grade=rule.grade)
        yield from _source(rule.source, rubric.source)
    for year in rubric.year:
        yield "\n[[rubric.year]]"
        yield from _pairs(grade=year.grade, all_at_least=year.all_at_least)
        if year.count:
            yield f"count = {year.count}"
            yield from _pairs(of=year.of)
        yield from _source(year.source, rubric.source)
    for criterion in rubric.criteria:
        yield from _criterion(criterion, rubric.source)


def _criterion(criterion: Criterion, default: Source) -> Iterator[str]:
    yield "\n[[rubric.criterion]]"
    yield f"number = {criterion.number}"
    yield from _pairs(name=criterion.name)
    if criterion.is_plain:
        yield from _item(criterion.items[0], default, "rubric.criterion")
        return
    yield f"max_points = {_number(criterion.max_points)}"
    for item in criterion.items:
        yield "\n[[rubric.criterion.item]]"
        yield from _pairs(code=item.code, name=item.name)
        yield from _item(item, default, "rubric.criterion.item")


def _item(item: Item, default: Source, place: str) -> Iterator[str]:
    if item.guidance:
        yield from _pairs(guidance=item.guidance)
    yield f"max_points = {_number(item.max_points)}"
    yield _list("facts", item.facts)
    for key, kinds in (("full_without", item.full_without), ("left_out", item.left_out)):
        if kinds:
            yield _list(key, _in_order(kinds))
    if item.given_by:
        yield from _pairs(given_by=item.given_by)
    yield from _source(item.source, default)
    if isinstance(item.scale, FullWhen):
        for bound in item.scale.bounds:
            yield f"[[{place}.full_when]]"
            yield from _bound(bound)
    if isinstance(item.scale, Bands):
        for part, rows in (("override", item.scale.overrides), ("band", item.scale.bands)):
            for bound, points in rows:
                yield f"[[{place}.{part}]]"
                yield from _bound(bound)
                yield f"points = {_number(points)}"


def _bound(bound: Bound) -> Iterator[str]:
    yield from _pairs(measure=bound.measure)
    for end in ("at_least", "above", "at_most", "below"):
        value = getattr(bound, end)
        if value is not None:
            yield f"{end} = {_number(value)}"


def _source(source: Source, default: Source) -> Iterator[str]:
    told = {
        "source": (source.document, default.document),
        "clause": (source.clause, default.clause),
        "evidence": (source.evidence, default.evidence),
        "note": (source.note, default.note),
    }
    yield from _pairs(**{key: own for key, (own, leant) in told.items() if own != leant})


def _in_order(kinds: Iterable[MeetingKind]) -> list[str]:
    given = set(kinds)
    return [kind.value for kind in MeetingKind if kind in given]


def _pairs(**values: str) -> Iterator[str]:
    return (f"{key} = {_text(value)}" for key, value in values.items())


def _list(key: str, values: Iterable[str]) -> str:
    return f"{key} = [{', '.join(_text(value) for value in values)}]"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number(value: Decimal) -> str:
    """Without an exponent and without needless zeros."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
