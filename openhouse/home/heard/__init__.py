"""From the ledger to notices: who may want to hear of a change, and what she is told of it.

``reading`` finds from the newest lines of the ledger whom they may concern and holds a notice for
each; ``telling`` lets go those that are due, person by person under her own scope, in the words of
What changed (``words``). What she may not see on that page she is not told (decision 0024).
"""
