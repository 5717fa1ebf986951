"""Village cells and places behind a figure, from the facts kept about them."""

from collections.abc import Callable, Collection, Sequence

from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import WHY, Asked, Record, behind_cursor
from chibo.areas.indicators.queries.same_words import Found
from chibo.areas.places.models import Place
from chibo.areas.posts.models import Fact, FactCode
from chibo.core.i18n import _

_PLACES = {
    "villages": (FactCode.PLACE_COVERED, FactCode.PLACE_UNCOVERED),
    "villages_covered": (FactCode.PLACE_COVERED,),
}
Told = Callable[[Asked, Sequence[Fact]], dict[int, Record]]


def quick_village_cells(asked: Asked) -> Page[Record] | None:
    """Village cells with what is the case in them on the last day, in the order of its tree."""
    return _page(asked, asked.counts, _village_cells)


def quick_places(asked: Asked) -> Page[Record] | None:
    """Places of the register on the last day, in the order of its tree."""
    codes = [code.value for name in asked.counts for code in _PLACES[name]]
    return _page(asked, codes, _places)


def village_cells(asked: Asked, found: list[Found]) -> dict[int, Record]:
    """Village cells with what is the case in them."""
    return _village_cells(asked, _facts(asked, found))


def places(asked: Asked, found: list[Found]) -> dict[int, Record]:
    """Places of the register, and whether a cell covers them."""
    return _places(asked, _facts(asked, found))


def _facts(asked: Asked, found: list[Found]) -> list[Fact]:
    seen = Fact.objects.visible_to(asked.actor).select_related("unit")
    return list(seen.filter(pk__in=[row["id"] for row in found]))


def _village_cells(asked: Asked, facts: Sequence[Fact]) -> dict[int, Record]:
    led = _led(asked, [fact for fact in facts if fact.code == FactCode.NAMED_PLACE.value])
    return {
        fact.pk: Record(
            kind="unit",
            pk=fact.unit_id,
            unit=fact.unit,
            title=fact.unit.name,
            on=None,
            note=_note(fact, led.get(fact.unit_id, 0)),
            place=fact.unit.name,
        )
        for fact in facts
        if fact.code != FactCode.NAMED_PLACE.value
        or not asked.only_numerator
        or led.get(fact.unit_id)
    }


def _places(asked: Asked, facts: Sequence[Fact]) -> dict[int, Record]:
    names = Place.objects.unscoped(WHY).in_bulk([fact.place_id for fact in facts])
    return {
        fact.pk: Record(
            kind="place",
            pk=fact.place_id or 0,
            unit=fact.unit,
            title=names[fact.place_id].name if fact.place_id in names else fact.text,
            on=None,
            note=_words(fact.code),
            place=fact.unit.name,
        )
        for fact in facts
    }


def _page(asked: Asked, codes: Collection[str], told: Told) -> Page[Record] | None:
    """Facts where they stood on the last day; of a numerator, and of today, none."""
    if asked.structure == "now" or asked.only_numerator:
        return None
    rows = Fact.objects.visible_to(asked.actor).select_related("unit")
    there = rows.on(asked.day).under(asked.stood)
    wanted = there.filter(behind_cursor(asked, "path"), code__in=codes)
    found = list(wanted.order_by("path", "id")[: asked.limit + 1])
    records = told(asked, found)
    keys = [f"{fact.path}:{fact.pk}" for fact in found]
    return cut([records[fact.pk] for fact in found], asked.limit, keys)


def _led(asked: Asked, found: Sequence[Fact]) -> dict[int, int]:
    rows = Fact.objects.unscoped(WHY).on(asked.day).filter(code=FactCode.NAMED_LED.value)
    units = rows.filter(unit_id__in=[fact.unit_id for fact in found])
    return dict(units.values_list("unit_id", "amount"))


def _note(fact: Fact, led: int) -> str:
    if fact.code != FactCode.NAMED_PLACE.value:
        return _words(fact.code)
    return _("%(places)d địa bàn, %(led)d có trưởng thôn là đảng viên") % {
        "places": fact.amount,
        "led": led,
    }


def _words(code: str) -> str:
    return {
        FactCode.HEAD_YES.value: _("bí thư là trưởng thôn"),
        FactCode.HEAD_NO.value: _("bí thư không là trưởng thôn"),
        FactCode.FRONT_YES.value: _("phó bí thư là trưởng ban công tác Mặt trận"),
        FactCode.FRONT_NO.value: _("phó bí thư không là trưởng ban công tác Mặt trận"),
        FactCode.PLACE_COVERED.value: _("đã có chi bộ"),
        FactCode.PLACE_UNCOVERED.value: _("chưa có chi bộ"),
    }.get(code, code)
