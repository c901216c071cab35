"""An answer by e-mail: the true one comes into its thread, and a forged one nowhere."""

from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.config.inbox import inboxes
from openhouse.districts.models import District
from openhouse.messages.models_threads import LONGEST, Post, Thread, ThreadReply, ThreadRules
from openhouse.notifications.by_mail import message_of
from openhouse.notifications.models import Delivery
from openhouse.people.models import Account
from openhouse.sign_in.inbox.receiving import Became
from openhouse.sign_in.jobs import poll_inboxes, take_mail
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.messages.test_threads import MARK, first, home, mails, run, school, with_addresses
from tests.sign_in.imap_server import imap_server

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
HERS = "mother@home.example"
PASS = "mx.north.example; dmarc=pass (p=none) header.from=home.example; spf=fail"
#: What a mail program puts under an answer.
BELOW = (
    "\n\nOn Tue, Oct 6, 2026 at 8:12 AM North <no-reply@localhost> wrote:\n\n"
    "> === Write your answer above this line ===\n>\n> Ms. Okafor has written to you."
)


@pytest.fixture(autouse=True)
def _set_up(settings: Any, north: Cast) -> None:
    settings.REPLY_DOMAIN, settings.REPLY_AUTHSERV_ID = "mail.north.example", "mx.north.example"
    with_addresses(north)


def asked(cast: Cast, client_of: ClientOf, thread: str = "thread_ben", who: str = "mother") -> str:
    """The teacher writes, and is answered at this address: that of the mail that tells of it."""
    teacher = client_of(cast.teacher if thread == "thread_ben" else cast.second_teacher)
    said = {"body": "When can you come?", "client": MARK}
    assert teacher.post(school(cast, cast.rows[thread]), said).status_code == 302
    (mail,) = mails(cast, cast.persons[who].id)
    with in_all(cast):
        district = District.objects.get(pk=cast.id)
    to = str(message_from_bytes(message_of(mail, mail.to, district))["reply-to"])
    assert to == mail.reply_to and to not in mail.text + mail.html
    return to


def answer(to: str, text: str = "At four.", **more: Any) -> bytes:
    """The mother's answer as her mail program sends it and the district's server takes it in."""
    message = EmailMessage()
    for result in more.get("results", [PASS]):
        message["Authentication-Results"] = result
    message["From"] = f"Marta <{more.get('sender', HERS)}>"
    message["To"] = to
    message["Subject"] = "Re: A message from school"
    message["Message-ID"] = more.get("reference", "<1@home.example>")
    for name, value in more.get("headers", {}).items():
        message[name] = value
    if more.get("html"):
        message.set_content(more["html"], subtype="html")
    else:
        message.set_content(text + more.get("below", BELOW))
    for name, content in more.get("files", ()):
        message.add_attachment(content, maintype="image", subtype="jpeg", filename=name)
    return message.as_bytes()


def posts(cast: Cast, thread: str = "thread_ben") -> list[Post]:
    with in_all(cast):
        found = Post.objects.visible_to(System()).filter(thread=cast.rows[thread], by_mail=True)
        return list(found.order_by("pk"))


def told(cast: Cast) -> list[Delivery]:
    with in_all(cast):
        return list(Delivery.objects.filter(kind="thread.refused"))


def test_an_answer_by_e_mail_stands_in_the_thread_once_and_as_hers(
    north: Cast, client_of: ClientOf, settings: Any
) -> None:
    raw = answer(asked(north, client_of), "At four.\n\nIs that <b>fine</b>?")
    with imap_server() as box:
        settings.INBOXES = inboxes(box.url())
        box.put(raw)
        poll_inboxes(0)
    assert take_mail(north.id, raw) == Became.TWICE
    (post,) = posts(north)
    assert (post.person_id, post.side) == (north.mother.id, "family")
    assert post.body == "At four.\n\nIs that <b>fine</b>?"
    shown = client_of(north.teacher).get(school(north, north.rows["thread_ben"]))
    assert "by e-mail" in words_of(shown) and "<b>fine" not in shown.content.decode()
    assert len(mails(north, north.teacher.id)) == 1 and told(north) == []


def test_a_teacher_answers_by_e_mail_too(north: Cast, client_of: ClientOf) -> None:
    thread = north.rows["thread_ben"]
    client_of(north.mother).post(home(north, thread), {"body": "Well?", "client": MARK})
    (mail,) = mails(north, north.teacher.id)
    raw = answer(mail.reply_to, sender="teacher@home.example")
    assert take_mail(north.id, raw) == Became.IN_ITS_THREAD
    (post,) = posts(north)
    assert (post.person_id, post.side) == (north.teacher.id, "school")


def test_without_a_server_that_vouches_the_mail_says_to_answer_in_the_portal(
    north: Cast, client_of: ClientOf, settings: Any
) -> None:
    settings.REPLY_AUTHSERV_ID = ""
    teacher, thread = client_of(north.teacher), north.rows["thread_ben"]
    teacher.post(school(north, thread), {"body": "Well?", "client": MARK})
    (mail,) = mails(north, north.mother.id)
    assert mail.reply_to == "" and "Please answer in the portal" in mail.text
    assert "above this line" not in mail.text


FOREIGN = "mx.thief.example; dmarc=pass header.from=home.example"
FAIL = "mx.north.example; dmarc=fail header.from=home.example; spf=pass smtp.mailfrom=home.example"


@pytest.mark.parametrize(
    ("sender", "results"),
    [
        (HERS, []),
        (HERS, [FOREIGN]),
        (HERS, [FAIL]),
        # what lies below our server's own field the sender wrote
        (HERS, [FAIL, PASS]),
        (HERS, [FOREIGN, FAIL, PASS]),
        (HERS, ["mx.north.example; dmarc=pass header.from=thief.example"]),
        (HERS, ["mx.north.example; none"]),
        (HERS, ["mx.north.example; spf=pass smtp.mailfrom=thief.example"]),
        (HERS, ["mx.north.example; dkim=pass header.d=home.example.thief.example"]),
        # tricks by which one domain is read for another
        (HERS, ["mx.north.example; dkim=pass header.d=home.example(.thief.example)"]),
        (HERS, ["mx.north.example; dkim=pass header.d=home.example(.thief.example"]),
        (HERS, ['mx.north.example; spf=pass smtp.mailfrom="x@home.example"@thief.example']),
        (
            HERS,
            ['mx.north.example; spf=pass smtp.mailfrom="a smtp.mailfrom=home.example b"@t.example'],
        ),
        (HERS, ['mx.north.example; spf=fail smtp.mailfrom="; dkim=pass header.d=home.example"']),
        (HERS, ["mx.north.example; spf=fail (; dkim=pass header.d=home.example)"]),
        ("mother@thief.example", [PASS.replace("home.example", "thief.example")]),
        ("father@home.example", [PASS]),
    ],
)
def test_a_forged_sender_writes_nothing_and_nobody_is_written_to(
    north: Cast, client_of: ClientOf, sender: str, results: list[str]
) -> None:
    to = asked(north, client_of)
    raw = answer(to, "Send him home alone.", sender=sender, results=results)
    assert take_mail(north.id, raw) == Became.NO_ANSWER
    assert posts(north) == [] and told(north) == []
    page = words_of(client_of(north.mother).get(home(north, north.rows["thread_ben"])))
    assert "Please send it here." in page and "home alone" not in page


@pytest.mark.parametrize(
    "results",
    [
        ["mx.north.example 1; dmarc=none header.from=a.example; dkim=pass header.d=home.example"],
        ["mx.north.example;\r\n spf=pass (ok; truly) smtp.mailfrom=bounce@home.example"],
        [FOREIGN, "MX.north.example; dkim=fail header.d=x; dkim=pass header.i=@home.example"],
        ['mx.north.example; dkim=pass header.d=home.example header.b="a+b"; dmarc=pass (p=NONE)'
         " header.from=home.example"],
    ],
)  # fmt: skip
def test_what_real_servers_write_of_a_true_sender_is_understood(
    north: Cast, client_of: ClientOf, results: list[str]
) -> None:
    to = asked(north, client_of)
    fields = "".join(f"Authentication-Results: {one}\r\n" for one in results).encode()
    assert take_mail(north.id, fields + answer(to, results=[])) == Became.IN_ITS_THREAD


def test_an_address_that_is_guessed_or_anothers_writes_nothing(
    north: Cast, client_of: ClientOf
) -> None:
    to = asked(north, client_of)
    local, mark = to.partition("@")[0].rsplit("-", 1)
    number = int(local.rsplit("-", 1)[1])
    for guess in (
        f"{local}-{'a' * 32}",
        f"{local.rsplit('-', 1)[0]}-{number + 1}-{mark}",
        f"reply+{north.id + 1}-{number}-{mark}",
        "reply+1",
    ):
        raw = answer(f"{guess}@mail.north.example")
        assert take_mail(north.id, raw) == Became.NO_ANSWER, guess
    # and one of the father's is no use to the mother
    with in_all(north):
        row = ThreadReply.objects.get(pk=number)
        ThreadReply.objects.filter(pk=row.pk).update(person_id=north.father.id)
    assert take_mail(north.id, answer(to)) == Became.NO_ANSWER
    assert posts(north) == [] and told(north) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return-Path": "<>"},
        {"X-Autoreply": "yes"},
    ],
)
def test_a_machine_answers_nobody(
    north: Cast, client_of: ClientOf, headers: dict[str, str]
) -> None:
    raw = answer(asked(north, client_of), "I am on vacation.", headers=headers)
    assert take_mail(north.id, raw) == Became.NO_ANSWER
    assert posts(north) == [] and told(north) == []


def test_whose_guardianship_ended_yesterday_is_told_once_and_writes_nothing(
    north: Cast, client_of: ClientOf
) -> None:
    to = asked(north, client_of, "thread_ana", "father")
    run(north, "UPDATE people_guardianship SET ends_on = %s WHERE person_id = %s"
        " AND student_id = %s", date(2026, 10, 5), north.father.id, north.ana.id)  # fmt: skip
    for number in range(2):
        raw = answer(to, "Secret.", sender="father@home.example", reference=f"<{number}@x>")
        assert take_mail(north.id, raw) == Became.NO_ANSWER
    assert posts(north, "thread_ana") == []
    (mail,) = told(north)
    assert mail.to == "father@home.example" and "Secret" not in mail.text + mail.html
    assert "cannot write in that conversation" in mail.text and "Ana" not in mail.text


def close(cast: Cast, client_of: ClientOf) -> None:
    thread = cast.rows["thread_ben"]
    client_of(cast.teacher).post(f"{school(cast, thread)}close/")


def only_read(cast: Cast, client_of: ClientOf) -> None:
    with in_all(cast):
        ThreadRules.objects.update(families="read")


def no_account(cast: Cast, client_of: ClientOf) -> None:
    with in_all(cast):
        Account.objects.filter(person_id=cast.mother.id).update(is_active=False)


def unsettled(cast: Cast, client_of: ClientOf) -> None:
    with in_all(cast):
        Account.objects.filter(person_id=cast.mother.id).update(must_change_password=True)


def nothing(cast: Cast, client_of: ClientOf) -> None:
    """What she writes is enough to be refused."""


@pytest.mark.parametrize(
    ("happens", "text", "words"),
    [
        (close, "Yes.", "is closed"),
        (only_read, "Yes.", "cannot write"),
        (no_account, "Yes.", "cannot write"),
        (unsettled, "Yes.", "cannot write"),
        (nothing, "", "no words above the line"),
        (nothing, "x" * (LONGEST + 1), "too long"),
    ],
)
def test_a_true_answer_that_cannot_be_taken_is_said_to_her_once(
    north: Cast,
    client_of: ClientOf,
    happens: Callable[[Cast, ClientOf], None],
    text: str,
    words: str,
) -> None:
    to = asked(north, client_of)
    happens(north, client_of)
    assert take_mail(north.id, answer(to, text)) == Became.NO_ANSWER
    assert take_mail(north.id, answer(to, text)) == Became.NO_ANSWER
    (mail,) = told(north)
    assert words in mail.text and mail.to == HERS and posts(north) == []


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ({"text": "Yes.", "below": "\n\n=== Escriba su respuesta arriba ===\n\nOld"}, "Yes."),
        ({"text": "Sí.", "below": "\n\nEl mar, 6 oct 2026, North <a@b.example>\n"
          "escribió:\n\n> viejo"}, "Sí."),
        ({"text": "Yes.", "below": "\n\n-----Original Message-----\nFrom: North\nSent: today\n"
          "To: Marta\nSubject: A\n\nOld"}, "Yes."),
        ({"html": "<style>p{}</style><p>At <b>four</b>.</p><p>Old friends?</p>"
          "<div>=== Write your answer above this line ===</div><p>North</p>"},
         "At four.\nOld friends?"),
        ({"text": "> Can you?\nYes.", "below": ""}, "Yes."),
    ],
)  # fmt: skip
def test_what_she_answers_to_is_left_out(
    north: Cast, client_of: ClientOf, said: dict[str, str], body: str
) -> None:
    assert take_mail(north.id, answer(asked(north, client_of), **said)) == Became.IN_ITS_THREAD
    assert [" ".join(p.body.split()) for p in posts(north)] == [" ".join(body.split())]


def test_an_answer_that_came_to_another_districts_mailbox_goes_where_it_belongs(
    north: Cast, south: Cast, client_of: ClientOf
) -> None:
    raw = answer(asked(north, client_of))
    assert take_mail(south.id, raw) == Became.IN_ITS_THREAD
    assert len(posts(north)) == 1 and posts(south) == []


def test_of_an_address_nothing_is_kept_once_its_mail_is_sent(
    north: Cast, client_of: ClientOf
) -> None:
    asked(north, client_of)
    with in_all(north):
        from openhouse.notifications.outcomes import kept_as_sent

        kept_as_sent(mails(north, north.mother.id))
    assert mails(north, north.mother.id)[0].reply_to == ""
    assert first(north, Thread).pk
