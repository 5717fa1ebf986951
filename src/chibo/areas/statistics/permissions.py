"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "statistics.view"
TYPE = "statistics.type"
