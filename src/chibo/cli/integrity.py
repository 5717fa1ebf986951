"""Do the database's own rules hold for the rows that are there?

A constraint guards what is written through it. Rows that came another way (a restore by hand,
triggers switched off, an import by superuser) are found only by looking.
"""

from collections.abc import Iterator

from django.db import connection

_QUESTIONS = """
select con.conname, con.conrelid::regclass::text,
  case con.contype
    when 'c' then format(
      'select count(*) from %s where not (%s)',
      con.conrelid::regclass, pg_get_expr(con.conbin, con.conrelid))
    else format(
      'select count(*) from %s c where %s and not exists (select from %s p where %s)',
      con.conrelid::regclass,
      (select string_agg(format('c.%I is not null', a.attname), ' and ')
         from unnest(con.conkey) k
         join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k),
      con.confrelid::regclass,
      (select string_agg(format('p.%I = c.%I', theirs.attname, ours.attname), ' and ')
         from unnest(con.conkey, con.confkey) as pair (k, fk)
         join pg_attribute ours on ours.attrelid = con.conrelid and ours.attnum = k
         join pg_attribute theirs on theirs.attrelid = con.confrelid and theirs.attnum = fk))
  end
from pg_constraint con
where con.connamespace = 'public'::regnamespace and con.contype in ('c', 'f') and con.conrelid <> 0
order by con.conname
"""
_UNCHECKED = """
select conname::text from pg_constraint
where connamespace = 'public'::regnamespace and not convalidated
union all
select indexrelid::regclass::text from pg_index join pg_class on pg_class.oid = indrelid
where relnamespace = 'public'::regnamespace and not indisvalid
union all
select tgname::text from pg_trigger join pg_class on pg_class.oid = tgrelid
where relnamespace = 'public'::regnamespace and tgenabled = 'D'
order by 1
"""
_GUARDS_OF_THE_TRAIL = """
select name from unnest(array[
  'core_auditevent_append_only', 'core_auditevent_awaits_seal',
  'core_trailleaf_append_only', 'core_trailbatch_append_only']) as wanted (name)
where not exists (select from pg_trigger where tgname = wanted.name and tgenabled <> 'D')
"""


def all_that_is_wrong(recounted: list[str]) -> list[str]:
    """What `chibo verify` tells: figures that differ (given), rules, sealed papers, queues,
    the trail."""
    from chibo.areas.grading.queue import broken_queue
    from chibo.areas.indicators.closing.verifying import broken_closings
    from chibo.areas.minutes.queries import changed_minutes
    from chibo.areas.periodic.queries import changed_reports
    from chibo.areas.summations.queries import changed_summations
    from chibo.core.sealed import broken_trail

    return [
        *recounted,
        *broken_rules(),
        *changed_minutes(),
        *changed_reports(),
        *changed_summations(),
        *broken_closings(),
        *broken_queue(),
        *broken_trail(),
        *unsealed_numbers(),
    ]


def unsealed_numbers() -> list[str]:
    """Numbers of people that stand in plain, or that no key here opens."""
    from chibo.core.resealing import PLAIN, under_keys
    from chibo.core.secrets import key_names

    found = under_keys()
    plain = [
        f"{name}: {count} số, tệp chưa niêm phong; hãy chạy “chibo keys reseal”"
        for name, count in found.pop(PLAIN, {}).items()
    ]
    return plain + [
        f"{name}: {count} số, tệp niêm phong bằng khoá {key} không có ở đây"
        for key, sealed in found.items()
        if key not in key_names()
        for name, count in sealed.items()
    ]


def broken_rules() -> list[str]:
    """What does not hold, one sentence each; empty when everything does."""
    return [*_rows_against_a_constraint(), *_rules_switched_off(), *_trail_unguarded()]


def _rows_against_a_constraint() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_QUESTIONS)
        for name, table, question in cursor.fetchall():
            cursor.execute(question)
            ((count,),) = cursor.fetchall()
            if count:
                yield f"{count} dòng của bảng {table} vi phạm ràng buộc {name}."


def _rules_switched_off() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_UNCHECKED)
        for (name,) in cursor.fetchall():
            yield f"Ràng buộc, chỉ mục hoặc trigger {name} đang bị tắt hoặc chưa được kiểm."


def _trail_unguarded() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_GUARDS_OF_THE_TRAIL)
        for (name,) in cursor.fetchall():
            yield f"Nhật ký thao tác không được bảo vệ: thiếu trigger {name}."
