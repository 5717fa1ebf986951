"""Posts: each against its member, its unit on that day, and the other posts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.checks.once import Doubled, each_once
from chibo.areas.exchange.checks.references import (
    check_days,
    find_member,
    find_unit,
    left_before_the_end,
    stands_on_first_day,
)
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.held_posts import POST_FIELDS, HeldPosts, key_of, load_posts
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Node, Tree
from chibo.areas.exchange.world import Record, World
from chibo.areas.posts.known import SECRETARY, find_known_post
from chibo.areas.posts.rules.periods import first_meeting
from chibo.areas.posts.rules.places import place_keys
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date

_KEY = ("member_code", "unit_code", "title", "starts_on")
_EMPTY: Record = {"areas": [], "how": "", "decision": "", "inside": False}


def plan_posts(
    rows: list[Row],
    members: list[Planned],
    world: World,
    tree: Tree,
    today: date,
    findings: Findings,
) -> list[Planned]:
    """What the rows would do. Faults go to `findings`."""
    if not rows:
        return []
    held = load_posts(rows)
    people = {**world.members, **{each.after["code"]: each.after for each in members}}
    faulty = {each.after["code"] for each in members if each.row.faulty}
    found: list[Planned] = []
    for row in rows:
        for name in ("starts_on", "last_day"):
            refuse_future(row, name, today, findings)
    for row, key in each_once(rows, _KEY, key_of, _doubled(), findings):
        before = held.by_key.get(key)
        after = merged(row, before)
        if not row.faulty:
            check_days(row, after, findings)
            _check_member(row, after, people, faulty, findings)
            _check_unit(row, after, tree, findings)
        found.append(planned(row, before, after))
    _check_same_post(found, held, findings)
    _warn_two_secretaries(found, held, findings)
    return found


def merged(row: Row, before: Record | None) -> Record:
    """The post as recorded afterwards: an empty cell leaves the value."""
    given = dict(row.values)
    if "last_day" in given:
        given["ends_before"] = given["last_day"] + timedelta(days=1)
    if "side" in given:
        given["inside"] = given["side"] == "inside"
    old = before or _EMPTY
    after = {name: given[name] if name in given else old.get(name) for name in POST_FIELDS}
    known = find_known_post(str(after["title"]))
    return {**after, "inside": known.inside if known else after["inside"]}


def _doubled() -> Doubled:
    return Doubled(
        "starts_on",
        "doubled_post",
        _("Chức vụ này đã có ở %s: cùng người, đơn vị, chức vụ và ngày bắt đầu."),
        _("Hãy xoá hàng thừa."),
    )


def _check_member(
    row: Row, after: Record, people: Mapping[str, Record], faulty: set[str], findings: Findings
) -> None:
    member = find_member(row, after, people, findings)
    if member is not None and after["member_code"] not in faulty:
        _check_life(row, after, member, findings)


def _check_life(row: Row, after: Record, member: Record, findings: Findings) -> None:
    starts = after["starts_on"]
    if starts <= member["born_on"]:
        findings.error(
            row,
            "starts_on",
            "impossible_date",
            _("Từ ngày %(day)s không thể trước ngày sinh %(born)s.")
            % {"day": show_date(starts), "born": show_date(member["born_on"])},
            _("Hãy xem lại hai ngày trong hồ sơ."),
        )
    elif after["inside"] and starts < member["joined_on"]:
        findings.warn(
            row,
            "starts_on",
            "before_joining",
            _("Giữ chức vụ trong Đảng từ trước ngày vào Đảng %s.") % show_date(member["joined_on"]),
            _("Chỉ tính từ ngày vào Đảng. Hãy xem lại hai ngày."),
        )
    elif left := left_before_the_end(after, member):
        findings.warn(
            row,
            "last_day",
            "no_longer_member",
            _("Người này thôi tính là đảng viên từ ngày %s mà chức vụ còn sau đó.")
            % show_date(left),
            _("Chỉ tính đến trước ngày đó. Hãy ghi “Đến ngày” cho đúng."),
        )


def _check_unit(row: Row, after: Record, tree: Tree, findings: Findings) -> None:
    node = find_unit(row, after, tree, findings)
    if node is not None and stands_on_first_day(row, after, node, findings):
        _warn_odd_unit(row, after, node, findings)


def _warn_odd_unit(row: Row, after: Record, node: Node, findings: Findings) -> None:
    known = find_known_post(after["title"])
    if known is None:
        return
    if not known.fits(is_cell=bool(node.record.get("is_cell"))):
        findings.warn(
            row,
            "unit_code",
            "odd_unit_of_post",
            _("“%(post)s” thường không phải chức vụ ở “%(unit)s”.")
            % {"post": after["title"], "unit": node.record["name"]},
            _("Chức vụ ngoài Đảng ghi ở chi bộ phụ trách địa bàn. Hãy xem lại mã đơn vị."),
        )
        return
    own = place_keys(node.record.get("areas") or ())
    named = dict(zip(place_keys(after["areas"]), after["areas"], strict=False))
    strange = [named[key] for key in named if own and key not in own]
    if known.place and strange:
        findings.warn(
            row,
            "areas",
            "place_not_covered",
            _("“%(place)s” không có trong địa bàn của “%(unit)s”.")
            % {"place": strange[0], "unit": node.record["name"]},
            _("Hãy viết tên như ở cột “Địa bàn” của trang “Tổ chức”, hoặc sửa mã đơn vị."),
        )


@dataclass(frozen=True)
class _Held:
    """One holding in its stretch of days."""

    member_code: str
    starts_on: date
    ends_before: date | None
    row: Row | None


def _held(record: Record, row: Row | None) -> _Held:
    return _Held(record["member_code"], record["starts_on"], record["ends_before"], row)


def _check_same_post(posts: list[Planned], held: HeldPosts, findings: Findings) -> None:
    """One person does not hold the same post twice at a time."""
    groups: dict[tuple[str, str, str], list[_Held]] = defaultdict(list)
    told = {key_of(each.after) for each in posts}
    for each in posts:
        groups[key_of(each.after)[:3]].append(_held(each.after, each.row))
    for group, holdings in groups.items():
        kept = [r for r in held.same_post.get(group, ()) if key_of(r) not in told]
        everybody = [*holdings, *(_held(record, None) for record in kept)]
        for one in holdings:
            other = first_meeting(one, everybody)
            if one.row is not None and other is not None and not one.row.faulty:
                _refuse_overlap(one.row, other, findings)


def _refuse_overlap(row: Row, other: _Held, findings: Findings) -> None:
    findings.error(
        row,
        "starts_on",
        "overlapping_post",
        _("Người này đang giữ chính chức vụ này từ ngày %s, hai lần giữ trùng thời gian.")
        % show_date(other.starts_on),
        _("Hãy ghi “Đến ngày” của lần trước là ngày trước khi lần sau bắt đầu, hoặc bỏ hàng thừa."),
    )


def _warn_two_secretaries(posts: list[Planned], held: HeldPosts, findings: Findings) -> None:
    told = {key_of(each.after) for each in posts}
    units: dict[str, list[_Held]] = defaultdict(list)
    for each in posts:
        if key_of(each.after)[2] == SECRETARY and not each.row.faulty:
            units[each.after["unit_code"]].append(_held(each.after, each.row))
    for code, leaders in units.items():
        kept = [r for r in held.secretaries.get(code, ()) if key_of(r) not in told]
        everybody = [*leaders, *(_held(record, None) for record in kept)]
        for one in leaders:
            others = [each for each in everybody if each.member_code != one.member_code]
            other = first_meeting(one, others)
            if one.row is not None and other is not None:
                _warn_second(one.row, other, findings)


def _warn_second(row: Row, other: _Held, findings: Findings) -> None:
    findings.warn(
        row,
        "starts_on",
        "two_secretaries",
        _("Đơn vị có hai bí thư cùng một lúc: người mang mã %(code)s giữ từ ngày %(day)s.")
        % {"code": other.member_code, "day": show_date(other.starts_on)},
        _("Nếu đã bàn giao thì hãy ghi “Đến ngày” cho người trước."),
    )
