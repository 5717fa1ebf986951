"""Pages of papers from above and how far cells have carried them out."""
