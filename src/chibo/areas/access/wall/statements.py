"""The wall as SQL: views that lead from a row to its place, and one policy a table.

A policy's condition stands in CASE: the planner gives that the same share of rows whatever it
says, so plans stay those of the application's own conditions (docs/adr/0016 has the figures).
The views belong to the owner of the tables: what stands in a policy is not asked through other
policies.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Field, Model

from chibo.areas.access.wall.rules import Rule, rules
from chibo.core.wall import ROLE, reach_setting
from chibo.core.wall.reach import above_setting, until_settings

POLICY = "behind_the_wall"


@dataclass(frozen=True)
class Way:
    """From a row of a table over other tables to a value: joins, and the value's column."""

    first: str
    """The column of the table itself the way begins with; the value's where there are no joins."""
    joins: str
    """FROM and JOIN of the tables on the way, the first named `w1`; none for an own column."""
    value: str

    def leads_to(self, condition: str, table: str) -> str:
        """`condition` (with `{}` for the value) of the row's value, as an SQL condition."""
        if not self.joins:
            return condition.format(f"{table}.{self.first}")
        # A value of its own, not EXISTS: the planner would read all units first for fifty rows.
        asked = f"(select {self.value} from {self.joins} where w1.id = {table}.{self.first})"  # noqa: S608
        return condition.format(asked)


def way_of(model: type[Model], lookup: str) -> Way:
    """The way a lookup such as "meeting__unit__path" goes."""
    fields, at = [], model
    for name in lookup.split("__"):
        field = at._meta.get_field(name)
        assert isinstance(field, Field)
        fields.append(field)
        at = field.related_model if isinstance(field.related_model, type) else at
    first, *rest = [str(field.column) for field in fields]
    if not rest:
        return Way(first, "", first)
    tables = [_read_from(f.related_model._meta.db_table) for f in fields[:-1]]  # type: ignore[union-attr]
    joins = f"{tables[0]} w1" + "".join(
        f" join {table} w{n} on w{n}.id = w{n - 1}.{column}"
        for n, (table, column) in enumerate(zip(tables[1:], rest, strict=False), 2)
    )
    return Way(first, joins, f"w{len(tables)}.{rest[-1]}")


def raising() -> list[str]:
    """The statements that raise the wall on tables that have none."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    behind = [rule for rule in rules().values() if not rule.open]
    hops = sorted({t for rule in behind for t in _passed(models[rule.table], rule)})
    return [
        "create schema wall",
        f"grant usage on schema public, wall to {ROLE}",
        f"grant select on all tables in schema public to {ROLE}",
        *(_view(models[table]) for table in hops),
        *(_naming(models[rule.table], behind, models) for rule in behind if rule.named),
        *(statement for rule in behind for statement in _behind(models[rule.table], rule)),
        f"grant select on all tables in schema wall to {ROLE}",
        *(_lockable(model) for model in models.values() if model._meta.db_table in rules()),
    ]


def policies_raised() -> int:
    """How many tables the wall stands before."""
    return sum(not rule.open for rule in rules().values())


def taking_down() -> list[str]:
    """The statements that take it down, wherever it stands."""
    return [
        f"""
        do $$ declare found record; begin
          for found in select tablename from pg_policies
            where schemaname = 'public' and policyname = '{POLICY}' loop
            execute format('drop policy {POLICY} on public.%I', found.tablename);
            execute format('alter table public.%I disable row level security', found.tablename);
          end loop;
        end $$
        """,  # noqa: S608
        "drop schema if exists wall cascade",
    ]


def _passed(model: type[Model], rule: Rule) -> set[str]:
    """The tables passed on the ways of a rule, and those its own SQL asks."""
    found = {part.split()[0] for part in rule.also.split("wall.")[1:]}
    ways = [way for _p, way in (*rule.see, *rule.above)] + [*rule.own, *rule.own_account]
    for lookup in ways:
        at = model
        for name in lookup.split("__")[:-1]:
            related = at._meta.get_field(name).related_model
            assert isinstance(related, type)
            at = related
            found.add(at._meta.db_table)
    return found


def _read_from(table: str) -> str:
    return f"wall.{table}"


SHOWN = ("id", "path", "unit_path", "state", "held_on")


def _view(model: type[Model]) -> str:
    """A table's keys and place, nothing of what it tells."""
    columns = [str(f.column) for f in model._meta.fields if f.is_relation or f.column in SHOWN]
    columns += [str(f.column) for f in model._meta.fields if f.column == "account_id"]
    table = model._meta.db_table
    told = ", ".join(dict.fromkeys(columns))
    return f"create view wall.{table} as select {told} from public.{table}"  # noqa: S608


def _behind(model: type[Model], rule: Rule) -> list[str]:
    return [
        f"alter table public.{rule.table} enable row level security",
        f"create policy {POLICY} on public.{rule.table} to {ROLE} using ({condition(model, rule)})",
    ]


def condition(model: type[Model], rule: Rule) -> str:
    """What holds of a row that may be read."""
    table = rule.table
    found = [
        *(way_of(model, way).leads_to(_within(name), table) for name, way in rule.see),
        *([_until(model, rule)] if rule.until else []),
        *(way_of(model, way).leads_to(_above(name), table) for name, way in rule.above),
        *(way_of(model, way).leads_to(_mine("chibo.member"), table) for way in rule.own),
        *(way_of(model, way).leads_to(_mine("chibo.account"), table) for way in rule.own_account),
    ]
    if rule.also:
        member = f"({_id('chibo.member')})"
        found.append(rule.also.format(table=table, member=member))
    if rule.named:
        found.append(f"wall.{table}_named({table}.id)")
    return "case " + " ".join(f"when {part} then true" for part in found) + " else false end"


def _naming(model: type[Model], behind: list[Rule], models: dict[str, type[Model]]) -> str:
    """A function: whether a row that may be read points at this one. Planned once in a session."""
    table = model._meta.db_table
    pointing = [
        (rule.table, field.column)
        for rule in behind
        for field in models[rule.table]._meta.fields
        if field.related_model is model and rule.table != table
    ]
    asked = " or ".join(
        f"exists (select from public.{each} n where n.{column} = asked)"
        for each, column in pointing
    )
    return f"""
    create function wall.{table}_named(asked bigint) returns boolean
    language plpgsql stable cost 1 as $$ begin return {asked}; end $$
    """


def _within(permission: str) -> str:
    bounds = f"(select {_paths(reach_setting(permission))})"
    return f"width_bucket({{}}, {bounds}) % 2 = 1"


def _until(model: type[Model], rule: Rule) -> str:
    """That what the row tells was before the day until which its place is read.

    Few have such days: for all others the first condition, asked once, is the end of it.
    """
    permission, place = rule.see[0]
    where, when = (f"(select {_setting(name)})" for name in until_settings(permission))
    way, day = way_of(model, place), way_of(model, rule.until)
    on = day.value if day.joins else f"{rule.table}.{day.value}"
    told = f'{on} < ({when}::date[])[width_bucket({way.value}, ({where}::text[]) collate "C")]'
    if way.joins:
        own = f"w1.id = {rule.table}.{way.first}"
        told = f"(select {told} from {way.joins} where {own})"  # noqa: S608
    return f"{where} is not null and {told}"


def _above(permission: str) -> str:
    return f"{{}} = any ((select {_paths(above_setting(permission))})::text[])"


def _paths(setting: str) -> str:
    return f"""{_setting(setting)}::text[] collate "C\""""


def _setting(name: str) -> str:
    return f"nullif(current_setting('{name}', true), '')"


def _mine(setting: str) -> str:
    return f"{{}} = ({_id(setting)})"


def _id(setting: str) -> str:
    return f"select nullif(current_setting('{setting}', true), '')::bigint"


def _lockable(model: type[Model]) -> str:
    """Holding a row until an action ends asks for the right to change some column of it."""
    column = model._meta.concrete_fields[0].column
    return f"grant update ({column}) on public.{model._meta.db_table} to {ROLE}"
