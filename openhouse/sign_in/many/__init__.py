"""Accounts of many at once: batches, slips, who never came."""
