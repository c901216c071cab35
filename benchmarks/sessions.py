"""Somebody signed in, for a process that has Django and the owner's rights."""

#: Sessions are made, not signed in for: forty families of one address are throttled, rightly.
SIGNED_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from openhouse.access.sessions import SessionStore
from openhouse.people.models import Account

def signed_in(cursor, district, person, username):
    cursor.execute("DELETE FROM people_account WHERE person_id = %s", [person])
    cursor.execute('''INSERT INTO people_account
        (district_id, username, password, person_id, is_active, created_at, settled_at)
        VALUES (%s, %s, '!', %s, true, now(), now()) RETURNING id''',
        [district, username, person])
    account = Account(id=cursor.fetchone()[0], password="!")
    session = SessionStore()
    session[SESSION_KEY] = str(account.id)
    session[BACKEND_SESSION_KEY] = "openhouse.access.backend.DistrictAccounts"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.set_expiry(86400)
    session.create()
    return session.session_key
"""
