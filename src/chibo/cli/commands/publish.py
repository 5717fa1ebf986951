"""`chibo publish`."""

import click

from chibo.cli.application import application
from chibo.cli.command import command


@command("publish", "Đưa số liệu của tỉnh cho máy chủ trung tâm nhận.")
@click.option(
    "--server", required=True, type=int, metavar="SỐ", help="Số của máy chủ này, từ 1 đến 36."
)
def publish(server: int) -> None:
    """Nhận dải số riêng và công bố cây tổ chức, số liệu tổng hợp; không có tên đảng viên nào.

    Chạy một lần trên hệ thống còn trống, sau khi lập cấp trên chung; chạy lại sau mỗi lần nâng cấp.
    """
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.indicators.published.publishing import publish as give
        from chibo.core import clock

        actor = operator_actor("chibo publish")
        tables = give(actor=actor, server=server, now=clock.now())
        click.echo(f"Máy chủ số {server}: đã công bố {tables} bảng số liệu.")
