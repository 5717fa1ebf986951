"""What the rules said of a form: beside the fields, and why."""

from django import forms

from chibo.areas.members.errors import RefusedByRule, said
from chibo.core.errors import Refused
from chibo.regulations import Reason
from chibo.web.forms import form_refused


def refused(form: forms.Form, refusal: Refused) -> None:
    """Put each objection beside its field, with the clause it stands on."""
    if not isinstance(refusal, RefusedByRule):
        form_refused(form, refusal)
        return
    for objection in refusal.objections:
        field = objection.field if objection.field in form.fields else None
        form.add_error(field, said(objection))


def told(done: str, notes: tuple[Reason, ...], *more: str) -> str:
    """What was done, the notes of the verdict as sentences, and what else came of it."""
    return " ".join(filter(None, (done, *(note.sentence for note in notes), *more)))
