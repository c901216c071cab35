"""The short code on a paper. Pure.

Twelve signs of Crockford's Base32 (crockford.com/base32): no I, L, O and U, so that nobody reads
one sign for another. Sixty bits, 1.15 x 10^18 codes: who tries a million on a server that has
issued ten million papers finds one with a chance of one in a hundred thousand.

So ``/verify/`` has a limit for each address (20 a minute, 200 a day) and none over all of them,
which one attacker could use up for everybody who holds a genuine paper. A hundred thousand
addresses that spend theirs every day find one such paper within a year with a chance of 6 %, and
learn of it the kind, the day and the district: nobody's name.
"""

import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_READ = str.maketrans("OIL", "011")


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def shown(code: str) -> str:
    """``7KQ2-M9XD-4TRA``, as it stands on the paper."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read(typed: str) -> str:
    """The code that somebody *typed*, with or without hyphens, O for 0; "" where it is none."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""
