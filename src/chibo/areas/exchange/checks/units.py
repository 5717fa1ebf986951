"""Units: laid over the tree on record, then looked at as a whole."""

from collections.abc import Collection
from datetime import date

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Node, Tree
from chibo.areas.exchange.world import LINE_FIELDS, UNIT_FIELDS, Record, World
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date
from chibo.regulations import UnitKind, ever_stood_under, unit_kinds

_EMPTY: Record = {"parent_code": None, "areas": [], "cell_type": "", "place": ""}
_DATES = ("founded_on", "ended_before", "term_starts_on")


def plan_units(
    rows: list[Row],
    world: World,
    tree: Tree,
    today: date,
    findings: Findings,
    named: Collection[str] = (),
) -> list[Planned]:
    """Lay the rows over the tree; returns what they would do. Faults go to `findings`.

    A unit `named` by a change of the same files is given as it was before, any other as it is.
    """
    found: list[Planned] = []
    first: dict[str, Row] = {}
    kinds = {kind.code: kind for kind in unit_kinds()}
    for row in rows:
        code = row.get("code")
        if code is None:
            continue
        if code in first:
            _refuse_doubled(row, code, first[code], findings)
            continue
        first[code] = row
        before = world.units.get(code)
        after = merged(row, before)
        if before and "present" in before and code not in named:
            after |= _as_it_is(row, before)
        tree.lay_over(code, {**after, "is_cell": _is_cell(after, kinds)}, row, before)
        _check_dates(row, after, today, findings)
        found.append(planned(row, before, after))
    _check_tree(tree, kinds, findings)
    return found


def merged(row: Row, before: Record | None) -> Record:
    """The unit as it will be: an empty cell leaves the value."""
    old = before or {}
    return {
        name: row.values[name] if name in row.values else old.get(name, _EMPTY.get(name))
        for name in UNIT_FIELDS
    }


def _as_it_is(row: Row, before: Record) -> Record:
    """What the row says of a unit as it is now, where that follows from its changes anyway."""
    present = before["present"]
    alike = (name for name in LINE_FIELDS if row.get(name) == present[name])
    return {name: before[name] for name in alike if row.get(name) is not None}


def _is_cell(after: Record, kinds: dict[str, UnitKind]) -> bool | None:
    kind = kinds.get(after["kind"])
    return kind.is_cell if kind else None


def _refuse_doubled(row: Row, code: str, first: Row, findings: Findings) -> None:
    findings.error(
        row,
        "code",
        "doubled_code",
        _("Mã “%(code)s” đã có ở %(place)s.") % {"code": code, "place": first.place},
        _("Mỗi tổ chức một hàng, một mã: hãy xoá hàng thừa hoặc sửa mã."),
    )


def _check_dates(row: Row, after: Record, today: date, findings: Findings) -> None:
    for name in _DATES:
        refuse_future(row, name, today, findings)
    founded, ended = after["founded_on"], after["ended_before"]
    if founded and ended and ended < founded:
        findings.error(
            row,
            "ended_before",
            "impossible_date",
            _("Ngày kết thúc %(ended)s trước ngày thành lập %(founded)s.")
            % {"ended": show_date(ended), "founded": show_date(founded)},
            _("Hãy xem lại hai ngày trong quyết định."),
        )


def _check_tree(tree: Tree, kinds: dict[str, UnitKind], findings: Findings) -> None:
    rings = _rings(tree)
    _check_roots(tree, kinds, findings)
    for node in tree:
        if node.row is None:
            continue
        if node.code in rings:
            _refuse_ring(node, rings[node.code], findings)
        elif node.parent_code is not None and tree.find(node.parent_code) is None:
            findings.error(
                node.row,
                "parent_code",
                "unknown_parent",
                _("Không có tổ chức nào mang mã “%s”.") % node.parent_code,
                _("Hãy sửa mã cấp trên, hoặc thêm tổ chức đó vào trang “Tổ chức”."),
            )
        elif not node.is_faulty:
            _warn_odd_kind(node, tree, kinds, findings)


def _rings(tree: Tree) -> dict[str, list[str]]:
    """The units that stand above themselves, each with its whole ring."""
    settled: set[str] = set()
    rings: dict[str, list[str]] = {}
    for start in tree:
        line: dict[str, None] = {}
        here: Node | None = start
        while here is not None and here.code not in settled and here.code not in line:
            line[here.code] = None
            here = tree.find(here.parent_code)
        if here is not None and here.code in line:
            codes = list(line)
            ring = codes[codes.index(here.code) :]
            rings.update(dict.fromkeys(ring, ring))
        settled.update(line)
    return rings


def _refuse_ring(node: Node, ring: list[str], findings: Findings) -> None:
    assert node.row is not None
    shown = [*ring[:6], "…"] if len(ring) > 6 else [*ring, ring[0]]
    findings.error(
        node.row,
        "parent_code",
        "cycle",
        _("Cấp trên đi vòng tròn: %s.") % " → ".join(shown),
        _("Hãy sửa “Mã cấp trên” để cây tổ chức đi lên tới tổ chức cao nhất."),
    )


def _check_roots(tree: Tree, kinds: dict[str, UnitKind], findings: Findings) -> None:
    roots = tree.roots()
    if len(roots) < 2:
        return
    top = min(roots, key=lambda node: _claim(node, kinds))
    for node in roots:
        if node is not top and node.row is not None:
            findings.error(
                node.row,
                "parent_code",
                "several_roots",
                _("Không có cấp trên, mà tổ chức cao nhất đã là “%s”.")
                % (top.record.get("name") or top.code),
                _("Hãy ghi “Mã cấp trên” cho hàng này."),
            )


def _claim(node: Node, kinds: dict[str, UnitKind]) -> tuple[bool, int, int]:
    """Who is the root when several rows claim it: one on record, else the highest kind."""
    kind = kinds.get(node.record.get("kind") or "")
    return node.before is None, kind.rank if kind else 99, node.row.number if node.row else 0


def _warn_odd_kind(node: Node, tree: Tree, kinds: dict[str, UnitKind], findings: Findings) -> None:
    parent = tree.find(node.parent_code)
    kind = kinds.get(node.record["kind"])
    above = parent.record.get("kind") if parent else None
    if kind is None or node.row is None or ever_stood_under(kind.code, above):
        return
    if parent is not None and (parent.is_faulty or above not in kinds):
        return
    where = kinds[above].name if above in kinds else _("tổ chức cao nhất")
    findings.warn(
        node.row,
        "kind",
        "odd_parent_kind",
        _("“%(kind)s” thường không trực thuộc “%(parent)s”.") % {"kind": kind.name, "parent": where}
        if parent
        else _("“%s” thường không phải tổ chức cao nhất.") % kind.name,
        _("Nếu đúng như quyết định thì giữ nguyên; nếu không, hãy sửa loại hoặc mã cấp trên."),
    )
