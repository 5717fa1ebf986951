"""Where the members of `Chuyển sinh hoạt` will have been at home; contradictions refused."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.held_transfers import HeldTransfers
from chibo.areas.exchange.homes import ElsewhereThen, Move, Part, with_moves
from chibo.areas.exchange.plan import Home, Plan, Planned
from chibo.areas.exchange.sheets.transfers import HOME
from chibo.areas.exchange.tree import Tree
from chibo.areas.exchange.world import Record
from chibo.areas.members.models import ENDED_STATES, TransferState
from chibo.core.i18n import _
from chibo.core.periods import FOREVER
from chibo.core.vietnamese import show_date


def plan_homes(
    rows: Sequence[Planned],
    held: HeldTransfers,
    members: Sequence[Planned],
    plan: Plan,
    temporary: Collection[str],
    findings: Findings,
) -> None:
    """Put into `plan.homes` the homes of every member whom a row moves; faults to `findings`.

    A row that only says where somebody was at home is the same where that is known.
    """
    given = {each.after["code"]: each for each in members}
    moving: dict[str, list[Planned]] = defaultdict(list)
    for each in rows:
        if moves_home(each.after, temporary):
            moving[each.after["member_code"]].append(each)
    for code, own in moving.items():
        if any(each.row.faulty for each in own):
            continue
        person = given[code].after if code in given else plan.world.members.get(code)
        if person is None or (code in given and given[code].row.faulty):
            continue
        known = _known(code, given.get(code), person, held, plan.tree)
        try:
            found = with_moves(known, [_move(each.after) for each in own], person["joined_on"])
        except ElsewhereThen as there:
            _refuse(
                next(e for e in own if _move(e.after) == there.move), there, plan.tree, findings
            )
            continue
        _settle_known(own, known)
        if _agrees(own[-1], found, person, code in given, plan.tree, findings):
            before = held.homes.get(code, ())
            if list(before) != found:
                plan.homes[code] = _homes(found, person, plan.tree)


def moves_home(after: Record, temporary: Collection[str]) -> bool:
    """Whether a transfer changes where its member is at home; a letter that waits does not."""
    waits = after["state"] == TransferState.ISSUED and after["to_code"]
    return after["kind"] not in temporary and not waits


def _move(after: Record) -> Move:
    return Move(after["on"], after["from_code"], after["to_code"])


def _known(
    code: str, given: Planned | None, person: Record, held: HeldTransfers, tree: Tree
) -> list[Part]:
    """What is on record, with the cell that the files give the member."""
    parts = list(held.homes.get(code, ()))
    if not parts:
        parts = [Part(person["joined_on"], FOREVER, person["cell_code"])]
    elif given is not None and "cell_code" in given.changed:
        parts[-1] = Part(parts[-1].starts_on, parts[-1].ends_before, person["cell_code"])
    left = person["state_on"] if person["state"] in ENDED_STATES else FOREVER
    stayed = [replace(e, ends_before=min(e.ends_before, left)) for e in parts if e.starts_on < left]
    return [piece for part in stayed for piece in _followed(part, tree)]


def _followed(part: Part, tree: Tree) -> Iterator[Part]:
    """The stretch, cut where its cell ended by a decision."""
    node = tree.find(part.cell)
    while node is not None and (heir := tree.receiver(node)) is not None:
        ended = node.ended_before
        if ended is None or not part.starts_on < ended < part.ends_before:
            break
        yield Part(part.starts_on, ended, part.cell)
        part, node = Part(ended, part.ends_before, heir.code), heir
    yield part


def _settle_known(rows: Sequence[Planned], known: Sequence[Part]) -> None:
    """Rows without a letter have no record of their own: what they say may be known already."""
    borders = {(part.starts_on, part.cell) for part in known}
    borders |= {(part.ends_before, "") for part in known}
    for each in rows:
        if each.after["kind"] == HOME and (each.after["on"], each.after["to_code"]) in borders:
            each.before, each.changed = {"id": 0, "version": 0, **each.after}, ()


def _refuse(each: Planned, there: ElsewhereThen, tree: Tree, findings: Findings) -> None:
    node = tree.find(there.cell)
    sentence = _("Trước ngày %(day)s người này không ở nơi đi, mà ở “%(cell)s”.")
    if node is None:
        sentence = _("Trước ngày %(day)s người này không ở chi bộ nào của hệ thống.")
    named = {"day": show_date(there.move.on), "cell": node.record["name"] if node else ""}
    findings.error(
        each.row,
        "from_code",
        "elsewhere_then",
        sentence % named,
        _("Hãy sửa mã chi bộ đi, hoặc ghi đủ các lần chuyển trước đó."),
    )


def _agrees(
    last: Planned,
    found: Sequence[Part],
    person: Record,
    is_given: bool,
    tree: Tree,
    findings: Findings,
) -> bool:
    """Whether the last home is the member's cell or leads there, and who is counted has one."""
    ended = person["state"] in ENDED_STATES
    if not ended and (not found or found[-1].ends_before < FOREVER):
        findings.error(
            last.row,
            "to_code",
            "left_but_counted",
            _("Theo hàng này người ấy đã đi khỏi hệ thống mà vẫn còn tính là đảng viên ở đây."),
            _("Hãy ghi “Đã chuyển đi” và ngày ở trang “Đảng viên”, hoặc lần chuyển đến sau đó."),
        )
        return False
    if ended or not is_given or not found or found[-1].cell == person["cell_code"]:
        return True
    reached, own = tree.find(found[-1].cell), tree.find(person["cell_code"])
    if (
        reached
        and own
        and (own.code in tree.receivers(reached) or reached.code in tree.receivers(own))
    ):
        return True
    findings.error(
        last.row,
        "to_code",
        "another_cell",
        _("Trang “Đảng viên” ghi chi bộ mã “%(given)s”, các lần chuyển dẫn đến “%(last)s”.")
        % {"given": person["cell_code"], "last": found[-1].cell},
        _("Hãy sửa một trong hai, hoặc ghi đủ các lần chuyển."),
    )
    return False


def _homes(parts: Sequence[Part], person: Record, tree: Tree) -> list[Home]:
    """The stretches with how the member came to each."""
    found: list[Home] = []
    for part in parts:
        last = found[-1] if found else None
        how = "joined" if last is None and part.starts_on == person["joined_on"] else "transferred"
        if last and last.ends_before == part.starts_on and _leads(tree, last, part):
            how = "followed"
        found.append(Home(part.starts_on, part.ends_before, part.cell, how))
    return found


def _leads(tree: Tree, left: Home, part: Part) -> bool:
    """Whether a decision of that day led from one cell to the other."""
    node = tree.find(left.cell)
    ended: date | None = node.ended_before if node else None
    return node is not None and ended == part.starts_on and part.cell in tree.receivers(node)
