"""Village cells and places behind a figure, from the facts kept about them."""

from collections.abc import Callable, Sequence

from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import WHY, Asked, Record, behind_cursor
from chibo.areas.indicators.queries.same_words import Found, facts_words, page_of
from chibo.areas.places.models import Place
from chibo.areas.posts.models import Fact, FactCode
from chibo.core.i18n import _

FACTS: dict[str, tuple[FactCode, ...]] = {
    "posts.secretary_is_village_head_rate": (FactCode.HEAD_YES, FactCode.HEAD_NO),
    "posts.deputy_is_front_head_rate": (FactCode.FRONT_YES, FactCode.FRONT_NO),
    "posts.village_head_member_rate": (FactCode.NAMED_PLACE,),
}
"""Codes of the facts behind a share; the first has what the numerator counts."""
COVERED = (FactCode.PLACE_COVERED, FactCode.PLACE_UNCOVERED)
Told = Callable[[Asked, Sequence[Fact]], dict[int, Record]]


def list_facts(asked: Asked, figure: str) -> Page[Record]:
    """Village cells with what is the case in them on the last day."""
    codes = FACTS[figure][:1] if asked.only_numerator else FACTS[figure]
    return _page(asked, codes, _village_cells)


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


def list_places(asked: Asked, figure: str) -> Page[Record]:
    """Places of the register on the last day, and whether a cell covers them."""
    narrow = asked.only_numerator or figure == "places.covered"
    return _page(asked, COVERED[:1] if narrow else COVERED, _places)


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


def _page(asked: Asked, codes: tuple[FactCode, ...], told: Told) -> Page[Record]:
    """Facts where they stood on the last day, or where their units stand today."""
    seen = Fact.objects.visible_to(asked.actor).select_related("unit")

    def named(asked: Asked, found: list[Found]) -> dict[int, Record]:
        return told(asked, list(seen.filter(pk__in=[row["id"] for row in found])))

    if asked.structure == "now" or asked.only_numerator:
        return page_of(asked, facts_words(asked, [code.value for code in codes]), named)
    rows = seen.on(asked.day).under(asked.stood)
    wanted = rows.filter(behind_cursor(asked, "path"), code__in=[code.value for code in codes])
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
