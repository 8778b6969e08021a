"""Who trades, and where their tokens are."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from esther_site.lib.fields import UnitsField
from tokens.models import Chain, Token


class User(AbstractUser):
    """A person in the chat, an operator of the admin site, or both (`is_staff`)."""

    class Status(models.TextChoices):
        PENDING = "pending"
        ACTIVE = "active"
        BLOCKED = "blocked"

    telegram_id = models.BigIntegerField(unique=True, null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PENDING)
    default_wallet = models.ForeignKey("Wallet", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    default_chain = models.ForeignKey(Chain, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    live_trading_enabled = models.BooleanField(default=False)
    slippage_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    default_currency = models.CharField(max_length=16, blank=True)  # a symbol; empty for the desk's own
    # Up to four numbers, as the user wrote them: dollars for buying, percent for selling; empty for the desk's own.
    buy_presets = models.CharField(max_length=60, blank=True)
    sell_presets = models.CharField(max_length=60, blank=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    # Telegram refused a message for good (bot blocked, account gone); cleared when the user writes again.
    is_unreachable = models.BooleanField(default=False)
    alert_level = models.CharField(
        max_length=6, choices=[("on", "on"), ("silent", "silent"), ("off", "off")], default="on"
    )
    # News of orders and trades. There is no "off": who has money on the way is told what became of it.
    money_level = models.CharField(max_length=6, choices=[("on", "on"), ("silent", "silent")], default="on")
    # The digest, and what else is neither an alert nor about money.
    news_level = models.CharField(
        max_length=6, choices=[("on", "on"), ("silent", "silent"), ("off", "off")], default="on"
    )
    digest = models.CharField(
        max_length=6, choices=[("off", "off"), ("daily", "daily"), ("weekly", "weekly")], default="off"
    )
    digest_at = models.DateTimeField(null=True, blank=True)  # when the next one is due; None while it is off
    quiet_from = models.TimeField(null=True, blank=True)  # in the user's time zone; messages then come silently
    quiet_until = models.TimeField(null=True, blank=True)
    quiet_money = models.BooleanField(default=False)  # the quiet hours are for news of orders and trades, too

    # In which order what was bought is sold again, where profit is counted.
    cost_basis = models.CharField(
        max_length=4, choices=[("fifo", "FIFO"), ("lifo", "LIFO"), ("hifo", "HIFO")], default="fifo"
    )

    # Until then a question of the chat may be open: every message comes by here, and need not look for one after.
    asked_until = models.DateTimeField(null=True)

    class Meta(AbstractUser.Meta):
        indexes: ClassVar = [
            models.Index(fields=["digest_at"], condition=models.Q(digest_at__isnull=False), name="user_digest_due")
        ]

    def __str__(self) -> str:
        return self.first_name or self.username


class Wallet(models.Model):
    """A place where a user's tokens are: on paper, watched, or hot (with a sealed key)."""

    class Kind(models.TextChoices):
        PAPER = "paper"
        WATCH = "watch"
        HOT = "hot"

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="wallets")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=42, blank=True)  # lower case; empty for a paper wallet
    kind = models.CharField(max_length=5, choices=Kind.choices)
    sealed_key = models.TextField(blank=True)  # of a hot wallet; only `trading.custody` can open it
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)  # taken away by its owner; its trades stay
    reset_at = models.DateTimeField(null=True)  # of a paper wallet: its book began anew, and what was before is over
    exported_at = models.DateTimeField(null=True)  # since then its key is known elsewhere, too

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "name"], condition=models.Q(removed_at=None), name="one_wallet_per_name"
            ),
            models.UniqueConstraint(
                fields=["owner", "address"],
                condition=~models.Q(address="") & models.Q(removed_at=None),
                name="one_wallet_per_address_and_owner",
            ),
            models.UniqueConstraint(  # two rows of one address would take each other's nonces
                fields=["address"],
                condition=models.Q(kind="hot", removed_at=None),
                name="one_hot_wallet_per_address",
            ),
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(kind="paper"), name="one_paper_wallet_per_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PaperBalance(models.Model):
    """What a paper wallet holds of one token. Only `trading.paper` writes here."""

    wallet = models.ForeignKey(Wallet, on_delete=models.CASCADE, related_name="paper_balances")
    token = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+")
    units = UnitsField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wallet", "token"], name="one_paper_balance_per_token")
        ]

    def __str__(self) -> str:
        return f"{self.token_id}: {self.units} units"
