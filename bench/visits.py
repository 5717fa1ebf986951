"""Who opens which page: the same choice on any data, always the biggest of its kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count, F
from django.urls import reverse

from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.access.session_store import PLACE, SessionStore
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.tasks.models import Task
from chibo.core import clock
from chibo.core.periods import Month
from chibo.web.signin.session import CONFIRMED, SECOND

WHY = "the measurements look at everything"
ONE_LOOKUP = "one indexed look-up"


@dataclass(frozen=True)
class Visit:
    """A page as somebody opens it; `session` is the key of their cookie."""

    name: str
    address: str
    session: str
    fragment: bool = False


def visits() -> list[Visit]:
    """The page that is the measure, then the pages that are measured."""
    units = Unit.objects.unscoped(WHY)
    root = units.filter(parent__isnull=True).order_by("pk")[0]
    below = units.filter(parent=root, is_cell=False)
    commune = below.annotate(n=Count("children")).order_by("-n", "pk")[0]
    cell, waiting = _cell_of_the_month(commune, held=True), _cell_of_the_month(commune, held=False)
    above, middle, own = session_of(root), session_of(commune), session_of(cell)
    return [
        Visit(ONE_LOOKUP, reverse("one_lookup", args=[root.pk]), above),
        Visit("overview, province", reverse("overview"), above),
        Visit("overview, commune", reverse("overview"), middle),
        Visit("cell month, held, its secretary", _month(cell), own),
        Visit("cell month, held, its superior", _month(cell), middle),
        Visit("cell month, planned, its secretary", _month(waiting), session_of(waiting)),
        Visit("grading, the sheets that wait", reverse("grading"), middle),
        Visit("grading, one sheet and its minutes", _sheet(commune), middle),
        Visit("grading, points compared, province", reverse("grading_compare"), above),
        Visit("members, province", reverse("members", args=[root.pk]), above),
        Visit("members, commune", reverse("members", args=[commune.pk]), middle),
        Visit("members, cell", reverse("members", args=[cell.pk]), own),
        *_searches(root, commune, above),
        Visit("targets, province", reverse("unit_targets", args=[root.pk]), above),
        Visit("targets, commune", reverse("unit_targets", args=[commune.pk]), middle),
        *_papers(root, cell, above, own),
    ]


def _papers(root: Unit, cell: Unit, above: str, own: str) -> Iterator[Visit]:
    """A cell's register, and papers found by what they say: some words, and words of nearly all."""
    register, all_below = reverse("register_out", args=[cell.pk]), {"duoi": "1"}
    yield Visit("papers out, cell", register, own)
    chair = Member.objects.unscoped(WHY).filter(cell=cell).by_name()[0].full_name
    few, most = f"chủ trì {chair}", "thông báo sinh hoạt"
    yield Visit("papers by their words, cell", f"{register}?{urlencode({'q': few})}", own)
    province = reverse("register_out", args=[root.pk])
    for name, text in (("some words", few), ("words of nearly all", most)):
        asked = urlencode({"q": text, **all_below})
        yield Visit(f"papers by {name}, province", f"{province}?{asked}", above)


def _sheet(commune: Unit) -> str:
    """The sheet of the commune with most lines that still waits; else one already graded."""
    rows = ScoreSheet.objects.unscoped(WHY).filter(meeting__unit__path__startswith=commune.path)
    told = rows.exclude(meeting__state="planned").annotate(n=Count("lines"))
    waits = F("official_total").desc(nulls_first=True)
    return reverse("grade_sheet", args=[told.order_by("-n", waits, "pk")[0].meeting_id])


def _searches(root: Unit, commune: Unit, session: str) -> Iterator[Visit]:
    rows = Member.objects.unscoped(WHY).under(root.path)
    someone = rows.by_name()[rows.count() // 2]
    wanted = {
        "search, full name": someone.full_name,
        "search, surname": someone.full_name.split()[0],
        "search, member's code": someone.code,
        "search, unit": commune.name,
    }
    for name, text in wanted.items():
        address = f"{reverse('search')}?{urlencode({'q': text})}"
        yield Visit(name, address, session)
        yield Visit(f"{name}, as typed", address, session, fragment=True)


def _cell_of_the_month(commune: Unit, *, held: bool) -> Unit:
    """The cell with most members and work to do, its meeting this month held, or planned."""
    month = Month.of(clock.today()).first
    met = Meeting.objects.unscoped(WHY).filter(month=month).exclude(kind="thematic")
    wanted = met.held() if held else met.filter(state="planned")
    busy = Task.objects.unscoped(WHY).still_open()
    cells = (
        Unit.objects.unscoped(WHY).cells().under(commune.path).filter(pk__in=busy.values("unit"))
    )
    found = cells.filter(pk__in=wanted.values("unit")).annotate(n=Count("members"))
    return found.order_by("-n", "pk")[0]


def _month(cell: Unit) -> str:
    return reverse("cell_month", args=[cell.pk, Month.of(clock.today())])


def session_of(unit: Unit) -> str:
    """Signed in as somebody who does for the unit what is done there every day."""
    account, _made = Account.objects.get_or_create(
        username=f"bench.{unit.code}",
        defaults={
            "full_name": "Người đo tốc độ",
            "must_change_password": False,
            "created_at": clock.now(),
        },
    )
    RoleGrant.objects.unscoped(WHY).get_or_create(
        account=account,
        role="secretary" if unit.is_cell else "superior",
        unit=unit,
        defaults={"starts_on": date(clock.today().year, 1, 1)},
    )
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    # As after a sign-in with its second step, just made and noted.
    now = clock.true_now().timestamp()
    session[SECOND], session[CONFIRMED] = "bench", now
    session[PLACE] = {"begun": now, "used": now, "address": "", "browser": ""}
    session.create()
    assert settings.SESSION_COOKIE_NAME == "sessionid"
    assert session.session_key
    return session.session_key
