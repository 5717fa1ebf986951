"""Jobs that nobody works on any more: their worker was killed, or the database went under them."""

import logging

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from chibo.core.lost import is_line_lost

log = logging.getLogger(__name__)

HEARTBEAT = 2.0
"""Seconds between two signs of life of a worker."""

SILENT = 10.0
"""Seconds without a sign of life after which a worker counts as dead."""

LOOK = 3.0
"""Seconds between two looks for the jobs of dead workers."""

AGAIN = 2
"""Seconds before a job is tried again whose line to the database broke."""


class AfterALostLine(BaseRetryStrategy):
    """A job is tried again when the database went under it: that says nothing about the job."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        return RetryDecision(retry_in={"seconds": AGAIN}) if is_line_lost(exception) else None


async def take_up_left_jobs(manager: JobManager) -> None:
    """Let every job of a dead worker be carried out again; each looks first where its work stands.

    Where another of a kind that waits only once is waiting already, that one does the work: put
    back beside it the dead one would be refused, and hold its lock for ever.
    """
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            await manager.finish_job(job, Status.ABORTED, delete_job=True)
        except ConnectorException as error:  # another worker was quicker
            log.info("job %s: %s", job.id, error)
