// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// One end of a bridge: it locks on one chain, and releases on the other when its relayer says so.
contract Bridge {
    using SafeERC20 for IERC20;

    address private constant NATIVE = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;

    address public immutable relayer;
    uint256 public count;
    mapping(bytes32 => bool) public isReleased;

    event Locked(
        bytes32 indexed id, address token, address sender, address receiver, uint256 amount, uint256 toChain
    );
    event Released(bytes32 indexed id, address token, address receiver, uint256 amount);

    constructor(address relayer_) {
        relayer = relayer_;
    }

    receive() external payable {}

    function lock(address token, uint256 amount, uint256 toChain, address receiver)
        external
        payable
        returns (bytes32 id)
    {
        require(amount > 0, "amount must be > 0");
        require(msg.value == (token == NATIVE ? amount : 0), "value not equal amount");
        if (token != NATIVE) IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        id = keccak256(abi.encode(block.chainid, address(this), count++));
        emit Locked(id, token, msg.sender, receiver, amount, toChain);
    }

    function release(bytes32 id, address token, address receiver, uint256 amount) external {
        require(msg.sender == relayer, "only the relayer");
        require(!isReleased[id], "already released");
        isReleased[id] = true;
        if (token == NATIVE) {
            (bool succeeded,) = receiver.call{value: amount}("");
            require(succeeded, "transfer native token failed");
        } else {
            IERC20(token).safeTransfer(receiver, amount);
        }
        emit Released(id, token, receiver, amount);
    }
}
