"""Calls invented from the API's own document, fitting and not, with schemathesis' checks on each.

In the test command some, in `bench/api_fuzz.py` as many as wanted.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

from chibo.areas.tokens import using
from tests.api.conftest import Commune
from tests.factories import an_account
from tests.factories.meetings import a_held_meeting, a_report
from tests.programs import Program, a_program

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
MAY_NOT_FIT = ["2xx", "401", "403", "404", "409", "422", "429"]
"""What no description can say: months the wrong way round, bytes that are no workbook."""
REFUSED = ["400", "401", "403", "404", "409", "413", "415", "422", "428", "429"]
"""Too long a text makes a request too large before anything is read."""
CONFIG = {
    "generation": {"allow-x00": False},  # a reason has one pattern, which cannot say that too
    "operations": [
        {
            "include-path-regex": "/(figures|imports|imports/sheets)$",
            "checks": {
                "positive_data_acceptance": {"expected-statuses": MAY_NOT_FIT},
                "negative_data_rejection": {"expected-statuses": REFUSED},
            },
        }
    ],
}


@dataclass
class Fuzzed:
    """What came of the calls: how many, by status."""

    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def calls(self) -> int:
        """How many answers were looked at."""
        return self.statuses.total()


@contextmanager
def _connection_kept() -> Iterator[None]:
    """A server gives its connection back behind each request; what is asked here is rolled back."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    try:
        yield
    finally:
        for each in signals:
            each.connect(close_old_connections)


def world() -> tuple[Commune, Program]:
    """A commune with something to read and to decide, and a program that may do all of it."""
    ours = Commune()
    for cell in (ours.east, ours.west):
        a_held_meeting(cell, date(2026, 10, 3))
        a_report(cell, date(2026, 10, 1))
    account = an_account("clerk", ours.commune)
    account.grants.create(role="superior", unit=ours.commune, starts_on=date(2020, 1, 1))
    return ours, a_program(account, writes=True)


@_connection_kept()
def fuzz(program: Program, examples: int) -> Fuzzed:
    """Call every endpoint `examples` times in each mode. Raises what schemathesis finds wrong."""
    using.CALLS_A_MINUTE = 10**9  # how often is not what is asked here
    app, shown = get_wsgi_application(), {"Authorization": f"Bearer {program.text}"}
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", app, headers=shown, config=SchemathesisConfig.from_dict(CONFIG)
    )
    found = Fuzzed()
    for each in schema.get_all_operations():
        operation = each.ok()
        for mode in MODES:
            _call(operation.as_strategy(generation_mode=mode), found, shown, examples)
    return found


def _without_token(case: Any) -> bool:
    """Whether what is wrong with the case may be that it shows no token."""
    headers = case.meta.components.get(ParameterLocation.HEADER)
    return headers is not None and headers.mode == GenerationMode.NEGATIVE


def _call(cases: Any, found: Fuzzed, shown: dict[str, str], examples: int) -> None:
    names = st.sampled_from(("", "", "XHB", "XHB-01"))

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, name=names)
    def one(case: Any, name: str) -> None:
        if name and "code" in case.path_parameters and case.meta.generation.mode == MODES[0]:
            case.path_parameters["code"] = name
        answer = case.call_and_validate(headers=None if _without_token(case) else shown)
        found.statuses[answer.status_code] += 1

    one()
