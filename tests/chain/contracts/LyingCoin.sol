// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Coin} from "./Coin.sol";

/// A token that tells of every transfer twice, and moves it once.
contract LyingCoin is Coin {
    constructor(string memory name_, string memory symbol_, uint8 places) Coin(name_, symbol_, places) {}

    function _transfer(address from, address to, uint256 amount) internal override {
        super._transfer(from, to, amount);
        emit Transfer(from, to, amount);
    }
}
