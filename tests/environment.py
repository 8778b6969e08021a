"""The environment every test runs in, set before Django reads its settings (the first import of conftest.py)."""

import os
import tempfile

import django

_SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "esther_site.settings",
    "ENV_FILE": os.devnull,  # a developer's own .env must not change what the tests see
    "DEBUG": "True",
    "SECRET_KEY": "test-secret-key-of-no-value-whatsoever-0123456789",
    "SANDBOX": "True",
    "SANDBOX_STATE": tempfile.mkdtemp(prefix="esther-sandbox-"),  # not a developer's own chats
    "TELEGRAM_BOT_TOKEN": "4242424242:canary-bot-token-that-must-not-be-logged",
    "WEBHOOK_SECRET": "test-webhook-secret",
    "OKX_API_KEY": "test-key",
    "OKX_API_SECRET": "test-secret-key",
    "OKX_API_PASSPHRASE": "test-passphrase",
    "OKX_REQUESTS_PER_SECOND": "1000",
    "BACKOFF_BASE_SECS": "0.001",
    "BACKOFF_MAX_SECS": "0.002",
    "OPEN_REGISTRATION": "False",
    "TELEGRAM_ADMIN_IDS": "9001",
    "BOT_DB_THREADS": "0",
    "RUN_MONITOR": "False",
    "LOG_LEVEL": "INFO",
}
_FOREIGN = (
    "WEBHOOK_URL RENDER RENDER_EXTERNAL_URL ALLOWED_HOSTS TELEGRAM_API_BASE_URL OKX_BASE_URL OKX_MARKET_BASE_URL "
    "OKX_PROJECT_ID OK_ACCESS_PROJECT DRY_RUN DRY_RUN_MODE ESTHER_SERVING ADMIN_IP_ALLOWLIST TRUSTED_PROXY_COUNT "
    "SECRET_KEY_FALLBACKS REDIS_URL REDIS_FALLBACK_PROCESSES TELEGRAM_MESSAGES_PER_SECOND "
    "LLM_API_KEY GEMINI_API_KEY LLM_BASE_URL LLM_MODEL LLM_REASONING_EFFORT LLM_CALLS_PER_DAY"
)

for _name in _FOREIGN.split():
    os.environ.pop(_name, None)
os.environ.update(_SETTINGS)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

django.setup()
