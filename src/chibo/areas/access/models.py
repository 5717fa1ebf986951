"""Accounts, and the roles given to them on a part of the tree for a time."""

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models import ENDED_STATES, Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Post
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet, within_scopes


class AccountManager(BaseUserManager["Account"]):
    """Sign-in looks accounts up by name; lists of accounts go through their grants."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this user name, in whatever case it was typed."""
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person who may sign in."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    member_id: int | None
    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_session_auth_hash(self) -> Any:
        return super().get_session_auth_hash()


def running_on(day: date) -> Q:
    """Grants in force on `day`."""
    return Q(Q(ends_before__isnull=True) | Q(ends_before__gt=day), starts_on__lte=day)


class RoleGrantQuerySet(ScopedQuerySet["RoleGrant"]):
    """Grants, chainable."""

    view_permission = "accounts.manage"

    def running_on(self, day: date) -> Self:
        """Grants in force on `day`."""
        return self.filter(running_on(day))

    def not_ended_on(self, day: date) -> Self:
        """Grants in force on `day` or beginning later."""
        return self.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=day))

    def of_members_on(self, day: date) -> Self:
        """Without grants of people who are members no more; accounts of nobody's are kept."""
        return self.exclude(
            account__member__state__in=ENDED_STATES, account__member__state_on__lte=day
        )


class RoleGrant(models.Model):
    """A role (declared in roles.toml) held by an account on a unit, from–to (half-open).

    `post`: the recorded post it comes from and ends with (see `with_posts`); it may be taken out.
    `stands_in`: held for somebody who is ill or away, see `standing_in`.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="grants")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    post = models.ForeignKey(
        Post, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    stands_in = models.BooleanField(default=False, db_default=False)

    account_id: int
    unit_id: int | None
    post_id: int | None
    objects = ScopedManager.from_queryset(RoleGrantQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["unit", "role"])]
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_starts",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                name="one_open_grant_of_a_role",
                fields=["account", "role", "unit"],
                condition=Q(ends_before__isnull=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_id}"

    def runs_on(self, day: date) -> bool:
        """Whether the role is held on `day`."""
        return self.starts_on <= day and (self.ends_before is None or self.ends_before > day)


class RoleEnd(models.Model):
    """A role that ended with its unit, the membership it rests on, or the post it comes from.

    What is needed to give it back: when it was to end before, and from what day it was taken.
    """

    class Because(StrEnum):
        """What the role went with."""

        UNIT = "unit"
        MEMBERSHIP = "membership"
        POST = "post"

    grant = models.ForeignKey(RoleGrant, on_delete=models.CASCADE, related_name="ended")
    because = models.CharField(max_length=10, default=Because.UNIT.value)
    on = models.DateField()
    was_to_end = models.DateField(null=True)

    @property
    def ended_before(self) -> date:
        """The end that was set: a role that begins later ends on the day it begins."""
        return max(self.on, self.grant.starts_on)


class SecondAskQuerySet(ScopedQuerySet["SecondAsk"]):
    """What waits for a second person, chainable: for who could confirm it, and who asked."""

    view_permission = "accounts.manage"

    def visible_to(self, actor: Actor, permission: str | None = None, *, inside: str = "") -> Self:
        """Roles where accounts are managed, exports where they are made, and one's own."""
        found = Q(asked_by=actor.account_id)
        for what, needed in CONFIRMED_BY.items():
            found |= Q(what=what) & within_scopes(actor, needed, self.path_column, inside)
        return self._opened().filter(found)


class SecondAsk(models.Model):
    """Something one person asked for that holds only once another has confirmed it.

    `facts`: of an export, what is asked for (layout, day, purpose), else empty.
    """

    class What(models.TextChoices):
        """What is asked for."""

        ROLE = "role", "giao vai trò"
        EXPORT = "export", "xuất bảng tính"

    class State(models.TextChoices):
        """How far it has come; one that waits past `expires_at` is over without an act."""

        WAITING = "waiting", "chờ xác nhận"
        CONFIRMED = "confirmed", "đã xác nhận"
        REFUSED = "refused", "không đồng ý"
        WITHDRAWN = "withdrawn", "đã rút"
        USED = "used", "đã tải"

    what = models.CharField(max_length=10, choices=spoken(What))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField(null=True)
    ends_before = models.DateField(null=True)
    facts = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=spoken(State), default=State.WAITING)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    account_id: int | None
    asked_by_id: int
    decided_by_id: int | None
    unit_id: int
    objects = ScopedManager.from_queryset(SecondAskQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["expires_at"])]

    @property
    def needed(self) -> str:
        """The permission that asking and confirming take, on the unit."""
        return CONFIRMED_BY[self.what]


CONFIRMED_BY = {"role": "accounts.manage", "export": "exports.make"}


class OpenSession(AbstractBaseSession):
    """Somebody's visit in one browser. `session_key` holds a hash, never the key itself."""

    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    begun_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=300, blank=True)

    account_id: int | None

    @classmethod
    def get_session_store_class(cls) -> Any:
        from chibo.areas.access.session_store import SessionStore

        return SessionStore

    @property
    def device(self) -> str:
        """The device in plain words."""
        from chibo.areas.access.sessions import device_words

        return device_words(self.browser)
