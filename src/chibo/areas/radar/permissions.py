"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "overview.view"
NOTE = "radar.note"
