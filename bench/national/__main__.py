"""`python -m bench.national make` and `run`; see the package. `part` and `fold` are of a run."""

import argparse
import os
import sys
from datetime import date

TODAY = date(2026, 11, 21)


def main() -> None:
    """Make the country, or measure on it."""
    options = argparse.ArgumentParser(prog="python -m bench.national", description=__doc__)
    options.add_argument("what", choices=("make", "run", "part", "fold", "start", "stop"))
    options.add_argument("--scale", type=float, default=1.0)
    options.add_argument("--today", type=date.fromisoformat, default=TODAY)
    options.add_argument(
        "--few-years", action="store_true", help="kept figures of cells for three years only"
    )
    options.add_argument(
        "--months-only", action="store_true", help="for --only rebuild: no records"
    )
    options.add_argument("--only", default="", help="parts of the run, by comma")
    options.add_argument("--write", action="store_true", help="keep the tables in docs/bench.md")
    chosen = options.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    os.environ["CHIBO_TODAY"] = chosen.today.isoformat()
    from bench.national import server

    if chosen.what in {"start", "stop"}:
        getattr(server, chosen.what)()
        return
    server.start(loading=chosen.what == "make")
    import django

    django.setup()
    if chosen.what in {"make", "run"}:  # what was made by an earlier version is brought along
        from chibo.cli.database import migrate_database

        migrate_database()
    if chosen.what == "make":
        from bench.national.making import make, make_months

        if chosen.months_only:
            make_months(chosen.scale, today=chosen.today)
        else:
            make(chosen.scale, today=chosen.today, cells_of_all_years=not chosen.few_years)
        server.stop()
        server.start()
        return
    if chosen.what == "fold":
        from bench.national.folding import fold_on

        fold_on(chosen.today)
        return
    from bench.national.running import run_parts, tell_part

    if chosen.what == "part":
        tell_part(chosen.only, chosen.today)
        return
    run_parts(chosen.only, chosen.today, write=chosen.write)


if __name__ == "__main__":
    sys.exit(main())
