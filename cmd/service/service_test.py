"""The unit: how systemd judges it, and the server as its lines start, reload and stop it.

Usage: service_test.py IRCSERV UNIT CONFIGURATION
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

# systemd-analyze security: 0 is the best, 10 the worst.
EXPOSURE_MAX = 2.0


def check(what, right):
    if not right:
        raise AssertionError(what)


def values(text, key):
    return re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)


def judge(unit):
    """What systemd says about the files, where it is there and new enough to read files."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        print("systemd-analyze is not there: nothing is judged")
        return
    version = int(re.search(r"systemd (\d+)", subprocess.run(
        [analyze, "--version"], capture_output=True, text=True, check=True).stdout).group(1))
    if version < 250:
        print(f"systemd {version} does not judge files")
        return
    said = subprocess.run([analyze, "security", "--offline=true", unit],
                          capture_output=True, text=True, check=False).stdout
    found = re.search(r"exposure level for .*: ([\d.]+)", said)
    check(f"no verdict in {said!r}", found)
    check(f"exposure {found.group(1)}: {said}", float(found.group(1)) <= EXPOSURE_MAX)
    folder = os.path.dirname(unit)
    units = [os.path.join(folder, name)
             for name in ("ircserv.service", "ircserv.socket", "ircserv-tls.socket")]
    said = subprocess.run([analyze, "verify", "--man=no", *units],
                          capture_output=True, text=True, check=False).stderr
    mistakes = [line for line in said.splitlines()
                if "ircserv" in line and "is not executable: No such file" not in line]
    check("\n".join(mistakes), not mistakes)


class Manager:
    """The part of systemd that a service of the type "notify" hears and speaks to."""

    def __init__(self, program, unit, config, folder):
        self.ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ear.settimeout(60)
        path = os.path.join(folder, "notify")
        self.ear.bind(path)
        self.unit = unit
        command = values(unit, "ExecStart")[0].split()
        check("the program of the unit", command[0] == "/usr/bin/ircserv")
        command = [program] + [word.replace("/etc/ircserv/ircserv.toml", config)
                               for word in command[1:]]
        state = os.path.join(folder, "state")
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={"NOTIFY_SOCKET": path, "STATE_DIRECTORY": state, "PATH": os.environ["PATH"],
                 "WATCHDOG_USEC": values(unit, "WatchdogSec")[0] + "000000"})

    def hear(self, word):
        """Waits for a message with this word."""
        while True:
            try:
                message = self.ear.recv(4096).decode()
            except TimeoutError as error:
                self.process.kill()
                raise AssertionError(f"no {word}: {self.process.communicate()}") from error
            if word in message.split("\n"):
                return message

    def reload(self):
        check("the unit reloads by a signal",
              values(self.unit, "ExecReload") == ["/bin/sh -c 'kill -HUP $MAINPID'"])
        self.process.send_signal(signal.SIGHUP)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate()
        return self.process.returncode


def main():
    program, unit, config = sys.argv[1:]
    judge(os.path.realpath(unit))
    with open(unit, encoding="utf-8") as file:
        unit_text = file.read()
    check("the type", values(unit_text, "Type") == ["notify"])

    folder = tempfile.mkdtemp(dir="/tmp")  # paths of sockets are short
    try:
        # The configuration of the package, on free ports.
        with open(config, encoding="utf-8") as file:
            text = file.read()
        addresses = '["*:6697 tls", "127.0.0.1:6667"]'
        check("the addresses of the package", addresses in text)
        text = text.replace(addresses, '["127.0.0.1:0 tls", "127.0.0.1:0"]')
        copy = os.path.join(folder, "ircserv.toml")
        with open(copy, "w", encoding="utf-8") as file:
            file.write(text)
        manager = Manager(os.path.abspath(program), unit_text, copy, folder)
        manager.hear("READY=1")
        manager.reload()
        manager.hear("RELOADING=1")
        manager.hear("READY=1")
        # A configuration with a mistake changes nothing, and the server goes on.
        with open(copy, "w", encoding="utf-8") as file:
            file.write("[server]\nnmae = 1\n")
        manager.reload()
        manager.hear("RELOADING=1")
        manager.hear("READY=1")
        check("the end", manager.end() == 0)
        manager.hear("STOPPING=1")
    finally:
        shutil.rmtree(folder)


main()
