"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "privacy.view"
ANSWER = "privacy.answer"
BREACHES = "privacy.breaches"
