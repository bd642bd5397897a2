"""The attacks, one class each: what is prepared, and what a hostile user then does.

All connections of one user come from one address; a user has ten, as the default configuration
allows. `prepare` runs without flood control, `attack` with the defaults.
"""

import base64
import contextlib
import random
import socket
import time

from client import Client, flood

HOSTILE = "127.0.0.66"
CONNECTIONS = 10
CHANNELS = 100
SMALL = 4096  # bytes of a receive buffer, so that what is not read waits in the server
# Of a client that nobody attacks; one check takes about a quarter of a second.
LOGIN_SECONDS = 2


def connect(server, address=HOSTILE, count=CONNECTIONS, prefix="evil", **settings):
    return [Client(server.port, address, f"{prefix}{i}", **settings) for i in range(count)]


def login_lines():
    """The lines of a login with a wrong password."""
    secret = base64.b64encode(b"\0watch\0wrong").decode()
    return ["CAP REQ sasl", "AUTHENTICATE PLAIN", f"AUTHENTICATE {secret}"]


class Attack:
    """What every attack has. `name` is the row's title."""

    def prepare(self, server):
        self.clients = connect(server)

    def attack(self, server, until):
        flood(self.clients, self.lines, until)

    def lines(self, index):
        """The lines that connection `index` sends over and over."""
        raise NotImplementedError

    def check(self):
        """Raises an error when the attack has shown another fault."""


class Masks(Attack):
    name = "full lists of hard masks"

    def prepare(self, server):
        self.clients = connect(server)
        owner = self.clients[0]
        for channel in range(CHANNELS):
            owner.send(f"JOIN #m{channel}")
            for letter in "by":
                masks = [f"x:*{'?' * 104}{n:02}Z00" for n in range(CHANNELS)]
                for i in range(0, len(masks), 4):
                    batch = masks[i:i + 4]
                    owner.send(f"MODE #m{channel} +{letter * len(batch)} {' '.join(batch)}")
            owner.settle()
        for client in self.clients[1:]:
            for first in range(0, CHANNELS, 20):
                client.send("JOIN " + ",".join(f"#m{c}" for c in range(first, first + 20)))
            client.settle()

    def lines(self, index):
        channels = ",".join(f"#m{c}" for c in range(4))
        everywhere = ",".join(f"#m{c}" for c in range(50))
        return [f"NICK evil{index}{n}" for n in range(4)] + [
            f"NOTICE {channels} :x", f"PRIVMSG {channels} :x", f"PART {everywhere}",
            f"JOIN {everywhere}"]


class History(Attack):
    name = "messages of 8 KB in 100 channels"

    def prepare(self, server):
        self.clients = connect(server, lines=["CAP REQ :message-tags batch draft/multiline",
                                              "CAP END"])
        tag = "+x=" + "y" * 4000
        for n, client in enumerate(self.clients):
            for c in range(CHANNELS // CONNECTIONS):
                channel = f"#h{n}-{c}"
                client.send(f"JOIN {channel}")
                for _ in range(256):
                    client.send(f"@{tag} PRIVMSG {channel} :{'z' * 400}")
                client.settle()

    def lines(self, index):
        return [f"@+x={'y' * 4000} PRIVMSG #h{index}-0 :z", f"PRIVMSG evil{(index + 1) % 10} :z"]


class StoppedReaders(Attack):
    name = "900 clients that stop reading"

    def prepare(self, server):
        self.clients = []
        for n in range(90):
            self.clients += connect(server, f"127.0.1.{n + 1}", prefix=f"deaf{n}x",
                                    receive_buffer_bytes=SMALL)
        for client in self.clients:
            client.send("JOIN #deaf")
        for client in self.clients:
            client.settle()
        self.talkers = connect(server)
        for talker in self.talkers:
            talker.send("JOIN #deaf")
            talker.settle()
        # Without flood control, because the talkers' pace would fill the queues in an hour.
        self.attack(server, time.monotonic() + 10)

    def attack(self, server, until):
        flood(self.talkers, lambda index: [f"PRIVMSG #deaf :{'x' * 440}"] * 20, until)


class Passwords(Attack):
    name = "wrong passwords, and logins that leave"

    def prepare(self, server):
        groups = [connect(server, f"127.0.1.{n + 1}", prefix=f"oper{n}x") for n in range(10)]
        self.clients = [client for group in groups for client in group]

    def attack(self, server, until):
        login = login_lines()
        for n in range(200):
            leaving = Client(server.port, f"127.0.2.{n // 10 + 1}")
            leaving.send(*login)
            leaving.close()
        flood(self.clients, lambda index: ["OPER root wrong"] * 4, until - 1)
        began = time.monotonic()
        client = Client(server.port, "127.0.0.5")
        client.send(*login)
        client.wait_for(" 904 ", 60)
        client.close()
        self.login_seconds = time.monotonic() - began

    def check(self):
        if self.login_seconds > LOGIN_SECONDS:
            raise RuntimeError(f"another client's login took {self.login_seconds:.1f} s")


class BigAnswers(Attack):
    name = "LIST and WHO of everything"
    channels, members = 10000, 2000

    def prepare(self, server):
        owners = [connect(server, f"127.0.2.{n + 1}", prefix=f"own{n}x") for n in range(10)]
        self.owners = [client for group in owners for client in group]
        for n, owner in enumerate(self.owners):
            for c in range(100):
                owner.send(f"JOIN #l{n}-{c}", f"TOPIC #l{n}-{c} :{'t' * 380}")
            owner.settle()
        self.crowd = []
        for n in range(self.members // 10):
            self.crowd += connect(server, f"127.0.3.{n + 1}", prefix=f"who{n}x")
        for client in self.crowd:
            client.send("JOIN #l0-0")
        for client in self.crowd:
            client.settle()
        self.clients = connect(server)
        self.asker = Client(server.port, "127.0.0.4", "asker", receive_buffer_bytes=SMALL)

    def attack(self, server, until):
        self.asker.send("LIST")
        flood(self.clients, lambda index: ["LIST", "WHO #l0-0", "NAMES #l0-0"], until)

    def check(self):
        listed = 0
        while True:
            for line in self.asker.lines():
                listed += " 322 " in line
                if " 323 " in line:
                    if listed < self.channels:
                        raise RuntimeError(f"LIST shows {listed} of {self.channels} channels")
                    return


class Amplifiers(Attack):
    """One line each that causes many."""

    cases = {
        "MODE of one list, many times": lambda i: ["MODE #amp " + "b" * 400],
        "NAMES of one channel, many times": lambda i: ["NAMES " + ",".join(["#amp"] * 80)],
        "MODE +x and -x": lambda i: [f"MODE evil{i} +x", f"MODE evil{i} -x"],
        "history by *playback": lambda i: ["PRIVMSG *playback :PLAY *"],
        "METADATA SYNC": lambda i: ["METADATA #amp SYNC"],
        "LIST of 14 masks": lambda i: ["LIST " + ",".join(f"*a*{n}*b*{n}*c*" for n in range(14))],
        "WHO of a mask": lambda i: ["WHO *a*b*c*d*e*f* n", "WHO *?*?*?*?*?*?*z"],
        "MONITOR filled and cleared": lambda i: [
            "MONITOR + " + ",".join(f"n{i}{n}" for n in range(60)), "MONITOR C"],
        "PONG": lambda i: ["PONG x"] * 50,
        "JOIN and PART of 20": lambda i: ["JOIN " + ",".join(f"#a{n}" for n in range(20)),
                                          "PART " + ",".join(f"#a{n}" for n in range(20))],
    }

    def __init__(self, name):
        self.name, self._lines = name, self.cases[name]

    def prepare(self, server):
        self.clients = connect(server, lines=["CAP REQ :draft/metadata-2 batch", "CAP END"])
        owner = self.clients[0]
        owner.send("JOIN #amp")
        for n in range(0, 100, 4):
            owner.send("MODE #amp +bbbb " + " ".join(f"m{n + k}!*@*" for k in range(4)))
        owner.settle()
        for client in self.clients:
            client.send("JOIN #amp", "METADATA * SET k :v", "METADATA * SUB k",
                        *(f"JOIN #a{n}" for n in range(20)))
            client.settle()
        others = [connect(server, f"127.0.4.{n + 1}", prefix=f"oth{n}x") for n in range(50)]
        for group in others:
            for client in group:
                client.send("JOIN #amp", f"PRIVMSG #amp :{'x' * 300}")
        for group in others:
            for client in group:
                client.settle()
        self.others = others

    def lines(self, index):
        return self._lines(index)


class Questions(Attack):
    """What web clients ask for each channel they enter, for which they have a budget."""
    name = "questions about 100 channels"

    def prepare(self, server):
        self.clients = connect(server, lines=["CAP REQ :batch draft/chathistory message-tags",
                                              "CAP END"])
        for client in self.clients:
            for first in range(0, CHANNELS, 20):
                client.send("JOIN " + ",".join(f"#q{c}" for c in range(first, first + 20)))
            client.settle()
        owner = self.clients[0]
        for c in range(CHANNELS):
            for n in range(0, 100, 4):
                owner.send(f"MODE #q{c} +bbbb " + " ".join(f"m{n + k}!*@*" for k in range(4)))
            owner.send(*[f"PRIVMSG #q{c} :{'x' * 300}"] * 100)
            owner.settle()

    def lines(self, index):
        return [question for c in range(CHANNELS)
                for question in (f"WHO #q{c}", f"NAMES #q{c}", f"MODE #q{c} b",
                                 f"CHATHISTORY LATEST #q{c} * 100")]


class Connections(Attack):
    name = "connections that come and go"

    def prepare(self, server):
        self.log_before = server.log_bytes()

    def attack(self, server, until):
        self.server = server
        while time.monotonic() < until:
            for _ in range(50):
                with contextlib.suppress(OSError):
                    Client(server.port, HOSTILE).close()
            time.sleep(0.01)

    def check(self):
        grown = self.server.log_bytes() - self.log_before
        if grown > 2 << 20:
            raise RuntimeError(f"the log has grown by {grown >> 10} KB")


class Hellos(Attack):
    name = "TLS hellos that stop"

    def prepare(self, server):
        self.sockets = []

    def attack(self, server, until):
        choice = random.Random(1)
        while time.monotonic() < until:
            address = f"127.0.{choice.randrange(5, 9)}.{choice.randrange(1, 250)}"
            with contextlib.suppress(OSError):
                hello = socket.socket()
                hello.settimeout(1)
                hello.bind((address, 0))
                hello.connect(("127.0.0.1", server.tls_port))
                hello.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
                self.sockets.append(hello)
            if len(self.sockets) > 3000:
                self.sockets.pop(0).close()
            time.sleep(0.001)


ATTACKS = [Masks(), History(), StoppedReaders(), Passwords(), BigAnswers(),
           *(Amplifiers(name) for name in Amplifiers.cases), Questions(),
           Connections(), Hellos()]
