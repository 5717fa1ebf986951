"""Topics that were worked out once and are there for others: slides, papers, what cells say."""

from typing import Self

from django.db import models
from django.db.models import Q

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.topics import permissions
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet, at_or_below
from chibo.core.vietnamese import fold


class TopicForm(models.TextChoices):
    """How a topic was presented."""

    TALK = "talk", "Trình bày, thảo luận"
    FILM = "film", "Xem phim, hình ảnh"
    VISIT = "visit", "Về nguồn, tham quan"
    QUIZ = "quiz", "Hỏi đáp, tìm hiểu"
    EXAMPLE = "example", "Kể chuyện, nêu gương"
    PRACTICE = "practice", "Làm mẫu, thực hành"


class TopicQuerySet(ScopedQuerySet["Topic"]):
    """Shared topics, chainable.

    A topic is there for everybody at or below the body it is shared in, and for those above it.
    Where that body ended, its heir stands in its place.
    """

    view_permission = permissions.VIEW
    path_column = "shared_in__path"

    def own_rows(self, actor: Actor) -> Q:
        """What is shared in a body above, or in one whose heir is above or below."""
        scopes = actor.scopes(permissions.VIEW, past=False)
        paths = [scope.path for scope in scopes]
        above = {path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
        found = Q(shared_in__path__in=above) | Q(shared_in__heir__path__in=above)
        for scope in scopes:
            if scope.below:
                found |= at_or_below(scope.path, "shared_in__heir__path")
        return found if scopes else NOTHING

    def listed(self) -> Self:
        """Those the maker has not taken back."""
        return self.filter(withdrawn_on__isnull=True)

    def saying(self, text: str) -> Self:
        """Those in which every typed word stands, accent-free."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_key__contains=word)
        return rows


class Topic(models.Model):
    """A topic a cell or a committee worked out, shared in a body at or above it."""

    maker = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="made_topics")
    shared_in = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shared_topics")
    title = models.CharField(max_length=300)
    summary = models.TextField()
    form = models.CharField(max_length=10, choices=spoken(TopicForm))
    search_key = models.TextField(db_collation="C")
    shared_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    maker_id: int
    shared_in_id: int
    objects = ScopedManager.from_queryset(TopicQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["shared_in", "-shared_on"])]

    def __str__(self) -> str:
        return self.title


class TopicFile(models.Model):
    """Slides or a paper of a topic; `name` is what it was called where it came from."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="topics/%Y/%m")
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class TopicRemark(models.Model):
    """What a cell that held the topic says of it; one a cell, nobody's name."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="remarks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="topic_remarks")
    text = models.CharField(max_length=500)
    written_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-written_on", "-id"]
        constraints = [
            models.UniqueConstraint(name="one_remark_a_cell", fields=["topic", "unit"]),
        ]

    def __str__(self) -> str:
        return self.text
