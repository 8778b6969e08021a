"""One test chain as a test sees it: fund a wallet, sign and send, look, and make the chain misbehave."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from sandbox.okx.chains import CHAINS, NATIVE_ADDRESS
from sandbox.okx.keccak import checksummed
from tests.chain.bank import Bank, receipt_of
from tests.chain.deployment import Deployment, deploy
from tests.chain.node import Node
from tests.chain.wire import call_data

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

__all__ = ["Ledger"]

_GAS = 600_000
_BASE_FEE = 10**9
_FOREVER = 2**256 - 1


class Ledger:
    """A node with everything deployed. Symbols are as listed: "ETH" (the native coin), "WETH", "USDC" …"""

    def __init__(self, node: Node) -> None:
        self.rpc = node.rpc
        self.index = node.chain_id
        self._bank = Bank(self.rpc, self.index)
        self.at: Deployment = deploy(self.rpc, self.index, self._bank)
        self.set_base_fee(_BASE_FEE)  # sixty empty blocks have eaten it up
        self.mine()
        self._snapshot = self.rpc.ask("evm_snapshot")

    def address(self, symbol: str) -> str:
        """Return a token's address, or what stands for the native coin."""
        return NATIVE_ADDRESS if symbol == CHAINS[self.index].native_symbol else self.at.tokens[symbol]

    def fund(self, owner: str, symbol: str, units: int) -> None:
        """Give a wallet so many base units more."""
        if self.address(symbol) == NATIVE_ADDRESS:
            self.rpc.ask("anvil_setBalance", owner, hex(self.balance(owner, symbol) + units))
        elif symbol == CHAINS[self.index].wrapped_symbol:
            self._bank.call(self.at.wrapped, "deposit()", value=units)
            self._bank.call(self.at.wrapped, "transfer(address,uint256)", owner, units)
        else:
            self._bank.call(self.address(symbol), "mint(address,uint256)", owner, units)
        self._bank.settle()

    def balance(self, owner: str, symbol: str) -> int:
        address = self.address(symbol)
        if address == NATIVE_ADDRESS:
            return self.rpc.number("eth_getBalance", owner, "latest")
        return int(self.rpc.read(address, "balanceOf(address)", owner))

    def allowance(self, owner: str, symbol: str, *, spender: str = "") -> int:
        spender = spender or self.at.spender
        return int(self.rpc.read(self.address(symbol), "allowance(address,address)", owner, spender))

    def nonce(self, owner: str, tag: str = "latest") -> int:
        return self.rpc.number("eth_getTransactionCount", owner, tag)

    def sign(self, account: LocalAccount, to: str, data: str = "0x", **fields: Any) -> str:
        """Return the signed bytes as hex; `fields` override what would be sent."""
        transaction: dict[str, Any] = {
            "type": 2,
            "chainId": self.index,
            "nonce": self.nonce(account.address, "pending"),
            "to": checksummed(to),
            "data": data,
            "value": 0,
            "gas": _GAS,
            "maxFeePerGas": 10 * _BASE_FEE,
            "maxPriorityFeePerGas": _BASE_FEE,
        }
        return "0x" + bytes(account.sign_transaction(transaction | fields).raw_transaction).hex()

    def send(self, account: LocalAccount, to: str, data: str = "0x", **fields: Any) -> str:
        """Sign and send, and return the hash."""
        return str(self.rpc.ask("eth_sendRawTransaction", self.sign(account, to, data, **fields)))

    def done(self, account: LocalAccount, to: str, data: str = "0x", **fields: Any) -> dict[str, Any]:
        """Sign and send, and return the receipt."""
        return receipt_of(self.rpc, self.send(account, to, data, **fields))

    def approve(self, account: LocalAccount, symbol: str, units: int, *, spender: str = "") -> dict[str, Any]:
        data = call_data("approve(address,uint256)", spender or self.at.spender, units)
        return self.done(account, self.address(symbol), data)

    def receipt(self, transaction: str) -> dict[str, Any] | None:
        """Return the receipt there is right now."""
        receipt: dict[str, Any] | None = self.rpc.ask("eth_getTransactionReceipt", transaction)
        return receipt

    def crowd_sells(self, symbol: str, units: int, *, for_symbol: str) -> None:
        """Let somebody else trade on Uniswap, and so move the price."""
        self.fund(self._bank.address, symbol, units)
        sold, bought = self.address(symbol), self.address(for_symbol)
        self._bank.call(sold, "approve(address,uint256)", self.at.uniswap_router, units)
        swap = "swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256,uint256,address[],address,uint256)"
        self._bank.call(self.at.uniswap_router, swap, units, 0, [sold, bought], self._bank.address, _FOREVER)
        self._bank.settle()

    def pay_out(self, deposit: tuple[int, int], token: str, receiver: str, units: int) -> str:
        """Play the bridge's relayer: fill its till on this chain, let it pay out, and return the transaction.

        A deposit is known by its chain and its number there.
        """
        symbols = {address.lower(): symbol for symbol, address in self.at.tokens.items()}
        self.fund(self.at.bridge, symbols[token.lower()], units)
        signature = "fill(uint256,uint256,address,address,uint256)"
        filled = self._bank.call(self.at.bridge, signature, *deposit, token, receiver, units)
        self._bank.settle()
        return filled

    def become(self, symbol: str, contract: str) -> None:
        """Let a token behave like another contract from now on, with the balances it has."""
        address = self.address(symbol)
        places = int(self.rpc.read(address, "decimals()", returns="uint8"))
        source = self._bank.deploy(contract, "string,string,uint8", symbol, symbol, places)
        self._bank.settle()
        self.rpc.ask("anvil_setCode", address, self.rpc.ask("eth_getCode", source, "latest"))

    def hold(self) -> None:
        """Mine nothing from now on, but when `mine` is called."""
        self.rpc.ask("evm_setAutomine", False)

    def mine(self, blocks: int = 1) -> None:
        self.rpc.ask("anvil_mine", hex(blocks))

    def reorganise(self, depth: int) -> None:
        """Replace the last blocks by empty ones: their transactions were never mined."""
        self.rpc.ask("anvil_reorg", depth, [])

    def drop(self, transaction: str) -> None:
        """Let the node forget a transaction that waits."""
        self.rpc.ask("anvil_dropTransaction", transaction)

    def set_clock(self, seconds: int) -> None:
        """Mine a block at a time in seconds since 1970; later blocks go on from there."""
        self.rpc.ask("evm_setTime", seconds)
        self.mine()

    def set_base_fee(self, wei: int) -> None:
        """Set the base fee of the next block."""
        self.rpc.ask("anvil_setNextBlockBaseFeePerGas", hex(wei))

    def restore(self) -> None:
        """Bring back the state right after the deployment."""
        self.rpc.ask("anvil_dropAllTransactions")  # or it may mine what waits in the meantime
        self.rpc.ask("evm_setAutomine", True)
        self.rpc.ask("evm_revert", self._snapshot)
        self._snapshot = self.rpc.ask("evm_snapshot")  # a snapshot serves once
        self._bank.refresh()
        # What a revert does not bring back: the fee, and a clock that shows the present.
        self.set_base_fee(_BASE_FEE)
        self.set_clock(int(time.time()))
