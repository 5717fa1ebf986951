"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "members.view"
CHANGE = "members.change"
SENSITIVE = "members.sensitive"
