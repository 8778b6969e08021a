"""Words of courtesy from other languages, as the English ones that they stand for: people keep their own manners."""

from __future__ import annotations

import re
from typing import Final

from bots.language.anycase import AnyCase

__all__ = ["in_english"]

_MEANINGS: Final = {
    "please": (
        "bitte, bitte schön, per favore, per piacere, por favor, porfa, porfavor, s'il te plaît, s'il te plait, s'il "
        "vous "
        "plaît, s'il vous plait, sil te plait, sil vous plait, svp, pozhaluista, pozhaluysta, pozhalusta, "
        "pozhalujsta, lütfen, lutfen, alstublieft, alsjeblieft, proszę, prosze, prosím, prosim, molim, kudasai, "
        "onegai, onegaishimasu, tolong, mohon, xin vui lòng, kripya, mehrbani, qing, juseyo, vă rog, va rog, snälla, "
        "пожалуйста, плиз, будь ласка, 请, お願いします, ください, 부탁해요, παρακαλώ, من فضلك, kérem, kerem, tafadhali"
    ),
    "thanks": (
        "danke, danke schön, danke schoen, dankeschön, danke sehr, vielen dank, besten dank, herzlichen dank, merci, "
        "merci "
        "beaucoup, merci bien, mille mercis, grazie, grazie mille, gracias, muchas gracias, mil gracias, obrigado, "
        "obrigada, muito obrigado, muito obrigada, valeu, spasibo, spasiba, bolshoe spasibo, teşekkürler, tesekkurler, "
        "teşekkür ederim, sağol, sagol, dank je, dank u, dankjewel, bedankt, dzięki, dziękuję, dzieki, dziekuje, "
        "děkuji, "
        "dekuji, diky, hvala, arigato, arigatou, arigato gozaimasu, terima kasih, makasih, cảm ơn, cam on, dhanyavad, "
        "dhanyawad, shukriya, shukran, xie xie, xièxie, gamsahamnida, kamsahamnida, mulțumesc, multumesc, tack, tack "
        "så "
        "mycket, takk, tusen takk, tak, kiitos, köszönöm, koszonom, asante, efharisto, salamat, salamat po, спасибо, "
        "спс, дякую, 谢谢, ありがとう, 감사합니다, شكرا, ευχαριστώ, "
        "liebe grüße, viele grüße, mit freundlichen grüßen, "
        "saludos, cordialement, bisous, cumprimentos"
    ),
    "hello": (
        "hallo, guten morgen, guten tag, guten abend, moin, servus, grüezi, bonjour, bonsoir, salut, coucou, "
        "buongiorno, "
        "buonasera, buon giorno, ciao, buenos días, buenos dias, buenas tardes, buenas noches, buenas, hola, olá, "
        "bom dia, "
        "boa tarde, boa noite, privet, zdravstvuyte, dobryy den, dobry den, dzień dobry, dzien dobry, dobrý den, "
        "cześć, "
        "merhaba, selam, namaste, namaskar, assalamualaikum, salaam, salam, konnichiwa, ohayo, ni hao, nihao, "
        "annyeong, "
        "annyeonghaseyo, xin chào, xin chao, selamat pagi, selamat siang, hej, hei, jambo, shalom, привет, "
        "здравствуйте, "
        "добрый день, доброе утро, добрый вечер, 你好, こんにちは, 안녕하세요, مرحبا, γεια σου, γεια"
    ),
    "": "kya hai, hai kya, n'est-ce pas, oder, gell, né, ne, yaar, bhai, ji, po, opo",
}
# What is no word of courtesy in English, either way.
_ENGLISH: Final = frozenset(("tak", "tack", "ne", "hai", "hei", "oder", "ji", "salut", "lg", "prosim", "va rog"))
_BY_PHRASE: Final = {
    phrase: meaning
    for meaning, phrases in _MEANINGS.items()
    for phrase in phrases.split(", ")
    if phrase not in _ENGLISH
}
_PHRASE: Final = AnyCase(rf"(?<![\w$])(?:{'|'.join(map(re.escape, sorted(_BY_PHRASE, key=len, reverse=True)))})(?!\w)")
_FIRST: Final = frozenset(phrase.split()[0] for phrase in _BY_PHRASE)
_EDGES: Final = re.compile(r"[\w'-]+")


def in_english(text: str) -> str:
    """Return a text with the courtesies of other languages in English."""
    if _FIRST.isdisjoint(_EDGES.findall(text.lower())):
        return text
    return _PHRASE.sub(lambda found: _BY_PHRASE[found[0].lower()], text)
