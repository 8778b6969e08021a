// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {TokenApprove} from "./TokenApprove.sol";

interface IWrapped is IERC20 {
    function deposit() external payable;
    function withdraw(uint256 amount) external;
}

interface IPair {
    function token0() external view returns (address);
    function token1() external view returns (address);
    function getReserves() external view returns (uint112, uint112, uint32);
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}

/// The part of the router that sells over Uniswap V2 pools, each told in a word: nothing says what is bought.
/// Interface: https://github.com/okxlabs/DEX-Router-EVM-V1
abstract contract UnxswapRouter {
    using SafeERC20 for IERC20;

    address internal constant NATIVE = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;
    uint256 internal constant REVERSE = 1 << 255;
    uint256 private constant UNWRAP = 1 << 254;
    uint256 private constant DENOMINATOR = 1_000_000_000;

    TokenApprove public immutable tokenApprove;
    IWrapped public immutable wrapped;

    event SwapOrderId(uint256 id);
    event OrderRecord(address fromToken, address toToken, address sender, uint256 fromAmount, uint256 returnAmount);

    constructor(TokenApprove tokenApprove_, IWrapped wrapped_) {
        tokenApprove = tokenApprove_;
        wrapped = wrapped_;
    }

    function unxswapByOrderId(uint256 srcToken, uint256 amount, uint256 minReturn, bytes32[] calldata pools)
        external
        payable
        returns (uint256)
    {
        return unxswapTo(srcToken, amount, minReturn, msg.sender, pools);
    }

    function unxswapTo(
        uint256 srcToken,
        uint256 amount,
        uint256 minReturn,
        address receiver,
        bytes32[] calldata pools
    ) public payable returns (uint256 returnAmount) {
        emit SwapOrderId(srcToken >> 160);
        if (receiver == address(0)) receiver = msg.sender;
        (address from, address to) = _ends(pools);
        address source = _token(srcToken);
        require((source == address(0) ? NATIVE : source) == from, "unxswap: token mismatch");

        uint256 before = _balance(to, receiver);
        _payFirst(from, _token(uint256(pools[0])), amount);
        _sellAlong(pools, amount, to == NATIVE ? address(this) : receiver);
        if (to == NATIVE) _unwrapFor(receiver);
        returnAmount = _balance(to, receiver) - before;
        require(returnAmount >= minReturn, "Min return not reached");
        emit OrderRecord(from, to, tx.origin, amount, returnAmount);
    }

    function _ends(bytes32[] calldata pools) private view returns (address from, address to) {
        require(pools.length > 0, "pools must be greater than 0");
        (from,) = _sides(uint256(pools[0]));
        uint256 last = uint256(pools[pools.length - 1]);
        (, to) = _sides(last);
        if (from == address(wrapped) && msg.value > 0) from = NATIVE;
        if (to == address(wrapped) && last & UNWRAP != 0) to = NATIVE;
    }

    function _sides(uint256 word) private view returns (address sold, address bought) {
        IPair pair = IPair(_token(word));
        (sold, bought) = (pair.token0(), pair.token1());
        if (word & REVERSE != 0) (sold, bought) = (bought, sold);
    }

    function _payFirst(address from, address pool, uint256 amount) private {
        if (from == NATIVE) {
            require(msg.value >= amount, "invalid msg.value");
            wrapped.deposit{value: amount}();
            wrapped.transfer(pool, amount);
        } else {
            require(msg.value == 0, "invalid msg.value");
            tokenApprove.claimTokens(from, msg.sender, pool, amount);
        }
    }

    function _sellAlong(bytes32[] calldata pools, uint256 amount, address receiver) private {
        for (uint256 i = 0; i < pools.length; i++) {
            address to = i + 1 < pools.length ? _token(uint256(pools[i + 1])) : receiver;
            amount = _sell(uint256(pools[i]), amount, to);
        }
    }

    function _sell(uint256 word, uint256 amount, address to) private returns (uint256 bought) {
        IPair pair = IPair(_token(word));
        bool isReversed = word & REVERSE != 0;
        (uint256 reserveIn, uint256 reserveOut,) = pair.getReserves();
        if (isReversed) (reserveIn, reserveOut) = (reserveOut, reserveIn);
        uint256 counted = amount * uint32(word >> 160);
        bought = counted * reserveOut / (counted + reserveIn * DENOMINATOR);
        pair.swap(isReversed ? bought : 0, isReversed ? 0 : bought, to, "");
    }

    function _unwrapFor(address receiver) internal {
        uint256 bought = wrapped.balanceOf(address(this));
        wrapped.withdraw(bought);
        _send(receiver, bought);
    }

    function _send(address to, uint256 amount) internal {
        (bool succeeded,) = to.call{value: amount}("");
        require(succeeded, "transfer native token failed");
    }

    function _balance(address token, address owner) internal view returns (uint256) {
        return token == NATIVE ? owner.balance : IERC20(token).balanceOf(owner);
    }

    function _token(uint256 word) internal pure returns (address) {
        return address(uint160(word));
    }
}
