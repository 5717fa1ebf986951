"""Bringing a state up, and what is found wrong afterwards."""

import re
from collections.abc import Iterator

from django.test import Client

from chibo.areas.access.models import Account, RoleGrant
from chibo.cli.database import migrate_database, pending_migrations
from tests.upgrades.states import State
from tests.upgrades.story import Before

LINKS = re.compile(r'href="(/[^"#?]*)"')
WHY = "accounts of a state are signed in with"
ROLES = ("secretary", "superior", "clerk", "administrator")


def faults_of_upgrade(state: State, *, pages: int) -> list[str]:
    """Load the state into the database in use, bring it up, look at everything."""
    state.load()
    before = Before(state)
    migrate_database()
    return [*faults_after(before), *faults_of_pages(pages)]


def faults_after(before: Before, *, grown: bool = False) -> Iterator[str]:
    """What was lost, what does not hold, what the release would miss.

    `grown`: there was more, which was looked for already and let go since.
    """
    if pending_migrations():
        yield "not all upgrades were run"
    yield from () if grown else before.what_was_lost()
    yield from before.what_is_wrong()
    yield from before.what_the_release_misses()


def faults_of_pages(most: int) -> Iterator[str]:
    """Of each role somebody opens the first page and what it leads to, `most` pages each."""
    for role in ROLES:
        grant = RoleGrant.objects.unscoped(WHY).filter(role=role).order_by("pk").first()
        if grant is None:
            yield f"nobody is {role}"
            continue
        client = Client()
        client.force_login(Account.objects.get(pk=grant.account_id))
        yield from _walk(client, role, most)


def _walk(client: Client, role: str, most: int) -> Iterator[str]:
    waiting, met, opened = ["/"], {"/"}, 0
    while waiting and opened < most:
        address = waiting.pop(0)
        answer = client.get(address, follow=True)
        opened += 1
        if answer.status_code != 200:
            yield f"{role}: {address} answers {answer.status_code}"
            continue
        if answer.headers["Content-Type"].startswith("text/html"):
            links = [each for each in LINKS.findall(answer.content.decode()) if each not in met]
            met.update(links)
            waiting += [each for each in links if not each.startswith("/static/")]
    if opened < min(most, 5):
        yield f"{role}: only {opened} pages were found"
