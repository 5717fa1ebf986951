"""The tree of the sample: places from `data/places.toml`, kinds from the pack of the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chibo.core.errors import Refused
from chibo.core.periods import Month
from chibo.regulations import OrganisationRules, meeting_rules, organisation_rules
from chibo.sample.cells import Body, Cell
from chibo.sample.words import chance, read_words

DEMO_SIZE = 28
FOUNDED_MONTHS_AGO = 13
ENDED_MONTHS_AGO = 8
RENAMED_MONTHS_AGO = 10
PAST_MONTHS = 24
EARLIEST_FULL_MEMBERS = 3


class NoRulesYet(Refused):
    """On such a day the software knows no rules to build a sample by."""

    code = "no_rules_for_sample"


@dataclass(frozen=True)
class Tree:
    """The whole of it. `cells` holds the ended one too, as the last."""

    bodies: tuple[Body, ...]
    cells: tuple[Cell, ...]
    members: int


def grow_tree(*, today: date, seed: int) -> Tree:
    """The tree as it stands on the day. Raises NoRulesYet."""
    rules = organisation_rules(today)
    start = Month.of(today).plus(-PAST_MONTHS)
    if (
        rules is None
        or meeting_rules(start.first) is None
        or organisation_rules(start.first) is None
    ):
        raise NoRulesYet(
            "Chưa có quy định cho những ngày xa như vậy. Hãy chọn ngày từ tháng 8 năm 2023 trở đi."
        )
    words = read_words("places")
    bodies: list[Body] = []
    cells: list[Cell] = []
    root = words["province"]
    bodies.append(Body(root["code"], root["name"], "tinh_uy", "", root["place"], 0))
    for committee in words["committee"]:
        grower = _Grower(rules, committee, Month.of(today), seed)
        bodies += grower.bodies
        cells += grower.cells
    total = words["total"]
    ended = [cell for cell in cells if cell.ended_before]
    standing = [cell for cell in cells if not cell.ended_before]
    assert len(standing) == total["cells"]
    _share_out(standing, total["members"], seed)
    return Tree(tuple(bodies), tuple(standing + ended), total["members"])


class _Grower:
    """Grows one committee with all below it."""

    def __init__(
        self, rules: OrganisationRules, committee: dict[str, Any], month: Month, seed: int
    ) -> None:
        self.rules, self.committee, self.month, self.seed = rules, committee, month, seed
        self.code = f"{committee['code']}.000.000.000"
        self.bodies: list[Body] = []
        self.cells: list[Cell] = []
        kind = self._upper_kind()
        root = read_words("places")["province"]["code"]
        self._body(self.code, committee["name"], kind, root, 1)
        self._villages()
        self._below(committee, self.code, kind, 1)

    def _upper_kind(self) -> str:
        known = {kind.code for kind in self.rules.kinds}
        if "cap_tren_truc_tiep" in known:
            return "cap_tren_truc_tiep"
        return "dang_bo_co_so" if self.committee["villages"] else "huyen_uy"

    def _body(self, code: str, name: str, kind: str, parent_code: str, rank: int) -> None:
        place = self.committee["place"]
        self.bodies.append(Body(code, name, kind, parent_code, place, rank))

    def _villages(self) -> None:
        names = list(self.committee["villages"])
        ended = self.committee.get("ended")
        for number, name in enumerate([*names, *([ended] if ended else [])], start=1):
            area = name if name.split(" ")[0] in {"thôn", "làng"} else f"thôn {name}"
            cell = self._cell(
                code=f"{self.committee['code']}.000.000.{number:03d}",
                name=f"Chi bộ {area}",
                kind="chi_bo_truc_thuoc",
                parent_code=self.code,
                cell_type="village",
                area=area,
            )
            if name == ended:
                cell.ended_before = self.month.plus(-ENDED_MONTHS_AGO).first
                cell.joins = f"{self.committee['code']}.000.000.{len(names):03d}"

    def _below(self, table: dict[str, Any], parent_code: str, kind: str, rank: int) -> None:
        for number, row in enumerate(table.get("cell", []), start=1):
            own_kind = self._cell_kind(kind)
            cell = self._cell(
                code=_cell_code(parent_code, own_kind, number),
                name=row["name"],
                kind=own_kind,
                parent_code=parent_code,
                cell_type=row["type"],
                size=row["size"],
            )
            if row.get("was"):
                cell.was = row["was"]
                cell.renamed_on = self.month.plus(-RENAMED_MONTHS_AGO).first + timedelta(days=14)
            if row.get("founded"):
                cell.founded_on = self.month.plus(-FOUNDED_MONTHS_AGO).first + timedelta(days=8)
        for number, row in enumerate(table.get("body", []), start=1):
            own_kind = self._body_kind(row["kind"], kind)
            code = _body_code(parent_code, rank, number)
            self._body(code, row["name"], own_kind, parent_code, rank + 1)
            self._below(row, code, own_kind, rank + 1)

    def _cell_kind(self, parent_kind: str) -> str:
        own = self.rules.kind("chi_bo_co_so")
        return own.code if own.may_stand_under(parent_kind) else "chi_bo_truc_thuoc"

    def _body_kind(self, wanted: str, parent_kind: str) -> str:
        own = self.rules.kind("dang_bo_co_so")
        if wanted == "grassroots" and own.may_stand_under(parent_kind):
            return own.code
        return "dang_bo_bo_phan"

    def _cell(self, **given: Any) -> Cell:
        area = given.get("area", "")
        people = self.committee["people"]
        if people == "highland" and area.startswith("thôn"):
            people = "kinh"
        cell = Cell(
            code=given["code"],
            name=given["name"],
            kind=given["kind"],
            parent_code=given["parent_code"],
            committee_code=self.code,
            committee_name=self.committee["name"],
            place=self.committee["place"],
            cell_type=given["cell_type"],
            area=area,
            people_of=people,
            size=given.get("size", 0),
        )
        self.cells.append(cell)
        return cell


def _cell_code(parent_code: str, kind: str, number: int) -> str:
    parts = parent_code.split(".")
    if kind == "chi_bo_co_so":
        return f"{parts[0]}.{parts[1]}.{100 + number:03d}.000.000"
    return ".".join([*parts[:-1], f"{100 + number if parts[2] == '000' else number:03d}"])


def _body_code(parent_code: str, rank: int, number: int) -> str:
    parts = parent_code.split(".")
    parts[rank + 1] = f"{number:03d}"
    return ".".join(parts)


def _share_out(cells: list[Cell], members: int, seed: int) -> None:
    """Villages have what the other cells leave, by chance but to the last member."""
    villages = [cell for cell in cells if cell.cell_type == "village"]
    villages[0].size = DEMO_SIZE
    rest = members - sum(cell.size for cell in cells)
    weights = list(_weights(villages[1:], seed))
    for cell, weight in zip(villages[1:], weights, strict=True):
        cell.size = int(rest * weight / sum(weights))
    missing = members - sum(cell.size for cell in cells)
    for cell in villages[1 : 1 + missing]:
        cell.size += 1


def _weights(villages: list[Cell], seed: int) -> Iterator[float]:
    for cell in villages:
        rng = chance(seed, "size", cell.code)
        yield rng.uniform(0.6, 1.35) * (0.8 if cell.place.startswith("Ia") else 1.0)
