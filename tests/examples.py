#!/usr/bin/env python3
"""The examples in the rules' own structs: in `bad` the rule reports, in `good` it does not, nor does any other rule of
level error. Rules about pages get them from a server: what stands at http://localhost/ is the example's folder www/."""
import http.server, json, os, sys, threading
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap, folder, run, unfold

exe, tap = os.path.abspath(sys.argv[1]), Tap()


class Pages(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith('/moved/'):
            self.send_response(301)
            self.send_header('Location', self.path[len('/moved'):])
            self.send_header('Content-Length', '0')
            self.end_headers()
        else:
            super().do_GET()

    def translate_path(self, path):
        return os.path.join(self.server.folder, 'www', os.path.basename(path))

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Pages)
threading.Thread(target=server.serve_forever, daemon=True).start()
rules = json.loads(run(exe, ['rules', '--format', 'json'], '.').stdout)
for rule in rules:
    name = rule['name']
    for kind in ('bad', 'good'):
        with folder() as d:
            online = name.startswith('link-')
            server.folder = d
            unfold(rule[kind].replace('http://localhost/', f'http://127.0.0.1:{server.server_address[1]}/'), d)
            net = ['--online', '--allow-private', '--no-cache'] if online else []
            r = run(exe, ['--format', 'json', '--only', name, '--now', '2026-11-22', *net], d)
            try:
                hits = [f for f in json.loads(r.stdout)['findings'] if f['rule'] == name]
            except ValueError:
                tap.ok(False, f'{name}: {kind}', r.stdout + r.stderr)
                continue
            tap.ok(bool(hits) == (kind == 'bad'), f'{name}: {kind} example', r.stdout.decode()[:1500])
            if kind == 'good':
                r = run(exe, ['--format', 'json', '--now', '2026-11-22', *net], d)
                tap.ok(r.returncode == 0, f'{name}: the good example is clean', r.stdout.decode()[:1500])
tap.done()
