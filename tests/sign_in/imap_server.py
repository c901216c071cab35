"""A small IMAP4rev1 server on this machine: one mailbox, real sockets, what imaplib asks for."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """Its mails by UID, and their flags. ``asked`` are the commands that came."""

    port: int = 0
    user: str = "help"
    password: str = 'a "quoted" \\ password'
    folder: str = "INBOX"
    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, raw: bytes) -> int:
        """Deliver a mail; its UID."""
        uid = len(self.mails) + 1
        self.mails[uid], self.flags[uid] = raw, set()
        return uid

    def url(self, district: str = "north") -> str:
        from urllib.parse import quote

        return (
            f"imap://{self.user}:{quote(self.password, safe='')}@127.0.0.1:{self.port}"
            f"/{self.folder}?district={district}"
        )


class _Conversation(socketserver.StreamRequestHandler):
    box: Mailbox
    signed_in = False
    selected = False

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def handle(self) -> None:
        self.say(b"* OK ready")
        while line := self.rfile.readline():
            tag, command, rest = [*line.decode().rstrip("\r\n").split(" ", 2), "", ""][:3]
            command = command.upper()
            if command == "UID":
                command, rest = [*rest.split(" ", 1), ""][:2]
            self.box.asked.append(command)
            answer = getattr(self, f"on_{command.lower()}", None)
            ok = answer(rest) if answer else None
            self.say(f"{tag} {'OK done' if ok else 'NO refused' if answer else 'BAD'}".encode())
            if command == "LOGOUT":
                return

    def on_capability(self, rest: str) -> bool:
        self.say(b"* CAPABILITY IMAP4rev1")
        return True

    def on_login(self, rest: str) -> bool:
        words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', rest)
        said = [re.sub(r"\\(.)", r"\1", quoted) or plain for quoted, plain in words]
        self.signed_in = said == [self.box.user, self.box.password]
        return self.signed_in

    def on_select(self, rest: str) -> bool:
        self.selected = self.signed_in and rest.strip('"') == self.box.folder
        if self.selected:
            self.say(f"* {len(self.box.mails)} EXISTS".encode())
        return self.selected

    def on_search(self, rest: str) -> bool:
        unseen = [str(uid) for uid, flags in self.box.flags.items() if r"\Seen" not in flags]
        self.say(f"* SEARCH {' '.join(unseen)}".encode())
        return self.selected

    def on_fetch(self, rest: str) -> bool:
        uid, what = rest.split(" ", 1)
        raw = self.box.mails[int(uid)]
        if "RFC822.SIZE" in what:
            self.say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(raw)})".encode())
        else:
            self.say(f"* {uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}".encode())
            self.wfile.write(raw + b")\r\n")
        return self.selected

    def on_store(self, rest: str) -> bool:
        uid, _how, flags = rest.split(" ", 2)
        self.box.flags[int(uid)] |= set(flags.strip("()").split())
        return self.selected

    def on_logout(self, rest: str) -> bool:
        self.say(b"* BYE")
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def imap_server() -> Iterator[Mailbox]:
    """A running server; its mailbox."""
    box = Mailbox()
    handler = type("Conversation", (_Conversation,), {"box": box})
    with _Server(("127.0.0.1", 0), handler) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield box
        server.shutdown()
