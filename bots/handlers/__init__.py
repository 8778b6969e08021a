"""What Esther does for each command and button. Importing this package fills the registry."""

from bots.handlers import people, portfolio, prices, start, trades, wallets  # noqa: F401
