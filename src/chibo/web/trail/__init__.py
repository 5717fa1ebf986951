"""Pages about the trail: the auditor's, and a member's own."""
