"""What people buy and sell that is no token: names in a command that cannot be meant as one, or as a chain.

A token that nobody knows may have any name. In small letters it is none where its name is a thing's, has two words, or
stands where people say to whom or what for; with “$” before it, or alone in capitals, it is one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bots.language.bag_words import words
from bots.language.coins import COINS
from bots.language.intents import Intent, Understood
from bots.language.mending import slips

__all__ = ["names_no_token"]

_THINGS: Final = words(
    # the household
    "sofa couch armchair chair table desk lamp carpet rug curtain mattress pillow blanket wardrobe shelf bookshelf "
    "mirror fridge freezer oven stove microwave toaster kettle blender dishwasher vacuum broom bucket iron ladder "
    "hammer drill screwdriver toolbox lawnmower grill bbq barbecue bathtub toilet sink towel toothbrush shampoo "
    "soap candle vase fork knife spoon plate bowl mug bottle glass pan pot backpack suitcase umbrella purse handbag "
    "clock watch necklace bracelet earring sunglasses furniture toy doll puzzle kite guitar piano violin drum "
    "trumpet flute ukulele keyboard laptop computer pc tablet iphone smartphone phone printer scanner monitor "
    "television tv radio camera headphone earphone headset console playstation ps4 ps5 xbox nintendo gameboy "
    "charger cable router gpu antminer book novel magazine newspaper painting poster statue stamp antique sticker "
    "magnet pen pencil notebook envelope battery lightbulb sock shoe sneaker boot sandal hoodie jacket coat sweater "
    "jumper shirt tshirt jeans trouser skirt dress hat scarf glove belt tie suit bikini pyjama pajama underwear "
    "diaper stroller crib tent skateboard scooter bicycle bike ski snowboard surfboard football basketball racket "
    "dumbbell treadmill "
    # food and drink
    "pie applepie pizza burger sandwich hotdog sausage steak ham cheese butter bread baguette croissant bagel donut "
    "doughnut muffin cupcake pancake waffle cookie biscuit chocolate candy sweet lollipop icecream gelato pudding "
    "yoghurt yogurt milk egg flour rice noodle pasta spaghetti lasagna soup salad potato tomato cucumber carrot "
    "onion garlic cabbage broccoli spinach mushroom lettuce apple pear peach plum cherry strawberry raspberry "
    "blueberry melon watermelon pineapple coconut grape lemon orange mandarin apricot beef pork chicken turkey lamb "
    "salmon tuna shrimp lobster crab oyster taco burrito kebab falafel curry ramen dumpling fries chips popcorn "
    "pretzel snack coffee espresso cappuccino latte tea juice lemonade coke cola soda water beer wine whisky "
    "whiskey vodka gin rum tequila champagne prosecco cocktail smoothie meal lunch dinner breakfast grocery "
    "groceries cigarette cigar vape "
    # people
    "wife husband mother father mom mum dad brother sister son daughter uncle aunt grandma grandpa grandmother "
    "grandfather cousin nephew niece boyfriend girlfriend boss neighbour neighbor friend colleague coworker "
    "landlord teacher doctor lawyer accountant barber butcher baker plumber policeman waiter driver nurse kid child "
    "children baby toddler teenager boy girl man woman men women guy lady family parent twin stranger customer "
    "employee soldier priest politician dentist bank church school team club company charity government taxman "
    "mechanic "
    # the body, and more that nobody sells
    "kidney liver lung heart brain arm leg foot feet hand finger toe nose ear eye tooth teeth hair beard blood bone "
    "skin stomach tongue soul dignity sanity sperm plasma organ bodypart firstborn virginity time freedom dream "
    "dreams memory memories "
    # animals
    "cats dogs puppy puppies kitten kittens horse horses pony donkey cows pigs piglet sheep goats chickens hen "
    "rooster duck goose parrot canary goldfish rabbit bunny gerbil snake lizard spider bees elephant giraffe zebra "
    "camel crocodile penguin dolphin whale "
    # vehicles and property
    "car truck van bus tractor motorbike motorcycle moped vespa caravan camper trailer boat ship yacht canoe kayak "
    "sailboat jetski plane airplane helicopter jet rocket train tesla bmw mercedes audi porsche ferrari lambo "
    "lamborghini toyota honda tyre tire wheel engine house home flat apartment condo cottage villa mansion castle "
    "barn garage garden farm island land property office shop store restaurant hotel bar pub cabin hut attic "
    "basement kitchen bathroom bedroom roof door window fence pool ticket concert flight hotelroom vacation holiday "
    "insurance subscription "
    # occasions, games and times
    "payday birthday christmas xmas easter halloween thanksgiving wedding funeral party anniversary graduation "
    "weekend monday tuesday wednesday thursday friday saturday sunday january february april june july august "
    "september october november december summer winter autumn monopoly poker roulette scrabble chess roblox "
    "minecraft fortnite catan fifa simulator simulation game games casino lottery meme memes lol fun luck science "
    "peanuts culture glory revenge cash money tax taxes rent salary bonus debt loan mortgage pension stock stocks "
    "share shares bond bonds etf "
)
_PLURALS: Final = frozenset(
    f"{thing}{end}" for thing in _THINGS for end in ("", "s", "es") if thing not in ("tie", "egg", "pan", "fun")
) | words("knives tomatoes potatoes shelves wives babies ladies families puppies eggs pans ties")
_KNOWN: Final = frozenset(COINS.values())
_LONG: Final = 5  # letters of a thing, with one slip of the finger
_PURCHASES: Final = frozenset((Intent.BUY_TOKEN, Intent.SET_LIMIT_BUY))
_OWNED: Final = r"(?:the|my|our|your|his|her|their|a|an|some|this|that)"


def names_no_token(understood: Understood, text: str) -> bool:
    """Say whether a token, a currency or a chain of a command, typed as in `text`, can be none."""
    entities = understood.entities
    token, currency = entities.get("token", ""), entities.get("currency", "")
    if any(_is_new(name) and _is_thing(name) and not _stands_out(name, text) for name in (token, currency) if name):
        return True
    if currency and _is_new(currency) and not _stands_out(currency, text):
        is_bought = understood.intent in _PURCHASES
        said = rf"\b(?:to|for|into)\s+{_OWNED}\s+{re.escape(currency)}\b"
        if is_bought or re.search(said, text, re.IGNORECASE):
            return True
    chains = [entities[name] for name in ("chain", "to_chain") if name in entities]
    return any(not chain.isdecimal() and _is_thing(chain) for chain in chains)


def _is_new(name: str) -> bool:
    """Say whether nobody knows a token of a name."""
    return name not in _KNOWN and name.lower() not in COINS and not name.lower().startswith("0x") and name != "USD"


def _stands_out(name: str, text: str) -> bool:
    """Say whether a name is typed as a token's: with “$”, or in capitals where not all is."""
    if f"${name}".lower() in text.lower():
        return True
    return not text.isupper() and re.search(rf"\b{re.escape(name.upper())}\b", text) is not None


@lru_cache(maxsize=1024)
def _is_thing(name: str) -> bool:
    said = name.lower()
    if " " in said or said in _PLURALS:
        return True
    near = (thing for thing in _THINGS if len(thing) >= _LONG and thing[0] == said[0] and thing[-1] == said[-1])
    return any(slips(said, thing) == 1 for thing in near)
