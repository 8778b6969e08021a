// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

interface IPair {
    function token0() external view returns (address);
    function token1() external view returns (address);
    function getReserves() external view returns (uint112, uint112, uint32);
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}

/// Sells to a Uniswap V2 pair what the router has sent there.
///
/// With an amount in `moreInfo` the tokens are sent to the adapter, which sells at most that amount and gives the rest
/// back to the payer, as adapters of concentrated pools do when a pool stops early.
contract UniswapV2Adapter {
    using SafeERC20 for IERC20;

    function sellBase(address to, address pool, bytes calldata moreInfo) external {
        _sell(to, IPair(pool), moreInfo, true);
    }

    function sellQuote(address to, address pool, bytes calldata moreInfo) external {
        _sell(to, IPair(pool), moreInfo, false);
    }

    function _sell(address to, IPair pair, bytes calldata moreInfo, bool isBase) private {
        IERC20 sold = IERC20(isBase ? pair.token0() : pair.token1());
        if (moreInfo.length > 0) _forward(sold, address(pair), abi.decode(moreInfo, (uint256)));
        (uint256 reserve0, uint256 reserve1,) = pair.getReserves();
        (uint256 reserveIn, uint256 reserveOut) = isBase ? (reserve0, reserve1) : (reserve1, reserve0);
        uint256 withFee = (sold.balanceOf(address(pair)) - reserveIn) * 997;
        uint256 bought = withFee * reserveOut / (reserveIn * 1000 + withFee);
        pair.swap(isBase ? 0 : bought, isBase ? bought : 0, to, "");
    }

    function _forward(IERC20 token, address pool, uint256 most) private {
        uint256 held = token.balanceOf(address(this));
        uint256 used = held < most ? held : most;
        token.safeTransfer(pool, used);
        // The router appends the payer to the call.
        if (held > used) token.safeTransfer(address(bytes20(msg.data[msg.data.length - 20:])), held - used);
    }
}
