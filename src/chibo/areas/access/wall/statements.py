"""The wall as SQL: one policy a table, views and functions that lead from a row to its place.

Every query is planned with the policies of all its tables, and planning is most of what the wall
costs (docs/adr/0016 has the figures). So a policy says itself only what nearly every row is read
by: the first `see`, one table after the other instead of a join, which costs half; and what is
one's own. What few rows are read by stands in functions, planned once in a session.

A policy's condition stands in CASE and is compared with nought: the planner then takes it that
nearly all rows pass, so plans stay those of the application's own conditions. The views belong to
the owner of the tables: what stands in a policy is not asked through other policies.
"""

import re

from django.apps import apps
from django.db import connection
from django.db.models import Model

from chibo.areas.access.wall.rules import REACH, Rule, rules
from chibo.areas.access.wall.ways import Column, Way, way_of
from chibo.core.wall import ROLE, reach_setting
from chibo.core.wall.reach import above_setting, until_settings

POLICY = "behind_the_wall"

Functions = dict[tuple[str, str], str]
"""The functions policies ask: their names, by the types they take and what they answer."""


def raising() -> list[str]:
    """The statements that raise the wall on tables that have none."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    behind = [rule for rule in rules().values() if not rule.open]
    passed = {table for rule in behind for table in _passed(models[rule.table], rule)}
    functions: Functions = {}
    policies = [each for rule in behind for each in _behind(models[rule.table], rule, functions)]
    return [
        "create schema wall",
        f"grant usage on schema public, wall to {ROLE}",
        f"grant select on all tables in schema public to {ROLE}",
        *(_view(models[table]) for table in sorted(passed) if not rules()[table].open),
        *(_naming(models[rule.table], behind, models) for rule in behind if rule.named),
        *(_function(name, *each) for each, name in functions.items()),
        *policies,
        f"grant select on all tables in schema wall to {ROLE}",
        *(_lockable(m) for m in models.values() if _is_held(m)),
    ]


def _is_held(model: type[Model]) -> bool:
    """Whether actions hold its rows while they work; nobody holds an event of the trail."""
    return model._meta.db_table in rules() and model.__module__.startswith("chibo.areas.")


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


SHOWN = ("id", "path", "unit_path", "state", "held_on")


def _view(model: type[Model]) -> str:
    """A table's keys and place, nothing of what it tells."""
    columns = [str(f.column) for f in model._meta.fields if f.is_relation or f.column in SHOWN]
    columns += [str(f.column) for f in model._meta.fields if f.column == "account_id"]
    table = model._meta.db_table
    told = ", ".join(dict.fromkeys(columns))
    return f"create view wall.{table} as select {told} from public.{table}"  # noqa: S608


def _behind(model: type[Model], rule: Rule, functions: Functions) -> list[str]:
    asked = Asked(model, functions)
    found = _conditions(asked, rule)
    condition = "case " + " ".join(f"when {each} then 1" for each in found) + " else 0 end <> 0"
    return [
        f"alter table public.{rule.table} enable row level security",
        f"create policy {POLICY} on public.{rule.table} to {ROLE} using ({condition})",
    ]


def _function(name: str, types: str, answer: str) -> str:
    return (
        f"create function {name}({types}) returns boolean"
        f" language plpgsql stable cost 1 as $$ begin return {answer}; end $$"
    )


class Asked:
    """What is asked of a row of one table, and the functions that answer the rest of it."""

    def __init__(self, model: type[Model], functions: Functions) -> None:
        self.model = model
        self.table = model._meta.db_table
        self.functions = functions

    def value(self, way: Way) -> str:
        """The value the way leads to, in a policy."""
        return way.value(f"{self.table}.{way.first.column}")

    def of(self, lookup: str, condition: str) -> str:
        """`condition` (with `{}`) of a value few rows are read by."""
        way = way_of(self.model, lookup)
        if way.is_short:
            return condition.format(self.value(way))
        return self.by_function(condition.format(way.value("$1")), way.first)

    def by_function(self, answer: str, *columns: Column) -> str:
        """`answer`, in which `$1`… stand for the columns, as a function's, the same for all tables.

        Cost 1, else the planner would have few rows asked it at the price of a worse plan.
        """
        types = ", ".join(str(each.db_type(connection)) for each in columns)
        name = self.functions.setdefault((types, answer), f"wall.by_{len(self.functions) + 1}")
        return f"{name}({', '.join(f'{self.table}.{each.column}' for each in columns)})"


def _conditions(asked: Asked, rule: Rule) -> list[str]:
    """What rows may be read by, any of it enough; what most are read by comes first."""
    found = [_first(asked, rule, *pair) for pair in rule.see[:1]]
    owners = [(way, "chibo.member") for way in rule.own]
    owners += [(way, "chibo.account") for way in rule.own_account]
    found += [asked.of(way, f"{{}} = {_id(setting)}") for way, setting in owners]
    found += [asked.of(way, _within(_paths(reach_setting(name)))) for name, way in rule.see[1:]]
    found += [asked.of(way, f"{{}} = any ({_paths(above_setting(n))})") for n, way in rule.above]
    if rule.until:
        found.append(_until(asked, rule))
    if rule.also:
        found.append(_also(asked, rule))
    if rule.named:
        found.append(f"wall.{asked.table}_named({asked.table}.id)")
    return found


def _naming(model: type[Model], behind: list[Rule], models: dict[str, type[Model]]) -> str:
    """A function: whether a row that may be read points at this one. Planned once in a session.

    One question after the other: all in one would be made ready whole for every row it is asked of.
    """
    table = model._meta.db_table
    pointing = [
        (rule.table, field.column)
        for rule in behind
        for field in models[rule.table]._meta.fields
        if field.related_model is model and rule.table != table
    ]
    asked = " ".join(
        f"if exists (select from public.{each} n where n.{column} = asked)"
        " then return true; end if;"
        for each, column in pointing
    )
    return f"""
    create function wall.{table}_named(asked bigint) returns boolean
    language plpgsql stable cost 1 as $$ begin {asked} return false; end $$
    """


def _first(asked: Asked, rule: Rule, permission: str, lookup: str) -> str:
    """What most rows are read by: the bounds read once in a query, the place by the row."""
    way, bounds = way_of(asked.model, lookup), _paths(reach_setting(permission))
    if way.is_long if rule.many is None else not rule.many:
        return asked.by_function(_within(bounds).format(way.value("$1")), way.first)
    return _within(f"(select {bounds})").format(asked.value(way))


def _within(bounds: str) -> str:
    return f"width_bucket({{}}, {bounds}) % 2 = 1"


def _until(asked: Asked, rule: Rule) -> str:
    """That what the row tells was before the day until which its place is read.

    Few have such days: for all others a look at the setting is the end of it.
    """
    permission, lookup = rule.see[0]
    places, days = until_settings(permission)
    place, day = way_of(asked.model, lookup), way_of(asked.model, rule.until)
    columns = list(dict.fromkeys((place.first, day.first)))
    on = day.value(f"${columns.index(day.first) + 1}")
    told = f"width_bucket({place.value('$1')}, {_paths(places)})"
    answer = f"{on} < ({_setting(days)}::date[])[{told}]"
    return f"{_setting(places)} is not null and {asked.by_function(answer, *columns)}"


def _also(asked: Asked, rule: Rule) -> str:
    """The rule's own SQL; `{table}.column` in it is the row's."""
    names = list(dict.fromkeys(re.findall(r"\{table\}\.(\w+)", rule.also)))
    by_column = {field.column: field for field in asked.model._meta.concrete_fields}
    answer = re.sub(r"\{table\}\.(\w+)", lambda one: f"${names.index(one[1]) + 1}", rule.also)
    answer = answer.replace("{member}", f"({_id('chibo.member')})")
    answer = REACH.sub(lambda one: _paths(reach_setting(one[1])), answer)
    return asked.by_function(answer, *(by_column[name] for name in names))


def _paths(setting: str) -> str:
    return f"""{_setting(setting)}::text[] collate "C\""""


def _setting(name: str) -> str:
    return f"nullif(current_setting('{name}', true), '')"


def _id(setting: str) -> str:
    return f"{_setting(setting)}::bigint"


def _lockable(model: type[Model]) -> str:
    """Holding a row until an action ends asks for the right to change some column of it."""
    column = model._meta.concrete_fields[0].column
    return f"grant update ({column}) on public.{model._meta.db_table} to {ROLE}"
