"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "training.view"
NAMES = "training.names"
KEEP = "training.keep"
