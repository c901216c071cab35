"""A real mail server on this machine, that takes, refuses or puts off."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Office:
    """What arrived. Addresses that begin with *nobody* are refused, with *later* put off."""

    def __init__(self) -> None:
        self.arrived: list[Message] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("later"):
            return "451 4.7.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.arrived.append(message_from_bytes(envelope.content))
        return "250 OK"


@contextmanager
def post_office(settings: Any) -> Iterator[Office]:
    """A mail server that Django sends to while inside."""
    office = Office()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port}}}
        yield office
    finally:
        controller.stop()
