"""One office that reads figures and writes meetings: where each page came from, as JSON.

Run by test_replica.py in a process of its own, whose settings name a primary and a replica.
"""

import json
import os
import time
from typing import Any

FROM = "X-Chibo-Read"
DISCONNECT = """
select pg_terminate_backend(pid) from pg_stat_activity
 where pid <> pg_backend_pid() and backend_type = 'client backend'
"""


def main() -> None:
    """The pages of a day, one after the other."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chibo.config.settings"
    import django

    django.setup()
    from tests.conftest import signed_in_wholly

    signed_in_wholly()
    print(json.dumps(_a_day()))


def _a_day() -> dict[str, Any]:
    from datetime import date

    import psycopg
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from chibo.areas.indicators.actions import fold
    from chibo.web.components.downloads import FORM, XLSX
    from tests.factories import a_cell, a_commune, a_held_meeting, a_province, an_account

    today = date(2026, 6, 15)
    province = a_province()
    commune = a_commune(province)
    cell = a_cell(commune)
    a_held_meeting(cell, date(2026, 5, 5))
    fold(today=today)
    client = Client(SERVER_NAME="localhost")
    client.force_login(an_account("superior", province))
    page = reverse("figure", args=[commune.pk, "meetings.regular"]) + "?ky=2026-05"
    replica = psycopg.connect(os.environ["CHIBO_REPLICA_URL"], autocommit=True)

    def read() -> str:
        response = client.get(page)
        assert response.status_code == 200, response.status_code
        return str(response.headers.get(FROM, "primary"))

    def caught_up() -> str:
        while (found := read()) != "replica":
            time.sleep(0.05)
        return found

    told = {"quiet": caught_up()}
    replica.execute("select pg_wal_replay_pause()")
    a_held_meeting(cell, date(2026, 4, 5))
    fold(today=today)
    told["within the lag"] = read()
    client.post(reverse("set_language"), {"language": "vi", "next": "/"})
    told["after writing"] = read()
    stranger = Client(SERVER_NAME="localhost")
    stranger.cookies.update(client.cookies)
    del stranger.cookies["chibo_wrote"]
    time.sleep(settings.CHIBO_REPLICA_LAG + 0.6)
    client, before = stranger, client
    told["too late"] = read()
    replica.execute("select pg_wal_replay_resume()")
    told["caught up"] = caught_up()
    client = before
    told["writer again"] = caught_up()
    workbook = client.get(f"{page}&{FORM}={XLSX}")
    told["workbook"] = [workbook.status_code, workbook.headers.get(FROM, "primary")]
    told["refusal"] = client.get(reverse("figure", args=[commune.pk, "khong.co"])).status_code
    replica.close()
    stopped = psycopg.connect(os.environ["CHIBO_REPLICA_URL"], autocommit=True)
    stopped.execute(DISCONNECT)
    told["connection lost"] = read()
    told["connected again"] = read()
    return told


if __name__ == "__main__":
    main()
