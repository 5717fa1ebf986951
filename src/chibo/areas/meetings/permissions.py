"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "meetings.view"
RUN = "meetings.run"
CORRECT = "meetings.correct"
