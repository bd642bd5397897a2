"""A DNS server without names, for IRC servers whose look-up of host names cannot be turned off.

It answers on 127.0.0.1 port 53. The IRC server gets its own mount namespace, in which
/etc/resolv.conf names this DNS server; the rest of the machine is not affected.
"""

import contextlib
import socket
import threading

HEADER_BYTES = 12
# The flags: a response, recursion available, NXDOMAIN.
NO_SUCH_NAME = b"\x81\x83"


def answer(question):
    counts = question[4:6] + bytes(6)
    return question[:2] + NO_SUCH_NAME + counts + question[HEADER_BYTES:]


@contextlib.contextmanager
def serving():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 53))
        server.settimeout(0.2)
        over = threading.Event()

        def serve():
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    question, asker = server.recvfrom(512)
                    if len(question) > HEADER_BYTES:
                        server.sendto(answer(question), asker)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def asked_by(command, folder):
    """Returns the command line that runs the command with this DNS server."""
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n")
    return ["unshare", "--mount", "sh", "-c",
            'mount --bind "$0" /etc/resolv.conf && exec "$@"', folder / "resolv.conf", *command]
