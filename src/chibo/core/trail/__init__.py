"""The sealed trail without any database: hashing, checkpoints, files and how they are checked.

Nothing here imports Django; a file and a checkpoint are enough (docs/adr/0015).
"""
