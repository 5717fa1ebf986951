"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "committee_meetings.view"
RUN = "committee_meetings.run"
