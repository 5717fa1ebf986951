"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "targets.view"
SET = "targets.set"
