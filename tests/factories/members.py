"""Members."""

import itertools
from datetime import date
from typing import Any

from chibo.areas.members.models import Member
from chibo.areas.members.naming import folded_name, member_search_key
from chibo.areas.members.stays import begin_stays
from chibo.areas.organisation.models import Unit
from chibo.core.vietnamese import name_key

_numbers = itertools.count(1)


def a_member(
    cell: Unit,
    full_name: str = "Nguyễn Văn An",
    *,
    born_on: date = date(1980, 1, 1),
    joined_on: date = date(2010, 5, 19),
    full_on: date | None = date(2011, 5, 19),
    gender: str = "male",
    state: str | None = None,
    state_on: date | None = None,
    code: str | None = None,
    **more: Any,
) -> Member:
    """A full member of `cell` unless said otherwise."""
    code = code or f"DV{next(_numbers):06d}"
    member = Member.objects.create(
        code=code,
        full_name=full_name,
        gender=gender,
        born_on=born_on,
        cell=cell,
        unit_path=cell.path,
        joined_on=joined_on,
        full_on=full_on,
        state=state or ("full" if full_on else "probationary"),
        state_on=state_on,
        name_key=name_key(full_name),
        folded_name=folded_name(full_name),
        search_key=member_search_key(code, full_name),
        **more,
    )
    begin_stays([member.pk])
    return member
