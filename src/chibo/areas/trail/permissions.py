"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "trail.view"
SEES_MEMBERS = "members.view"
SEES_SENSITIVE = "members.sensitive"
