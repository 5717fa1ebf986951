"""The rules the system judges by: chains of documents, and every rule of a pack."""
