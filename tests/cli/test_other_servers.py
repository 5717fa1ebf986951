"""A backup of one server restored into another release: what only the first understands is left."""

import pytest
from django.db import connection

from chibo.cli.backups.statements import plain_statements, run_written

pytestmark = pytest.mark.django_db

OF_15_20 = """\
SET statement_timeout = 0;
SET transaction_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
\\restrict abc
CREATE TABLE public.of_another (
    id bigint NOT NULL,
    words text
);
ALTER TABLE ONLY public.of_another ALTER COLUMN id SET (pg_attver=3235575312);
COPY public.of_another (id, words) FROM stdin;
1	SET transaction_timeout = 0;
2	ALTER TABLE ONLY public.x ALTER COLUMN y SET (pg_attver=1);
3	\\\\.
4	100 %s
\\.
COPY public.of_another (id, words) FROM stdin;
\\.
-- the end
ALTER TABLE ONLY public.of_another ADD CONSTRAINT of_another_pkey PRIMARY KEY (id);
\\unrestrict abc
"""


def test_statements_run_and_every_row_arrives_as_it_was() -> None:
    run_written(OF_15_20.encode().splitlines(keepends=True))
    with connection.cursor() as cursor:
        cursor.execute("select words from of_another order by id")
        assert [words for (words,) in cursor.fetchall()] == [
            "SET transaction_timeout = 0;",
            "ALTER TABLE ONLY public.x ALTER COLUMN y SET (pg_attver=1);",
            "\\.",
            "100 %s",
        ]


def test_a_function_keeps_every_line_that_is_its_own() -> None:
    body = "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$\nUPDATE t\nSET a = 1;\n$$;"
    assert body in plain_statements(body)
