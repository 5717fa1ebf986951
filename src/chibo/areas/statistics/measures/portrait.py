"""Members present at the end and members admitted, by what their records say of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from chibo.areas.statistics.measures.statement import NOW, Asked, run
from chibo.areas.statistics.rules import Facts, Number
from chibo.core.vietnamese import rounded
from chibo.regulations import StatisticsRules
from chibo.regulations.statistics import Division

# Ages of those present on the last day, of those admitted on the day they were admitted.
PEOPLE = """, later AS (
  SELECT DISTINCT ON (w.which, c.member_id) w.which, c.member_id, c.from_state, c.from_state_on
    FROM members_statechange c JOIN windows w ON c."on" > w.last
   ORDER BY w.which, c.member_id, c."on", c.id
), chosen AS (
  SELECT w.which, w.last, 'present' AS population, member_id, w.last AS day
    FROM inside JOIN windows w ON s <= w.last AND e > w.last
  UNION ALL
  SELECT w.which, w.last, 'admitted', member_id, joined_on
    FROM inside JOIN windows w ON s = joined_on AND s BETWEEN w.first AND w.last
), people AS (
  SELECT chosen.which, population, m.id AS member_id, m.gender = 'female' AS is_woman,
         m.ethnicity, m.religion, extract(year FROM age(day, m.born_on))::int AS age,
         width_bucket(m.joined_on, %(eras)s::date[]) AS era,
         m.full_on <= day IS NOT TRUE AS is_probationary,
         coalesce(later.from_state, m.state) = 'exempt'
         AND coalesce(CASE WHEN later.member_id IS NULL THEN m.state_on ELSE later.from_state_on END
                      <= chosen.last, true) AS is_exempt
    FROM chosen JOIN members_member m ON m.id = chosen.member_id
    LEFT JOIN later ON later.member_id = m.id AND later.which = chosen.which
)"""
COUNT = f"""{PEOPLE}
SELECT which, population, ethnicity, religion, age, era,
       grouping(ethnicity) = 0 AS by_people, grouping(religion) = 0 AS by_religion,
       grouping(age) = 0 AS by_age, grouping(era) = 0 AS by_era,
       count(*) AS n, count(*) FILTER (WHERE is_woman) AS women,
       count(*) FILTER (WHERE is_probationary) AS probationary,
       count(*) FILTER (WHERE is_exempt) AS exempt
  FROM people
 GROUP BY GROUPING SETS ((which, population, ethnicity), (which, population, religion),
                         (which, population, age), (which, population, era), (which, population))
"""  # noqa: S608
WHO = f"""{PEOPLE}
SELECT member_id FROM people
 WHERE which = %(shown)s AND population = %(population)s
   AND (%(women)s::bool IS NOT TRUE OR is_woman)
   AND (%(probationary)s::bool IS NOT TRUE OR is_probationary)
   AND (%(exempt)s::bool IS NOT TRUE OR is_exempt)
   AND (%(age_from)s::int IS NULL OR age >= %(age_from)s)
   AND (%(age_to)s::int IS NULL OR age <= %(age_to)s)
   AND (%(era)s::int IS NULL OR era = %(era)s)
   AND (%(peoples)s::text[] IS NULL OR ethnicity = ANY(%(peoples)s))
   AND (%(religions)s::text[] IS NULL OR religion = ANY(%(religions)s))
"""  # noqa: S608
TEXTS = f"""{PEOPLE}
SELECT DISTINCT ethnicity, religion FROM people
 WHERE which = %(shown)s AND population = %(population)s
"""  # noqa: S608
POPULATIONS = ("present", "admitted")
Row = dict[str, Any]
Shown = dict[str, dict[str, Number | None]]


def count_portraits(asked: Asked, rules: StatisticsRules) -> dict[str, Facts]:
    """Sheets 2, 2B, 3 and 4 for both periods. One statement."""
    rows = run(COUNT, asked, eras=era_days(rules))
    found: dict[str, Facts] = {}
    for which in asked.windows:
        facts: Shown = {}
        for population in POPULATIONS:
            mine = [r for r in rows if (r["which"], r["population"]) == (which, population)]
            facts.update(_portrait(population, mine, rules))
        found[which] = facts
    return found


def era_days(rules: StatisticsRules) -> list[object]:
    """The days on which a new time of admission begins."""
    return [era.starts_on for era in rules.eras.parts[1:]]


def _portrait(name: str, rows: Sequence[Row], rules: StatisticsRules) -> Shown:
    whole = [r for r in rows if not any(r[by] for by in ("by_people", "by_religion", "by_age",
             "by_era"))]  # fmt: skip
    total = _sum(whole)
    facts: Shown = {
        name: total,
        f"{name}.women": {"all": total["women"]},
        f"{name}.probationary": {"all": sum(r["probationary"] for r in whole)},
        f"{name}.exempt": {"all": sum(r["exempt"] for r in whole)},
        **_ages(name, [r for r in rows if r["by_age"]], rules),
        **_eras(name, [r for r in rows if r["by_era"]], rules),
    }
    peoples = _divided([r for r in rows if r["by_people"]], "ethnicity", rules.peoples)
    religions = _divided([r for r in rows if r["by_religion"]], "religion", rules.religions)
    majority = rules.peoples.majority
    facts[f"{name}.minority"] = _told(peoples, lambda part: part not in {majority, "unknown"})
    facts[f"{name}.religious"] = _told(religions, lambda part: part not in {"none", "unknown"})
    facts[f"{name}.people"] = _sum([r for r in rows if r["by_people"]])
    facts.update(_parts(f"{name}.people", peoples, rules.peoples))
    facts.update(_parts(f"{name}.religion", religions, rules.religions))
    return facts


def _sum(rows: Iterable[Row]) -> dict[str, Number | None]:
    told = list(rows)
    return {"all": sum(r["n"] for r in told), "women": sum(r["women"] for r in told)}


def _ages(name: str, rows: Sequence[Row], rules: StatisticsRules) -> Shown:
    facts: Shown = {}
    for band in rules.ages.bands:
        last = 999 if band.last is None else band.last
        facts[f"{name}.age:{band.code}"] = _sum(r for r in rows if band.first <= r["age"] <= last)
    people = sum(r["n"] for r in rows)
    years = sum(r["n"] * r["age"] for r in rows)
    mean: dict[str, Number | None] = {}
    if people:
        mean["all"] = rounded(Decimal(years) / people, 1)
    facts[f"{name}.mean_age"] = mean
    return facts


def _eras(name: str, rows: Sequence[Row], rules: StatisticsRules) -> Shown:
    return {
        f"{name}.era:{era.code}": _sum(r for r in rows if r["era"] == place)
        for place, era in enumerate(rules.eras.parts)
    }


def _divided(rows: Sequence[Row], column: str, division: Division) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[division.place(row[column])].append(row)
    return found


def _is_blank(parts: dict[str, list[Row]]) -> bool:
    """Whether there are people, and of none of them anything is written down."""
    return bool(parts) and set(parts) == {"unknown"}


def _told(parts: dict[str, list[Row]], counts: Callable[[str], bool]) -> dict[str, Number | None]:
    if _is_blank(parts):
        return {"all": None, "women": None}
    return _sum(row for part, rows in parts.items() if counts(part) for row in rows)


def _parts(name: str, parts: dict[str, list[Row]], division: Division) -> Shown:
    blank = _is_blank(parts)
    nothing: dict[str, Number | None] = {"all": None, "women": None}
    codes = [*(part.code for part in division.parts), "other"]
    facts: Shown = {f"{name}:{c}": nothing if blank else _sum(parts.get(c, ())) for c in codes}
    facts[f"{name}:unknown"] = _sum(parts.get("unknown", ()))
    return facts


def who_is(
    asked: Asked, rules: StatisticsRules, measure: str, aspect: str, shown: str = NOW
) -> list[int]:
    """Those behind a number of sheets 2, 2B, 3 or 4. At most two statements."""
    population, _dot, part = measure.partition(".")
    given: dict[str, object] = {
        "shown": shown,
        "population": population,
        "eras": era_days(rules),
        "women": aspect == "women" or part == "women",
        "probationary": part == "probationary",
        "exempt": part == "exempt",
        **dict.fromkeys(("age_from", "age_to", "era", "peoples", "religions")),
    }
    kind, _colon, code = part.partition(":")
    if kind == "age":
        band = next(band for band in rules.ages.bands if band.code == code)
        given.update(age_from=band.first, age_to=band.last)
    elif kind == "era":
        given["era"] = [era.code for era in rules.eras.parts].index(code)
    elif kind in ("people", "religion", "minority", "religious"):
        given.update(_texts(asked, rules, given, kind, code))
    return [row["member_id"] for row in run(WHO, asked, **given)]


def _texts(
    asked: Asked, rules: StatisticsRules, given: dict[str, object], kind: str, code: str
) -> dict[str, object]:
    """Which writings in records mean the part asked for."""
    if kind == "people" and not code:
        return {}
    by_people = kind in ("people", "minority")
    column = "ethnicity" if by_people else "religion"
    division = rules.peoples if by_people else rules.religions
    wanted: Callable[[str], bool] = {
        "minority": lambda part: part not in {division.majority, "unknown"},
        "religious": lambda part: part not in {"none", "unknown"},
    }.get(kind, lambda part: part == code)
    of = {name: given[name] for name in ("shown", "population", "eras")}
    found = run(TEXTS, asked, **of)
    texts = {row[column] for row in found if wanted(division.place(row[column]))}
    return {"peoples" if by_people else "religions": sorted(texts)}
