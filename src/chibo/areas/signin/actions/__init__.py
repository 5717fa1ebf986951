"""Setting up the second step of signing in, passing it, and taking it away."""

from chibo.areas.signin.actions.passing import use_code, use_passkey
from chibo.areas.signin.actions.resetting import reset_factors
from chibo.areas.signin.actions.sealing_again import codes_needed, keys_needed, seal_again
from chibo.areas.signin.actions.setting_up import (
    add_app,
    add_passkey,
    make_recovery_codes,
    remove_app,
    remove_passkey,
)

__all__ = [
    "add_app",
    "add_passkey",
    "codes_needed",
    "keys_needed",
    "make_recovery_codes",
    "remove_app",
    "remove_passkey",
    "reset_factors",
    "seal_again",
    "use_code",
    "use_passkey",
]
