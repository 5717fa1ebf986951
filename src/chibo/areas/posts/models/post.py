"""Posts held by members, from–to."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.functions import Cast

from chibo.areas.members.models import ENDED_STATES, Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.known import OTHER, known_posts
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


def stood_below(path: str, day: date) -> dict[str, object]:
    """The rows of units that stood at and below `path`, a path of the day; for one `filter`."""
    return {
        "unit__standings__starts_on__lte": day,
        "unit__standings__ends_before__gt": day,
        "unit__standings__path__gte": path,
        "unit__standings__path__lt": path + "~",
    }


class HowGiven(models.TextChoices):
    """How somebody came to a post; empty where nobody wrote it down."""

    ELECTED = "elected", "Bầu"
    APPOINTED = "appointed", "Chỉ định"


class PostQuerySet(ScopedQuerySet["Post"]):
    """Posts, chainable."""

    view_permission = "posts.view"
    path_column = "unit__path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees the posts they hold."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)

    def under(self, path: str) -> Self:
        """Posts of the unit that stands at `path` today and of all below it."""
        return self.filter(unit__path__gte=path, unit__path__lt=path + "~")

    def below(self, path: str, day: date, *, only_cells: bool = False) -> Self:
        """Posts of what stood at and below `path`, a path of the day, each with `stood_name`.

        `only_cells`: of what stood there as a cell.
        """
        stood = stood_below(path, day)
        if only_cells:
            stood["unit__standings__is_cell"] = True
        return self.filter(**stood).annotate(stood_name=F("unit__standings__name"))

    def by_tree(self) -> Self:
        """After `below`: in the order of the tree of the day."""
        return self.order_by("unit__standings__path", "id")

    def running_on(self, day: date) -> Self:
        """Posts whose time covers the day, in units that are there on it, whoever holds them."""
        stands = Q(unit__ended_before__isnull=True) | Q(unit__ended_before__gt=day)
        return self.filter(stands, starts_on__lte=day).not_ended_on(day)

    def not_ended_on(self, day: date) -> Self:
        """Posts whose time covers the day or begins later."""
        return self.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=day))

    def held_on(self, day: date) -> Self:
        """Posts held on the day by somebody who is a member of the Party on it."""
        return (
            self.running_on(day)
            .filter(member__joined_on__lte=day)
            .exclude(member__state__in=ENDED_STATES, member__state_on__lte=day)
        )


def only(value: F | Cast) -> Func:
    """A range of one value, so that equality takes part in an exclusion without an extension."""
    return Func(value, value, Value("[]"), function="int8range")


_KEY = Cast(Func(F("key"), function="hashtext"), models.BigIntegerField())
PERIOD = Func(F("starts_on"), F("ends_before"), function="daterange")


class Post(models.Model):
    """A post a member holds in a unit on `[starts_on, ends_before)`.

    `kind` is the code of a known post or "other"; `title` what it is called there (Trưởng ấp);
    `key` the code, or the folded title of another post. `followed` is the recorded post, in a unit
    that ended by a change, that this one goes on from: see `following`.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=120)
    key = models.CharField(max_length=120, db_collation="C")
    inside = models.BooleanField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    areas = ArrayField(models.TextField(), default=list, blank=True)
    how = models.CharField(max_length=12, blank=True, choices=spoken(HowGiven))
    decision = models.CharField(max_length=120, blank=True)
    followed = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    member_id: int
    unit_id: int
    followed_id: int | None
    objects = ScopedManager.from_queryset(PostQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "kind", "starts_on"]),
            models.Index(fields=["member", "starts_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_starts",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
            ),
            ExclusionConstraint(
                name="nobody_holds_a_post_twice_at_a_time",
                index_type="GIST",
                deferrable=Deferrable.DEFERRED,
                expressions=[
                    (only(F("member_id")), "&&"),
                    (only(F("unit_id")), "&&"),
                    (only(_KEY), "&&"),
                    (PERIOD, "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """The place of the unit, so that permissions can be asked of a post."""
        return self.unit.path

    def runs_on(self, day: date) -> bool:
        """Whether its time covers the day and its unit is there; the queryset's `running_on`."""
        stands = self.unit.ended_before is None or self.unit.ended_before > day
        runs = self.starts_on <= day and (self.ends_before is None or self.ends_before > day)
        return stands and runs

    @property
    def is_other(self) -> bool:
        """Whether it is only a text, no known post."""
        return self.kind == OTHER or self.kind not in known_posts()


class PostEnd(models.Model):
    """A post that ended with the membership it rests on; what is needed to hold it again.

    `on` is the day of the leaving, `version` the post's as it was left then.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="ends")
    on = models.DateField()
    was_to_end = models.DateField(null=True)
    version = models.PositiveIntegerField()

    post_id: int
