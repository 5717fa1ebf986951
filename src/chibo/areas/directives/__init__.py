"""What comes from above and how far each cell has carried it out."""
