"""What exists and what it costs: chains, tokens and their latest price."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Upper

from esther_site.lib.fields import UsdField
from esther_site.lib.public_url import fault_of
from tokens.spoken import short_address

# The address that stands for a chain's own coin in swaps and quotes (web3.okx.com, "DEX API").
NATIVE_ADDRESS = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"


class Chain(models.Model):
    """A network, keyed by its EIP-155 id, which is also OKX's `chainIndex`."""

    index = models.PositiveBigIntegerField(primary_key=True)
    name = models.CharField(max_length=40, unique=True)
    aliases: models.JSONField[list[str]] = models.JSONField(default=list, blank=True)
    native_symbol = models.CharField(max_length=20)
    gas_reserve = models.DecimalField(max_digits=20, decimal_places=10, default=Decimal(0))
    explorer = models.URLField()
    rpc_url = models.URLField()
    spender = models.CharField(max_length=42, blank=True)
    routers: models.JSONField[list[str]] = models.JSONField(default=list, blank=True)
    supports_exact_out = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("index",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse addresses that a setting could not have either; a node's is not repeated, for a key may be in it."""
        if settings.ALLOW_PRIVATE_URLS:
            return
        named = {"node": self.rpc_url, "explorer": self.explorer}
        faults = [f"The address of its {what} {fault}." for what, url in named.items() if (fault := fault_of(url))]
        if faults:
            raise ValidationError([*faults, "For one of your own set ALLOW_PRIVATE_URLS=True."])


class Token(models.Model):
    """A token of one chain. Its address is its identity; names can be copied."""

    class Source(models.TextChoices):
        SEED = "seed"
        OKX = "okx"
        USER = "user"
        HELD = "held"  # found in a wallet, where anybody can put it: it answers to its address, never to its name

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="tokens")
    address = models.CharField(max_length=42)  # lower case; NATIVE_ADDRESS for the chain's own coin
    symbol = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True)
    aliases: models.JSONField[list[str]] = models.JSONField(default=list, blank=True)
    decimals = models.PositiveSmallIntegerField()
    is_native = models.BooleanField(default=False)
    source = models.CharField(max_length=4, choices=Source.choices)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "address"], name="one_token_per_address"),
            models.UniqueConstraint(
                Upper("symbol"), "chain", condition=models.Q(verified=True), name="one_verified_token_per_symbol"
            ),
            models.CheckConstraint(condition=models.Q(decimals__lte=36), name="token_decimals_at_most_36"),
        ]
        indexes: ClassVar = [models.Index(Upper("symbol"), name="token_symbol")]

    def __str__(self) -> str:
        return f"{self.symbol} on {self.chain_id}"

    @property
    def short_address(self) -> str:
        return "native coin" if self.is_native else short_address(self.address)

    def to_units(self, amount: Decimal) -> int:
        """Convert an amount of whole tokens to base units, dropping what is smaller than one unit."""
        return int(amount.scaleb(self.decimals))

    def to_amount(self, units: int) -> Decimal:
        """Convert base units to an exact amount of whole tokens."""
        return Decimal(units).scaleb(-self.decimals)


class Price(models.Model):
    """The latest known USD price of a token."""

    token = models.OneToOneField(Token, on_delete=models.CASCADE, primary_key=True, related_name="price")
    usd = UsdField()
    change_24h_percent = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    source = models.CharField(max_length=20)
    observed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.token_id}: {self.usd} USD at {self.observed_at:%F %T}"
