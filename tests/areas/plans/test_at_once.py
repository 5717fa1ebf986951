"""Two people approve one plan at the same moment: it is carried out once, the other is told."""

import threading
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connections

from chibo.areas.organisation.models import UnitChange
from chibo.areas.plans import actions, queries
from chibo.areas.plans.models import PlanState
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile
from tests.factories import a_cell, a_commune, a_province, an_actor
from tests.factories.plans import a_line, a_plan, submitted

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 21, 9, 5, tzinfo=ZONE)


def test_two_approvers_at_the_same_moment_carry_it_out_once() -> None:
    province = a_province()
    one, two = a_commune(province), a_commune(province, "Đảng bộ xã B")
    drafter = an_actor("clerk", province, account_id=1)
    line = a_line("moved", a_cell(one), two)
    plan = submitted(drafter, a_plan(drafter, one, line, on=date(2026, 11, 21), now=NOW), NOW)
    approvers = [an_actor("superior", province, account_id=pk) for pk in (2, 3)]
    seen = queries.outlook_of(approvers[0], plan).digest
    start, done, told = threading.Barrier(2), list[Any](), list[Any]()

    def approve(actor: Actor) -> None:
        start.wait()
        try:
            done.append(
                actions.approve(
                    actor=actor, plan_id=plan.pk, seen=seen, version=plan.version, now=NOW
                )
            )
        except ChangedMeanwhile as refusal:
            told.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve, args=(actor,)) for actor in approvers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(done), len(told)) == (1, 1)
    plan.refresh_from_db()
    assert plan.state == PlanState.EXECUTED
    assert UnitChange.objects.unscoped("test").decided().count() == 1
