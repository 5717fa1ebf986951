"""Counting facts again for single days, on no path the folding takes, to compare.

Posts, places and cells are read as they held on a day and compared by the rules of a day; sums are
taken up the tree in Python. Days are those on which anything changes; of many of them as many as
are compared in reasonable time, the latest and others spread over the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from django.db.models import F

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.places.standing import standing_on
from chibo.areas.posts.models import Fact, FactCode, FactSum, Post
from chibo.areas.posts.rollup.by_day import clashes_on
from chibo.areas.posts.rollup.found import WHY
from chibo.areas.posts.rollup.sums import CODES
from chibo.areas.posts.rules.places import Villages
from chibo.areas.posts.villages import villages_on
from chibo.core.i18n import _

AT_MOST = 60

Row = tuple[str, str, int, int | None, int | None, int | None, str]
"""Code, path, unit, post, member, place, text."""


def differences(today: date, number: int = 0, of: int = 1) -> list[str]:
    """Sentences about facts and sums that differ from the records; fold before.

    Of the `number`th of so many parts: some of the days, and with the first of them the sums.
    """
    told = _("Chức vụ và địa bàn ngày %(day)s, mục “%(code)s”: lưu %(kept)s, đếm lại %(counted)s.")
    problems: list[str] = []
    for day in days_to_compare(today)[number::of]:
        kept, counted = kept_on(day), counted_on(day)
        if kept != counted:
            problems += _sentences(told, day, kept, counted)
    return [*problems, *(_sums_that_differ() if number == 0 else ())]


def days_to_compare(today: date) -> list[date]:
    """Days on which facts begin or end, and today."""
    rows = Fact.objects.unscoped(WHY)
    turns = {
        *rows.values_list("starts_on", flat=True).distinct(),
        *rows.values_list("ends_before", flat=True).distinct(),
    }
    days = sorted(turns - {date.max} | {today})
    if len(days) <= AT_MOST:
        return days
    half = AT_MOST // 2
    early = days[:-half]
    return sorted({*days[-half:], *early[:: len(early) // half + 1], today})


def kept_on(day: date) -> Counter[Row]:
    """The facts of the day as they are kept."""
    rows = Fact.objects.unscoped(WHY).on(day)
    columns = ("code", "path", "unit_id", "post_id", "member_id", "place_id", "text", "amount")
    found: Counter[Row] = Counter()
    for code, path, unit, post, member, place, text, amount in rows.values_list(*columns):
        told = text if code == FactCode.UNPLACED else ""
        found[code, path, unit, post, member, place, told] += amount
    return found


def counted_on(day: date) -> Counter[Row]:
    """The same from the records."""
    found: Counter[Row] = Counter()
    found.update(_of_villages(day))
    found.update(_of_places(day))
    found.update(_of_posts(day))
    found.update(_of_people(day))
    return found


def _of_villages(day: date) -> Iterator[Row]:
    villages, paths = villages_on("", day)
    for cell in villages.cells:
        at = (paths[cell.unit_id], cell.unit_id, None, None, None, "")
        yield (FactCode.VILLAGE_CELL.value, *at)
        heads, fronts = villages.secretary_is_head(cell), villages.deputy_is_front_head(cell)
        yield ((FactCode.HEAD_YES if heads else FactCode.HEAD_NO).value, *at)
        yield ((FactCode.FRONT_YES if fronts else FactCode.FRONT_NO).value, *at)
    yield from _of_named(villages, paths)


def _of_named(villages: Villages, paths: Mapping[int, str]) -> Iterator[Row]:
    led = villages.places_led()
    for place, cell in villages.places().items():
        at = (paths[cell.unit_id], cell.unit_id, None, None, None, "")
        yield (FactCode.NAMED_PLACE.value, *at)
        if place in led:
            yield (FactCode.NAMED_LED.value, *at)


def _of_places(day: date) -> Iterator[Row]:
    stood = standing_on("", day)
    communes = {stood.commune_path(place) for place in stood.places}
    for place in stood.places:
        covered = stood.coverage.is_covered(place.pk)
        code = FactCode.PLACE_COVERED if covered else FactCode.PLACE_UNCOVERED
        path = stood.commune_path(place)
        yield code.value, path, place.commune_id, None, None, place.pk, ""
    for each in stood.coverage.unplaced:
        cell = stood.cells[each.unit_id]
        yield FactCode.UNPLACED.value, cell.path, cell.pk, None, None, None, each.text
        communes.add(each.commune)
    by_path = {each.path: each.pk for each in (*stood.bodies.values(), *stood.cells.values())}
    for path in communes:
        yield FactCode.COMMUNE.value, path, by_path[path], None, None, None, ""


def _of_posts(day: date) -> Iterator[Row]:
    for clash in clashes_on(day):
        yield (*clash, None, "")


def _of_people(day: date) -> Iterator[Row]:
    """Everybody with two posts or more somewhere, at the deepest place above home that has two."""
    held: dict[int, list[str]] = defaultdict(list)
    posts = Post.objects.unscoped(WHY).below("", day).filter(starts_on__lte=day).not_ended_on(day)
    for member, path in posts.values_list("member_id", "unit__standings__path"):
        held[member].append(path)
    rows = Member.objects.unscoped(WHY).filter(pk__in=held).home_under("", day)
    home = rows.annotate(at=F("stays__cell__standings__path"))
    for member, cell, path in home.values_list("pk", "stays__cell_id", "at"):
        steps = [path[:end] for end in range(len(path), 0, -SEGMENT)]
        for step in steps:
            if sum(each.startswith(step) for each in held.get(member, ())) >= 2:
                yield FactCode.SEVERAL.value, step, cell, None, member, None, ""
                break


def _sentences(told: str, day: date, kept: Counter[Row], counted: Counter[Row]) -> Iterable[str]:
    for code in CODES:
        one = Counter({row: n for row, n in kept.items() if row[0] == code})
        other = Counter({row: n for row, n in counted.items() if row[0] == code})
        if one != other:
            sizes = {"kept": one.total(), "counted": other.total()}
            yield told % {"day": f"{day:%d/%m/%Y}", "code": code, **sizes}


def _sums_that_differ() -> list[str]:
    """Places of the tree whose sums are not those of the facts at and below them."""
    wanted: dict[tuple[str, date], Counter[str]] = defaultdict(Counter)
    columns = ("code", "path", "starts_on", "ends_before", "amount")
    for code, path, starts, ends, amount in Fact.objects.unscoped(WHY).values_list(*columns):
        for step in accumulate(path[at : at + SEGMENT] for at in range(0, len(path), SEGMENT)):
            wanted[step, starts][code] += amount
            if ends < date.max:
                wanted[step, ends][code] -= amount
    expected = {at: changes for at, each in wanted.items() if (changes := _changes(each))}
    kept = {
        (path, day): _changes(dict(zip(CODES, told, strict=True)))
        for path, day, *told in FactSum.objects.values_list("path", "day", *CODES)
    }
    wrong = sorted({at[0] for at in expected.keys() | kept.keys()
                    if expected.get(at) != kept.get(at)})  # fmt: skip
    codes = dict(Unit.objects.unscoped(WHY).filter(path__in=wrong).values_list("path", "code"))
    sentence = _("Đơn vị %(unit)s: số cộng về chức vụ và địa bàn khác với các mục bên dưới.")
    return [sentence % {"unit": codes.get(path, path)} for path in wrong]


def _changes(changes: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    return sorted((code, change) for code, change in changes.items() if change)
