"""The jobs the worker knows, by the names that `core.jobs.enqueue` is given."""

import logging

from procrastinate.contrib.django import app

from chibo.core import clock
from chibo.jobs.left import AfterALostLine

log = logging.getLogger(__name__)
IMPORTS = "imports"  # jobs under this lock run one after the other
AGAIN = AfterALostLine()  # for what no clock begins anew within minutes


@app.task(name="check_import", lock=IMPORTS, retry=AGAIN)
def check_import(batch_id: int) -> None:
    """Read and check uploaded workbooks."""
    from chibo.areas.exchange import actions

    actions.check(batch_id, clock.now())


@app.task(name="take_checked_import", lock=IMPORTS, retry=AGAIN)
def take_checked_import(batch_id: int) -> None:
    """Go on with an import a program sent to be taken as soon as it is found in order."""
    from chibo.areas.exchange import actions

    actions.take_checked(batch_id)


@app.task(name="write_import", lock=IMPORTS, retry=AGAIN)
def write_import(batch_id: int) -> None:
    """Write a checked import."""
    from chibo.areas.exchange import actions

    actions.write(batch_id, clock.now())


@app.task(name="undo_import", lock=IMPORTS, retry=AGAIN)
def undo_import(batch_id: int) -> None:
    """Take an import out again."""
    from chibo.areas.exchange import actions

    actions.unwrite(batch_id, clock.now())


@app.task(name="make_paper_bundle", lock="make_paper_bundle", retry=AGAIN)
def make_paper_bundle(bundle_id: int) -> None:
    """All papers of a month below a body, in one zip."""
    from chibo.areas.reports.bundling import make_bundle

    make_bundle(bundle_id, clock.now())


@app.task(name="make_pdf", lock="make_pdf", retry=AGAIN)
def make_pdf(pdf_id: int) -> None:
    """A paper as PDF by LibreOffice, one at a time: it takes all of a core for seconds."""
    from chibo.areas.documents import pdf_requests

    pdf_requests.make_pdf(pdf_id)


@app.task(name="fold_figures", queueing_lock="fold_figures", lock="fold_figures")
def fold_figures() -> None:
    """Recount the months that records marked as changed."""
    from chibo.areas.indicators import actions

    actions.fold(today=clock.today())


@app.periodic(cron="* * * * * */10")
@app.task(name="fold_figures_often", queueing_lock="fold_figures_often", lock="fold_figures")
def fold_figures_often(timestamp: int) -> None:
    """Recount without anybody asking: writers only leave marks, and a new day changes figures."""
    fold_figures()


@app.periodic(cron="* * * * * */5")
@app.task(name="seal_trail", queueing_lock="seal_trail", lock="seal_trail")
def seal_trail(timestamp: int) -> None:
    """Seal what was done and seen; an act waits five seconds, ten where the worker is busy."""
    from chibo.core.sealing import seal

    seal(now=clock.now())


@app.periodic(cron="20 3 * * *")
@app.task(name="verify_figures", queueing_lock="verify_figures", lock="fold_figures", retry=AGAIN)
def verify_figures(timestamp: int) -> None:
    """Each night a part of the kept figures beside a recount; the whole of them once a week."""
    from chibo.areas.indicators import actions

    for told in actions.verify_tonight(today=clock.today()):
        log.error("%s", told)


@app.periodic(cron="50 1 * * *")
@app.task(
    name="reseal_nightly",
    queueing_lock="reseal_nightly",
    lock="reseal_nightly",
    retry=AGAIN,
)
def reseal_nightly(timestamp: int) -> None:
    """Each night: what an interrupted change of keys left, and what an older version wrote."""
    from chibo.core.resealing import reseal_everything

    told = reseal_everything()
    if told.closed:
        log.error("%s sealed rows no key here opens", told.closed)


@app.task(
    name="find_duplicates", queueing_lock="find_duplicates", lock="find_duplicates", retry=AGAIN
)
def find_duplicates() -> None:
    """Look through the register for people recorded twice; what is found waits for people."""
    from chibo.areas.members.duplicates import actions

    actions.search(now=clock.now())


@app.periodic(cron="10 2 * * *")
@app.task(name="find_duplicates_nightly", queueing_lock="find_duplicates_nightly", retry=AGAIN)
def find_duplicates_nightly(timestamp: int) -> None:
    """Each night, whether anybody asked or not."""
    find_duplicates()


@app.periodic(cron="40 2 * * *")
@app.task(name="index_papers", queueing_lock="index_papers", lock="index_papers", retry=AGAIN)
def index_papers(timestamp: int) -> None:
    """Each night: words of papers that are found by their title only."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.reports.indexing import catch_up

    catch_up(actor=operator_actor("chibo"), now=clock.now())


@app.periodic(cron="1 * * * *")
@app.task(name="apply_due_changes", queueing_lock="apply_due_changes")
def apply_due_changes(timestamp: int) -> None:
    """Changes and plans whose day has come; hourly, so that a server off at midnight catches up."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.organisation.actions import apply_due
    from chibo.areas.plans.actions import execute_due

    actor, now = operator_actor("chibo"), clock.now()
    apply_due(actor=actor, now=now)
    execute_due(actor=actor, now=now)


@app.task(name="send_notices", queueing_lock="send_notices", lock="send_notices")
def send_notices() -> None:
    """Send e-mails and SMS that wait; outside any transaction but its own small ones."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.notices.actions import send_waiting

    send_waiting(actor=operator_actor("chibo"), now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="send_notices_often", queueing_lock="send_notices_often", lock="send_notices")
def send_notices_often(timestamp: int) -> None:
    """What failed is tried again."""
    send_notices()


@app.periodic(cron="*/5 * * * *")
@app.task(name="tell_refused_tries", queueing_lock="tell_refused_tries")
def tell_refused_tries(timestamp: int) -> None:
    """Tries to sign in that the brake refused: one event for each who tried and window."""
    from chibo.areas.signin.brake import tell_refused

    tell_refused(now=clock.now())


@app.periodic(cron="4 * * * *")
@app.task(name="keep_roles_with_posts", queueing_lock="keep_roles_with_posts")
def keep_roles_with_posts(timestamp: int) -> None:
    """Roles go along with posts whose unit ended, before people are told of it."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.access.with_posts import keep_with_posts

    keep_with_posts(operator_actor("chibo"), clock.now())


@app.periodic(cron="7 * * * *")
@app.task(name="remind_of_due", queueing_lock="remind_of_due")
def remind_of_due(timestamp: int) -> None:
    """Reminders, by day only: nobody is woken by a message."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.notices.actions import remind
    from chibo.areas.periodic.actions import remind as remind_of_reports
    from chibo.areas.privacy.actions import remind as remind_of_requests

    now = clock.now()
    if 7 <= now.hour < 20:
        remind(actor=operator_actor("chibo"), now=now)
        remind_of_reports(actor=operator_actor("chibo"), now=now)
        remind_of_requests(actor=operator_actor("chibo"), now=now)


@app.periodic(cron="20 3 * * *")
@app.task(name="note_moved_reports", queueing_lock="note_moved_reports", retry=AGAIN)
def note_moved_reports(timestamp: int) -> None:
    """Each night a slice of the sealed reports: whose records were corrected since."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.periodic.actions import note_moves

    note_moves(actor=operator_actor("chibo"), now=clock.now())


@app.periodic(cron="50 3 * * *")
@app.task(name="note_moved_summations", queueing_lock="note_moved_summations", retry=AGAIN)
def note_moved_summations(timestamp: int) -> None:
    """Each night a slice of the issued summations: whose records were corrected since."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.summations.actions import note_moves

    note_moves(actor=operator_actor("chibo"), now=clock.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="close_periods", queueing_lock="close_periods", lock="fold_figures", retry=AGAIN)
def close_periods(timestamp: int) -> None:
    """Each night: seal the figures of periods that ended long enough ago."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.indicators.closing.actions import close_periods as close

    close(actor=operator_actor("chibo"), now=clock.now(), today=clock.today())


@app.periodic(cron="30 2 * * *")
@app.task(name="forget_old", queueing_lock="forget_old", retry=AGAIN)
def forget_old(timestamp: int) -> None:
    """Each night: what is past its time, by the rules of retention.toml."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.privacy.actions import forget

    forget(actor=operator_actor("chibo"), now=clock.now())
