"""What a district may be called in addresses."""

#: First parts of addresses that are the server's own: no district is found there.
SERVERS_OWN = (
    ".well-known",
    "app",
    "favicon.ico",
    "health",
    "language",
    "offline",
    "robots.txt",
    "static",
    "sw.js",
    "ui",
    "verify",
)
#: Words that mean something else in addresses, kept free so that nobody takes one for the other.
RESERVED = frozenset({*SERVERS_OWN, "admin", "family", "favicon", "robots", "staff"})
