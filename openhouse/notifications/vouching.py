"""Whether the district's own mail server vouches for a sender (RFC 8601, RFC 7489).

Everything in a mail is the sender's to write but what our server put on top of it. So one field
counts, the topmost with our server's name; a server takes foreign fields with its name away, and
one that forgot to is not believed about what lies below. What cannot be read for certain vouches
for nobody.
"""

import re
from collections.abc import Iterable, Sequence

#: Characters of a field that is looked into.
LONGEST = 4000
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_RESULT = re.compile(r"(dmarc|dkim|spf)\s*(?:/\s*1\s*)?=\s*([a-z]+)(?:\s+(.*))?", re.DOTALL)
_PROPERTY = re.compile(r'(?<!\S)([a-z]+)\s*\.\s*([a-z]+)\s*=\s*([^\s"]+)(?!\S)')


def is_vouched_for(fields: Iterable[str], by: str, domain: str) -> bool:
    """If the server *by* says that a mail is truly from *domain*.

    *fields* are the values of Authentication-Results as they came, the topmost first. DMARC decides
    where the server looked and the domain has a policy; else DKIM or SPF of that very domain.
    """
    ours = next((f for f in fields if _is_of(f, by.lower())), None)
    if ours is None or len(ours) > LONGEST:
        return False
    plain = _plain(ours)
    if plain is None:
        return False
    found = [_RESULT.fullmatch(part.strip()) for part in plain.split(";")[1:]]
    results = [(m[1], m[2], _properties(m[3] or "")) for m in found if m]
    policy = [(said, its) for method, said, its in results if method == "dmarc"]
    if any(said != "none" for said, _its in policy):
        return all(said == "pass" and its.get("header.from") == domain for said, its in policy)
    return any(
        said == "pass" and _domain_in(method, its) == domain for method, said, its in results
    )


def _is_of(field: str, by: str) -> bool:
    """Even one that is broken further on: what lies below is not looked for then."""
    name = re.match(r'\s*(?:\([^()]*\)\s*)*"?([^\s;"()]+)', field.lower())
    return bool(name) and name is not None and name[1] == by


def _properties(text: str) -> dict[str, str]:
    """Of a property that is said twice the second is not heard, so that none is put in front."""
    found: dict[str, str] = {}
    for kind, name, value in _PROPERTY.findall(text):
        found.setdefault(f"{kind}.{name}", value)
    return found


def _domain_in(method: str, its: dict[str, str]) -> str:
    """The domain that DKIM or SPF found true; "" where it is none."""
    said = its.get("smtp.mailfrom", "")
    if method == "dkim":
        said = its.get("header.d") or its.get("header.i", "")
    domain = said.rpartition("@")[2]
    return domain if _DOMAIN.fullmatch(domain) else ""


def _plain(field: str) -> str | None:
    """*field* without its comments and what stands in quotes, in small letters; None where it is
    broken. A sender may bring quotes of her own, and so no domain is read out of any.

    A comment that touches a word before it is a known trick to end a domain early:
    ``header.d=bank.example(.thief.example)``. No server writes one so.
    """
    said: list[str] = []
    depth, quoted, before = 0, False, " "
    signs = iter(field.lower())
    for sign in signs:
        if sign == "\\":
            return None  # nothing that a server says of a domain needs one
        if sign == '"' and not depth:
            quoted = not quoted
        elif quoted:
            continue
        elif sign == "(":
            if not depth and not (before.isspace() or before == ";"):
                return None
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth < 0:
                return None
            sign = " "  # noqa: PLW2901 - the comment was here
        if not depth:
            said.append(sign)
        before = sign
    return None if depth or quoted else "".join(said)


def of_headers(items: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The values of Authentication-Results among raw header fields, in their order."""
    return tuple(value for name, value in items if name.lower() == "authentication-results")
