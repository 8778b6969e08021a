"""What Esther does for each command and button. Importing this package fills the registry, in the order of /help."""

# ruff: noqa: F401, I001
from bots.handlers import start
from bots.handlers import prices
from bots.handlers import charts
from bots.handlers import trades
from bots.handlers import orders
from bots.handlers import open_orders
from bots.handlers import automatic_orders
from bots.handlers import rebalance
from bots.handlers import portfolio
from bots.handlers import performance
from bots.handlers import insights
from bots.handlers import profit
from bots.handlers import diversification
from bots.handlers import execution
from bots.handlers import why
from bots.handlers import exports
from bots.handlers import alerts
from bots.handlers import alert_changes
from bots.handlers import wallets
from bots.handlers import wallet_changes
from bots.handlers import wallet_export
from bots.handlers import live
from bots.handlers import pauses
from bots.handlers import allowances
from bots.handlers import limits
from bots.handlers import second_factor
from bots.handlers import settings
from bots.handlers import status
from bots.handlers import people
from bots.handlers import repeats
