"""Every address asked for by everybody with what lies everywhere: what an answer may not tell.

The rows of the world carry marks that say their table and place. A page is asked for directly (the
view inside its decorators, as one actor), and must refuse, or answer without any mark of a row that
the model says the person may not read, and write nothing at a place where they hold nothing.
"""

import inspect
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode
from zipfile import ZipFile

from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory
from django.test.client import FakePayload
from django.urls import URLPattern, URLResolver, get_resolver
from django_htmx.middleware import HtmxDetails

from chibo.areas.access.wall import reach_of
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.models import AuditEvent
from chibo.core.scoped import ScopedQuerySet
from chibo.core.wall import behind
from chibo.web.grants import chosen_grant
from tests.probes.addresses import (
    ASKED_FROM_ABOVE,
    NAMED,
    TELLS_OF_READING,
    TOLD_BESIDE,
    TOLD_OF_OWN,
    WORDS,
    WORDS_OF,
)
from tests.probes.known import Nothing
from tests.probes.model import (
    ABOVE_OF,
    WENT_INTO,
    Person,
    is_outside,
    may_read,
    place_lies_below,
    reads_something,
    works_at,
)
from tests.probes.test_rows import actor_of_person, names_of
from tests.probes.world import PLACES, World, read_marks

METHODS = ("get", "file", "post")
"""A page, the same with words of a search asked for as a file, and a form sent to it."""
PACKED = b"PK\x03\x04"
REFUSALS = (Refused, PermissionDenied, Http404)
_FACTORY = RequestFactory()


class _Request(WSGIRequest):
    """A request that knows whether anybody looked at what kind it is."""

    actor: Actor
    account: Any
    grant: Any
    htmx: Any
    _messages: Any
    _dont_enforce_csrf_checks: bool
    was_looked_at = False

    def __init__(self, method: str, query: str) -> None:
        told = {"wsgi.input": FakePayload(_SENT), "QUERY_STRING": query}
        super().__init__({**_ENVIRONS[method], **told})
        self.was_looked_at = False

    def __getattribute__(self, name: str) -> Any:
        if name in LOOKS:
            self.was_looked_at = True
        return super().__getattribute__(name)


LOOKS = frozenset({"method", "GET", "POST", "FILES", "body", "META", "headers"})
_SENT = (
    "version=1&reason=x&text=x&why=x&name=x&day=10/01/2026&starts_on=10/01/2026&answer=x&state=x"
)
_FORM = "application/x-www-form-urlencoded"
_ENVIRONS = {
    "get": _FACTORY.get("/").environ,
    "file": _FACTORY.get("/").environ,
    "post": _FACTORY.post("/", _SENT, content_type=_FORM).environ,
}


@dataclass(frozen=True)
class Route:
    """An address with the view inside its decorators, and the names of what it takes."""

    name: str
    view: Callable[..., HttpResponseBase]
    takes: tuple[str, ...]
    given: Mapping[str, Any]

    @property
    def is_placed(self) -> bool:
        """Whether it names something that lies at a place."""
        return any(each in NAMED or each == "code" for each in self.takes)


@dataclass
class Found:
    """What came of the asking."""

    probes: int = 0
    refused: int = 0
    answered: int = 0
    in_files: int = 0
    """Words of rows read in what is packed: workbooks, papers, bundles."""
    broken: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list, repr=False)

    def add(self, other: "Found") -> None:
        """Count the other's too."""
        self.probes += other.probes
        self.refused += other.refused
        self.answered += other.answered
        self.in_files += other.in_files
        self.broken.update(other.broken)
        self.leaks += other.leaks


def routes() -> list[Route]:
    """All addresses that ask for somebody signed in, in a fixed order."""
    found = [
        Route(
            each.name or "", _inside(each), tuple(each.pattern.converters), dict(each.default_args)
        )
        for each in _patterns(get_resolver())
        if not getattr(each.callback, "open_to_all", False)
    ]
    return sorted(found, key=lambda route: route.name)


def _inside(pattern: URLPattern) -> Callable[..., HttpResponseBase]:
    """The view without what is around it, unless that reads the address for it."""
    view = inspect.unwrap(pattern.callback)
    takes = inspect.signature(view).parameters
    return view if all(name in takes for name in pattern.pattern.converters) else pattern.callback


def _patterns(at: URLResolver) -> Iterator[URLPattern]:
    for each in at.url_patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each)
        else:
            yield each


class Asking:
    """One person at the door: what they hold, and how every answer is looked at."""

    def __init__(
        self, person: Person, actor: Actor, account: Any, world: World, names: dict[str, set[str]],
        *, walled: bool,
    ) -> None:  # fmt: skip
        self.person, self.actor, self.account = person, actor, account
        self.walled = walled
        self.world, self.names, self.found = world, names, Found()
        self.nothing = Nothing()
        self._before = transaction.savepoint()
        self._last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def ask(self, route: Route, place: str) -> None:
        """A probe for each method; whatever they do is undone.

        Refused before it was looked at what kind of request it is: refused for every kind.
        """
        first = self._ask(route, METHODS[0], place)
        if first is not None and not first.was_looked_at:
            self.found.probes += len(METHODS) - 1
            self.found.refused += len(METHODS) - 1
            return
        for method in METHODS[1:]:
            self._ask(route, method, place)

    def leave(self) -> None:
        """The last word: nothing of the asking stays behind."""
        transaction.savepoint_commit(self._before)

    def _ask(self, route: Route, method: str, place: str) -> "_Request | None":
        """The request where it was refused."""
        self.found.probes += 1
        self.nothing.is_old = False
        request = self._request(method, place)
        try:
            answer = route.view(request, **self._arguments(route, place))
            self._look_at(answer, route, method, place)
            self._look_for_writing(route, method, place)
        except REFUSALS:
            self.found.refused += 1
            return request
        except Exception as fault:  # rows made from tables alone lack what a page of theirs needs
            self.found.broken[f"{route.name}: {type(fault).__name__}"] += 1
        transaction.savepoint_rollback(self._before)
        return None

    def _request(self, method: str, place: str) -> "_Request":
        unit = self.world.units[place]
        asked = {"q": "An", "dang": "xlsx", "why": "x", "unit": unit.code, "don-vi": unit.pk}
        request = _Request(method, urlencode(asked) if method == "file" else "")
        request.actor, request.account, request.user = self.actor, self.account, self.account
        request.grant = chosen_grant(self.actor, "")
        request.session = SessionBase()  # type: ignore[assignment]
        request._messages = FallbackStorage(request)
        request.htmx = HtmxDetails(request)
        request._dont_enforce_csrf_checks = True
        return request

    def _arguments(self, route: Route, place: str) -> dict[str, Any]:
        found: dict[str, Any] = dict(route.given)
        words = {**WORDS, **WORDS_OF.get(route.name, {})}
        for name in route.takes:
            row = self.world.rows.get((NAMED.get(name, ""), place))
            if row is not None:
                found[name] = str(row.pk) if name == "key" else row.pk
            elif name == "code" and name not in words:
                found[name] = self.world.units[place].code
            else:
                found[name] = words.get(name, 1 if name.endswith("_id") else "1")
        return found

    def _look_at(self, answer: Any, route: Route, method: str, place: str) -> None:
        self.found.answered += 1
        if isinstance(answer, SimpleTemplateResponse):
            answer.render()
        content = b"".join(answer) if answer.streaming else answer.content
        marks = read_marks("".join(_texts(content)))
        self.found.in_files += len(marks) if content.startswith(PACKED) else 0
        for table, at in marks:
            if not (may_read(self.person, table, at, self.names) or self._told(route, table, at)):
                self.found.leaks.append(
                    f"{self.person} {method} {route.name} {place}: {table} @ {at}"
                )

    def _told(self, route: Route, table: str, at: str) -> bool:
        """Whether it is of the body above, and told by the page to those who work below it."""
        if (route.name, table) in TOLD_OF_OWN and at == self.person.member_of:
            return True
        beside = TOLD_BESIDE.get((route.name, table))
        if beside:
            below = [place for place, above in ABOVE_OF.items() if above == at]
            return any(works_at(self.person, place, beside) for place in below)
        pages = ASKED_FROM_ABOVE.get(table)
        return (
            pages is not None
            and route.name.startswith(pages)
            and any(
                place_lies_below(place, at) and may_read(self.person, table, place, self.names)
                for place in PLACES
            )
        )

    def _look_for_writing(self, route: Route, method: str, place: str) -> None:
        events = AuditEvent.objects.filter(pk__gt=self._last, unit_id__isnull=False)
        for action, unit_id in events.values_list("action", "unit_id"):
            at = next((p for p, unit in self.world.units.items() if unit.pk == unit_id), "")
            # What was shared in a place that ended is looked after by its first heir.
            heir = WENT_INTO.get(at, [at])[0] if action.startswith("topic") else at
            # Whoever reads the trail says which records are watched.
            watching = "trail.view" if action.startswith("canary") else ""
            if self.walled and action == "figures.exported":
                continue  # without filters anybody's page shows the names and numbers of units
            if action in TELLS_OF_READING:
                may = any(reads_something(self.person, each) for each in (at, heir))
            else:
                may = any(works_at(self.person, each, watching) for each in (at, heir))
            if at and not may:
                self.found.leaks.append(
                    f"{self.person} {method} {route.name} {place}: {action} @ {at}"
                )


def _texts(content: bytes) -> Iterator[str]:
    """The text of an answer, or of all that is packed in it."""
    if not content.startswith(PACKED):
        yield content.decode("utf-8", "replace")
        return
    with ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            yield from _texts(packed.read(name))


def everything(rows: Any, *_asked: Any, **_more: Any) -> Any:
    """What a page gets that forgot to ask for whom."""
    return rows._opened()


def querysets_that_ask() -> list[type[ScopedQuerySet[Any]]]:
    """All classes that say which rows somebody may see."""
    found: list[type[ScopedQuerySet[Any]]] = [ScopedQuerySet]
    for each in found:
        found += [sub for sub in each.__subclasses__() if sub not in found]
    return [each for each in found if "visible_to" in vars(each)]


def asked(
    people: Iterable[Person], world: World, every: Iterable[Route], places: int, chance: Random,
    *, walled: bool = False, inside: int = 0, at: Iterable[str] = (),
) -> Found:  # fmt: skip
    """What came of asking: `places` outside of each person's for all; `inside`: some anywhere.

    `at`: further places for all; `walled`: the wall stands, and the filters are off.
    """
    whole, names, every = Found(), names_of(world), list(every)
    for person in people:
        actor = actor_of_person(person, world)
        account = world.rows["access_account", person.member_of or "office"]
        asking = Asking(person, actor, account, world, names, walled=walled)
        outside = [place for place in PLACES if is_outside(person, place)]
        around = behind(reach_of(actor)) if walled else nullcontext()
        with asking.nothing.is_kept(), around:
            for place in [*at, *chance.sample(outside, min(places, len(outside)))]:
                for route in every:
                    if route.is_placed:
                        asking.ask(route, place)
            for route in chance.sample(every, min(inside, len(every))):
                asking.ask(route, chance.choice(PLACES))
        asking.leave()
        whole.add(asking.found)
    return whole
