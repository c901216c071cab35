"""How scores become marks: pure functions on dataclasses, exact, each with its proof.

================  ==================================================================
``pieces``        a piece of work and what its flag makes of it
``schemes``       how one section computes: categories, weights, what missing means
``marks``         the mark in progress and what each category brings to it
``dropping``      which pieces a category leaves out
``effects``       how far each piece moves the mark
``scales``        from a percent to a mark, and how it is rounded
``composites``    a semester from its quarters and its exam
``standards``     how far a skill is learnt, from its scores in order of time
``averages``      grade point average and credits
``entries``       what a teacher types into a cell
================  ==================================================================

Sources: features.md sections 2.3 and 2.5. Where gradebooks in use disagree, each way is an option
with a name. Nothing here is stored; a posted mark is the teacher's and never computed.
"""
