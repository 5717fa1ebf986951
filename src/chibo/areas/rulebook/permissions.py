"""Permission names of this area (given by roles, see access/roles.toml)."""

DRAFT = "rules.draft"
ADOPT = "rules.adopt"
