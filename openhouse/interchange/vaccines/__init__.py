"""Files of vaccines that a nurse has: HL7 v2 messages of the state's registry (VXU), and CSV."""
