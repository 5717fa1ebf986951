"""The library: searching it, and one topic with who used it and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.topics import permissions
from chibo.areas.topics.models import (
    PlannedState,
    PlannedTopic,
    Topic,
    TopicFile,
    TopicForm,
    TopicRemark,
)
from chibo.core.actor import Actor
from chibo.core.rows import get_row

WHY = "cells that took over a topic the actor may see"
PAGE = 20
MOST_USES = 60


@dataclass(frozen=True)
class LibraryPage:
    """One page of the library, newest first; each topic with how many cells took it over."""

    rows: tuple[tuple[Topic, int], ...]
    page: Page[Topic]


def library(actor: Actor, *, text: str = "", form: str = "", number: str = "1") -> LibraryPage:
    """The topics shared where the actor may see them, accent-free by words. Three reads."""
    rows = Topic.objects.visible_to(actor).listed().saying(text)
    if form in TopicForm.values:
        rows = rows.filter(form=form)
    found = rows.select_related("maker").defer("search_key").order_by("-shared_on", "-id")
    page = Paginator(found, PAGE).get_page(number)
    topics = list(page)
    uses = _uses(topics)
    return LibraryPage(tuple((topic, uses.get(topic.pk, 0)) for topic in topics), page)


def _uses(topics: Sequence[Topic]) -> dict[int, int]:
    rows = PlannedTopic.objects.unscoped(WHY).filter(source__in=topics, state=PlannedState.APPROVED)
    counted = rows.order_by().values_list("source").annotate(cells=Count("unit", distinct=True))
    return dict(counted)


@dataclass(frozen=True)
class ShownTopic:
    """A topic with its files, the cells that have it in an agreed plan, and what cells say."""

    topic: Topic
    files: tuple[TopicFile, ...]
    uses: tuple[PlannedTopic, ...]
    remarks: tuple[TopicRemark, ...]


def get_topic(actor: Actor, topic_id: int) -> Topic:
    """The topic, if it was shared where the actor may see it; NotThere otherwise."""
    rows = Topic.objects.select_related("maker__heir", "shared_in")
    return get_row(rows, actor, pk=topic_id)


def shown_topic(actor: Actor, topic_id: int) -> ShownTopic:
    """One topic with all that stands beside it. Four reads."""
    topic = get_topic(actor, topic_id)
    uses = PlannedTopic.objects.unscoped(WHY).filter(source=topic).approved()
    return ShownTopic(
        topic,
        tuple(topic.files.all()),
        tuple(uses.select_related("unit").order_by("-month", "unit__code")[:MOST_USES]),
        tuple(topic.remarks.select_related("unit")[:MOST_USES]),
    )


def may_keep(actor: Actor, topic: Topic) -> bool:
    """Whether the actor works for the maker, or for its heir."""
    heir = topic.maker.heir
    paths = [topic.maker.path, *([heir.path] if heir else [])]
    return any(actor.may(permissions.SHARE, path) for path in paths)


def sharing_bodies(unit: Unit) -> list[Unit]:
    """Where a unit may share: the bodies above it, the nearest first; itself unless a cell."""
    above = ancestors(unit)[::-1]
    return above or [unit] if unit.is_cell else [unit, *above]
