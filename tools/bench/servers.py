"""Starts the servers of the benchmark, one at a time, each with its own folder."""

import collections
import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import time

import names
import turns

HERE = pathlib.Path(__file__).resolve().parent
# Readable for every user: one of the peers refuses to run as root.
PACKAGES = pathlib.Path("/var/cache/ircserv-bench")

# The peers, with the packages of each. The packages conflict with each other, so they are unpacked
# instead of installed; the libraries that they link are installed.
PEERS = {
    "inspircd": ["inspircd"],
    "ircd-hybrid": ["ircd-hybrid"],
    "ngircd": ["ngircd", "libident"],
}
LIBRARIES = ["libgnutls30", "libpam0g", "libltdl7", "libcrypt1", "zlib1g", "gnuplot-nox"]

OURS = ["ircserv", "baseline"]


class Programs(collections.namedtuple("Programs", "builds baseline load")):
    """The paths of the programs: `builds` of ircserv by name, one of which is "ircserv"."""


def install():
    """Unpacks the peers from Debian's archive into the cache; installs what they link."""
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *LIBRARIES], check=True)
    for peer, packages in PEERS.items():
        folder = PACKAGES / peer
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        subprocess.run(["apt-get", "download", *packages], check=True, cwd=folder)
        for package in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    # The folder of its modules is compiled into ircd-hybrid.
    modules = pathlib.Path("/usr/lib/ircd-hybrid")
    if not modules.exists():
        modules.symlink_to(PACKAGES / "ircd-hybrid/usr/lib/ircd-hybrid")


def available():
    return OURS + [peer for peer in PEERS if (PACKAGES / peer).is_dir()]


def can_do(name, scenario, programs):
    if "--tls" in scenario.flags:
        return name != "baseline"
    return name in programs.builds or not scenario.alone


def fill_in(template, folder, values):
    text = template.read_text()
    for key, value in values.items():
        text = text.replace(f"<{key}>", str(value))
    config = folder / template.name
    config.write_text(text)
    return config


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-days", "2", "-subj", "/CN=bench.local", "-keyout", folder / "bench.key", "-out",
         folder / "bench.pem"],
        check=True, capture_output=True,
    )
    return folder / "bench"


def command(name, programs, folder, port, tls_port, metrics):
    if name == "baseline":
        return [programs.baseline, str(port)]
    root = PACKAGES / name
    values = {"port": port, "tls_port": tls_port, "certificate": make_certificate(folder),
              "root": root, "folder": folder, "uid": 65534, "gid": 65534}
    if name in programs.builds:
        config = fill_in(HERE / "ircserv.toml", folder, values)
        if metrics:
            with open(config, "a") as more:
                more.write(f'\n[metrics]\nlisten = "127.0.0.1:{turns.metrics_port(port)}"\n')
        return [programs.builds[name], f"--config={config}"]
    (folder / "motd").write_text("Hello\n")
    config = fill_in(HERE / "peers" / f"{name}.conf", folder, values)
    if name == "inspircd":
        return [root / "usr/sbin/inspircd", "--nofork", "--runasroot", f"--config={config}"]
    if name == "ngircd":
        return [root / "usr/sbin/ngircd", "-n", "-f", config]
    # ircd-hybrid refuses to run as root; the arguments name all files that it writes.
    for path in [folder, *folder.iterdir()]:
        os.chown(path, 65534, 65534)
    folder.chmod(0o755)
    hybrid = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
              root / "usr/sbin/ircd-hybrid", "-foreground", "-configfile", config,
              "-pidfile", folder / "pid", "-logfile", folder / "log",
              "-klinefile", folder / "kline", "-dlinefile", folder / "dline",
              "-xlinefile", folder / "xline", "-resvfile", folder / "resv"]
    return names.asked_by(hybrid, folder)


def wait_for(port, process):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise RuntimeError("the server does not listen")


@contextlib.contextmanager
def running(name, programs, folder, port, core, metrics=False):
    """Starts the server, pinned to a core; yields its process id; ends it."""
    folder.mkdir(parents=True)
    environment = dict(os.environ)
    environment["LD_LIBRARY_PATH"] = str(PACKAGES / name / "usr/lib/x86_64-linux-gnu")
    environment["XDG_STATE_HOME"] = str(folder)  # ircserv keeps its data there
    with contextlib.ExitStack() as stack:
        output = stack.enter_context(open(folder / "output", "wb"))
        if name == "ircd-hybrid":
            stack.enter_context(names.serving())
        process = subprocess.Popen(
            ["taskset", "-c", str(core), *command(name, programs, folder, port, port + 1, metrics)],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment,
        )
        try:
            wait_for(port, process)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
