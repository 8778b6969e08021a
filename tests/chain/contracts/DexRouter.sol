// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {TokenApprove} from "./TokenApprove.sol";
import {IWrapped, UnxswapRouter} from "./UnxswapRouter.sol";

/// A small router with the interface, the events and the words of OKX's, without its commissions and its other venues.
/// Interface: https://github.com/okxlabs/DEX-Router-EVM-V1
contract DexRouter is UnxswapRouter {
    using SafeERC20 for IERC20;

    struct BaseRequest {
        uint256 fromToken;
        address toToken;
        uint256 fromTokenAmount;
        uint256 minReturnAmount;
        uint256 deadLine;
    }

    /// One node of the route: a token, and the edges that sell it.
    struct RouterPath {
        address[] mixAdapters;
        address[] assetTo;
        uint256[] rawData;
        bytes[] extraData;
        uint256 fromToken;
    }

    constructor(TokenApprove tokenApprove_, IWrapped wrapped_) UnxswapRouter(tokenApprove_, wrapped_) {}

    receive() external payable {
        require(msg.sender == address(wrapped), "only unwrapped coins");
    }

    function dagSwapByOrderId(uint256 orderId, BaseRequest calldata request, RouterPath[] calldata paths)
        external
        payable
        returns (uint256)
    {
        return dagSwapTo(orderId, msg.sender, request, paths);
    }

    function dagSwapTo(uint256 orderId, address receiver, BaseRequest calldata request, RouterPath[] calldata paths)
        public
        payable
        returns (uint256 returnAmount)
    {
        require(request.deadLine >= block.timestamp, "Route: expired");
        require(paths.length > 0, "paths must be > 0");
        emit SwapOrderId(orderId);
        if (receiver == address(0)) receiver = msg.sender;

        uint256 before = _balance(request.toToken, receiver);
        _swap(request, paths, receiver);
        returnAmount = _balance(request.toToken, receiver) - before;
        require(returnAmount >= request.minReturnAmount, "Min return not reached");
        _refund(_token(paths[0].fromToken));
        emit OrderRecord(
            _token(request.fromToken), request.toToken, tx.origin, request.fromTokenAmount, returnAmount
        );
    }

    /// The amount is in the lower 128 bits, and the highest bit says that it is unwrapped.
    function swapWrap(uint256 orderId, uint256 rawdata) external payable {
        emit SwapOrderId(orderId);
        uint256 amount = uint128(rawdata);
        require(amount > 0, "amount must be > 0");
        bool isUnwrapped = rawdata & REVERSE != 0;
        if (isUnwrapped) {
            require(msg.value == 0, "value must be 0");
            tokenApprove.claimTokens(address(wrapped), msg.sender, address(this), amount);
            wrapped.withdraw(amount);
            _send(msg.sender, amount);
        } else {
            require(msg.value == amount, "value not equal amount");
            wrapped.deposit{value: amount}();
            wrapped.transfer(msg.sender, amount);
        }
        (address from, address to) = isUnwrapped ? (address(wrapped), NATIVE) : (NATIVE, address(wrapped));
        emit OrderRecord(from, to, tx.origin, amount, amount);
    }

    function _swap(BaseRequest calldata request, RouterPath[] calldata paths, address receiver) private {
        address source = _token(request.fromToken);
        address payer = msg.sender;
        bool isToNative = request.toToken == NATIVE;
        if (source == NATIVE) {
            source = address(wrapped);
            payer = address(this);
            wrapped.deposit{value: request.fromTokenAmount}();
        } else {
            require(msg.value == 0, "value must be 0");
        }
        require(_token(paths[0].fromToken) == source, "firstToken mismatch");

        uint256 amount = request.fromTokenAmount;
        for (uint256 node = 0; node < paths.length; node++) {
            if (node > 0) {
                payer = address(this);
                amount = IERC20(_token(paths[node].fromToken)).balanceOf(address(this));
                require(amount > 0, "node balance must be > 0");
            }
            _sellNode(paths[node], node, amount, payer, node + 1 == paths.length && !isToNative ? receiver : address(this));
        }
        if (isToNative) _unwrapFor(receiver);
    }

    /// Share out what the node holds by the weights of its edges, and sell each share.
    function _sellNode(RouterPath calldata path, uint256 node, uint256 amount, address payer, address to) private {
        uint256 edges = path.mixAdapters.length;
        require(edges > 0, "edge length must be > 0");
        require(
            edges == path.assetTo.length && edges == path.rawData.length && edges == path.extraData.length,
            "path length mismatch"
        );
        uint256 weights;
        uint256 shared;
        for (uint256 i = 0; i < edges; i++) {
            uint256 raw = path.rawData[i];
            require(uint8(raw >> 184) == node, "node inputIndex inconsistent");
            uint256 weight = uint16(raw >> 160);
            weights += weight;
            uint256 share = i + 1 == edges ? amount - shared : amount * weight / 10_000;
            shared += share;
            _pay(_token(path.fromToken), payer, path.assetTo[i], share);
            _sellEdge(path.mixAdapters[i], raw, path.extraData[i], to);
        }
        require(weights == 10_000, "totalWeight must be 10000");
    }

    function _sellEdge(address adapter, uint256 raw, bytes calldata extraData, address to) private {
        string memory signature =
            raw & REVERSE != 0 ? "sellQuote(address,address,bytes)" : "sellBase(address,address,bytes)";
        bytes memory call = abi.encodeWithSignature(signature, to, _token(raw), extraData);
        (bool succeeded, bytes memory answer) = adapter.call(abi.encodePacked(call, msg.sender));
        if (!succeeded) {
            require(answer.length > 0, "adaptor call failed");
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    function _pay(address token, address payer, address to, uint256 amount) private {
        if (payer == address(this)) IERC20(token).safeTransfer(to, amount);
        else tokenApprove.claimTokens(token, payer, to, amount);
    }

    /// Give back what the route did not use, and coins sent beyond the amount.
    function _refund(address token) private {
        uint256 left = IERC20(token).balanceOf(address(this));
        if (left > 0) IERC20(token).safeTransfer(msg.sender, left);
        if (address(this).balance > 0) _send(msg.sender, address(this).balance);
    }
}
