"""Cells smaller or larger than regulations want: warnings, for the past is taken as it was."""

from collections import defaultdict
from datetime import date

from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.plan import Planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Node, Tree
from chibo.areas.exchange.world import Record, sizes
from chibo.areas.members.models import ENDED_STATES
from chibo.core.i18n import _
from chibo.regulations import OrganisationRules, Sourced, get_unit_kind, organisation_rules


def warn_sizes(members: list[Planned], tree: Tree, today: date, findings: Findings) -> None:
    """One warning per cell that the rows of members leave too small or too large today.

    Rows that are refused say nothing, least of all about cells outside the actor's reach.
    """
    rules = organisation_rules(today)
    taken = [each for each in members if not each.row.faulty]
    if rules is None or not taken:
        return
    first: dict[str, Row] = {}
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in taken:
        first.setdefault(each.after["cell_code"], each.row)
        _add(totals[each.after["cell_code"]], each.after, today, 1)
        if each.before:
            _add(totals[each.before["cell_code"]], each.before, today, -1)
    nodes = {code: tree.find(code) for code in first}
    ids = {n.unit_id: code for code, n in nodes.items() if n is not None and n.unit_id is not None}
    for unit_id, (counted, full) in sizes(list(ids), today).items():
        totals[ids[unit_id]][0] += counted
        totals[ids[unit_id]][1] += full
    uncertain = {each.after["cell_code"] for each in members if each.row.faulty}
    for code, row in first.items():
        node = None if code in uncertain else nodes[code]
        if node is not None and node.record.get("is_cell") and node.exists_on(today):
            _warn(row, node, totals[code], rules, findings)


def _add(total: list[int], member: Record, today: date, step: int) -> None:
    joined, state_on = member["joined_on"], member["state_on"]
    ended = member["state"] in ENDED_STATES and state_on is not None and state_on <= today
    if joined is None or joined > today or ended:
        return
    total[0] += step
    if member["full_on"] is not None and member["full_on"] <= today:
        total[1] += step


def _warn(
    row: Row, node: Node, total: list[int], rules: OrganisationRules, findings: Findings
) -> None:
    counted, full = total
    name = node.record["name"]
    if full < rules.found_full_members.value:
        findings.warn(
            row,
            "cell_code",
            "small_cell",
            _("“%(cell)s” có %(full)d đảng viên chính thức, ít hơn %(limit)d.")
            % {"cell": name, "full": full, "limit": rules.found_full_members.value},
            _("Nếu đúng như thực tế thì giữ nguyên. Căn cứ: %s.")
            % rules.found_full_members.source.label,
        )
    limit = _limit(node, rules)
    if counted >= limit.value:
        findings.warn(
            row,
            "cell_code",
            "large_cell",
            _("“%(cell)s” có %(count)d đảng viên, từ %(limit)d trở lên.")
            % {"cell": name, "count": counted, "limit": limit.value},
            _("Nếu đúng như thực tế thì giữ nguyên. Căn cứ: %s.") % limit.source.label,
        )


def _limit(node: Node, rules: OrganisationRules) -> Sourced[int]:
    """Where a cell becomes a committee of its own, or has to be cut into groups."""
    if get_unit_kind(node.record["kind"]).is_grassroots:
        return rules.grassroots_committee_from
    return rules.group_split_from
