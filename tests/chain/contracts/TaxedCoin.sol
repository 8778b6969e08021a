// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Coin} from "./Coin.sol";

/// A token that keeps a share of every transfer for itself.
contract TaxedCoin is Coin {
    uint256 public immutable taxBasisPoints;

    constructor(string memory name_, string memory symbol_, uint8 places, uint256 taxBasisPoints_)
        Coin(name_, symbol_, places)
    {
        taxBasisPoints = taxBasisPoints_;
    }

    function _transfer(address from, address to, uint256 amount) internal override {
        uint256 tax = amount * taxBasisPoints / 10_000;
        super._transfer(from, to, amount - tax);
        super._transfer(from, address(this), tax);
    }
}
