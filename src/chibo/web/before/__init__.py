"""Pages of what comes before a cell's meeting: input of organisations, chi ủy, drafts."""
