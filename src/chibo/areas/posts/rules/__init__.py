"""Pure decisions over who holds what: places and the cells that cover them, clashes and gaps."""
