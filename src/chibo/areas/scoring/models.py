"""The score sheet of a meeting: what the record proposes, what the cell says, what is official."""

from django.db import models

from chibo.areas.meetings.models import Meeting, Vote
from chibo.core.scoped import ScopedManager, ScopedQuerySet
from chibo.regulations.rubrics import PART_TWO


class ScoreSheetQuerySet(ScopedQuerySet["ScoreSheet"]):
    """Score sheets, chainable."""

    view_permission = "meetings.view"
    path_column = "meeting__unit__path"
    day_column = "meeting__held_on"


class ScoreSheet(models.Model):
    """One meeting's sheet. `rubric` is the id of the pack it was judged under, kept for good.

    `grade_cap`: the best grade the rubric's knock-out rules leave it, by the record when the cell
    confirmed; `cap_reason` says why. `vote`: the meeting's vote on these very points.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="score_sheet")
    rubric = models.CharField(max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    self_total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    self_grade = models.CharField(max_length=12, blank=True)
    official_total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    official_grade = models.CharField(max_length=12, blank=True)
    official_at = models.DateTimeField(null=True, blank=True)
    official_by = models.CharField(max_length=120, blank=True)
    official_note = models.TextField(blank=True)
    vote = models.ForeignKey(
        Vote, null=True, blank=True, on_delete=models.SET_NULL, related_name="score_sheets"
    )
    grade_cap = models.CharField(max_length=12, blank=True, default="", db_default="")
    cap_reason = models.TextField(blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1)

    meeting_id: int
    objects = ScopedManager.from_queryset(ScoreSheetQuerySet)()

    class Meta:
        indexes = [
            models.Index(
                fields=["meeting"],
                name="sheets_awaiting_official",
                condition=models.Q(self_total__isnull=False, official_total__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="scores_between_0_and_100",
                condition=(models.Q(self_total__isnull=True) | models.Q(self_total__range=(0, 100)))
                & (
                    models.Q(official_total__isnull=True) | models.Q(official_total__range=(0, 100))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.self_total}"

    @property
    def second(self) -> "ThematicSheet | None":
        """The second sheet of a combined meeting, if the rubrics asked for one."""
        return getattr(self, "thematic", None)


class ThematicSheet(models.Model):
    """The second sheet of a combined meeting, for its thematic part, where the rubrics ask for two.

    Its lines are the sheet's own whose codes begin with PART_TWO; it is given, voted on and decided
    together with the first. No figure reads it: a meeting is counted once, by its first sheet.
    """

    sheet = models.OneToOneField(
        ScoreSheet, primary_key=True, on_delete=models.CASCADE, related_name="thematic"
    )
    rubric = models.CharField(max_length=60)
    self_total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    self_grade = models.CharField(max_length=12, blank=True)
    official_total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    official_grade = models.CharField(max_length=12, blank=True)
    grade_cap = models.CharField(max_length=12, blank=True)
    cap_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="thematic_scores_between_0_and_100",
                condition=(models.Q(self_total__isnull=True) | models.Q(self_total__range=(0, 100)))
                & (
                    models.Q(official_total__isnull=True) | models.Q(official_total__range=(0, 100))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.self_total}"

    sheet_id: int


class ScoreLine(models.Model):
    """One criterion: the record's proposal with its reason, the points the cell gave, and the
    superior's own column where it was graded line by line."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    maximum = models.DecimalField(max_digits=5, decimal_places=2)
    proposed = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    override_reason = models.TextField(blank=True)
    official_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    official_reason = models.TextField(blank=True, default="", db_default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_line_a_criterion", fields=["sheet", "criterion"]),
            models.CheckConstraint(
                name="points_within_maximum",
                condition=models.Q(points__isnull=True)
                | models.Q(points__gte=0, points__lte=models.F("maximum")),
            ),
            models.CheckConstraint(
                name="official_points_within_maximum",
                condition=models.Q(official_points__isnull=True)
                | models.Q(official_points__gte=0, official_points__lte=models.F("maximum")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_second(self) -> bool:
        """Whether it stands on the second sheet of a combined meeting."""
        return self.criterion.startswith(PART_TWO)
