-- What all upgrades leave in an empty database: see tools/first_tables.py.
SET LOCAL check_function_bodies = false;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public.core_await_seal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO core_trailwaiting (event_id) SELECT id FROM added;
  RETURN NULL;
END $$;

CREATE FUNCTION public.core_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'audit events are append-only';
END $$;

CREATE FUNCTION public.grading_of_meeting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM grading_tell_waiting(new.id);
  RETURN NULL;
END $$;

CREATE FUNCTION public.grading_of_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE grading_waitingsheet SET path = new.path WHERE unit_id = new.id;
  RETURN NULL;
END $$;

CREATE FUNCTION public.grading_of_report() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE report reports_monthlyreport := coalesce(new, old);
BEGIN
  PERFORM grading_tell_waiting(id) FROM meetings_meeting
    WHERE unit_id = report.unit_id AND month = report.month AND origin = '';
  RETURN NULL;
END $$;

CREATE FUNCTION public.grading_of_sheet() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM grading_tell_waiting(old.meeting_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM grading_tell_waiting(new.meeting_id); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.grading_tell_waiting(asked bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE found record;
BEGIN
  PERFORM FROM meetings_meeting m JOIN organisation_unit u ON u.id = m.unit_id
    WHERE m.id = asked FOR NO KEY UPDATE OF m FOR KEY SHARE OF u;
  SELECT m.unit_id, u.path, m.month, m.held_on, s.self_total INTO found
    FROM scoring_scoresheet s
    JOIN meetings_meeting m ON m.id = s.meeting_id
    JOIN organisation_unit u ON u.id = m.unit_id
   WHERE s.meeting_id = asked AND s.self_total IS NOT NULL AND s.official_total IS NULL
     AND m.state <> 'planned'
     AND (m.origin <> '' OR EXISTS (
       SELECT FROM reports_monthlyreport r
        WHERE r.unit_id = m.unit_id AND r.month = m.month
          AND r.state IN ('submitted', 'accepted')));
  IF found IS NULL THEN
    DELETE FROM grading_waitingsheet WHERE meeting_id = asked;
  ELSE
    INSERT INTO grading_waitingsheet (meeting_id, unit_id, path, month, held_on, self_total)
    VALUES (asked, found.unit_id, found.path, found.month, found.held_on, found.self_total)
    ON CONFLICT (meeting_id) DO UPDATE
      SET unit_id = excluded.unit_id, path = excluded.path, month = excluded.month,
          held_on = excluded.held_on, self_total = excluded.self_total;
  END IF;
END $$;

CREATE FUNCTION public.indicators_keep_what_was_closed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_closedfigures (path, months, first, own, below, noted_at)
    SELECT now.path, now.months, now.first, '{}', '{}', clock_timestamp()
      FROM now JOIN indicators_closedperiod c ON c.months = now.months AND c.first = now.first
        ON CONFLICT (path, months, first) DO NOTHING;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO indicators_closedfigures (path, months, first, own, below, noted_at)
    SELECT was.path, was.months, was.first, was.own, was.below, clock_timestamp()
      FROM was JOIN now USING (path, months, first)
      JOIN indicators_closedperiod c ON c.months = was.months AND c.first = was.first
     WHERE (was.own[1:c.width], was.below[1:c.width])
           IS DISTINCT FROM (now.own[1:c.width], now.below[1:c.width])
        ON CONFLICT (path, months, first) DO NOTHING;
  ELSE
    INSERT INTO indicators_closedfigures (path, months, first, own, below, noted_at)
    SELECT was.path, was.months, was.first, was.own, was.below, clock_timestamp()
      FROM was JOIN indicators_closedperiod c ON c.months = was.months AND c.first = was.first
        ON CONFLICT (path, months, first) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_meetings_cellhabit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT unit_id, minimum_minutes FROM new_rows) SELECT DISTINCT unit_id, NULL::date FROM changed;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT unit_id, minimum_minutes FROM old_rows) SELECT DISTINCT unit_id, NULL::date FROM changed;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT unit_id, minimum_minutes FROM new_rows EXCEPT SELECT unit_id, minimum_minutes FROM old_rows)
        UNION ALL
        (SELECT unit_id, minimum_minutes FROM old_rows EXCEPT SELECT unit_id, minimum_minutes FROM new_rows)
      ) SELECT DISTINCT unit_id, NULL::date FROM changed;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_meetings_meeting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, unit_id, held_on, kind, state = 'planned' AS is_planned, starts_at, ends_at, expected, present, origin, judged_by, minimum_minutes, visitors <> '' AS is_visited FROM new_rows) SELECT DISTINCT unit_id, date_trunc('month', held_on)::date FROM changed WHERE NOT is_planned AND held_on IS NOT NULL;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, unit_id, held_on, kind, state = 'planned' AS is_planned, starts_at, ends_at, expected, present, origin, judged_by, minimum_minutes, visitors <> '' AS is_visited FROM old_rows) SELECT DISTINCT unit_id, date_trunc('month', held_on)::date FROM changed WHERE NOT is_planned AND held_on IS NOT NULL;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, unit_id, held_on, kind, state = 'planned' AS is_planned, starts_at, ends_at, expected, present, origin, judged_by, minimum_minutes, visitors <> '' AS is_visited FROM new_rows EXCEPT SELECT id, unit_id, held_on, kind, state = 'planned' AS is_planned, starts_at, ends_at, expected, present, origin, judged_by, minimum_minutes, visitors <> '' AS is_visited FROM old_rows)
        UNION ALL
        (SELECT id, unit_id, held_on, kind, state = 'planned' AS is_planned, starts_at, ends_at, expected, present, origin, judged_by, minimum_minutes, visitors <> '' AS is_visited FROM old_rows EXCEPT SELECT id, unit_id, held_on, kind, state = 'planned' AS is_planned, starts_at, ends_at, expected, present, origin, judged_by, minimum_minutes, visitors <> '' AS is_visited FROM new_rows)
      ) SELECT DISTINCT unit_id, date_trunc('month', held_on)::date FROM changed WHERE NOT is_planned AND held_on IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_members_member() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, joined_on, full_on, state, state_on, gender, born_on FROM new_rows) SELECT DISTINCT stay.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.id OFFSET 0) stay;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, joined_on, full_on, state, state_on, gender, born_on FROM old_rows) SELECT DISTINCT stay.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.id OFFSET 0) stay;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, joined_on, full_on, state, state_on, gender, born_on FROM new_rows EXCEPT SELECT id, joined_on, full_on, state, state_on, gender, born_on FROM old_rows)
        UNION ALL
        (SELECT id, joined_on, full_on, state, state_on, gender, born_on FROM old_rows EXCEPT SELECT id, joined_on, full_on, state, state_on, gender, born_on FROM new_rows)
      ) SELECT DISTINCT stay.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.id OFFSET 0) stay;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_members_statechange() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, member_id, "on", from_state, from_state_on FROM new_rows) SELECT DISTINCT stay.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.member_id OFFSET 0) stay;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, member_id, "on", from_state, from_state_on FROM old_rows) SELECT DISTINCT stay.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.member_id OFFSET 0) stay;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, member_id, "on", from_state, from_state_on FROM new_rows EXCEPT SELECT id, member_id, "on", from_state, from_state_on FROM old_rows)
        UNION ALL
        (SELECT id, member_id, "on", from_state, from_state_on FROM old_rows EXCEPT SELECT id, member_id, "on", from_state, from_state_on FROM new_rows)
      ) SELECT DISTINCT stay.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.member_id OFFSET 0) stay;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_members_stay() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT member_id, cell_id, starts_on, ends_before, how FROM new_rows) SELECT cell_id, NULL::date FROM changed UNION SELECT came.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.member_id AND s.how = 'followed' OFFSET 0) came;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT member_id, cell_id, starts_on, ends_before, how FROM old_rows) SELECT cell_id, NULL::date FROM changed UNION SELECT came.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.member_id AND s.how = 'followed' OFFSET 0) came;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT member_id, cell_id, starts_on, ends_before, how FROM new_rows EXCEPT SELECT member_id, cell_id, starts_on, ends_before, how FROM old_rows)
        UNION ALL
        (SELECT member_id, cell_id, starts_on, ends_before, how FROM old_rows EXCEPT SELECT member_id, cell_id, starts_on, ends_before, how FROM new_rows)
      ) SELECT cell_id, NULL::date FROM changed UNION SELECT came.cell_id, NULL::date FROM changed CROSS JOIN LATERAL (SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.member_id AND s.how = 'followed' OFFSET 0) came;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_organisation_unit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, path, founded_on, ended_before, heir_id FROM new_rows) SELECT DISTINCT id, NULL::date FROM changed;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, path, founded_on, ended_before, heir_id FROM old_rows) SELECT DISTINCT id, NULL::date FROM changed;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, path, founded_on, ended_before, heir_id FROM new_rows EXCEPT SELECT id, path, founded_on, ended_before, heir_id FROM old_rows)
        UNION ALL
        (SELECT id, path, founded_on, ended_before, heir_id FROM old_rows EXCEPT SELECT id, path, founded_on, ended_before, heir_id FROM new_rows)
      ) SELECT DISTINCT id, NULL::date FROM changed;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_organisation_unitchange() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, unit_id, kind, "on", state FROM new_rows) SELECT DISTINCT unit_id, NULL::date FROM changed WHERE state = 'applied';
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, unit_id, kind, "on", state FROM old_rows) SELECT DISTINCT unit_id, NULL::date FROM changed WHERE state = 'applied';
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, unit_id, kind, "on", state FROM new_rows EXCEPT SELECT id, unit_id, kind, "on", state FROM old_rows)
        UNION ALL
        (SELECT id, unit_id, kind, "on", state FROM old_rows EXCEPT SELECT id, unit_id, kind, "on", state FROM new_rows)
      ) SELECT DISTINCT unit_id, NULL::date FROM changed WHERE state = 'applied';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_organisation_unitstanding() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT unit_id, path, is_cell, kind, starts_on, ends_before FROM new_rows) SELECT DISTINCT unit_id, NULL::date FROM changed;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT unit_id, path, is_cell, kind, starts_on, ends_before FROM old_rows) SELECT DISTINCT unit_id, NULL::date FROM changed;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT unit_id, path, is_cell, kind, starts_on, ends_before FROM new_rows EXCEPT SELECT unit_id, path, is_cell, kind, starts_on, ends_before FROM old_rows)
        UNION ALL
        (SELECT unit_id, path, is_cell, kind, starts_on, ends_before FROM old_rows EXCEPT SELECT unit_id, path, is_cell, kind, starts_on, ends_before FROM new_rows)
      ) SELECT DISTINCT unit_id, NULL::date FROM changed;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_posts_fact() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, unit_id, code, amount, starts_on, ends_before FROM new_rows) SELECT DISTINCT unit_id, NULL::date FROM changed WHERE code IN ('village_cell', 'head_yes', 'front_yes', 'named_place', 'named_led', 'place_covered', 'place_uncovered');
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, unit_id, code, amount, starts_on, ends_before FROM old_rows) SELECT DISTINCT unit_id, NULL::date FROM changed WHERE code IN ('village_cell', 'head_yes', 'front_yes', 'named_place', 'named_led', 'place_covered', 'place_uncovered');
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, unit_id, code, amount, starts_on, ends_before FROM new_rows EXCEPT SELECT id, unit_id, code, amount, starts_on, ends_before FROM old_rows)
        UNION ALL
        (SELECT id, unit_id, code, amount, starts_on, ends_before FROM old_rows EXCEPT SELECT id, unit_id, code, amount, starts_on, ends_before FROM new_rows)
      ) SELECT DISTINCT unit_id, NULL::date FROM changed WHERE code IN ('village_cell', 'head_yes', 'front_yes', 'named_place', 'named_led', 'place_covered', 'place_uncovered');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_reports_monthlyreport() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month, measured)
      WITH changed AS (SELECT id, unit_id, month, state, due_on, first_submitted_at FROM new_rows) SELECT DISTINCT unit_id, month, false FROM changed;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month, measured)
      WITH changed AS (SELECT id, unit_id, month, state, due_on, first_submitted_at FROM old_rows) SELECT DISTINCT unit_id, month, false FROM changed;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month, measured)
      WITH changed AS (
        (SELECT id, unit_id, month, state, due_on, first_submitted_at FROM new_rows EXCEPT SELECT id, unit_id, month, state, due_on, first_submitted_at FROM old_rows)
        UNION ALL
        (SELECT id, unit_id, month, state, due_on, first_submitted_at FROM old_rows EXCEPT SELECT id, unit_id, month, state, due_on, first_submitted_at FROM new_rows)
      ) SELECT DISTINCT unit_id, month, false FROM changed;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_scoring_scoresheet() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, meeting_id, self_total, self_grade, official_total, official_grade FROM new_rows) SELECT DISTINCT m.unit_id, date_trunc('month', m.held_on)::date FROM changed CROSS JOIN LATERAL (SELECT held.unit_id, held.held_on, held.state FROM meetings_meeting held WHERE held.id = changed.meeting_id OFFSET 0) m WHERE m.state <> 'planned' AND m.held_on IS NOT NULL;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, meeting_id, self_total, self_grade, official_total, official_grade FROM old_rows) SELECT DISTINCT m.unit_id, date_trunc('month', m.held_on)::date FROM changed CROSS JOIN LATERAL (SELECT held.unit_id, held.held_on, held.state FROM meetings_meeting held WHERE held.id = changed.meeting_id OFFSET 0) m WHERE m.state <> 'planned' AND m.held_on IS NOT NULL;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, meeting_id, self_total, self_grade, official_total, official_grade FROM new_rows EXCEPT SELECT id, meeting_id, self_total, self_grade, official_total, official_grade FROM old_rows)
        UNION ALL
        (SELECT id, meeting_id, self_total, self_grade, official_total, official_grade FROM old_rows EXCEPT SELECT id, meeting_id, self_total, self_grade, official_total, official_grade FROM new_rows)
      ) SELECT DISTINCT m.unit_id, date_trunc('month', m.held_on)::date FROM changed CROSS JOIN LATERAL (SELECT held.unit_id, held.held_on, held.state FROM meetings_meeting held WHERE held.id = changed.meeting_id OFFSET 0) m WHERE m.state <> 'planned' AND m.held_on IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_training_enrolment() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, training_class_id, attended FROM new_rows) SELECT DISTINCT c.unit_id, date_trunc('month', c.starts_on)::date FROM changed CROSS JOIN LATERAL (SELECT class.unit_id, class.starts_on FROM training_trainingclass class WHERE class.id = changed.training_class_id OFFSET 0) c;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, training_class_id, attended FROM old_rows) SELECT DISTINCT c.unit_id, date_trunc('month', c.starts_on)::date FROM changed CROSS JOIN LATERAL (SELECT class.unit_id, class.starts_on FROM training_trainingclass class WHERE class.id = changed.training_class_id OFFSET 0) c;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, training_class_id, attended FROM new_rows EXCEPT SELECT id, training_class_id, attended FROM old_rows)
        UNION ALL
        (SELECT id, training_class_id, attended FROM old_rows EXCEPT SELECT id, training_class_id, attended FROM new_rows)
      ) SELECT DISTINCT c.unit_id, date_trunc('month', c.starts_on)::date FROM changed CROSS JOIN LATERAL (SELECT class.unit_id, class.starts_on FROM training_trainingclass class WHERE class.id = changed.training_class_id OFFSET 0) c;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.indicators_mark_training_trainingclass() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, unit_id, starts_on, course FROM new_rows) SELECT DISTINCT unit_id, date_trunc('month', starts_on)::date FROM changed;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT id, unit_id, starts_on, course FROM old_rows) SELECT DISTINCT unit_id, date_trunc('month', starts_on)::date FROM changed;
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT id, unit_id, starts_on, course FROM new_rows EXCEPT SELECT id, unit_id, starts_on, course FROM old_rows)
        UNION ALL
        (SELECT id, unit_id, starts_on, course FROM old_rows EXCEPT SELECT id, unit_id, starts_on, course FROM new_rows)
      ) SELECT DISTINCT unit_id, date_trunc('month', starts_on)::date FROM changed;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_delete_members_member() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT id, joined_on, state, state_on, name_key FROM old_rows) SELECT DISTINCT 'm', id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_delete_members_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT member_id, cell_id, starts_on, ends_before FROM old_rows) SELECT DISTINCT 'm', member_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_delete_organisation_unit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT id, path, is_cell, cell_type, areas, founded_on, ended_before, heir_id FROM old_rows) SELECT DISTINCT 's', id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_delete_organisation_unitstanding() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT unit_id, parent_id, path, kind, is_cell, starts_on, ends_before FROM old_rows) SELECT DISTINCT 's', unit_id, path FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_delete_places_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT id, commune_id, kind, name, key, starts_on, ends_before, followed_id FROM old_rows) SELECT DISTINCT 'c', commune_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_delete_posts_post() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT id, unit_id, member_id, kind, starts_on, ends_before, areas FROM old_rows) SELECT 'p', unit_id, '' FROM changed UNION SELECT 'm', member_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_insert_members_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT member_id, cell_id, starts_on, ends_before FROM new_rows) SELECT DISTINCT 'm', member_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_insert_organisation_unit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT id, path, is_cell, cell_type, areas, founded_on, ended_before, heir_id FROM new_rows) SELECT DISTINCT 's', id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_insert_organisation_unitstanding() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT unit_id, parent_id, path, kind, is_cell, starts_on, ends_before FROM new_rows) SELECT DISTINCT 's', unit_id, path FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_insert_places_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT id, commune_id, kind, name, key, starts_on, ends_before, followed_id FROM new_rows) SELECT DISTINCT 'c', commune_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_insert_posts_post() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS (SELECT id, unit_id, member_id, kind, starts_on, ends_before, areas FROM new_rows) SELECT 'p', unit_id, '' FROM changed UNION SELECT 'm', member_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_update_members_member() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS ((SELECT id, joined_on, state, state_on, name_key FROM new_rows EXCEPT SELECT id, joined_on, state, state_on, name_key FROM old_rows) UNION ALL (SELECT id, joined_on, state, state_on, name_key FROM old_rows EXCEPT SELECT id, joined_on, state, state_on, name_key FROM new_rows)) SELECT DISTINCT 'm', id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_update_members_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS ((SELECT member_id, cell_id, starts_on, ends_before FROM new_rows EXCEPT SELECT member_id, cell_id, starts_on, ends_before FROM old_rows) UNION ALL (SELECT member_id, cell_id, starts_on, ends_before FROM old_rows EXCEPT SELECT member_id, cell_id, starts_on, ends_before FROM new_rows)) SELECT DISTINCT 'm', member_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_update_organisation_unit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS ((SELECT id, path, is_cell, cell_type, areas, founded_on, ended_before, heir_id FROM new_rows EXCEPT SELECT id, path, is_cell, cell_type, areas, founded_on, ended_before, heir_id FROM old_rows) UNION ALL (SELECT id, path, is_cell, cell_type, areas, founded_on, ended_before, heir_id FROM old_rows EXCEPT SELECT id, path, is_cell, cell_type, areas, founded_on, ended_before, heir_id FROM new_rows)) SELECT DISTINCT 's', id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_update_organisation_unitstanding() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS ((SELECT unit_id, parent_id, path, kind, is_cell, starts_on, ends_before FROM new_rows EXCEPT SELECT unit_id, parent_id, path, kind, is_cell, starts_on, ends_before FROM old_rows) UNION ALL (SELECT unit_id, parent_id, path, kind, is_cell, starts_on, ends_before FROM old_rows EXCEPT SELECT unit_id, parent_id, path, kind, is_cell, starts_on, ends_before FROM new_rows)) SELECT DISTINCT 's', unit_id, path FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_update_places_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS ((SELECT id, commune_id, kind, name, key, starts_on, ends_before, followed_id FROM new_rows EXCEPT SELECT id, commune_id, kind, name, key, starts_on, ends_before, followed_id FROM old_rows) UNION ALL (SELECT id, commune_id, kind, name, key, starts_on, ends_before, followed_id FROM old_rows EXCEPT SELECT id, commune_id, kind, name, key, starts_on, ends_before, followed_id FROM new_rows)) SELECT DISTINCT 'c', commune_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.posts_mark_update_posts_post() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS ((SELECT id, unit_id, member_id, kind, starts_on, ends_before, areas FROM new_rows EXCEPT SELECT id, unit_id, member_id, kind, starts_on, ends_before, areas FROM old_rows) UNION ALL (SELECT id, unit_id, member_id, kind, starts_on, ends_before, areas FROM old_rows EXCEPT SELECT id, unit_id, member_id, kind, starts_on, ends_before, areas FROM new_rows)) SELECT 'p', unit_id, '' FROM changed UNION SELECT 'm', member_id, '' FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE TABLE public.access_account (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    username character varying(60) NOT NULL,
    full_name character varying(120) NOT NULL,
    is_active boolean NOT NULL,
    must_change_password boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    member_id bigint
);

ALTER TABLE public.access_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.access_opensession (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    begun_at timestamp with time zone,
    used_at timestamp with time zone,
    address character varying(45) NOT NULL,
    browser character varying(300) NOT NULL,
    account_id bigint
);

CREATE TABLE public.access_roleend (
    id bigint NOT NULL,
    was_to_end date,
    grant_id bigint NOT NULL,
    because character varying(10) NOT NULL,
    "on" date NOT NULL
);

ALTER TABLE public.access_roleend ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_roleend_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.access_rolegrant (
    id bigint NOT NULL,
    role character varying(40) NOT NULL,
    starts_on date NOT NULL,
    ends_before date,
    account_id bigint NOT NULL,
    unit_id bigint,
    post_id bigint,
    stands_in boolean DEFAULT false NOT NULL,
    CONSTRAINT grant_ends_after_it_starts CHECK (((ends_before IS NULL) OR (ends_before >= starts_on)))
);

ALTER TABLE public.access_rolegrant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_rolegrant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.access_secondask (
    id bigint NOT NULL,
    what character varying(10) NOT NULL,
    role character varying(40) NOT NULL,
    starts_on date,
    ends_before date,
    facts jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    reason character varying(500) NOT NULL,
    account_id bigint,
    asked_by_id bigint NOT NULL,
    decided_by_id bigint,
    unit_id bigint NOT NULL
);

ALTER TABLE public.access_secondask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_secondask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attending_absence (
    id bigint NOT NULL,
    reason character varying(10) NOT NULL,
    remark character varying(300) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_by character varying(120) NOT NULL,
    answered_at timestamp with time zone,
    version integer NOT NULL,
    meeting_id bigint NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT attending_absence_version_check CHECK ((version >= 0))
);

ALTER TABLE public.attending_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attending_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attending_paperseen (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    paper_id bigint NOT NULL
);

ALTER TABLE public.attending_paperseen ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attending_paperseen_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.badges_agegap (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_before date NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT age_gap_has_days CHECK ((ends_before > starts_on))
);

ALTER TABLE public.badges_agegap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.badges_agegap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.badges_badge (
    id bigint NOT NULL,
    years smallint NOT NULL,
    awarded_on date NOT NULL,
    how character varying(10) NOT NULL,
    decision_number character varying(60) NOT NULL,
    pack_id character varying(64) NOT NULL,
    version integer NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT badges_badge_version_check CHECK ((version >= 0)),
    CONSTRAINT badges_badge_years_check CHECK ((years >= 0))
);

ALTER TABLE public.badges_badge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.badges_badge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.badges_badgewait (
    id bigint NOT NULL,
    form character varying(16) NOT NULL,
    decided_on date NOT NULL,
    decision_number character varying(60) NOT NULL,
    member_id bigint NOT NULL
);

ALTER TABLE public.badges_badgewait ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.badges_badgewait_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.calendars_calendarfeed (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    secret_hash character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    account_id bigint NOT NULL,
    unit_id bigint
);

ALTER TABLE public.calendars_calendarfeed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendars_calendarfeed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.committee_meetings_committeeattendance (
    id bigint NOT NULL,
    post character varying(120) NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(200) NOT NULL,
    member_id bigint NOT NULL,
    sitting_id bigint NOT NULL
);

ALTER TABLE public.committee_meetings_committeeattendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.committee_meetings_committeeattendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.committee_meetings_committeemeeting (
    id bigint NOT NULL,
    month date NOT NULL,
    state character varying(8) NOT NULL,
    planned_on date NOT NULL,
    planned_at time without time zone,
    place character varying(200) NOT NULL,
    chair_name character varying(120) NOT NULL,
    minutes_by character varying(120) NOT NULL,
    held_on date,
    starts_at time without time zone,
    ends_at time without time zone,
    conclusion text NOT NULL,
    closed_at timestamp with time zone,
    reopened_because text NOT NULL,
    version integer NOT NULL,
    meeting_id bigint,
    unit_id bigint NOT NULL,
    CONSTRAINT closed_committee_meeting_was_held CHECK ((((state)::text = 'open'::text) OR ((held_on IS NOT NULL) AND (starts_at IS NOT NULL)))),
    CONSTRAINT committee_meetings_committeemeeting_version_check CHECK ((version >= 0))
);

ALTER TABLE public.committee_meetings_committeemeeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.committee_meetings_committeemeeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.committee_meetings_committeepoint (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    code character varying(40) NOT NULL,
    title character varying(300) NOT NULL,
    notes text NOT NULL,
    conclusion character varying(400) NOT NULL,
    to_cell boolean NOT NULL,
    version integer NOT NULL,
    sitting_id bigint NOT NULL,
    CONSTRAINT committee_meetings_committeepoint_position_check CHECK (("position" >= 0)),
    CONSTRAINT committee_meetings_committeepoint_version_check CHECK ((version >= 0))
);

ALTER TABLE public.committee_meetings_committeepoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.committee_meetings_committeepoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.core_auditevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id bigint,
    actor_name text NOT NULL,
    via character varying(16) NOT NULL,
    action character varying(64) NOT NULL,
    unit_id bigint,
    target character varying(80) NOT NULL,
    changes jsonb NOT NULL,
    role character varying(40) DEFAULT ''::character varying NOT NULL,
    kind character varying(8) DEFAULT 'change'::character varying NOT NULL,
    purpose text DEFAULT ''::text NOT NULL,
    address character varying(45) DEFAULT ''::character varying NOT NULL
);

ALTER TABLE public.core_auditevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_auditevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.core_submission (
    key uuid NOT NULL,
    account_id bigint NOT NULL,
    path text NOT NULL,
    leads_to text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.core_trailbatch (
    number bigint NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    previous_root bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    peaks bytea NOT NULL
);

CREATE TABLE public.core_trailleaf (
    number bigint NOT NULL,
    event_id bigint,
    hash bytea NOT NULL
);

CREATE TABLE public.core_trailwaiting (
    event_id bigint NOT NULL
);

CREATE TABLE public.deadlines_certificate (
    id bigint NOT NULL,
    full_name character varying(120) NOT NULL,
    number character varying(60) NOT NULL,
    issued_on date NOT NULL,
    settled_on date,
    version integer NOT NULL,
    cell_id bigint NOT NULL,
    CONSTRAINT deadlines_certificate_version_check CHECK ((version >= 0))
);

ALTER TABLE public.deadlines_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deadlines_certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directives_call (
    id bigint NOT NULL,
    title character varying(400) NOT NULL,
    due_on date,
    given_on date NOT NULL,
    version integer NOT NULL,
    directive_id bigint NOT NULL,
    CONSTRAINT directives_call_version_check CHECK ((version >= 0))
);

ALTER TABLE public.directives_call ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directives_call_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directives_directive (
    id bigint NOT NULL,
    kind character varying(5) NOT NULL,
    number character varying(60) NOT NULL,
    issuer character varying(120) NOT NULL,
    issued_on date NOT NULL,
    title character varying(500) NOT NULL,
    review_on date,
    closed_on date,
    conclusion text NOT NULL,
    search_key text NOT NULL,
    version integer NOT NULL,
    based_on_id bigint,
    unit_id bigint NOT NULL,
    CONSTRAINT directive_closes_after_it_was_issued CHECK (((closed_on IS NULL) OR (closed_on >= issued_on))),
    CONSTRAINT directives_directive_version_check CHECK ((version >= 0))
);

ALTER TABLE public.directives_directive ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directives_directive_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_owntemplate (
    id bigint NOT NULL,
    file_kind character varying(30) NOT NULL,
    name character varying(200) NOT NULL,
    content bytea NOT NULL,
    uploaded_by character varying(120) NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    starts_on date,
    ends_before date,
    unit_id bigint NOT NULL,
    CONSTRAINT templates_end_after_they_start CHECK (((ends_before IS NULL) OR (ends_before >= starts_on)))
);

ALTER TABLE public.documents_owntemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_owntemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_papercounter (
    id bigint NOT NULL,
    paper_kind character varying(8) NOT NULL,
    term_starts_on date,
    last_number integer NOT NULL,
    unit_id bigint NOT NULL,
    last_issued_on date,
    CONSTRAINT documents_papercounter_last_number_check CHECK ((last_number >= 0))
);

ALTER TABLE public.documents_papercounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_papercounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_papernumber (
    id bigint NOT NULL,
    paper_kind character varying(8) NOT NULL,
    org_code character varying(12) NOT NULL,
    term_starts_on date,
    number integer NOT NULL,
    ref character varying(80) NOT NULL,
    issued_on date NOT NULL,
    title character varying(500) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    unit_id bigint NOT NULL,
    held_by character varying(120) NOT NULL,
    note character varying(300) NOT NULL,
    sent_to character varying(300) NOT NULL,
    signed_by character varying(120) NOT NULL,
    state character varying(6) NOT NULL,
    template character varying(80) NOT NULL,
    CONSTRAINT documents_papernumber_number_check CHECK ((number >= 0)),
    CONSTRAINT held_numbers_say_why CHECK ((((state)::text = 'issued'::text) OR ((NOT ((held_by)::text = ''::text)) AND (NOT ((note)::text = ''::text))))),
    CONSTRAINT paper_numbers_start_at_one CHECK ((number >= 1))
);

ALTER TABLE public.documents_papernumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_papernumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_paperpdf (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    name character varying(200) NOT NULL,
    source bytea NOT NULL,
    content bytea NOT NULL,
    state character varying(8) NOT NULL,
    asked_at timestamp with time zone NOT NULL
);

ALTER TABLE public.documents_paperpdf ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_paperpdf_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_papertext (
    paper_id bigint NOT NULL,
    key text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, COALESCE(key, ''::text))) STORED,
    is_whole boolean NOT NULL
);

CREATE TABLE public.drafts_draft (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    gathered_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL
);

ALTER TABLE public.drafts_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.drafts_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.drafts_draftsentence (
    id bigint NOT NULL,
    section character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    key character varying(80) NOT NULL,
    mark character varying(8) NOT NULL,
    text text NOT NULL,
    record_text text NOT NULL,
    record_mark character varying(8) NOT NULL,
    was text NOT NULL,
    is_left_out boolean NOT NULL,
    version integer NOT NULL,
    draft_id bigint NOT NULL,
    CONSTRAINT drafts_draftsentence_position_check CHECK (("position" >= 0)),
    CONSTRAINT drafts_draftsentence_version_check CHECK ((version >= 0)),
    CONSTRAINT typed_or_of_a_record CHECK ((((mark)::text = 'typed'::text) OR (NOT ((key)::text = ''::text))))
);

ALTER TABLE public.drafts_draftsentence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.drafts_draftsentence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dues_duesentry (
    id bigint NOT NULL,
    month date NOT NULL,
    "group" character varying(24) NOT NULL,
    relief character varying(24) NOT NULL,
    expected bigint,
    paid bigint NOT NULL,
    version integer NOT NULL,
    member_id bigint,
    sheet_id bigint NOT NULL,
    guest_id bigint,
    CONSTRAINT dues_duesentry_version_check CHECK ((version >= 0)),
    CONSTRAINT dues_of_a_member_or_of_a_guest CHECK ((((guest_id IS NULL) AND (member_id IS NOT NULL)) OR ((guest_id IS NOT NULL) AND (member_id IS NULL)))),
    CONSTRAINT dues_paid_not_negative CHECK ((paid >= 0))
);

ALTER TABLE public.dues_duesentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_duesentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dues_duespayment (
    id bigint NOT NULL,
    number integer NOT NULL,
    amount bigint NOT NULL,
    paid_on date NOT NULL,
    received_by character varying(120) NOT NULL,
    decision_number character varying(60) NOT NULL,
    taken_back character varying(300) NOT NULL,
    version integer NOT NULL,
    entry_id bigint NOT NULL,
    book_id bigint NOT NULL,
    CONSTRAINT dues_duespayment_number_check CHECK ((number >= 0)),
    CONSTRAINT dues_duespayment_version_check CHECK ((version >= 0)),
    CONSTRAINT dues_payment_positive CHECK ((amount > 0))
);

ALTER TABLE public.dues_duespayment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_duespayment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dues_duesrate (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    "group" character varying(24) NOT NULL,
    amount bigint,
    relief character varying(24) NOT NULL,
    decision_number character varying(60) NOT NULL,
    version integer NOT NULL,
    member_id bigint NOT NULL,
    relief_until date,
    CONSTRAINT dues_amount_is_positive CHECK (((amount IS NULL) OR (amount > 0))),
    CONSTRAINT dues_duesrate_version_check CHECK ((version >= 0)),
    CONSTRAINT dues_relief_ends_after_it_begins CHECK (((relief_until IS NULL) OR ((NOT ((relief)::text = ''::text)) AND (relief_until >= starts_on))))
);

ALTER TABLE public.dues_duesrate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_duesrate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dues_duessetting (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    region character varying(4) NOT NULL,
    cell_keeps numeric(5,2),
    body_keeps numeric(5,2),
    reliefs character varying(24)[] NOT NULL,
    decision_number character varying(60) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT dues_duessetting_version_check CHECK ((version >= 0)),
    CONSTRAINT dues_shares_are_per_cent CHECK ((((cell_keeps IS NULL) OR ((cell_keeps >= (0)::numeric) AND (cell_keeps <= (100)::numeric))) AND ((body_keeps IS NULL) OR ((body_keeps >= (0)::numeric) AND (body_keeps <= (100)::numeric)))))
);

ALTER TABLE public.dues_duessetting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_duessetting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dues_duessheet (
    id bigint NOT NULL,
    month date NOT NULL,
    pack_id character varying(64) NOT NULL,
    state character varying(8) NOT NULL,
    people integer NOT NULL,
    settled integer NOT NULL,
    unknown integer NOT NULL,
    expected bigint NOT NULL,
    paid bigint NOT NULL,
    received bigint NOT NULL,
    cell_keeps numeric(5,2),
    kept bigint,
    remitted bigint,
    closed_on date,
    closed_by character varying(120) NOT NULL,
    handed_over_on date,
    handed_over_to character varying(120) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT dues_closed_has_a_day CHECK ((((closed_on IS NULL) AND ((state)::text = 'open'::text)) OR ((closed_on IS NOT NULL) AND ((state)::text = 'closed'::text)))),
    CONSTRAINT dues_duessheet_people_check CHECK ((people >= 0)),
    CONSTRAINT dues_duessheet_settled_check CHECK ((settled >= 0)),
    CONSTRAINT dues_duessheet_unknown_check CHECK ((unknown >= 0)),
    CONSTRAINT dues_duessheet_version_check CHECK ((version >= 0))
);

ALTER TABLE public.dues_duessheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_duessheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.duplicates_merge (
    id bigint NOT NULL,
    gone_id bigint NOT NULL,
    gone_code character varying(40) NOT NULL,
    gone_name character varying(120) NOT NULL,
    gone_path text NOT NULL COLLATE pg_catalog."C",
    taken character varying(40)[] NOT NULL,
    moved jsonb NOT NULL,
    aside jsonb NOT NULL,
    why text NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    merged_by character varying(120) NOT NULL,
    undone_at timestamp with time zone,
    undone_by character varying(120) NOT NULL,
    kept_id bigint NOT NULL
);

ALTER TABLE public.duplicates_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.duplicates_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.duplicates_mergedrow (
    id bigint NOT NULL,
    "table" character varying(80) NOT NULL,
    "row" character varying(40) NOT NULL,
    before jsonb,
    after jsonb,
    merge_id bigint NOT NULL
);

ALTER TABLE public.duplicates_mergedrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.duplicates_mergedrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.duplicates_proposal (
    id bigint NOT NULL,
    reasons character varying(40)[] NOT NULL,
    state character varying(10) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by character varying(120) NOT NULL,
    why text NOT NULL,
    version integer NOT NULL,
    first_id bigint NOT NULL,
    second_id bigint NOT NULL,
    CONSTRAINT duplicates_proposal_version_check CHECK ((version >= 0)),
    CONSTRAINT smaller_record_stands_first CHECK ((first_id < second_id))
);

ALTER TABLE public.duplicates_proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.duplicates_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_importbatch (
    id bigint NOT NULL,
    account_id bigint,
    by_name character varying(120) NOT NULL,
    state character varying(10) NOT NULL,
    result jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    undone_at timestamp with time zone,
    unit_id bigint,
    acting_id bigint,
    acting_name character varying(120) NOT NULL
);

ALTER TABLE public.exchange_importbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_importbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_importchange (
    id bigint NOT NULL,
    "table" character varying(40) NOT NULL,
    row_id bigint NOT NULL,
    before jsonb,
    after jsonb NOT NULL,
    batch_id bigint NOT NULL
);

ALTER TABLE public.exchange_importchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_importchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_importfile (
    id bigint NOT NULL,
    name character varying(250) NOT NULL,
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);

ALTER TABLE public.exchange_importfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_importfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_importproblem (
    id bigint NOT NULL,
    severity character varying(8) NOT NULL,
    file character varying(250) NOT NULL,
    sheet character varying(250) NOT NULL,
    "row" integer,
    "column" character varying(250) NOT NULL,
    code character varying(40) NOT NULL,
    message text NOT NULL,
    repair text NOT NULL,
    batch_id bigint NOT NULL
);

ALTER TABLE public.exchange_importproblem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_importproblem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_importprogress (
    batch_id bigint NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    step character varying(8) NOT NULL
);

CREATE TABLE public.grading_secondlook (
    id bigint NOT NULL,
    first_month date NOT NULL,
    last_month date NOT NULL,
    seed character varying(40) NOT NULL,
    size smallint NOT NULL,
    candidates jsonb NOT NULL,
    drawn_by character varying(120) NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT grading_secondlook_size_check CHECK ((size >= 0))
);

ALTER TABLE public.grading_secondlook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.grading_secondlook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.grading_secondlooksheet (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    finding character varying(10) NOT NULL,
    note text NOT NULL,
    looked_by character varying(120) NOT NULL,
    looked_at timestamp with time zone,
    version integer NOT NULL,
    look_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT grading_secondlooksheet_position_check CHECK (("position" >= 0)),
    CONSTRAINT grading_secondlooksheet_version_check CHECK ((version >= 0))
);

ALTER TABLE public.grading_secondlooksheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.grading_secondlooksheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.grading_waitingsheet (
    meeting_id bigint NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    month date NOT NULL,
    held_on date,
    self_total numeric(5,2) NOT NULL,
    unit_id bigint NOT NULL
);

CREATE TABLE public.indicators_cellmonth (
    id bigint NOT NULL,
    regular integer NOT NULL,
    thematic integer NOT NULL,
    combined integer NOT NULL,
    judged integer NOT NULL,
    short integer NOT NULL,
    expected integer NOT NULL,
    present integer NOT NULL,
    self_scored integer NOT NULL,
    official_scored integer NOT NULL,
    official_sum numeric(14,2) NOT NULL,
    good integer NOT NULL,
    fair integer NOT NULL,
    average_grade integer NOT NULL,
    poor integer NOT NULL,
    members integer NOT NULL,
    probationary integer NOT NULL,
    reports_submitted integer NOT NULL,
    reports_accepted integer NOT NULL,
    reports_late integer NOT NULL,
    month date NOT NULL,
    "exists" boolean NOT NULL,
    met_on date,
    grade character varying(12) NOT NULL,
    report_state character varying(10) NOT NULL,
    cell_id bigint NOT NULL,
    reports_due integer NOT NULL,
    self_grade character varying(12) NOT NULL,
    above text NOT NULL COLLATE pg_catalog."C",
    gap_far integer NOT NULL,
    gap_large integer NOT NULL,
    gap_raised integer NOT NULL,
    gap_same integer NOT NULL,
    gap_small integer NOT NULL,
    official_full integer NOT NULL,
    other_grade integer NOT NULL,
    own_full integer NOT NULL,
    in_doubt boolean DEFAULT false NOT NULL
);

ALTER TABLE public.indicators_cellmonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_cellmonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_closedfigures (
    path text NOT NULL COLLATE pg_catalog."C",
    months smallint NOT NULL,
    first date NOT NULL,
    own bigint[] NOT NULL,
    below bigint[] NOT NULL,
    noted_at timestamp with time zone NOT NULL
);

CREATE TABLE public.indicators_closedperiod (
    id bigint NOT NULL,
    number integer NOT NULL,
    first date NOT NULL,
    months smallint NOT NULL,
    width smallint NOT NULL,
    rows integer NOT NULL,
    figures character varying(64) NOT NULL,
    previous character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    CONSTRAINT indicators_closedperiod_number_check CHECK ((number >= 0))
);

ALTER TABLE public.indicators_closedperiod ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_closedperiod_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_dirtymark (
    id bigint NOT NULL,
    unit_id bigint CONSTRAINT indicators_dirtymark_cell_id_not_null NOT NULL,
    month date,
    measured boolean DEFAULT true NOT NULL
);

ALTER TABLE public.indicators_dirtymark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_dirtymark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_foldstate (
    id bigint NOT NULL,
    folded_on date NOT NULL
);

ALTER TABLE public.indicators_foldstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_foldstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_keptcarried (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE public.indicators_keptcarried ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_keptcarried_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_keptdoubt (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    found_on date NOT NULL
);

ALTER TABLE public.indicators_keptdoubt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_keptdoubt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_keptfact (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    "position" smallint NOT NULL
);

ALTER TABLE public.indicators_keptfact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_keptfact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_keptfigures (
    path text NOT NULL COLLATE pg_catalog."C",
    months smallint NOT NULL,
    first date NOT NULL,
    above text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    own bigint[] NOT NULL,
    below bigint[] NOT NULL,
    own_now bigint[],
    below_now bigint[]
);

CREATE TABLE public.indicators_keptmeasure (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    basis character varying(64) NOT NULL
);

ALTER TABLE public.indicators_keptmeasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_keptmeasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_keptstate (
    id bigint NOT NULL,
    kept_from date NOT NULL,
    folded_on date NOT NULL
);

ALTER TABLE public.indicators_keptstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_keptstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_movedmonth (
    id bigint NOT NULL,
    regular integer NOT NULL,
    thematic integer NOT NULL,
    combined integer NOT NULL,
    judged integer NOT NULL,
    short integer NOT NULL,
    expected integer NOT NULL,
    present integer NOT NULL,
    self_scored integer NOT NULL,
    official_scored integer NOT NULL,
    official_sum numeric(14,2) NOT NULL,
    good integer NOT NULL,
    fair integer NOT NULL,
    average_grade integer NOT NULL,
    poor integer NOT NULL,
    members integer NOT NULL,
    probationary integer NOT NULL,
    reports_due integer NOT NULL,
    reports_submitted integer NOT NULL,
    reports_accepted integer NOT NULL,
    reports_late integer NOT NULL,
    month date NOT NULL,
    above text NOT NULL COLLATE pg_catalog."C",
    cell_id bigint NOT NULL,
    gap_far integer NOT NULL,
    gap_large integer NOT NULL,
    gap_raised integer NOT NULL,
    gap_same integer NOT NULL,
    gap_small integer NOT NULL,
    official_full integer NOT NULL,
    other_grade integer NOT NULL,
    own_full integer NOT NULL
);

ALTER TABLE public.indicators_movedmonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_movedmonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_unitmonth (
    id bigint NOT NULL,
    regular integer NOT NULL,
    thematic integer NOT NULL,
    combined integer NOT NULL,
    judged integer NOT NULL,
    short integer NOT NULL,
    expected integer NOT NULL,
    present integer NOT NULL,
    self_scored integer NOT NULL,
    official_scored integer NOT NULL,
    official_sum numeric(14,2) NOT NULL,
    good integer NOT NULL,
    fair integer NOT NULL,
    average_grade integer NOT NULL,
    poor integer NOT NULL,
    members integer NOT NULL,
    probationary integer NOT NULL,
    reports_submitted integer NOT NULL,
    reports_accepted integer NOT NULL,
    reports_late integer NOT NULL,
    month date NOT NULL,
    cells integer NOT NULL,
    cells_met integer NOT NULL,
    unit_id bigint NOT NULL,
    cells_even integer NOT NULL,
    reports_due integer NOT NULL,
    above text NOT NULL COLLATE pg_catalog."C",
    gap_far integer NOT NULL,
    gap_large integer NOT NULL,
    gap_raised integer NOT NULL,
    gap_same integer NOT NULL,
    gap_small integer NOT NULL,
    official_full integer NOT NULL,
    other_grade integer NOT NULL,
    own_full integer NOT NULL,
    in_doubt boolean DEFAULT false NOT NULL
);

ALTER TABLE public.indicators_unitmonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_unitmonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inputs_input (
    id bigint NOT NULL,
    giver character varying(40) NOT NULL,
    giver_name character varying(120) NOT NULL,
    secret_hash character varying(64),
    done text NOT NULL,
    concerns text NOT NULL,
    proposals text NOT NULL,
    sent_by character varying(120) NOT NULL,
    written_by character varying(4) NOT NULL,
    received_at timestamp with time zone,
    version integer NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT inputs_input_version_check CHECK ((version >= 0))
);

ALTER TABLE public.inputs_input ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inputs_input_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_agendapoint (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    code character varying(40) NOT NULL,
    title character varying(500) NOT NULL,
    notes text NOT NULL,
    origin character varying(80) NOT NULL,
    version integer NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT meetings_agendapoint_position_check CHECK (("position" >= 0)),
    CONSTRAINT meetings_agendapoint_version_check CHECK ((version >= 0))
);

ALTER TABLE public.meetings_agendapoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_agendapoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_attendance (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(200) NOT NULL,
    member_id bigint NOT NULL,
    meeting_id bigint NOT NULL
);

ALTER TABLE public.meetings_attendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_cellhabit (
    unit_id bigint NOT NULL,
    fixed_day character varying(40) NOT NULL,
    usual_time time without time zone,
    usual_place character varying(200) NOT NULL,
    minimum_minutes smallint,
    minimum_source character varying(250) NOT NULL,
    exceptions jsonb DEFAULT '{}'::jsonb NOT NULL,
    minimums_before jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT meetings_cellhabit_minimum_minutes_check CHECK ((minimum_minutes >= 0))
);

CREATE TABLE public.meetings_meeting (
    id bigint NOT NULL,
    month date NOT NULL,
    kind character varying(20) NOT NULL,
    state character varying(10) NOT NULL,
    planned_on date,
    planned_at time without time zone,
    place character varying(200) NOT NULL,
    topic character varying(300) NOT NULL,
    drafter_name character varying(120) NOT NULL,
    committee_met_on date,
    notice_sent_on date,
    papers_sent_on date,
    chair_name character varying(120) NOT NULL,
    minutes_by character varying(120) NOT NULL,
    visitors character varying(300) NOT NULL,
    held_on date,
    starts_at time without time zone,
    ends_at time without time zone,
    speakers smallint,
    conclusion text NOT NULL,
    expected smallint,
    present smallint,
    excused smallint,
    unexcused smallint,
    closed_at timestamp with time zone,
    reopened_because text NOT NULL,
    origin character varying(40) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    judged_by character varying(60) DEFAULT ''::character varying NOT NULL,
    minimum_minutes smallint,
    CONSTRAINT held_meeting_has_its_facts CHECK ((((state)::text = 'planned'::text) OR ((expected IS NOT NULL) AND (held_on IS NOT NULL) AND (present IS NOT NULL)))),
    CONSTRAINT meeting_present_within_expected CHECK (((expected IS NULL) OR (present IS NULL) OR (present <= expected))),
    CONSTRAINT meetings_meeting_excused_check CHECK ((excused >= 0)),
    CONSTRAINT meetings_meeting_expected_check CHECK ((expected >= 0)),
    CONSTRAINT meetings_meeting_minimum_minutes_check CHECK ((minimum_minutes >= 0)),
    CONSTRAINT meetings_meeting_present_check CHECK ((present >= 0)),
    CONSTRAINT meetings_meeting_speakers_check CHECK ((speakers >= 0)),
    CONSTRAINT meetings_meeting_unexcused_check CHECK ((unexcused >= 0)),
    CONSTRAINT meetings_meeting_version_check CHECK ((version >= 0))
);

ALTER TABLE public.meetings_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_papertosend (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    file character varying(100) NOT NULL,
    meeting_id bigint NOT NULL
);

ALTER TABLE public.meetings_papertosend ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_papertosend_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_vote (
    id bigint NOT NULL,
    subject character varying(300) NOT NULL,
    decision character varying(40) NOT NULL,
    is_secret boolean NOT NULL,
    convened smallint NOT NULL,
    introduced_elsewhere smallint NOT NULL,
    exempt_absent smallint NOT NULL,
    suspended smallint NOT NULL,
    absent_throughout smallint NOT NULL,
    in_favour smallint NOT NULL,
    against smallint NOT NULL,
    abstained smallint NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT meetings_vote_absent_throughout_check CHECK ((absent_throughout >= 0)),
    CONSTRAINT meetings_vote_abstained_check CHECK ((abstained >= 0)),
    CONSTRAINT meetings_vote_against_check CHECK ((against >= 0)),
    CONSTRAINT meetings_vote_convened_check CHECK ((convened >= 0)),
    CONSTRAINT meetings_vote_exempt_absent_check CHECK ((exempt_absent >= 0)),
    CONSTRAINT meetings_vote_in_favour_check CHECK ((in_favour >= 0)),
    CONSTRAINT meetings_vote_introduced_elsewhere_check CHECK ((introduced_elsewhere >= 0)),
    CONSTRAINT meetings_vote_suspended_check CHECK ((suspended >= 0))
);

ALTER TABLE public.meetings_vote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_vote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.members_correctionproposal (
    id bigint NOT NULL,
    before jsonb NOT NULL,
    wanted jsonb NOT NULL,
    reason character varying(500) NOT NULL,
    state character varying(10) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    due_on date,
    decided_by character varying(150) NOT NULL,
    decided_at timestamp with time zone,
    answer character varying(500) NOT NULL,
    version integer NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT members_correctionproposal_version_check CHECK ((version >= 0))
);

ALTER TABLE public.members_correctionproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_correctionproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.members_dossieritem (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    is_there boolean NOT NULL,
    kept_at character varying(120) NOT NULL,
    dated_on date,
    member_id bigint NOT NULL
);

ALTER TABLE public.members_dossieritem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_dossieritem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.members_member (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    full_name character varying(120) NOT NULL,
    gender character varying(8) NOT NULL,
    born_on date NOT NULL,
    ethnicity character varying(40) NOT NULL,
    religion character varying(40) NOT NULL,
    citizen_number text,
    card_number text NOT NULL,
    unit_path text NOT NULL COLLATE pg_catalog."C",
    joined_on date NOT NULL,
    full_on date,
    state character varying(16) NOT NULL,
    state_on date,
    phone text NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    search_key text NOT NULL COLLATE pg_catalog."C",
    search_words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, COALESCE(search_key, ''::text))) STORED,
    version integer NOT NULL,
    cell_id bigint NOT NULL,
    folded_name text NOT NULL COLLATE pg_catalog."C",
    card_mark text COLLATE pg_catalog."C",
    citizen_mark text COLLATE pg_catalog."C",
    phone_mark text COLLATE pg_catalog."C",
    CONSTRAINT member_ended_state_has_a_date CHECK (((NOT ((state)::text = ANY ((ARRAY['transferred'::character varying, 'deceased'::character varying, 'left'::character varying])::text[]))) OR (state_on IS NOT NULL))),
    CONSTRAINT member_joins_after_birth CHECK ((joined_on > born_on)),
    CONSTRAINT members_member_version_check CHECK ((version >= 0))
);

ALTER TABLE public.members_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.members_mentoring (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_before date,
    recorded_by character varying(120) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    candidate_id bigint NOT NULL,
    cell_id bigint NOT NULL,
    instead_of_id bigint,
    mentor_id bigint NOT NULL,
    CONSTRAINT mentoring_ends_after_it_starts CHECK (((ends_before IS NULL) OR (ends_before >= starts_on))),
    CONSTRAINT nobody_mentors_themselves CHECK ((NOT (candidate_id = mentor_id)))
);

ALTER TABLE public.members_mentoring ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_mentoring_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.members_statechange (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    "on" date NOT NULL,
    until date,
    reason character varying(40) NOT NULL,
    decision_number character varying(60) NOT NULL,
    decided_on date,
    decided_by character varying(200) NOT NULL,
    considered_on date,
    note character varying(500) NOT NULL,
    from_state character varying(16) NOT NULL,
    from_state_on date,
    from_full_on date,
    to_state character varying(16) NOT NULL,
    pack_id character varying(60) NOT NULL,
    recorded_by character varying(150) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    cell_id bigint NOT NULL,
    member_id bigint NOT NULL,
    transfer_id bigint,
    CONSTRAINT state_change_ends_after_it_begins CHECK (((until IS NULL) OR (until > "on")))
);

ALTER TABLE public.members_statechange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_statechange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.members_stay (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_before date NOT NULL,
    how character varying(11) NOT NULL,
    cell_id bigint NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT stay_has_days CHECK ((ends_before > starts_on))
);

ALTER TABLE public.members_stay ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_stay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.members_transfer (
    id bigint NOT NULL,
    full_name character varying(120) NOT NULL,
    kind character varying(24) NOT NULL,
    reason character varying(24) NOT NULL,
    from_place character varying(250) NOT NULL,
    to_place character varying(250) NOT NULL,
    outside_number character varying(60) NOT NULL,
    issued_on date NOT NULL,
    moved_on date,
    until date,
    fee_paid_to date NOT NULL,
    note character varying(500) NOT NULL,
    state character varying(12) NOT NULL,
    answered_on date,
    answered_by character varying(150) NOT NULL,
    answer character varying(500) NOT NULL,
    returned_on date,
    pack_id character varying(60) NOT NULL,
    recorded_by character varying(150) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    from_cell_id bigint,
    issuer_id bigint,
    member_id bigint,
    to_cell_id bigint,
    to_unit_id bigint,
    CONSTRAINT members_transfer_version_check CHECK ((version >= 0)),
    CONSTRAINT transfer_ends_after_it_begins CHECK (((until IS NULL) OR (until > issued_on))),
    CONSTRAINT transfer_leads_from_somewhere_to_somewhere CHECK ((((from_cell_id IS NOT NULL) OR (NOT ((from_place)::text = ''::text))) AND ((to_unit_id IS NOT NULL) OR (NOT ((to_place)::text = ''::text))))),
    CONSTRAINT transfer_of_a_member_or_of_a_guest CHECK (((member_id IS NOT NULL) OR (from_cell_id IS NULL)))
);

ALTER TABLE public.members_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.minutes_amendment (
    id bigint NOT NULL,
    number smallint NOT NULL,
    place character varying(20) NOT NULL,
    title character varying(500) NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    because text NOT NULL,
    asked_by character varying(120) NOT NULL,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    minutes_id bigint NOT NULL,
    CONSTRAINT minutes_amendment_number_check CHECK ((number >= 0))
);

ALTER TABLE public.minutes_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.minutes_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.minutes_minutes (
    id bigint NOT NULL,
    edition smallint NOT NULL,
    circulated_at timestamp with time zone,
    circulated_by character varying(120) NOT NULL,
    locked_at timestamp with time zone,
    locked_by character varying(120) NOT NULL,
    sha256 character varying(64) NOT NULL,
    record jsonb NOT NULL,
    broken_at timestamp with time zone,
    broken_because text NOT NULL,
    version integer NOT NULL,
    meeting_id bigint,
    sitting_id bigint,
    CONSTRAINT locked_minutes_have_a_seal CHECK (((locked_at IS NULL) OR (NOT ((sha256)::text = ''::text)))),
    CONSTRAINT minutes_minutes_edition_check CHECK ((edition >= 0)),
    CONSTRAINT minutes_minutes_version_check CHECK ((version >= 0)),
    CONSTRAINT minutes_of_one_meeting CHECK ((((meeting_id IS NOT NULL) AND (sitting_id IS NULL)) OR ((meeting_id IS NULL) AND (sitting_id IS NOT NULL))))
);

ALTER TABLE public.minutes_minutes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.minutes_minutes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.minutes_minutesopened (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    minutes_id bigint NOT NULL
);

ALTER TABLE public.minutes_minutesopened ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.minutes_minutesopened_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.minutes_signature (
    id bigint NOT NULL,
    part character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    digest character varying(64) NOT NULL,
    signed_on date NOT NULL,
    by_hand boolean NOT NULL,
    recorded_by character varying(120) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    minutes_id bigint NOT NULL
);

ALTER TABLE public.minutes_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.minutes_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notices_delivery (
    id bigint NOT NULL,
    channel character varying(5) NOT NULL,
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    not_before timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    notice_id bigint NOT NULL,
    CONSTRAINT notices_delivery_attempts_check CHECK ((attempts >= 0))
);

ALTER TABLE public.notices_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notices_notice (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    occasion character varying(100) NOT NULL,
    ref character varying(60) NOT NULL,
    facts jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    account_id bigint NOT NULL
);

ALTER TABLE public.notices_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notices_noticechoice (
    account_id bigint NOT NULL,
    by_email boolean NOT NULL,
    email character varying(254) NOT NULL,
    by_sms boolean NOT NULL,
    phone text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT notices_noticechoice_version_check CHECK ((version >= 0))
);

CREATE TABLE public.organisation_unit (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(250) NOT NULL,
    kind character varying(40) NOT NULL,
    is_cell boolean NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    cell_type character varying(24) NOT NULL,
    founded_on date,
    ended_before date,
    areas text[] NOT NULL,
    place character varying(120) NOT NULL,
    term_starts_on date,
    search_key text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    parent_id bigint,
    heir_id bigint,
    CONSTRAINT organisation_unit_version_check CHECK ((version >= 0)),
    CONSTRAINT unit_ends_after_founding CHECK (((founded_on IS NULL) OR (ended_before IS NULL) OR (ended_before >= founded_on)))
);

ALTER TABLE public.organisation_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisation_unitchange (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    receivers bigint[] NOT NULL,
    "on" date NOT NULL,
    decision_number character varying(80) NOT NULL,
    new_kind character varying(40) NOT NULL,
    new_name character varying(250) NOT NULL,
    has_consent boolean NOT NULL,
    state character varying(8) NOT NULL,
    recorded_by character varying(120) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    caused_by_id bigint,
    unit_id bigint NOT NULL,
    made bigint[] NOT NULL,
    CONSTRAINT organisation_unitchange_version_check CHECK ((version >= 0))
);

ALTER TABLE public.organisation_unitchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_unitchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisation_unitorigin (
    unit_id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    is_cell boolean NOT NULL,
    name character varying(250) NOT NULL,
    founded_on date,
    ended_before date,
    parent_id bigint
);

CREATE TABLE public.organisation_unitstanding (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_before date NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    kind character varying(40) NOT NULL,
    is_cell boolean NOT NULL,
    name character varying(250) NOT NULL,
    parent_id bigint,
    unit_id bigint NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT standing_has_days CHECK ((ends_before > starts_on))
);

ALTER TABLE public.organisation_unitstanding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_unitstanding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.oversight_overseeing (
    id bigint NOT NULL,
    is_lead boolean NOT NULL,
    starts_on date NOT NULL,
    ends_before date,
    decision character varying(120) NOT NULL,
    version integer NOT NULL,
    goes_on_from_id bigint,
    member_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT overseeing_ends_after_it_starts CHECK (((ends_before IS NULL) OR (ends_before > starts_on))),
    CONSTRAINT oversight_overseeing_version_check CHECK ((version >= 0))
);

ALTER TABLE public.oversight_overseeing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oversight_overseeing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.periodic_asking (
    id bigint NOT NULL,
    form character varying(20) NOT NULL,
    starts_on date NOT NULL,
    ends_before date,
    by_name character varying(120) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT asking_ends_after_it_starts CHECK (((ends_before IS NULL) OR (ends_before > starts_on))),
    CONSTRAINT periodic_asking_version_check CHECK ((version >= 0))
);

ALTER TABLE public.periodic_asking ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.periodic_asking_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.periodic_linecomment (
    id bigint NOT NULL,
    line character varying(40) NOT NULL,
    round smallint NOT NULL,
    text text NOT NULL,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    answer text NOT NULL,
    answered_by character varying(120) NOT NULL,
    is_latest boolean NOT NULL,
    report_id bigint NOT NULL,
    CONSTRAINT periodic_linecomment_round_check CHECK ((round >= 0))
);

ALTER TABLE public.periodic_linecomment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.periodic_linecomment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.periodic_periodicreport (
    id bigint NOT NULL,
    form character varying(20) NOT NULL,
    starts_on date NOT NULL,
    ends_before date NOT NULL,
    due_on date NOT NULL,
    state character varying(10) NOT NULL,
    typed jsonb NOT NULL,
    explanations jsonb NOT NULL,
    figures jsonb NOT NULL,
    previous jsonb NOT NULL,
    moved jsonb NOT NULL,
    looked_on date,
    first_submitted_at timestamp with time zone,
    submitted_at timestamp with time zone,
    decided_at timestamp with time zone,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT period_has_days CHECK ((ends_before > starts_on)),
    CONSTRAINT periodic_periodicreport_version_check CHECK ((version >= 0)),
    CONSTRAINT sent_report_has_figures CHECK (((NOT ((state)::text = ANY ((ARRAY['submitted'::character varying, 'accepted'::character varying])::text[]))) OR (submitted_at IS NOT NULL)))
);

ALTER TABLE public.periodic_periodicreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.periodic_periodicreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.periodic_periodicstep (
    id bigint NOT NULL,
    step character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name character varying(120) NOT NULL,
    comment text NOT NULL,
    report_id bigint NOT NULL
);

ALTER TABLE public.periodic_periodicstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.periodic_periodicstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.periodic_seal (
    id bigint NOT NULL,
    number smallint NOT NULL,
    record jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name character varying(120) NOT NULL,
    reason text NOT NULL,
    report_id bigint NOT NULL,
    CONSTRAINT periodic_seal_number_check CHECK ((number >= 0))
);

ALTER TABLE public.periodic_seal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.periodic_seal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.places_place (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    name character varying(120) NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    code character varying(40) NOT NULL,
    starts_on date,
    ends_before date,
    version integer NOT NULL,
    became_id bigint,
    commune_id bigint NOT NULL,
    followed_id bigint,
    CONSTRAINT place_ends_after_it_starts CHECK (((starts_on IS NULL) OR (ends_before IS NULL) OR (ends_before > starts_on))),
    CONSTRAINT place_that_became_another_has_ended CHECK (((became_id IS NULL) OR (ends_before IS NOT NULL))),
    CONSTRAINT places_place_version_check CHECK ((version >= 0))
);

ALTER TABLE public.places_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.places_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.plans_plan (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    "on" date NOT NULL,
    decision_number character varying(80) NOT NULL,
    state character varying(10) NOT NULL,
    seen jsonb NOT NULL,
    hands text[] NOT NULL,
    trouble text NOT NULL,
    version integer NOT NULL,
    body_id bigint NOT NULL,
    CONSTRAINT plans_plan_version_check CHECK ((version >= 0))
);

ALTER TABLE public.plans_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.plans_planline (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    kind character varying(12) NOT NULL,
    unit_code character varying(40) NOT NULL,
    receiver_codes character varying(40)[] NOT NULL,
    new_units jsonb NOT NULL,
    new_kind character varying(40) NOT NULL,
    new_name character varying(250) NOT NULL,
    decision_number character varying(80) NOT NULL,
    has_consent boolean NOT NULL,
    full_members integer,
    change_id bigint,
    plan_id bigint NOT NULL,
    CONSTRAINT plans_planline_full_members_check CHECK ((full_members >= 0)),
    CONSTRAINT plans_planline_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.plans_planline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_planline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.plans_planstep (
    id bigint NOT NULL,
    act character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name character varying(120) NOT NULL,
    said text NOT NULL,
    plan_id bigint NOT NULL
);

ALTER TABLE public.plans_planstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_planstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_congress (
    id bigint NOT NULL,
    number smallint NOT NULL,
    planned_on date NOT NULL,
    exception character varying(120) NOT NULL,
    noticed_on date,
    held_on date,
    reported_on date,
    approved_on date,
    handed_over_on date,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT posts_congress_number_check CHECK ((number >= 0)),
    CONSTRAINT posts_congress_version_check CHECK ((version >= 0))
);

ALTER TABLE public.posts_congress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_congress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_fact (
    id bigint NOT NULL,
    "group" character varying(1) NOT NULL,
    group_id bigint NOT NULL,
    code character varying(24) NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    place_id bigint,
    like_id bigint,
    text text NOT NULL COLLATE pg_catalog."C",
    cells bigint[] NOT NULL,
    amount integer NOT NULL,
    starts_on date NOT NULL,
    ends_before date NOT NULL,
    member_id bigint,
    post_id bigint,
    unit_id bigint NOT NULL
);

ALTER TABLE public.posts_fact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_fact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_factmark (
    id bigint NOT NULL,
    kind character varying(1) NOT NULL,
    about bigint NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE public.posts_factmark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_factmark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_factstate (
    id bigint NOT NULL
);

ALTER TABLE public.posts_factstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_factstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_factsum (
    id bigint NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    above text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    village_cell integer NOT NULL,
    head_yes integer NOT NULL,
    head_no integer NOT NULL,
    front_yes integer NOT NULL,
    front_no integer NOT NULL,
    named_place integer NOT NULL,
    named_led integer NOT NULL,
    commune integer NOT NULL,
    place_covered integer NOT NULL,
    place_uncovered integer NOT NULL,
    unplaced integer NOT NULL,
    two_secretaries integer NOT NULL,
    no_secretary integer NOT NULL,
    leader_outside_committee integer NOT NULL,
    leader_elsewhere integer NOT NULL,
    no_longer_member integer NOT NULL,
    unit_ended integer NOT NULL,
    several integer NOT NULL
);

ALTER TABLE public.posts_factsum ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_factsum_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_post (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    title character varying(120) NOT NULL,
    key character varying(120) NOT NULL COLLATE pg_catalog."C",
    inside boolean NOT NULL,
    starts_on date NOT NULL,
    ends_before date,
    areas text[] NOT NULL,
    how character varying(12) NOT NULL,
    decision character varying(120) NOT NULL,
    version integer NOT NULL,
    followed_id bigint,
    member_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT post_ends_after_it_starts CHECK (((ends_before IS NULL) OR (ends_before > starts_on))),
    CONSTRAINT posts_post_version_check CHECK ((version >= 0))
);

ALTER TABLE public.posts_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_postend (
    id bigint NOT NULL,
    "on" date NOT NULL,
    was_to_end date,
    version integer NOT NULL,
    post_id bigint NOT NULL,
    CONSTRAINT posts_postend_version_check CHECK ((version >= 0))
);

ALTER TABLE public.posts_postend ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_postend_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_posttarget (
    id bigint NOT NULL,
    share character varying(40) NOT NULL,
    percent smallint NOT NULL,
    by_on date NOT NULL,
    decision character varying(120) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT posts_posttarget_percent_check CHECK ((percent >= 0)),
    CONSTRAINT posts_posttarget_version_check CHECK ((version >= 0)),
    CONSTRAINT target_is_a_share CHECK ((percent <= 100))
);

ALTER TABLE public.posts_posttarget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_posttarget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.posts_term (
    id bigint NOT NULL,
    number smallint NOT NULL,
    starts_on date NOT NULL,
    months smallint NOT NULL,
    due_on date NOT NULL,
    ends_before date,
    seats smallint,
    standing_seats smallint,
    decision character varying(120) NOT NULL,
    pack_id character varying(60) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT posts_term_months_check CHECK ((months >= 0)),
    CONSTRAINT posts_term_number_check CHECK ((number >= 0)),
    CONSTRAINT posts_term_seats_check CHECK ((seats >= 0)),
    CONSTRAINT posts_term_standing_seats_check CHECK ((standing_seats >= 0)),
    CONSTRAINT posts_term_version_check CHECK ((version >= 0)),
    CONSTRAINT term_ends_after_it_starts CHECK (((ends_before IS NULL) OR (ends_before > starts_on)))
);

ALTER TABLE public.posts_term ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posts_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.privacy_breach (
    id bigint NOT NULL,
    found_at timestamp with time zone NOT NULL,
    what character varying(2000) NOT NULL,
    which_data character varying(1000) NOT NULL,
    people integer,
    measures character varying(2000) NOT NULL,
    notice_by timestamp with time zone NOT NULL,
    told_to character varying(500) NOT NULL,
    told_at timestamp with time zone,
    closed_at timestamp with time zone,
    entered_by character varying(150) NOT NULL,
    pack_id character varying(60) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT privacy_breach_people_check CHECK ((people >= 0)),
    CONSTRAINT privacy_breach_version_check CHECK ((version >= 0))
);

ALTER TABLE public.privacy_breach ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_breach_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.privacy_datarequest (
    id bigint NOT NULL,
    "right" character varying(10) NOT NULL,
    wish character varying(1000) NOT NULL,
    asked_on date NOT NULL,
    on_behalf boolean NOT NULL,
    entered_by character varying(150) NOT NULL,
    acknowledge_by date NOT NULL,
    due_on date NOT NULL,
    first_due_on date NOT NULL,
    extended_because character varying(500) NOT NULL,
    acknowledged_at timestamp with time zone,
    acknowledged_by character varying(150) NOT NULL,
    acknowledged_account bigint,
    state character varying(10) NOT NULL,
    answer character varying(2000) NOT NULL,
    answered_at timestamp with time zone,
    answered_by character varying(150) NOT NULL,
    pack_id character varying(60) NOT NULL,
    version integer NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT privacy_datarequest_version_check CHECK ((version >= 0)),
    CONSTRAINT request_moves_back_never CHECK ((due_on >= first_due_on))
);

ALTER TABLE public.privacy_datarequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_datarequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.privacy_restriction (
    id bigint NOT NULL,
    why character varying(500) NOT NULL,
    since timestamp with time zone NOT NULL,
    by_name character varying(150) NOT NULL,
    lifted_at timestamp with time zone,
    lifted_by character varying(150) NOT NULL,
    lifted_because character varying(500) NOT NULL,
    version integer NOT NULL,
    member_id bigint NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT privacy_restriction_version_check CHECK ((version >= 0))
);

ALTER TABLE public.privacy_restriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_restriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.radar_knownhit (
    id bigint NOT NULL,
    rule character varying(24) NOT NULL,
    reason character varying(300) NOT NULL,
    until date NOT NULL,
    by_name character varying(120) NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT known_for_a_reason CHECK ((NOT ((reason)::text = ''::text)))
);

ALTER TABLE public.radar_knownhit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.radar_knownhit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.registers_incomingpaper (
    id bigint NOT NULL,
    year smallint NOT NULL,
    number_in integer NOT NULL,
    received_on date NOT NULL,
    issuer character varying(120) NOT NULL,
    number character varying(60) NOT NULL,
    issued_on date NOT NULL,
    title character varying(500) NOT NULL,
    handed_to character varying(120) NOT NULL,
    entered_by character varying(120) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    key text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, COALESCE(key, ''::text))) STORED,
    version integer NOT NULL,
    directive_id bigint,
    unit_id bigint NOT NULL,
    CONSTRAINT registers_incomingpaper_number_in_check CHECK ((number_in >= 0)),
    CONSTRAINT registers_incomingpaper_version_check CHECK ((version >= 0)),
    CONSTRAINT registers_incomingpaper_year_check CHECK ((year >= 0))
);

ALTER TABLE public.registers_incomingpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_incomingpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.remedies_remedy (
    id bigint NOT NULL,
    task_id bigint NOT NULL,
    shortcoming_id bigint NOT NULL
);

ALTER TABLE public.remedies_remedy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.remedies_remedy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.remedies_shortcoming (
    id bigint NOT NULL,
    year smallint NOT NULL,
    title character varying(500) NOT NULL,
    cause character varying(500) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT remedies_shortcoming_version_check CHECK ((version >= 0)),
    CONSTRAINT shortcoming_of_a_real_year CHECK (((year >= 1930) AND (year <= 2100)))
);

ALTER TABLE public.remedies_shortcoming ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.remedies_shortcoming_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_monthlyreport (
    id bigint NOT NULL,
    month date NOT NULL,
    state character varying(10) NOT NULL,
    texts jsonb NOT NULL,
    figures jsonb NOT NULL,
    number integer,
    due_on date NOT NULL,
    first_submitted_at timestamp with time zone,
    submitted_at timestamp with time zone,
    decided_at timestamp with time zone,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    previous jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT reports_monthlyreport_number_check CHECK ((number >= 0)),
    CONSTRAINT reports_monthlyreport_version_check CHECK ((version >= 0)),
    CONSTRAINT submitted_report_has_a_time CHECK ((((state)::text = 'draft'::text) OR (submitted_at IS NOT NULL)))
);

ALTER TABLE public.reports_monthlyreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_monthlyreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_paperbundle (
    id bigint NOT NULL,
    month date NOT NULL,
    account_id bigint,
    by_name character varying(120) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    state character varying(8) NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    papers integer NOT NULL,
    content bytea NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT reports_paperbundle_done_check CHECK ((done >= 0)),
    CONSTRAINT reports_paperbundle_papers_check CHECK ((papers >= 0)),
    CONSTRAINT reports_paperbundle_total_check CHECK ((total >= 0))
);

ALTER TABLE public.reports_paperbundle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_paperbundle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_reportcomment (
    id bigint NOT NULL,
    place character varying(40) NOT NULL,
    round smallint NOT NULL,
    text text NOT NULL,
    by_name character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    answer text NOT NULL,
    answered_by character varying(120) NOT NULL,
    is_latest boolean NOT NULL,
    report_id bigint NOT NULL,
    CONSTRAINT reports_reportcomment_round_check CHECK ((round >= 0))
);

ALTER TABLE public.reports_reportcomment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_reportcomment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_reportevent (
    id bigint NOT NULL,
    step character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name character varying(120) NOT NULL,
    comment text NOT NULL,
    report_id bigint NOT NULL
);

ALTER TABLE public.reports_reportevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_reportevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolutions_resolution (
    id bigint NOT NULL,
    ideology text NOT NULL,
    results text NOT NULL,
    praise text NOT NULL,
    shortcomings text NOT NULL,
    direction text NOT NULL,
    number integer,
    adopted_on date,
    version integer NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT resolutions_resolution_number_check CHECK ((number >= 0)),
    CONSTRAINT resolutions_resolution_version_check CHECK ((version >= 0))
);

ALTER TABLE public.resolutions_resolution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolutions_resolution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rulebook_localpack (
    id bigint NOT NULL,
    subject character varying(24) NOT NULL,
    number character varying(60) NOT NULL,
    title character varying(250) NOT NULL,
    clause character varying(250) NOT NULL,
    issued_on date NOT NULL,
    effective_from date NOT NULL,
    ends_before date,
    content text NOT NULL,
    state character varying(10) NOT NULL,
    drafted_by character varying(120) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    adopted_by character varying(120) NOT NULL,
    adopted_at timestamp with time zone,
    version integer NOT NULL,
    replaces_id bigint,
    unit_id bigint NOT NULL,
    CONSTRAINT local_pack_ends_after_it_begins CHECK (((ends_before IS NULL) OR (ends_before >= effective_from))),
    CONSTRAINT rulebook_localpack_version_check CHECK ((version >= 0))
);

ALTER TABLE public.rulebook_localpack ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rulebook_localpack_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.scoring_scoreline (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    criterion character varying(40) NOT NULL,
    title character varying(300) NOT NULL,
    maximum numeric(5,2) NOT NULL,
    proposed numeric(5,2),
    reason text NOT NULL,
    points numeric(5,2),
    override_reason text NOT NULL,
    sheet_id bigint NOT NULL,
    official_points numeric(5,2),
    official_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT official_points_within_maximum CHECK (((official_points IS NULL) OR ((official_points >= (0)::numeric) AND (official_points <= maximum)))),
    CONSTRAINT points_within_maximum CHECK (((points IS NULL) OR ((points >= (0)::numeric) AND (points <= maximum)))),
    CONSTRAINT scoring_scoreline_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.scoring_scoreline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scoring_scoreline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.scoring_scoresheet (
    id bigint NOT NULL,
    rubric character varying(60) NOT NULL,
    confirmed_at timestamp with time zone,
    confirmed_by character varying(120) NOT NULL,
    self_total numeric(5,2),
    self_grade character varying(12) NOT NULL,
    official_total numeric(5,2),
    official_grade character varying(12) NOT NULL,
    official_at timestamp with time zone,
    official_by character varying(120) NOT NULL,
    official_note text NOT NULL,
    version integer NOT NULL,
    meeting_id bigint NOT NULL,
    cap_reason text DEFAULT ''::text NOT NULL,
    grade_cap character varying(12) DEFAULT ''::character varying NOT NULL,
    vote_id bigint,
    CONSTRAINT scores_between_0_and_100 CHECK ((((self_total IS NULL) OR ((self_total >= (0)::numeric) AND (self_total <= (100)::numeric))) AND ((official_total IS NULL) OR ((official_total >= (0)::numeric) AND (official_total <= (100)::numeric))))),
    CONSTRAINT scoring_scoresheet_version_check CHECK ((version >= 0))
);

ALTER TABLE public.scoring_scoresheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scoring_scoresheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.scoring_thematicsheet (
    sheet_id bigint NOT NULL,
    rubric character varying(60) NOT NULL,
    self_total numeric(5,2),
    self_grade character varying(12) NOT NULL,
    official_total numeric(5,2),
    official_grade character varying(12) NOT NULL,
    grade_cap character varying(12) NOT NULL,
    cap_reason text NOT NULL,
    CONSTRAINT thematic_scores_between_0_and_100 CHECK ((((self_total IS NULL) OR ((self_total >= (0)::numeric) AND (self_total <= (100)::numeric))) AND ((official_total IS NULL) OR ((official_total >= (0)::numeric) AND (official_total <= (100)::numeric)))))
);

CREATE TABLE public.signin_authenticatorapp (
    id bigint NOT NULL,
    secret text NOT NULL,
    last_step bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id bigint NOT NULL
);

ALTER TABLE public.signin_authenticatorapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signin_authenticatorapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signin_brakedtries (
    target character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    tries integer NOT NULL,
    CONSTRAINT signin_brakedtries_tries_check CHECK ((tries >= 0))
);

CREATE TABLE public.signin_passkey (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    credential_id bytea NOT NULL,
    credential bytea NOT NULL,
    sign_count bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id bigint NOT NULL
);

ALTER TABLE public.signin_passkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signin_passkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signin_recoverycode (
    id bigint NOT NULL,
    mark character varying(80) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id bigint NOT NULL
);

ALTER TABLE public.signin_recoverycode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signin_recoverycode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_ballotcount (
    id bigint NOT NULL,
    tellers character varying(300) NOT NULL,
    issued smallint NOT NULL,
    returned smallint NOT NULL,
    valid smallint NOT NULL,
    invalid smallint NOT NULL,
    meeting_id bigint NOT NULL,
    vote_id bigint NOT NULL,
    CONSTRAINT ballots_balance CHECK (((returned <= issued) AND (returned = (valid + invalid)))),
    CONSTRAINT sittings_ballotcount_invalid_check CHECK ((invalid >= 0)),
    CONSTRAINT sittings_ballotcount_issued_check CHECK ((issued >= 0)),
    CONSTRAINT sittings_ballotcount_returned_check CHECK ((returned >= 0)),
    CONSTRAINT sittings_ballotcount_valid_check CHECK ((valid >= 0))
);

ALTER TABLE public.sittings_ballotcount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_ballotcount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_opinion (
    id bigint NOT NULL,
    speaker character varying(120) NOT NULL,
    text text NOT NULL,
    meeting_id bigint NOT NULL,
    point_id bigint NOT NULL
);

ALTER TABLE public.sittings_opinion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_opinion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_partattendance (
    id bigint NOT NULL,
    arrived_at time without time zone,
    left_at time without time zone,
    meeting_id bigint NOT NULL,
    member_id bigint NOT NULL
);

ALTER TABLE public.sittings_partattendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_partattendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_parttimes (
    meeting_id bigint NOT NULL,
    first character varying(20) NOT NULL,
    changed_at time without time zone NOT NULL
);

CREATE TABLE public.sittings_presencerequest (
    id bigint NOT NULL,
    "window" bigint NOT NULL,
    is_declined boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL,
    member_id bigint NOT NULL
);

ALTER TABLE public.sittings_presencerequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_presencerequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_printedlist (
    id bigint NOT NULL,
    "order" jsonb NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL
);

ALTER TABLE public.sittings_printedlist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_printedlist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_remark (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    about character varying(200) NOT NULL,
    text character varying(500) NOT NULL,
    meeting_id bigint NOT NULL
);

ALTER TABLE public.sittings_remark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_remark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_reservation (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    text character varying(500) NOT NULL,
    meeting_id bigint NOT NULL,
    vote_id bigint NOT NULL
);

ALTER TABLE public.sittings_reservation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_reservation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_screen (
    meeting_id bigint NOT NULL,
    question character varying(300) NOT NULL,
    point_id bigint
);

CREATE TABLE public.sittings_suggestion (
    id bigint NOT NULL,
    concerns bigint NOT NULL,
    concerns_name character varying(120) NOT NULL,
    made_by character varying(200) NOT NULL,
    made_by_account bigint,
    text text NOT NULL,
    answer text NOT NULL,
    outcome text NOT NULL,
    state character varying(10) NOT NULL,
    version integer NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT sittings_suggestion_version_check CHECK ((version >= 0))
);

ALTER TABLE public.sittings_suggestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_suggestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sittings_visitor (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    role character varying(120) NOT NULL,
    unit_name character varying(160) NOT NULL,
    meeting_id bigint NOT NULL,
    member_id bigint
);

ALTER TABLE public.sittings_visitor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sittings_visitor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.statistics_typednumber (
    id bigint NOT NULL,
    year smallint NOT NULL,
    period character varying(16) NOT NULL,
    key character varying(60) NOT NULL,
    number integer NOT NULL,
    typed_by character varying(150) NOT NULL,
    typed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT statistics_typednumber_number_check CHECK ((number >= 0)),
    CONSTRAINT statistics_typednumber_version_check CHECK ((version >= 0)),
    CONSTRAINT typed_number_of_a_real_year CHECK (((year >= 1930) AND (year <= 2100)))
);

ALTER TABLE public.statistics_typednumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.statistics_typednumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.summations_summation (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    paper character varying(300) NOT NULL,
    first_year smallint NOT NULL,
    last_year smallint NOT NULL,
    cut character varying(6) NOT NULL,
    structure character varying(4) NOT NULL,
    indicators jsonb NOT NULL,
    charts jsonb NOT NULL,
    texts jsonb NOT NULL,
    figures jsonb NOT NULL,
    state character varying(6) NOT NULL,
    issued_at timestamp with time zone,
    version integer NOT NULL,
    directive_id bigint,
    resolution_id bigint,
    unit_id bigint NOT NULL,
    looked_on date,
    moved jsonb NOT NULL,
    CONSTRAINT issued_summation_has_a_day CHECK (((NOT ((state)::text = 'issued'::text)) OR (issued_at IS NOT NULL))),
    CONSTRAINT summation_of_one_paper CHECK (((directive_id IS NULL) OR (resolution_id IS NULL))),
    CONSTRAINT summation_years_in_order CHECK ((last_year >= first_year)),
    CONSTRAINT summations_summation_first_year_check CHECK ((first_year >= 0)),
    CONSTRAINT summations_summation_last_year_check CHECK ((last_year >= 0)),
    CONSTRAINT summations_summation_version_check CHECK ((version >= 0))
);

ALTER TABLE public.summations_summation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.summations_summation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.summations_summationversion (
    id bigint NOT NULL,
    number smallint NOT NULL,
    record jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name character varying(120) NOT NULL,
    reason text NOT NULL,
    summation_id bigint NOT NULL,
    CONSTRAINT summations_summationversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.summations_summationversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.summations_summationversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.targets_target (
    id bigint NOT NULL,
    year smallint NOT NULL,
    indicator character varying(80) NOT NULL,
    planned numeric(12,2) NOT NULL,
    lag_reason character varying(500) NOT NULL,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT target_not_below_zero CHECK ((planned >= (0)::numeric)),
    CONSTRAINT target_of_a_real_year CHECK (((year >= 1930) AND (year <= 2100))),
    CONSTRAINT targets_target_version_check CHECK ((version >= 0))
);

ALTER TABLE public.targets_target ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.targets_target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_task (
    id bigint NOT NULL,
    title character varying(500) NOT NULL,
    due_on date,
    state character varying(8) NOT NULL,
    result text NOT NULL,
    ended_on date,
    origin character varying(80) NOT NULL,
    given_on date NOT NULL,
    version integer NOT NULL,
    owner_id bigint,
    unit_id bigint NOT NULL,
    source character varying(240) NOT NULL,
    joined_to_id bigint,
    measure character varying(300) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT task_ended_has_a_day CHECK ((((ended_on IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (ended_on IS NOT NULL)))),
    CONSTRAINT task_joined_to_another CHECK ((((joined_to_id IS NOT NULL) AND ((state)::text = 'joined'::text)) OR ((NOT ((state)::text = 'joined'::text)) AND (joined_to_id IS NULL)))),
    CONSTRAINT tasks_task_version_check CHECK ((version >= 0))
);

ALTER TABLE public.tasks_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_taskhandover (
    id bigint NOT NULL,
    "on" date NOT NULL,
    from_unit_id bigint NOT NULL,
    task_id bigint NOT NULL
);

ALTER TABLE public.tasks_taskhandover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_taskhandover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_tasknote (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    author_name character varying(120) NOT NULL,
    text text NOT NULL,
    task_id bigint NOT NULL,
    file character varying(100) DEFAULT ''::character varying NOT NULL
);

ALTER TABLE public.tasks_tasknote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_tasknote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_taskreview (
    id bigint NOT NULL,
    at_ref character varying(80) NOT NULL,
    "on" date NOT NULL,
    outcome character varying(8) NOT NULL,
    note text NOT NULL,
    due_before date,
    task_id bigint NOT NULL
);

ALTER TABLE public.tasks_taskreview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_taskreview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tokens_token (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    purpose character varying(200) NOT NULL,
    mark character varying(64) NOT NULL,
    writes boolean NOT NULL,
    grants bigint[] NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    ends_before date NOT NULL,
    ended_at timestamp with time zone,
    ended_by character varying(120) NOT NULL,
    used_at timestamp with time zone,
    used_from character varying(45) NOT NULL,
    calls_since timestamp with time zone,
    calls integer NOT NULL,
    members_on date,
    members integer NOT NULL,
    account_id bigint NOT NULL,
    unit_id bigint,
    CONSTRAINT tokens_token_calls_check CHECK ((calls >= 0)),
    CONSTRAINT tokens_token_members_check CHECK ((members >= 0))
);

ALTER TABLE public.tokens_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tokens_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.topics_plannedtopic (
    id bigint NOT NULL,
    month date NOT NULL,
    title character varying(300) NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    approved_on date,
    approved_by character varying(120) NOT NULL,
    version integer NOT NULL,
    drafter_id bigint,
    unit_id bigint NOT NULL,
    source_id bigint,
    CONSTRAINT an_approved_topic_says_when CHECK ((((approved_on IS NULL) AND ((state)::text = 'draft'::text)) OR ((approved_on IS NOT NULL) AND ((state)::text = 'approved'::text)))),
    CONSTRAINT topics_plannedtopic_version_check CHECK ((version >= 0))
);

ALTER TABLE public.topics_plannedtopic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.topics_plannedtopic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.topics_topic (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    summary text NOT NULL,
    form character varying(10) NOT NULL,
    search_key text NOT NULL COLLATE pg_catalog."C",
    shared_on date NOT NULL,
    withdrawn_on date,
    version integer NOT NULL,
    maker_id bigint NOT NULL,
    shared_in_id bigint NOT NULL,
    CONSTRAINT topics_topic_version_check CHECK ((version >= 0))
);

ALTER TABLE public.topics_topic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.topics_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.topics_topicfile (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    file character varying(100) NOT NULL,
    size integer NOT NULL,
    topic_id bigint NOT NULL,
    CONSTRAINT topics_topicfile_size_check CHECK ((size >= 0))
);

ALTER TABLE public.topics_topicfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.topics_topicfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.topics_topicremark (
    id bigint NOT NULL,
    text character varying(500) NOT NULL,
    written_on date NOT NULL,
    version integer NOT NULL,
    topic_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT topics_topicremark_version_check CHECK ((version >= 0))
);

ALTER TABLE public.topics_topicremark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.topics_topicremark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.trail_canary (
    id bigint NOT NULL,
    why character varying(200) NOT NULL,
    by_name character varying(120) NOT NULL,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    member_id bigint NOT NULL
);

ALTER TABLE public.trail_canary ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.trail_canary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.training_enrolment (
    id bigint NOT NULL,
    full_name character varying(120) NOT NULL,
    born_on date,
    attended smallint,
    result character varying(120) NOT NULL,
    version integer NOT NULL,
    member_id bigint,
    training_class_id bigint NOT NULL,
    CONSTRAINT attended_not_below_zero CHECK (((attended IS NULL) OR (attended >= 0))),
    CONSTRAINT enrolment_names_one_person CHECK ((((born_on IS NULL) AND ((full_name)::text = ''::text) AND (member_id IS NOT NULL)) OR ((born_on IS NOT NULL) AND (member_id IS NULL) AND (NOT ((full_name)::text = ''::text))))),
    CONSTRAINT training_enrolment_version_check CHECK ((version >= 0))
);

ALTER TABLE public.training_enrolment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.training_enrolment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.training_trainingclass (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    course character varying(20) NOT NULL,
    name character varying(200) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    version integer NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT class_ends_after_it_starts CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT training_trainingclass_version_check CHECK ((version >= 0))
);

ALTER TABLE public.training_trainingclass ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.training_trainingclass_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

ALTER TABLE ONLY public.members_member
    ADD CONSTRAINT a_citizen_number_is_of_one UNIQUE (citizen_mark);

ALTER TABLE ONLY public.posts_term
    ADD CONSTRAINT a_committee_has_one_term_at_a_time EXCLUDE USING gist (int8range(unit_id, unit_id, '[]'::text) WITH &&, daterange(starts_on, ends_before) WITH &&) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.duplicates_proposal
    ADD CONSTRAINT a_pair_is_proposed_once UNIQUE (first_id, second_id);

ALTER TABLE ONLY public.registers_incomingpaper
    ADD CONSTRAINT a_paper_comes_in_once UNIQUE (unit_id, number, issuer, issued_on);

ALTER TABLE ONLY public.directives_directive
    ADD CONSTRAINT a_paper_is_entered_once UNIQUE (unit_id, number, issued_on);

ALTER TABLE ONLY public.attending_paperseen
    ADD CONSTRAINT a_paper_is_seen_once UNIQUE (paper_id, member_id);

ALTER TABLE ONLY public.minutes_signature
    ADD CONSTRAINT a_part_signs_once UNIQUE (minutes_id, part);

ALTER TABLE ONLY public.grading_secondlooksheet
    ADD CONSTRAINT a_sheet_is_drawn_once UNIQUE (look_id, meeting_id);

ALTER TABLE ONLY public.remedies_remedy
    ADD CONSTRAINT a_task_remedies_once UNIQUE (shortcoming_id, task_id);

ALTER TABLE ONLY public.sittings_visitor
    ADD CONSTRAINT a_visitor_once_a_meeting UNIQUE (meeting_id, name);

ALTER TABLE ONLY public.access_account
    ADD CONSTRAINT access_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.access_account
    ADD CONSTRAINT access_account_username_key UNIQUE (username);

ALTER TABLE ONLY public.access_opensession
    ADD CONSTRAINT access_opensession_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.access_roleend
    ADD CONSTRAINT access_roleend_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.access_rolegrant
    ADD CONSTRAINT access_rolegrant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.access_secondask
    ADD CONSTRAINT access_secondask_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.minutes_amendment
    ADD CONSTRAINT an_amendment_number_once UNIQUE (minutes_id, number);

ALTER TABLE ONLY public.minutes_minutes
    ADD CONSTRAINT an_edition_of_chi_uy_once UNIQUE (sitting_id, edition);

ALTER TABLE ONLY public.minutes_minutes
    ADD CONSTRAINT an_edition_once UNIQUE (meeting_id, edition);

ALTER TABLE ONLY public.attending_absence
    ADD CONSTRAINT attending_absence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attending_paperseen
    ADD CONSTRAINT attending_paperseen_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.badges_agegap
    ADD CONSTRAINT badges_agegap_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.badges_badge
    ADD CONSTRAINT badges_badge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.badges_badgewait
    ADD CONSTRAINT badges_badgewait_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.calendars_calendarfeed
    ADD CONSTRAINT calendars_calendarfeed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.calendars_calendarfeed
    ADD CONSTRAINT calendars_calendarfeed_secret_hash_key UNIQUE (secret_hash);

ALTER TABLE ONLY public.indicators_cellmonth
    ADD CONSTRAINT cell_month UNIQUE (cell_id, month);

ALTER TABLE ONLY public.indicators_closedperiod
    ADD CONSTRAINT closed_once UNIQUE (months, first);

ALTER TABLE ONLY public.committee_meetings_committeeattendance
    ADD CONSTRAINT committee_meetings_committeeattendance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.committee_meetings_committeemeeting
    ADD CONSTRAINT committee_meetings_committeemeeting_meeting_id_key UNIQUE (meeting_id);

ALTER TABLE ONLY public.committee_meetings_committeemeeting
    ADD CONSTRAINT committee_meetings_committeemeeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.committee_meetings_committeepoint
    ADD CONSTRAINT committee_meetings_committeepoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.core_auditevent
    ADD CONSTRAINT core_auditevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.core_submission
    ADD CONSTRAINT core_submission_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.core_trailbatch
    ADD CONSTRAINT core_trailbatch_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.core_trailbatch
    ADD CONSTRAINT core_trailbatch_size_key UNIQUE (size);

ALTER TABLE ONLY public.core_trailleaf
    ADD CONSTRAINT core_trailleaf_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.core_trailleaf
    ADD CONSTRAINT core_trailleaf_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.core_trailwaiting
    ADD CONSTRAINT core_trailwaiting_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.deadlines_certificate
    ADD CONSTRAINT deadlines_certificate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directives_call
    ADD CONSTRAINT directives_call_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directives_directive
    ADD CONSTRAINT directives_directive_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_owntemplate
    ADD CONSTRAINT documents_owntemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_papercounter
    ADD CONSTRAINT documents_papercounter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_papernumber
    ADD CONSTRAINT documents_papernumber_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_papernumber
    ADD CONSTRAINT documents_papernumber_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.documents_paperpdf
    ADD CONSTRAINT documents_paperpdf_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_papertext
    ADD CONSTRAINT documents_papertext_pkey PRIMARY KEY (paper_id);

ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.drafts_draftsentence
    ADD CONSTRAINT drafts_draftsentence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dues_duesentry
    ADD CONSTRAINT dues_duesentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dues_duespayment
    ADD CONSTRAINT dues_duespayment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dues_duesrate
    ADD CONSTRAINT dues_duesrate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dues_duessetting
    ADD CONSTRAINT dues_duessetting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dues_duessheet
    ADD CONSTRAINT dues_duessheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.duplicates_merge
    ADD CONSTRAINT duplicates_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.duplicates_mergedrow
    ADD CONSTRAINT duplicates_mergedrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.duplicates_proposal
    ADD CONSTRAINT duplicates_proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_importbatch
    ADD CONSTRAINT exchange_importbatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_importchange
    ADD CONSTRAINT exchange_importchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_importfile
    ADD CONSTRAINT exchange_importfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_importproblem
    ADD CONSTRAINT exchange_importproblem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_importprogress
    ADD CONSTRAINT exchange_importprogress_pkey PRIMARY KEY (batch_id);

ALTER TABLE ONLY public.posts_factsum
    ADD CONSTRAINT fact_sum UNIQUE (path, day);

ALTER TABLE ONLY public.grading_secondlook
    ADD CONSTRAINT grading_secondlook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.grading_secondlooksheet
    ADD CONSTRAINT grading_secondlooksheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.grading_waitingsheet
    ADD CONSTRAINT grading_waitingsheet_pkey PRIMARY KEY (meeting_id);

ALTER TABLE ONLY public.indicators_cellmonth
    ADD CONSTRAINT indicators_cellmonth_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_closedfigures
    ADD CONSTRAINT indicators_closedfigures_pkey PRIMARY KEY (path, months, first);

ALTER TABLE ONLY public.indicators_closedperiod
    ADD CONSTRAINT indicators_closedperiod_number_key UNIQUE (number);

ALTER TABLE ONLY public.indicators_closedperiod
    ADD CONSTRAINT indicators_closedperiod_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_dirtymark
    ADD CONSTRAINT indicators_dirtymark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_foldstate
    ADD CONSTRAINT indicators_foldstate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_keptcarried
    ADD CONSTRAINT indicators_keptcarried_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_keptcarried
    ADD CONSTRAINT indicators_keptcarried_unit_id_key UNIQUE (unit_id);

ALTER TABLE ONLY public.indicators_keptdoubt
    ADD CONSTRAINT indicators_keptdoubt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_keptdoubt
    ADD CONSTRAINT indicators_keptdoubt_unit_id_key UNIQUE (unit_id);

ALTER TABLE ONLY public.indicators_keptfact
    ADD CONSTRAINT indicators_keptfact_name_key UNIQUE (name);

ALTER TABLE ONLY public.indicators_keptfact
    ADD CONSTRAINT indicators_keptfact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_keptfact
    ADD CONSTRAINT indicators_keptfact_position_key UNIQUE ("position");

ALTER TABLE ONLY public.indicators_keptfigures
    ADD CONSTRAINT indicators_keptfigures_pkey PRIMARY KEY (path, months, first);

ALTER TABLE ONLY public.indicators_keptmeasure
    ADD CONSTRAINT indicators_keptmeasure_name_key UNIQUE (name);

ALTER TABLE ONLY public.indicators_keptmeasure
    ADD CONSTRAINT indicators_keptmeasure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_keptstate
    ADD CONSTRAINT indicators_keptstate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_movedmonth
    ADD CONSTRAINT indicators_movedmonth_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_unitmonth
    ADD CONSTRAINT indicators_unitmonth_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inputs_input
    ADD CONSTRAINT inputs_input_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inputs_input
    ADD CONSTRAINT inputs_input_secret_hash_key UNIQUE (secret_hash);

ALTER TABLE ONLY public.meetings_agendapoint
    ADD CONSTRAINT meetings_agendapoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_attendance
    ADD CONSTRAINT meetings_attendance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_cellhabit
    ADD CONSTRAINT meetings_cellhabit_pkey PRIMARY KEY (unit_id);

ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_papertosend
    ADD CONSTRAINT meetings_papertosend_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_vote
    ADD CONSTRAINT meetings_vote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members_correctionproposal
    ADD CONSTRAINT members_correctionproposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members_dossieritem
    ADD CONSTRAINT members_dossieritem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members_member
    ADD CONSTRAINT members_member_code_key UNIQUE (code);

ALTER TABLE ONLY public.members_member
    ADD CONSTRAINT members_member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members_mentoring
    ADD CONSTRAINT members_mentoring_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members_statechange
    ADD CONSTRAINT members_statechange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members_stay
    ADD CONSTRAINT members_stay_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members_transfer
    ADD CONSTRAINT members_transfer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.minutes_amendment
    ADD CONSTRAINT minutes_amendment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.minutes_minutes
    ADD CONSTRAINT minutes_minutes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.minutes_minutesopened
    ADD CONSTRAINT minutes_minutesopened_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.minutes_minutesopened
    ADD CONSTRAINT minutes_opened_once UNIQUE (minutes_id, member_id);

ALTER TABLE ONLY public.minutes_signature
    ADD CONSTRAINT minutes_signature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_movedmonth
    ADD CONSTRAINT moved_month UNIQUE (cell_id, month, above);

ALTER TABLE ONLY public.oversight_overseeing
    ADD CONSTRAINT nobody_follows_a_unit_twice_at_a_time EXCLUDE USING gist (int8range(member_id, member_id, '[]'::text) WITH &&, int8range(unit_id, unit_id, '[]'::text) WITH &&, daterange(starts_on, ends_before) WITH &&) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.posts_post
    ADD CONSTRAINT nobody_holds_a_post_twice_at_a_time EXCLUDE USING gist (int8range(member_id, member_id, '[]'::text) WITH &&, int8range(unit_id, unit_id, '[]'::text) WITH &&, int8range((hashtext((key)::text))::bigint, (hashtext((key)::text))::bigint, '[]'::text) WITH &&, daterange(starts_on, ends_before) WITH &&) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_noticechoice
    ADD CONSTRAINT notices_noticechoice_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.attending_absence
    ADD CONSTRAINT one_absence_a_meeting UNIQUE (meeting_id, member_id);

ALTER TABLE ONLY public.badges_badge
    ADD CONSTRAINT one_badge_a_milestone UNIQUE (member_id, years);

ALTER TABLE ONLY public.deadlines_certificate
    ADD CONSTRAINT one_certificate_a_day UNIQUE (cell_id, full_name, issued_on);

ALTER TABLE ONLY public.periodic_linecomment
    ADD CONSTRAINT one_comment_a_line_a_round UNIQUE (report_id, line, round);

ALTER TABLE ONLY public.reports_reportcomment
    ADD CONSTRAINT one_comment_a_point_a_round UNIQUE (report_id, place, round);

ALTER TABLE ONLY public.posts_congress
    ADD CONSTRAINT one_congress_of_a_number UNIQUE (unit_id, number);

ALTER TABLE ONLY public.documents_papercounter
    ADD CONSTRAINT one_counter_a_kind_and_term UNIQUE NULLS NOT DISTINCT (unit_id, paper_kind, term_starts_on);

ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT one_draft_of_a_kind UNIQUE (meeting_id, kind);

ALTER TABLE ONLY public.dues_duesentry
    ADD CONSTRAINT one_dues_line_a_month UNIQUE (member_id, month);

ALTER TABLE ONLY public.dues_duesrate
    ADD CONSTRAINT one_dues_rate_a_month UNIQUE (member_id, starts_on);

ALTER TABLE ONLY public.dues_duessetting
    ADD CONSTRAINT one_dues_setting_a_month UNIQUE (unit_id, starts_on);

ALTER TABLE ONLY public.dues_duessheet
    ADD CONSTRAINT one_dues_sheet_a_month UNIQUE (unit_id, month);

ALTER TABLE ONLY public.dues_duesentry
    ADD CONSTRAINT one_guest_line_a_month UNIQUE (guest_id, month);

ALTER TABLE ONLY public.inputs_input
    ADD CONSTRAINT one_input_a_giver UNIQUE (meeting_id, giver);

ALTER TABLE ONLY public.oversight_overseeing
    ADD CONSTRAINT one_lead_overseer_at_a_time EXCLUDE USING gist (int8range(unit_id, unit_id, '[]'::text) WITH &&, daterange(starts_on, ends_before) WITH &&) WHERE (is_lead) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.scoring_scoreline
    ADD CONSTRAINT one_line_a_criterion UNIQUE (sheet_id, criterion);

ALTER TABLE ONLY public.members_dossieritem
    ADD CONSTRAINT one_line_a_paper_of_a_dossier UNIQUE (member_id, code);

ALTER TABLE ONLY public.rulebook_localpack
    ADD CONSTRAINT one_local_pack_a_day EXCLUDE USING gist (int8range(unit_id, unit_id, '[]'::text) WITH &&, daterange(effective_from, ends_before) WITH &&) WHERE ((((state)::text = 'adopted'::text) AND ((subject)::text = 'meetings'::text)));

ALTER TABLE ONLY public.radar_knownhit
    ADD CONSTRAINT one_note_a_hit UNIQUE (unit_id, rule);

ALTER TABLE ONLY public.documents_papernumber
    ADD CONSTRAINT one_paper_a_number UNIQUE NULLS NOT DISTINCT (unit_id, paper_kind, term_starts_on, number);

ALTER TABLE ONLY public.registers_incomingpaper
    ADD CONSTRAINT one_paper_in_a_number_and_year UNIQUE (unit_id, year, number_in);

ALTER TABLE ONLY public.sittings_partattendance
    ADD CONSTRAINT one_part_attendance UNIQUE (meeting_id, member_id);

ALTER TABLE ONLY public.documents_paperpdf
    ADD CONSTRAINT one_pdf_a_paper UNIQUE (account_id, digest);

ALTER TABLE ONLY public.places_place
    ADD CONSTRAINT one_place_of_a_name_in_a_commune EXCLUDE USING gist (int8range(commune_id, commune_id, '[]'::text) WITH &&, int8range((hashtext((kind)::text))::bigint, (hashtext((kind)::text))::bigint, '[]'::text) WITH &&, int8range((hashtext(key))::bigint, (hashtext(key))::bigint, '[]'::text) WITH &&, daterange(starts_on, ends_before) WITH &&) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_plannedtopic
    ADD CONSTRAINT one_planned_topic_a_month UNIQUE (unit_id, month);

ALTER TABLE ONLY public.sittings_presencerequest
    ADD CONSTRAINT one_presence_request UNIQUE (meeting_id, member_id);

ALTER TABLE ONLY public.dues_duespayment
    ADD CONSTRAINT one_receipt_number_a_book UNIQUE (book_id, number);

ALTER TABLE ONLY public.topics_topicremark
    ADD CONSTRAINT one_remark_a_cell UNIQUE (topic_id, unit_id);

ALTER TABLE ONLY public.reports_monthlyreport
    ADD CONSTRAINT one_report_a_month UNIQUE (unit_id, month);

ALTER TABLE ONLY public.periodic_periodicreport
    ADD CONSTRAINT one_report_a_period UNIQUE (unit_id, form, starts_on);

ALTER TABLE ONLY public.tasks_taskreview
    ADD CONSTRAINT one_review_a_meeting UNIQUE (task_id, at_ref);

ALTER TABLE ONLY public.committee_meetings_committeeattendance
    ADD CONSTRAINT one_row_a_committee_member UNIQUE (sitting_id, member_id);

ALTER TABLE ONLY public.meetings_attendance
    ADD CONSTRAINT one_row_a_member UNIQUE (meeting_id, member_id);

ALTER TABLE ONLY public.periodic_seal
    ADD CONSTRAINT one_seal_a_version UNIQUE (report_id, number);

ALTER TABLE ONLY public.summations_summationversion
    ADD CONSTRAINT one_summation_version UNIQUE (summation_id, number);

ALTER TABLE ONLY public.targets_target
    ADD CONSTRAINT one_target_a_year UNIQUE (unit_id, year, indicator);

ALTER TABLE ONLY public.posts_posttarget
    ADD CONSTRAINT one_target_of_a_share UNIQUE (unit_id, share);

ALTER TABLE ONLY public.posts_term
    ADD CONSTRAINT one_term_of_a_number UNIQUE (unit_id, number);

ALTER TABLE ONLY public.statistics_typednumber
    ADD CONSTRAINT one_typed_number_a_row UNIQUE (unit_id, year, period, key);

ALTER TABLE ONLY public.badges_badgewait
    ADD CONSTRAINT one_wait_a_day_and_form UNIQUE (member_id, form, decided_on);

ALTER TABLE ONLY public.organisation_unit
    ADD CONSTRAINT organisation_unit_code_key UNIQUE (code);

ALTER TABLE ONLY public.organisation_unit
    ADD CONSTRAINT organisation_unit_path_key UNIQUE (path);

ALTER TABLE ONLY public.organisation_unit
    ADD CONSTRAINT organisation_unit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_unitchange
    ADD CONSTRAINT organisation_unitchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_unitorigin
    ADD CONSTRAINT organisation_unitorigin_pkey PRIMARY KEY (unit_id);

ALTER TABLE ONLY public.organisation_unitstanding
    ADD CONSTRAINT organisation_unitstanding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.oversight_overseeing
    ADD CONSTRAINT oversight_overseeing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.periodic_asking
    ADD CONSTRAINT periodic_asking_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.periodic_linecomment
    ADD CONSTRAINT periodic_linecomment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.periodic_periodicreport
    ADD CONSTRAINT periodic_periodicreport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.periodic_periodicstep
    ADD CONSTRAINT periodic_periodicstep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.periodic_seal
    ADD CONSTRAINT periodic_seal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.places_place
    ADD CONSTRAINT places_place_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.plans_planline
    ADD CONSTRAINT plan_line_in_its_place UNIQUE (plan_id, "position");

ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.plans_planline
    ADD CONSTRAINT plans_planline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.plans_planstep
    ADD CONSTRAINT plans_planstep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_congress
    ADD CONSTRAINT posts_congress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_fact
    ADD CONSTRAINT posts_fact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_factmark
    ADD CONSTRAINT posts_factmark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_factstate
    ADD CONSTRAINT posts_factstate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_factsum
    ADD CONSTRAINT posts_factsum_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_post
    ADD CONSTRAINT posts_post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_postend
    ADD CONSTRAINT posts_postend_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_posttarget
    ADD CONSTRAINT posts_posttarget_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.posts_term
    ADD CONSTRAINT posts_term_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.privacy_breach
    ADD CONSTRAINT privacy_breach_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.privacy_datarequest
    ADD CONSTRAINT privacy_datarequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.radar_knownhit
    ADD CONSTRAINT radar_knownhit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registers_incomingpaper
    ADD CONSTRAINT registers_incomingpaper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.remedies_remedy
    ADD CONSTRAINT remedies_remedy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.remedies_shortcoming
    ADD CONSTRAINT remedies_shortcoming_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_monthlyreport
    ADD CONSTRAINT reports_monthlyreport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_paperbundle
    ADD CONSTRAINT reports_paperbundle_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_reportcomment
    ADD CONSTRAINT reports_reportcomment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_reportevent
    ADD CONSTRAINT reports_reportevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolutions_resolution
    ADD CONSTRAINT resolutions_resolution_meeting_id_key UNIQUE (meeting_id);

ALTER TABLE ONLY public.resolutions_resolution
    ADD CONSTRAINT resolutions_resolution_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rulebook_localpack
    ADD CONSTRAINT rulebook_localpack_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.scoring_scoreline
    ADD CONSTRAINT scoring_scoreline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.scoring_scoresheet
    ADD CONSTRAINT scoring_scoresheet_meeting_id_key UNIQUE (meeting_id);

ALTER TABLE ONLY public.scoring_scoresheet
    ADD CONSTRAINT scoring_scoresheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.scoring_thematicsheet
    ADD CONSTRAINT scoring_thematicsheet_pkey PRIMARY KEY (sheet_id);

ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT sent_once_a_way UNIQUE (notice_id, channel);

ALTER TABLE ONLY public.signin_authenticatorapp
    ADD CONSTRAINT signin_authenticatorapp_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY public.signin_authenticatorapp
    ADD CONSTRAINT signin_authenticatorapp_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signin_brakedtries
    ADD CONSTRAINT signin_brakedtries_pkey PRIMARY KEY (target);

ALTER TABLE ONLY public.signin_passkey
    ADD CONSTRAINT signin_passkey_credential_id_key UNIQUE (credential_id);

ALTER TABLE ONLY public.signin_passkey
    ADD CONSTRAINT signin_passkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signin_recoverycode
    ADD CONSTRAINT signin_recoverycode_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_ballotcount
    ADD CONSTRAINT sittings_ballotcount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_ballotcount
    ADD CONSTRAINT sittings_ballotcount_vote_id_key UNIQUE (vote_id);

ALTER TABLE ONLY public.sittings_opinion
    ADD CONSTRAINT sittings_opinion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_partattendance
    ADD CONSTRAINT sittings_partattendance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_parttimes
    ADD CONSTRAINT sittings_parttimes_pkey PRIMARY KEY (meeting_id);

ALTER TABLE ONLY public.sittings_presencerequest
    ADD CONSTRAINT sittings_presencerequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_printedlist
    ADD CONSTRAINT sittings_printedlist_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_remark
    ADD CONSTRAINT sittings_remark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_reservation
    ADD CONSTRAINT sittings_reservation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_screen
    ADD CONSTRAINT sittings_screen_pkey PRIMARY KEY (meeting_id);

ALTER TABLE ONLY public.sittings_suggestion
    ADD CONSTRAINT sittings_suggestion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sittings_visitor
    ADD CONSTRAINT sittings_visitor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_unitstanding
    ADD CONSTRAINT standing_once_a_day EXCLUDE USING gist (int8range(unit_id, unit_id, '[]'::text) WITH &&, daterange(starts_on, ends_before) WITH &&);

ALTER TABLE ONLY public.statistics_typednumber
    ADD CONSTRAINT statistics_typednumber_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members_stay
    ADD CONSTRAINT stay_in_one_cell_a_day EXCLUDE USING gist (int8range(member_id, member_id, '[]'::text) WITH &&, daterange(starts_on, ends_before) WITH &&);

ALTER TABLE ONLY public.summations_summation
    ADD CONSTRAINT summations_summation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.summations_summationversion
    ADD CONSTRAINT summations_summationversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.targets_target
    ADD CONSTRAINT targets_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_taskhandover
    ADD CONSTRAINT tasks_taskhandover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_tasknote
    ADD CONSTRAINT tasks_tasknote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_taskreview
    ADD CONSTRAINT tasks_taskreview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tokens_token
    ADD CONSTRAINT tokens_token_mark_key UNIQUE (mark);

ALTER TABLE ONLY public.tokens_token
    ADD CONSTRAINT tokens_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT told_once_of_an_occasion UNIQUE (account_id, occasion);

ALTER TABLE ONLY public.topics_plannedtopic
    ADD CONSTRAINT topics_plannedtopic_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.topics_topic
    ADD CONSTRAINT topics_topic_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.topics_topicfile
    ADD CONSTRAINT topics_topicfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.topics_topicremark
    ADD CONSTRAINT topics_topicremark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.trail_canary
    ADD CONSTRAINT trail_canary_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.training_enrolment
    ADD CONSTRAINT training_enrolment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.training_trainingclass
    ADD CONSTRAINT training_trainingclass_code_key UNIQUE (code);

ALTER TABLE ONLY public.training_trainingclass
    ADD CONSTRAINT training_trainingclass_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_unitmonth
    ADD CONSTRAINT unit_month UNIQUE (unit_id, month, above);

CREATE UNIQUE INDEX a_member_is_in_a_class_once ON public.training_enrolment USING btree (training_class_id, member_id) WHERE (member_id IS NOT NULL);

CREATE UNIQUE INDEX a_person_is_in_a_class_once ON public.training_enrolment USING btree (training_class_id, full_name, born_on) WHERE (member_id IS NULL);

CREATE UNIQUE INDEX a_record_is_told_once ON public.drafts_draftsentence USING btree (draft_id, key) WHERE (NOT ((key)::text = ''::text));

CREATE UNIQUE INDEX a_record_is_watched_once ON public.trail_canary USING btree (member_id) WHERE (ended_at IS NULL);

CREATE INDEX access_account_member_id_1ed7bfe2 ON public.access_account USING btree (member_id);

CREATE INDEX access_account_username_221d18bd_like ON public.access_account USING btree (username varchar_pattern_ops);

CREATE INDEX access_opensession_account_id_a7d5ddc9 ON public.access_opensession USING btree (account_id);

CREATE INDEX access_opensession_expire_date_1818f5d3 ON public.access_opensession USING btree (expire_date);

CREATE INDEX access_opensession_session_key_c1e2ecd9_like ON public.access_opensession USING btree (session_key varchar_pattern_ops);

CREATE INDEX access_role_unit_id_d3e29d_idx ON public.access_rolegrant USING btree (unit_id, role);

CREATE INDEX access_roleend_grant_id_92156968 ON public.access_roleend USING btree (grant_id);

CREATE INDEX access_rolegrant_account_id_6dd9dfeb ON public.access_rolegrant USING btree (account_id);

CREATE INDEX access_rolegrant_post_id_800feb43 ON public.access_rolegrant USING btree (post_id);

CREATE INDEX access_rolegrant_unit_id_dc2fff75 ON public.access_rolegrant USING btree (unit_id);

CREATE INDEX access_seco_expires_67536c_idx ON public.access_secondask USING btree (expires_at);

CREATE INDEX access_seco_unit_id_491f4b_idx ON public.access_secondask USING btree (unit_id, state);

CREATE INDEX access_secondask_account_id_4dbafe4e ON public.access_secondask USING btree (account_id);

CREATE INDEX access_secondask_asked_by_id_2ec56caf ON public.access_secondask USING btree (asked_by_id);

CREATE INDEX access_secondask_decided_by_id_b2a0af97 ON public.access_secondask USING btree (decided_by_id);

CREATE INDEX access_secondask_unit_id_ab02f238 ON public.access_secondask USING btree (unit_id);

CREATE UNIQUE INDEX asked_once_at_a_time ON public.periodic_asking USING btree (unit_id, form) WHERE (ends_before IS NULL);

CREATE INDEX attending_absence_meeting_id_187251ea ON public.attending_absence USING btree (meeting_id);

CREATE INDEX attending_absence_member_id_b9766f27 ON public.attending_absence USING btree (member_id);

CREATE INDEX attending_paperseen_member_id_c00d2347 ON public.attending_paperseen USING btree (member_id);

CREATE INDEX attending_paperseen_paper_id_981c18a7 ON public.attending_paperseen USING btree (paper_id);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX badges_agegap_member_id_46b2df78 ON public.badges_agegap USING btree (member_id);

CREATE INDEX badges_badge_member_id_44602683 ON public.badges_badge USING btree (member_id);

CREATE INDEX badges_badgewait_member_id_0d90b124 ON public.badges_badgewait USING btree (member_id);

CREATE INDEX bundles_of_a_unit ON public.reports_paperbundle USING btree (unit_id, id DESC);

CREATE INDEX calendars_calendarfeed_account_id_38919484 ON public.calendars_calendarfeed USING btree (account_id);

CREATE INDEX calendars_calendarfeed_secret_hash_27f4fda9_like ON public.calendars_calendarfeed USING btree (secret_hash varchar_pattern_ops);

CREATE INDEX calendars_calendarfeed_unit_id_8b96ee07 ON public.calendars_calendarfeed USING btree (unit_id);

CREATE INDEX cell_month_above ON public.indicators_cellmonth USING btree (above, month);

CREATE INDEX cell_month_doubt ON public.indicators_cellmonth USING btree (cell_id) WHERE in_doubt;

CREATE INDEX cell_month_in_turn ON public.indicators_cellmonth USING btree (month, above, cell_id) WHERE ("exists" AND (met_on IS NULL));

CREATE INDEX committee_m_unit_id_163c26_idx ON public.committee_meetings_committeemeeting USING btree (unit_id, month DESC);

CREATE INDEX committee_meetings_committeeattendance_member_id_64afea4e ON public.committee_meetings_committeeattendance USING btree (member_id);

CREATE INDEX committee_meetings_committeeattendance_sitting_id_d79773ca ON public.committee_meetings_committeeattendance USING btree (sitting_id);

CREATE INDEX committee_meetings_committeemeeting_unit_id_2c0d9493 ON public.committee_meetings_committeemeeting USING btree (unit_id);

CREATE INDEX committee_meetings_committeepoint_sitting_id_2ad53aae ON public.committee_meetings_committeepoint USING btree (sitting_id);

CREATE INDEX core_audit_at ON public.core_auditevent USING brin (at) WITH (pages_per_range='32');

CREATE INDEX core_audit_readings ON public.core_auditevent USING btree (unit_id, id) WHERE (NOT ((kind)::text = 'change'::text));

CREATE INDEX core_audite_target_2c4b97_idx ON public.core_auditevent USING btree (target, id);

CREATE INDEX core_audite_unit_id_c525f6_idx ON public.core_auditevent USING btree (unit_id, id);

CREATE INDEX core_submis_at_cde3c1_idx ON public.core_submission USING btree (at);

CREATE INDEX deadlines_c_issued__495a41_idx ON public.deadlines_certificate USING btree (issued_on, id);

CREATE INDEX deadlines_certificate_cell_id_76cfe2bb ON public.deadlines_certificate USING btree (cell_id);

CREATE INDEX deliveries_waiting ON public.notices_delivery USING btree (not_before) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX directives__unit_id_42df95_idx ON public.directives_directive USING btree (unit_id, issued_on DESC);

CREATE INDEX directives_call_directive_id_6e537c92 ON public.directives_call USING btree (directive_id);

CREATE INDEX directives_directive_based_on_id_f9afe701 ON public.directives_directive USING btree (based_on_id);

CREATE INDEX directives_directive_unit_id_22b767e5 ON public.directives_directive USING btree (unit_id);

CREATE INDEX documents_owntemplate_unit_id_7374f4cb ON public.documents_owntemplate USING btree (unit_id);

CREATE INDEX documents_papercounter_unit_id_c39ef6e7 ON public.documents_papercounter USING btree (unit_id);

CREATE INDEX documents_papernumber_ref_c5eedcfa_like ON public.documents_papernumber USING btree (ref varchar_pattern_ops);

CREATE INDEX documents_papernumber_unit_id_7b181388 ON public.documents_papernumber USING btree (unit_id);

CREATE INDEX drafts_draft_meeting_id_84b577c8 ON public.drafts_draft USING btree (meeting_id);

CREATE INDEX drafts_draftsentence_draft_id_57ea6dd8 ON public.drafts_draftsentence USING btree (draft_id);

CREATE INDEX dues_duesentry_guest_id_ba0fbd4b ON public.dues_duesentry USING btree (guest_id);

CREATE INDEX dues_duesentry_member_id_722efea1 ON public.dues_duesentry USING btree (member_id);

CREATE INDEX dues_duesentry_sheet_id_17cf2aa0 ON public.dues_duesentry USING btree (sheet_id);

CREATE INDEX dues_duespayment_book_id_0ee71c73 ON public.dues_duespayment USING btree (book_id);

CREATE INDEX dues_duespayment_entry_id_a45549de ON public.dues_duespayment USING btree (entry_id);

CREATE INDEX dues_duesrate_member_id_2b9da50a ON public.dues_duesrate USING btree (member_id);

CREATE INDEX dues_duessetting_unit_id_66a352f8 ON public.dues_duessetting USING btree (unit_id);

CREATE INDEX dues_duessh_month_f48573_idx ON public.dues_duessheet USING btree (month, unit_id);

CREATE INDEX dues_duessheet_unit_id_87f4f108 ON public.dues_duessheet USING btree (unit_id);

CREATE INDEX dues_owing ON public.dues_duesentry USING btree (month) WHERE (expected > paid);

CREATE INDEX duplicates__kept_id_e3c597_idx ON public.duplicates_merge USING btree (kept_id, id DESC);

CREATE INDEX duplicates__state_e2a62e_idx ON public.duplicates_proposal USING btree (state, id DESC);

CREATE INDEX duplicates_merge_kept_id_e8484e6e ON public.duplicates_merge USING btree (kept_id);

CREATE INDEX duplicates_mergedrow_merge_id_109a13c9 ON public.duplicates_mergedrow USING btree (merge_id);

CREATE INDEX duplicates_proposal_first_id_82361b55 ON public.duplicates_proposal USING btree (first_id);

CREATE INDEX duplicates_proposal_second_id_974d9a56 ON public.duplicates_proposal USING btree (second_id);

CREATE INDEX exchange_im_batch_i_58a124_idx ON public.exchange_importproblem USING btree (batch_id, severity, id);

CREATE INDEX exchange_im_created_a536ca_idx ON public.exchange_importbatch USING btree (created_at DESC);

CREATE INDEX exchange_im_table_1420e2_idx ON public.exchange_importchange USING btree ("table", row_id, batch_id);

CREATE INDEX exchange_importbatch_unit_id_9366e132 ON public.exchange_importbatch USING btree (unit_id);

CREATE INDEX exchange_importchange_batch_id_2a3c525d ON public.exchange_importchange USING btree (batch_id);

CREATE INDEX exchange_importfile_batch_id_dfa39b2b ON public.exchange_importfile USING btree (batch_id);

CREATE INDEX exchange_importproblem_batch_id_66815b32 ON public.exchange_importproblem USING btree (batch_id);

CREATE INDEX fact_at ON public.posts_fact USING btree (path);

CREATE INDEX fact_group ON public.posts_fact USING btree ("group", group_id);

CREATE INDEX fact_listed ON public.posts_fact USING btree (code, path, text, id);

CREATE INDEX fact_over ON public.posts_fact USING btree (code, ends_before);

CREATE INDEX fact_sum_above ON public.posts_factsum USING btree (above, day);

CREATE INDEX grading_secondlook_unit_id_5d110afe ON public.grading_secondlook USING btree (unit_id);

CREATE INDEX grading_secondlooksheet_look_id_a5695f89 ON public.grading_secondlooksheet USING btree (look_id);

CREATE INDEX grading_secondlooksheet_meeting_id_fbbaebb5 ON public.grading_secondlooksheet USING btree (meeting_id);

CREATE INDEX grading_waitingsheet_unit_id_9afc0ed5 ON public.grading_waitingsheet USING btree (unit_id);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX indicators__month_2f1a1b_idx ON public.indicators_unitmonth USING btree (month, unit_id);

CREATE INDEX indicators__month_5e9c49_idx ON public.indicators_cellmonth USING btree (month, cell_id);

CREATE INDEX indicators_keptfact_name_18a94790_like ON public.indicators_keptfact USING btree (name varchar_pattern_ops);

CREATE INDEX indicators_keptmeasure_name_4864c365_like ON public.indicators_keptmeasure USING btree (name varchar_pattern_ops);

CREATE INDEX inputs_input_meeting_id_6a7992ee ON public.inputs_input USING btree (meeting_id);

CREATE INDEX inputs_input_secret_hash_1095b045_like ON public.inputs_input USING btree (secret_hash varchar_pattern_ops);

CREATE INDEX kept_figures_above ON public.indicators_keptfigures USING btree (above, months, first);

CREATE INDEX kept_figures_unit ON public.indicators_keptfigures USING btree (unit_id, months, first);

CREATE INDEX meetings_agendapoint_meeting_id_31eceeaa ON public.meetings_agendapoint USING btree (meeting_id);

CREATE INDEX meetings_attendance_meeting_id_296f48af ON public.meetings_attendance USING btree (meeting_id);

CREATE INDEX meetings_attendance_member_id_4b8f2006 ON public.meetings_attendance USING btree (member_id);

CREATE INDEX meetings_in_turn ON public.meetings_meeting USING btree (unit_id, month, held_on, id);

CREATE INDEX meetings_me_month_a826cb_idx ON public.meetings_meeting USING btree (month, state);

CREATE INDEX meetings_papertosend_meeting_id_c88def1f ON public.meetings_papertosend USING btree (meeting_id);

CREATE INDEX meetings_vote_meeting_id_cbb04bd6 ON public.meetings_vote USING btree (meeting_id);

CREATE INDEX member_card_mark ON public.members_member USING btree (card_mark);

CREATE INDEX member_ended_on ON public.members_member USING btree (state_on) WHERE ((state)::text = ANY ((ARRAY['transferred'::character varying, 'deceased'::character varying, 'left'::character varying])::text[]));

CREATE INDEX member_folded_name ON public.members_member USING btree (folded_name, unit_path, id);

CREATE INDEX member_phone_mark ON public.members_member USING btree (phone_mark);

CREATE INDEX members_cor_state_9e94c6_idx ON public.members_correctionproposal USING btree (state, sent_at, id);

CREATE INDEX members_correctionproposal_member_id_86952938 ON public.members_correctionproposal USING btree (member_id);

CREATE INDEX members_dossieritem_member_id_c13ba5eb ON public.members_dossieritem USING btree (member_id);

CREATE INDEX members_mem_born_on_bbf4cd_idx ON public.members_member USING btree (born_on);

CREATE INDEX members_mem_cell_id_ea06ac_idx ON public.members_member USING btree (cell_id, joined_on);

CREATE INDEX members_mem_name_ke_933876_idx ON public.members_member USING btree (name_key, id);

CREATE INDEX members_mem_search__60f4d6_gin ON public.members_member USING gin (search_words);

CREATE INDEX members_mem_unit_pa_11b5a0_idx ON public.members_member USING btree (unit_path, name_key, id);

CREATE INDEX members_member_cell_id_dfc773aa ON public.members_member USING btree (cell_id);

CREATE INDEX members_member_code_269704ec_like ON public.members_member USING btree (code varchar_pattern_ops);

CREATE INDEX members_mentoring_candidate_id_bdeb89a2 ON public.members_mentoring USING btree (candidate_id);

CREATE INDEX members_mentoring_cell_id_e0304542 ON public.members_mentoring USING btree (cell_id);

CREATE INDEX members_mentoring_instead_of_id_2483214b ON public.members_mentoring USING btree (instead_of_id);

CREATE INDEX members_mentoring_mentor_id_6988309f ON public.members_mentoring USING btree (mentor_id);

CREATE INDEX members_sta_cell_id_a622dc_idx ON public.members_stay USING btree (cell_id, starts_on);

CREATE INDEX members_sta_kind_cf1ef7_idx ON public.members_statechange USING btree (kind, until);

CREATE INDEX members_sta_member__185f48_idx ON public.members_statechange USING btree (member_id, "on", id);

CREATE INDEX members_sta_member__ef7dae_idx ON public.members_stay USING btree (member_id, starts_on);

CREATE INDEX members_statechange_cell_id_754042f5 ON public.members_statechange USING btree (cell_id);

CREATE INDEX members_statechange_member_id_e03742fb ON public.members_statechange USING btree (member_id);

CREATE INDEX members_statechange_transfer_id_ddd6ca97 ON public.members_statechange USING btree (transfer_id);

CREATE INDEX members_tra_from_ce_53495a_idx ON public.members_transfer USING btree (from_cell_id, issued_on);

CREATE INDEX members_tra_state_5b468e_idx ON public.members_transfer USING btree (state, issued_on, id);

CREATE INDEX members_tra_to_unit_e74cd2_idx ON public.members_transfer USING btree (to_unit_id, issued_on);

CREATE INDEX members_transfer_from_cell_id_74c69d0e ON public.members_transfer USING btree (from_cell_id);

CREATE INDEX members_transfer_issuer_id_a7199b96 ON public.members_transfer USING btree (issuer_id);

CREATE INDEX members_transfer_member_id_f0c60a6b ON public.members_transfer USING btree (member_id);

CREATE INDEX members_transfer_to_cell_id_9eb67f2e ON public.members_transfer USING btree (to_cell_id);

CREATE INDEX members_transfer_to_unit_id_8b3c8545 ON public.members_transfer USING btree (to_unit_id);

CREATE INDEX merge_gone_code ON public.duplicates_merge USING btree (gone_code) WHERE (undone_at IS NULL);

CREATE INDEX minutes_amendment_minutes_id_9c37cd41 ON public.minutes_amendment USING btree (minutes_id);

CREATE INDEX minutes_minutes_meeting_id_8a98ca15 ON public.minutes_minutes USING btree (meeting_id);

CREATE INDEX minutes_minutes_sitting_id_ecc6e19e ON public.minutes_minutes USING btree (sitting_id);

CREATE INDEX minutes_minutesopened_member_id_f7cd3624 ON public.minutes_minutesopened USING btree (member_id);

CREATE INDEX minutes_minutesopened_minutes_id_774b1d13 ON public.minutes_minutesopened USING btree (minutes_id);

CREATE INDEX minutes_signature_minutes_id_01acf1a2 ON public.minutes_signature USING btree (minutes_id);

CREATE INDEX moved_month_above ON public.indicators_movedmonth USING btree (above, month);

CREATE INDEX notices_delivery_notice_id_2d5dfa0c ON public.notices_delivery USING btree (notice_id);

CREATE INDEX notices_not_account_2d5cd6_idx ON public.notices_notice USING btree (account_id, id DESC);

CREATE INDEX notices_notice_account_id_01446394 ON public.notices_notice USING btree (account_id);

CREATE INDEX notices_unread ON public.notices_notice USING btree (account_id) WHERE (read_at IS NULL);

CREATE UNIQUE INDEX one_meeting_of_a_kind_at_a_time ON public.meetings_meeting USING btree (unit_id, held_on, kind, starts_at) NULLS NOT DISTINCT WHERE (NOT ((state)::text = 'planned'::text));

CREATE UNIQUE INDEX one_mentor_at_a_time ON public.members_mentoring USING btree (candidate_id) WHERE (ends_before IS NULL);

CREATE UNIQUE INDEX one_open_grant_of_a_role ON public.access_rolegrant USING btree (account_id, role, unit_id) NULLS NOT DISTINCT WHERE (ends_before IS NULL);

CREATE UNIQUE INDEX one_open_transfer_a_member ON public.members_transfer USING btree (member_id) WHERE ((state)::text = 'issued'::text);

CREATE UNIQUE INDEX one_plan_of_a_kind_a_month ON public.meetings_meeting USING btree (unit_id, month, kind) WHERE ((state)::text = 'planned'::text);

CREATE UNIQUE INDEX one_standing_edition ON public.minutes_minutes USING btree (meeting_id) WHERE (broken_at IS NULL);

CREATE UNIQUE INDEX one_standing_edition_of_chi_uy ON public.minutes_minutes USING btree (sitting_id) WHERE (broken_at IS NULL);

CREATE UNIQUE INDEX one_template_in_force_a_kind ON public.documents_owntemplate USING btree (unit_id, file_kind) WHERE ((ends_before IS NULL) AND (starts_on IS NOT NULL));

CREATE UNIQUE INDEX one_waiting_proposal_a_member ON public.members_correctionproposal USING btree (member_id) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX organisatio_is_cell_7af620_idx ON public.organisation_unit USING btree (is_cell, path);

CREATE INDEX organisatio_on_4d31af_idx ON public.organisation_unitchange USING btree ("on", kind);

CREATE INDEX organisatio_parent__227b24_idx ON public.organisation_unitstanding USING btree (parent_id, starts_on);

CREATE INDEX organisatio_parent__9c3f57_idx ON public.organisation_unit USING btree (parent_id, code);

CREATE INDEX organisatio_path_06a116_idx ON public.organisation_unitstanding USING btree (path, starts_on);

CREATE INDEX organisatio_receive_6ffe60_gin ON public.organisation_unitchange USING gin (receivers);

CREATE INDEX organisatio_search__e345d4_idx ON public.organisation_unit USING btree (search_key);

CREATE INDEX organisatio_state_e279ec_idx ON public.organisation_unitchange USING btree (state, "on");

CREATE INDEX organisatio_unit_id_be2be0_idx ON public.organisation_unitchange USING btree (unit_id, "on", id);

CREATE INDEX organisatio_unit_id_c637e8_idx ON public.organisation_unitstanding USING btree (unit_id, starts_on);

CREATE INDEX organisation_unit_code_102ddd3a_like ON public.organisation_unit USING btree (code varchar_pattern_ops);

CREATE INDEX organisation_unit_heir_id_1b96f8e9 ON public.organisation_unit USING btree (heir_id);

CREATE INDEX organisation_unit_parent_id_1a56e487 ON public.organisation_unit USING btree (parent_id);

CREATE INDEX organisation_unit_path_15ab4c91_like ON public.organisation_unit USING btree (path text_pattern_ops);

CREATE INDEX organisation_unitchange_caused_by_id_e78bfeee ON public.organisation_unitchange USING btree (caused_by_id);

CREATE INDEX organisation_unitchange_unit_id_fbed9184 ON public.organisation_unitchange USING btree (unit_id);

CREATE INDEX organisation_unitorigin_parent_id_5a72dda8 ON public.organisation_unitorigin USING btree (parent_id);

CREATE INDEX oversight_o_member__7242e3_idx ON public.oversight_overseeing USING btree (member_id, starts_on);

CREATE INDEX oversight_o_unit_id_c81a1b_idx ON public.oversight_overseeing USING btree (unit_id, starts_on);

CREATE INDEX oversight_overseeing_goes_on_from_id_93a6aefb ON public.oversight_overseeing USING btree (goes_on_from_id);

CREATE INDEX oversight_overseeing_member_id_7a391918 ON public.oversight_overseeing USING btree (member_id);

CREATE INDEX oversight_overseeing_unit_id_1d3f303b ON public.oversight_overseeing USING btree (unit_id);

CREATE INDEX paper_texts_by_words ON public.documents_papertext USING gin (words);

CREATE INDEX papers_in_by_words ON public.registers_incomingpaper USING gin (words);

CREATE INDEX papers_in_of_a_unit ON public.registers_incomingpaper USING btree (unit_id, received_on DESC, id DESC);

CREATE INDEX papers_of_a_unit ON public.documents_papernumber USING btree (unit_id, issued_on DESC, id DESC);

CREATE INDEX periodic_asking_unit_id_f35942fc ON public.periodic_asking USING btree (unit_id);

CREATE INDEX periodic_linecomment_report_id_092a2a54 ON public.periodic_linecomment USING btree (report_id);

CREATE INDEX periodic_of_a_period ON public.periodic_periodicreport USING btree (form, starts_on, unit_id);

CREATE INDEX periodic_periodicreport_unit_id_3c7fd731 ON public.periodic_periodicreport USING btree (unit_id);

CREATE INDEX periodic_periodicstep_report_id_cf24725f ON public.periodic_periodicstep USING btree (report_id);

CREATE INDEX periodic_seal_report_id_f82031a0 ON public.periodic_seal USING btree (report_id);

CREATE INDEX periodic_to_look_at ON public.periodic_periodicreport USING btree (looked_on, id) WHERE ((state)::text = 'accepted'::text);

CREATE INDEX places_plac_commune_44dc40_idx ON public.places_place USING btree (commune_id, kind, key);

CREATE INDEX places_place_became_id_596a8fdf ON public.places_place USING btree (became_id);

CREATE INDEX places_place_commune_id_8eb2d857 ON public.places_place USING btree (commune_id);

CREATE INDEX places_place_followed_id_d7104081 ON public.places_place USING btree (followed_id);

CREATE INDEX plans_plan_body_id_ec17d801 ON public.plans_plan USING btree (body_id);

CREATE INDEX plans_plan_body_id_efae6b_idx ON public.plans_plan USING btree (body_id, state);

CREATE INDEX plans_plan_state_bca89b_idx ON public.plans_plan USING btree (state, "on");

CREATE INDEX plans_planline_change_id_6d7add87 ON public.plans_planline USING btree (change_id);

CREATE INDEX plans_planline_plan_id_2839c7cb ON public.plans_planline USING btree (plan_id);

CREATE INDEX plans_plans_plan_id_70394b_idx ON public.plans_planstep USING btree (plan_id, id);

CREATE INDEX plans_planstep_plan_id_516902a8 ON public.plans_planstep USING btree (plan_id);

CREATE INDEX posts_congress_unit_id_840b65ca ON public.posts_congress USING btree (unit_id);

CREATE INDEX posts_post_followed_id_4f5bebee ON public.posts_post USING btree (followed_id);

CREATE INDEX posts_post_member__e33f91_idx ON public.posts_post USING btree (member_id, starts_on);

CREATE INDEX posts_post_member_id_42573494 ON public.posts_post USING btree (member_id);

CREATE INDEX posts_post_unit_id_8eab6f09 ON public.posts_post USING btree (unit_id);

CREATE INDEX posts_post_unit_id_9b5a1c_idx ON public.posts_post USING btree (unit_id, kind, starts_on);

CREATE INDEX posts_postend_post_id_11d29ee7 ON public.posts_postend USING btree (post_id);

CREATE INDEX posts_posttarget_unit_id_6c43888e ON public.posts_posttarget USING btree (unit_id);

CREATE INDEX posts_term_due_on_7a3daf_idx ON public.posts_term USING btree (due_on, id);

CREATE INDEX posts_term_unit_id_149edcc0 ON public.posts_term USING btree (unit_id);

CREATE INDEX privacy_breach_unit_id_e194258d ON public.privacy_breach USING btree (unit_id);

CREATE INDEX privacy_dat_state_1968d5_idx ON public.privacy_datarequest USING btree (state, due_on, id);

CREATE INDEX privacy_datarequest_member_id_20768a25 ON public.privacy_datarequest USING btree (member_id);

CREATE INDEX privacy_restriction_member_id_1355eec4 ON public.privacy_restriction USING btree (member_id);

CREATE INDEX privacy_restriction_request_id_3bcceeb2 ON public.privacy_restriction USING btree (request_id);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE INDEX radar_knownhit_unit_id_cc7fe45f ON public.radar_knownhit USING btree (unit_id);

CREATE INDEX registers_incomingpaper_directive_id_8f7e6a5b ON public.registers_incomingpaper USING btree (directive_id);

CREATE INDEX registers_incomingpaper_unit_id_2cbb52e6 ON public.registers_incomingpaper USING btree (unit_id);

CREATE INDEX remedies_remedy_shortcoming_id_6fe0937e ON public.remedies_remedy USING btree (shortcoming_id);

CREATE INDEX remedies_remedy_task_id_e53bfd79 ON public.remedies_remedy USING btree (task_id);

CREATE INDEX remedies_sh_unit_id_7c49f5_idx ON public.remedies_shortcoming USING btree (unit_id, year);

CREATE INDEX remedies_sh_year_c5e35b_idx ON public.remedies_shortcoming USING btree (year, unit_id);

CREATE INDEX remedies_shortcoming_unit_id_dd3c7dbd ON public.remedies_shortcoming USING btree (unit_id);

CREATE INDEX reports_mon_month_9bcd1a_idx ON public.reports_monthlyreport USING btree (month, state);

CREATE INDEX reports_monthlyreport_unit_id_715003e1 ON public.reports_monthlyreport USING btree (unit_id);

CREATE INDEX reports_paperbundle_unit_id_75c41f3b ON public.reports_paperbundle USING btree (unit_id);

CREATE INDEX reports_reportcomment_report_id_c0ddf1d6 ON public.reports_reportcomment USING btree (report_id);

CREATE INDEX reports_reportevent_report_id_5031d186 ON public.reports_reportevent USING btree (report_id);

CREATE INDEX reports_waiting_of_a_unit ON public.reports_monthlyreport USING btree (unit_id) WHERE ((state)::text = 'submitted'::text);

CREATE INDEX reports_waiting_oldest_first ON public.reports_monthlyreport USING btree (submitted_at, id) WHERE ((state)::text = 'submitted'::text);

CREATE INDEX rulebook_localpack_replaces_id_215a679a ON public.rulebook_localpack USING btree (replaces_id);

CREATE INDEX rulebook_localpack_unit_id_507422cc ON public.rulebook_localpack USING btree (unit_id);

CREATE INDEX scoring_scoreline_sheet_id_66ebcf1c ON public.scoring_scoreline USING btree (sheet_id);

CREATE INDEX scoring_scoresheet_vote_id_2c46e800 ON public.scoring_scoresheet USING btree (vote_id);

CREATE INDEX sheets_awaiting_official ON public.scoring_scoresheet USING btree (meeting_id) WHERE ((official_total IS NULL) AND (self_total IS NOT NULL));

CREATE INDEX signin_brakedtries_target_0d4e0c22_like ON public.signin_brakedtries USING btree (target varchar_pattern_ops);

CREATE INDEX signin_passkey_account_id_6b1e74db ON public.signin_passkey USING btree (account_id);

CREATE INDEX signin_recoverycode_account_id_a2f7e510 ON public.signin_recoverycode USING btree (account_id);

CREATE INDEX sittings_ballotcount_meeting_id_0624f636 ON public.sittings_ballotcount USING btree (meeting_id);

CREATE INDEX sittings_opinion_meeting_id_1c164f4e ON public.sittings_opinion USING btree (meeting_id);

CREATE INDEX sittings_opinion_point_id_a6512909 ON public.sittings_opinion USING btree (point_id);

CREATE INDEX sittings_partattendance_meeting_id_cf51b4bb ON public.sittings_partattendance USING btree (meeting_id);

CREATE INDEX sittings_partattendance_member_id_e1a13934 ON public.sittings_partattendance USING btree (member_id);

CREATE INDEX sittings_presencerequest_meeting_id_b77638e7 ON public.sittings_presencerequest USING btree (meeting_id);

CREATE INDEX sittings_presencerequest_member_id_b75d9a8f ON public.sittings_presencerequest USING btree (member_id);

CREATE INDEX sittings_printedlist_meeting_id_cadc7f93 ON public.sittings_printedlist USING btree (meeting_id);

CREATE INDEX sittings_remark_meeting_id_dc55cf13 ON public.sittings_remark USING btree (meeting_id);

CREATE INDEX sittings_reservation_meeting_id_0c96dab6 ON public.sittings_reservation USING btree (meeting_id);

CREATE INDEX sittings_reservation_vote_id_b9d084fd ON public.sittings_reservation USING btree (vote_id);

CREATE INDEX sittings_screen_point_id_e91d822f ON public.sittings_screen USING btree (point_id);

CREATE INDEX sittings_suggestion_meeting_id_3348d19f ON public.sittings_suggestion USING btree (meeting_id);

CREATE INDEX sittings_visitor_meeting_id_7153d067 ON public.sittings_visitor USING btree (meeting_id);

CREATE INDEX sittings_visitor_member_id_8f1dc0c0 ON public.sittings_visitor USING btree (member_id);

CREATE INDEX standing_words ON public.organisation_unitstanding USING gin (array_to_tsvector(array_remove(regexp_split_to_array(name_key, '[^a-z0-9]+'::text), ''::text)));

CREATE INDEX statistics__year_23adf2_idx ON public.statistics_typednumber USING btree (year, period, key, unit_id);

CREATE INDEX statistics_typednumber_unit_id_45ab6722 ON public.statistics_typednumber USING btree (unit_id);

CREATE INDEX summations__unit_id_f746a2_idx ON public.summations_summation USING btree (unit_id, last_year DESC, id DESC);

CREATE INDEX summations_summation_directive_id_dcd396c9 ON public.summations_summation USING btree (directive_id);

CREATE INDEX summations_summation_resolution_id_041b9d83 ON public.summations_summation USING btree (resolution_id);

CREATE INDEX summations_summation_unit_id_73a789a1 ON public.summations_summation USING btree (unit_id);

CREATE INDEX summations_summationversion_summation_id_5e837ede ON public.summations_summationversion USING btree (summation_id);

CREATE INDEX targets_target_unit_id_2ed4256f ON public.targets_target USING btree (unit_id);

CREATE INDEX tasks_task_joined_to_id_7f79190c ON public.tasks_task USING btree (joined_to_id);

CREATE INDEX tasks_task_origin_328c17_idx ON public.tasks_task USING btree (origin);

CREATE INDEX tasks_task_owner_i_6f7bbd_idx ON public.tasks_task USING btree (owner_id, state);

CREATE INDEX tasks_task_owner_id_db3dcc3e ON public.tasks_task USING btree (owner_id);

CREATE INDEX tasks_task_unit_id_1cb4ac_idx ON public.tasks_task USING btree (unit_id, state, due_on);

CREATE INDEX tasks_task_unit_id_80256504 ON public.tasks_task USING btree (unit_id);

CREATE INDEX tasks_taskhandover_from_unit_id_9500659b ON public.tasks_taskhandover USING btree (from_unit_id);

CREATE INDEX tasks_taskhandover_task_id_e2cbd0af ON public.tasks_taskhandover USING btree (task_id);

CREATE INDEX tasks_tasknote_task_id_42feafc0 ON public.tasks_tasknote USING btree (task_id);

CREATE INDEX tasks_taskr_at_ref_39d531_idx ON public.tasks_taskreview USING btree (at_ref);

CREATE INDEX tasks_taskreview_task_id_57a8a263 ON public.tasks_taskreview USING btree (task_id);

CREATE INDEX tokens_toke_account_3ec50f_idx ON public.tokens_token USING btree (account_id, issued_at DESC);

CREATE INDEX tokens_token_account_id_2130b86d ON public.tokens_token USING btree (account_id);

CREATE INDEX tokens_token_mark_f5b2bfae_like ON public.tokens_token USING btree (mark varchar_pattern_ops);

CREATE INDEX tokens_token_unit_id_dbbaa686 ON public.tokens_token USING btree (unit_id);

CREATE INDEX topics_plan_month_0c4d9d_idx ON public.topics_plannedtopic USING btree (month, unit_id);

CREATE INDEX topics_plannedtopic_drafter_id_fc877ae9 ON public.topics_plannedtopic USING btree (drafter_id);

CREATE INDEX topics_plannedtopic_source_id_57f35a74 ON public.topics_plannedtopic USING btree (source_id);

CREATE INDEX topics_plannedtopic_unit_id_f2226f58 ON public.topics_plannedtopic USING btree (unit_id);

CREATE INDEX topics_topi_shared__732625_idx ON public.topics_topic USING btree (shared_in_id, shared_on DESC);

CREATE INDEX topics_topic_maker_id_0bea586f ON public.topics_topic USING btree (maker_id);

CREATE INDEX topics_topic_shared_in_id_711c5566 ON public.topics_topic USING btree (shared_in_id);

CREATE INDEX topics_topicfile_topic_id_86d198cb ON public.topics_topicfile USING btree (topic_id);

CREATE INDEX topics_topicremark_topic_id_b1f4a40c ON public.topics_topicremark USING btree (topic_id);

CREATE INDEX topics_topicremark_unit_id_c24f65f4 ON public.topics_topicremark USING btree (unit_id);

CREATE INDEX trail_canary_member_id_83ff6a0e ON public.trail_canary USING btree (member_id);

CREATE INDEX training_enrolment_member_id_94a14a85 ON public.training_enrolment USING btree (member_id);

CREATE INDEX training_enrolment_training_class_id_2eb75b02 ON public.training_enrolment USING btree (training_class_id);

CREATE INDEX training_tr_unit_id_8eb701_idx ON public.training_trainingclass USING btree (unit_id, starts_on);

CREATE INDEX training_trainingclass_code_2497dfad_like ON public.training_trainingclass USING btree (code varchar_pattern_ops);

CREATE INDEX training_trainingclass_unit_id_dbb4213d ON public.training_trainingclass USING btree (unit_id);

CREATE INDEX unit_month_above ON public.indicators_unitmonth USING btree (above, month);

CREATE INDEX unit_month_doubt ON public.indicators_unitmonth USING btree (unit_id) WHERE in_doubt;

CREATE INDEX unit_words ON public.organisation_unit USING gin (array_to_tsvector(array_remove(regexp_split_to_array(search_key, '[^a-z0-9]+'::text), ''::text)));

CREATE INDEX waiting_in_turn ON public.grading_waitingsheet USING btree (month DESC, path, meeting_id);

CREATE TRIGGER core_auditevent_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.core_auditevent FOR EACH STATEMENT EXECUTE FUNCTION public.core_refuse_change();

CREATE TRIGGER core_auditevent_awaits_seal AFTER INSERT ON public.core_auditevent REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.core_await_seal();

CREATE TRIGGER core_trailbatch_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.core_trailbatch FOR EACH STATEMENT EXECUTE FUNCTION public.core_refuse_change();

CREATE TRIGGER core_trailleaf_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.core_trailleaf FOR EACH STATEMENT EXECUTE FUNCTION public.core_refuse_change();

CREATE TRIGGER grading_waits_delete AFTER DELETE ON public.reports_monthlyreport FOR EACH ROW WHEN (((old.state)::text = ANY ((ARRAY['submitted'::character varying, 'accepted'::character varying])::text[]))) EXECUTE FUNCTION public.grading_of_report();

CREATE TRIGGER grading_waits_delete AFTER DELETE ON public.scoring_scoresheet FOR EACH ROW EXECUTE FUNCTION public.grading_of_sheet();

CREATE TRIGGER grading_waits_insert AFTER INSERT ON public.reports_monthlyreport FOR EACH ROW WHEN (((new.state)::text = ANY ((ARRAY['submitted'::character varying, 'accepted'::character varying])::text[]))) EXECUTE FUNCTION public.grading_of_report();

CREATE TRIGGER grading_waits_insert AFTER INSERT ON public.scoring_scoresheet FOR EACH ROW WHEN (((new.self_total IS NOT NULL) AND (new.official_total IS NULL))) EXECUTE FUNCTION public.grading_of_sheet();

CREATE TRIGGER grading_waits_update AFTER UPDATE ON public.meetings_meeting FOR EACH ROW WHEN (((((old.state)::text = 'planned'::text) <> ((new.state)::text = 'planned'::text)) OR ((old.origin)::text <> (new.origin)::text) OR (old.unit_id <> new.unit_id) OR (old.month <> new.month) OR (old.held_on IS DISTINCT FROM new.held_on))) EXECUTE FUNCTION public.grading_of_meeting();

CREATE TRIGGER grading_waits_update AFTER UPDATE ON public.organisation_unit FOR EACH ROW WHEN ((old.path <> new.path)) EXECUTE FUNCTION public.grading_of_place();

CREATE TRIGGER grading_waits_update AFTER UPDATE ON public.reports_monthlyreport FOR EACH ROW WHEN ((((old.state)::text = ANY ((ARRAY['submitted'::character varying, 'accepted'::character varying])::text[])) <> ((new.state)::text = ANY ((ARRAY['submitted'::character varying, 'accepted'::character varying])::text[])))) EXECUTE FUNCTION public.grading_of_report();

CREATE TRIGGER grading_waits_update AFTER UPDATE ON public.scoring_scoresheet FOR EACH ROW WHEN (((old.self_total IS DISTINCT FROM new.self_total) OR ((old.official_total IS NULL) <> (new.official_total IS NULL)) OR (old.meeting_id <> new.meeting_id))) EXECUTE FUNCTION public.grading_of_sheet();

CREATE TRIGGER indicators_closed_delete AFTER DELETE ON public.indicators_keptfigures REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_keep_what_was_closed();

CREATE TRIGGER indicators_closed_insert AFTER INSERT ON public.indicators_keptfigures REFERENCING NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_keep_what_was_closed();

CREATE TRIGGER indicators_closed_update AFTER UPDATE ON public.indicators_keptfigures REFERENCING OLD TABLE AS was NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_keep_what_was_closed();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.meetings_cellhabit REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_meetings_cellhabit();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.meetings_meeting REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_meetings_meeting();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.members_member REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_member();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.members_statechange REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_statechange();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.members_stay REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_stay();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.organisation_unit REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unit();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.organisation_unitchange REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unitchange();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.organisation_unitstanding REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unitstanding();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.posts_fact REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_posts_fact();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.reports_monthlyreport REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_reports_monthlyreport();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.scoring_scoresheet REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_scoring_scoresheet();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.training_enrolment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_training_enrolment();

CREATE TRIGGER indicators_mark_delete AFTER DELETE ON public.training_trainingclass REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_training_trainingclass();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.meetings_cellhabit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_meetings_cellhabit();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.meetings_meeting REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_meetings_meeting();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.members_member REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_member();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.members_statechange REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_statechange();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.members_stay REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_stay();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.organisation_unit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unit();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.organisation_unitchange REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unitchange();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.organisation_unitstanding REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unitstanding();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.posts_fact REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_posts_fact();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.reports_monthlyreport REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_reports_monthlyreport();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.scoring_scoresheet REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_scoring_scoresheet();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.training_enrolment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_training_enrolment();

CREATE TRIGGER indicators_mark_insert AFTER INSERT ON public.training_trainingclass REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_training_trainingclass();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.meetings_cellhabit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_meetings_cellhabit();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.meetings_meeting REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_meetings_meeting();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.members_member REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_member();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.members_statechange REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_statechange();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.members_stay REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_members_stay();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.organisation_unit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unit();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.organisation_unitchange REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unitchange();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.organisation_unitstanding REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_organisation_unitstanding();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.posts_fact REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_posts_fact();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.reports_monthlyreport REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_reports_monthlyreport();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.scoring_scoresheet REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_scoring_scoresheet();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.training_enrolment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_training_enrolment();

CREATE TRIGGER indicators_mark_update AFTER UPDATE ON public.training_trainingclass REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_mark_training_trainingclass();

CREATE TRIGGER posts_mark_delete AFTER DELETE ON public.members_member REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_delete_members_member();

CREATE TRIGGER posts_mark_delete AFTER DELETE ON public.members_stay REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_delete_members_stay();

CREATE TRIGGER posts_mark_delete AFTER DELETE ON public.organisation_unit REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_delete_organisation_unit();

CREATE TRIGGER posts_mark_delete AFTER DELETE ON public.organisation_unitstanding REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_delete_organisation_unitstanding();

CREATE TRIGGER posts_mark_delete AFTER DELETE ON public.places_place REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_delete_places_place();

CREATE TRIGGER posts_mark_delete AFTER DELETE ON public.posts_post REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_delete_posts_post();

CREATE TRIGGER posts_mark_insert AFTER INSERT ON public.members_stay REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_insert_members_stay();

CREATE TRIGGER posts_mark_insert AFTER INSERT ON public.organisation_unit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_insert_organisation_unit();

CREATE TRIGGER posts_mark_insert AFTER INSERT ON public.organisation_unitstanding REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_insert_organisation_unitstanding();

CREATE TRIGGER posts_mark_insert AFTER INSERT ON public.places_place REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_insert_places_place();

CREATE TRIGGER posts_mark_insert AFTER INSERT ON public.posts_post REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_insert_posts_post();

CREATE TRIGGER posts_mark_update AFTER UPDATE ON public.members_member REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_update_members_member();

CREATE TRIGGER posts_mark_update AFTER UPDATE ON public.members_stay REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_update_members_stay();

CREATE TRIGGER posts_mark_update AFTER UPDATE ON public.organisation_unit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_update_organisation_unit();

CREATE TRIGGER posts_mark_update AFTER UPDATE ON public.organisation_unitstanding REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_update_organisation_unitstanding();

CREATE TRIGGER posts_mark_update AFTER UPDATE ON public.places_place REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_update_places_place();

CREATE TRIGGER posts_mark_update AFTER UPDATE ON public.posts_post REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.posts_mark_update_posts_post();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

ALTER TABLE ONLY public.access_account
    ADD CONSTRAINT access_account_member_id_1ed7bfe2_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.access_opensession
    ADD CONSTRAINT access_opensession_account_id_a7d5ddc9_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.access_roleend
    ADD CONSTRAINT access_roleend_grant_id_92156968_fk_access_rolegrant_id FOREIGN KEY (grant_id) REFERENCES public.access_rolegrant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.access_rolegrant
    ADD CONSTRAINT access_rolegrant_account_id_6dd9dfeb_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.access_rolegrant
    ADD CONSTRAINT access_rolegrant_unit_id_dc2fff75_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.access_secondask
    ADD CONSTRAINT access_secondask_account_id_4dbafe4e_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.access_secondask
    ADD CONSTRAINT access_secondask_asked_by_id_2ec56caf_fk_access_account_id FOREIGN KEY (asked_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.access_secondask
    ADD CONSTRAINT access_secondask_decided_by_id_b2a0af97_fk_access_account_id FOREIGN KEY (decided_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.access_secondask
    ADD CONSTRAINT access_secondask_unit_id_ab02f238_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attending_absence
    ADD CONSTRAINT attending_absence_meeting_id_187251ea_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attending_absence
    ADD CONSTRAINT attending_absence_member_id_b9766f27_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attending_paperseen
    ADD CONSTRAINT attending_paperseen_member_id_c00d2347_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attending_paperseen
    ADD CONSTRAINT attending_paperseen_paper_id_981c18a7_fk_meetings_ FOREIGN KEY (paper_id) REFERENCES public.meetings_papertosend(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.badges_agegap
    ADD CONSTRAINT badges_agegap_member_id_46b2df78_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.badges_badge
    ADD CONSTRAINT badges_badge_member_id_44602683_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.badges_badgewait
    ADD CONSTRAINT badges_badgewait_member_id_0d90b124_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.calendars_calendarfeed
    ADD CONSTRAINT calendars_calendarfeed_account_id_38919484_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.calendars_calendarfeed
    ADD CONSTRAINT calendars_calendarfeed_unit_id_8b96ee07_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.committee_meetings_committeemeeting
    ADD CONSTRAINT committee_meetings_c_meeting_id_1359c625_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.committee_meetings_committeeattendance
    ADD CONSTRAINT committee_meetings_c_member_id_64afea4e_fk_members_m FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.committee_meetings_committeepoint
    ADD CONSTRAINT committee_meetings_c_sitting_id_2ad53aae_fk_committee FOREIGN KEY (sitting_id) REFERENCES public.committee_meetings_committeemeeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.committee_meetings_committeeattendance
    ADD CONSTRAINT committee_meetings_c_sitting_id_d79773ca_fk_committee FOREIGN KEY (sitting_id) REFERENCES public.committee_meetings_committeemeeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.committee_meetings_committeemeeting
    ADD CONSTRAINT committee_meetings_c_unit_id_2c0d9493_fk_organisat FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deadlines_certificate
    ADD CONSTRAINT deadlines_certificate_cell_id_76cfe2bb_fk_organisation_unit_id FOREIGN KEY (cell_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_call
    ADD CONSTRAINT directives_call_directive_id_6e537c92_fk_directive FOREIGN KEY (directive_id) REFERENCES public.directives_directive(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_directive
    ADD CONSTRAINT directives_directive_based_on_id_f9afe701_fk_directive FOREIGN KEY (based_on_id) REFERENCES public.directives_directive(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_directive
    ADD CONSTRAINT directives_directive_unit_id_22b767e5_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_owntemplate
    ADD CONSTRAINT documents_owntemplate_unit_id_7374f4cb_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_papercounter
    ADD CONSTRAINT documents_papercounter_unit_id_c39ef6e7_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_papernumber
    ADD CONSTRAINT documents_papernumber_unit_id_7b181388_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_papertext
    ADD CONSTRAINT documents_papertext_paper_id_ef9933aa_fk_documents FOREIGN KEY (paper_id) REFERENCES public.documents_papernumber(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_meeting_id_84b577c8_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.drafts_draftsentence
    ADD CONSTRAINT drafts_draftsentence_draft_id_57ea6dd8_fk_drafts_draft_id FOREIGN KEY (draft_id) REFERENCES public.drafts_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dues_duesentry
    ADD CONSTRAINT dues_duesentry_guest_id_ba0fbd4b_fk_members_transfer_id FOREIGN KEY (guest_id) REFERENCES public.members_transfer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dues_duesentry
    ADD CONSTRAINT dues_duesentry_member_id_722efea1_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dues_duesentry
    ADD CONSTRAINT dues_duesentry_sheet_id_17cf2aa0_fk_dues_duessheet_id FOREIGN KEY (sheet_id) REFERENCES public.dues_duessheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dues_duespayment
    ADD CONSTRAINT dues_duespayment_book_id_0ee71c73_fk_dues_duessheet_id FOREIGN KEY (book_id) REFERENCES public.dues_duessheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dues_duespayment
    ADD CONSTRAINT dues_duespayment_entry_id_a45549de_fk_dues_duesentry_id FOREIGN KEY (entry_id) REFERENCES public.dues_duesentry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dues_duesrate
    ADD CONSTRAINT dues_duesrate_member_id_2b9da50a_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dues_duessetting
    ADD CONSTRAINT dues_duessetting_unit_id_66a352f8_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dues_duessheet
    ADD CONSTRAINT dues_duessheet_unit_id_87f4f108_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.duplicates_mergedrow
    ADD CONSTRAINT duplicates_mergedrow_merge_id_109a13c9_fk_duplicates_merge_id FOREIGN KEY (merge_id) REFERENCES public.duplicates_merge(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_importbatch
    ADD CONSTRAINT exchange_importbatch_unit_id_9366e132_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_importchange
    ADD CONSTRAINT exchange_importchang_batch_id_2a3c525d_fk_exchange_ FOREIGN KEY (batch_id) REFERENCES public.exchange_importbatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_importfile
    ADD CONSTRAINT exchange_importfile_batch_id_dfa39b2b_fk_exchange_ FOREIGN KEY (batch_id) REFERENCES public.exchange_importbatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_importproblem
    ADD CONSTRAINT exchange_importprobl_batch_id_66815b32_fk_exchange_ FOREIGN KEY (batch_id) REFERENCES public.exchange_importbatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_importprogress
    ADD CONSTRAINT exchange_importprogr_batch_id_50e600a7_fk_exchange_ FOREIGN KEY (batch_id) REFERENCES public.exchange_importbatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.grading_secondlook
    ADD CONSTRAINT grading_secondlook_unit_id_5d110afe_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.grading_secondlooksheet
    ADD CONSTRAINT grading_secondlooksh_look_id_a5695f89_fk_grading_s FOREIGN KEY (look_id) REFERENCES public.grading_secondlook(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.grading_secondlooksheet
    ADD CONSTRAINT grading_secondlooksh_meeting_id_fbbaebb5_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.inputs_input
    ADD CONSTRAINT inputs_input_meeting_id_6a7992ee_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_agendapoint
    ADD CONSTRAINT meetings_agendapoint_meeting_id_31eceeaa_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_attendance
    ADD CONSTRAINT meetings_attendance_meeting_id_296f48af_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_attendance
    ADD CONSTRAINT meetings_attendance_member_id_4b8f2006_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_cellhabit
    ADD CONSTRAINT meetings_cellhabit_unit_id_c3c42e74_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_unit_id_b15bcfb2_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_papertosend
    ADD CONSTRAINT meetings_papertosend_meeting_id_c88def1f_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_vote
    ADD CONSTRAINT meetings_vote_meeting_id_cbb04bd6_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_correctionproposal
    ADD CONSTRAINT members_correctionpr_member_id_86952938_fk_members_m FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_dossieritem
    ADD CONSTRAINT members_dossieritem_member_id_c13ba5eb_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_member
    ADD CONSTRAINT members_member_cell_id_dfc773aa_fk_organisation_unit_id FOREIGN KEY (cell_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_mentoring
    ADD CONSTRAINT members_mentoring_candidate_id_bdeb89a2_fk_members_member_id FOREIGN KEY (candidate_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_mentoring
    ADD CONSTRAINT members_mentoring_cell_id_e0304542_fk_organisation_unit_id FOREIGN KEY (cell_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_mentoring
    ADD CONSTRAINT members_mentoring_instead_of_id_2483214b_fk_members_m FOREIGN KEY (instead_of_id) REFERENCES public.members_mentoring(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_mentoring
    ADD CONSTRAINT members_mentoring_mentor_id_6988309f_fk_members_member_id FOREIGN KEY (mentor_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_statechange
    ADD CONSTRAINT members_statechange_cell_id_754042f5_fk_organisation_unit_id FOREIGN KEY (cell_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_statechange
    ADD CONSTRAINT members_statechange_member_id_e03742fb_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_statechange
    ADD CONSTRAINT members_statechange_transfer_id_ddd6ca97_fk_members_transfer_id FOREIGN KEY (transfer_id) REFERENCES public.members_transfer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_stay
    ADD CONSTRAINT members_stay_cell_id_43637c56_fk_organisation_unit_id FOREIGN KEY (cell_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_stay
    ADD CONSTRAINT members_stay_member_id_36d823c9_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_transfer
    ADD CONSTRAINT members_transfer_from_cell_id_74c69d0e_fk_organisation_unit_id FOREIGN KEY (from_cell_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_transfer
    ADD CONSTRAINT members_transfer_issuer_id_a7199b96_fk_organisation_unit_id FOREIGN KEY (issuer_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_transfer
    ADD CONSTRAINT members_transfer_member_id_f0c60a6b_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_transfer
    ADD CONSTRAINT members_transfer_to_cell_id_9eb67f2e_fk_organisation_unit_id FOREIGN KEY (to_cell_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.members_transfer
    ADD CONSTRAINT members_transfer_to_unit_id_8b3c8545_fk_organisation_unit_id FOREIGN KEY (to_unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.minutes_amendment
    ADD CONSTRAINT minutes_amendment_minutes_id_9c37cd41_fk_minutes_minutes_id FOREIGN KEY (minutes_id) REFERENCES public.minutes_minutes(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.minutes_minutes
    ADD CONSTRAINT minutes_minutes_meeting_id_8a98ca15_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.minutes_minutes
    ADD CONSTRAINT minutes_minutes_sitting_id_ecc6e19e_fk_committee FOREIGN KEY (sitting_id) REFERENCES public.committee_meetings_committeemeeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.minutes_minutesopened
    ADD CONSTRAINT minutes_minutesopened_member_id_f7cd3624_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.minutes_minutesopened
    ADD CONSTRAINT minutes_minutesopened_minutes_id_774b1d13_fk_minutes_minutes_id FOREIGN KEY (minutes_id) REFERENCES public.minutes_minutes(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.minutes_signature
    ADD CONSTRAINT minutes_signature_minutes_id_01acf1a2_fk_minutes_minutes_id FOREIGN KEY (minutes_id) REFERENCES public.minutes_minutes(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_notice_id_2d5dfa0c_fk_notices_notice_id FOREIGN KEY (notice_id) REFERENCES public.notices_notice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_account_id_01446394_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notices_noticechoice
    ADD CONSTRAINT notices_noticechoice_account_id_efd9fdb6_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_unit
    ADD CONSTRAINT organisation_unit_heir_id_1b96f8e9_fk_organisation_unit_id FOREIGN KEY (heir_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_unit
    ADD CONSTRAINT organisation_unit_parent_id_1a56e487_fk_organisation_unit_id FOREIGN KEY (parent_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_unitchange
    ADD CONSTRAINT organisation_unitcha_caused_by_id_e78bfeee_fk_organisat FOREIGN KEY (caused_by_id) REFERENCES public.organisation_unitchange(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_unitchange
    ADD CONSTRAINT organisation_unitcha_unit_id_fbed9184_fk_organisat FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_unitorigin
    ADD CONSTRAINT organisation_unitori_parent_id_5a72dda8_fk_organisat FOREIGN KEY (parent_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_unitorigin
    ADD CONSTRAINT organisation_unitori_unit_id_d913d188_fk_organisat FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_unitstanding
    ADD CONSTRAINT organisation_unitsta_unit_id_3f64c390_fk_organisat FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.oversight_overseeing
    ADD CONSTRAINT oversight_overseeing_goes_on_from_id_93a6aefb_fk_oversight FOREIGN KEY (goes_on_from_id) REFERENCES public.oversight_overseeing(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.oversight_overseeing
    ADD CONSTRAINT oversight_overseeing_member_id_7a391918_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.oversight_overseeing
    ADD CONSTRAINT oversight_overseeing_unit_id_1d3f303b_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.periodic_asking
    ADD CONSTRAINT periodic_asking_unit_id_f35942fc_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.periodic_linecomment
    ADD CONSTRAINT periodic_linecomment_report_id_092a2a54_fk_periodic_ FOREIGN KEY (report_id) REFERENCES public.periodic_periodicreport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.periodic_periodicreport
    ADD CONSTRAINT periodic_periodicrep_unit_id_3c7fd731_fk_organisat FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.periodic_periodicstep
    ADD CONSTRAINT periodic_periodicste_report_id_cf24725f_fk_periodic_ FOREIGN KEY (report_id) REFERENCES public.periodic_periodicreport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.periodic_seal
    ADD CONSTRAINT periodic_seal_report_id_f82031a0_fk_periodic_periodicreport_id FOREIGN KEY (report_id) REFERENCES public.periodic_periodicreport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.places_place
    ADD CONSTRAINT places_place_became_id_596a8fdf_fk_places_place_id FOREIGN KEY (became_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.places_place
    ADD CONSTRAINT places_place_commune_id_8eb2d857_fk_organisation_unit_id FOREIGN KEY (commune_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.places_place
    ADD CONSTRAINT places_place_followed_id_d7104081_fk_places_place_id FOREIGN KEY (followed_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_body_id_ec17d801_fk_organisation_unit_id FOREIGN KEY (body_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_planline
    ADD CONSTRAINT plans_planline_change_id_6d7add87_fk_organisation_unitchange_id FOREIGN KEY (change_id) REFERENCES public.organisation_unitchange(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_planline
    ADD CONSTRAINT plans_planline_plan_id_2839c7cb_fk_plans_plan_id FOREIGN KEY (plan_id) REFERENCES public.plans_plan(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_planstep
    ADD CONSTRAINT plans_planstep_plan_id_516902a8_fk_plans_plan_id FOREIGN KEY (plan_id) REFERENCES public.plans_plan(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.posts_congress
    ADD CONSTRAINT posts_congress_unit_id_840b65ca_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.posts_post
    ADD CONSTRAINT posts_post_followed_id_4f5bebee_fk_posts_post_id FOREIGN KEY (followed_id) REFERENCES public.posts_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.posts_post
    ADD CONSTRAINT posts_post_member_id_42573494_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.posts_post
    ADD CONSTRAINT posts_post_unit_id_8eab6f09_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.posts_postend
    ADD CONSTRAINT posts_postend_post_id_11d29ee7_fk_posts_post_id FOREIGN KEY (post_id) REFERENCES public.posts_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.posts_posttarget
    ADD CONSTRAINT posts_posttarget_unit_id_6c43888e_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.posts_term
    ADD CONSTRAINT posts_term_unit_id_149edcc0_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.privacy_breach
    ADD CONSTRAINT privacy_breach_unit_id_e194258d_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.privacy_datarequest
    ADD CONSTRAINT privacy_datarequest_member_id_20768a25_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_member_id_1355eec4_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_request_id_3bcceeb2_fk_privacy_d FOREIGN KEY (request_id) REFERENCES public.privacy_datarequest(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.radar_knownhit
    ADD CONSTRAINT radar_knownhit_unit_id_cc7fe45f_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registers_incomingpaper
    ADD CONSTRAINT registers_incomingpa_directive_id_8f7e6a5b_fk_directive FOREIGN KEY (directive_id) REFERENCES public.directives_directive(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registers_incomingpaper
    ADD CONSTRAINT registers_incomingpa_unit_id_2cbb52e6_fk_organisat FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.remedies_remedy
    ADD CONSTRAINT remedies_remedy_shortcoming_id_6fe0937e_fk_remedies_ FOREIGN KEY (shortcoming_id) REFERENCES public.remedies_shortcoming(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.remedies_remedy
    ADD CONSTRAINT remedies_remedy_task_id_e53bfd79_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.remedies_shortcoming
    ADD CONSTRAINT remedies_shortcoming_unit_id_dd3c7dbd_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_monthlyreport
    ADD CONSTRAINT reports_monthlyreport_unit_id_715003e1_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_paperbundle
    ADD CONSTRAINT reports_paperbundle_unit_id_75c41f3b_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_reportcomment
    ADD CONSTRAINT reports_reportcommen_report_id_c0ddf1d6_fk_reports_m FOREIGN KEY (report_id) REFERENCES public.reports_monthlyreport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_reportevent
    ADD CONSTRAINT reports_reportevent_report_id_5031d186_fk_reports_m FOREIGN KEY (report_id) REFERENCES public.reports_monthlyreport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.resolutions_resolution
    ADD CONSTRAINT resolutions_resoluti_meeting_id_c5073c06_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rulebook_localpack
    ADD CONSTRAINT rulebook_localpack_replaces_id_215a679a_fk_rulebook_ FOREIGN KEY (replaces_id) REFERENCES public.rulebook_localpack(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.rulebook_localpack
    ADD CONSTRAINT rulebook_localpack_unit_id_507422cc_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.scoring_scoreline
    ADD CONSTRAINT scoring_scoreline_sheet_id_66ebcf1c_fk_scoring_scoresheet_id FOREIGN KEY (sheet_id) REFERENCES public.scoring_scoresheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.scoring_scoresheet
    ADD CONSTRAINT scoring_scoresheet_meeting_id_8b4d222b_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.scoring_scoresheet
    ADD CONSTRAINT scoring_scoresheet_vote_id_2c46e800_fk_meetings_vote_id FOREIGN KEY (vote_id) REFERENCES public.meetings_vote(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.scoring_thematicsheet
    ADD CONSTRAINT scoring_thematicshee_sheet_id_49c6e902_fk_scoring_s FOREIGN KEY (sheet_id) REFERENCES public.scoring_scoresheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signin_authenticatorapp
    ADD CONSTRAINT signin_authenticator_account_id_09074b35_fk_access_ac FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signin_passkey
    ADD CONSTRAINT signin_passkey_account_id_6b1e74db_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signin_recoverycode
    ADD CONSTRAINT signin_recoverycode_account_id_a2f7e510_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_ballotcount
    ADD CONSTRAINT sittings_ballotcount_meeting_id_0624f636_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_ballotcount
    ADD CONSTRAINT sittings_ballotcount_vote_id_29bd26a0_fk_meetings_vote_id FOREIGN KEY (vote_id) REFERENCES public.meetings_vote(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_opinion
    ADD CONSTRAINT sittings_opinion_meeting_id_1c164f4e_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_opinion
    ADD CONSTRAINT sittings_opinion_point_id_a6512909_fk_meetings_agendapoint_id FOREIGN KEY (point_id) REFERENCES public.meetings_agendapoint(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_partattendance
    ADD CONSTRAINT sittings_partattenda_meeting_id_cf51b4bb_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_partattendance
    ADD CONSTRAINT sittings_partattendance_member_id_e1a13934_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_parttimes
    ADD CONSTRAINT sittings_parttimes_meeting_id_0f5d75f0_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_presencerequest
    ADD CONSTRAINT sittings_presencereq_meeting_id_b77638e7_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_presencerequest
    ADD CONSTRAINT sittings_presencereq_member_id_b75d9a8f_fk_members_m FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_printedlist
    ADD CONSTRAINT sittings_printedlist_meeting_id_cadc7f93_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_remark
    ADD CONSTRAINT sittings_remark_meeting_id_dc55cf13_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_reservation
    ADD CONSTRAINT sittings_reservation_meeting_id_0c96dab6_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_reservation
    ADD CONSTRAINT sittings_reservation_vote_id_b9d084fd_fk_meetings_vote_id FOREIGN KEY (vote_id) REFERENCES public.meetings_vote(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_screen
    ADD CONSTRAINT sittings_screen_meeting_id_6962e761_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_screen
    ADD CONSTRAINT sittings_screen_point_id_e91d822f_fk_meetings_agendapoint_id FOREIGN KEY (point_id) REFERENCES public.meetings_agendapoint(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_suggestion
    ADD CONSTRAINT sittings_suggestion_meeting_id_3348d19f_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_visitor
    ADD CONSTRAINT sittings_visitor_meeting_id_7153d067_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sittings_visitor
    ADD CONSTRAINT sittings_visitor_member_id_8f1dc0c0_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.statistics_typednumber
    ADD CONSTRAINT statistics_typednumber_unit_id_45ab6722_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.summations_summation
    ADD CONSTRAINT summations_summation_directive_id_dcd396c9_fk_directive FOREIGN KEY (directive_id) REFERENCES public.directives_directive(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.summations_summation
    ADD CONSTRAINT summations_summation_resolution_id_041b9d83_fk_resolutio FOREIGN KEY (resolution_id) REFERENCES public.resolutions_resolution(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.summations_summationversion
    ADD CONSTRAINT summations_summation_summation_id_5e837ede_fk_summation FOREIGN KEY (summation_id) REFERENCES public.summations_summation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.summations_summation
    ADD CONSTRAINT summations_summation_unit_id_73a789a1_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.targets_target
    ADD CONSTRAINT targets_target_unit_id_2ed4256f_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_joined_to_id_7f79190c_fk_tasks_task_id FOREIGN KEY (joined_to_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_owner_id_db3dcc3e_fk_members_member_id FOREIGN KEY (owner_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_unit_id_80256504_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_taskhandover
    ADD CONSTRAINT tasks_taskhandover_from_unit_id_9500659b_fk_organisat FOREIGN KEY (from_unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_taskhandover
    ADD CONSTRAINT tasks_taskhandover_task_id_e2cbd0af_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_tasknote
    ADD CONSTRAINT tasks_tasknote_task_id_42feafc0_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_taskreview
    ADD CONSTRAINT tasks_taskreview_task_id_57a8a263_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tokens_token
    ADD CONSTRAINT tokens_token_account_id_2130b86d_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tokens_token
    ADD CONSTRAINT tokens_token_unit_id_dbbaa686_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_plannedtopic
    ADD CONSTRAINT topics_plannedtopic_drafter_id_fc877ae9_fk_members_member_id FOREIGN KEY (drafter_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_plannedtopic
    ADD CONSTRAINT topics_plannedtopic_source_id_57f35a74_fk_topics_topic_id FOREIGN KEY (source_id) REFERENCES public.topics_topic(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_plannedtopic
    ADD CONSTRAINT topics_plannedtopic_unit_id_f2226f58_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_topic
    ADD CONSTRAINT topics_topic_maker_id_0bea586f_fk_organisation_unit_id FOREIGN KEY (maker_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_topic
    ADD CONSTRAINT topics_topic_shared_in_id_711c5566_fk_organisation_unit_id FOREIGN KEY (shared_in_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_topicfile
    ADD CONSTRAINT topics_topicfile_topic_id_86d198cb_fk_topics_topic_id FOREIGN KEY (topic_id) REFERENCES public.topics_topic(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_topicremark
    ADD CONSTRAINT topics_topicremark_topic_id_b1f4a40c_fk_topics_topic_id FOREIGN KEY (topic_id) REFERENCES public.topics_topic(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.topics_topicremark
    ADD CONSTRAINT topics_topicremark_unit_id_c24f65f4_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.trail_canary
    ADD CONSTRAINT trail_canary_member_id_83ff6a0e_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.training_enrolment
    ADD CONSTRAINT training_enrolment_member_id_94a14a85_fk_members_member_id FOREIGN KEY (member_id) REFERENCES public.members_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.training_enrolment
    ADD CONSTRAINT training_enrolment_training_class_id_2eb75b02_fk_training_ FOREIGN KEY (training_class_id) REFERENCES public.training_trainingclass(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.training_trainingclass
    ADD CONSTRAINT training_trainingclass_unit_id_dbb4213d_fk_organisation_unit_id FOREIGN KEY (unit_id) REFERENCES public.organisation_unit(id) DEFERRABLE INITIALLY DEFERRED;

insert into django_migrations (app, name, applied) values ('organisation', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('organisation', '0002_through_time', now());
insert into django_migrations (app, name, applied) values ('organisation', '0003_made_by_change', now());
insert into django_migrations (app, name, applied) values ('organisation', '0004_standing_name_key', now());
insert into django_migrations (app, name, applied) values ('organisation', '0005_words', now());
insert into django_migrations (app, name, applied) values ('members', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('members', '0002_wider_numbers', now());
insert into django_migrations (app, name, applied) values ('posts', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('posts', '0002_terms', now());
insert into django_migrations (app, name, applied) values ('posts', '0003_targets', now());
insert into django_migrations (app, name, applied) values ('posts', '0004_postend', now());
insert into django_migrations (app, name, applied) values ('members', '0003_life', now());
insert into django_migrations (app, name, applied) values ('members', '0004_transfer_changes', now());
insert into django_migrations (app, name, applied) values ('members', '0005_stays', now());
insert into django_migrations (app, name, applied) values ('members', '0006_look_alikes', now());
insert into django_migrations (app, name, applied) values ('members', '0007_proposals_and_dossier', now());
insert into django_migrations (app, name, applied) values ('members', '0008_ended_on', now());
insert into django_migrations (app, name, applied) values ('members', '0009_mentoring', now());
insert into django_migrations (app, name, applied) values ('posts', '0005_facts', now());
insert into django_migrations (app, name, applied) values ('places', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('places', '0002_places_go_along', now());
insert into django_migrations (app, name, applied) values ('posts', '0006_fact_marks', now());
insert into django_migrations (app, name, applied) values ('access', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('access', '0002_roles_end_with_units', now());
insert into django_migrations (app, name, applied) values ('access', '0003_roles_end_with_membership', now());
insert into django_migrations (app, name, applied) values ('access', '0004_sessions', now());
insert into django_migrations (app, name, applied) values ('access', '0005_roles_from_posts', now());
insert into django_migrations (app, name, applied) values ('access', '0006_second_person_and_standing_in', now());
insert into django_migrations (app, name, applied) values ('meetings', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('meetings', '0002_judged_by', now());
insert into django_migrations (app, name, applied) values ('attending', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('contenttypes', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('contenttypes', '0002_remove_content_type_name', now());
insert into django_migrations (app, name, applied) values ('auth', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('auth', '0002_alter_permission_name_max_length', now());
insert into django_migrations (app, name, applied) values ('auth', '0003_alter_user_email_max_length', now());
insert into django_migrations (app, name, applied) values ('auth', '0004_alter_user_username_opts', now());
insert into django_migrations (app, name, applied) values ('auth', '0005_alter_user_last_login_null', now());
insert into django_migrations (app, name, applied) values ('auth', '0006_require_contenttypes_0002', now());
insert into django_migrations (app, name, applied) values ('auth', '0007_alter_validators_add_error_messages', now());
insert into django_migrations (app, name, applied) values ('auth', '0008_alter_user_username_max_length', now());
insert into django_migrations (app, name, applied) values ('auth', '0009_alter_user_last_name_max_length', now());
insert into django_migrations (app, name, applied) values ('auth', '0010_alter_group_name_max_length', now());
insert into django_migrations (app, name, applied) values ('auth', '0011_update_proxy_permissions', now());
insert into django_migrations (app, name, applied) values ('auth', '0012_alter_user_first_name_max_length', now());
insert into django_migrations (app, name, applied) values ('badges', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('calendars', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('meetings', '0003_exceptions', now());
insert into django_migrations (app, name, applied) values ('committee_meetings', '0001_chi_uy_meets', now());
insert into django_migrations (app, name, applied) values ('core', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('core', '0002_audit_append_only', now());
insert into django_migrations (app, name, applied) values ('core', '0003_trail', now());
insert into django_migrations (app, name, applied) values ('core', '0004_trail_guarded', now());
insert into django_migrations (app, name, applied) values ('deadlines', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('directives', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('documents', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('documents', '0002_register_of_papers', now());
insert into django_migrations (app, name, applied) values ('documents', '0003_own_templates', now());
insert into django_migrations (app, name, applied) values ('documents', '0004_pdfs_and_whole_texts', now());
insert into django_migrations (app, name, applied) values ('documents', '0005_sealed_numbers', now());
insert into django_migrations (app, name, applied) values ('documents', '0006_seal_what_is_there', now());
insert into django_migrations (app, name, applied) values ('drafts', '0001_drafts_by_sentence', now());
insert into django_migrations (app, name, applied) values ('dues', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('dues', '0002_who_pays_where', now());
insert into django_migrations (app, name, applied) values ('members', '0010_folded_name', now());
insert into django_migrations (app, name, applied) values ('members', '0011_sealed_numbers', now());
insert into django_migrations (app, name, applied) values ('duplicates', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('duplicates', '0002_seal_what_is_there', now());
insert into django_migrations (app, name, applied) values ('exchange', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('exchange', '0002_problems_and_steps', now());
insert into django_migrations (app, name, applied) values ('exchange', '0003_acting_account', now());
insert into django_migrations (app, name, applied) values ('exchange', '0004_sealed_numbers', now());
insert into django_migrations (app, name, applied) values ('exchange', '0005_seal_what_is_there', now());
insert into django_migrations (app, name, applied) values ('scoring', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('scoring', '0002_official_by_line', now());
insert into django_migrations (app, name, applied) values ('scoring', '0003_knock_outs', now());
insert into django_migrations (app, name, applied) values ('scoring', '0004_branch_vote', now());
insert into django_migrations (app, name, applied) values ('scoring', '0005_thematic_sheet', now());
insert into django_migrations (app, name, applied) values ('reports', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('reports', '0002_waiting_reports_by_age', now());
insert into django_migrations (app, name, applied) values ('reports', '0003_waiting_reports_by_unit', now());
insert into django_migrations (app, name, applied) values ('reports', '0004_comments_on_points', now());
insert into django_migrations (app, name, applied) values ('reports', '0005_paper_bundles', now());
insert into django_migrations (app, name, applied) values ('meetings', '0004_extraordinary', now());
insert into django_migrations (app, name, applied) values ('grading', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('grading', '0002_waiting_sheets', now());
insert into django_migrations (app, name, applied) values ('training', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('indicators', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('indicators', '0002_figures_follow_units', now());
insert into django_migrations (app, name, applied) values ('indicators', '0003_dirty_marks', now());
insert into django_migrations (app, name, applied) values ('indicators', '0004_through_time', now());
insert into django_migrations (app, name, applied) values ('indicators', '0005_marks_through_time', now());
insert into django_migrations (app, name, applied) values ('indicators', '0006_marks_of_judged_meetings', now());
insert into django_migrations (app, name, applied) values ('indicators', '0007_gaps_of_points', now());
insert into django_migrations (app, name, applied) values ('indicators', '0008_kept_figures', now());
insert into django_migrations (app, name, applied) values ('indicators', '0009_marks_of_every_measure', now());
insert into django_migrations (app, name, applied) values ('indicators', '0010_reports_are_no_measure', now());
insert into django_migrations (app, name, applied) values ('indicators', '0011_closed_periods', now());
insert into django_migrations (app, name, applied) values ('indicators', '0012_months_without_meeting', now());
insert into django_migrations (app, name, applied) values ('indicators', '0013_months_in_doubt', now());
insert into django_migrations (app, name, applied) values ('indicators', '0014_waiting_in_turn', now());
insert into django_migrations (app, name, applied) values ('indicators', '0015_marks_by_index', now());
insert into django_migrations (app, name, applied) values ('inputs', '0001_what_organisations_tell', now());
insert into django_migrations (app, name, applied) values ('meetings', '0005_in_turn', now());
insert into django_migrations (app, name, applied) values ('meetings', '0006_minimums_before', now());
insert into django_migrations (app, name, applied) values ('members', '0012_seal_what_is_there', now());
insert into django_migrations (app, name, applied) values ('minutes', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('minutes', '0002_chi_uy_minutes', now());
insert into django_migrations (app, name, applied) values ('notices', '0001_told_once', now());
insert into django_migrations (app, name, applied) values ('notices', '0002_sealed_numbers', now());
insert into django_migrations (app, name, applied) values ('notices', '0003_seal_what_is_there', now());
insert into django_migrations (app, name, applied) values ('oversight', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('periodic', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('plans', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('privacy', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0002_drop_started_at_column', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0003_drop_started_at_column', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0004_drop_procrastinate_version_table', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0005_fix_procrastinate_fetch_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0006_fix_trigger_status_events_insert', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0007_add_queueing_lock_column', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0008_close_fetch_job_race_condition', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0009_add_defer_job_function', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0010_add_procrastinate_periodic_defers', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0011_add_foreign_key_index', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0012_add_locks_to_periodic_defer', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0013_fix_procrastinate_defer_periodic_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0014_add_finish_job_and_retry_job_functions', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0015_add_trigger_on_job_deletion', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0016_delete_finished_jobs', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0017_add_checks_to_finish_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0018_add_checks_to_retry_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0019_fix_finish_job_compat_issue', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0020_add_index_on_procrastinate_jobs', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0021_add_kwargs_to_defer_periodic_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0022_null_locks_excluded', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0023_remove_old_finish_job_function', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0024_job_id_bigint', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0025_add_models', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0026_add_job_priority', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0027_add_periodic_job_priority', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0028_add_cancel_states', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0029_add_additional_params_to_retry_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0030_alter_procrastinateevent_options', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0031_add_indexes_for_fetch_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0032_pre_cancel_notification', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0033_post_cancel_notification', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0034_pre_add_heartbeat', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0035_post_add_heartbeat', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0036_add_worker_model', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0037_pre_batch_defer_jobs', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0038_post_batch_defer_jobs', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0039_pre_priority_lock_fetch_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0040_pre_retry_failed_job', now());
insert into django_migrations (app, name, applied) values ('procrastinate', '0041_post_retry_failed_job', now());
insert into django_migrations (app, name, applied) values ('radar', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('registers', '0001_papers_in', now());
insert into django_migrations (app, name, applied) values ('tasks', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('tasks', '0002_handovers', now());
insert into django_migrations (app, name, applied) values ('tasks', '0003_source', now());
insert into django_migrations (app, name, applied) values ('tasks', '0004_joined_tasks', now());
insert into django_migrations (app, name, applied) values ('tasks', '0005_measure_and_evidence', now());
insert into django_migrations (app, name, applied) values ('remedies', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('resolutions', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('rulebook', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('signin', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('signin', '0002_braked_tries', now());
insert into django_migrations (app, name, applied) values ('sittings', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('sittings', '0002_printed_lists', now());
insert into django_migrations (app, name, applied) values ('statistics', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('summations', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('summations', '0002_moved', now());
insert into django_migrations (app, name, applied) values ('targets', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('tokens', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('topics', '0001_initial', now());
insert into django_migrations (app, name, applied) values ('topics', '0002_library', now());
insert into django_migrations (app, name, applied) values ('trail', '0001_initial', now());
-- Stamp: 2e0e82f48b56bdfd4cfc391540f51524ace7af62a6dcd126800e98b6ae94971d
