"""A real mail server on this machine, that takes, refuses or puts off."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from openhouse.common.scope import scope
from openhouse.notifications.jobs import deliver
from openhouse.notifications.lanes import EVERY_LANE
from openhouse.notifications.models import Delivery
from tests.cast import Cast


def send_all(cast: Cast, *, put_off_too: bool = False) -> None:
    """What the workers would do now; with *put_off_too* as if the pauses had passed."""
    with scope(district=cast.id, students="all", hat="system"):
        if put_off_too:
            Delivery.objects.filter(state="waiting").update(next_try_at="2020-01-01T00:00Z")
    for lane in EVERY_LANE:
        deliver(cast.id, lane)


def jobs() -> int:
    """How many lanes are to be looked into."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notifications.deliver'"
        )
        return int(cursor.fetchone()[0])


class Office:
    """What arrived. Addresses that begin with *nobody* are refused, with *later* put off."""

    def __init__(self) -> None:
        self.arrived: list[Message] = []
        self.connections = 0
        self.is_patient = False

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answer: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("later") and not self.is_patient:
            return "451 4.7.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.arrived.append(message_from_bytes(envelope.content))
        return "250 OK"


@contextmanager
def mail_server(office: Office) -> Iterator[int]:
    """A server that brings mail to *office* while inside; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def post_office(settings: Any) -> Iterator[Office]:
    """A mail server that Django sends to while inside."""
    office = Office()
    with mail_server(office) as port:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port}}}
        yield office
