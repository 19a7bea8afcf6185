"""Checksums of what the machines of a cluster would download: kops asks for them, and nobody ever downloads it here.

Called with a port of 127.0.0.1.
"""

import hashlib
import http.server
import sys

EMPTY = hashlib.sha256(b"").hexdigest()


class Checksums(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if not self.path.endswith(".sha256"):
            self.send_error(404)
            return
        body = f"{EMPTY}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Checksums).serve_forever()
