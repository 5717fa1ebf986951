"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "overview.view"
NOTE = "radar.note"
REMIND = "radar.remind"
KNOWN = "radar.known"
"""What a body wrote down about a hit: not for the cell it is about."""
