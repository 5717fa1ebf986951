"""Permission names of this area (given by roles, see access/roles.toml)."""

VIEW = "deadlines.view"
KEEP_CERTIFICATES = "certificates.keep"
