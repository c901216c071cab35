"""A SAML identity provider: its own key, real questions read, real answers signed."""

import base64
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ISSUER = "https://idp.juniper.example/metadata"
SIGN_IN = "https://idp.juniper.example/sso"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"


@cache
def key_and_certificate(name: str) -> tuple[str, str]:
    """A key pair of somebody called *name*: both as PEM."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


def bare(certificate: str) -> str:
    """The certificate without its first and last line, as metadata has it."""
    return "".join(certificate.strip().splitlines()[1:-1])


def metadata(issuer: str = ISSUER, sign_in: str = SIGN_IN, who: str = "juniper") -> str:
    """What the provider publishes of itself."""
    return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
 xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{issuer}"><md:IDPSSODescriptor
 protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing">
<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{bare(key_and_certificate(who)[1])}</ds:X509Certificate>
</ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService
 Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sign_in}"/>
</md:IDPSSODescriptor></md:EntityDescriptor>"""


@dataclass
class Question:
    """What the house asked: read from the address that the browser was sent to."""

    id: str
    audience: str
    acs: str

    @classmethod
    def read(cls, url: str) -> "Question":
        packed = parse_qs(urlsplit(url).query)["SAMLRequest"][0]
        asked = etree.fromstring(zlib.decompress(base64.b64decode(packed), -15))
        audience = asked.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer") or ""
        acs = str(asked.get("AssertionConsumerServiceURL"))
        return cls(str(asked.get("ID")), audience, acs)


@dataclass
class Answer:
    """An answer as it is right; a test changes what it wants wrong. None leaves a part out."""

    question: Question
    name: str = "p-1"
    name_format: str = PERSISTENT
    attributes: dict[str, str | list[str]] = field(default_factory=dict)
    issuer: str = ISSUER
    signer: str = "juniper"
    algorithm: str = OneLogin_Saml2_Constants.RSA_SHA256
    #: "assertion", "response" or "nothing".
    signed: str = "assertion"
    audience: str | None = ""
    recipient: str | None = ""
    destination: str | None = ""
    #: What the assertion, and what the envelope around it, say that they answer.
    asked: str | None = ""
    envelope: str | None = ""
    ends: timedelta | None = timedelta(minutes=5)
    begins: timedelta = timedelta(minutes=-1)
    status: str = "urn:oasis:names:tc:SAML:2.0:status:Success"

    def assertion(self) -> str:
        now = datetime.now(UTC)
        end = now + (self.ends or timedelta(minutes=5))
        audience = self.question.audience if self.audience == "" else self.audience
        only_for = f"<saml:Audience>{audience}</saml:Audience>" if audience else ""
        restricted = (
            f"<saml:AudienceRestriction>{only_for}</saml:AudienceRestriction>" if audience else ""
        )
        confirmed = "".join(
            f' {key}="{value}"'
            for key, value in (
                ("InResponseTo", self.question.id if self.asked == "" else self.asked),
                ("Recipient", self.question.acs if self.recipient == "" else self.recipient),
                ("NotOnOrAfter", stamp(end) if self.ends else None),
            )
            if value
        )
        text = (
            '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0"'
            f' ID="_a{id(self)}" IssueInstant="{stamp(now)}">'
            f"<saml:Issuer>{self.issuer}</saml:Issuer>"
            f'<saml:Subject><saml:NameID Format="{self.name_format}">{self.name}</saml:NameID>'
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
            f"<saml:SubjectConfirmationData{confirmed}/></saml:SubjectConfirmation></saml:Subject>"
            f'<saml:Conditions NotBefore="{stamp(now + self.begins)}" NotOnOrAfter="{stamp(end)}">'
            f"{restricted}</saml:Conditions>"
            f'<saml:AuthnStatement AuthnInstant="{stamp(now)}"><saml:AuthnContext>'
            "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
            "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
            f"{self.told()}</saml:Assertion>"
        )
        return self.sign(text) if self.signed == "assertion" else text

    def told(self) -> str:
        """The statement of attributes; nothing where there are none."""
        told = "".join(
            f'<saml:Attribute Name="{name}">'
            + "".join(
                f"<saml:AttributeValue>{escape(value)}</saml:AttributeValue>"
                for value in (values if isinstance(values, list) else [values])
            )
            + "</saml:Attribute>"
            for name, values in self.attributes.items()
        )
        return f"<saml:AttributeStatement>{told}</saml:AttributeStatement>" if told else ""

    def sign(self, text: str) -> str:
        key, certificate = key_and_certificate(self.signer)
        done = OneLogin_Saml2_Utils.add_sign(text, key, certificate, sign_algorithm=self.algorithm)
        return done.decode() if isinstance(done, bytes) else str(done)

    def xml(self) -> str:
        now = datetime.now(UTC)
        more = "".join(
            f' {key}="{value}"'
            for key, value in (
                ("InResponseTo", self.question.id if self.envelope == "" else self.envelope),
                ("Destination", self.question.acs if self.destination == "" else self.destination),
            )
            if value
        )
        text = (
            '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
            ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0"'
            f' ID="_r{id(self)}" IssueInstant="{stamp(now)}"{more}>'
            f"<saml:Issuer>{self.issuer}</saml:Issuer><samlp:Status>"
            f'<samlp:StatusCode Value="{self.status}"/></samlp:Status>'
            f"{self.assertion()}</samlp:Response>"
        )
        return self.sign(text) if self.signed == "response" else text

    def posted(self) -> str:
        """What the browser posts."""
        return packed(self.xml())


def packed(xml: str) -> str:
    return base64.b64encode(xml.encode()).decode()


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def forged(xml: str, name: str) -> str:
    """Signature wrapping: a second assertion, of somebody else, beside the signed one."""
    tree: Any = etree.fromstring(xml.encode())
    space = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion"}
    (real,) = tree.xpath("saml:Assertion", namespaces=space)
    copy = etree.fromstring(etree.tostring(real))
    for signature in copy.xpath("//*[local-name()='Signature']"):
        signature.getparent().remove(signature)
    copy.set("ID", "_evil")
    copy.xpath("//saml:NameID", namespaces=space)[0].text = name
    tree.insert(tree.index(real), copy)
    return str(etree.tostring(tree).decode())


@contextmanager
def identity_provider(**attributes: str) -> Iterator[str]:
    """A running provider: its page has a button that posts the signed answer to the house.

    Yields the address where a sign-in begins.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            question = Question.read(self.path)
            answer = Answer(question, attributes=dict(attributes)).posted()
            body = (
                "<!doctype html><html lang=en><title>Juniper</title><h1>Juniper</h1>"
                f"<form method=post action={question.acs!r}>"
                f"<input type=hidden name=SAMLResponse value={answer!r}>"
                "<button>Go on</button></form>"
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sso"
    finally:
        server.shutdown()
