// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// What wallets allow to move their tokens, and the only thing they allow: the router asks it for them.
contract TokenApprove {
    using SafeERC20 for IERC20;

    address public immutable router;

    constructor(address router_) {
        router = router_;
    }

    function claimTokens(address token, address who, address dest, uint256 amount) external {
        require(msg.sender == router, "TokenApprove: Access restricted");
        if (amount > 0) IERC20(token).safeTransferFrom(who, dest, amount);
    }
}
