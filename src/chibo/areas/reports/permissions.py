"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "reports.view"
SUBMIT = "reports.submit"
DECIDE = "reports.decide"
