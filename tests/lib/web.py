"""Servers on loopback for the tests of the network: nginx for what is ordinary (pages, TLS, compression, conditional
requests), a small one for what is strange. Certificates come from an authority made for the run."""
import gzip, http.server, os, shutil, socket, ssl, subprocess, threading, time

WORDS = ('The ferry was built in the spring and crossed the sound for eleven years before the bridge took its place. '
         'On market days it carried geese, on Sundays the choir, and once a piano that the schoolmaster had bought. ')
PAGE = f'<!doctype html><html><head><title>The ferry</title></head><body><p>{WORDS * 3}</p></body></html>'
LOGIN = '<html><body><form><p>Please sign in.</p><input name="u"><input type="password" name="p"></form></body></html>'
WALL = '<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={};</script></body></html>'


def free_port(address='127.0.0.1'):
    with socket.socket() as s:
        s.bind((address, 0))
        return s.getsockname()[1]


def authority(folder):
    """ca.pem, and good.pem (127.0.0.1, localhost), other.pem (another host), old.pem (expired), own.pem (of nobody)"""
    def openssl(*args):
        subprocess.run(['openssl', *args], cwd=folder, check=True, capture_output=True)
    new = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    openssl('req', '-x509', *new, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Test authority')
    for name, alt, days in (('good', 'IP:127.0.0.1,DNS:localhost', 30), ('other', 'DNS:elsewhere.example', 30), ('old', 'IP:127.0.0.1', -1)):
        openssl('req', *new, '-keyout', name + '.key', '-out', name + '.csr', '-subj', '/CN=' + name)
        with open(os.path.join(folder, name + '.ext'), 'w') as f:
            f.write('subjectAltName=' + alt + '\n')
        openssl('x509', '-req', '-in', name + '.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', name + '.crt',
                '-days', str(days), '-extfile', name + '.ext')
    openssl('req', '-x509', *new, '-keyout', 'own.key', '-out', 'own.crt', '-days', '30', '-subj', '/CN=own', '-addext', 'subjectAltName=IP:127.0.0.1')


class Strange(http.server.BaseHTTPRequestHandler):
    """Answers as nobody should; `self.server.state` counts visits."""
    protocol_version = 'HTTP/1.0'

    def log_message(self, *_):
        pass

    def send(self, body, status=200, kind='text/html', **headers):
        body = body.encode() if isinstance(body, str) else body
        self.send_response_only(status)
        headers = {'Content-Type': kind, 'Content-Length': str(len(body)), **{k.replace('_', '-'): v for k, v in headers.items()}}
        for k, v in headers.items():
            if v is not None:
                self.send_header(k, v)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path.split('?')[0]
        visits = self.server.visits
        with self.server.lock:
            visits[path] = visits.get(path, 0) + 1
            n = visits[path]
            self.server.heads.append((path, dict(self.headers)))
        try:
            self.answer(path, n)
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            pass

    def answer(self, path, n):
        name = path.strip('/').split('/')[0]
        if name in self.server.pages:
            body, headers = self.server.pages[name]
            if headers.get('ETag') and self.headers.get('If-None-Match') == headers['ETag']:
                return self.send(b'', 304, ETag=headers['ETag'], Content_Length=None)
            if self.server.trap and self.server.trap(self, body, headers):
                return None
            return self.send(body, **headers)
        getattr(self, 'on_' + name, lambda n: self.send('no', 404))(n)

    def on_slow(self, n):
        self.send_response_only(200)
        self.end_headers()
        for _ in range(6000):
            self.wfile.write(b'x')
            self.wfile.flush()
            time.sleep(0.1)

    def on_silent(self, n):
        time.sleep(600)

    def on_held(self, n):  # until the test lets it go
        self.server.release.wait(600)
        self.send(PAGE)

    def on_truncated(self, n):
        self.send(PAGE, Content_Length=str(len(PAGE) + 1000))

    def on_longer(self, n):  # than it says: the rest belongs to nothing
        self.send(PAGE + 'surplus', Content_Length=str(len(PAGE)))

    def on_bomb(self, n):
        self.send(self.server.bomb, Content_Encoding='gzip')

    def on_broken_gzip(self, n):
        packed = bytearray(gzip.compress(PAGE.encode()))
        packed[-6] ^= 255  # of its check sum
        self.send(bytes(packed), Content_Encoding='gzip')

    def on_endless(self, n):
        self.send_response_only(200)
        self.send_header('Content-Type', 'text/html')
        self.end_headers()
        while True:
            self.wfile.write(b'x' * 65536)

    def on_head(self, n):
        self.wfile.write(b'HTTP/1.0 200 OK\r\n')
        while True:
            self.wfile.write(b'X-Pad: ' + b'y' * 60 + b'\r\n')

    def to(self, where, status=302):
        self.send(b'', status, Location=where)

    def on_loop(self, n):
        self.to('/loop2')

    def on_loop2(self, n):
        self.to('/loop')

    def on_moved(self, n):
        self.to('/page', 301)

    def on_to_ftp(self, n):
        self.to('ftp://127.0.0.1/x')

    def on_to_file(self, n):
        self.to('file:///etc/passwd')

    def on_to_user(self, n):
        self.to('http://user:secret@127.0.0.1/')

    def on_inward(self, n):
        self.to(self.server.inward)

    def on_gone(self, n):
        self.send('gone', 410)

    def on_busy(self, n):
        self.send('wait', 429, Retry_After='1') if n == 1 else self.send(PAGE)

    def on_later(self, n):
        self.send('wait', 429, Retry_After='3600')

    def on_closed(self, n):
        self.send('closed', 503) if n == 1 else self.send(PAGE)

    def on_failing(self, n):
        self.send('oops', 500)

    def on_login(self, n):
        self.send(LOGIN)

    def on_secret(self, n):
        self.send('who?', 401, WWW_Authenticate='Basic realm="x"')

    def on_wall(self, n):
        self.send(WALL, 403, Server='cloudflare', cf_mitigated='challenge')

    def on_wall200(self, n):
        self.send(WALL)

    def on_image(self, n):
        self.send(b'\x89PNG\r\n\x1a\n', kind='image/png')

    def on_empty(self, n):
        self.send(b'')

    def on_noise(self, n):
        self.wfile.write(b'\x00\x01\x02 nothing like HTTP\r\n\r\n')

    def on_cookie(self, n):
        self.send(PAGE, Set_Cookie='visited=yes')


class Server(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size, block_on_close = True, 256, False

    def __init__(self, address='127.0.0.1', port=0, certificate=None, bomb=None):
        super().__init__((address, port), Strange)
        self.visits, self.heads, self.pages, self.lock, self.release = {}, [], {}, threading.Lock(), threading.Event()
        self.bomb, self.inward, self.trap = bomb, '', None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate + '.crt', certificate + '.key')
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.base = f'http{"s" * bool(certificate)}://{address}:{self.server_address[1]}'
        threading.Thread(target=self.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()

    def handle_error(self, *_):
        pass


class Nginx:
    """Serves folder/www, plain and with TLS; None of it where there is no nginx."""
    def __init__(self, folder, extra=''):
        self.program = shutil.which('nginx') or shutil.which('nginx', path='/usr/sbin:/sbin')
        if not self.program:
            raise FileNotFoundError('nginx')
        self.folder, self.port, self.tls = folder, free_port(), free_port()
        with open(os.path.join(folder, 'nginx.conf'), 'w') as f:
            f.write(f'''daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
                events {{ worker_connections 512; }}
                http {{ access_log off; types {{ text/html html; text/plain txt; }} default_type application/octet-stream; charset utf-8;
                    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
                    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
                    gzip on; gzip_min_length 1; gzip_types text/plain;
                    server {{ listen 127.0.0.1:{self.port}; root {folder}/www; {extra} }}
                    server {{ listen 127.0.0.1:{self.tls} ssl http2; ssl_certificate {folder}/good.crt; ssl_certificate_key {folder}/good.key;
                        root {folder}/www; }} }}''')
        self.process = subprocess.Popen([self.program, '-p', folder, '-c', 'nginx.conf', '-e', os.path.join(folder, 'error.log')],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while self.process.poll() is None:
            with socket.socket() as s:
                if s.connect_ex(('127.0.0.1', self.tls)) == 0:
                    return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(open(os.path.join(folder, 'error.log')).read())

    def stop(self):
        self.process.terminate()
        self.process.wait()
