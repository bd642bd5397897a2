"""Accounts of the real program: what was registered is there after a restart and after kill -9.

Usage: accounts_test.py IRCSERV
"""

import base64
import hashlib
import hmac
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile


class Server:
    """The program on a free port, with its data in a folder."""

    def __init__(self, program, folder, *flags):
        self.process = subprocess.Popen(
            [program, "--bind=127.0.0.1", "--data=" + folder, *flags, "0"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if not found:
            raise AssertionError("no port in %r; %s" % (line, self.process.stderr.read()))
        self.greeting = line
        self.port = int(found.group(1))

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.communicate()
        return self.process.returncode


class Client:
    def __init__(self, server, port=None):
        self.socket = socket.create_connection(("127.0.0.1", port or server.port))
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\r\n")

    def say(self, *lines):
        self.socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def until(self, pattern):
        """Reads up to the line that matches, and returns the match."""
        seen = []
        for line in self.lines:
            seen.append(line)
            found = re.search(pattern, line)
            if found:
                return found
        raise AssertionError("no %r in %s" % (pattern, "".join(seen)))

    def register(self, nick):
        self.say("NICK " + nick, "USER %s 0 * :%s" % (nick, nick))
        self.until(r" 001 ")
        self.until(r" 221 ")

    def close(self):
        self.lines.close()
        self.socket.close()


def b64(data):
    return base64.b64encode(data).decode()


def plain(server, name, password):
    """The numeric that ends a login by PLAIN."""
    client = Client(server)
    client.say("CAP REQ sasl", "AUTHENTICATE PLAIN",
               "AUTHENTICATE " + b64(b"\0" + name.encode() + b"\0" + password.encode()))
    result = client.until(r" (903|904) ").group(1)
    client.close()
    return result


def scram(server, name, password):
    """The numeric that ends a login by SCRAM-SHA-256; checks the server's signature too."""
    client = Client(server)
    first = "n=%s,r=rOprNGfwEbeRWgbNEkqO" % name
    client.say("CAP REQ sasl", "AUTHENTICATE SCRAM-SHA-256", "AUTHENTICATE " + b64(("n,," + first).encode()))
    client.until(r"AUTHENTICATE \+")
    answer = base64.b64decode(client.until(r"AUTHENTICATE (\S+)").group(1)).decode()
    parts = dict(part.split("=", 1) for part in answer.split(","))
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(parts["s"]),
                                 int(parts["i"]))
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    final = "c=biws,r=" + parts["r"]
    message = ",".join([first, answer, final]).encode()
    signature = hmac.digest(hashlib.sha256(client_key).digest(), message, "sha256")
    proof = bytes(a ^ b for a, b in zip(client_key, signature))
    client.say("AUTHENTICATE " + b64((final + ",p=" + b64(proof)).encode()))
    found = client.until(r" 904 |AUTHENTICATE (\S+)")
    if found.group(1) is None:
        client.close()
        return "904"
    expected = hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), message, "sha256")
    assert base64.b64decode(found.group(1)).decode() == "v=" + b64(expected), "the server's signature"
    client.say("AUTHENTICATE +")
    result = client.until(r" (903|904) ").group(1)
    client.close()
    return result


def check(what, condition):
    if not condition:
        raise AssertionError(what)


def main():
    program = sys.argv[1]
    base = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
    folder = os.path.join(base, "data")

    server = Server(program, folder)
    alice = Client(server)
    alice.register("alice")
    alice.say("REGISTER * * secret-of-alice")
    alice.until(r"REGISTER SUCCESS alice ")
    bob = Client(server)
    bob.register("bob")
    bob.say("PRIVMSG NickServ :REGISTER secret-of-bob bob@example.org")
    bob.until(r"Your account is registered")
    check("a wrong password", plain(server, "alice", "secret-of-bob") == "904")
    check("an unknown account", plain(server, "carol", "secret-of-bob") == "904")
    check("the right password", plain(server, "ALICE", "secret-of-alice") == "903")

    # A second server on the same folder is refused, and told what to do.
    second = subprocess.run([program, "--bind=127.0.0.1", "--data=" + folder, "0"],
                            capture_output=True, text=True)
    check("the lock: " + second.stderr, second.returncode == 1 and "--data" in second.stderr)

    # What was said to be saved is there after the end without a warning.
    server.end(signal.SIGKILL)
    check("--check-data", subprocess.run([program, "--data=" + folder, "--check-data"],
                                         stdout=subprocess.DEVNULL).returncode == 0)
    server = Server(program, folder)
    check("alice after kill -9", plain(server, "alice", "secret-of-alice") == "903")
    check("SCRAM", scram(server, "bob", "secret-of-bob") == "903")
    check("SCRAM with a wrong password", scram(server, "bob", "secret-of-alice") == "904")
    check("SCRAM of an unknown account", scram(server, "carol", "secret-of-bob") == "904")
    carol = Client(server)
    carol.say("NICK alice", "USER carol 0 * :carol")
    carol.until(r" 433 \S+ alice ")

    # A change of the password, and a backup while the server runs.
    alice = Client(server)
    alice.register("al")
    alice.say("NS IDENTIFY alice secret-of-alice")
    alice.until(r" 900 ")
    alice.say("NS PASSWD another-secret")
    alice.until(r"The password of alice is changed")
    alice.say("NICK alison", "NS GROUP")
    alice.until(r"The nick alison belongs to your account now")
    check("PLAIN by a nick of the account", plain(server, "ALISON", "another-secret") == "903")
    check("SCRAM by a nick of the account", scram(server, "alison", "another-secret") == "903")
    check("a nick and a wrong password", plain(server, "alison", "secret-of-bob") == "904")
    backup = os.path.join(base, "backup")
    check("--backup", subprocess.run([program, "--data=" + folder, "--backup=" + backup]).returncode == 0)
    check("the end", server.end() == 0)

    # The export and the backup, each in another folder.
    export = os.path.join(base, "export")
    check("--export", subprocess.run([program, "--data=" + folder, "--export=" + export]).returncode == 0)
    check("only the owner reads an export", os.stat(export).st_mode & 0o077 == 0)
    moved = os.path.join(base, "moved")
    for _ in range(2):
        check("--import", subprocess.run([program, "--data=" + moved, "--import=" + export],
                                         stdout=subprocess.DEVNULL).returncode == 0)
    server = Server(program, moved)
    check("the old password", plain(server, "alice", "secret-of-alice") == "904")
    check("the new password", plain(server, "alice", "another-secret") == "903")
    check("SCRAM of the new password", scram(server, "alice", "another-secret") == "903")

    # What is dropped leaves nothing behind.
    alice = Client(server)
    alice.register("al")
    alice.say("NS IDENTIFY alice another-secret")
    alice.until(r" 900 ")
    alice.say("NS GROUP")
    alice.until(r"belongs to your account now")
    alice.say("NS SET PRIVATE on")
    alice.until(r"PRIVATE is on")
    alice.say("NS DROP")
    alice.say("NS DROP " + alice.until(r"write: DROP (\d+)").group(1))
    alice.until(r"The account alice is dropped")
    check("the end", server.end() == 0)
    checked = subprocess.run([program, "--data=" + moved, "--check-data"], capture_output=True, text=True)
    check("--check-data after a drop: " + checked.stdout + checked.stderr, checked.returncode == 0)

    # No password is in any file.
    for root, _, files in os.walk(base):
        for name in files:
            with open(os.path.join(root, name), "rb") as file:
                data = file.read()
            for secret in (b"secret-of-alice", b"secret-of-bob", b"another-secret"):
                check("%s holds a password" % name, secret not in data)

    # Nothing is kept.
    server = Server(program, ":memory:")
    alice = Client(server)
    alice.register("alice")
    alice.say("REGISTER * * secret-of-alice")
    alice.until(r"REGISTER SUCCESS alice ")
    server.end()
    server = Server(program, ":memory:")
    check("nothing is kept", plain(server, "alice", "secret-of-alice") == "904")
    server.end()


if __name__ == "__main__":
    main()
