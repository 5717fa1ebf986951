"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "absences.view"
ANSWER = "absences.answer"
