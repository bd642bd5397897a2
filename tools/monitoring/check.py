"""Compares the dashboard and the alert rules with the metrics of a real server, and has promtool
check the rules where it is installed.

Usage: check.py IRCSERV FOLDER

FOLDER has dashboard.json, alerts.yml and alerts_test.yml. $PROMTOOL names promtool where it is not
in $PATH.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request

# What Prometheus itself knows of each target.
OF_PROMETHEUS = {"up", "ALERTS"}


def names_in(expression):
    """The metrics that an expression of PromQL names."""
    without_texts = re.sub(r'"(\\.|[^"\\])*"', '""', expression)
    return set(re.findall(r"\b(?:ircserv_|process_)\w+|\bup\b", without_texts))


def dashboard_expressions(path):
    with open(path, encoding="utf-8") as file:
        dashboard = json.load(file)
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def alert_expressions(path):
    """Without a parser of YAML: what stands behind each 'expr:' up to the next key."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for alert, expression in re.findall(
            r"- alert: (\w+)\n\s+expr:((?:.|\n)*?)\n\s+(?:for|labels):", text):
        yield alert, expression


class Server:
    """A server with TLS, in whose metrics everything has happened once that makes a metric."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR"))
        self.port, self.metrics_port = self.free_ports(2)
        self.process = subprocess.Popen(
            [program, "--bind=127.0.0.1:%d,127.0.0.1:0 tls" % self.port, "--tls-self-signed",
             "--data=" + self.folder.name, "--metrics=127.0.0.1:%d" % self.metrics_port,
             "--log-file=" + os.path.join(self.folder.name, "log")],
            stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as client:
            client.sendall(b"NICK a\r\nUSER a 0 * :a\r\nPING :done\r\n")
            seen = b""
            while b"PONG" not in seen:
                seen += client.recv(65536)

    @staticmethod
    def free_ports(count):
        probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
        ports = [probe.getsockname()[1] for probe in probes]
        for probe in probes:
            probe.close()
        return ports

    def names(self):
        url = "http://127.0.0.1:%d/metrics" % self.metrics_port
        with urllib.request.urlopen(url, timeout=30) as page:
            text = page.read().decode()
        return {line.split("{")[0].split(" ")[0] for line in text.splitlines()
                if line and not line.startswith("#")}

    def end(self):
        self.process.terminate()
        self.process.communicate()
        self.folder.cleanup()


def check_names(program, folder):
    server = Server(program)
    try:
        known = server.names() | OF_PROMETHEUS
    finally:
        server.end()
    wrong = []
    places = [*dashboard_expressions(os.path.join(folder, "dashboard.json")),
              *alert_expressions(os.path.join(folder, "alerts.yml"))]
    for place, expression in places:
        named = names_in(expression)
        if not named:
            wrong.append("%s names no metric: %s" % (place, expression))
        for name in sorted(named - known):
            wrong.append("%s: the server has no metric %s" % (place, name))
    print("%d expressions, %d metrics" % (len(places), len(known)))
    return wrong


def check_rules(folder):
    promtool = os.environ.get("PROMTOOL") or shutil.which("promtool")
    if not promtool:
        print("SKIPPED: promtool is not installed, so nothing has checked the rules")
        return []
    wrong = []
    for arguments in (["check", "rules", "alerts.yml"], ["test", "rules", "alerts_test.yml"]):
        done = subprocess.run([promtool, *arguments], cwd=folder, capture_output=True, text=True)
        print(done.stdout)
        if done.returncode != 0:
            wrong.append("promtool %s: %s" % (" ".join(arguments), done.stdout + done.stderr))
    return wrong


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    wrong = check_names(program, folder) + check_rules(folder)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
