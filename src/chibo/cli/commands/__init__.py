"""One small module for each sub-command."""
