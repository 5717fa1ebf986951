"""Permission names of this area (given by roles, see access/roles.toml)."""

SUGGEST = "self_criticism.suggest"
KEEP = "self_criticism.keep"
