"""Places of a commune (thôn, ấp, khóm, tổ dân phố) and the cells that cover them."""
