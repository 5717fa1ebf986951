"""Numbers of papers: per unit, type of paper and term of the committee (QĐ 399-QĐ/TW)."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from chibo.areas.documents import permissions
from chibo.areas.documents.kinds import get_paper_rules
from chibo.areas.documents.numbers import show_number
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet
from chibo.core.sealed_fields import SealedBytes


class PaperCounterQuerySet(ScopedQuerySet["PaperCounter"]):
    """Counters, chainable."""

    view_permission = permissions.VIEW


class PaperCounter(models.Model):
    """The last number given; its row is the lock that keeps the sequence without gaps.

    `term_starts_on` is empty while the unit's term is not on record. `last_issued_on` is the latest
    day of a paper of the series: no earlier paper may follow it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_counters")
    paper_kind = models.CharField(max_length=8)
    term_starts_on = models.DateField(null=True)
    last_number = models.PositiveIntegerField(default=0)
    last_issued_on = models.DateField(null=True)

    unit_id: int
    objects = ScopedManager.from_queryset(PaperCounterQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_counter_a_kind_and_term",
                fields=["unit", "paper_kind", "term_starts_on"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_kind} {self.last_number}"


class PaperNumberQuerySet(ScopedQuerySet["PaperNumber"]):
    """Numbers given, chainable."""

    view_permission = permissions.VIEW


class NumberState(models.TextChoices):
    """What became of a number."""

    ISSUED = "issued", "Đã ban hành"
    HELD = "held", "Giữ số"
    UNUSED = "unused", "Bỏ trống"


class PaperNumber(models.Model):
    """A number and the paper that carries it; `ref` points at the record, as "resolution:17".

    A held number waits for a paper: `title` says what for, `note` who holds it and why. Given back
    while it is the last one it is gone; else it stays in the register as unused, with the reason.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_numbers")
    paper_kind = models.CharField(max_length=8)
    org_code = models.CharField(max_length=12)
    term_starts_on = models.DateField(null=True)
    number = models.PositiveIntegerField()
    ref = models.CharField(max_length=80, unique=True)
    issued_on = models.DateField()
    title = models.CharField(max_length=500)
    taken_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=spoken(NumberState), default=NumberState.ISSUED)
    held_by = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    sent_to = models.CharField(max_length=300, blank=True)
    template = models.CharField(max_length=80, blank=True)
    """Which Word template the paper was printed with when it was issued; see `templates.stamp_of`.

    Empty for a paper written elsewhere.
    """

    unit_id: int
    objects = ScopedManager.from_queryset(PaperNumberQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["unit", "-issued_on", "-id"], name="papers_of_a_unit")]
        constraints = [
            models.UniqueConstraint(
                name="one_paper_a_number",
                fields=["unit", "paper_kind", "term_starts_on", "number"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="paper_numbers_start_at_one", condition=models.Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="held_numbers_say_why",
                condition=Q(state="issued") | (~Q(held_by="") & ~Q(note="")),
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def has_own_template(self) -> bool:
        """Whether an office's own template made it."""
        return self.template.startswith("template:")

    @property
    def line(self) -> str:
        """As printed in the heading: "Số 05-NQ/CB"."""
        rules = get_paper_rules(self.issued_on)
        return show_number(self.number, self.paper_kind, self.org_code, rules.numbering.digits)


class PaperText(models.Model):
    """What a numbered paper says, folded, for searching; apart from the number to keep it small."""

    paper = models.OneToOneField(
        PaperNumber, primary_key=True, on_delete=models.CASCADE, related_name="text"
    )
    key = models.TextField()
    is_whole = models.BooleanField(default=False)
    """Whether all the paper says is in it; else only number and title."""
    words = models.GeneratedField(
        expression=SearchVector("key", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [GinIndex(fields=["words"], name="paper_texts_by_words")]

    def __str__(self) -> str:
        return self.key[:60]


class PdfState(models.TextChoices):
    """How far a PDF is."""

    WAITING = "waiting", "Đang chuyển sang PDF"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không chuyển được"


class PaperPdfQuerySet(ScopedQuerySet["PaperPdf"]):
    """PDFs, chainable: everybody has their own, nobody sees another's."""

    view_permission = permissions.VIEW

    def visible_to_owner(self, actor: Actor) -> "PaperPdfQuerySet":
        """The actor's own."""
        mine = Q(account_id=actor.account_id) if actor.account_id else NOTHING
        return self.unscoped("one's own papers, asked for with the right to them").filter(mine)


class PaperPdf(models.Model):
    """A paper somebody asked for as PDF: made by the worker, kept for a day.

    The same .docx asked for again is not converted twice. Papers name people with their numbers:
    both files are sealed.
    """

    account_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    source = SealedBytes()
    content = SealedBytes(default=bytes)
    state = models.CharField(max_length=8, choices=spoken(PdfState), default=PdfState.WAITING)
    asked_at = models.DateTimeField()

    objects = ScopedManager.from_queryset(PaperPdfQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_pdf_a_paper", fields=["account_id", "digest"])
        ]

    def __str__(self) -> str:
        return self.name


class OwnTemplateQuerySet(ScopedQuerySet["OwnTemplate"]):
    """Templates of offices, chainable."""

    view_permission = permissions.VIEW


class OwnTemplate(models.Model):
    """An office's own Word template of one kind of paper, for itself and all below it.

    A draft until `starts_on`; a paper is made with the template in force on the paper's day, so
    that one of an earlier day comes out as it did. The file never changes: a new one is a new row.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="own_templates")
    file_kind = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_by = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField()
    starts_on = models.DateField(null=True)
    ends_before = models.DateField(null=True)

    unit_id: int
    objects = ScopedManager.from_queryset(OwnTemplateQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_template_in_force_a_kind",
                fields=["unit", "file_kind"],
                condition=Q(starts_on__isnull=False, ends_before__isnull=True),
            ),
            models.CheckConstraint(
                name="templates_end_after_they_start",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_kind}: {self.name}"
