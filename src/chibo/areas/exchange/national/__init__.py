"""The layout of the national member database, as another way to hand over members.

Known at second hand only ([T] in the collected facts: quoted in programs that fill it in, never
held against the department's own file): 29 columns that two independent sources share, and four
more on which they differ. Read by its headings wherever they stand; what Chibo does not keep
stays out.
"""
