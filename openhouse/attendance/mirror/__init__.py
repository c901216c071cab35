"""The absence mirror: days missed, the line of 10 %, and what is usual at the school (ATT-15)."""
