"""Places: each against its commune, the other places of its name, and what it became."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.kept_places import (
    PLACE_FIELDS,
    KeptPlaces,
    Name,
    load_places,
    name_of,
    written_name,
)
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Tree
from chibo.areas.exchange.world import Record
from chibo.areas.places.kinds import above_communes, within_commune
from chibo.areas.places.rules import Period, bare_name, name_key, overlap, shown_name
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date

_KEY = ("unit_code", "name", "kind")
_EMPTY: Record = {"code": "", "became": ""}


def plan_places(rows: list[Row], tree: Tree, today: date, findings: Findings) -> list[Planned]:
    """What the rows would do. Faults go to `findings`."""
    if not rows:
        return []
    kept = load_places(rows)
    found: list[Planned] = []
    met: set[int] = set()
    for row in rows:
        for name in ("starts_on", "last_day"):
            refuse_future(row, name, today, findings)
        if any(row.get(name) is None for name in _KEY):
            continue
        row.values["name"] = bare_name(row.values["kind"], row.values["name"])
        before = _known(row, kept, met)
        after = merged(row, before)
        if not row.faulty:
            _check_name(row, findings)
            _check_dates(row, after, findings)
            _check_commune(row, after, tree, findings)
        found.append(planned(row, before, after))
    _check_namesakes(found, kept, findings)
    _check_became(found, kept, findings)
    return found


def _known(row: Row, kept: KeptPlaces, met: set[int]) -> Record | None:
    """The record a row speaks of: of its name and first day, or the only one where one is open."""
    same = [r for r in kept.by_name.get(name_of(row.values), ()) if r["id"] not in met]
    exact = [r for r in same if r["starts_on"] == row.get("starts_on")]
    found = exact or [r for r in same if None in (r["starts_on"], row.get("starts_on"))]
    if len(found) != 1:
        return None
    met.add(found[0]["id"])
    return found[0]


def merged(row: Row, before: Record | None) -> Record:
    """The place as recorded afterwards: an empty cell leaves the value."""
    given = dict(row.values)
    if "last_day" in given:
        given["ends_before"] = given["last_day"] + timedelta(days=1)
    if "became" in given:
        given["became"] = shown_name(*written_name(given["became"], given["kind"]))
    old = before or _EMPTY
    after = {name: given[name] if name in given else old.get(name) for name in PLACE_FIELDS}
    if before and name_key(before["name"]) == name_key(str(after["name"])):
        after["name"] = before["name"]
    return after


def _check_name(row: Row, findings: Findings) -> None:
    if not row.values["name"]:
        findings.error(
            row,
            "name",
            "place_without_name",
            _("Ô tên chỉ có loại, không có tên."),
            _("Hãy ghi đủ tên, ví dụ Thôn Đông."),
        )


def _check_dates(row: Row, after: Record, findings: Findings) -> None:
    starts, ends = after["starts_on"], after["ends_before"]
    if starts is not None and ends is not None and ends <= starts:
        told = {"last": show_date(ends - timedelta(days=1)), "first": show_date(starts)}
        findings.error(
            row,
            "last_day",
            "impossible_date",
            _("Đến ngày %(last)s trước từ ngày %(first)s.") % told,
            _("Hãy xem lại hai ngày trong quyết định."),
        )
    elif after["became"] and ends is None:
        findings.error(
            row,
            "last_day",
            "became_without_end",
            _("Đã đổi thành “%s” mà không có ngày cuối của tên cũ.") % after["became"],
            _("Hãy ghi “Đến ngày”, hoặc bỏ trống “Đổi thành”."),
        )


def _check_commune(row: Row, after: Record, tree: Tree, findings: Findings) -> None:
    node = tree.find(after["unit_code"])
    if node is None:
        findings.error(
            row,
            "unit_code",
            "unknown_unit",
            _("Không có tổ chức nào mang mã “%s”.") % after["unit_code"],
            _("Hãy sửa mã đơn vị, hoặc thêm đơn vị đó vào trang “Tổ chức”."),
        )
    elif node.is_faulty:
        return
    elif node.record.get("is_cell") or node.record["kind"] in above_communes() | within_commune():
        findings.error(
            row,
            "unit_code",
            "not_a_commune",
            _("“%s” không phải đảng bộ xã, phường nên không có sổ thôn, ấp, khóm.")
            % node.record["name"],
            _("Hãy ghi mã của đảng bộ xã, phường có nơi này."),
        )


def _check_namesakes(places: list[Planned], kept: KeptPlaces, findings: Findings) -> None:
    """No two places of one name in one commune at a time."""
    told = {each.before["id"] for each in places if each.before}
    beside: dict[Name, list[Record]] = defaultdict(list)
    for name, records in kept.by_name.items():
        beside[name] = [record for record in records if record["id"] not in told]
    for each in places:
        others = beside[name_of(each.after)]
        if not each.row.faulty and _meeting(each.after, others):
            findings.error(
                each.row,
                "name",
                "doubled_place",
                _("Xã này đã có “%s” trong thời gian đó, ở hàng khác hoặc trong sổ.")
                % shown_name(each.after["kind"], each.after["name"]),
                _("Hãy xoá hàng thừa; nếu là hai nơi khác nhau thì ghi tên cho rõ."),
            )
        others.append(each.after)


def _meeting(one: Record, others: Iterable[Record]) -> bool:
    own = _period(one)
    return any(overlap(own, _period(other)) for other in others)


def _period(record: Record) -> Period:
    return Period(record["starts_on"], record["ends_before"])


def _check_became(places: list[Planned], kept: KeptPlaces, findings: Findings) -> None:
    """What a place became begins in the same commune on the day the old one is gone."""
    coming: dict[Name, list[Record]] = defaultdict(list)
    for each in places:
        coming[name_of(each.after)].append(each.after)
    for each in places:
        if each.after["became"] and not each.row.faulty:
            name = became_name(each.after)
            beside = [*coming.get(name, ()), *kept.by_name.get(name, ())]
            if not _begins(each.after["ends_before"], beside):
                findings.error(
                    each.row,
                    "became",
                    "unknown_place",
                    _("Xã này không có “%(place)s” bắt đầu từ ngày %(day)s.")
                    % {
                        "place": each.after["became"],
                        "day": show_date(each.after["ends_before"]),
                    },
                    _("Hãy thêm nơi mới thành một hàng, Từ ngày là ngày sau Đến ngày của nơi cũ."),
                )


def became_name(record: Record) -> Name:
    """What the place goes by that a place became."""
    kind, name = written_name(record["became"], record["kind"])
    return (record["unit_code"], kind, name_key(name))


def _begins(on: date, places: Sequence[Record]) -> bool:
    return any(place["starts_on"] == on for place in places)
