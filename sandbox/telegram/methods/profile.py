"""getMe, setMyCommands, getMyCommands and setChatMenuButton."""

from __future__ import annotations

import json
import re

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.wire import bot_json
from sandbox.telegram.world import Json, Person, World

__all__ = ["commands_for", "get_me", "get_my_commands", "set_chat_menu_button", "set_my_commands"]

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(call: Call) -> Json:
    """Introduce the bot. https://core.telegram.org/bots/api#getme"""
    return {
        **bot_json(),
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(call: Call) -> bool:
    """Set the command menu of a scope and language. https://core.telegram.org/bots/api#setmycommands"""
    commands = call.parameters.structure("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_checked(command) for command in commands]
    with call.telegram.changing() as world:
        world.commands[_scope(call.parameters)] = checked
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the commands of exactly this scope and language. https://core.telegram.org/bots/api#getmycommands"""
    with call.telegram.changed:
        return call.telegram.world.commands.get(_scope(call.parameters), [])


def set_chat_menu_button(call: Call) -> bool:
    """Set the button beside the text field. https://core.telegram.org/bots/api#setchatmenubutton"""
    button = call.parameters.structure("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"commands", "default", "web_app"}:
        raise bad_request("can't parse menu button: Unsupported type specified")
    with call.telegram.changing() as world:
        world.menu_button = button
    return True


def commands_for(world: World, person: Person) -> list[Json]:
    """Return what this person's menu shows: the narrowest scope that has commands wins."""
    scopes: list[Json] = [
        {"type": "chat", "chat_id": person.id},
        {"type": "all_private_chats"},
        {"type": "default"},
    ]
    return next((found for scope in scopes if (found := world.commands.get(_key(scope, "")))), [])


def _checked(command: Json) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _scope(parameters: Parameters) -> str:
    scope = parameters.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    return _key(scope, parameters.text("language_code"))


def _key(scope: Json, language: str) -> str:
    return json.dumps([scope.get("type"), str(scope.get("chat_id", "")), language])
