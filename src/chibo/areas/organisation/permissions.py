"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "units.view"
CHANGE = "units.change"
REORGANISE = "units.reorganise"
