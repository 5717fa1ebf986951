"""Permission names of this area (given by roles, see access/roles.toml)."""

GIVE = "scores.give"
DECIDE = "scores.decide"
