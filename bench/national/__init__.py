"""A whole country in the program's own tables, and what it takes to read, write and search it.

    createdb chibo_national
    export CHIBO_DATABASE_URL=postgresql:///chibo_national
    chibo migrate
    python -m bench.national make --scale 1.0
    python -m bench.national run --write

The database lies on a server of its own, for which nobody else asks meanwhile. `--scale 0.1` is
what one develops with, `tests/bench` makes a thousandth. Every part of `run` stands beside
a reference measured in the same run, in turns; `--only reading,search` picks some.

Made are 300,000 cells under 50,000 bodies, 5.5 million members with their homes, 24 months of
meetings (7.2 million) with score sheets, last month's reports, and roll-ups: `CellMonth` and
`UnitMonth` of 25 months, kept figures of ten years. All are written by statements over whole
tables, with triggers and foreign keys off. Roll-ups of months with records follow from the records:
`check` counts a commune again by the product's own words and compares, sums up to the country
included. Kept figures of earlier years are those of 2025 moved back: plausible, without records.
Left out: who attended which meeting, agendas, posts, places.
"""
