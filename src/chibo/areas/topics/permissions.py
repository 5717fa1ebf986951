"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "topics.view"
PLAN = "topics.plan"
APPROVE = "topics.approve"
SHARE = "topics.share"
