"""Moving in: the real program takes the files of other servers, and old passwords go on working.

Usage: import_test.py IRCSERV
"""

import os
import subprocess
import sys
import tempfile

from accounts_test import Client, Server, check, plain

SAMPLES = "testdata/import"


def run(program, folder, *args):
    """Exit status, and all output."""
    done = subprocess.run([program, "--data=" + folder, *args], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def take(program, folder, source, name):
    """Tries the import, does it, and does it again."""
    file = os.path.join(SAMPLES, name)
    status, tried = run(program, folder, "--import-from=" + source, "--dry-run", file)
    check("a try of %s: %s" % (name, tried), status == 0 and "Nothing was changed" in tried)
    check("a try makes no folder", not os.path.exists(folder))
    status, done = run(program, folder, "--import-from=" + source, file)
    check("import of %s: %s" % (name, done), status == 0 and "in the folder now" in done)
    check("the same report", tried.rsplit("\n\n", 1)[0] == done.rsplit("\n\n", 1)[0])
    status, again = run(program, folder, "--import-from=" + source, file)
    check("again: " + again, status == 0 and "is now" not in again)


def log_in(program, folder, passwords):
    server = Server(program, folder)
    for account, password, numeric in passwords:
        check("%s with %s" % (account, password), plain(server, account, password) == numeric)
        if numeric == "903":
            # The hash is the server's own by now.
            check("%s a second time" % account, plain(server, account, password) == "903")
    client = Client(server)
    client.register("guest")
    client.close()
    check("the end", server.end() == 0)


def mistakes(program, base):
    folder = os.path.join(base, "none")
    sample = os.path.join(SAMPLES, "ergo.db")
    for args, said in (
            (["--import-from=ergo"], "--import-from takes one argument"),
            (["--import-from=other", sample], "is ergo, atheme or anope, not 'other'"),
            (["--import-from=ergo", "/nonexistent"], "cannot open '/nonexistent'"),
            (["--import-from=atheme", sample], "line 1: this is no services.db of Atheme"),
            (["--import-from=anope", sample], "line 1: this is no database of Anope"),
            (["--import-from=ergo", os.path.join(SAMPLES, "anope.db")], "byte 0: this is no command"),
            (["--dry-run", "6667"], "--dry-run goes with --import-from")):
        status, text = run(program, folder, *args)
        check("%s: %s" % (args, text), status == 1 and said in text and text.count("\n") == 1)
    check("nothing was made", not os.path.exists(folder))


def main():
    program = sys.argv[1]
    base = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
    horse = "correct horse"
    for source, name, passwords in (
            ("ergo", "ergo.db", [("alice", horse, "903"), ("ALICE", "wrong", "904"), ("carol", horse, "903"),
                                 ("dave", horse, "904"), ("bob", "correct horse 8", "904")]),
            ("atheme", "atheme.db", [("Alice", horse, "903"), ("scram", horse, "903"),
                                     ("base64", horse, "903"), ("ircservices", horse, "904")]),
            ("anope", "anope.db", [("Alice", horse, "903"), ("Bob", horse, "903"),
                                   ("plain", horse, "903"), ("oldmd5", horse, "904")]),
            ("anope", "anope.json", [("hmac512", horse, "903"), ("sha256", "wrong", "904")])):
        folder = os.path.join(base, name)
        take(program, folder, source, name)
        log_in(program, folder, passwords)
    mistakes(program, base)


main()
