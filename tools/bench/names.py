"""A name server that knows nobody, for servers that ask for everybody's name and can not be told not to.

It answers on 127.0.0.1 port 53; a server is started in a file system of its own in which
/etc/resolv.conf names it, so that nothing else on the machine asks here.
"""

import contextlib
import socket
import threading

HEADER_BYTES = 12
# It is an answer, to what was asked, with no records; and the name does not exist.
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
    """The command, such that it asks here."""
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n")
    return ["unshare", "--mount", "sh", "-c",
            'mount --bind "$0" /etc/resolv.conf && exec "$@"', folder / "resolv.conf", *command]
