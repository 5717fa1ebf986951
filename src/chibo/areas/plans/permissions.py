"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "units.view"
DRAFT = "units.reorganise"
APPROVE = "plans.approve"
