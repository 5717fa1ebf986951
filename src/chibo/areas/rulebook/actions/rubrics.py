"""Rubrics of a draft, written from forms: each saving is a revision of the draft."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from chibo.areas.rulebook.actions.packs import PackDraft, revise
from chibo.areas.rulebook.errors import BadPack
from chibo.areas.rulebook.layering import layer_of, source_of
from chibo.areas.rulebook.models import LocalPack
from chibo.areas.rulebook.queries import get_local_pack
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.regulations import Rubric
from chibo.regulations.rubric_text import rubric_text

MARK = "[[rubric]]"


@transaction.atomic
def keep_rubric(
    *, actor: Actor, number: int, rubric: Rubric, version: int, now: datetime
) -> LocalPack:
    """Put the rubric into the draft in the place of the one with its code, else after the others.

    Raises BadPack where two rubrics would serve the same meetings, CannotAdopt for rules adopted
    meanwhile, ChangedMeanwhile.
    """
    pack = get_local_pack(actor, number)
    held = layer_of(pack).rubrics
    known = any(each.code == rubric.code for each in held)
    kept = [rubric if each.code == rubric.code else each for each in held]
    return _revise(actor, pack, kept if known else [*kept, rubric], version, now)


@transaction.atomic
def drop_rubric(*, actor: Actor, number: int, code: str, version: int, now: datetime) -> LocalPack:
    """Take a rubric out of the draft; what it served falls back to the rules below."""
    pack = get_local_pack(actor, number)
    kept = [each for each in layer_of(pack).rubrics if each.code != code]
    return _revise(actor, pack, kept, version, now)


def _revise(
    actor: Actor, pack: LocalPack, rubrics: Iterable[Rubric], version: int, now: datetime
) -> LocalPack:
    _require_apart(rubrics)
    source = source_of(pack)
    head, _mark, _rest = pack.content.partition(MARK)
    parts = [head.strip(), *(rubric_text(rubric, source) for rubric in rubrics)]
    written = PackDraft(
        number=pack.number,
        title=pack.title,
        clause=pack.clause,
        issued_on=pack.issued_on,
        effective_from=pack.effective_from,
        content="\n\n".join(part.strip() for part in parts if part.strip()) + "\n",
    )
    return revise(actor=actor, number=pack.pk, written=written, version=version, now=now)


def _require_apart(rubrics: Iterable[Rubric]) -> None:
    """A sentence people understand, before the strict reader says it in its own words."""
    given = list(rubrics)
    for n, one in enumerate(given):
        for other in given[n + 1 :]:
            if one.meets(other):
                raise BadPack(
                    _(
                        "“%(one)s” và “%(other)s” cùng dùng cho một loại buổi và loại hình chi bộ. "
                        "Hãy bớt loại buổi hoặc loại hình ở một trong hai khung."
                    )
                    % {"one": one.name, "other": other.name}
                )
