"""Lets progval/irctest start ircserv, which it looks for on PATH.

What a test asks for goes through the ordinary configuration file. Two choices of an operator come
from the environment, so that the suite can run with each of them:

    IRCSERV_CASEMAPPING   ascii (default) or rfc1459
    IRCSERV_UTF8_ONLY     false (default) or true
"""

import os
import shutil
from typing import Optional, Set, Type

from irctest.basecontrollers import BaseServerController, DirectoryBasedController
from irctest.runner import NotImplementedByController
from irctest.specifications import Capabilities, OptionalBehaviors

CASEMAPPING = os.environ.get("IRCSERV_CASEMAPPING", "ascii")
UTF8_ONLY = os.environ.get("IRCSERV_UTF8_ONLY", "false")

# The suite pipelines dozens of commands from one address, and counts users by their visibility.
CONFIG = """
[listen]
addresses = ["127.0.0.1"]
port = {port}

[server]
name = "My.Little.Server"
network = "irctest"
description = "test server"
password = "{password}"
casemapping = "{casemapping}"
utf8_only = {utf8_only}

[flood]
burst = 10000
per_second = 10000

[user]
default_modes = "{user_modes}"

[channel]
roleplay = {roleplay}

[[oper]]
name = "operuser"
password = "operpassword"
"""


class IrcservController(BaseServerController, DirectoryBasedController):
    software_name = "ircserv"
    _port_wait_interval = 0.01
    supported_sasl_mechanisms: Set[str] = set()
    supports_sts = False
    extban_mute_char = "m"

    capabilities = frozenset(
        (
            Capabilities.AWAY_NOTIFY,
            Capabilities.BATCH,
            Capabilities.ECHO_MESSAGE,
            Capabilities.EXTENDED_JOIN,
            Capabilities.LABELED_RESPONSE,
            Capabilities.MESSAGE_TAGS,
            Capabilities.MULTILINE,
            Capabilities.MULTI_PREFIX,
            Capabilities.SERVER_TIME,
            Capabilities.SETNAME,
        )
    )

    optional_behaviors = frozenset(
        (
            OptionalBehaviors.BAN_EXCEPTION_MODE,
            OptionalBehaviors.CAP_REQ_MINUS,
            OptionalBehaviors.ELIST_C,
            OptionalBehaviors.ELIST_M,
            OptionalBehaviors.ELIST_N,
            OptionalBehaviors.ELIST_T,
            OptionalBehaviors.ELIST_U,
            OptionalBehaviors.INVITE_EXCEPTION_MODE,
            OptionalBehaviors.INVITE_LIST,
            OptionalBehaviors.INVITE_OVERRIDES_LIMIT,
            OptionalBehaviors.MULTI_JOIN,
            OptionalBehaviors.MULTI_KICK,
            OptionalBehaviors.MULTI_NAMES_COMMAND,
            OptionalBehaviors.MULTI_PRIVMSG,
            OptionalBehaviors.NO_CTCP,
        )
    )

    isupport = {
        "BOT": "B",
        "CASEMAPPING": CASEMAPPING,
        "ELIST": "CMNTU",
        "EXCEPTS": "e",
        "INVEX": "I",
        "PREFIX": "(qaohv)~&@%+",
        "STATUSMSG": "~&@%+",
        "WHOX": None,
    }

    def run(
        self,
        hostname: str,
        port: int,
        *,
        password: Optional[str],
        ssl: bool,
        run_services: bool,
        faketime: Optional[str],
        websocket_hostname: Optional[str],
        websocket_port: Optional[int],
    ) -> None:
        if ssl:
            raise NotImplementedByController("TLS")
        if websocket_hostname is not None or websocket_port is not None:
            raise NotImplementedByController("Websocket")
        if run_services:
            raise NotImplementedByController("accounts")
        user_modes = self.user_modes()
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        if UTF8_ONLY != "true" and "::Utf8TestCase::testNonUtf8Filtering" in test:
            raise NotImplementedByController("UTF8ONLY")
        assert self.proc is None
        self.hostname = hostname
        self.port = port
        self.create_config()
        with self.open_file("ircserv.toml") as file:
            file.write(
                CONFIG.format(
                    port=port,
                    password=password or "",
                    casemapping=CASEMAPPING,
                    utf8_only=UTF8_ONLY,
                    user_modes=user_modes,
                    roleplay="true" if self.test_config.ergo_roleplay else "false",
                )
            )
        clock = []
        if faketime and shutil.which("faketime"):
            clock = ["faketime", "-f", faketime]
            self.faketime_enabled = True
        self.proc = self.execute(
            [*clock, "ircserv", f"--config={self.directory}/ircserv.toml"]
        )

    def user_modes(self) -> str:
        """What the test wants of Ergo's configuration, as far as we have it too."""
        config: dict = {"server": {}, "accounts": {"multiclient": {}}}
        if self.test_config.ergo_config:
            self.test_config.ergo_config(config)
        if config["server"].get("casemapping") == "precis":
            raise NotImplementedByController("PRECIS casemapping")
        return config["accounts"].get("default-user-modes", "").lstrip("+")

    def wait_for_services(self) -> None:
        pass


def get_irctest_controller_class() -> Type[IrcservController]:
    return IrcservController
