"""E-mails to the help address."""
