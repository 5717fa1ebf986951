"""The worker's loop, and an end that is heard at every moment of it.

procrastinate's own handlers come late: a signal before them would strike some task of the
connection pool and be lost there.
"""

import asyncio
import signal

from procrastinate import App

from chibo.jobs.left import HEARTBEAT, LOOK, SILENT, take_up_left_jobs

GRACE = 10.0
"""Seconds a job gets to finish when the worker is told to end; then it is tried again later."""


async def work(app: App, concurrency: int) -> None:
    """Carry out jobs, and take up those of a dead worker, until told to end.

    Told by Ctrl-C or a polite kill. Without the database it ends too; whoever started it starts it
    again.
    """
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            loop.add_signal_handler(number, told.set)
    async with app.open_async():
        working = asyncio.create_task(
            app.run_worker_async(
                concurrency=concurrency,
                shutdown_graceful_timeout=GRACE,
                delete_jobs="successful",
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=SILENT,
            )
        )
        beside = asyncio.create_task(told.wait()), asyncio.create_task(_look_for_left_jobs(app))
        await asyncio.wait((working, *beside), return_when=asyncio.FIRST_COMPLETED)
        for task in (working, *beside):
            task.cancel()
        for ended in await asyncio.gather(working, *beside, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


async def _look_for_left_jobs(app: App) -> None:
    while True:
        await take_up_left_jobs(app.job_manager)
        await asyncio.sleep(LOOK)
