"""Ways to log in to the real program: second factors, app passwords, certificates, and that an account
that may not be used is closed on each way.

Usage: factors_test.py IRCSERV

WAYS is the table of all ways in. Each way succeeds while its account may be used, and fails while the
account is suspended, not verified, or gone.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import signal
import ssl
import struct
import subprocess
import sys
import tempfile
import time

from accounts_test import Client, Server, b64, check

PASSWORD = "secret-of-all"
STEP_SECONDS = 30


def code_of(secret, steps=0):
    """The six digits of the present step, or of one `steps` later. Waits at the end of a step, so
    that it is still the present one when the server looks."""
    left = STEP_SECONDS - time.time() % STEP_SECONDS
    if left < 5:
        time.sleep(left)
    step = int(time.time()) // STEP_SECONDS + steps
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    at = mac[-1] & 15
    return "%06d" % ((struct.unpack(">I", mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000)


class TlsServer(Server):
    """The program with a second port, for TLS."""

    def __init__(self, program, folder, *flags):
        super().__init__(program, folder, "--bind=127.0.0.1,127.0.0.1:0 tls", "--oper=root:sesame-of-root",
                         "--tls-self-signed", *flags)
        self.tls_port = int(re.search(r"and 127\.0\.0\.1:(\d+)", self.greeting).group(1))


class TlsClient(Client):
    """A client that shows the certificate in the file; None: it shows none."""

    def __init__(self, server, certificate=None):
        super().__init__(server, server.tls_port)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if certificate:
            context.load_cert_chain(certificate + ".crt", certificate + ".key")
        self.lines.close()
        self.socket = context.wrap_socket(self.socket)
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\r\n")


def make_certificate(program, file):
    subprocess.run([program, "--make-certificate=" + file + ".crt"], check=True, stdout=subprocess.DEVNULL)


class Account:
    """An account of the test, and what its owner knows."""

    def __init__(self, name, certificate):
        self.name = name
        self.certificate = certificate
        self.app_password = None
        self.secret = None
        self.codes = []

    def next_code(self):
        return self.codes.pop()


# The ways. Each logs in to the account, and says whether the server has let it.

def finish_sasl(client, account, code=None):
    """Reads the end of an exchange of AUTHENTICATE; gives the code when the server asks for it."""
    found = client.until(r" (90[2-7]) |AUTHENTICATE (2FA-REQUIRED)")
    if found.group(2) and code is None:
        return False
    if found.group(2):
        client.say("AUTHENTICATE TOTP")
        client.until(r"AUTHENTICATE \+")
        client.say("AUTHENTICATE " + b64(code.encode()))
        found = client.until(r" (90[2-7]) ")
    return found.group(1) in ("900", "903")


def begin(client, mechanism):
    client.say("CAP REQ :sasl draft/account-2fa", "AUTHENTICATE " + mechanism)
    client.until(r"AUTHENTICATE \+")


def plain_with(server, account, password, code=None):
    client = Client(server)
    begin(client, "PLAIN")
    client.say("AUTHENTICATE " + b64(b"\0" + account.name.encode() + b"\0" + password.encode()))
    result = finish_sasl(client, account, code)
    client.close()
    return result


def scram_with(server, account, password, plus=False, code=None):
    client = TlsClient(server) if plus else Client(server)
    begin(client, "SCRAM-SHA-256-PLUS" if plus else "SCRAM-SHA-256")
    header, binding = "n,,", b""
    if plus:
        header = "p=tls-server-end-point,,"
        binding = hashlib.sha256(client.socket.getpeercert(binary_form=True)).digest()
    first = "n=%s,r=rOprNGfwEbeRWgbNEkqO" % account.name
    client.say("AUTHENTICATE " + b64((header + first).encode()))
    answer = base64.b64decode(client.until(r"AUTHENTICATE (\S+)").group(1)).decode()
    parts = dict(part.split("=", 1) for part in answer.split(","))
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(parts["s"]), int(parts["i"]))
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    final = "c=%s,r=%s" % (b64(header.encode() + binding), parts["r"])
    signature = hmac.digest(hashlib.sha256(client_key).digest(), ",".join([first, answer, final]).encode(),
                            "sha256")
    proof = bytes(a ^ b for a, b in zip(client_key, signature))
    client.say("AUTHENTICATE " + b64((final + ",p=" + b64(proof)).encode()))
    if client.until(r" 904 |AUTHENTICATE (\S+)").group(1) is None:
        client.close()
        return False
    client.say("AUTHENTICATE +")
    result = finish_sasl(client, account, code)
    client.close()
    return result


def external(server, account, code=None):
    client = TlsClient(server, account.certificate)
    begin(client, "EXTERNAL")
    client.say("AUTHENTICATE +")
    result = finish_sasl(client, account, code)
    client.close()
    return result


NICKS = iter("guest%d" % i for i in range(1000))


def service(server, command, pattern):
    """What NickServ, or 900, answers to a guest."""
    client = Client(server)
    client.register(next(NICKS))
    client.say("NS " + command)
    found = client.until(r" 900 |:NickServ\S* NOTICE \S+ :(.*)").group(0)
    return client, re.search(pattern, found) is not None


def identify_with(server, account, password):
    client, result = service(server, "IDENTIFY %s %s" % (account.name, password), r" 900 ")
    client.close()
    return result


def identify_and_code(server, account, code):
    client, asked = service(server, "IDENTIFY %s %s" % (account.name, PASSWORD), r"2FA <code>")
    result = False
    if asked:
        client.say("NS 2FA " + code)
        result = " 900 " in client.until(r" 900 |:NickServ\S* NOTICE ").group(0)
    client.close()
    return result


def ghost(server, account):
    client, result = service(server, "GHOST %s %s" % (account.name, PASSWORD), r"Nobody uses|is free now")
    client.close()
    return result


def regain(server, account):
    client, result = service(server, "REGAIN %s %s" % (account.name, PASSWORD), r" 900 ")
    client.close()
    return result


# For an account without a second factor.
WAYS = {
    "PLAIN": lambda s, a: plain_with(s, a, PASSWORD),
    "SCRAM-SHA-256": lambda s, a: scram_with(s, a, PASSWORD),
    "SCRAM-SHA-256-PLUS": lambda s, a: scram_with(s, a, PASSWORD, plus=True),
    "EXTERNAL": external,
    "IDENTIFY": lambda s, a: identify_with(s, a, PASSWORD),
    "GHOST": ghost,
    "REGAIN": regain,
    "PLAIN with an app password": lambda s, a: plain_with(s, a, a.app_password),
    "IDENTIFY with an app password": lambda s, a: identify_with(s, a, a.app_password),
}
# For one with a second factor.
GUARDED_WAYS = {
    "PLAIN and a code": lambda s, a: plain_with(s, a, PASSWORD, a.next_code()),
    "SCRAM-SHA-256 and a code": lambda s, a: scram_with(s, a, PASSWORD, code=a.next_code()),
    "EXTERNAL and a code": lambda s, a: external(s, a, a.next_code()),
    "IDENTIFY and a code": lambda s, a: identify_and_code(s, a, a.next_code()),
    "PLAIN with an app password": WAYS["PLAIN with an app password"],
    "IDENTIFY with an app password": WAYS["IDENTIFY with an app password"],
}
# What the first factor alone must not do.
NO_WAYS = {
    "PLAIN": WAYS["PLAIN"],
    "SCRAM-SHA-256": WAYS["SCRAM-SHA-256"],
    "EXTERNAL": external,
    "IDENTIFY": WAYS["IDENTIFY"],
    "GHOST": ghost,
    "REGAIN": regain,
}


def register(server, account):
    """Registers the account, with a certificate and an app password. Returns the client."""
    client = TlsClient(server, account.certificate)
    client.register(account.name)
    client.say("REGISTER * * " + PASSWORD)
    client.until(r"REGISTER SUCCESS ")
    client.say("NS CERT ADD")
    client.until(r"logs you in now")
    client.say("NS APPPASS ADD phone")
    account.app_password = client.until(r"The app password phone: (\S+)").group(1)
    client.until(r"It is shown only now")
    return client


def read_codes(client, account):
    account.codes = []
    client.until(r"recovery codes")
    for _ in range(2):
        account.codes += client.until(r"NOTICE \S+ :((?:\S{19} ?){5})").group(1).split()


def guard(client, account):
    """Turns the second factor on. The code of the last step is used, so two more can follow."""
    client.say("NS 2FA SETUP")
    account.secret = client.until(r"this secret: (\S+)").group(1)
    uri = client.until(r"otpauth://totp/\S+").group(0)
    check("the URI has the secret", "secret=" + account.secret in uri)
    client.until(r"2FA CONFIRM")
    client.say("NS 2FA CONFIRM 000000000")
    client.until(r"six digits")
    client.say("NS 2FA CONFIRM " + code_of(account.secret, -1))
    read_codes(client, account)
    client.until(r"The second factor is on")


def renew(server, account):
    """New recovery codes, so that all ways can be tried again."""
    client = Client(server)
    client.register(next(NICKS))
    client.say("NS IDENTIFY %s %s" % (account.name, PASSWORD))
    client.until(r"2FA <code>")
    client.say("NS 2FA " + account.next_code())
    client.until(r" 900 ")
    client.say("NS 2FA CODES " + account.next_code())
    read_codes(client, account)
    client.until(r"do not work any more")
    client.close()


def try_all(server, alice, guarded, expected, state):
    codes = list(guarded.codes)
    for name, way in WAYS.items():
        check("%s, %s" % (name, state), way(server, alice) == expected)
    for name, way in GUARDED_WAYS.items():
        check("%s, guarded, %s" % (name, state), way(server, guarded) == expected)
    if not expected:
        guarded.codes = codes  # nobody has looked at them, so they stay good


def change(program, folder, base, row_change):
    """Exports, changes the rows of the table accounts, and imports."""
    export = os.path.join(base, "export-%d" % time.monotonic_ns())
    check("--export", subprocess.run([program, "--data=" + folder, "--export=" + export]).returncode == 0)
    with open(export) as file:
        rows = [json.loads(line) for line in file]
    with open(export, "w") as file:
        for row in rows:
            row_change(row)
            file.write(json.dumps(row) + "\n")
    check("--import", subprocess.run([program, "--data=" + folder, "--import=" + export],
                                     stdout=subprocess.DEVNULL).returncode == 0)


def try_factors(server, guarded):
    """What the second factor is for."""
    for name, way in NO_WAYS.items():
        check("only the first factor: " + name, not way(server, guarded))
    check("a wrong code", not plain_with(server, guarded, PASSWORD, "000000"))
    code = code_of(guarded.secret)
    check("a code of the app", plain_with(server, guarded, PASSWORD, code))
    check("the same code again", not plain_with(server, guarded, PASSWORD, code))
    check("the same code by NickServ", not identify_and_code(server, guarded, code))
    used = guarded.next_code()
    check("a recovery code", plain_with(server, guarded, PASSWORD, used))
    check("the same recovery code again", not plain_with(server, guarded, PASSWORD, used))
    return code, used


def main():
    program = sys.argv[1]
    base = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
    folder = os.path.join(base, "data")
    recording = os.path.join(base, "recording")
    for name in ("alice", "guarded"):
        make_certificate(program, os.path.join(base, name))
    alice = Account("alice", os.path.join(base, "alice"))
    guarded = Account("guarded", os.path.join(base, "guarded"))

    server = TlsServer(program, folder, "--record=" + recording)
    register(server, alice).close()
    client = register(server, guarded)
    check("the other connection", plain_with(server, guarded, PASSWORD))
    guard(client, guarded)
    secrets = [guarded.secret, alice.app_password, guarded.app_password, *guarded.codes]
    client.close()
    code, used = try_factors(server, guarded)
    try_all(server, alice, guarded, True, "as it should be")
    renew(server, guarded)
    secrets += guarded.codes

    # Nothing of it counts for an account that may not be used.
    root = Client(server)
    root.register("root")
    root.say("OPER root sesame-of-root")
    root.until(r" 381 ")
    for name in ("alice", "guarded"):
        root.say("NS SUSPEND %s spam" % name)
        root.until(r"is suspended")
    try_all(server, alice, guarded, False, "suspended")
    for name in ("alice", "guarded"):
        root.say("NS UNSUSPEND %s" % name)
        root.until(r"is not suspended any more")
    server.end(signal.SIGKILL)

    # What was used up stays so.
    server = TlsServer(program, folder)
    check("a used code after kill -9", not plain_with(server, guarded, PASSWORD, code))
    check("a used recovery code after kill -9", not plain_with(server, guarded, PASSWORD, used))
    try_all(server, alice, guarded, True, "after kill -9")
    renew(server, guarded)
    secrets += guarded.codes
    server.end()
    check("--check-data", subprocess.run([program, "--data=" + folder, "--check-data"],
                                         stdout=subprocess.DEVNULL).returncode == 0)

    # Not verified yet.
    verified = {}

    def unverify(row):
        if "verified_at" in row:
            verified[row["id"]] = row["verified_at"]
            row["verified_at"] = None

    def verify(row):
        if "verified_at" in row:
            row["verified_at"] = verified[row["id"]]

    change(program, folder, base, unverify)
    server = TlsServer(program, folder)
    try_all(server, alice, guarded, False, "not verified")
    server.end()
    change(program, folder, base, verify)
    server = TlsServer(program, folder)
    try_all(server, alice, guarded, True, "verified again")

    # Dropped.
    for account in (alice, guarded):
        client = Client(server)
        client.register(next(NICKS))
        client.say("NS IDENTIFY %s %s" % (account.name, account.app_password))
        client.until(r" 900 ")
        client.say("NS DROP")
        client.until(r"A login with an app password can neither")
        client.say("NS LOGOUT")
        client.until(r" 901 ")
        client.say("NS IDENTIFY %s %s" % (account.name, PASSWORD))
        if account is guarded:
            client.until(r"2FA <code>")
            client.say("NS 2FA " + account.next_code())
        client.until(r" 900 ")
        client.say("NS DROP")
        client.say("NS DROP " + client.until(r"write: DROP (\d+)").group(1))
        client.until(r"is dropped")
        client.close()
    for name in ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", "EXTERNAL", "IDENTIFY", "REGAIN",
                 "PLAIN with an app password", "IDENTIFY with an app password"):
        check("%s, dropped" % name, not WAYS[name](server, alice))
        check("%s, guarded, dropped" % name, not WAYS[name](server, guarded))
    server.end()
    check("--check-data", subprocess.run([program, "--data=" + folder, "--check-data"],
                                         stdout=subprocess.DEVNULL).returncode == 0)

    # The key is in no database, no backup and no export; the backup has it beside.
    backup = os.path.join(base, "backup")
    check("--backup", subprocess.run([program, "--data=" + folder, "--backup=" + backup]).returncode == 0)
    with open(os.path.join(folder, "secret_key"), "rb") as file:
        key = file.read()
    check("the mode of the key", os.stat(os.path.join(folder, "secret_key")).st_mode & 0o777 == 0o600)
    with open(backup + ".secret_key", "rb") as file:
        check("the copy of the key", file.read() == key)
    secrets += [PASSWORD, code, used]
    for root_folder, _, files in os.walk(base):
        for name in files:
            with open(os.path.join(root_folder, name), "rb") as file:
                data = file.read()
            check("%s has the key" % name, key not in data or name.endswith("secret_key"))
            for secret in secrets:
                if secret != code:  # six digits may be anywhere
                    check("%s has a secret" % name, secret.encode() not in data)


if __name__ == "__main__":
    main()
