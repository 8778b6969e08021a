"""EIP-1559 transactions that others signed: a private key of no value, the fields, and the bytes they came to.

`ethers` are of https://www.npmjs.com/package/@ethersproject/testcases 5.8.0 (typed-transactions, MIT licence),
`besu` of https://github.com/ethereumjs/ethereumjs-monorepo, packages/tx/test/json/eip1559.json.
"""

from __future__ import annotations

from typing import Any

__all__ = ["VECTORS"]

BESU_KEY = "8f2a55949038a9610f50fb23b5883af3b4ecb3c3bb792cbcefbd1542c692be63"
BESU = {"chain_id": 7822, "to": "0x000000000000000000000000000000000000aaaa"}

VECTORS: dict[str, tuple[str, dict[str, Any], str]] = {
    "ethers, nonce, value and no data": (
        "d7c1344743083551510f1f4a1852d1b9fa4dc75afc6c8f969a3faf92a0fbea81",
        {"chain_id": 123, "nonce": 42, "to": "0x123456789a123456789a123456789a123456789a", "value": 0x123, "gas": 21000}
        | {"max_fee_per_gas": 0x143, "max_priority_fee_per_gas": 0x42},
        (
            "02f8667b2a4282014382520894123456789a123456789a123456789a123456789a82012380c080a0414102c5ae3d8f72356e4100b9df71f9"
            "b8e58f6f01ea878e432734c20aace90ea01be3adf12c9716fa894994e9464bac6de2b3f0854a1602e3120c481fa5851ccf"
        ),
    ),
    "ethers, no tip": (
        "1d61c4485c4efb38403c82d0e3ee80b7b8ff3e9b8fbf19be240bada439bc3ad9",
        {"chain_id": 123, "nonce": 42, "to": "0x123456789a123456789a123456789a123456789a", "gas": 21000}
        | {"max_fee_per_gas": 0x143},
        (
            "02f8647b2a8082014382520894123456789a123456789a123456789a123456789a8080c001a01d68c1e21aaac6ef107c9dd5a83964fb3e3e"
            "07268f26d72f0e918e510100d307a068b8a4acc5b93492a1bbe452482f4fcf5e87ec0804c9ef3ce8549af157720ff8"
        ),
    ),
    "ethers, random 466": (
        "c1c7dc9c15288e53ff407457faf5373c6e3c5f37b8f9b8dc374dec5f8909d044",
        {"chain_id": 111, "nonce": 8, "to": "0x454b9b982cda32f71cee90750f46dc42ca58590a", "value": 0xEDFB}
        | {"data": "b5064dce", "gas": 0x752CA9, "max_fee_per_gas": 0xB98BABA5, "max_priority_fee_per_gas": 8},
        (
            "02f86d6f080884b98baba583752ca994454b9b982cda32f71cee90750f46dc42ca58590a82edfb84b5064dcec001a05a7eaa68692fc90dfe"
            "d53b2188ba896bf3f68d74c9d681e1e6b871f4ed7a04f9a036a090301a3961d6da176b51bb8cf5377732232c1d881c4e2130e2cd4e2b3ca7"
        ),
    ),
    "ethers, random 468": (
        "6f006ce9b48d495fa7422e0f2965dd063595fdbcd84d0e2acf027618cc6285d1",
        {"chain_id": 158, "nonce": 3, "to": "0x2de0db07586c00453a9577663883101d11875764", "value": 0xF817D2}
        | {"data": "bffc27cf68332ec177c19edd72ec6d", "gas": 0x8005}
        | {"max_fee_per_gas": 0x4D9A86F6A2, "max_priority_fee_per_gas": 0x9BB7},
        (
            "02f87c819e03829bb7854d9a86f6a2828005942de0db07586c00453a9577663883101d1187576483f817d28fbffc27cf68332ec177c19edd"
            "72ec6dc001a0603f9b5c067eb57cbf577a76f67e459c76faf71705153ae3835b148cfcec153da075847c8c2893d87e351a77a1050a6eaf73"
            "6f8dc4bb6ff804436be1b996f1a6cc"
        ),
    ),
    "ethers, random 475": (
        "29f893bfa0c27e798debdd8a3cdfc5f57cdf0d283eed0368c4215c8f6a8b4612",
        {"chain_id": 373, "nonce": 7, "to": "0xe8ff4820124bcfc26ff8ed3393e49999bb82357c", "value": 0x57654B}
        | {"data": "eff274680d77", "gas": 0xACF241}
        | {"max_fee_per_gas": 0x3BD884D83A, "max_priority_fee_per_gas": 0xD571},
        (
            "02f8758201750782d571853bd884d83a83acf24194e8ff4820124bcfc26ff8ed3393e49999bb82357c8357654b86eff274680d77c080a06a"
            "720c8b8e75f27126a28345eb188313d2654ab8807ee8d5c03f4c405410d563a0746264559e1b75f04ff1575184d932599d45c33bbab55462"
            "b403ce5b6405eb37"
        ),
    ),
    "besu, nonce 819": (
        BESU_KEY,
        BESU
        | {"nonce": 819, "value": 43203529, "gas": 35552, "max_fee_per_gas": 121212, "max_priority_fee_per_gas": 75853},
        (
            "02f870821e8e8203338301284d8301d97c828ae094000000000000000000000000000000000000aaaa8402933bc980c080a0d067f2167008"
            "c59219652f91cbf8788dbca5f771f6e91e2b7657e85b78b472e0a01d305af9fe81fdba43f0dfcd400ed24dcace0a7e30d4e85701dcaaf484"
            "cd079e"
        ),
    ),
    "besu, nonce 119": (
        BESU_KEY,
        BESU
        | {"nonce": 119, "value": 65456115, "gas": 62341, "max_fee_per_gas": 107729, "max_priority_fee_per_gas": 24721},
        (
            "02f86d821e8e778260918301a4d182f38594000000000000000000000000000000000000aaaa8403e6c7f380c001a0e38e239770801eb995"
            "498c821e55ac9c19ae09184bb27b34be105e02fe3b7615a067c64ca6bd6d9107e85fd581ab2e70a14b637eb36505bb40861ef9d6e800cab6"
        ),
    ),
}
