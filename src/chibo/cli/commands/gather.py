"""`chibo gather`."""

import click

from chibo.cli.application import application
from chibo.cli.command import command


@command("gather", "Máy chủ trung tâm: nhận số liệu của các tỉnh.")
@click.argument("name", required=False)
@click.option("--from", "url", metavar="ĐỊA-CHỈ", help="Cơ sở dữ liệu của tỉnh: postgresql://…")
@click.option("--stop", is_flag=True, help="Thôi nhận số liệu của tỉnh này.")
def gather(name: str | None, url: str | None, stop: bool) -> None:
    """Nhận số liệu của tỉnh TÊN từ địa chỉ đó; không có tên thì kể các tỉnh đang gửi số liệu."""
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.indicators.published import gathering
        from chibo.core import clock

        actor, now = operator_actor("chibo gather"), clock.now()
        if name and stop:
            gathering.leave(actor=actor, name=name, now=now)
            click.echo(f"Đã thôi nhận số liệu của {name}.")
        elif name and url:
            gathering.gather(actor=actor, name=name, url=url, now=now)
            click.echo(f"Đang nhận số liệu của {name}.")
        elif name:
            raise click.UsageError("Cần --from ĐỊA-CHỈ hoặc --stop.")
        else:
            for each in gathering.sources():
                state = "đang nối" if each.is_connected else "mất nối"
                heard = f"{each.heard_at:%d/%m/%Y %H:%M:%S}" if each.heard_at else "chưa có tin"
                click.echo(f"{each.name}: {state}; tin cuối {heard}; {each.waiting} bảng đang chép")
