"""The badge of Party membership: who is due for which round, who received it."""
