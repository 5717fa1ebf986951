"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "summations.view"
WRITE = "summations.write"
ISSUE = "summations.issue"
