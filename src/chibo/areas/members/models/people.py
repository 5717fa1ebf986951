"""Members: the fields the monthly work needs. The register of record is the national database."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.numbers import sealer
from chibo.core.scoped import ScopedManager, ScopedQuerySet
from chibo.core.sealed_fields import BlindIndex, SealedText


class Gender(models.TextChoices):
    """`Giới tính`."""

    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class MemberState(models.TextChoices):
    """`Trạng thái` as last recorded; the dates decide what a member was on a day."""

    FULL = "full", "Chính thức"
    PROBATIONARY = "probationary", "Dự bị"
    EXEMPT = "exempt", "Miễn sinh hoạt"
    TRANSFERRED = "transferred", "Đã chuyển đi"
    DECEASED = "deceased", "Đã từ trần"
    LEFT = "left", "Đã ra khỏi Đảng"


ENDED_STATES = (MemberState.TRANSFERRED, MemberState.DECEASED, MemberState.LEFT)


def _marks(numbers: Iterable[str]) -> list[str]:
    keys = sealer()
    return [mark for number in numbers for mark in keys.marks("number", number)]


class MemberQuerySet(ScopedQuerySet["Member"]):
    """Members, chainable."""

    view_permission = "members.view"
    path_column = "unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees their own record."""
        return Q(pk=actor.member_id) if actor.member_id else super().own_rows(actor)

    def under(self, path: str) -> Self:
        """Members of the cells at or below `path`."""
        return self.filter(unit_path__gte=path, unit_path__lt=path + "~")

    def counted_on(self, day: date) -> Self:
        """Members on `day`: joined by then, no state that ends membership dated by then."""
        return self.filter(joined_on__lte=day).exclude(state__in=ENDED_STATES, state_on__lte=day)

    def home_under(self, path: str, day: date) -> Self:
        """Members on `day` whose home cell of that day then stood at or below `path`."""
        return self.counted_on(day).filter(
            stays__starts_on__lte=day,
            stays__ends_before__gt=day,
            stays__cell__standings__starts_on__lte=day,
            stays__cell__standings__ends_before__gt=day,
            stays__cell__standings__path__gte=path,
            stays__cell__standings__path__lt=path + "~",
        )

    def with_citizen_numbers(self, numbers: Iterable[str]) -> Self:
        """Whose citizen number is one of these, however spelt."""
        return self.filter(citizen_mark__in=_marks(numbers))

    def with_card_numbers(self, numbers: Iterable[str]) -> Self:
        """Whose card number is one of these, however spelt."""
        return self.filter(card_mark__in=_marks(numbers))

    def with_phone(self, number: str) -> Self:
        """Who is reached under this number."""
        return self.filter(phone_mark__in=sealer().marks("phone", number))

    def by_name(self) -> Self:
        """In the Vietnamese order of given names, with a unique tail."""
        return self.order_by("name_key", "id")


class Member(models.Model):
    """A member of the Party in their home cell."""

    code = models.CharField(max_length=40, unique=True)
    full_name = models.CharField(max_length=120)
    gender = models.CharField(max_length=8, choices=spoken(Gender))
    born_on = models.DateField()
    ethnicity = models.CharField(max_length=40, blank=True)
    religion = models.CharField(max_length=40, blank=True)
    citizen_number = SealedText(null=True, blank=True)
    citizen_mark = BlindIndex(of="citizen_number", kind="number")
    card_number = SealedText(blank=True)
    card_mark = BlindIndex(of="card_number", kind="number")
    cell = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="members")
    unit_path = models.TextField(db_collation="C")
    joined_on = models.DateField()
    full_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=spoken(MemberState))
    state_on = models.DateField(null=True, blank=True)
    phone = SealedText(blank=True)
    phone_mark = BlindIndex(of="phone", kind="phone")
    name_key = models.TextField(db_collation="C")
    folded_name = models.TextField(db_collation="C", default="", editable=False)
    search_key = models.TextField(db_collation="C")
    search_words = models.GeneratedField(
        expression=SearchVector("search_key", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    version = models.PositiveIntegerField(default=1)

    cell_id: int
    objects = ScopedManager.from_queryset(MemberQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["unit_path", "name_key", "id"]),
            models.Index(fields=["name_key", "id"]),
            models.Index(fields=["folded_name", "unit_path", "id"], name="member_folded_name"),
            models.Index(fields=["cell", "joined_on"]),
            GinIndex(fields=["search_words"]),
            models.Index(fields=["born_on"]),
            models.Index(fields=["card_mark"], name="member_card_mark"),
            models.Index(fields=["phone_mark"], name="member_phone_mark"),
            models.Index(
                fields=["state_on"],
                condition=Q(state__in=["transferred", "deceased", "left"]),
                name="member_ended_on",
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="a_citizen_number_is_of_one", fields=["citizen_mark"]),
            models.CheckConstraint(
                name="member_joins_after_birth", condition=Q(joined_on__gt=F("born_on"))
            ),
            models.CheckConstraint(
                name="member_ended_state_has_a_date",
                condition=~Q(state__in=["transferred", "deceased", "left"])
                | Q(state_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def path(self) -> str:
        """The place of the home cell, so that permissions can be asked of a member."""
        return self.unit_path

    def counted_on(self, day: date) -> bool:
        """Whether this is a member on `day`; the same rule as the queryset's."""
        ended = self.state in ENDED_STATES and self.state_on is not None and self.state_on <= day
        return self.joined_on <= day and not ended

    def full_by(self, day: date) -> bool:
        """Whether a full member on `day`; probationary otherwise."""
        return self.full_on is not None and self.full_on <= day

    def exempt_on(self, day: date) -> bool:
        """Whether exempt from activity on `day`."""
        dated = self.state_on is None or self.state_on <= day
        return self.state == MemberState.EXEMPT and dated
