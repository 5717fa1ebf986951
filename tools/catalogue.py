"""The English catalogue: collect what the interface says, and compile it.

    python tools/catalogue.py update     new and gone sentences into django.po
    python tools/catalogue.py compile    django.po → django.mo
    python tools/catalogue.py missing    sentences without an English wording

Vietnamese is the source language, so only English has a catalogue. Sentences come from Python
(`_`, `gettext_lazy`, …), from templates, from the names of codes (choices), roles and permissions.
"""

import io
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "chibo"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
BORN = datetime(2026, 11, 21, tzinfo=UTC)
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}


@cache
def template_catalogue() -> Catalog:
    """Every sentence of the interface, with where it stands."""
    catalogue = Catalog(project="Chibo", charset="utf-8")
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            _add(catalogue, path, path.read_bytes())
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        _add(catalogue, path, _template_as_python(path))
    for where, sentence, context in _data_sentences():
        catalogue.add(sentence, locations=[(where, 0)], context=context)
    return catalogue


def _add(catalogue: Catalog, path: Path, content: bytes) -> None:
    where = str(path.relative_to(ROOT))
    for _line, message, _comments, _context in extract("python", io.BytesIO(content), KEYWORDS):
        flags = ["python-format"] if "%(" in str(message) else []
        catalogue.add(message, locations=[(where, 0)], flags=flags)


_STRING = r"""u?(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"(n?gettext|_)(\((?:{_STRING},?\s*)+(?:count)?\))", re.DOTALL)


def _template_as_python(path: Path) -> bytes:
    """The gettext calls in what Django makes of a template; the rest of it is no Python."""
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    calls = (f"{name if name != '_' else 'gettext'}{rest}" for name, rest in _CALL.findall(text))
    return "\n".join(calls).encode()


def _data_sentences() -> Iterator[tuple[str, str, str | None]]:
    """Names in data with where they stand and, for a name of two meanings, which is meant."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    django.setup()
    from django.apps import apps

    for model in apps.get_models():
        if model.__module__.startswith("chibo."):
            for field in model._meta.get_fields():
                for _value, label in getattr(field, "choices", None) or ():
                    yield f"src/{model.__module__.replace('.', '/')}.py", str(label), None
    roles = tomllib.loads((SOURCE / "areas/access/roles.toml").read_text(encoding="utf-8"))
    for role in roles.values():
        yield "src/chibo/areas/access/roles.toml", role["name"], "role"
    circles = tomllib.loads((SOURCE / "areas/access/circles.toml").read_text(encoding="utf-8"))
    for circle in circles.values():
        yield "src/chibo/areas/access/circles.toml", circle["name"], None
    from chibo.areas.access.permissions import PERMISSIONS
    from chibo.areas.deadlines.kinds import kinds as deadline_kinds
    from chibo.areas.indicators.definitions import definitions, groups
    from chibo.areas.indicators.told import reasons as reasons_not_applicable
    from chibo.areas.periodic.forms import words as periodic_words
    from chibo.areas.privacy.retention import retention
    from chibo.areas.radar.rules import declared as radar_rules
    from chibo.areas.reports.papers import PAPERS, SECOND_SHEET
    from chibo.areas.reports.queries import SECTIONS
    from chibo.areas.statistics.listing import explanations
    from chibo.areas.summations.frame import words as summation_words
    from chibo.regulations import current, unit_kinds

    for pack in current().packs:
        yield from ((f"packs/{pack.id}", word, None) for word in _pack_words(pack.rules))
    kinds = [kind.name for kind in unit_kinds()]
    papers = (*PAPERS.values(), SECOND_SHEET[1])
    for sentence in (*PERMISSIONS.values(), *papers, *SECTIONS.values(), *kinds):
        yield "src/chibo/areas", sentence, None
    for kind in deadline_kinds().values():
        words = (kind.name_vi, kind.loses_vi, kind.todo_vi)
        yield from (("src/chibo/areas/deadlines", word, None) for word in words)
    for each in definitions():
        yield "src/chibo/areas/indicators", each.name, "indicator"
        words = (each.explanation, each.source, each.numerator_name, each.denominator_name)
        words = (*words, each.records.none)
        named = (*words, each.unit if each.unit != "%" else "")
        yield from (("src/chibo/areas/indicators", word, None) for word in named if word)
    yield from (("src/chibo/areas/indicators", group.name, None) for group in groups())
    for rule in radar_rules():
        yield from (("src/chibo/areas/radar", word, None) for word in (rule.name, rule.why))
    for kept in retention():
        words = (kept.name_vi, kept.source_vi)
        yield from (("src/chibo/areas/privacy", word, None) for word in words)
    for sentence in reasons_not_applicable():
        yield "src/chibo/areas/indicators", sentence, None
    yield from (("src/chibo/areas/statistics", each.words, None) for each in explanations())
    yield from (("src/chibo/areas/periodic", word, None) for word in periodic_words())
    yield from (("src/chibo/areas/summations", word, None) for word in summation_words())


def _pack_words(rules: object) -> Iterator[str]:
    """What pages show of a regulation: grades, criteria, kinds of vote; its text stays its own."""
    from chibo.regulations import (
        BadgeRules,
        DuesRules,
        MeetingRules,
        MemberRules,
        OrganisationRules,
    )

    if isinstance(rules, MeetingRules):
        yield from (grade.name for grade in rules.grades)
        for rubric in rules.rubrics:
            for criterion in rubric.criteria:
                yield criterion.name
                for item in criterion.items:
                    yield from (word for word in (item.name, item.guidance) if word)
    elif isinstance(rules, OrganisationRules):
        yield from (kind.name for kind in rules.voting.kinds)
        yield from (exclusion.name for exclusion in rules.voting.exclusions)
    elif isinstance(rules, BadgeRules):
        yield from (wait.name for wait in rules.waits)
    elif isinstance(rules, DuesRules):
        yield from (each.name for rows in (rules.groups, rules.reliefs) for each in rows)
        yield from (share.name for share in rules.shares)
        yield from (group.amount_called for group in rules.groups if group.amount_called)
    elif isinstance(rules, MemberRules):
        named = (rules.moves, rules.grounds, rules.exemption_reasons, rules.transfer_kinds)
        yield from (each.name for rows in named for each in rows)
        for kind in rules.dossier:
            yield from (kind.name, kind.group)


def read_english() -> Catalog:
    """The English catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="en", project="Chibo", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def update() -> None:
    """Bring the catalogue's sentences up to date; wordings that still fit stay."""
    english = read_english()
    english.update(template_catalogue(), no_fuzzy_matching=True, update_creation_date=False)
    english.obsolete.clear()
    english.header_comment = "# The interface of Chibo in English. Sentences: tools/catalogue.py."
    english.fuzzy = False
    english.version = version("chibo")
    english.last_translator, english.language_team = "Chibo", "English"
    english.msgid_bugs_address = ""
    # One fixed date: what changed and when is git's to tell, and merges stay free of it.
    english.creation_date = english.revision_date = BORN
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, english, width=100, sort_output=True, omit_header=False, no_location=True)


def compiled() -> bytes:
    """The catalogue as Django reads it."""
    out = io.BytesIO()
    write_mo(out, read_english())
    return out.getvalue()


def missing() -> list[str]:
    """Sentences of the interface that have no English wording."""
    english = read_english()
    wanted = (message for message in template_catalogue() if message.id)
    return [str(m.id) for m in wanted if not _worded(english.get(m.id, context=m.context))]


def _worded(found: Message | None) -> bool:
    if found is None or found.fuzzy:
        return False
    wordings = found.string if isinstance(found.string, tuple) else (found.string,)
    return all(wordings)


def main() -> None:
    """Carry out the word on the command line."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    if word == "update":
        update()
    elif word == "compile":
        PO.with_suffix(".mo").write_bytes(compiled())
    elif word == "missing":
        print("\n".join(missing()))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
