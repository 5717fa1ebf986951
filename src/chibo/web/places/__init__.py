"""Pages of the places of communes and of the cells that cover them."""
