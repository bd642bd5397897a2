"""Certificates of the real program that are renewed while it runs.

Usage: renewal_test.py IRCSERV
"""

import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from accounts_test import Client, Server, check  # pylint: disable=wrong-import-position


def make_pair(program, folder, name):
    """Makes NAME.crt and NAME.key in the folder."""
    path = os.path.join(folder, name + ".crt")
    subprocess.run([program, "--data=:memory:", "--make-certificate=" + path], check=True,
                   stdout=subprocess.DEVNULL)
    return path, os.path.join(folder, name + ".key")


class TlsClient(Client):
    def __init__(self, server):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self.socket = context.wrap_socket(socket.create_connection(("127.0.0.1", server.port)))
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\r\n")

    def certificate(self):
        return ssl.DER_cert_to_PEM_cert(self.socket.getpeercert(True))


def shown(server):
    client = TlsClient(server)
    certificate = client.certificate()
    client.close()
    return certificate


def text_of(path):
    with open(path, encoding="ascii") as file:
        return file.read()


def becomes(server, certificate):
    """Whether new connections get this certificate, within 20 seconds."""
    for _ in range(200):
        if shown(server) == certificate:
            return True
        time.sleep(0.1)
    return False


def replace_links(pairs):
    """As certbot does: each link is removed and made anew."""
    for link, target in pairs:
        if os.path.lexists(link):
            os.unlink(link)
        os.symlink(target, link)


def write(path, text):
    """As lego does: into the file that is there."""
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def wait_for_log(path, pattern, seconds=20):
    for _ in range(seconds * 10):
        if re.search(pattern, text_of(path)):
            return True
        time.sleep(0.1)
    return False


def start(program, base, certificate, key, poller):
    log = os.path.join(base, "log")
    if os.path.exists(log):
        os.unlink(log)
    server = Server(program, ":memory:", "--bind=127.0.0.1 tls", "--poller=" + poller,
                    "--oper=root:secret", "--log-file=" + log,
                    "--set=tls.certificates=%s,tls.keys=%s" % (certificate, key))
    return server, log


def certbot(program, base, poller):
    for folder in ("archive", "live"):
        os.makedirs(os.path.join(base, folder), exist_ok=True)
    pairs = [make_pair(program, os.path.join(base, "archive"), "irc%d" % i) for i in range(3)]
    live = (os.path.join(base, "live", "fullchain.pem"), os.path.join(base, "live", "privkey.pem"))

    def link(pair):
        replace_links((path, os.path.join("..", "archive", os.path.basename(target)))
                      for path, target in zip(live, pair))

    link(pairs[0])
    server, log = start(program, base, *live, poller)
    check("the first certificate", shown(server) == text_of(pairs[0][0]))
    old = TlsClient(server)
    old.register("old")
    link(pairs[1])
    check("the second one: " + text_of(log), becomes(server, text_of(pairs[1][0])))
    old.say("PING :still")
    old.until(r"PONG .*still")
    check("the old connection keeps its own", old.certificate() == text_of(pairs[0][0]))

    # The key of one pair and the certificate of another: the old pair stays, and operators hear it.
    old.say("OPER root secret", "MODE old +s +d")
    old.until(r" 008 ")
    link((pairs[2][0], pairs[1][1]))
    told = old.until(r"NOTICE \S+ :.*refused.*").group(0)
    check(told, "does not belong to the certificate" in told)
    check("the log", wait_for_log(log, r" warning a new certificate is refused reason="))
    check("the second one stays", shown(server) == text_of(pairs[1][0]))
    link(pairs[2])
    check("the third one: " + text_of(log), becomes(server, text_of(pairs[2][0])))
    server.end()


def lego(program, base, poller):
    pairs = [make_pair(program, base, "lego%d" % i) for i in range(3)]
    live = (os.path.join(base, "_.crt"), os.path.join(base, "_.key"))
    for path, source in zip(live, pairs[0]):
        write(path, text_of(source))
    server, log = start(program, base, *live, poller)
    check("the first certificate", shown(server) == text_of(pairs[0][0]))
    for path, source in zip(live, pairs[1]):
        write(path, text_of(source))
    check("the second one: " + text_of(log), becomes(server, text_of(pairs[1][0])))
    # By a rename, with a pause between the two.
    for path, source in zip(live, pairs[2]):
        write(path + ".new", text_of(source))
        os.rename(path + ".new", path)
        time.sleep(0.3)
    check("the third one: " + text_of(log), becomes(server, text_of(pairs[2][0])))
    check("no complaint: " + text_of(log), "refused" not in text_of(log))
    server.end()


def main():
    program = os.path.abspath(sys.argv[1])
    base = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
    for poller in ("epoll", "select"):
        for way in (certbot, lego):
            folder = os.path.join(base, way.__name__ + "-" + poller)
            os.makedirs(folder)
            way(program, folder, poller)
    print("passed")


if __name__ == "__main__":
    main()
