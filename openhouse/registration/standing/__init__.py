"""An application as it stands: who has it before her, what is read of it, whose name signs it."""
