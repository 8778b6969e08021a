"""A stand-in for the Telegram Bot API: the methods Esther uses, answered over HTTP as the real one answers them."""
