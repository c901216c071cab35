"""Settings, all from the environment; docs/operations.md lists the variables."""

import os
from pathlib import Path

from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from openhouse.config import database, inbox, mail, stores
from openhouse.sign_in.rules import CONFIRMING_LASTS, LINK_LASTS

BASE = Path(__file__).resolve().parent.parent
HOME = database.home()
DEBUG = os.environ.get("OPENHOUSE_DEBUG") == "1"
SECRET_KEY = database.secret_key()
HOSTS = [
    host for part in os.environ.get("OPENHOUSE_HOSTS", "").split(",") if (host := part.strip())
]
#: Names this server answers to. Behind a TLS proxy, OPENHOUSE_HOSTS names them.
ALLOWED_HOSTS = [*HOSTS, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS]
#: What stands before a path in e-mails and letters; never taken from a request.
PUBLIC_URL = os.environ.get("OPENHOUSE_URL", "").rstrip("/") or (
    f"https://{HOSTS[0]}"
    if HOSTS
    else f"http://localhost:{os.environ.get('OPENHOUSE_PORT', '8000')}"
)
#: Each proxy adds one address to X-Forwarded-For; what stands further left, anybody may write.
PROXIES = os.environ.get("OPENHOUSE_PROXIES", "").strip() or ("1" if HOSTS else "0")
if not PROXIES.isdecimal():
    message = f"OPENHOUSE_PROXIES is {PROXIES!r}; expected the number of proxies, such as 1"
    raise ImproperlyConfigured(message)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "openhouse.config",
    "openhouse.common",
    "openhouse.ui",
    "openhouse.districts",
    "openhouse.people",
    "openhouse.courses",
    "openhouse.ledger",
    "openhouse.access",
    "openhouse.notifications",
    "openhouse.papers",
    "openhouse.grades",
    "openhouse.attendance",
    "openhouse.schedule",
    "openhouse.immunizations",
    "openhouse.messages",
    "openhouse.schools",
    "openhouse.contact",
    "openhouse.questions",
    "openhouse.documents",
    "openhouse.home",
    "openhouse.interchange",
    "openhouse.sign_in",
    "openhouse.registration",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "openhouse.home.app.compressed.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "openhouse.access.middleware.DistrictAddress",
    "openhouse.access.sessions.SessionCookie",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "openhouse.access.middleware.Door",
    "openhouse.home.app.middleware.OnDevice",
    "openhouse.access.messages.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "openhouse.config.urls"
WSGI_APPLICATION = "openhouse.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "openhouse.home.context.shell",
                "openhouse.home.app.frame.app_of_page",
            ],
        },
    }
]

DATABASES = {"default": database.settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        # Past Django's 300: a flood of invented names would push out the counts of real ones.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
#: Jobs of a part of an app.
PROCRASTINATE_IMPORT_PATHS = [
    "openhouse.documents.cards.jobs",
    "openhouse.documents.published.jobs",
    "openhouse.home.heard.jobs",
    "openhouse.messages.sending.jobs",
    "openhouse.registration.reminders.jobs",
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["openhouse.access.backend.DistrictAccounts"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "openhouse.sign_in.passwords.SchoolRule"}]
PASSWORD_RESET_TIMEOUT = int(LINK_LASTS.total_seconds())
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "openhouse.sign_in.many.first_secrets.FirstSecret",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "sign-in"
SESSION_ENGINE = "openhouse.access.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(HOSTS)
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # user names are unique within a district only

ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = CONFIRMING_LASTS.days
ACCOUNT_UNIQUE_EMAIL = False  # two parents may share an address
ACCOUNT_ADAPTER = "openhouse.sign_in.adapter.Adapter"
ACCOUNT_FORMS = {"login": "openhouse.sign_in.forms.SignInForm"}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip",
    "reset_password": "10/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    "ask_for_account": "5/m/ip,60/h/ip",
    "activate": "10/m/ip",
    "single_sign_on": "300/m/ip",  # a whole school begins its day behind one address
    "passkey": "60/m/ip",
    "verify": "60/m/ip,400/d/ip",
    "verify_missed": "20/m/ip,200/d/ip",
    "contact_code": "6/h/user,20/d/user,60/h/ip",
    "contact_mail": "6/h/user,20/d/user",
    # a calendar service asks for thousands of families from one address: each feed by itself
    "feed": "30/h/key",
    "feed_unknown": "20/m/ip",
    # beginning as a new family: many may sit behind one library's address
    "register": "60/h/ip,5/h/key",
    "register_link": "120/m/ip",
    "push": "20/h/user",  # each looks up a name
    "unsubscribe": "20/h/key",  # each is a line of the ledger
}
ACCOUNT_SESSION_REMEMBER = True
SOCIALACCOUNT_ADAPTER = "openhouse.sign_in.single.openid.SingleSignOn"
#: Without public names this is a demonstration or a test: providers on this machine may be asked.
PROVIDERS_ON_THIS_MACHINE = not HOSTS

MFA_ADAPTER = "openhouse.sign_in.safety.proof.ProofAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: a phone's clock, and slow fingers

ALLAUTH_TRUSTED_PROXY_COUNT = int(PROXIES)  # failed tries count for the visitor, not for the proxy

EMAIL_URL = os.environ.get("EMAIL_URL", "")
#: The slug of the demonstration district: its e-mails are kept and shown on /<district>/mail/,
#: links and codes and all, to whoever comes. Only ``openhouse demo`` sets that (``show:<slug>``).
MAIL_SHOWN_IN = EMAIL_URL.removeprefix("show:") if EMAIL_URL.startswith("show:") else ""
MAIL_SERVER = ("" if MAIL_SHOWN_IN else EMAIL_URL) or "smtp://localhost:25"
MAILERS = {"default": mail.mailer(MAIL_SERVER)}
MAIL_FROM = (
    os.environ.get("OPENHOUSE_MAIL_FROM") or f"no-reply@{HOSTS[0] if HOSTS else 'localhost'}"
)
#: E-mails that the mail server takes in 24 hours, of all districts together; 0: as many as come.
MAIL_A_DAY = mail.limit(os.environ.get("MAIL_A_DAY", ""))
#: Where texts go, in the words of ``apprise``: ``twilio://SID:TOKEN@FROM/{to}``.
TEXT_GATEWAY = mail.gateway(os.environ.get("TEXT_GATEWAY", ""))
#: Where calls go that a machine speaks: ``twilio://SID:TOKEN@FROM/{to}?method=call``.
CALL_GATEWAY = mail.gateway(os.environ.get("CALL_GATEWAY", ""), "CALL_GATEWAY")
#: Codes of countries to whose numbers texts go. Elsewhere a text may cost a hundred times as much.
TEXT_COUNTRIES = os.environ.get("TEXT_COUNTRIES", "US,PR,VI,GU,AS,MP").upper().split(",")
#: Pushes go to public addresses over https. Only a test or benchmark, which has no public name,
#: may let them go to this machine.
PUSH_ON_THIS_MACHINE = not HOSTS and os.environ.get("OPENHOUSE_PUSH_HERE") == "1"
#: Mailboxes that a worker polls for what families and mail servers write to a district.
INBOXES = inbox.inboxes(os.environ.get("INBOX_URL", ""))
#: Behind the @ of the addresses at which people answer e-mails about conversations; and the name
#: under which the receiving mail server vouches for senders (RFC 8601). Both, or none is answered.
REPLY_DOMAIN = mail.domain(os.environ.get("REPLY_DOMAIN", ""))
REPLY_AUTHSERV_ID = os.environ.get("REPLY_AUTHSERV_ID", "").strip().lower()

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOSTS else None
SECURE_SSL_REDIRECT = False  # the proxy's job
SECURE_HSTS_SECONDS = 31_536_000 if HOSTS else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "openhouse.sign_in.views.door.too_old"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "en"
# A district may add a language: its code, and the folder that its catalog is in.
ADDED = [code.strip() for code in os.environ.get("OPENHOUSE_LANGUAGES", "").split(",") if code]
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), *((code, code) for code in ADDED)]
# Written from right to left, too; Django's own list leaves them out.
LANGUAGES_BIDI = [*global_settings.LANGUAGES_BIDI, "dv", "ks", "ps", "sd", "yi"]
LOCALE_PATHS = [Path(folder) for folder in [os.environ.get("OPENHOUSE_LOCALES")] if folder]
LOCALE_PATHS += [BASE / "locale"]
LANGUAGE_COOKIE_NAME = "openhouse_language"
USE_TZ = True
TIME_ZONE = "America/Chicago"

#: Apps in stores that open this server's pages: docs/operations.md.
ANDROID_APPS = stores.android(os.environ.get("OPENHOUSE_ANDROID_APPS", ""))
APPLE_APPS = stores.apple(os.environ.get("OPENHOUSE_APPLE_APPS", ""))

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "openhouse.ui.files.ByContent"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A plain form of a year's work, or of a large class, has six fields a score.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# A page that breaks says so where the service manager reads: Django by itself would only mail it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "by_page": {
            "()": "openhouse.config.faults.ByPage",
            "format": "{asctime} {levelname} {message}",
            "style": "{",
        }
    },
    "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "by_page"}},
    "loggers": {
        "django.request": {"handlers": ["standard_error"], "level": "ERROR", "propagate": False},
        # it writes down each text, its phone and the gateway's password (``by_text`` reads that)
        "apprise": {"propagate": False},
    },
}
