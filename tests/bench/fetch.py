#!/usr/bin/env python3
"""500 sources from 50 hosts on loopback, each answer after 100 ms, against `curl --parallel` of the same list."""
import asyncio, os, shutil, sys, threading
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from row import Row, done, ms, skip

LATENCY, HOSTS, EACH = 0.1, 50, 10
NAME = '500 sources from 50 hosts on loopback with 100 ms latency'
BODY = ('<html><head><title>T</title></head><body><p>' + 'The ferry crossed the sound for eleven years. ' * 600 + '</p></body></html>').encode()
HEAD = f'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(BODY)}\r\n\r\n'.encode()


async def answer(reader, writer):
    try:
        while await reader.readuntil(b'\r\n\r\n'):
            await asyncio.sleep(LATENCY)
            writer.write(HEAD + BODY)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def serve(ready, ports):
    async def main():
        port = 0
        for i in range(HOSTS):
            server = await asyncio.start_server(answer, f'127.0.1.{i + 1}', port, backlog=256)
            port = server.sockets[0].getsockname()[1]
        ports.append(port)
        ready.set()
        await asyncio.Event().wait()
    asyncio.run(main())


row = Row(__doc__)
if not shutil.which('curl'):
    skip(NAME, 'curl is not installed')
ready, ports = threading.Event(), []
threading.Thread(target=serve, args=(ready, ports), daemon=True).start()
ready.wait()
urls = [(f's{h}-{n}', f'http://127.0.1.{h + 1}:{ports[0]}/{n}.html') for n in range(EACH) for h in range(HOSTS)]
where, peer = row.path('fetch'), row.path('fetch-curl')


def before(_):
    for folder in (where, peer):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    with open(where + '/sources.yaml', 'w') as f:
        f.write('references:\n' + ''.join(f'  - id: {i}\n    URL: {u}\n' for i, u in urls))
    with open(peer + '/list', 'w') as f:
        f.write(''.join(f'url = "{u}"\noutput = "{i}.html"\n' for i, u in urls))


got = row.in_turn({'ours': ([row.citecheck, 'fetch', '--allow-private'], where),
                   'curl': (['curl', '--silent', '--parallel', '--config', 'list'], peer)}, before=before)
with open(where + '/sources.yaml') as f:
    text = f.read()
ours, theirs = got['ours']['wall'], got['curl']['wall']
done(NAME, f'{ms(ours)}, files and records on the disk, {got["ours"]["memory"] / 1e6:.0f} MB; `curl --parallel` {ms(theirs)}, '
     f'{got["curl"]["memory"] / 1e6:.0f} MB: {ours / theirs:.2f} times', '1.2 times', ours <= 1.2 * theirs)
