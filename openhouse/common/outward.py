"""Connections to public addresses only, whatever name somebody typed or a browser sent.

What is asked was filled in by others, so it must not reach the inside of the network that the
server stands in (server-side request forgery). The address is looked up once, each found address
is checked, and the connection goes to that one: a name cannot change in between.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection
from urllib3.util.connection import create_connection

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
#: Addresses that carry an IPv4 address in their last 32 bits (RFC 6052).
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
#: Not for all the world, whatever a library says: IPv4 in IPv6 as it was once written (twice), what
#: was a site's own, and what a large host answers its own machines at.
INSIDE = tuple(
    map(ipaddress.ip_network, ("::/96", "::ffff:0:0:0/96", "fec0::/10", "168.63.129.16/32"))
)


class NotAllowed(OSError):
    """An address that the house does not ask; the words name it."""


def is_web(url: str, *, here: bool) -> bool:
    """If *url* is one that may be asked: https, or http on this machine where *here* says so."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username or parts.password or not host:
        return False
    if parts.scheme == "https":
        return port is None or port == 443 or port > 1023 or here
    return parts.scheme == "http" and here and host in THIS_MACHINE


def is_public(address: str, *, here: bool) -> bool:
    """If *address*, an IP address, may be asked; this machine's own only where *here* says so."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            found = found.ipv4_mapped
        elif found in TRANSLATED:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    if found.is_loopback:
        return here
    if any(found in one for one in INSIDE if one.version == found.version):
        return False
    return found.is_global and not found.is_multicast


def addresses_of(host: str, port: int, *, here: bool) -> list[str]:
    """The IP addresses to ask; raises NotAllowed where any that *host* has is not public."""
    try:
        rows = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise NotAllowed(f"{host} is no name") from error
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not all(is_public(one, here=here) for one in found):
        raise NotAllowed(f"{host} is not a public address")
    return found


def connected(connection: HTTPConnection, *, here: bool) -> socket.socket:
    """A socket to the first of the addresses that answers."""
    problem = OSError("no address")
    for address in addresses_of(connection.host, connection.port, here=here):
        try:
            where = (address, connection.port)
            options = connection.socket_options
            return create_connection(where, connection.timeout, socket_options=options)
        except OSError as error:
            problem = error
    raise problem
