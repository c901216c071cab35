"""Every page of the house with somebody who may open it: what the tests of all pages visit.

``PAGES`` is read as: as this person of the north (``nobody`` is signed out), these addresses.
``{ben}`` is the number of a person of the cast, ``{done}`` that of an import in this state; what
stands after an arrow is a link on the page before it, found by a piece of its address.
"""

import json
from collections.abc import Iterator
from typing import Any

import psycopg
from playwright.sync_api import Page

from tests.cast import Cast
from tests.live import Live

PAGES: dict[str, tuple[str, ...]] = {
    "nobody": (
        "/ui/",
        "/verify/",
        "/verify/000000000000",
        "/verify/{paper_ben:012d}",
        "/verify/{paper_ben_back:012d}",
        "/offline/en/",
        "/offline/es/unsent/",
        "/?name=north",
        "/?name=nowhere&state=MO",
        "/nowhere/",
        "/north/sign-in/",
        "/north/forgot-password/",
        "/north/forgot-password/sent/",
        "/north/forgot-username/",
        "/north/forgot-username/sent/",
        "/north/reset/1/no-key/",
        "/north/reset/done/",
        "/north/not-me/no-key/",
        "/north/not-me/north-clerk/",
        "/north/not-me/done/",
        "/north/confirm/no-key/",
        "/north/ask/",
        "/north/ask/sent/",
        "/north/ask/form/",
        "/north/ask/form/sent/",
        "/north/open/",
        "/north/open/choose/",
        "/north/open/no-code/",
        "/north/sso/{provider_on}/",
        "/north/sso/{provider_on}/callback/",
        "/north/sso/{provider_on}/acs/finish/",
        "/north/help/",
        "/north/contact/confirm/no-token/",
        "/north/unsubscribe/no-token/",
        *(f"/north/register/{one}" for one in ("", "sent/", "again/")),
        *(f"/north/register/{one}/no-secret/" for one in ("with", "consents")),
    ),
    "mother": (
        "/north/family/",
        "/north/family/{ben}/",
        "/north/family/{ben}/grades/",
        "/north/family/{ben}/grades/ → /grades/",
        "/north/family/{ben}/grades/{algebra}/why/",
        "/north/family/{ben}/grades/{algebra}/work/{work_due_tomorrow}/",
        "/north/family/{ben}/grades/{algebra}/work/{work_plain}/",
        "/north/family/{ben}/grades/{algebra}/try/?points=8&of=1O&category=",
        "/north/family/{ben}/assignments/",
        "/north/family/{ben}/assignments/?show=all&weeks=10",
        "/north/family/{ben}/attendance/?month=2026-09",
        "/north/family/{ben}/attendance/ → ?show=absent",
        *("/north/family/{ben}/attendance/notes/", "/north/family/{ben}/attendance/notes/new/"),
        *("/north/family/{ben}/immunizations/", "/north/family/{ben}/immunizations/card/"),
        *("/north/family/{ben}/questions/", "/north/family/{ben}/questions/new/"),
        "/north/family/{ben}/immunizations/health/",
        "/north/family/{ben}/questions/new/?about=score&section={algebra}&number={work_test}",
        *("/north/family/{ben}/transcript/", "/north/family/{ana}/transcript/"),
        *("/north/family/documents/", "/north/family/messages/"),
        "/north/family/{ana}/messages/",
        "/north/family/messages/threads/",
        "/north/family/{ben}/messages/threads/",
        "/north/family/{ben}/messages/threads/new/",
        "/north/family/{ben}/messages/threads/{thread_ben}/",
        "/north/family/messages/{message_high}/",
        "/north/family/{ben}/documents/",
        "/north/family/{ben}/papers/{paper_ben}/",
        "/north/family/{ben}/papers/{paper_ben_back}/",
        "/north/family/{ben}/papers/{paper_ben_back}/file/",
        "/north/family/{ben}/documents/{doc_school}/",
        "/north/family/{ben}/documents/{doc_class}/",
        "/north/family/{ana}/documents/{doc_ana}/",
        "/north/family/{ben}/schedule/",
        "/north/family/{ben}/schedule/?on=2026-10-12",
        "/north/family/{ben}/schedule/week/",
        "/north/family/{ben}/schedule/month/",
        *(f"/north/family/{one}" for one in ("{ben}/more/", "more/", "calendar/feeds/")),
        *(f"/north/family/{one}" for one in ("calendar/", "{ben}/calendar/?month=2026-09")),
        *(f"/north/family/registration/{one}" for one in ("", "change/", "consents/")),
        "/north/family/registration/consents/{given_rivera0}/",
        "/north/family/registration/{app_rivera}/",
        "/north/family/registration/{app_rivera}/needed/{item_rivera0}/",
        "/north/family/registration/{app_rivera}/asked/{says_rivera0}/",
        "/north/family/changes/",
        "/north/family/{ben}/changes/?days=90",
        "/north/family/{ben}/changes/{algebra}/{work_plain}/",
        "/north/family/{ben}/changes/day/?on=2026-09-03",
        "/north/family/{ben}/changes/{algebra}/marks/{task}/{high_q1}/",
        "/north/family/{ben}/looks/",
        "/north/family/{ana}/schedule/",
        "/north/app/student/",
        "/north/account/",
        "/north/account/contact/",
        "/north/account/notices/",
        "/north/account/contact/add/email/",
        "/north/account/contact/points/{mother_email}/",
        "/north/account/contact/unconfirmed/{unconfirmed_mother}/",
        "/north/account/contact/homes/{first_home}/",
        "/north/account/password/",
        "/north/account/email/",
        "/north/account/devices/",
        "/north/account/offer/",
        "/north/account/safety/",
        "/north/account/safety/app/",
        "/north/account/safety/passkeys/add/",
        "/north/account/again/",
        "/north/staff/",
        "/north/nothing-there/",
    ),
    "father": (
        "/north/family/registration/{app_santos}/",
        "/north/family/registration/{app_santos}/about/{part_santos0}/?section=child",
        "/north/family/registration/{app_santos}/review/",
    ),
    "ben": (
        "/north/app/parent/",
        "/north/family/",
        "/north/family/{ben}/grades/",
        "/north/family/{ben}/grades/{algebra}/work/{work_turned_in}/",
        "/north/family/{ben}/grades/{algebra}/work/{work_due_tomorrow}/",
        "/north/family/{ben}/assignments/?show=missing",
        "/north/family/{ben}/attendance/",
        "/north/family/{ben}/schedule/",
    ),
    "grandmother": (
        "/north/family/",
        "/north/family/{cai}/grades/",
        "/north/family/{cai}/attendance/",
        "/north/family/{cai}/schedule/week/",
    ),
    "long_parent": (
        "/north/family/",
        "/north/family/{max}/grades/",
        "/north/family/{max}/grades/ → /grades/",
        "/north/family/{max}/attendance/",
        "/north/family/{max}/schedule/week/",
    ),
    "empty_parent": (
        "/north/family/",
        "/north/family/{gus}/grades/",
        "/north/family/{gus}/assignments/",
        "/north/family/{gus}/attendance/",
        "/north/family/{gus}/schedule/",
        "/north/family/{gus}/documents/",
    ),
    "barred": ("/north/family/",),
    "teacher": (
        "/north/staff/",
        "/north/staff/more/",
        "/north/staff/attendance/",
        "/north/staff/attendance/{algebra}/{high_a2}/",
        "/north/staff/attendance/{algebra}/{high_a2}/?order=seats",
        "/north/staff/attendance/{algebra}/{high_a2}/seats/",
        "/north/staff/attendance/{history}/{high_b1}/",
        "/north/staff/questions/",
        "/north/staff/questions/{question_ben}/",
        "/north/staff/questions/{question_by_ben}/",
        "/north/staff/messages/threads/",
        "/north/staff/messages/threads/new/",
        "/north/staff/messages/threads/{thread_ben}/",
        "/north/staff/messages/threads/away/{teacher}/",
        "/north/staff/sections/{algebra}/documents/",
        "/north/staff/sections/{algebra}/documents/new/",
        "/north/staff/sections/{algebra}/documents/{doc_class}/",
        "/north/staff/sections/{algebra}/messages/",
        "/north/staff/sections/{algebra}/messages/new/",
        "/north/staff/sections/{algebra}/messages/new/?missing=1",
        "/north/staff/sections/{algebra}/messages/search/",
        "/north/staff/sections/{algebra}/messages/kept/",
        "/north/staff/sections/{algebra}/messages/{message_class}/",
        "/north/staff/sections/{algebra}/messages/{message_class_draft}/",
        "/north/staff/sections/{algebra}/messages/{message_class_draft}/edit/",
        "/north/staff/sections/{algebra}/announcements/",
        "/north/staff/sections/{algebra}/announcements/new/",
        "/north/staff/sections/{algebra}/announcements/{notice_class}/",
        "/north/staff/sections/{algebra}/gradebook/",
        "/north/staff/sections/{algebra}/gradebook/students/{ben}/",
        "/north/staff/sections/{algebra}/gradebook/work/{work_turned_in}/",
        "/north/staff/sections/{algebra}/gradebook/work/{work_turned_in}/rubric/",
        "/north/staff/sections/{algebra}/gradebook/work/{work_turned_in}/students/{ben}/",
        "/north/staff/sections/{algebra}/gradebook/work/{work_plain}/",
        "/north/staff/sections/{algebra}/changes/{ben}/{work_plain}/",
        "/north/staff/sections/{algebra}/changes/{ben}/marks/{task}/{high_q1}/",
        "/north/staff/sections/{algebra}/gradebook/work/{work_plain}/edit/",
        "/north/staff/sections/{algebra}/gradebook/work/new/",
        "/north/staff/sections/{algebra}/gradebook/posting/",
        "/north/staff/sections/{algebra}/gradebook/options/",
        "/north/staff/sections/{algebra}/gradebook/options/categories/{tests}/remove/",
        "/north/staff/sections/{algebra}/gradebook/missing/",
        "/north/staff/sections/{algebra}/gradebook/posting/ → ?window=",
    ),
    "teacher_mother": ("/north/staff/", "/north/staff/more/"),
    "nurse": (
        "/north/staff/registration/",
        "/north/staff/registration/{candidate_rivera0}/",
        "/north/staff/",
        *("/north/staff/immunizations/", "/north/staff/immunizations/?q=ZQ"),
        *("/north/staff/immunizations/counts/", "/north/staff/immunizations/exclusions/"),
        *("/north/staff/immunizations/letters/", "/north/staff/immunizations/file/"),
        "/north/staff/immunizations/{ben}/",
        "/north/staff/immunizations/{ben}/health/",
        "/north/staff/immunizations/{ben}/health/visit/{visit_ben}/",
        "/north/staff/immunizations/{ben}/card/{card_ben}/",
        "/north/staff/immunizations/{ben}/dose/{dose_ben_0}/remove/",
    ),
    "clerk": (
        "/north/staff/",
        "/north/account/",
        "/north/account/safety/",
        "/north/account/safety/app/",
        "/north/account/safety/codes/",
        "/north/office/registration/",
        "/north/office/registration/campaign/",
        "/north/office/registration/accept/",
        "/north/office/registration/roster/?year=2027",
        "/north/office/registration/{candidate_new0}/people/",
        "/north/office/registration/places/",
        "/north/office/registration/places/waiting/",
        "/north/office/registration/places/streets/?street=12+Elm+St",
        "/north/office/registration/{candidate_rivera0}/",
        "/north/office/attendance/",
        "/north/office/attendance/batch/",
        "/north/office/cards/",
        "/north/office/cards/{release_high}/",
        "/north/office/cards/{release_high}/print/",
        "/north/office/cards/{release_high}/students/{ben}/",
        "/north/office/cards/{release_out}/",
        "/north/office/cards/{release_out}/withdraw/",
        "/north/office/cards/{release_out}/students/{ben}/withdraw/",
        "/north/office/cards/{release_back}/",
        "/north/office/attendance/batch/?grade=10",
        "/north/office/attendance/notes/{note_ben}/",
        "/north/office/attendance/students/{ben}/?on=2026-10-06",
        "/north/office/attendance/students/{ben}/?on=2026-10-12",
        "/north/office/",
        "/north/office/?q=openhouse",
        "/north/office/contact/",
        "/north/office/contact/{asked_long_parent}/",
        "/north/office/requests/{request}/",
        "/north/office/people/{max}/",
        "/north/office/people/{long_parent}/",
        "/north/office/counter/{long_parent}/",
        "/north/office/counter/{no_portal}/",
        "/north/office/people/{long_parent}/children/{max}/",
        "/north/office/people/{long_parent}/reset/",
        "/north/look/over/",
        "/north/office/accounts/",
        "/north/office/accounts/runs/{run_high}/",
        "/north/office/accounts/exceptions/",
        "/north/office/accounts/slips/",
        "/north/office/accounts/many/",
        "/north/office/never/",
        "/north/office/changes/",
        "/north/office/changes/?student={ben}&kind=score",
        "/north/office/changes/?q=nobody",
        *("/north/office/schools/{high}/", "/north/office/schools/{high}/grades/"),
        "/north/office/messages/",
        "/north/office/messages/new/",
        "/north/office/messages/new/?q=a",
        "/north/office/messages/new/?school={high}",
        *("/north/office/messages/rules/", "/north/office/messages/rules/new/"),
        "/north/office/messages/rules/{rule_high}/",
        *(f"/north/office/messages/events/{page}" for page in ("", "new/", "{event_high}/?look=1")),
        "/north/office/messages/search/",
        "/north/office/messages/kept/",
        "/north/office/messages/{message_high}/",
        "/north/office/messages/{message_draft}/",
        "/north/office/messages/{message_draft}/edit/",
        "/north/office/announcements/",
        "/north/office/announcements/new/",
        "/north/office/announcements/{notice_grade}/",
        "/north/office/announcements/{notice_back}/",
        "/north/office/documents/",
        "/north/office/documents/new/",
        "/north/office/documents/new/?q=a",
        "/north/office/documents/new/?section={algebra}",
        "/north/office/documents/{doc_school}/",
        "/north/office/documents/{doc_taken_back}/",
        "/north/office/posting/",
        "/north/office/posting/missing/",
        "/north/office/posting/missing/students/{ben}/",
        "/north/office/posting/ → ?window=",
        "/north/office/transcripts/",
        "/north/office/transcripts/?q=Ben",
        "/north/office/transcripts/?what={high}-{high_q1}-{task}",
        "/north/office/transcripts/differences/",
        "/north/office/transcripts/students/{ben}/",
        "/north/office/transcripts/students/{ben}/new/",
        "/north/office/transcripts/students/{ben}/lines/{line_ben_english}/",
        "/north/office/transcripts/students/{ben}/lines/{line_ben_struck}/",
    ),
    "admin": (
        "/north/office/registration/forms/",
        "/north/office/registration/changes/",
        "/north/office/registration/forms/{form}/",
        "/north/office/registration/forms/{form_draft}/",
        "/north/office/registration/forms/{form_draft}/preview/?language=es",
        "/north/office/registration/forms/{form_draft}/publish/",
        "/north/office/registration/forms/{form_draft}/section/",
        "/north/office/registration/forms/{form_draft}/section/child/",
        "/north/office/registration/forms/{form_draft}/section/child/question/",
        "/north/office/registration/forms/{form_draft}/section/child/question/?kind=choice",
        "/north/office/registration/forms/{form_draft}/question/allergies/",
        "/north/office/registration/windows/",
        "/north/office/registration/windows/2028/",
        "/north/office/registration/letters/",
        "/north/office/registration/letters/received/",
        "/north/office/registration/doubles/",
        "/north/office/registration/doubles/?kept={ben}&gone={cai}",
        "/north/office/registration/places/",
        "/north/office/registration/places/streets/",
        "/north/office/schools/",
        "/north/office/schools/{west}/",
        "/north/office/schools/{middle}/",
        "/north/office/cards/",
        "/north/office/cards/templates/",
        "/north/office/cards/templates/0/",
        "/north/office/cards/templates/{template_high}/",
        "/north/account/safety/first/",
        "/north/account/safety/passkeys/{passkey}/",
        "/north/account/again/",
        "/north/staff/",
        "/north/staff/imports/",
        "/north/staff/imports/{running}/",
        "/north/staff/imports/{previewed}/",
        "/north/staff/imports/{done}/",
        "/north/staff/imports/{refused}/",
        "/north/staff/imports/{failed}/",
        "/north/staff/sign-on/",
        "/north/staff/sign-on/new/openid/",
        "/north/staff/sign-on/new/saml/",
        "/north/staff/sign-on/{provider_on}/",
        "/north/staff/sign-on/{provider_on}/edit/",
        "/north/staff/sign-on/{provider_on}/try/",
        "/north/office/accounts/",
        "/north/office/accounts/slips/",
        "/north/office/accounts/many/?who=guardians",
        "/north/office/never/",
        "/north/office/attendance/rules/",
        "/north/office/attendance/codes/0/",
        "/north/office/attendance/codes/{code_absent_excused}/",
        "/north/office/attendance/reasons/0/",
        "/north/office/posting/rules/",
        "/north/office/posting/rules/scales/{scale}/",
        "/north/office/posting/rules/marks/{task_final}/",
        "/north/office/posting/rules/new-classes/",
        "/north/office/transcripts/rules/",
        "/north/office/transcripts/needs/?first=2028",
        "/north/office/transcripts/courses/",
        "/north/office/rules/",
        "/north/office/rules/who-sees/",
        "/north/office/rules/contact/",
        "/north/office/rules/notices/",
        *("/north/staff/immunizations/rules/", "/north/staff/questions/rules/"),
        "/north/staff/messages/threads/rules/",
    ),
}
COUNTS = {"read": 40, "added": 3, "changed": 2, "ended": 1, "unchanged": 30, "rejected": 2}
#: What an import in each state has to tell; None is an import without a report.
REPORTS: dict[str, dict[str, Any] | None] = {
    "running": None,
    "previewed": {"status": "preview", "message": "A look ahead: nothing has changed yet."},
    "done": {"status": "imported", "message": "Taken in."},
    "refused": {
        "status": "refused",
        "message": "This would end 400 of 600 enrollments.",
        "needs_allow_ending": True,
    },
    "failed": None,
}
REJECTED = [
    {
        "file": "users.csv",
        "line": number,
        "column": "grades",
        "value": "a-very-long-value-without-any-place-to-break-" * 3,
        "expected": "a grade from PK to 12",
    }
    for number in range(2, 5)
]


def make_imports(live: Live, cast: Cast) -> dict[str, int]:
    """An import of *cast*'s district in each state; their numbers by state."""
    found = {}
    with psycopg.connect(live.database_url) as connection:
        for state, said in REPORTS.items():
            report = said and {
                "needs_allow_ending": False,
                "counts": {"students": {**COUNTS, "not_taken": 0}},
                "rejected": REJECTED,
                **said,
            }
            row = connection.execute(
                "INSERT INTO interchange_importrun (district_id, begun_by_id, begun_at, file_name,"
                " stored_as, state, doing, percent, report) VALUES"
                " (%s, %s, '2026-10-06 15:00Z', %s, 'kept.zip', %s, %s, 40, %s) RETURNING id",
                [
                    cast.id,
                    cast.admin.id,
                    "the-whole-district-as-of-monday-with-a-long-name.zip",
                    state,
                    "Reading users.csv" if state == "running" else "",
                    report and json.dumps(report),
                ],
            ).fetchone()
            assert row
            found[state] = int(row[0])
    return found


def make_provider(live: Live, cast: Cast) -> int:
    """A provider of single sign-on that is on and does not answer; its number."""
    with psycopg.connect(live.database_url) as connection:
        row = connection.execute(
            "INSERT INTO sign_in_identityprovider (district_id, name, protocol, is_on, made_at)"
            " VALUES (%s, 'Juniper ID', 'openid', true, now()) RETURNING id",
            [cast.id],
        ).fetchone()
        assert row
        connection.execute(
            "INSERT INTO sign_in_providersetup (district_id, provider_id, issuer, client_id,"
            " secret, sign_in_url, certificates, for_staff, for_students, rule, claim, domains,"
            " makes_accounts, second_factor_there)"
            " VALUES (%s, %s, 'http://127.0.0.1:1', 'openhouse',"
            " '', '', '{}', true, true, 'email', '', '{north.example}', false, true)",
            [cast.id, row[0]],
        )
        for person, told, why in (
            (cast.teacher.id, "teacher@north.example", "other subject"),
            (None, "a-rather-long-name-of-somebody@another-district.example", "wrong domain"),
        ):
            connection.execute(
                "INSERT INTO ledger_change (district_id, kind, person_id, subject, after, reason)"
                " VALUES (%s, 'account.sso_refused', %s, %s, %s, '')",
                [cast.id, person, told, json.dumps({"provider": row[0], "why": why})],
            )
        connection.execute(
            "INSERT INTO sign_in_linkedidentity (district_id, provider_id, person_id, subject,"
            " made_at) VALUES (%s, %s, %s, 'the-one-before', now())",
            [cast.id, row[0], cast.teacher.id],
        )
    return int(row[0])


def numbers_of(live: Live, north: Cast) -> dict[str, int]:
    """What stands in braces in ``PAGES``."""
    known = {key: one.id for key, one in north.persons.items()}
    provider = {"provider_on": make_provider(live, north)}
    rows = {"request": "request_high", "run_high": "run_high", "passkey": "webauthn_admin"}
    of_rolls = ("algebra", "history", "high_a2", "high_b1", "note_ben", "code_absent_excused")
    rows |= {name: name for name in of_rolls}
    more = (
        *("work_plain", "work_test", "work_turned_in", "work_due_tomorrow"),
        *("scale", "tests", "task_final", "task"),
        "high_q1",
        "question_ben",
        *("paper_ben", "paper_ben_back", "release_out", "release_back"),
        *("question_by_ben", "thread_ben"),
        *("doc_school", "doc_class", "doc_ana", "doc_taken_back"),
        *("card_ben", "dose_ben_0", "visit_ben"),
        *("line_ben_english", "line_ben_struck"),
        *("release_high", "template_high", "high", "west", "middle"),
        *("mother_email", "first_home", "asked_long_parent", "unconfirmed_mother"),
        *("message_high", "message_class", "message_draft"),
        *("message_class_draft", "rule_high", "event_high"),
        *("notice_class", "notice_grade", "notice_back"),
    )
    rows |= {name: name for name in more}
    of_registration = ("app_", "given_", "part_", "candidate_", "item_", "says_", "form")
    rows |= {key: key for key in north.rows if key.startswith(of_registration)}
    request = {name: north.rows[key].pk for name, key in rows.items()}
    return known | request | provider | make_imports(live, north)


def pages_of(who: str, live: Live, page: Page, numbers: dict[str, int]) -> Iterator[Page]:
    """The page, opened at one address of somebody after the other."""
    for address in PAGES[who]:
        start, _, link = address.format_map(numbers).partition(" → ")
        page.goto(live.url + start)
        if link:
            page.goto(page.locator(f"main a[href*='{link}']").first.evaluate("a => a.href"))
        yield page
