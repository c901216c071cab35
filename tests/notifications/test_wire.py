"""An e-mail as bytes: what the library reads in it is what was written."""

from email import message_from_bytes, policy

import pytest

from openhouse.notifications.wire import header, written

LONG = "https://openfield.example/north/unsubscribe/" + "a" * 300


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Plain.\n",
        "Zoë: 7 = “B−” 学区\n\n.\nFrom here \nend",
        "é" * 400,
        "a" * 1200,
        "x\r\ny\rz=20",
    ],
)
def test_what_is_written_is_what_is_read(words: str) -> None:
    raw = written({"To": "zoe@home.example"}, words, f"<p>{words}</p>")
    found = message_from_bytes(raw, policy=policy.default)
    text, html = (found.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    read = words.replace("\r\n", "\n").replace("\r", "\n")
    assert text.get_content().replace("\r\n", "\n") == read
    assert html.get_content().replace("\r\n", "\n") == f"<p>{read}</p>"
    assert found.defects == text.defects == html.defects == []
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "subject",
    [
        "News",
        "Núñez: 学区 🏫 " * 12,
        "a b " * 60,
        "a" * 150,
        "=?utf-8?q?Bcc?= here",
        "Tab\tand \x07",
    ],
)
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    raw = header("Subject", subject.strip()) + b"\r\n"
    found = message_from_bytes(raw, policy=policy.default)
    assert found.keys() == ["Subject"]
    assert raw.isascii()


@pytest.mark.parametrize("name", ["Subject", "To", "From", "Reply-To", "List-Unsubscribe"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_no_header_begins_in_another(name: str, end: str) -> None:
    with pytest.raises(ValueError, match="linefeed or carriage"):
        header(name, f"mom@home.example{end}Bcc: all@north.example")


def test_an_address_for_machines_is_on_one_line() -> None:
    assert header("List-Unsubscribe", f"<{LONG}>") == f"List-Unsubscribe: <{LONG}>\r\n".encode()
