"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "dues.view"
KEEP = "dues.keep"
BASE = "dues.base"
SETTLE = "dues.settle"
