"""The district makes the form: a draft, its pieces, a look at it, and what is published."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.ledger.models import Change
from openhouse.registration.defaults import default_form
from openhouse.registration.models import FormVersion
from openhouse.registration.queries import newest_version
from openhouse.registration.rules.editing import print_of, question_of, section_of
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.registration.making import a_draft, now_of, page, piece, sends, typed_on

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


@pytest.fixture
def draft(north: Cast) -> FormVersion:
    return a_draft(north)


def test_only_the_district_makes_forms(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    for name in ("clerk", "nurse", "teacher", "mother"):
        client = client_of(getattr(north, name))
        assert client.get(page("registration-forms")).status_code == 403
        assert client.get(page("registration-form", draft.pk)).status_code == 403
        assert client.post(page("registration-form-publish", draft.pk)).status_code == 403
    other = client_of(north.admin).get(page("registration-form", 9**18))
    assert other.status_code == 404


def test_a_draft_of_another_district_is_not_there(
    north: Cast, south: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    url = address("south", "registration-form", draft.pk)
    assert client_of(south.admin).get(url).status_code == 404


def test_a_form_begins_with_the_one_that_ships(north: Cast, client_of: ClientOf) -> None:
    with in_all(north):
        FormVersion.objects.filter(purpose="change").delete()
    admin = client_of(north.admin)
    assert b"There is no form yet" in admin.get(page("registration-forms")).content
    begun = admin.post(page("registration-form-begin"), {"purpose": "change"})
    with in_all(north):
        made = FormVersion.objects.get(purpose="change")
    assert (made.number, made.definition) == (1, default_form("change"))
    assert begun["Location"] == page("registration-form", made.pk)
    admin.post(page("registration-form-begin"), {"purpose": "change"})
    with in_all(north):
        assert FormVersion.objects.filter(purpose="change").count() == 1
    assert admin.post(page("registration-form-begin"), {"purpose": "lunch"}).status_code == 404
    assert admin.post(page("registration-form-begin"), {"from": "x"}).status_code == 404


def test_the_page_of_a_draft_says_of_each_question_what_it_is(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    text = client_of(north.admin).get(page("registration-form", draft.pk)).content.decode()
    assert "Where does your family live?" in text
    assert "Only if: “Is this a new address?” is Yes" in text
    assert "Each parent or guardian" in text


def test_every_question_has_a_page_that_can_be_saved_as_it_is(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        FormVersion.objects.filter(published_at=None).delete()
    admin = client_of(north.admin)
    admin.post(page("registration-form-begin"), {"purpose": "registration"})
    with in_all(north):
        version = FormVersion.objects.get(purpose="registration", published_at=None)
        version.definition = default_form("registration")
        version.save()
    for section in version.definition["sections"][:3] + version.definition["sections"][-2:]:
        for question in section["questions"]:
            url = page("registration-question", version.pk, question["key"])
            sent = admin.post(url, typed_on(admin.get(url).content.decode()))
            assert sent.status_code == 302, sent.content.decode()
            assert piece(north, version, question["key"]) == question


def test_a_question_is_added_with_words_in_both_languages(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    kinds = admin.get(page("registration-question-new", draft.pk, "home")).content
    assert b"?kind=choice" in kinds
    assert b"?kind=relation" not in kinds
    url = page("registration-question-new", draft.pk, "home") + "?kind=choice"
    assert b"Answers, one a line (Spanish)" in admin.get(url).content
    sent = sends(
        label_en="How did you hear of us?", label_es="¿Cómo supo de nosotros?",
        options_en="A friend\r\nThe paper\r\n", options_es="Un amigo\r\nEl periódico",
        required="always",
    )  # fmt: skip
    answer = admin.post(url, sent)
    assert answer["Location"].endswith("#q-how_did_you_hear_of_us")
    assert piece(north, draft, "how_did_you_hear_of_us") == {
        "key": "how_did_you_hear_of_us", "kind": "choice", "required": True,
        "label": {"en": "How did you hear of us?", "es": "¿Cómo supo de nosotros?"},
        "options": [
            {"value": "a_friend", "label": {"en": "A friend", "es": "Un amigo"}},
            {"value": "the_paper", "label": {"en": "The paper", "es": "El periódico"}},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("text", {"label_en": " "}, "Write the question in English too."),
        ("text", {"most": "9000"}, "Please type at most 5000."),
        ("choice", {"options_en": "One"}, "Write 2 to 100 answers, one a line."),
        ("choice", {"options_en": "One\nTwo", "options_es": "Uno"},
         "Here are 1 answers and 2 in English: write as many."),
        ("statement", {"consent": "one"}, "Write the words in English too."),
        ("text", {"required": "when"}, "Choose below in which cases."),
        ("text", {"place": "contacts:"}, "Please choose one of those offered."),
        ("text", {"fills": "household.phone"}, None),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_question_is_said_beside_it_and_nothing_is_kept(
    north: Cast, client_of: ClientOf, draft: FormVersion,
    kind: str, more: dict[str, Any], words: str | None,
) -> None:  # fmt: skip
    url = page("registration-question-new", draft.pk, "home") + f"?kind={kind}"
    answer = client_of(north.admin).post(url, sends(**more))
    if words is None:  # of a text no field of the home can be filled: there is nothing to choose
        assert "fills" not in piece(north, draft, "pets")
        return
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert now_of(north, draft) == draft.definition


def test_an_answer_that_is_said_better_keeps_its_place_in_what_families_said(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    url = page("registration-question", draft.pk, "contact_relation")
    before = piece(north, draft, "contact_relation")
    lines = [each["label"]["en"] for each in before["options"]]
    lines[lines.index("Sitter")] = "Babysitter"
    sent = sends(before, options_en="\n".join(lines), fills="tie.relation")
    admin.post(url, sent)
    after = piece(north, draft, "contact_relation")
    values = {each["label"]["en"]: each["value"] for each in after["options"]}
    assert values["Babysitter"] == "Sitter"


def test_a_section_is_made_changed_and_removed(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    new = page("registration-section-new", draft.pk)
    sent = {"title_en": "Club", "title_es": "Club", "per": "student", "desk": "nurse",
            "levels": ["high"], "least": "1"}  # fmt: skip
    admin.post(new, sent)
    made = section_of(now_of(north, draft), "club")
    assert made == {"key": "club", "per": "student", "title": {"en": "Club", "es": "Club"},
                    "questions": [], "desk": "nurse", "levels": ["high"], "least": 1}  # fmt: skip
    wrong = admin.post(new, sent | {"per": "guardian"})
    assert b"The nurse and who plans the buses read about children only." in wrong.content
    url = page("registration-section", draft.pk, "club")
    admin.post(url, {"title_en": "Clubs", "desk": "office", "least": "0", "seen": print_of(made)})
    made = section_of(now_of(north, draft), "club")
    assert made == {"key": "club", "per": "student", "title": {"en": "Clubs"}, "questions": [],
                    "desk": "office"}  # fmt: skip
    admin.post(url, {"remove": "yes", "seen": print_of(made)})
    assert section_of(now_of(north, draft), "club") is None


def test_who_removes_a_question_reads_which_others_depend_on_it(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), page("registration-question", draft.pk, "moved")
    assert b"<li>Proof of the new address</li>" in admin.get(url).content
    admin.post(url, {"remove": "yes", "seen": print_of(piece(north, draft, "moved"))})
    assert question_of(now_of(north, draft), "moved") is None
    told = admin.get(page("registration-form-publish", draft.pk)).content.decode()
    assert "Its condition asks about a question that is gone." in told


def test_of_two_who_change_one_question_the_second_is_told_and_loses_nothing(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), page("registration-question", draft.pk, "employer")
    seen = piece(north, draft, "employer")
    first = sends(seen, label_en="Works at", most="120")
    assert admin.post(url, first).status_code == 302
    second = admin.post(url, first | {"label_en": "Where she works"})
    assert second.status_code == 409
    text = second.content.decode()
    assert "somebody else has changed this meanwhile" in text
    assert "Where she works</textarea>" in text
    assert piece(north, draft, "employer")["label"]["en"] == "Works at"
    assert admin.post(url, typed_on(text)).status_code == 302
    assert piece(north, draft, "employer")["label"]["en"] == "Where she works"


def test_two_can_work_on_one_form_at_different_questions(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    employer, mail = piece(north, draft, "employer"), piece(north, draft, "receives_mail")
    admin.post(page("registration-question", draft.pk, "employer"),
               sends(employer, label_en="Works at"))  # fmt: skip
    second = admin.post(page("registration-question", draft.pk, "receives_mail"),
                        sends(mail, label_en="Letters"))  # fmt: skip
    assert second.status_code == 302


def test_what_another_has_removed_is_said_to_be_gone(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), page("registration-question", draft.pk, "employer")
    kept = piece(north, draft, "employer")
    admin.post(url, {"remove": "yes", "seen": print_of(kept)})
    late = admin.post(url, sends(kept), follow=True)
    assert b"Somebody else has removed this" in late.content
    assert admin.get(url).status_code == 404


def test_a_form_with_problems_is_not_published(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    kept = piece(north, draft, "guardian_given_name")
    admin.post(page("registration-question", draft.pk, "guardian_given_name"),
               {"remove": "yes", "seen": print_of(kept)})  # fmt: skip
    url = page("registration-form-publish", draft.pk)
    shown = admin.get(url).content.decode()
    assert "Each parent or guardian: nothing that everybody must answer fills “First name”" in shown
    assert 'name="publish"' not in shown
    sent = admin.post(url, {"seen": print_of(now_of(north, draft)), "publish": "yes"})
    assert sent["Location"] == url
    with in_all(north):
        assert FormVersion.objects.get(pk=draft.pk).published_at is None


def test_a_published_form_stays_as_it_is_and_a_draft_is_made_of_it(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, seen = client_of(north.admin), print_of(draft.definition)
    url = page("registration-form-publish", draft.pk)
    assert b"Nothing is wrong with it" in admin.get(url).content
    admin.post(url, {"seen": seen, "publish": "yes"})
    with in_all(north):
        published = FormVersion.objects.get(pk=draft.pk)
        line = Change.objects.get(kind="registration.form_published")
    assert published.published_by_id == north.admin.id
    assert (line.subject, line.actor_id) == ("change form 1", north.admin.id)
    late = admin.post(page("registration-question", draft.pk, "employer"), sends(), follow=True)
    assert b"Nothing was changed." in late.content
    admin.post(page("registration-form-move", draft.pk), {"move": "up:q:address"})
    assert now_of(north, draft) == draft.definition
    admin.post(page("registration-form-begin"), {"from": str(draft.pk)})
    with in_all(north):
        second = FormVersion.objects.get(purpose="change", published_at=None)
    assert (second.number, second.definition) == (2, draft.definition)


def test_what_the_district_publishes_comes_after_the_one_that_ships(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    admin.post(page("registration-changes"), {"changes": "on"})
    with in_all(north):
        shipped = newest_version("change")
    assert shipped and (shipped.number, shipped.definition) == (2, default_form("change"))
    admin.post(page("registration-changes"), {"changes": "on", "changes_signed": "on"})
    seen = {"seen": print_of(now_of(north, draft)), "publish": "yes"}
    admin.post(page("registration-form-publish", draft.pk), seen)
    with in_all(north):
        newest = newest_version("change")
        assert FormVersion.objects.filter(purpose="change").count() == 2
    assert newest and (newest.pk, newest.number) == (draft.pk, 3)


def test_of_two_who_publish_the_second_is_told(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), page("registration-form-publish", draft.pk)
    sent = {"seen": print_of(draft.definition), "publish": "yes"}
    admin.post(url, sent)
    told = admin.post(url, sent, follow=True)
    assert b"This version was published already." in told.content
    with in_all(north):
        assert Change.objects.filter(kind="registration.form_published").count() == 1


def test_nothing_is_published_that_was_changed_after_she_looked(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, seen = client_of(north.admin), print_of(draft.definition)
    admin.post(page("registration-form-move", draft.pk), {"move": "up:q:address"})
    url = page("registration-form-publish", draft.pk)
    told = admin.post(url, {"seen": seen, "publish": "yes"}, follow=True)
    assert b"Somebody else has changed the form since you looked." in told.content
    with in_all(north):
        assert FormVersion.objects.get(pk=draft.pk).published_at is None


def test_before_publishing_she_reads_what_families_are_asked_for_more(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    sent = {"seen": print_of(draft.definition), "publish": "yes"}
    admin.post(page("registration-form-publish", draft.pk), sent)
    admin.post(page("registration-form-begin"), {"purpose": "change"})
    with in_all(north):
        second = FormVersion.objects.get(purpose="change", published_at=None)
    new = page("registration-question-new", second.pk, "home") + "?kind=text"
    admin.post(new, sends(label_en="Name of your dog", required="always"))
    shown = admin.get(page("registration-form-publish", second.pk)).content.decode()
    assert "Families must answer these, and did not before" in shown
    assert "Name of your dog" in shown
    assert "1 text is missing" in shown
    where = page("registration-question", second.pk, "name_of_your_dog")
    assert f'<li><a href="{where}">Name of your dog</a></li>' in shown


def test_a_draft_can_begin_with_the_portals_own_form_again(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    kept = piece(north, draft, "employer")
    admin.post(page("registration-question", draft.pk, "employer"),
               {"remove": "yes", "seen": print_of(kept)})  # fmt: skip
    now = {"seen": print_of(now_of(north, draft)), "publish": "yes"}
    admin.post(page("registration-form-publish", draft.pk), now)
    assert b"portal\xe2\x80\x99s own form" in admin.get(page("registration-forms")).content
    admin.post(page("registration-form-begin"), {"purpose": "change", "from": "shipped"})
    with in_all(north):
        second = FormVersion.objects.get(purpose="change", published_at=None)
    assert (second.number, second.definition) == (2, default_form("change"))


def test_a_draft_is_thrown_away_and_what_is_published_stays(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), page("registration-form-publish", draft.pk)
    admin.post(url, {"seen": print_of(draft.definition), "discard": "yes"})
    with in_all(north):
        assert not FormVersion.objects.filter(pk=draft.pk).exists()
        assert Change.objects.filter(kind="registration.form_discarded").count() == 1
    assert admin.get(url).status_code == 404


def test_a_preview_shows_the_form_in_each_language_and_for_each_level(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        FormVersion.objects.filter(published_at=None).delete()
        version = FormVersion.objects.create(
            purpose="registration", number=99, definition=default_form("registration"),
            changed_at="2026-10-05T10:00Z",
        )  # fmt: skip
    admin, url = client_of(north.admin), page("registration-form-preview", version.pk)
    english = admin.get(url).content.decode()
    assert "Which language did the child speak first?" in english
    assert "Military and college recruiters" in english
    assert "Only if: “Does the child have allergies?” is Yes" in english
    spanish = admin.get(f"{url}?language=es&level=elementary").content.decode()
    assert "¿Qué idioma habló primero el niño?" in spanish
    assert "Calle y número" in spanish
    assert "Reclutadores militares" not in spanish
    assert admin.get(f"{url}?language=xx&level=moon").status_code == 200


def test_a_page_for_a_text_of_script_shows_it_as_text(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    url = page("registration-question-new", draft.pk, "home") + "?kind=text"
    admin.post(url, sends(label_en="<script>alert(1)</script>"))
    for name in ("registration-form", "registration-form-preview"):
        text = admin.get(page(name, draft.pk)).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_list_costs_the_same_however_many_versions_there_are(
    north: Cast, client_of: ClientOf, draft: FormVersion, django_assert_max_num_queries: Any
) -> None:
    admin, url = client_of(north.admin), page("registration-forms")
    with CaptureQueriesContext(connection) as few:
        admin.get(url)
    with in_all(north):
        for number in range(50, 60):
            FormVersion.objects.create(
                purpose="change", number=number, definition=draft.definition,
                changed_at="2026-10-05T10:00Z", published_at="2026-10-05T10:00Z",
            )  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        assert admin.get(url).content.count(b"Version 5") == 10
