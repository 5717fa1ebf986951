"""Members with Vietnamese names: as many counted today as asked for, and a few who have left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from bench.made.copying import columns_of, copy_rows
from bench.made.tree import MadeCell
from chibo.areas.members.models import Member, Stay
from chibo.areas.members.naming import folded_name, member_search_key, name_key
from chibo.core import bulk
from chibo.core.periods import FOREVER
from chibo.sample.names import name_someone

LEFT_SHARE, EXEMPT_SHARE, PROBATIONARY_SHARE = 0.02, 0.05, 0.03
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class MadePerson:
    """What the meetings of the cell need to know of a member."""

    pk: int
    name: str
    joined_on: date
    gone_on: date | None
    exempt: bool

    def expected_on(self, day: date) -> bool:
        """Whether a member on the day who has to come."""
        gone = self.gone_on is not None and self.gone_on <= day
        return self.joined_on <= day and not gone and not self.exempt


def write_people(cells: Sequence[MadeCell], members: int, seed: int, today: date) -> None:
    """Share `members` out among the cells and write them with those who have left."""
    rng = Random(f"{seed}:people")
    sizes = _sizes(len(cells), members, rng)
    left = [sum(rng.random() < LEFT_SHARE for _ in range(size)) for size in sizes]
    ids = iter(bulk.reserve_ids(Member, members + sum(left)))
    copy_rows(Member, _rows(cells, sizes, left, ids, rng, today))
    copy_rows(Stay, _stay_rows(cells))


def _sizes(cells: int, members: int, rng: Random) -> list[int]:
    """Between a handful and three times the average, to the last member."""
    least = max(min(5, members // cells), 1)
    weights = [rng.uniform(0.4, 1.0) ** 2 for _ in range(cells)]
    rest, whole = members - least * cells, sum(weights)
    sizes = [least + int(rest * weight / whole) for weight in weights]
    for number in range(members - sum(sizes)):
        sizes[number % cells] += 1
    return sizes


def _rows(
    cells: Sequence[MadeCell],
    sizes: Sequence[int],
    left: Sequence[int],
    ids: Iterator[int],
    rng: Random,
    today: date,
) -> Iterator[dict[str, Any]]:
    silent = columns_of(Member)
    for cell, size, gone in zip(cells, sizes, left, strict=True):
        for number in range(size + gone):
            row = invent(rng, next(ids), today, gone=number >= size)
            cell.people.append(
                MadePerson(
                    row["id"],
                    row["full_name"],
                    row["joined_on"],
                    row["state_on"] if number >= size else None,
                    row["state"] == "exempt",
                )
            )
            yield {
                **silent,
                **row,
                "cell_id": cell.unit.pk,
                "unit_path": cell.unit.path,
            }


def _stay_rows(cells: Sequence[MadeCell]) -> Iterator[dict[str, Any]]:
    for cell in cells:
        for person in cell.people:
            yield {
                "member_id": person.pk,
                "cell_id": cell.unit.pk,
                "starts_on": person.joined_on,
                "ends_before": FOREVER,
                "how": "joined",
            }


def invent(rng: Random, pk: int, today: date, *, gone: bool) -> dict[str, Any]:
    """A member who could be; `gone`: has left since."""
    female = rng.random() < 0.36
    born = today - timedelta(days=rng.randint(24 * 365, 85 * 365))
    oldest = (today - born).days
    joined = born + timedelta(days=rng.randint(20 * 365, min(oldest - 2 * 365, 40 * 365)))
    full: date | None = joined + _YEAR
    if rng.random() < PROBATIONARY_SHARE:
        joined, full = today - timedelta(days=rng.randint(20, 330)), None
    state = "probationary" if full is None else "full"
    state_on = None
    if gone:
        state = rng.choice(("transferred", "transferred", "deceased", "left"))
        state_on = max(today - timedelta(days=rng.randint(1, 700)), joined + timedelta(days=1))
    elif full is not None and oldest > 60 * 365 and rng.random() < 4 * EXEMPT_SHARE:
        state, state_on = "exempt", joined + 2 * _YEAR
    named = name_someone(rng, female=female, born=born.year, people="kinh")
    code = f"99.{pk:07d}"
    century = (2 if born.year >= 2000 else 0) + female
    province, number = 99 - pk // 1_000_000, pk % 1_000_000
    return {
        "id": pk,
        "code": code,
        "full_name": named.full_name,
        "gender": "female" if female else "male",
        "born_on": born,
        "ethnicity": named.ethnicity,
        "religion": "Không",
        "citizen_number": f"{province:03d}{century}{born.year % 100:02d}{number:06d}",
        "card_number": f"{pk:08d}",
        "joined_on": joined,
        "full_on": full,
        "state": state,
        "state_on": state_on,
        "name_key": name_key(named.full_name),
        "folded_name": folded_name(named.full_name),
        "search_key": member_search_key(code, named.full_name),
    }
