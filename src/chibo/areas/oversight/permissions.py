"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "oversight.view"
ASSIGN = "oversight.assign"
