"""One file that holds a whole system: the database, the uploads, and what is in them."""
