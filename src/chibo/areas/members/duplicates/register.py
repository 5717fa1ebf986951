"""The records of members as the rules compare them."""

from collections.abc import Iterable, Iterator, Sequence

from chibo.areas.members.duplicates.rules import Person, near_births
from chibo.areas.members.models import Member, MemberQuerySet
from chibo.core.numbers import opened

WHY = "a duplicate may stand anywhere in the register; what is told of it is decided row by row"
_FEW = 200
_FIELDS = (
    "pk",
    "full_name",
    "born_on",
    "gender",
    "citizen_number",
    "card_number",
    "joined_on",
)


def person_of(member: Member) -> Person:
    """A record as the rules compare it."""
    return Person(*(getattr(member, name) for name in _FIELDS))


def everybody() -> Iterator[Person]:
    """The whole register."""
    return _people(Member.objects.unscoped(WHY))


def who_could_be(people: Sequence[Person]) -> Iterator[Person]:
    """The records among which look-alikes of these are; all of them where these are many."""
    if len(people) > _FEW:
        return everybody()
    days = {day for each in people for day in (each.born_on, *near_births(each.born_on))}
    numbers = {number for each in people for number in (each.citizen, each.card)} - {""}
    rows = Member.objects.unscoped(WHY)
    found = {person.pk: person for person in _people(rows.filter(born_on__in=days))}
    if numbers:
        # The two indexes one after the other: joined by "or" neither would be used.
        for part in (rows.with_citizen_numbers(numbers), rows.with_card_numbers(numbers)):
            found |= {person.pk: person for person in _people(part)}
    return iter(found.values())


def members_by_id(ids: Iterable[int]) -> dict[int, Member]:
    """Records with their cells, whoever may see them."""
    rows = Member.objects.unscoped(WHY).filter(pk__in=set(ids)).select_related("cell")
    return {member.pk: member for member in rows}


def _people(rows: MemberQuerySet) -> Iterator[Person]:
    for values in rows.values_list(*_FIELDS).iterator(chunk_size=5000):
        yield Person(*map(opened, values))
