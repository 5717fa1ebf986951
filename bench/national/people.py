"""5.5 million members and their homes, by two statements over the list of cells."""

from collections.abc import Iterator
from typing import Any

from bench.national.loading import (
    begin_after,
    copy,
    drawn,
    drop_indexes,
    insert,
    run,
    without_indexes,
)

SLOTS = 240  # each pool of words is stretched to as many, so that one number picks a word
STEADY_UNTIL = "'2023-11-30'::date"

WORDS = """
DROP TABLE IF EXISTS national.surname, national.word;
CREATE UNLOGGED TABLE national.surname (n int, name text, folded text, letters text, tones text);
CREATE UNLOGGED TABLE national.word
  (pool int, place text, n int, name text, folded text, letters text, tones text);
"""
# Two chances picked from one number would hang together; every turn is a number of its own.
PEOPLE = f"""
FROM (
  SELECT *
       , CASE WHEN chance < 30
              THEN '2025-12-01'::date + {drawn("id", 7, 330)}
              ELSE least({STEADY_UNTIL}, (born_on + interval '20 years')::date
                   + {drawn("id", 6, 7300)}) END AS joined_on
    FROM (
      SELECT id, unit_id, path, province, chance, is_female, is_late,
             CASE WHEN to_char(day, 'MMDD') = '0229' THEN day + 1 ELSE day END AS born_on
        FROM (
          SELECT first + g AS id, unit_id, path, province,
                 {drawn("first + g", 4, 1000)} AS chance,
                 {drawn("first + g", 3, 100)} < 36 AS is_female,
                 {drawn("first + g", 5, 10)} < 2 AS is_late,
                 '1941-01-01'::date + {drawn("first + g", 2, 61 * 365)} AS day
            FROM national.cell CROSS JOIN LATERAL generate_series(0, size - 1) g
        ) given
    ) born
) p
JOIN national.surname s ON s.n = {drawn("p.id", 11, 1000)}
JOIN national.word m ON m.place = 'middles' AND m.n = {drawn("p.id", 12, SLOTS)}
 AND m.pool = p.is_female::int * 3 + (born_on >= '1962-01-01')::int + (born_on >= '1985-01-01')::int
JOIN national.word g ON g.place = 'givens' AND g.n = {drawn("p.id", 13, SLOTS)} AND g.pool = m.pool
"""
GONE, NOT_FULL = "chance BETWEEN 30 AND 49", "chance < 30"
EXEMPT = "is_late AND chance > 49 AND born_on < '1960-01-01'"
COLUMNS = {
    "id": "p.id",
    "code": "province || '.' || lpad(p.id::text, 7, '0')",
    "full_name": "s.name || ' ' || m.name || ' ' || g.name",
    "gender": "CASE WHEN is_female THEN 'female' ELSE 'male' END",
    "born_on": "born_on",
    "ethnicity": "'Kinh'",
    "religion": "'Không'",
    "citizen_number": "lpad((99 - p.id / 1000000)::text, 3, '0') ||"
    " (is_female::int + 2 * (born_on >= '2000-01-01')::int) || to_char(born_on, 'YY') ||"
    " lpad((p.id % 1000000)::text, 6, '0')",
    "card_number": "lpad(p.id::text, 8, '0')",
    "cell_id": "unit_id",
    "unit_path": "path",
    "joined_on": "joined_on",
    "full_on": f"CASE WHEN NOT {NOT_FULL} THEN joined_on + 365 END",
    "state": f"CASE WHEN {NOT_FULL} THEN 'probationary' WHEN {GONE} THEN 'transferred'"
    f" WHEN {EXEMPT} THEN 'exempt' ELSE 'full' END",
    "state_on": f"CASE WHEN {GONE} THEN '2025-01-05'::date + {drawn('p.id', 8, 640)}"
    f" WHEN {EXEMPT} THEN '2024-06-01'::date END",
    "name_key": "g.letters || '.' || s.letters || '.' || m.letters"
    " || ' ' || g.tones || s.tones || m.tones",
    "folded_name": "s.folded || ' ' || m.folded || ' ' || g.folded",
    "search_key": "s.folded || ' ' || m.folded || ' ' || g.folded || ' ' || province || ' '"
    " || lpad(p.id::text, 7, '0')",
    "version": "1",
}


def write_members() -> list[str]:
    """Everybody; the statements that make the indexes of the table."""
    from chibo.areas.members.models import Member

    run("ALTER TABLE national.cell ADD COLUMN IF NOT EXISTS first bigint")
    run(
        "UPDATE national.cell c SET first = f.first FROM"
        " (SELECT k, sum(size) OVER (ORDER BY k) - size + 1 AS first FROM national.cell) f"
        " WHERE f.k = c.k"
    )
    run(WORDS)
    parts = "name, folded, letters, tones"
    copy("national.surname", f"n, {parts}", _surnames())
    copy("national.word", f"pool, place, n, {parts}", _words())
    run("ANALYZE national.cell, national.surname, national.word")
    indexes = drop_indexes(Member)
    insert(Member, COLUMNS, PEOPLE)
    begin_after(Member)
    return indexes


def write_homes() -> None:
    """The home everybody has had since they joined."""
    from chibo.areas.members.models import Stay

    with without_indexes(Stay):
        run(
            "INSERT INTO members_stay (member_id, cell_id, starts_on, ends_before, how)"
            " SELECT id, cell_id, joined_on, '9999-12-31', 'joined' FROM members_member"
        )


def _surnames() -> Iterator[tuple[Any, ...]]:
    from chibo.sample.words import read_words

    weighed: dict[str, int] = read_words("names")["kinh"]["surnames"]
    spread = [name for name, weight in weighed.items() for _ in range(weight)]
    for n in range(1000):
        yield n, *_parts(spread[n * len(spread) // 1000])


def _words() -> Iterator[tuple[Any, ...]]:
    from chibo.sample.words import read_words

    kinh = read_words("names")["kinh"]
    for sex, gender in enumerate(("male", "female")):
        for age, generation in enumerate(("old", "middle", "young")):
            for place in ("middles", "givens"):
                words = kinh[gender][generation][place]
                for n in range(SLOTS):
                    yield sex * 3 + age, place, n, *_parts(words[n % len(words)])


def _parts(word: str) -> tuple[str, str, str, str]:
    """A word as written, folded, and the two halves of its sort key."""
    from chibo.areas.members.naming import name_key
    from chibo.core.vietnamese import fold

    letters, _space, tones = name_key(word).partition(" ")
    return word, fold(word), letters, tones
