"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "tasks.view"
ASSIGN = "tasks.assign"
