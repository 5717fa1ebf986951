"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "directives.view"
KEEP = "directives.keep"
