// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

interface IWrapped is IERC20 {
    function deposit() external payable;
    function withdraw(uint256 amount) external;
}

/// One end of a bridge with the functions and the rules of Across for who deposits; written anew.
/// https://docs.across.to/reference/selected-contract-functions
/// Who pays out is one relayer, from the pool's own tokens, and nothing is given back.
contract SpokePool {
    using SafeERC20 for IERC20;

    bytes4 private constant DEPOSIT_V3 = bytes4(
        keccak256(
            "depositV3(address,address,address,address,uint256,uint256,uint256,address,uint32,uint32,uint32,bytes)"
        )
    );
    bytes4 private constant DEPOSIT = bytes4(
        keccak256("deposit(bytes32,bytes32,bytes32,bytes32,uint256,uint256,uint256,bytes32,uint32,uint32,uint32,bytes)")
    );
    uint32 private constant QUOTE_BUFFER = 1 hours;
    uint32 private constant FILL_BUFFER = 6 hours;

    /// The arguments of a deposit but for its message, which nobody reads here.
    struct Request {
        address depositor;
        address recipient;
        address inputToken;
        address outputToken;
        uint256 inputAmount;
        uint256 outputAmount;
        uint256 destinationChainId;
        address exclusiveRelayer;
        uint32 quoteTimestamp;
        uint32 fillDeadline;
        uint32 exclusivityParameter;
    }

    IWrapped public immutable wrapped;
    address public immutable relayer;
    uint256 public count;
    mapping(bytes32 => bool) public isFilled;

    event Deposited(
        uint256 indexed depositId,
        uint256 indexed destinationChainId,
        address outputToken,
        address recipient,
        uint256 outputAmount
    );
    event Filled(
        uint256 indexed originChainId, uint256 indexed depositId, address outputToken, address recipient, uint256 amount
    );

    constructor(address wrapped_, address relayer_) {
        wrapped = IWrapped(wrapped_);
        relayer = relayer_;
    }

    receive() external payable {}

    /// Both functions that take a deposit: their twelve arguments are more than a function of solc's has room for.
    fallback() external payable {
        require(msg.sig == DEPOSIT_V3 || msg.sig == DEPOSIT, "no such function");
        Request memory request = abi.decode(msg.data[4:], (Request));
        require(block.timestamp - request.quoteTimestamp <= QUOTE_BUFFER, "InvalidQuoteTimestamp");
        require(request.fillDeadline <= block.timestamp + FILL_BUFFER, "InvalidFillDeadline");
        if (msg.value > 0) {
            bool fits = request.inputToken == address(wrapped) && msg.value == request.inputAmount;
            require(fits, "MsgValueDoesNotMatchInputAmount");
            wrapped.deposit{value: msg.value}();
        } else {
            IERC20(request.inputToken).safeTransferFrom(msg.sender, address(this), request.inputAmount);
        }
        emit Deposited(
            count++, request.destinationChainId, request.outputToken, request.recipient, request.outputAmount
        );
    }

    /// Pay out what was deposited on another chain; a wallet without code gets coins for the wrapped ones.
    function fill(uint256 originChainId, uint256 depositId, address outputToken, address recipient, uint256 amount)
        external
    {
        require(msg.sender == relayer, "only the relayer");
        bytes32 id = keccak256(abi.encode(originChainId, depositId));
        require(!isFilled[id], "RelayFilled");
        isFilled[id] = true;
        if (outputToken == address(wrapped) && recipient.code.length == 0) {
            wrapped.withdraw(amount);
            (bool succeeded,) = recipient.call{value: amount}("");
            require(succeeded, "the coins were not taken");
        } else {
            IERC20(outputToken).safeTransfer(recipient, amount);
        }
        emit Filled(originChainId, depositId, outputToken, recipient, amount);
    }
}
