"""Lets progval/irctest start ircserv, which it looks for on PATH.

What a test asks for goes through the ordinary configuration file. Two choices of an operator come
from the environment, so that the suite can run with each of them:

    IRCSERV_CASEMAPPING   ascii (default) or rfc1459
    IRCSERV_UTF8_ONLY     false (default) or true
"""

import copy
import json
import os
import shutil
from typing import Any, Dict, Optional, Set, Type

from irctest import patma
from irctest.basecontrollers import BaseServerController, DirectoryBasedController
from irctest.runner import NotImplementedByController
from irctest.specifications import Capabilities, OptionalBehaviors

CASEMAPPING = os.environ.get("IRCSERV_CASEMAPPING", "ascii")
UTF8_ONLY = os.environ.get("IRCSERV_UTF8_ONLY", "false")

# The suite pipelines dozens of commands from one address, and counts users by their visibility.
CONFIG = """
[listen]
addresses = {addresses}
port = {port}
# A few tests let two clients speak at once and want the first to be heard first. epoll keeps the
# order in which they came; select() knows no order.
poller = "epoll"

[connections]
proxies = ["127.0.0.1"]

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
default_modes = "{default_user_modes}"
# Tests that count the numerics of an operator have no room for notices.
oper_notices = ""

[channel]
roleplay = {roleplay}

[[oper]]
name = "operuser"
password = "operpassword"
"""


# The part of Ergo's configuration that tests change, as its controller has it.
ERGO_CONFIG: Dict[str, Any] = {
    "accounts": {"default-user-modes": "", "multiclient": {"always-on": "opt-in"}},
    "server": {"casemapping": "ascii", "listeners": {"127.0.0.1": None}},
}


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
            Capabilities.EXTENDED_MONITOR,
            Capabilities.LABELED_RESPONSE,
            Capabilities.MESSAGE_REDACTION,
            Capabilities.MESSAGE_TAGS,
            Capabilities.MULTILINE,
            Capabilities.MULTI_PREFIX,
            Capabilities.READ_MARKER,
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
            OptionalBehaviors.METADATA_BEFORE_CONNECT,
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
        "MONITOR": patma.ANYSTR,
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
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        if run_services or "ergo/nickserv.py" in test:
            raise NotImplementedByController("accounts")
        settings = self.settings_of_test()
        addresses = [f"127.0.0.1{settings.pop('listener_words')}"]
        if websocket_port is not None:
            addresses.append(f"127.0.0.1:{websocket_port} websocket")
        if UTF8_ONLY != "true" and "::Utf8TestCase::testNonUtf8Filtering" in test:
            raise NotImplementedByController("UTF8ONLY")
        assert self.proc is None
        self.hostname = hostname
        self.port = port
        self.create_config()
        with self.open_file("ircserv.toml") as file:
            file.write(
                CONFIG.format(
                    addresses=json.dumps(addresses),
                    port=port,
                    password=password or "",
                    casemapping=CASEMAPPING,
                    utf8_only=UTF8_ONLY,
                    **settings,
                )
            )
        clock = []
        if faketime and shutil.which("faketime"):
            clock = ["faketime", "-f", faketime]
            self.faketime_enabled = True
        self.proc = self.execute(
            [*clock, "ircserv", f"--config={self.directory}/ircserv.toml"]
        )

    def settings_of_test(self) -> Dict[str, str]:
        """What the test wants of Ergo, in the words of our configuration."""
        config = copy.deepcopy(ERGO_CONFIG)
        if self.test_config.ergo_config:
            self.test_config.ergo_config(config)
        default_user_modes = config["accounts"].pop("default-user-modes").lstrip("+")
        if config["server"]["casemapping"] == "precis":
            raise NotImplementedByController("casemapping precis")
        listener = config["server"].pop("listeners")["127.0.0.1"] or {}
        if config["accounts"]["multiclient"] != ERGO_CONFIG["accounts"]["multiclient"]:
            raise NotImplementedByController("always-on users")
        if config["server"] != {"casemapping": "ascii"} or len(config["accounts"]) != 1:
            raise NotImplementedByController(f"the configuration {config}")
        return {
            "default_user_modes": default_user_modes,
            "listener_words": " proxy" if listener.get("proxy") else "",
            "roleplay": "true" if self.test_config.ergo_roleplay else "false",
        }

    def wait_for_services(self) -> None:
        pass


def get_irctest_controller_class() -> Type[IrcservController]:
    return IrcservController
