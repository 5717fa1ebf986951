"""Facts that follow from posts, places and cells, from–to, and their sums. See docs/adr/0012.

They follow from the records and never stand in a writer's way: no foreign key of the database
leads to what they are about.
"""

from datetime import date
from enum import StrEnum
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models.post import Post
from chibo.core.periods import DAWN, FOREVER
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class FactCode(StrEnum):
    """What can be the case on a day, each listed and summed.

    `head_…`: whether the secretary heads one of the cell's places; `front_…`: whether a deputy
    heads the Front committee of one. `named_…`: places that count in the cell, and those whose head
    is a member. `commune`: keeps places, or its cells name some. `unplaced`: a name in a cell's
    areas that is no place of the register. `several`: a member with two posts or more at or below
    the path.
    """

    VILLAGE_CELL = "village_cell"
    HEAD_YES = "head_yes"
    HEAD_NO = "head_no"
    FRONT_YES = "front_yes"
    FRONT_NO = "front_no"
    NAMED_PLACE = "named_place"
    NAMED_LED = "named_led"
    COMMUNE = "commune"
    PLACE_COVERED = "place_covered"
    PLACE_UNCOVERED = "place_uncovered"
    UNPLACED = "unplaced"
    TWO_SECRETARIES = "two_secretaries"
    NO_SECRETARY = "no_secretary"
    LEADER_OUTSIDE = "leader_outside_committee"
    LEADER_ELSEWHERE = "leader_elsewhere"
    NO_LONGER_MEMBER = "no_longer_member"
    UNIT_ENDED = "unit_ended"
    SEVERAL = "several"


class FactGroup(StrEnum):
    """What is counted again together."""

    COMMUNE = "k"
    UNIT = "u"
    MEMBER = "m"


def _about(model: type[models.Model], **more: Any) -> Any:
    return models.ForeignKey(
        model,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        **more,
    )


class FactQuerySet(ScopedQuerySet["Fact"]):
    """Facts, chainable."""

    view_permission = "posts.view"

    def on(self, day: date) -> Self:
        """Those that were the case on the day."""
        return self.filter(starts_on__lte=day, ends_before__gt=day)

    def under(self, path: str) -> Self:
        """At `path` and below it; ask with `on`, a path belongs to its days."""
        return self.filter(path__gte=path, path__lt=path + "~")


class Fact(models.Model):
    """What was the case at a place of the tree in `[starts_on, ends_before)`.

    `group` and `group_id`: what it was counted with. `unit`: the cell, unit or commune it is about;
    of a member with several posts the home cell. `text`: what lists are sorted by below the path,
    or the name that fits no place. `cells`: who covers the place. `like_id`: a place that may be
    meant. `amount`: how many of them.
    """

    group = models.CharField(max_length=1)
    group_id = models.BigIntegerField()
    code = models.CharField(max_length=24)
    path = models.TextField(db_collation="C")
    unit = _about(Unit)
    post = _about(Post, null=True)
    member = _about(Member, null=True)
    place_id = models.BigIntegerField(null=True)
    like_id = models.BigIntegerField(null=True)
    text = models.TextField(db_collation="C", blank=True)
    cells = ArrayField(models.BigIntegerField(), default=list)
    amount = models.IntegerField(default=1)
    starts_on = models.DateField(default=DAWN)
    ends_before = models.DateField(default=FOREVER)

    unit_id: int
    post_id: int | None
    member_id: int | None
    objects = ScopedManager.from_queryset(FactQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["code", "path", "text", "id"], name="fact_listed"),
            models.Index(fields=["code", "ends_before"], name="fact_over"),
            models.Index(fields=["path"], name="fact_at"),
            models.Index(fields=["group", "group_id"], name="fact_group"),
        ]


def _change() -> Any:
    return models.IntegerField(default=0)


class FactSum(models.Model):
    """By how much the sums at and below `path` change on `day`; as of a day: all up to it.

    Kept for every place of the tree at or below which there is a fact; `above` is the superior's.
    """

    path = models.TextField(db_collation="C")
    above = models.TextField(db_collation="C")
    day = models.DateField()
    village_cell = _change()
    head_yes = _change()
    head_no = _change()
    front_yes = _change()
    front_no = _change()
    named_place = _change()
    named_led = _change()
    commune = _change()
    place_covered = _change()
    place_uncovered = _change()
    unplaced = _change()
    two_secretaries = _change()
    no_secretary = _change()
    leader_outside_committee = _change()
    leader_elsewhere = _change()
    no_longer_member = _change()
    unit_ended = _change()
    several = _change()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="fact_sum", fields=["path", "day"])]
        indexes = [models.Index(fields=["above", "day"], name="fact_sum_above")]


class FactMark(models.Model):
    """Something changed about a unit, member or place. Written by triggers only.

    `kind`: "s" a unit or where it stood (`path`), "p" posts of a unit, "m" a member, "c" places of
    a commune.
    """

    kind = models.CharField(max_length=1)
    about = models.BigIntegerField()
    path = models.TextField(db_collation="C", blank=True)


class FactState(models.Model):
    """That all facts were counted once; one row at most."""
