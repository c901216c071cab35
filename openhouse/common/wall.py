"""The third lock: row-level security, written from what each model says of itself.

A model's ``wall`` names who may see its rows. ``common/raising`` makes the policy of each table
after every migrate and only then grants the table to the restricted role. A table whose model says
nothing, or that a migration made a moment ago, has no grant: closed by default.

The comparisons are sub-selects, so PostgreSQL evaluates each setting once a statement, not once a
row (docs/access.md has the measurement).
"""

from enum import Enum
from typing import Any

from django.apps import apps
from django.db import models

from openhouse.common import wall_registration as registration
from openhouse.common.wall_words import (
    A_GUARDIAN,
    A_LINE,
    ABOUT_HEALTH,
    ANNOUNCED_TO,
    EVERYONE,
    HANDED_IN,
    IN_AN_OFFICE,
    IN_THE_THREAD,
    KEPT,
    NURSED,
    NURSED_SCHOOLS,
    OF_A_FAMILY,
    OF_AN_OFFICE,
    OF_HAND_IN,
    OF_HEALTH,
    OF_MARKS,
    OF_NURSES,
    OF_SCORES,
    OF_SEEN,
    OPENS,
    OURS,
    READS_POST,
    SELF_ID,
    SENT_OR_OF_THE_OFFICE,
    SHOWN,
    STUDENT_IDS,
    TAUGHT,
    THERE,
    WEARING,
    of_care,
)
from openhouse.common.wall_writers import Writers


class Wall(Enum):
    """Who sees a row, beyond its being of the current district. Each value is an SQL condition."""

    #: Everyone of the district: schools, terms, courses, codes.
    DISTRICT = OURS
    #: What a school says of itself: everyone of the district reads it, its office writes it.
    SCHOOLS_OWN = f"({OURS}) AND true"
    #: Whoever may see the student: placements, scores, attendance.
    STUDENT = f"{OURS} AND ({EVERYONE} OR student_id = ANY ({STUDENT_IDS}))"
    #: What a student has earned: her family and her school's office, and no teacher as such.
    TRANSCRIPT = (
        f"{OURS} AND ({EVERYONE} OR (COALESCE({WEARING}, '') <> 'staff'"
        f" AND student_id = ANY ({STUDENT_IDS})))"
    )
    #: And each course of it: one that was struck, with the reason, is not a family's to see.
    TRANSCRIPT_LINE = f"{TRANSCRIPT} AND (struck_at IS NULL OR NOT {OF_A_FAMILY})"
    #: A person: oneself and the students one may see; for an office their guardians too. A
    #: student's id is her person's id.
    PERSON = (
        f"{OURS} AND ({EVERYONE} OR id = {SELF_ID} OR id = ANY ({STUDENT_IDS})"
        f" OR ({IN_AN_OFFICE} AND id = {A_GUARDIAN}))"
    )
    #: What belongs to one person alone: phones, e-mail, the household she lives in.
    SELF = f"{OURS} AND ({EVERYONE} OR person_id = {SELF_ID} OR {OF_AN_OFFICE})"
    #: A guardian sees her own ties, never the other parent's; staff those of their students.
    GUARDIANSHIP = (
        f"{OURS} AND ({EVERYONE} OR person_id = {SELF_ID}"
        f" OR ({WEARING} IN ('staff', 'office') AND student_id = ANY ({STUDENT_IDS})))"
    )
    #: Who works where. Everyone of the district reads it; it says who sees whom, so nobody writes
    #: it whose own sight it would widen. Providers of single sign-on likewise: they say who is who.
    POST = f"({OURS})"
    #: A household's address: its members only.
    HOUSEHOLD = (
        f"{OURS} AND ({EVERYONE} OR id IN (SELECT household_id FROM people_householdmember))"
    )
    #: Accounts: everyone's until somebody has signed in, then one's own.
    ACCOUNT = (
        f"{OURS} AND (COALESCE({WEARING}, '') = '' OR {EVERYONE} OR person_id = {SELF_ID}"
        f" OR {OF_AN_OFFICE})"
    )
    #: A line of the ledger: nobody changes or deletes one.
    LEDGER = f"{OURS} AND ({EVERYONE} OR {A_LINE})"
    #: What an office has on its desk: of its schools, or of no school known yet.
    DESK = (
        f"{OURS} AND ({EVERYONE} OR ({IN_AN_OFFICE} AND (school_id IS NULL"
        f" OR school_id = ANY ({KEPT}))))"
    )
    #: Who somebody is at a provider of single sign-on: it opens her account, so nobody but the
    #: district and the house writes it.
    KEY = f"({OURS}) AND ({EVERYONE} OR person_id = {SELF_ID})"
    #: What an office has yet to put right about a student: nobody else's.
    OFFICE = f"{OURS} AND ({EVERYONE} OR ({IN_AN_OFFICE} AND student_id = ANY ({STUDENT_IDS})))"
    #: What a family wrote to the school about a child: who wrote it, and the child's office.
    NOTE = (
        f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS})"
        f" AND ({IN_AN_OFFICE} OR person_id = {SELF_ID})))"
    )
    #: What a family thinks is wrong: who asked, the student herself, the section's teachers and the
    #: school's office. Another parent of hers does not read it.
    QUESTION = (
        f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS}) AND ("
        f"({WEARING} = 'family' AND (person_id = {SELF_ID} OR student_id = {SELF_ID}))"
        f" OR ({WEARING} IN ('staff', 'office') AND (section_id = ANY ({TAUGHT})"
        f" OR school_id = ANY ({KEPT}))))))"
    )
    #: A letter or form of the school: families read those for their children, a teacher those for
    #: her classes, an office those of its school.
    PUBLISHED = (
        f"{OURS} AND ({EVERYONE} OR CASE WHEN {OF_A_FAMILY} THEN {SHOWN}"
        f" WHEN {WEARING} = 'staff' THEN section_id = ANY ({TAUGHT})"
        f" WHEN {IN_AN_OFFICE} THEN school_id = ANY ({KEPT}) END)"
    )
    #: An announcement: families read those for their children, a teacher those for her classes, an
    #: office those of its school and of the district.
    ANNOUNCED = (
        f"{OURS} AND ({EVERYONE} OR CASE WHEN {OF_A_FAMILY} THEN {ANNOUNCED_TO}"
        f" WHEN {WEARING} = 'staff' THEN section_id = ANY ({TAUGHT})"
        f" WHEN {IN_AN_OFFICE} THEN school_id IS NULL OR school_id = ANY ({KEPT}) END)"
    )
    #: A message of staff: its readers at home, the teachers of its class, its school's office.
    #: What she has not sent to her class no office reads, and not the district.
    MESSAGE = (
        f"{OURS} AND ({WEARING} = 'system' OR ({EVERYONE} AND {SENT_OR_OF_THE_OFFICE})"
        f" OR CASE WHEN {OF_A_FAMILY} THEN id ="
        " ANY (ARRAY(SELECT message_id FROM school_messages_recipient))"
        f" WHEN {WEARING} = 'staff' THEN section_id = ANY ({TAUGHT})"
        f" WHEN {IN_AN_OFFICE} THEN school_id = ANY ({KEPT}) AND {SENT_OR_OF_THE_OFFICE} END)"
    )
    #: Its words and files.
    OF_MESSAGE = (
        f"{OURS} AND ({WEARING} = 'system' OR message_id ="
        " ANY (ARRAY(SELECT id FROM school_messages_message)))"
    )
    #: Who gets one: at home everybody only herself, as long as a child of hers is among those it is
    #: for; at the school who sees the message.
    RECIPIENT = (
        f"{OURS} AND ({EVERYONE} OR CASE WHEN {OF_A_FAMILY}"
        f" THEN person_id = {SELF_ID} AND students && {STUDENT_IDS}"
        f" WHEN {WEARING} = 'staff' THEN section_id = ANY ({TAUGHT})"
        f" WHEN {IN_AN_OFFICE} THEN school_id = ANY ({KEPT}) END)"
    )
    #: And its file: of families the newest of one that is not withdrawn, and what they signed.
    PUBLISHED_EDITION = (
        f"{OURS} AND ({EVERYONE} OR CASE WHEN {OF_A_FAMILY} THEN {OPENS} ELSE {OF_SEEN} END)"
    )
    #: Who has opened, read, signed or declined one: herself, the class's teachers and the school's
    #: office. The other parent does not read it.
    RECEIPT = (
        f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS})"
        f" AND CASE WHEN {WEARING} = 'family' THEN person_id = {SELF_ID}"
        f" WHEN {WEARING} = 'staff' THEN section_id = ANY ({TAUGHT})"
        f" WHEN {IN_AN_OFFICE} THEN school_id = ANY ({KEPT}) END))"
    )
    #: What a family and the school write to each other: of a family those that are hers and, for
    #: adults, those about the child; of a class its teachers'; an office's own and what was handed
    #: to it. A look shows none.
    THREAD = f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS}) AND {IN_THE_THREAD}))"
    #: And each post: an office reads of a class's thread what was written while nobody was there.
    THREAD_POST = f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS}) AND {READS_POST}))"
    #: And the files with it.
    OF_POST = (
        f"{OURS} AND ({EVERYONE}"
        " OR EXISTS (SELECT FROM school_messages_post p WHERE p.id = post_id))"
    )
    #: And how far each has read: another parent does not see it.
    THREAD_READER = (
        f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS})"
        f" AND thread_id = ANY (ARRAY(SELECT id FROM school_messages_thread))"
        f" AND ({WEARING} <> 'family' OR side = 'school' OR person_id = {SELF_ID})))"
    )
    #: And the file with it: hers who sent it, and of an office that reads the note. A family's own
    #: note opens no file: it says by a number which one it has.
    NOTE_FILE = (
        f"{OURS} AND ({EVERYONE} OR person_id = {SELF_ID}"
        f" OR ({IN_AN_OFFICE} AND id IN (SELECT file_id FROM attendance_absencenote)))"
    )
    #: Doses, exemptions: the family's and the nurse's of the student's school.
    HEALTH = f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS}) AND {OF_HEALTH}))"
    #: Conditions, medication and visits: the nurse's, and the family's where the district shows it.
    HEALTH_CONDITION = f"{OURS} AND ({EVERYONE} OR ({of_care('conditions')}))"
    HEALTH_MEDICATION = f"{OURS} AND ({EVERYONE} OR ({of_care('medication')}))"
    HEALTH_VISIT = f"{OURS} AND ({EVERYONE} OR ({of_care('visits')}))"
    #: And what she notes for nurses alone.
    HEALTH_REMARK = f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS}) AND {OF_NURSES}))"
    #: A card that a family sends: hers who sent it, and the nurse's.
    HEALTH_UPLOAD = (
        f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS}) AND {OF_HEALTH}"
        f" AND ({WEARING} = 'staff' OR person_id = {SELF_ID})))"
    )
    #: A teacher's own notes about work: no family, no office ever reads one, whoever asks.
    TEACHERS = f"{OURS} AND {WEARING} IN ('staff', 'system')"
    TEACHERS_NOTE = f"{TEACHERS} AND ({EVERYONE} OR student_id = ANY ({STUDENT_IDS}))"
    #: What a student hands in: her family's, and the teachers' of the class; and its files. Scores
    #: and posted marks: held back from families in the hours of their school (``GradeHours``).
    HANDED_IN, OF_HAND_IN, SCORE, MARK = HANDED_IN, OF_HAND_IN, OF_SCORES, OF_MARKS
    #: A paper that the school issued: a family's own from its release until it is taken back, but
    #: none for printing only; the office's, the nurse's where it is about health, and no teacher's.
    PAPER = (
        f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS}) AND ("
        f"({WEARING} = 'family' AND {THERE})"
        f" OR ({WEARING} = 'view' AND {THERE} AND NOT {ABOUT_HEALTH})"
        f" OR ({IN_AN_OFFICE} AND NOT {ABOUT_HEALTH})"
        f" OR ({WEARING} = 'staff' AND {ABOUT_HEALTH}"
        f" AND student_id = {NURSED}))))"
    )
    #: That one was taken back, never one about health: the office's, and the family's who saw it.
    WITHDRAWAL = (
        f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS})"
        f" AND ({WEARING} = 'office' OR ({WEARING} IN ('family', 'view') AND to_families))))"
    )
    #: One file of many papers for the printer: of the school's office, or where it is about health
    #: of the school's nurse.
    PRINT = (
        f"{OURS} AND ({EVERYONE} OR CASE WHEN {ABOUT_HEALTH} THEN {WEARING} = 'staff'"
        f" AND school_id = ANY ({NURSED_SCHOOLS})"
        f" ELSE {IN_AN_OFFICE} AND school_id = ANY ({KEPT}) END)"
    )
    #: And its pieces.
    PRINT_PIECE = f"{OURS} AND ({EVERYONE} OR run_id = ANY (ARRAY(SELECT id FROM papers_printrun)))"
    #: What only the district's own staff work with: runs of imports.
    STAFF = f"{OURS} AND {EVERYONE}"
    #: What is hers alone, from her school's office too: the devices that she signs in with.
    ALONE = f"{OURS} AND ({WEARING} = 'system' OR person_id = {SELF_ID})"
    #: What proves who she is, of a library: read and marked as used while she signs in, else hers
    #: alone.
    PROOF = (
        "EXISTS (SELECT FROM people_account a WHERE a.id = user_id AND"
        f" (COALESCE({WEARING}, '') IN ('', 'system') OR a.person_id = {SELF_ID}))"
    )
    #: What families send to register, each with the one household's adults, its link, and the
    #: school of each child (``wall_registration`` says which is whose).
    CANDIDATE, APPLICATION = registration.CANDIDATE, registration.APPLICATION
    MEMBER, OF_APPLICATION = f"({registration.MEMBER})", registration.PART
    ANSWER, ANSWER_FILE = registration.ANSWER, registration.ANSWER_FILE
    #: The same rows as the answers, and no family writes one.
    DECISION = registration.DECISION
    SIGNATURE, KNOWN = registration.SIGNATURE, registration.KNOWN
    OF_CANDIDATE, REVIEW = registration.OF_CANDIDATE, registration.REVIEW
    POSTED, CONSENT = registration.POSTED, registration.CONSENT
    #: What only the house reads: digests of links.
    HOUSE = registration.HOUSE
    #: Tables of a library that hang on an account.
    OF_ACCOUNT = "user_id IN (SELECT id FROM people_account)"
    #: And what hangs on an account's e-mail address.
    OF_ADDRESS = "email_address_id IN (SELECT id FROM account_emailaddress)"
    #: Seen by everyone who reaches the server: the list of districts.
    PUBLIC = "true"


#: Models of libraries, which say nothing of themselves.
LIBRARY_WALLS = {
    "account_emailaddress": Wall.OF_ACCOUNT,
    "account_emailconfirmation": Wall.OF_ADDRESS,
    # Stays empty: sign_in.LinkedIdentity is the house's own. Deleting an account looks into it.
    "socialaccount_socialaccount": Wall.OF_ACCOUNT,
    "mfa_authenticator": Wall.PROOF,
}


def wall_of(model: type[models.Model]) -> Wall | None:
    """The wall that *model* declares, or that is declared for it here; None if there is none."""
    found: Any = getattr(model, "wall", None) or LIBRARY_WALLS.get(model._meta.db_table)
    return found if isinstance(found, Wall) else None


def writers_of(model: type[models.Model]) -> Writers | None:
    """Who writes *model*, where it says so itself; None: as its wall says."""
    found: Writers | None = getattr(model, "writers", None)
    return found


def walled_models() -> dict[str, type[models.Model]]:
    """The model of each table with a wall, many-to-many tables included."""
    return {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if wall_of(model) and model._meta.managed and not model._meta.proxy
    }


def walled_tables() -> dict[str, Wall]:
    """The wall of each table that has one."""
    return {table: wall for table, model in walled_models().items() if (wall := wall_of(model))}
