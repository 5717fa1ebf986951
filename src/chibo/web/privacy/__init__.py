"""Pages of personal data: the register, one's own data, requests, breaches."""
