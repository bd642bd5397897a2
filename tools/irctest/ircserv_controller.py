"""Lets progval/irctest start ircserv, which it looks for on PATH.

The settings of a test are written to a configuration file. Two settings come from the environment,
so that the suite can run with each of their values:

    IRCSERV_CASEMAPPING   ascii (default) or rfc1459
    IRCSERV_UTF8_ONLY     false (default) or true
"""

import base64
import copy
import json
import os
import shutil
import signal
import socket
import time
from typing import Any, Dict, List, Optional, Set, Type

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
# A few tests send from two clients at the same time and expect the order of sending. epoll keeps
# the order of arrival; select() does not.
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

[accounts]
registration_early = {registration_early}
email_required = {email_required}

[limits]
password_bytes = 1

[flood]
burst = 10000
per_second = 10000

[user]
default_modes = "{default_user_modes}"
# Tests that count the numerics for an operator do not expect notices.
oper_notices = ""

[channel]
roleplay = {roleplay}

[[oper]]
name = "operuser"
password = "operpassword"
"""

ACCOUNT = """
[[account]]
name = {name}
password = {password}
"""

# The longest password that fits into a line of NickServ REGISTER.
LINE_PASSWORD_BYTES = 480


# The part of Ergo's configuration that tests change, as its controller has it.
ERGO_CONFIG: Dict[str, Any] = {
    "accounts": {"default-user-modes": "", "multiclient": {"always-on": "opt-in"}},
    "server": {"casemapping": "ascii", "listeners": {"127.0.0.1": None}},
}


# Tests that need users with several clients, or users without a client.
NEEDS_SERVICES = (
    "bouncer.py",
    "ergo/alwayson.py",
    "links.py::ServicesLinksTestCase",
    "read_marker.py::ReadMarkerServiceTestCase",
    "znc_playback.py",
)


def toml_bool(value: bool) -> str:
    return "true" if value else "false"


class IrcservController(BaseServerController, DirectoryBasedController):
    software_name = "ircserv"
    _port_wait_interval = 0.01
    supported_sasl_mechanisms: Set[str] = {"PLAIN", "SCRAM-SHA-256"}
    supports_sts = False
    extban_mute_char = "m"

    capabilities = frozenset(
        (
            Capabilities.ACCOUNT_NOTIFY,
            Capabilities.ACCOUNT_TAG,
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
            OptionalBehaviors.SASL_AFTER_REGISTRATION,
            OptionalBehaviors.SASL_REAUTHENTICATION,
        )
    )

    isupport = {
        "ACCOUNTEXTBAN": "a",
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
        if any(name in test for name in NEEDS_SERVICES):
            raise NotImplementedByController("services")
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
        self.accounts: Dict[str, str] = {}
        self.settings = {
            "addresses": json.dumps(addresses),
            "port": port,
            "password": password or "",
            "casemapping": CASEMAPPING,
            "utf8_only": UTF8_ONLY,
            **settings,
        }
        self.write_config()
        self.clock: List[str] = []
        if faketime and shutil.which("faketime"):
            self.clock = ["faketime", "-f", faketime]
            self.faketime_enabled = True
        # The tests that start the server anew look at what it has kept.
        self.data = f"{self.directory}/data" if "::ChanservTestCase::" in test else ":memory:"
        self.start()

    def start(self) -> None:
        self.proc = self.execute(
            [
                *self.clock,
                "ircserv",
                f"--data={self.data}",
                f"--config={self.directory}/ircserv.toml",
            ]
        )

    def restart(self) -> None:
        self.kill_proc()
        self.port_open = False
        self.start()
        self.wait_for_port()

    def write_config(self) -> None:
        with self.open_file("ircserv.toml", "w") as file:
            file.write(CONFIG.format(**self.settings))
            for name, password in self.accounts.items():
                file.write(ACCOUNT.format(name=json.dumps(name), password=json.dumps(password)))

    def registerUser(self, case: Any, username: str, password: Optional[str] = None) -> None:
        """Registers the account with NickServ, as a user would."""
        if not case.run_services:
            raise ValueError("registerUser needs run_services=True")
        assert self.proc is not None and password is not None
        self.wait_for_port()
        if len(password) > LINE_PASSWORD_BYTES:
            return self.add_to_configuration(username, password)
        with socket.create_connection((self.hostname, self.port)) as client:
            lines = [f"NICK {username}", "USER x 0 * :x", f"NS REGISTER {password}", "QUIT"]
            client.sendall("".join(line + "\r\n" for line in lines).encode())
            answer = b""
            while received := client.recv(4096):
                answer += received
        if b" 900 " not in answer:
            raise AssertionError(f"the account {username} was not registered: {answer!r}")

    def add_to_configuration(self, username: str, password: str) -> None:
        """The same for a password that fits into no line."""
        self.accounts[username] = password
        self.write_config()
        self.proc.send_signal(signal.SIGHUP)
        for _ in range(100):
            if self.can_log_in(username, password):
                return
            time.sleep(0.02)
        raise AssertionError(f"the account {username} does not appear")

    def can_log_in(self, username: str, password: str) -> bool:
        message = base64.b64encode(f"\0{username}\0{password}".encode()).decode()
        pieces = [message[i : i + 400] for i in range(0, len(message), 400)]
        if len(pieces[-1]) == 400:
            pieces.append("+")
        with socket.create_connection((self.hostname, self.port)) as client:
            lines = ["CAP REQ sasl", *("AUTHENTICATE " + x for x in ["PLAIN", *pieces]), "QUIT"]
            client.sendall("".join(line + "\r\n" for line in lines).encode())
            answer = b""
            while received := client.recv(4096):
                answer += received
        return b" 903 " in answer

    def settings_of_test(self) -> Dict[str, str]:
        """Returns the test's settings for Ergo as settings of ircserv."""
        config = copy.deepcopy(ERGO_CONFIG)
        if self.test_config.ergo_config:
            self.test_config.ergo_config(config)
        default_user_modes = config["accounts"].pop("default-user-modes").lstrip("+")
        precis = config["server"]["casemapping"] == "precis"
        config["server"]["casemapping"] = "ascii"
        listener = config["server"].pop("listeners")["127.0.0.1"] or {}
        if config["accounts"]["multiclient"] != ERGO_CONFIG["accounts"]["multiclient"]:
            raise NotImplementedByController("always-on users")
        if config["server"] != {"casemapping": "ascii"} or len(config["accounts"]) != 1:
            raise NotImplementedByController(f"the configuration {config}")
        return {
            "casemapping": "precis" if precis else CASEMAPPING,
            "default_user_modes": default_user_modes,
            "listener_words": " proxy" if listener.get("proxy") else "",
            "roleplay": "true" if self.test_config.ergo_roleplay else "false",
            "registration_early": toml_bool(self.test_config.account_registration_before_connect),
            "email_required": toml_bool(self.test_config.account_registration_requires_email),
        }

    def wait_for_services(self) -> None:
        pass


def get_irctest_controller_class() -> Type[IrcservController]:
    return IrcservController
