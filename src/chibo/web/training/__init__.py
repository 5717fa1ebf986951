"""Pages of classes and who was enrolled in them."""
