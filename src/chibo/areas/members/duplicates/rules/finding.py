"""Finding look-alikes among many without comparing everybody with everybody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from chibo.areas.members.duplicates.rules.births import near_births
from chibo.areas.members.duplicates.rules.people import Person, Reason, reasons


class Finder:
    """People laid out by what a look-alike must have in common with them.

    A look-alike shares a number, or the date of birth, or the words of the name together with a
    date of birth near by; see `reasons`. So nobody is missed who would be found by comparing all.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._people: list[Person] = []
        self._by_number: dict[str, list[Person]] = defaultdict(list)
        self._by_birth: dict[date, list[Person]] = defaultdict(list)
        self._by_words: dict[tuple[str, date], list[Person]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        """Let one more person be found."""
        self._people.append(person)
        for number in {person.citizen, person.card} - {""}:
            self._by_number[number].append(person)
        self._by_birth[person.born_on].append(person)
        self._by_words[person.name.parts, person.born_on].append(person)

    def like(self, person: Person) -> list[tuple[Person, tuple[Reason, ...]]]:
        """Who looks like this one, with why; never the same record."""
        found = []
        for other in self._candidates(person):
            if why := reasons(person, other):
                found.append((other, why))
        return found

    def pairs(self) -> Iterator[tuple[Person, Person, tuple[Reason, ...]]]:
        """Every two who look alike, each pair once, the smaller `pk` first."""
        for person in self._people:
            for other, why in self.like(person):
                if (person.pk or 0) < (other.pk or 0):
                    yield person, other, why

    def _candidates(self, person: Person) -> Iterator[Person]:
        seen = {id(person)}
        for bucket in self._buckets(person):
            for other in bucket:
                same = person.pk is not None and person.pk == other.pk
                if id(other) not in seen and not same:
                    seen.add(id(other))
                    yield other

    def _buckets(self, person: Person) -> Iterator[list[Person]]:
        for number in (person.citizen, person.card):
            if number in self._by_number:
                yield self._by_number[number]
        if person.born_on in self._by_birth:
            yield self._by_birth[person.born_on]
        words = person.name.parts
        for day in near_births(person.born_on):
            if (words, day) in self._by_words:
                yield self._by_words[words, day]
