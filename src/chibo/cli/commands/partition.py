"""`chibo partition`."""

import click

from chibo.cli.application import application
from chibo.cli.command import command


@command("partition", "Chia số liệu tổng hợp theo năm, cho hệ thống cả nước.")
@click.option("--detach", type=int, metavar="NĂM", help="Tách năm cũ nhất ra thành bảng để lưu.")
@click.option("--attach", type=int, metavar="NĂM", help="Gắn lại năm đã tách.")
def partition(detach: int | None, attach: int | None) -> None:
    """Mỗi năm một bảng; các con số không đổi. Không có tuỳ chọn thì chia và kể các năm đang giữ."""
    with application():
        from django.db import transaction

        from chibo.areas.access.queries import operator_actor
        from chibo.areas.access.wall import keep_wall
        from chibo.areas.indicators.kept import partitions
        from chibo.core import audit, clock

        today = clock.today()
        with transaction.atomic():
            if detach:
                said = f"Đã tách: bảng {partitions.detach(detach)}."
            elif attach:
                partitions.attach(attach)
                said = f"Đã gắn lại năm {attach}. Hãy chạy “chibo verify”."
            else:
                years = partitions.partition(today=today)
                said = f"Mỗi năm một bảng: {years[0]}–{years[-1]}."
            audit.record(
                actor=operator_actor("chibo partition"),
                action="figures.partitioned",
                at=clock.now(),
                changes={"detach": detach, "attach": attach},
            )
        keep_wall()  # pages read a table made anew as they read the old one
        click.echo(said)
