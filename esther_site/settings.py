"""All of Esther's settings, read from the environment (and `.env`) in one place.

Names, defaults and meanings are listed in `.env.example`; a test keeps the two together.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured

from esther_site import page_policy, theme

django_stubs_ext.monkeypatch()  # lets `ModelAdmin[Token]` and the like exist at run time

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(os.environ.get("ENV_FILE") or str(BASE_DIR / ".env"))


def _first(*names: str, default: str = "") -> str:
    """Return the first of several variables that is set and not blank."""
    return next((value for name in names if (value := env.str(name, default=""))), default)


def _decimal(name: str, default: str) -> Decimal:
    return Decimal(env.str(name, default="") or default)


def _development_secret() -> str:
    """Keep one generated key per checkout, so that sessions survive a restart."""
    path = BASE_DIR / ".secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or (_development_secret() if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text, or DEBUG=True while developing.")
# Earlier ones, while sessions and log-in apps move to today's. No other secret is ever derived from them.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])

RENDER_EXTERNAL_URL = env.str("RENDER_EXTERNAL_URL", default="")
# Telegram calls Esther by the host of WEBHOOK_URL: another list would only turn its updates away.
_own_urls = (RENDER_EXTERNAL_URL, env.str("WEBHOOK_URL", default=""))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[host for url in _own_urls if (host := urlsplit(url).hostname)])
if DEBUG:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [RENDER_EXTERNAL_URL] if RENDER_EXTERNAL_URL else []

# python-telegram-bot then gives times as timedelta instead of warning that it will.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# Telegram -----------------------------------------------------------------------------------

TELEGRAM_BOT_TOKEN = env.str("TELEGRAM_BOT_TOKEN", default="")
SANDBOX = env.bool("SANDBOX", default=DEBUG and not TELEGRAM_BOT_TOKEN)
if SANDBOX and not DEBUG:
    raise ImproperlyConfigured("SANDBOX is for development: it needs DEBUG=True.")
SANDBOX_URL = env.str("SANDBOX_URL", default="http://127.0.0.1:8000")
# Where the sandbox keeps its chats.
SANDBOX_STATE = Path(env.str("SANDBOX_STATE", default="") or BASE_DIR / "var" / "sandbox")
if SANDBOX:
    TELEGRAM_BOT_TOKEN = TELEGRAM_BOT_TOKEN or "1000000001:sandbox-token-that-opens-nothing"

TELEGRAM_API_BASE_URL = _first(
    "TELEGRAM_API_BASE_URL",
    default=f"{SANDBOX_URL}/sandbox/telegram" if SANDBOX else "https://api.telegram.org",
)
WEBHOOK_URL = _first("WEBHOOK_URL", default=SANDBOX_URL if SANDBOX else RENDER_EXTERNAL_URL)
WEBHOOK_SECRET = (
    env.str("WEBHOOK_SECRET", default="")
    or hmac.new(SECRET_KEY.encode(), b"telegram webhook", hashlib.sha256).hexdigest()
)
TELEGRAM_ADMIN_IDS: list[int] = env.list("TELEGRAM_ADMIN_IDS", cast=int, default=[9001] if SANDBOX else [])
OPEN_REGISTRATION = env.bool("OPEN_REGISTRATION", default=SANDBOX)
# Over all processes, answers and notifications together; 0 for no pace at all, for a Bot API server that has no limits.
TELEGRAM_MESSAGES_PER_SECOND = env.int("TELEGRAM_MESSAGES_PER_SECOND", default=0 if SANDBOX else 25)
HANDLER_TIMEOUT_SECS = env.int("HANDLER_TIMEOUT_SECS", default=180)
# Threads that run services for the bot; 0 (tests) keeps them on the caller's connection.
BOT_DB_THREADS = env.int("BOT_DB_THREADS", default=8)

# OKX ----------------------------------------------------------------------------------------

OKX_API_KEY = env.str("OKX_API_KEY", default="sandbox-key" if SANDBOX else "")
OKX_API_SECRET = env.str("OKX_API_SECRET", default="sandbox-secret" if SANDBOX else "")
OKX_API_PASSPHRASE = env.str("OKX_API_PASSPHRASE", default="sandbox-passphrase" if SANDBOX else "")
OKX_PROJECT_ID = _first("OKX_PROJECT_ID", "OK_ACCESS_PROJECT")
OKX_BASE_URL = _first("OKX_BASE_URL", default=f"{SANDBOX_URL}/sandbox/okx" if SANDBOX else "https://web3.okx.com")
OKX_MARKET_BASE_URL = _first(
    "OKX_MARKET_BASE_URL", default=f"{SANDBOX_URL}/sandbox/okx" if SANDBOX else "https://www.okx.com"
)
OKX_REQUESTS_PER_SECOND = env.int("OKX_REQUESTS_PER_SECOND", default=50 if SANDBOX else 1)
BACKOFF_BASE_SECS = env.float("BACKOFF_BASE_SECS", default=0.2)
BACKOFF_MAX_SECS = env.float("BACKOFF_MAX_SECS", default=5.0)
CIRCUIT_FAIL_THRESHOLD = env.int("CIRCUIT_FAIL_THRESHOLD", default=5)
CIRCUIT_RESET_SECS = env.int("CIRCUIT_RESET_SECS", default=30)

# Trading ------------------------------------------------------------------------------------

DRY_RUN = env.bool("DRY_RUN", default=env.bool("DRY_RUN_MODE", default=True))
DEFAULT_SLIPPAGE_PERCENT = _decimal("DEFAULT_SLIPPAGE_PERCENT", "1")
MAX_SLIPPAGE_PERCENT = _decimal("MAX_SLIPPAGE_PERCENT", "3")
IMPACT_WARN_PERCENT = _decimal("IMPACT_WARN_PERCENT", "5")
IMPACT_BLOCK_PERCENT = _decimal("IMPACT_BLOCK_PERCENT", "10")
MAX_TOKEN_TAX_PERCENT = _decimal("MAX_TOKEN_TAX_PERCENT", "10")
MAX_GAS_USD = _decimal("MAX_GAS_USD", "50")
# What a rebalance may cost at most, in hundredths of a percent of what it trades, and the least each trade is worth.
REBALANCE_MAX_COST_BPS = env.int("REBALANCE_MAX_COST_BPS", default=300)
REBALANCE_MIN_LEG_USD = _decimal("REBALANCE_MIN_LEG_USD", "5")
PAPER_START_USDC = _decimal("PAPER_START_USDC", "10000")
# What anybody may trade live at most, at once and within 24 hours.
MAX_TRADE_USD = _decimal("MAX_TRADE_USD", "1000")
MAX_DAY_USD = _decimal("MAX_DAY_USD", "5000")
# Only trading/custody.py reads it: one or more Fernet keys, newest first, comma separated.
ENCRYPTION_KEY = env.str("ENCRYPTION_KEY", default="")
# How signed transactions leave: "rpc" or "okx", and whether OKX hides them until they are mined, where it can.
BROADCAST = (env.str("BROADCAST", default="") or "rpc").strip().lower()
BROADCAST_MEV_PROTECTION = env.bool("BROADCAST_MEV_PROTECTION", default=True)
# RPC_URL_8453 and the like: the nodes to ask instead of the one in the chain's row, by chain index, comma separated.
_RPC_URL = "RPC_URL_"
RPC_URLS: dict[int, str] = {
    int(name.removeprefix(_RPC_URL)): url
    for name, url in os.environ.items()
    if name.startswith(_RPC_URL) and name.removeprefix(_RPC_URL).isdecimal() and url
}
MAX_ORDERS_PER_USER = env.int("MAX_ORDERS_PER_USER", default=100)

# The language model -------------------------------------------------------------------------

# Any OpenAI-compatible chat endpoint. Without a key everything works, in Esther's own words.
LLM_API_KEY = _first("LLM_API_KEY", "GEMINI_API_KEY").strip()
_GEMINI = "https://generativelanguage.googleapis.com/v1beta/openai"
LLM_BASE_URL = _first("LLM_BASE_URL", default=_GEMINI)
LLM_MODEL = _first("LLM_MODEL", default="gemini-flash-latest")
# Not every endpoint knows this word, so that it is sent to Gemini's alone unless it is set.
LLM_REASONING_EFFORT = _first("LLM_REASONING_EFFORT", default="low" if LLM_BASE_URL.startswith(_GEMINI) else "")
LLM_CALLS_PER_DAY = env.int("LLM_CALLS_PER_DAY", default=20)
# Whether the model may say in other words what went wrong; it adds nothing, and without a key nobody is asked.
ERROR_ADVISOR_ENABLED = env.bool("ERROR_ADVISOR_ENABLED", default=False)

# The monitor --------------------------------------------------------------------------------

SERVING = env.bool("ESTHER_SERVING", default=False)  # set by gunicorn.conf.py, never guessed from argv
RUN_MONITOR = env.bool("RUN_MONITOR", default=SERVING and not env.str("REDIS_URL", default="").strip())
MONITOR_INTERVAL = env.int("MONITOR_INTERVAL", default=60)
PORTFOLIO_SYNC_INTERVAL = env.int("PORTFOLIO_SYNC_INTERVAL", default=600)
# In the large form: wallets that one task asks OKX about side by side, how long whoever has a task may be silent, and
# how long a monitor that is gone keeps its duty.
SYNC_AT_ONCE = env.int("SYNC_AT_ONCE", default=4)
WAKE_AGAIN_SECS = env.int("WAKE_AGAIN_SECS", default=45)
DUTY_LEASE_SECS = env.int("DUTY_LEASE_SECS", default=20)
MAX_ALERTS_PER_USER = env.int("MAX_ALERTS_PER_USER", default=100)
# What delivers a notification: alerts must not import the bot.
NOTIFICATION_SENDER = "bots.notifier.send"

# The admin ----------------------------------------------------------------------------------

# In production nobody by default: behind a proxy that adds no header, everybody comes from this machine.
ADMIN_IP_ALLOWLIST: list[str] = env.list("ADMIN_IP_ALLOWLIST", default=["127.0.0.1/32", "::1/128"] if DEBUG else [])
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if env.bool("RENDER", default=False) else 0)
UNFOLD = theme.UNFOLD

# Passwords that are wrong are counted by name and address, which is what the allow-list goes by, too.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "esther_site.addresses.client_ip"
AXES_LOCKOUT_CALLABLE = "esther_site.admin_site.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # who came in is in the audit log
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # esther_site/admin.py shows the failures, and none of what was sent

# Operations ---------------------------------------------------------------------------------

# What seals backups; nothing else is sealed with it.
BACKUP_KEY = env.str("BACKUP_KEY", default="")
# Whoever knows it may have the monitor make one pass, at /tick.
TICK_SECRET = (
    env.str("TICK_SECRET", default="") or hmac.new(SECRET_KEY.encode(), b"monitor tick", hashlib.sha256).hexdigest()
)
# When the database ends: on a day, or so many days after it was made; 0 for never.
DATABASE_EXPIRES_ON = env.str("DATABASE_EXPIRES_ON", default="").strip()
DATABASE_EXPIRES_AFTER_DAYS = env.int("DATABASE_EXPIRES_AFTER_DAYS", default=0)
# Lets the addresses of services be http or private, in production too: for a node or Bot API server of one's own.
ALLOW_PRIVATE_URLS = env.bool("ALLOW_PRIVATE_URLS", default=DEBUG)
SENTRY_DSN = env.str("SENTRY_DSN", default="").strip()
RENDER_GIT_COMMIT = env.str("RENDER_GIT_COMMIT", default="")

# Django -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "esther_site",
    "tokens",
    "trading",
    "portfolio",
    "alerts",
    "bots",
    "unfold.apps.BasicAppConfig",  # the theme; before the admin, whose templates it replaces
    "esther_site.admin_apps.EstherAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "axes",
]

MIDDLEWARE = [
    "esther_site.middleware.HealthMiddleware",
    "esther_site.middleware.MachinesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "esther_site.page_policy.PagePolicyMiddleware",
    "esther_site.middleware.AdminAllowlistMiddleware",
    "esther_site.middleware.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "esther_site.urls"
WSGI_APPLICATION = "esther_site.wsgi.application"
AUTH_USER_MODEL = "trading.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What many processes share: the queue of their tasks, limits, fuses and the cache. Without it there is one process.
REDIS_URL = env.str("REDIS_URL", default="").strip()
# How many processes there are at most, each of which takes its part of a limit while Redis is gone.
REDIS_FALLBACK_PROCESSES = env.int("REDIS_FALLBACK_PROCESSES", default=8)

# In this process alone; with room for everybody who writes at once, and for the prices of all that they ask about.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "esther_site.lib.shared_cache.SharedCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "esther:cache",
    }

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
DATABASE_POOLED = env.bool("DATABASE_POOLED", default=False)
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 60
if _database["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing at once, and readers never wait for them.
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    _database["OPTIONS"] = {
        **_database.get("OPTIONS", {}),
        "connect_timeout": 5,
        # A server that is gone without a word is noticed within a minute; a network that comes back is waited for.
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
    }
    # Behind a pool in transaction mode, each transaction may meet another session: nothing may be kept in one.
    if DATABASE_POOLED:
        _database["DISABLE_SERVER_SIDE_CURSORS"] = True  # and the limits below are those of the role
    else:
        _database["OPTIONS"]["options"] = (
            "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
        )

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": page_policy.EVERYWHERE}
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
if not DEBUG:
    SECURE_SSL_REDIRECT = True
    # The proxy in front speaks plain HTTP to us and says in a header of its own what the client spoke.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

SILENCED_SYSTEM_CHECKS: list[str] = []

# "json" for programs that read the log, "line" for people.
LOG_FORMAT = env.str("LOG_FORMAT", default="") or ("line" if DEBUG else "json")
if LOG_FORMAT not in ("json", "line"):
    raise ImproperlyConfigured("LOG_FORMAT is json or line.")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "scrub": {"()": "esther_site.lib.redaction.ScrubFilter"},
        "correlation": {"()": "esther_site.lib.correlation.CorrelationFilter"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(correlation_id)s] %(message)s"},
        "json": {"()": "esther_site.lib.json_log.JsonLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["scrub", "correlation"]}
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handler for this logger would print tracebacks that nobody scrubbed.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["console"], "propagate": False},
        # httpx logs every URL, and Telegram's URLs carry the bot token.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        # It prints a traceback for every command that Redis does not answer; that it is gone is said once.
        "pybreaker": {"level": "CRITICAL"},
        # python-telegram-bot logs what it sends while debugging, and an app's secret is among it.
        "telegram": {"level": "INFO"},
        # urllib3 logs paths while debugging, and the path of an RPC node may be its key.
        "urllib3": {"level": "WARNING"},
    },
}
