"""`chibo verify`."""

import click

from chibo.cli.application import application
from chibo.cli.command import REFUSED, command, json_option, print_json

OK = (
    "Khớp: số tổng hợp đúng bằng số đếm lại, mọi ràng buộc, biên bản và báo cáo đã khóa giữ nguyên."
)


@command("verify", "Đếm lại và so với số tổng hợp.")
@click.option(
    "--rebuild", is_flag=True, help="Tính lại toàn bộ số tổng hợp từ hồ sơ gốc rồi mới so."
)
@click.option(
    "--sums",
    is_flag=True,
    help="Cộng lại số của mọi cấp trên từ số đã giữ của chi bộ (không đếm lại hồ sơ) rồi mới so.",
)
@json_option
@click.pass_context
def verify(ctx: click.Context, rebuild: bool, sums: bool, as_json: bool) -> None:
    """Đếm lại từ hồ sơ gốc, so với số tổng hợp; kiểm các ràng buộc, biên bản và báo cáo đã khóa,
    nhật ký thao tác và niêm phong của nó.

    Thoát 0 chỉ khi mọi thứ khớp.
    """
    with application():
        from chibo.areas.grading.queue import line_up_anew
        from chibo.areas.indicators.actions import BY_HAND
        from chibo.areas.indicators.actions import rebuild as count_anew
        from chibo.areas.indicators.actions import rebuild_sums as add_up_anew
        from chibo.areas.indicators.actions import verify as recount
        from chibo.cli.integrity import all_that_is_wrong
        from chibo.core import clock

        today = clock.today()
        if rebuild:
            count_anew(today=today)
            line_up_anew()
        elif sums:
            add_up_anew(today=today)
        problems = all_that_is_wrong(recount(today=today, part=BY_HAND))
    if as_json:
        print_json({"holds": not problems, "problems": problems})
    else:
        click.echo("\n".join(problems) if problems else OK)
    ctx.exit(REFUSED if problems else 0)
