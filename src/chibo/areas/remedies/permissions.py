"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "remedies.view"
KEEP = "remedies.keep"
