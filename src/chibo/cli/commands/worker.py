"""`chibo worker`."""

import asyncio

import click

from chibo.cli.application import application
from chibo.cli.command import command
from chibo.cli.lifeline import end_with_the_starter


@command("worker", "Chạy riêng việc nền.")
@click.option(
    "--concurrency", default=2, show_default=True, type=click.IntRange(1), help="Số việc cùng lúc."
)
@click.option("--lifeline", is_flag=True, hidden=True)
def worker(concurrency: int, lifeline: bool) -> None:
    """Chạy việc nền: nhập bảng tính, tổng hợp số liệu, việc định kỳ."""
    with application():
        if lifeline:
            end_with_the_starter()
        from procrastinate.contrib.django import app
        from procrastinate.contrib.django.django_connector import DjangoConnector

        from chibo.cli.working import work

        assert isinstance(app.connector, DjangoConnector)
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            asyncio.run(work(working, concurrency))
