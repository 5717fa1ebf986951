"""Files changed at random, through every way in: `python -m bench.uploads [--files N] [--pages]`.

Each is read as a workbook of an import, looked at as a paper somebody sends, searched for marks
of secrecy, checked as a Word template; workbooks are imported as well. Every one must be taken or
refused in words: any other exception is printed with its seed and fails the run, as does a row
left behind by an import that was refused. Needs an empty database (CHIBO_DATABASE_URL).

With `--pages` each is sent through a page instead, as a browser does: a workbook or table to the
import, a Word file as the office's own template or a paper of a meeting, a PDF as such a paper.
Looked for then: an answer of 500 or more, and rows of what was refused.

With `--everywhere` each goes one of three ways at random: such a page, the API, the import of the
command line. Behind each that was refused all tables are hashed (`bench/ways_in.py`).
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")


def main() -> int:
    """Print what came of them; 1 where anything but a refusal came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--imports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--everywhere", action="store_true")
    chosen = parser.parse_args()
    from chibo.cli.application import application

    with application():
        if chosen.pages or chosen.everywhere:
            outcomes, faults, longest = send(chosen.files, chosen.seed, chosen.everywhere)
        else:
            outcomes, faults, longest = run(chosen.files, chosen.imports, chosen.seed)
    for outcome, count in sorted(outcomes.items()):
        print(f"{outcome:>28} {count:>7}")
    print(f"{'longest':>28} {longest:>6.2f} s")
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


def run(files: int, imports: int, seed: int) -> tuple[Counter[str], list[str], float]:
    """What came of every file, what should not have come, and the longest one in seconds."""
    from tests.factories.hostile import honest_files, mutated

    honest = sorted(honest_files().items())
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    longest = 0.0
    for number in range(files):
        chance = Random(seed * 1_000_000 + number)
        name, content = chance.choice(honest)
        changed = mutated(content, chance)
        began = time.perf_counter()
        try:
            outcomes[f"refused on {ways(name, changed)} ways"] += 1
            if number < imports and name.endswith(".xlsx"):
                outcomes["imported" if imported(changed) else "import refused"] += 1
        except Exception:  # what this looks for
            last = traceback.format_exc().splitlines()
            faults.append(f"{number} {name}: {last[-1]} {last[-3]}")
        longest = max(longest, time.perf_counter() - began)
    outcomes["faults"] = len(faults)
    return outcomes, faults, longest


def send(files: int, seed: int, everywhere: bool = False) -> tuple[Counter[str], list[str], float]:
    """The same through pages, or every way in; what is kept is rolled back behind each file."""
    from django.db import transaction

    from tests.factories.hostile import honest_files, mutated

    honest = sorted(honest_files().items())
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    longest = 0.0
    with transaction.atomic():
        pages = Everywhere() if everywhere else Pages()
        for number in range(files):
            chance = Random(seed * 1_000_000 + number)
            name, content = chance.choice(honest)
            changed = mutated(content, chance)
            began = time.perf_counter()
            with transaction.atomic():
                outcome = _outcome(pages, name, changed, chance)
                transaction.set_rollback(True)
            longest = max(longest, time.perf_counter() - began)
            outcomes[outcome.partition(":")[0]] += 1
            if outcome.startswith("fault"):
                faults.append(f"{number} {name} {outcome}")
        transaction.set_rollback(True)
    outcomes["faults"] = len(faults)
    return outcomes, faults, longest


def _outcome(pages: "Pages", name: str, content: bytes, chance: Random) -> str:
    try:
        return pages.send(name, content, chance)
    except Exception:  # what this looks for
        last = traceback.format_exc().splitlines()
        return f"fault: {last[-1]} {last[-3]}"


class Pages:
    """A clerk and a secretary signed in, and the pages of theirs that take files."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.test import Client
        from django.test.utils import setup_test_environment

        from tests.conftest import signed_in_wholly
        from tests.factories import an_account
        from tests.months import CellMonth

        os.environ["CHIBO_TODAY"] = "2026-11-01"
        settings.CHIBO_JOBS = "inline"
        setup_test_environment()
        settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="chibo-bench-")
        signed_in_wholly()
        ours = CellMonth()
        self.meeting = ours.prepare()
        self.commune = ours.commune
        self.clerk, self.secretary = (Client(raise_request_exception=False) for _each in range(2))
        self.account = an_account("clerk", ours.commune)
        self.clerk.force_login(self.account)
        self.secretary.force_login(an_account("secretary", ours.cell))

    def send(self, name: str, content: bytes, chance: Random) -> str:
        """What came of it: "taken" or "refused" by which page, or "fault: …"."""
        from uuid import uuid4

        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.urls import reverse

        file, once = SimpleUploadedFile(name, content), str(uuid4())
        fields: dict[str, object] = {"once": once, "file": file}
        if name.endswith((".xlsx", ".csv")):
            page, client, address = "import", self.clerk, reverse("imports")
            fields = {"once": once, "workbooks": [file], "unit": self.commune.pk}
        elif name.endswith(".docx") and chance.random() < 0.5:
            page, client = "template", self.clerk
            address = reverse("template_kind", args=[self.commune.pk, "notice"])
        else:
            page, client = "paper", self.secretary
            address = reverse("paper_add", args=[self.meeting.pk])
            fields["title"] = "Tài liệu"
        before = self.kept()
        answer = client.post(address, fields, follow=True)
        # The page of papers leads back to itself whatever it says.
        taken = self.kept() != before if page == "paper" else bool(answer.redirect_chain)
        if page == "import" and taken and answer.context["view"].can_take:
            batch = answer.context["view"].batch
            address = reverse("import_take", args=[batch.pk])
            answer, page = client.post(address, {"once": str(uuid4())}, follow=True), "take"
        if answer.status_code >= 500:
            return f"fault: {page} answered {answer.status_code}"
        if not taken and self.kept() != before:
            return f"fault: {page} refused it and kept something"
        return f"{'taken' if taken else 'refused'}, page of {page}"

    def kept(self) -> object:
        """What a refused file may not change."""
        return kept_rows()


class Everywhere(Pages):
    """The pages, the API and the command, with all tables looked at behind what was refused."""

    def __init__(self) -> None:
        from bench.ways_in import Api, Records

        super().__init__()
        self.api = Api(self.account, self.commune.code)
        self.records = Records()

    def kept(self) -> object:
        """The hash of all tables."""
        return self.records.now()

    def send(self, name: str, content: bytes, chance: Random) -> str:
        """What came of it on the way that chance chose."""
        from bench.ways_in import command, way_of

        way = way_of(chance)
        if way == "API":
            return self.api.send(name, content, self.records)
        if way == "command":
            return command(name, content, self.records)
        return super().send(name, content, chance)


def kept_rows() -> tuple[int, ...]:
    """Rows where an upload writes."""
    from chibo.areas.documents.models import OwnTemplate
    from chibo.areas.meetings.models import PaperToSend
    from tests.areas.exchange.test_changed_files import kept

    why = "what an upload left behind"
    counted = (OwnTemplate.objects.unscoped(why).count(), PaperToSend.objects.count())
    return (*kept(), *counted)


def ways(name: str, content: bytes) -> int:
    """How many ways in refused it."""
    from tests.areas.documents.test_harm import read_every_way

    return read_every_way(name, content)


def imported(content: bytes) -> bool:
    """Whether an import took it; AssertionError where a refused one left something."""
    from tests.areas.exchange.test_changed_files import import_once

    with tempfile.TemporaryDirectory() as folder:
        return import_once(Path(folder), content)


if __name__ == "__main__":
    sys.exit(main())
