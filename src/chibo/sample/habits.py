"""How each cell usually meets: fixed days of every sort, times that suit it, weaknesses."""

from datetime import date, time
from random import Random

from chibo.sample.cells import Cell, Habit
from chibo.sample.words import chance, common, say, spoken

EVENINGS = (time(19, 0), time(19, 30), time(20, 0))
TIMES: dict[str, tuple[time, ...]] = {
    "agency": (time(8, 0), time(14, 0), time(15, 30)),
    "public_service": (time(16, 0), time(16, 30), time(14, 0)),
    "state_enterprise": (time(16, 30), time(7, 0)),
    "private_enterprise": (time(17, 0), time(19, 0)),
    "school": (time(17, 0), time(18, 30)),
    "armed_forces": (time(14, 0), time(8, 0)),
}
WEEKEND_RULES = (
    "weekday:sat:1",
    "weekday:sat:2",
    "weekday:sun:1",
    "weekday:sun:-1",
    "weekday:sat:-1",
)
SMALL = 10


def give_habit(cell: Cell, *, today: date, seed: int, special: str = "") -> Habit:
    """The cell's habit. `special`: "demo" meets today's date, "steady", "last_day", "uneven"."""
    rng = chance(seed, "habit", cell.code)
    village = cell.cell_type == "village"
    rule = _rule(rng, village)
    at = rng.choice(_times(rule, cell.cell_type))
    weak = rng.random() < 0.12
    small = cell.size <= SMALL and rng.random() < 0.4
    habit = Habit(
        rule=rule,
        at=at,
        venue=say(rng, rng.choice(list(spoken(cell.cell_type, "venues"))), **cell.slots),
        minutes=rng.randint(60, 75) if small else rng.randint(94, 116),
        attendance=rng.uniform(0.78, 0.88) if weak else rng.uniform(0.89, 0.985),
        talk=rng.uniform(0.16, 0.3) if weak else rng.uniform(0.25, 0.55),
        quality=rng.uniform(0.74, 0.85) if weak else rng.uniform(0.86, 0.97),
        miss=rng.uniform(0.06, 0.14) if weak else rng.choice((0.0, 0.0, 0.0, 0.008, 0.02)),
        short=rng.uniform(0.12, 0.3) if weak else rng.uniform(0.0, 0.05),
        late=rng.uniform(0.25, 0.5) if weak else rng.uniform(0.0, 0.12),
        thematic=rng.choices(("combined", "separate", "slack"), weights=(50, 34, 16))[0],
        own_minimum=60 if small else None,
        minimum_source=common("minimum_sources")[0] if small else "",
    )
    return _made_special(habit, special, today)


def _rule(rng: Random, village: bool) -> str:
    if rng.random() < (0.3 if village else 0.06):
        return rng.choice(WEEKEND_RULES)
    low, high = rng.choices(((1, 5), (6, 14), (15, 24), (25, 31)), weights=(36, 20, 19, 25))[0]
    day = rng.randint(low, high)
    return (
        f"day:{day}" if village else f"day:{day}:{rng.choice(('next_workday', 'previous_workday'))}"
    )


def _times(rule: str, cell_type: str) -> tuple[time, ...]:
    if cell_type != "village":
        return TIMES[cell_type]
    return (time(8, 0), time(14, 0), *EVENINGS) if rule.startswith("weekday") else EVENINGS


def _made_special(habit: Habit, special: str, today: date) -> Habit:
    if not special:
        return habit
    rule = {"demo": f"day:{today.day}", "last_day": "day:31"}.get(special, habit.rule)
    return Habit(
        rule=rule,
        at=time(19, 30) if special in {"demo", "last_day"} else habit.at,
        venue=habit.venue,
        minutes=104,
        attendance=0.94,
        talk=0.42,
        quality=0.93,
        miss=0.0,
        short=0.0,
        late=0.0,
        thematic="combined" if special == "demo" else habit.thematic,
    )
