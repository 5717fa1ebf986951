"""Pages where an office brings its own Word templates."""
