"""Django's settings, all of them from the environment (`chibo settings` lists the variables)."""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from chibo.core import embedded
from chibo.core.environment import secret

PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = os.environ.get("CHIBO_DEBUG") == "1"
SECRET_KEY = secret("CHIBO_SECRET_KEY") or embedded.django_secret()
ALLOWED_HOSTS = os.environ.get("CHIBO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CHIBO_ORIGINS", "").split(",") if o]

AREAS = (
    "organisation",
    "places",
    "documents",
    "rulebook",
    "members",
    "posts",
    "badges",
    "dues",
    "access",
    "signin",
    "tokens",
    "oversight",
    "trail",
    "targets",
    "training",
    "tasks",
    "plans",
    "directives",
    "remedies",
    "periodic",
    "summations",
    "registers",
    "meetings",
    "attending",
    "committee_meetings",
    "inputs",
    "calendars",
    "sittings",
    "topics",
    "deadlines",
    "resolutions",
    "drafts",
    "scoring",
    "minutes",
    "reports",
    "grading",
    "notices",
    "indicators",
    "radar",
    "statistics",
    "exchange",
    "privacy",
)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "chibo.core",
    *(f"chibo.areas.{area}" for area in AREAS),
    "chibo.areas.members.duplicates",
    "chibo.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "chibo.web.middleware.headers.SecurityHeaders",
    "chibo.web.middleware.pack.PackStatic",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "chibo.api.door.Door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chibo.web.middleware.language.ChosenLanguage",
    "chibo.web.middleware.body.LimitBody",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "chibo.web.middleware.sessions.SessionsEnd",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chibo.web.middleware.actor.ActorOfToday",
    "chibo.web.middleware.refusals.ShowRefusals",
    "chibo.web.middleware.elsewhere.SaysRecordsAreElsewhere",
    "chibo.web.middleware.replica.RemembersWriting",
    "chibo.web.middleware.tables.TablesAsWorkbook",
]
ROOT_URLCONF = "chibo.config.urls"
WSGI_APPLICATION = "chibo.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "chibo.web.context.frame",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    url = os.environ.get("CHIBO_DATABASE_URL")
    return _server(url) if url else embedded.connection_parameters()


def _server(url: str) -> dict[str, Any]:
    parts = conninfo_to_dict(url)
    return {
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }


_CONNECTION = {
    "ENGINE": "chibo.core.wall",
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
}
DATABASES: dict[str, dict[str, Any]] = {"default": {**_CONNECTION, **_database()}}
if _replica := os.environ.get("CHIBO_REPLICA_URL"):
    DATABASES["replica"] = {**_CONNECTION, **_server(_replica), "TEST": {"MIRROR": "default"}}
CHIBO_KEEPS = os.environ.get("CHIBO_KEEPS", "")
CHIBO_REPLICA_LAG = float(os.environ.get("CHIBO_REPLICA_LAG", "5"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "chibo.areas.access.passwords.NotEasilyGuessed"},
    {"NAME": "chibo.areas.access.passwords.NotKnownAsBreached"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
SESSION_ENGINE = "chibo.areas.access.session_store"
CHIBO_SESSION_IDLE = int(os.environ.get("CHIBO_SESSION_IDLE", "120"))
CHIBO_SESSION_LONGEST = int(os.environ.get("CHIBO_SESSION_LONGEST", "720"))
CHIBO_CONFIRM_MINUTES = int(os.environ.get("CHIBO_CONFIRM_MINUTES", "15"))
SESSION_COOKIE_AGE = CHIBO_SESSION_LONGEST * 60
SESSION_COOKIE_HTTPONLY = True
HTTPS = os.environ.get("CHIBO_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:  # browsers keep these for this host alone, whoever else answers in its domain
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
# Short: an office that gives up its certificate is not locked out for long. Longer by choice.
SECURE_HSTS_SECONDS = int(os.environ.get("CHIBO_HSTS", str(7 * 24 * 3600))) if HTTPS else 0
CHIBO_AUTHORITY = os.environ.get("CHIBO_AUTHORITY", "")
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for names below ours: they may belong to other programs of the office
    "security.W008",  # redirecting plain http: it never reaches Django, see cli/redirecting.py
    "security.W021",  # preloading HSTS: an office's name is not known outside of it
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = Path(os.environ.get("CHIBO_UPLOADS") or embedded.uploads_folder())
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CHIBO_UPLOAD_LIMIT = 25 * 1024 * 1024
CHIBO_TEMPLATES = os.environ.get("CHIBO_TEMPLATES", "")
CHIBO_ADDRESS = os.environ.get("CHIBO_ADDRESS", "")
CHIBO_EMAIL_FROM = os.environ.get("CHIBO_EMAIL_FROM", "")
EMAIL_BACKEND = os.environ.get("CHIBO_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("CHIBO_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("CHIBO_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CHIBO_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = secret("CHIBO_EMAIL_PASSWORD")
EMAIL_USE_TLS = os.environ.get("CHIBO_EMAIL_TLS") == "1"
EMAIL_TIMEOUT = 15
CHIBO_SMS = os.environ.get("CHIBO_SMS", "")
CHIBO_SMS_URL = os.environ.get("CHIBO_SMS_URL", "")
CHIBO_SMS_TOKEN = secret("CHIBO_SMS_TOKEN")
CHIBO_JOBS = os.environ.get("CHIBO_JOBS", "")

PROCRASTINATE_IMPORT_PATHS = ["chibo.jobs.tasks"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "chibo.core.logs.WithoutKeys",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "chibo.core.logs.AsJson"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if os.environ.get("CHIBO_LOG_FORMAT") == "json" else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": os.environ.get("CHIBO_LOG_LEVEL", "WARNING")},
}
