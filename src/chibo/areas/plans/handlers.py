"""What happens to plans when something happens to changes of units."""

from chibo.areas.organisation.errors import CannotTakeBack
from chibo.areas.organisation.events import ChangeGoes
from chibo.areas.plans.models import PlanLine, PlanState
from chibo.core.i18n import _


def keep_plan_whole(event: ChangeGoes) -> None:
    """A change that a plan carried out goes with the whole plan. Raises CannotTakeBack."""
    lines = PlanLine.objects.filter(change_id=event.change_id, plan__state=PlanState.EXECUTED)
    line = lines.select_related("plan").first()
    if line is not None:
        raise CannotTakeBack(
            _("Biến động này thuộc phương án “%s”. Hãy hoàn tác cả phương án.") % line.plan.name
        )
