"""Mails of the real program: verification, reset and recovery by codes out of the mails that a script
stores, and what operators hear of a command that fails.

Usage: mail_test.py IRCSERV
"""

import glob
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

from accounts_test import Client, Server, check, plain


class Mails:
    """A mail command that puts each mail into a file of its own, and these files in their order."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "mails")
        os.mkdir(self.folder)
        self.command = write_script(folder, "store", """
            file=$(mktemp %s/new.XXXXXX)
            cat > "$file"
            number=$(ls %s | grep -c '^[0-9]')
            mv "$file" %s/$number
            echo "stored as $number"
            """ % ((self.folder,) * 3))

    def get(self, number):
        """The mail of that number, the first being 0; waits for it."""
        path = os.path.join(self.folder, str(number))
        for _ in range(600):
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    return file.read()
            time.sleep(0.05)
        raise AssertionError("mail %d of %s" % (number, glob.glob(self.folder + "/*")))

    def code(self, number, pattern):
        found = re.search(pattern, self.get(number))
        check("a code in mail %d" % number, found)
        return found.group(1)


def write_script(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n" + text)
    os.chmod(path, 0o755)
    return path


def verify(server, mails):
    """Registers alice, and returns the code."""
    alice = Client(server)
    alice.register("alice")
    alice.say("REGISTER * alice secret-of-alice")
    alice.until(r"FAIL REGISTER INVALID_EMAIL alice ")
    alice.say("REGISTER * alice@example.org secret-of-alice")
    alice.until(r"REGISTER VERIFICATION_REQUIRED alice ")
    mail = mails.get(0)
    for header in ("To: alice@example.org", "From: noreply@irc.local", "Auto-Submitted: auto-generated"):
        check(header, "\n%s\n" % header in "\n" + mail)
    check("not verified yet", plain(server, "alice", "secret-of-alice") == "904")
    alice.say("VERIFY alice 12345678")
    alice.until(r"FAIL VERIFY INVALID_CODE alice ")
    return mails.code(0, r"/quote VERIFY alice (\w{8})\n")


def reset(server, mails, alice):
    """Another password by SENDPASS and RESETPASS; ends the connection of alice."""
    bob = Client(server)
    bob.register("bob")
    bob.say("NS SENDPASS nobody", "NS SENDPASS alice")
    bob.until(r"If the account nobody has")
    bob.until(r"If the account alice has")
    code = mails.code(1, r"RESETPASS alice (\d{6}) ")
    bob.say("NS RESETPASS alice %s another-secret" % code)
    bob.until(r"The password of alice is changed")
    alice.until(r"^ERROR ")
    check("told by mail", "Subject: Your password was changed\n" in mails.get(2))
    check("the old password", plain(server, "alice", "secret-of-alice") == "904")
    check("the new password", plain(server, "alice", "another-secret") == "903")
    bob.say("NS RESETPASS alice %s secret-of-thief" % code)
    bob.until(r"The code is wrong, or too old")
    bob.close()


def recover(server, mails):
    """Another password by RECOVER and SETPASS, before the client has registered itself."""
    root = Client(server)
    root.register("root")
    root.say("OPER root password", "NS SENDPASS alice")
    root.until(r"A code is mailed to the address of alice")
    code = mails.code(3, r"RECOVER CONFIRM alice (\d{6})\n")
    client = Client(server)
    client.say("RECOVER CONFIRM alice " + code)
    client.until(r"NOTE RECOVER VERIFIED alice ")
    client.say("SETPASS :the third secret")
    client.until(r"NOTE SETPASS SUCCESS ")
    check("the third password", plain(server, "alice", "the third secret") == "903")
    mails.get(4)
    # The command may still be running, though the mail is there.
    waiting = "1"
    while waiting != "0":
        root.say("OS MAIL")
        waiting = root.until(r"Mails that wait: (\d+), sent: [34], given up: 0").group(1)
    client.close()
    root.close()


def fail(program, folder, base):
    """A command that fails: operators hear of it, and nobody waits for it."""
    command = write_script(base, "fail", "cat > /dev/null; echo no route >&2; exit 75\n")
    server = Server(program, folder, "--set=mail.command=" + command, "--oper=root:password")
    root = Client(server)
    root.register("root")
    root.say("OPER root password", "NS SENDPASS alice")
    root.until(r"A code is mailed to the address of alice")
    root.until(r"The mail command failed \(reset for alice\): its exit status is 75, and it says: no route")
    root.say("OS MAIL")
    root.until(r"Mails that wait: 1, sent: 0, given up: 0")
    root.until(r"reset for alice: its exit status is 75: no route")
    root.close()
    slow = write_script(base, "slow", "exec sleep 1000\n")
    check("the end", server.end() == 0)
    server = Server(program, folder, "--set=mail.command=" + slow, "--oper=root:password")
    root = Client(server)
    root.register("root")
    root.say("OPER root password", "NS SENDPASS alice", "PING still-here")
    root.until(r"PONG .*still-here")
    root.close()
    check("the end while the command runs", server.end() == 0)
    for name, status in ((command, 1), ("/nonexistent", 1), ("/bin/true -t", 0)):
        tried = subprocess.run([program, "--set=mail.command=" + name, "--test-mail=me@example.org"],
                               capture_output=True, text=True)
        check("--test-mail %s: %s" % (name, tried), tried.returncode == status)


def main():
    program = sys.argv[1]
    base = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
    folder = os.path.join(base, "data")
    mails = Mails(base)
    flags = ("--set=mail.command=%s -t,accounts.email_required=true" % mails.command,
             "--oper=root:password")

    server = Server(program, folder, *flags)
    code = verify(server, mails)
    server.end(signal.SIGKILL)
    server = Server(program, folder, *flags)  # the code is good after a restart
    alice = Client(server)
    alice.register("alice")
    alice.say("VERIFY * " + code.upper())
    alice.until(r"VERIFY SUCCESS alice ")
    alice.until(r" 900 ")
    check("verified", plain(server, "alice", "secret-of-alice") == "903")
    reset(server, mails, alice)
    recover(server, mails)
    check("the end", server.end() == 0)
    check("five mails", len(os.listdir(mails.folder)) == 5)
    fail(program, folder, base)

    # No password and no code is in any file but the mails.
    for root, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(root, name), "rb") as file:
                data = file.read()
            for secret in (b"secret-of-alice", b"another-secret", b"the third secret", code.encode()):
                check("%s holds %r" % (name, secret), secret not in data)


main()
