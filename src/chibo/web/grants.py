"""The role somebody works in now, chosen among those they hold, and the home it leads to."""

from chibo.core.actor import Actor, Grant
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _

# The first permission a role carries decides its home; the order is also the one in which the role
# to start with is picked for a person who holds several and has not chosen yet.
HOMES: tuple[tuple[str, str], ...] = (
    ("meetings.run", "month"),
    ("overview.view", "overview"),
    ("accounts.manage", "accounts"),
    ("trail.view", "trail"),
    ("units.view", "own"),
)


def role_key(grant: Grant) -> str:
    """What the switcher posts: the role and the unit it is held on."""
    return f"{grant.role}:{grant.unit_id}"


def home_of(grant: Grant | None) -> str:
    """The url name a person working in this role starts from."""
    return HOMES[_rank(grant)][1] if grant else "own"


def chosen_grant(actor: Actor, key: str) -> Grant | None:
    """The grant with this key while it is held; otherwise the one to start with."""
    chosen = next((grant for grant in actor.grants if role_key(grant) == key), None)
    return chosen or min(actor.grants, key=_rank, default=None)


def require_somewhere(actor: Actor, permission: str) -> None:
    """Raise NotAllowed on a page nobody has a use for without `permission` on any unit."""
    if not actor.holds(permission):
        raise NotAllowed(
            _(
                "Vai trò đang giữ không dùng trang này. "
                "Hãy hỏi người quản trị của cấp ủy nếu cần làm việc ở đây."
            )
        )


def _rank(grant: Grant) -> int:
    ranks = (n for n, (needed, _home) in enumerate(HOMES) if needed in grant.permissions)
    return next(ranks, len(HOMES) - 1)
