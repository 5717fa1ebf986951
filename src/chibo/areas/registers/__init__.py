"""The register of papers that come in, each linked with what the body does because of it."""
