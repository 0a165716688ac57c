"""A virus scanner that speaks clamd's protocol on a real socket, and knows one word of evil."""

import socketserver
import struct
import threading


EVIL = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class _Talk(socketserver.BaseRequestHandler):
    def handle(self):
        command = self._until_zero()
        if command == b"zPING":
            self.request.sendall(b"PONG\0")
        elif command == b"zINSTREAM":
            found = EVIL in self._stream()
            answer = b"stream: Eicar-Test-Signature FOUND" if found else b"stream: OK"
            self.request.sendall(self.server.answer or answer + b"\0")

    def _until_zero(self):
        heard = b""
        while not heard.endswith(b"\0"):
            if not (one := self.request.recv(1)):
                break
            heard += one
        return heard.rstrip(b"\0")

    def _stream(self):
        content = b""
        while size := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(size)
        return content

    def _exactly(self, size):
        heard = b""
        while len(heard) < size:
            heard += self.request.recv(size - len(heard))
        return heard


class _Running:
    """Serves in a thread of its own while the block lasts."""

    daemon_threads = True

    def __init__(self, place, answer=b""):
        super().__init__(place, _Talk)
        self.answer = answer
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self._thread.join()
        self.server_close()


class Clamd(_Running, socketserver.ThreadingTCPServer):
    """`with Clamd() as scanner: settings.CLAMD_URL = scanner.url`."""

    allow_reuse_address = True

    def __init__(self, answer=b""):
        super().__init__(("127.0.0.1", 0), answer)
        self.url = f"tcp://127.0.0.1:{self.server_address[1]}"


class ClamdFile(_Running, socketserver.ThreadingUnixStreamServer):
    """The same behind a socket file."""

    def __init__(self, path):
        super().__init__(str(path))
        self.url = f"unix://{path}"
