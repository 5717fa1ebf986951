"""A whole country in the program's own tables, and what it takes to read, write and search it.

    export CHIBO_HOME=/somewhere/with/60/GB
    python -m bench.national make
    python -m bench.national run --write
    python -m bench.national stop

The country lies on a server of its own, the embedded one with room for a country (`server`), for
which nobody else asks meanwhile; `start` starts it again, CHIBO_DATABASE_URL names another one.
`--scale 0.04` is what one develops with (a minute to make, 2 GB), `tests/bench` makes a thousandth.
Every part of `run` is a process of its own with a limit of time and stands beside a reference
measured in it, in turns; `--only reading,search` picks some. A storm can be had again: the next one
lets the reports wait first.

Made are 300,000 cells under 50,000 bodies, 5.5 million members with their homes, 24 months of
meetings (7.2 million) with score sheets, last month's reports, and roll-ups: `CellMonth` and
`UnitMonth` of 25 months, kept figures of ten years. All are written by statements over whole
tables, two at a time, with triggers and foreign keys off. Roll-ups of months with records follow
from the records: `check` counts a commune again by the product's own words and compares, sums up to
the country included. Kept figures of earlier years are those of 2025 moved back: plausible, without
records. Left out: who attended which meeting, agendas, posts, places.
"""
