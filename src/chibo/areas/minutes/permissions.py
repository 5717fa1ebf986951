"""Permission names of this area (given by roles, see access/roles.toml)."""

KEEP = "meetings.run"
