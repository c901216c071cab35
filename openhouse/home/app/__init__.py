"""The two apps that a phone installs, Parent and Student, and what they keep without network."""
