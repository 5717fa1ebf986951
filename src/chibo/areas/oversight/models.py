"""Overseers: committee members who follow a unit, from–to."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import (
    Case,
    Deferrable,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from chibo.areas.members.models import ENDED_STATES, Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.known import codes
from chibo.areas.posts.models import Post
from chibo.core.actor import Actor
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class OverseeingQuerySet(ScopedQuerySet["Overseeing"]):
    """Assignments, chainable."""

    view_permission = "oversight.view"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees what they follow themselves."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)

    def under(self, path: str) -> Self:
        """Assignments to the unit at `path` and to all below it."""
        return self.filter(unit__path__gte=path, unit__path__lt=path + "~")

    def running_on(self, day: date) -> Self:
        """Assignments whose time covers the day, whoever holds them."""
        return self.filter(starts_on__lte=day).not_ended_on(day)

    def not_ended_on(self, day: date) -> Self:
        """Assignments whose time covers the day or begins later."""
        return self.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=day))

    def held_on(self, day: date) -> Self:
        """Running ones of somebody who is a member on the day: the dead follow nobody."""
        return (
            self.running_on(day)
            .filter(member__joined_on__lte=day)
            .exclude(member__state__in=ENDED_STATES, member__state_on__lte=day)
        )

    def with_seats(self, day: date) -> Self:
        """Each with `left_seat_on`: since when its holder sits no longer on the committee above.

        Only a seat that ended since the assignment began tells; where none is recorded, none does.
        """
        seats = Post.objects.unscoped("whether who follows a unit still sits on the committee")
        above = seats.filter(
            member_id=OuterRef("member_id"), unit_id=OuterRef("unit__parent_id"), kind__in=SITTING
        )
        left = above.filter(ends_before__lte=day, ends_before__gt=OuterRef("starts_on"))
        last = left.order_by("-ends_before").values("ends_before")[:1]
        sits = Exists(above.filter(starts_on__lte=day).not_ended_on(day))
        return self.annotate(left_seat_on=Case(When(sits, then=None), default=Subquery(last)))

    def seated_on(self, day: date) -> Self:
        """Held ones, without those whose holder left the committee above since."""
        return self.held_on(day).with_seats(day).filter(left_seat_on__isnull=True)


SITTING = (*codes(leads=True), *codes(seat=True))


def _only(value: str) -> Func:
    """A range of one value, so that equality takes part in an exclusion without an extension."""
    return Func(F(value), F(value), Value("[]"), function="int8range")


_PERIOD = Func(F("starts_on"), F("ends_before"), function="daterange")


class Overseeing(models.Model):
    """A member follows a unit on `[starts_on, ends_before)`; several may, one of them leads.

    `goes_on_from` is the assignment that was handed over into this one.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="overseeing")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="overseers")
    is_lead = models.BooleanField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=120, blank=True)
    goes_on_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    member_id: int
    unit_id: int
    goes_on_from_id: int | None
    left_seat_on: date | None
    """Read by `with_seats`."""
    objects = ScopedManager.from_queryset(OverseeingQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "starts_on"]),
            models.Index(fields=["member", "starts_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="overseeing_ends_after_it_starts",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
            ),
            ExclusionConstraint(
                name="nobody_follows_a_unit_twice_at_a_time",
                index_type="GIST",
                deferrable=Deferrable.DEFERRED,
                expressions=[(_only("member_id"), "&&"), (_only("unit_id"), "&&"), (_PERIOD, "&&")],
            ),
            ExclusionConstraint(
                name="one_lead_overseer_at_a_time",
                index_type="GIST",
                deferrable=Deferrable.DEFERRED,
                condition=Q(is_lead=True),
                expressions=[(_only("unit_id"), "&&"), (_PERIOD, "&&")],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.unit_id}"

    @property
    def path(self) -> str:
        """The place of the unit, so that permissions can be asked of an assignment."""
        return self.unit.path

    def runs_on(self, day: date) -> bool:
        """Whether its time covers the day; the same rule as the queryset's."""
        return self.starts_on <= day and (self.ends_before is None or self.ends_before > day)

    def is_held_on(self, day: date) -> bool:
        """Whether it runs and its holder is a member on the day."""
        return self.runs_on(day) and self.member.counted_on(day)
