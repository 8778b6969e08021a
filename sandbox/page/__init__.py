"""The chat page: Telegram's app for the people of the sandbox, in a browser."""
