"""All papers of all cells below a body for a month, in one zip, made by the worker."""

import io
import zipfile
from datetime import datetime

from django.db import transaction

from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.access.two_people.asking import PageFile, take_page
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.reports import permissions
from chibo.areas.reports.bundled import Wanted, papers_of_body, papers_of_cell
from chibo.areas.reports.models import BundleState, PaperBundle
from chibo.core import audit, jobs
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.i18n import in_vietnamese
from chibo.core.periods import Month
from chibo.core.rows import get_row

_WHY = "the bundle somebody with the right to its reports asked for"
_KEPT = 3
"""Bundles of one unit whose zip is kept; papers can be made again at any time."""


@transaction.atomic
def ask_for_bundle(*, actor: Actor, unit: Unit, month: Month, now: datetime) -> PaperBundle:
    """Have the papers made in the background. Raises NotAllowed."""
    actor.require(permissions.VIEW, unit)
    bundle = PaperBundle.objects.create(
        unit=unit,
        month=month.first,
        account_id=actor.account_id,
        by_name=actor.name,
        asked_at=now,
    )
    older = PaperBundle.objects.unscoped(_WHY).filter(unit=unit).order_by("-pk")[_KEPT:]
    PaperBundle.objects.unscoped(_WHY).filter(pk__in=[row.pk for row in older]).update(content=b"")
    audit.record(
        actor=actor,
        action="papers.bundle_asked",
        at=now,
        unit_id=unit.pk,
        target=f"paper_bundle:{bundle.pk}",
        changes={"month": month.label},
    )
    jobs.enqueue("make_paper_bundle", bundle_id=bundle.pk)
    return get_row(PaperBundle.objects.defer("content"), actor, pk=bundle.pk)


@transaction.atomic
def take_bundle(*, actor: Actor, bundle: PaperBundle, address: str, now: datetime) -> None:
    """Let somebody who may take the papers along, and note it.

    Papers of many members name many: of as many as make an export bulk it takes a second person.
    Raises SecondNeeded.
    """
    people = Member.objects.visible_to(actor, permissions.VIEW, inside=bundle.unit.path).count()
    out = take_page(actor, PageFile(bundle.unit, "paper_bundle", address), people, now)
    audit.seen(
        actor=actor,
        action="papers.bundle_downloaded",
        at=now,
        unit_id=bundle.unit_id,
        target=f"paper_bundle:{bundle.pk}",
        facts=dict(out),
    )


def make_bundle(bundle_id: int, now: datetime) -> None:
    """What the worker does; run again after it was stopped, it begins anew."""
    rows = PaperBundle.objects.unscoped(_WHY).select_related("unit").defer("content")
    bundle = rows.filter(pk=bundle_id).exclude(state=BundleState.DONE).first()
    if bundle is None:
        return
    actor = _actor(bundle, now)
    cells = _cells(actor, bundle.unit)
    _note(bundle, state=BundleState.MAKING, done=0, total=len(cells))
    out, skipped = io.BytesIO(), list[str]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for done, cell in enumerate(cells, start=1):
            for each in papers_of_cell(actor, cell, Month.of(bundle.month), now):
                _put(archive, each, skipped)
            _note(bundle, done=done)
        for each in papers_of_body(actor, bundle.unit, Month.of(bundle.month), now):
            _put(archive, each, skipped)
        if skipped:
            archive.writestr("khong-lap-duoc.txt", "\n".join(skipped))
        count = len(archive.namelist()) - bool(skipped)
    _note(bundle, state=BundleState.DONE, papers=count, content=out.getvalue(), made_at=now)


def _put(archive: zipfile.ZipFile, wanted: Wanted, skipped: list[str]) -> None:
    """One paper under its name in the zip; where it is refused, the reason among those skipped."""
    try:
        made = wanted.make()
    except Refused as refusal:
        with in_vietnamese():
            skipped.append(f"{wanted.folder}, {wanted.kind}: {refusal.message}")
    else:
        name = f"{wanted.folder}/{wanted.prefix}{made.name}".removeprefix("/")
        archive.writestr(name, made.content)


def _note(bundle: PaperBundle, **fields: object) -> None:
    PaperBundle.objects.unscoped(_WHY).filter(pk=bundle.pk).update(**fields)


def _actor(bundle: PaperBundle, now: datetime) -> Actor:
    if bundle.account_id is None:
        return operator_actor(bundle.by_name)
    return actor_of(Account.objects.get(pk=bundle.account_id), now.date(), via="job")


def _cells(actor: Actor, unit: Unit) -> list[Unit]:
    rows = Unit.objects.visible_to(actor, permissions.VIEW, inside=unit.path)
    return [cell for cell in rows.order_by("path") if cell.is_cell]
