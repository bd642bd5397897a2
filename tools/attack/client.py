"""A client that speaks raw IRC, for the attackers and for the client that watches them."""

import contextlib
import select
import socket
import time


class Client:
    """One connection from `address`, an address of 127.0.0.0/8."""

    def __init__(self, port, address, nick=None, lines=(), receive_buffer_bytes=None):
        self._socket = socket.socket()
        if receive_buffer_bytes is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        self._socket.bind((address, 0))
        self._socket.settimeout(30)
        self._socket.connect(("127.0.0.1", port))
        self._rest = b""
        self._unsent = b""
        self._answered = True
        self.nick = nick
        self.open = True
        if nick is not None:
            self.send(*lines, f"NICK {nick}", f"USER {nick} 0 * :{nick}")
            self.wait_for(" 001 ")

    def send(self, *lines):
        """Sends the lines and waits until the system has taken them."""
        self._socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def lines(self):
        """The lines that have arrived; waits for at least one read."""
        data = self._socket.recv(1 << 16)
        if not data:
            raise ConnectionError(f"{self.nick}: the server has closed the connection")
        *whole, self._rest = (self._rest + data).split(b"\r\n")
        return [line.decode(errors="replace") for line in whole]

    def wait_for(self, text, seconds=30):
        """Reads until a line contains `text`, and returns that line."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for line in self.lines():
                if line.startswith("PING "):
                    self.send("PONG " + line[5:])
                if text in line:
                    return line
        raise TimeoutError(f"{self.nick}: nothing with {text!r} has come")

    def settle(self, seconds=60):
        """Waits until the server has answered everything that was sent before."""
        self.send("PING settled")
        self.wait_for("settled", seconds)

    def flood(self, data):
        """Sends `data` when the server has answered all that was sent before: who sends more than
        the receive queue holds is closed."""
        self._socket.setblocking(False)
        try:
            if self._answered:
                self._unsent, self._answered = data + b"PING :flooded\r\n", False
            while self._unsent:
                self._unsent = self._unsent[self._socket.send(self._unsent):]
        except BlockingIOError:
            pass
        except OSError:
            self.open = False

    def drop_input(self):
        self._socket.setblocking(False)
        try:
            while data := self._socket.recv(1 << 18):
                self._answered |= b"flooded" in data
            self.open = False
        except BlockingIOError:
            pass
        except OSError:
            self.open = False

    def fileno(self):
        return self._socket.fileno()

    def close(self):
        with contextlib.suppress(OSError):
            self._socket.close()


def flood(clients, lines_of, until):
    """All clients send `lines_of(index)` over and over until the time `until`."""
    data = [("\r\n".join(lines_of(i)) + "\r\n").encode() for i in range(len(clients))]
    poller = select.poll()
    by_fd = {client.fileno(): client for client in clients}
    for fd in by_fd:
        poller.register(fd, select.POLLIN)
    while time.monotonic() < until:
        for fd, _ in poller.poll(20):
            by_fd[fd].drop_input()
            if not by_fd[fd].open:
                poller.unregister(fd)
        for client, lines in zip(clients, data):
            if client.open:
                client.flood(lines)
