"""How the real program says that it is well: /healthz, /readyz, /status, --status.

Usage: status_test.py IRCSERV
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from accounts_test import Client, Server, check  # pylint: disable=wrong-import-position


def get(port, path):
    try:
        with urllib.request.urlopen("http://127.0.0.1:%d%s" % (port, path), timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def ask(program, *flags):
    done = subprocess.run([program, "--status", *flags], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    program = os.path.abspath(sys.argv[1])
    base = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
    # A path that is longer than the address of a socket may be.
    folder = os.path.join(base, "data-" + "x" * 120)
    port = free_port()

    code, _, error = ask(program, "--data=" + folder)
    check("nobody is there: " + error, code == 2 and "no server answers" in error)

    server = Server(program, folder, "--metrics=127.0.0.1:%d" % port, "--oper=root:secret")
    alice = Client(server)
    alice.register("alice")
    check("/healthz", get(port, "/healthz") == (200, "ok\n"))
    check("/readyz", get(port, "/readyz") == (200, "ready\n"))
    check("/metrics", re.search(r'\nircserv_build_info\{version="ircserv-', get(port, "/metrics")[1]))

    # Through the socket in the data folder, which is for its user alone.
    check("the socket", os.stat(os.path.join(folder, "status.sock")).st_mode & 0o777 == 0o600)
    code, screen, error = ask(program, "--data=" + folder)
    check("the screen: %s%s" % (screen, error), code == 0 and "\nusers         1, " in screen)
    alice.say("OPER root wrong")
    alice.until(r" 464 ")
    code, text, _ = ask(program, "--data=" + folder, "--json")
    status = json.loads(text)
    check("JSON: " + text, code == 0 and status["ready"] and status["connections"]["plain"] == 1)
    check("the log: " + text, any("login failed" in line for line in status["log"]))
    check("a login that failed is no trouble of the server: " + text, status["attention"] == [])

    # For health checks, which want no screen.
    check("alive", ask(program, "--data=" + folder, "--alive") == (0, "", ""))

    # Through the metrics, where anybody may ask, without the log.
    code, text, error = ask(program, "--metrics=127.0.0.1:%d" % port, "--json")
    check("over TCP: %s%s" % (text, error), code == 0 and "log" not in json.loads(text))
    code, screen, _ = ask(program, "--metrics=127.0.0.1:%d" % port)
    check("over TCP: " + screen, code == 0 and "warnings      (shown to" in screen)

    # A loop that stands still: the process is stopped, and the kernel takes the connection.
    server.process.send_signal(signal.SIGSTOP)
    started = time.monotonic()
    code, _, error = ask(program, "--data=" + folder)
    alive = ask(program, "--data=" + folder, "--alive")
    server.process.send_signal(signal.SIGCONT)
    check("a stopped server is not alive: %s" % (alive,),
          alive[:2] == (2, "") and "does not answer" in alive[2])
    check("a stopped server: " + error, code == 2 and "does not answer" in error)
    check("the patience", time.monotonic() - started < 30)

    # What deserves attention: a file that is none in the place of a certificate.
    server.end()
    check("the socket is gone", not os.path.exists(os.path.join(folder, "status.sock")))
    certificate = os.path.join(base, "irc.crt")
    subprocess.run([program, "--data=:memory:", "--make-certificate=" + certificate], check=True,
                   stdout=subprocess.DEVNULL)
    server = Server(program, folder, "--bind=127.0.0.1 tls", "--metrics=127.0.0.1:%d" % port,
                    "--set=tls.certificates=%s,tls.keys=%s" % (certificate, certificate[:-3] + "key"))
    code, screen, _ = ask(program, "--data=" + folder)
    check("certificates: " + screen, re.search(r"\ncertificates  \S+/irc\.crt: 799 days, until ", screen))
    found = re.search(r'\nircserv_certificate_days\{file="[^"]+/irc\.crt"\} (\S+)\n', get(port, "/metrics")[1])
    check("the metric", found and 798 < float(found.group(1)) < 801)
    os.unlink(certificate)
    for _ in range(200):
        code, screen, _ = ask(program, "--data=" + folder)
        if code == 1:
            break
        time.sleep(0.1)
    check("attention: " + screen, code == 1 and "\nattention     1 new certificates are refused" in screen)
    check("/readyz is not about that", get(port, "/readyz")[0] == 200)
    check("the metric", "\nircserv_certificates_refused 1\n" in get(port, "/metrics")[1])
    check("the end", server.end() == 0)
    print("passed")


if __name__ == "__main__":
    main()
