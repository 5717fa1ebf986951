"""What is read and written in SQL: triggers that keep what was closed, and its digest."""

TABLE = "indicators_keptfigures"
SAVED = "indicators_closedfigures"
CLOSED = "indicators_closedperiod"
# A row of a closed period is copied as it was before anything else is written over it: what was
# closed can be told at any time, and costs room only where something was corrected.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION indicators_keep_what_was_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO {SAVED} (path, months, first, own, below, noted_at)
    SELECT now.path, now.months, now.first, '{{}}', '{{}}', clock_timestamp()
      FROM now JOIN {CLOSED} c ON c.months = now.months AND c.first = now.first
        ON CONFLICT (path, months, first) DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO {SAVED} (path, months, first, own, below, noted_at)
    SELECT was.path, was.months, was.first, was.own, was.below, clock_timestamp()
      FROM was JOIN now USING (path, months, first)
      JOIN {CLOSED} c ON c.months = was.months AND c.first = was.first
     WHERE (was.own[1:c.width], was.below[1:c.width])
           IS DISTINCT FROM (now.own[1:c.width], now.below[1:c.width])
        ON CONFLICT (path, months, first) DO NOTHING;
  ELSE
    INSERT INTO {SAVED} (path, months, first, own, below, noted_at)
    SELECT was.path, was.months, was.first, was.own, was.below, clock_timestamp()
      FROM was JOIN {CLOSED} c ON c.months = was.months AND c.first = was.first
        ON CONFLICT (path, months, first) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
"""  # noqa: S608
SEES = {
    "insert": "NEW TABLE AS now",
    "update": "OLD TABLE AS was NEW TABLE AS now",
    "delete": "OLD TABLE AS was",
}
TRIGGERS = "".join(
    f"CREATE TRIGGER indicators_closed_{event} AFTER {event.upper()} ON {TABLE}"
    f" REFERENCING {sees} FOR EACH STATEMENT EXECUTE FUNCTION indicators_keep_what_was_closed();\n"
    for event, sees in SEES.items()
)
GUARDS = tuple((TABLE, f"indicators_closed_{event}") for event in SEES)
AS_CLOSED = f"""
SELECT kept.path, (coalesce(saved.own, kept.own))[1:%(width)s] AS own,
       (coalesce(saved.below, kept.below))[1:%(width)s] AS below
  FROM {TABLE} kept LEFT JOIN {SAVED} saved USING (path, months, first)
 WHERE kept.months = %(months)s AND kept.first = %(first)s
UNION ALL
SELECT saved.path, saved.own[1:%(width)s], saved.below[1:%(width)s]
  FROM {SAVED} saved LEFT JOIN {TABLE} kept USING (path, months, first)
 WHERE saved.months = %(months)s AND saved.first = %(first)s AND kept.path IS NULL
"""  # noqa: S608
# Zeros at the end are no numbers: a row grows when an indicator is added.
DIGEST = f"""
WITH line AS (
  SELECT path, regexp_replace(array_to_string(own, ','), '(^|,)0(,0)*$', '') AS own,
         regexp_replace(array_to_string(below, ','), '(^|,)0(,0)*$', '') AS below
    FROM ({AS_CLOSED}) was
)
SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(
         encode(sha256(convert_to(path || '|' || own || '|' || below, 'UTF8')), 'hex'),
         '' ORDER BY path), ''), 'UTF8')), 'hex')
  FROM line WHERE own <> '' OR below <> ''
"""  # noqa: S608
