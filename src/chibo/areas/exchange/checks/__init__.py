"""Contradictions are errors, what a regulation limits is a warning.

Import takes the past as it was. Each module looks at one sheet; `registers` and `sizes` at what
the sheets mean together with the records they do not mention, `scope` at who is asking.
"""
