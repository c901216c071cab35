"""Files in conversations: looked into, kept, and read by who reads the post."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from openhouse.messages.models_threads import Post, PostFile, ThreadReply
from openhouse.messages.threads.rules import MOST_SENT
from openhouse.sign_in.inbox.receiving import Became
from openhouse.sign_in.jobs import take_mail
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.messages.test_reply_by_mail import answer, asked, posts
from tests.messages.test_threads import MARK, home, many, new, run, school, with_addresses, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def picture(**more: object) -> bytes:
    into = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(into, "JPEG", **more)
    return into.getvalue()


def sent(name: str = "Form.JPG", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or picture(comment="where it was taken"))


def files(cast: Cast) -> list[PostFile]:
    with in_all(cast):
        return list(PostFile.objects.exclude(name__startswith="Map").order_by("pk"))


def test_both_sides_send_files_and_each_reads_the_others(north: Cast, client_of: ClientOf) -> None:
    mother, teacher, thread = (
        client_of(north.mother),
        client_of(north.teacher),
        north.rows["thread_ben"],
    )
    mother.post(home(north, thread), {"body": "See", "client": MARK, "upload": sent()})
    teacher.post(school(north, thread), {"body": "Here", "client": MARK, "upload": sent("a b.png")})
    hers, his = files(north)
    assert hers.name == "Form.jpg" and b"where it was" not in bytes(hers.content)
    for client, page in ((mother, home), (teacher, school)):
        shown = client.get(page(north, thread))
        assert "Form.jpg" in words_of(shown) and "a b.jpg" in words_of(shown)
        assert "Write your message first" not in words_of(shown)
        for one in (hers, his):
            url = f"{page(north, thread)}files/{one.pk}/"
            assert url in shown.content.decode()
            got = client.get(url)
            assert got.content == bytes(one.content) and got.headers["Content-Type"] == "image/jpeg"
    # a new conversation may have one as well
    mother.post(new(north, "ben"), words(north, client=f"{MARK}-2") | {"upload": sent("New.jpg")})
    assert files(north)[-1].name == "New.jpg"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xd8\xff" + b"x" * 30_000_000, "larger than 10 MB"),
        (b"MZ a program", "a program"),
        (b"<svg onload=alert(1)>", "SVG"),
        (b"\xff\xd8\xff no picture", "picture"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_nothing_typed_is_lost(
    north: Cast, client_of: ClientOf, content: bytes, said: str
) -> None:
    typed = {"body": "A long letter", "client": MARK}
    for who, page in ((north.mother, home), (north.teacher, school)):
        url = page(north, north.rows["thread_ben"])
        answered = client_of(who).post(url, typed | {"upload": sent("IMG_1.JPG", content)})
        assert answered.status_code == 200 and said in words_of(answered)
        assert "A long letter" in answered.content.decode() and MARK in answered.content.decode()
    assert many(north, Post, client=MARK) == 0 and files(north) == []


def test_a_family_sends_so_many_bytes_in_a_week_and_no_more(
    north: Cast, client_of: ClientOf
) -> None:
    mother, thread = client_of(north.mother), north.rows["thread_ben"]
    mother.post(home(north, thread), {"body": "1", "client": MARK, "upload": sent()})
    run(
        north,
        "UPDATE school_messages_postfile SET size = %s WHERE name = %s",
        MOST_SENT,
        "Form.jpg",
    )
    said = {"body": "2", "client": f"{MARK}-2", "upload": sent()}
    assert "many large files this week" in words_of(mother.post(home(north, thread), said))
    client_of(north.teacher).post(school(north, thread), said | {"upload": sent()})
    assert len(files(north)) == 2


def test_files_of_an_answer_by_e_mail_are_kept_and_what_is_no_such_file_is_said(
    north: Cast, client_of: ClientOf, settings: object
) -> None:
    settings.REPLY_DOMAIN = "mail.north.example"  # type: ignore[attr-defined]
    settings.REPLY_AUTHSERV_ID = "mx.north.example"  # type: ignore[attr-defined]
    with_addresses(north)
    to = asked(north, client_of)
    attached = [("Form.jpg", picture()), ("virus.exe", b"MZ"), ("x.pdf", b"%PDF- no")]
    assert take_mail(north.id, answer(to, files=attached)) == Became.IN_ITS_THREAD
    assert len(posts(north)) == 1 and [one.name for one in files(north)] == ["Form.jpg"]
    with in_all(north):
        assert ThreadReply.objects.filter(refused="files").count() == 1
    page = words_of(client_of(north.mother).get(home(north, north.rows["thread_ben"])))
    assert "A file with your e-mail was not kept." in page
