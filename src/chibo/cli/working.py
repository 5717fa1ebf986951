"""The worker's loop, and an end that is heard at every moment of it.

procrastinate's own handlers come late: a signal before them would strike some task of the
connection pool and be lost there.
"""

import asyncio
import signal
from contextlib import suppress

from procrastinate import App

GRACE = 10.0
"""Seconds a job gets to finish when the worker is told to end; then it is tried again later."""


async def work(app: App, concurrency: int) -> None:
    """Carry out jobs until told to end by Ctrl-C or a polite kill."""
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
            )
        )
        waiting = asyncio.create_task(told.wait())
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not working.done():
            working.cancel()
        with suppress(asyncio.CancelledError):
            await working
