"""Logins that the real program asks a script about, among them some that never get an answer.

Usage: external_test.py IRCSERV
"""

import base64
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from accounts_test import Client, Server, b64, check, plain  # pylint: disable=wrong-import-position

# A long-living script. It knows one password and one token, hangs or ends when it is told to, and
# shows whether it has descriptors that it should not have.
SCRIPT = r"""#!%s
import json, os, sys, time
for line in sys.stdin:
    question = json.loads(line)
    name = question.get("accountName", "")
    if name == "hang":
        time.sleep(100000)
    if name == "end":
        sys.exit(1)
    good = question.get("passphrase") == "right-secret" or question.get("oauth2", {}).get("token") == "good-token"
    if name == "descriptors":
        good = len(os.listdir("/proc/self/fd")) == 4  # the fourth is that of this listing
    print(json.dumps({"success": good, "accountName": name or "Tokenuser"}), flush=True)
"""

# The same for one question.
ERGO_SCRIPT = SCRIPT.replace("for line in sys.stdin:", "for line in [sys.stdin.readline()]:")

CONFIG = """
[tls]
self_signed = true
[accounts]
script = [%s]
script_timeout_seconds = %d
script_processes = 2
[limits]
login_tries = 1000
failed_logins_per_address = 5
[connections]
exempt = [%s]
per_address = 1000
throttle_count = 10000
"""


class Tls(Client):
    def __init__(self, server):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self.socket = context.wrap_socket(socket.create_connection(("127.0.0.1", server.tls_port)))
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\r\n")


class TlsServer(Server):
    """With a port for TLS beside the other, and a script. `exempt`: from the limit of failures."""

    def __init__(self, program, folder, script, timeout=60, exempt=True):
        path = write(folder, "script.py", script % sys.executable, 0o700)
        config = write(folder, "irc.toml",
                       CONFIG % (json.dumps(path), timeout, '"127.0.0.1"' if exempt else ""), 0o600)
        self.log = os.path.join(folder, "log")
        # Programs that start a server leave such descriptors; none is for a script.
        left = os.open(os.devnull, os.O_RDONLY)
        self.process = subprocess.Popen(
            [program, "--bind=127.0.0.1,127.0.0.1:0 tls", "--data=" + os.path.join(folder, "data"),
             "--config=" + config, "--log-file=" + self.log, "0"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, pass_fds=(left,))
        os.close(left)
        line = self.process.stdout.readline()
        ports = re.findall(r"127\.0\.0\.1:(\d+)", line)
        check("two ports in %r" % line, len(ports) == 2)
        self.port, self.tls_port = map(int, ports)


def write(folder, name, text, mode):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


def oauth(server, token):
    """The numeric that ends a login by OAUTHBEARER."""
    client = Tls(server)
    message = b64(("n,,\1auth=Bearer " + token + "\1\1").encode())
    pieces = [message[i:i + 400] for i in range(0, len(message), 400)]
    client.say("CAP REQ sasl", "AUTHENTICATE OAUTHBEARER",
               *("AUTHENTICATE " + piece for piece in pieces))
    if len(pieces[-1]) == 400:
        client.say("AUTHENTICATE +")
    client.until(r"AUTHENTICATE \+")
    found = client.until(r" 903 |AUTHENTICATE (\S+)")
    if found.group(1) is None:
        return "903"
    check("the error", base64.b64decode(found.group(1)) == b'{"status":"invalid_token"}')
    client.say("AUTHENTICATE AQ==")
    return client.until(r" (903|904) ").group(1)


def check_logins(server):
    check("a right password", plain(server, "dave", "right-secret") == "903")
    check("a wrong password", plain(server, "dave", "wrong-secret") == "904")
    check("the script has no further descriptors", plain(server, "descriptors", "x") == "903")
    for _ in range(3):
        check("the script ends", plain(server, "end", "x") == "904")
    check("and is started again", plain(server, "dave", "right-secret") == "903")
    check("a good token", oauth(server, "good-token") == "903")
    check("a bad token", oauth(server, "bad-token") == "904")
    check("a long token", oauth(server, "x" * 16384) == "904")
    client = Client(server)
    client.register("somebody")
    client.say("NS IDENTIFY erin right-secret")
    client.until(r" 900 \S+ \S+ erin ")


def main():
    program = sys.argv[1]
    base = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))

    # A script that answers many questions, and one that answers one.
    server = TlsServer(program, base, SCRIPT)
    client = Client(server)
    client.register("gwen")
    client.say("REGISTER * * own-secret-of-gwen")
    client.until(r"REGISTER SUCCESS gwen ")
    check_logins(server)

    # While it hangs for two, as many as there may be processes, all else goes on.
    hanging = [Client(server) for _ in range(2)]
    for each in hanging:
        each.say("CAP REQ sasl", "AUTHENTICATE PLAIN", "AUTHENTICATE " + b64(b"\0hang\0x"))
        each.until(r"AUTHENTICATE \+")
    check("an account of the server", plain(server, "gwen", "own-secret-of-gwen") == "903")
    client.say("PING x")
    client.until(r"PONG \S+ :?x")
    check("the end while it hangs", server.end() == 0)

    server = TlsServer(program, base, ERGO_SCRIPT, timeout=1)
    check_logins(server)
    check("who hangs is told so", plain(server, "hang", "x") == "904")
    check("and the next has an answer", plain(server, "dave", "right-secret") == "903")
    check("the end", server.end() == 0)

    # The accounts that were made are kept, and addresses with failures wait.
    server = TlsServer(program, base, SCRIPT, exempt=False)
    with open(os.path.join(base, "script.py"), "w", encoding="utf-8") as file:
        file.write("#!/bin/false\n")
    client = Client(server)
    client.register("someone")
    for name in ("dave", "erin", "Tokenuser"):
        client.say("NS INFO " + name)
        client.until(r"Account: " + name)
    for _ in range(5):
        check("a wrong password", plain(server, "gwen", "wrong-secret") == "904")
    check("too many", plain(server, "gwen", "own-secret-of-gwen") == "904")
    check("the end", server.end() == 0)

    # No secret is in any file but the script.
    for root, _, files in os.walk(base):
        for name in files:
            with open(os.path.join(root, name), "rb") as file:
                data = file.read()
            for secret in (b"right-secret", b"wrong-secret", b"good-token", b"own-secret"):
                check("%s holds a secret" % name, secret not in data)


main()
