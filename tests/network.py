#!/usr/bin/env python3
"""citecheck fetch against servers on loopback: every kind of answer, what it does to corpus and bibliography, and that both
are whole whenever it is killed."""
import gzip, hashlib, json, os, random, re, shlex, shutil, signal, socket, subprocess, sys, threading, time
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, 'lib'))
from tap import Tap, folder, run
from web import PAGE, WORDS, Nginx, Server, authority

exe, tap, held = os.path.abspath(sys.argv[-1]), Tap(), []
DAY = '2026-11-22'
for name in ('CURL_CA_BUNDLE', 'SSL_CERT_FILE', 'SSL_CERT_DIR'):
    os.environ.pop(name, None)


def fetch(cwd, *args, private=True, **more):
    r = run(exe, ['fetch', '--now', DAY, *(['--allow-private'] if private else []), *args], cwd, **more)
    r.out, r.err = r.stdout.decode(), r.stderr.decode()
    return r


def write(path, text):
    with open(path, 'w', encoding='utf8', newline='') as f:
        f.write(text)


def read(path, mode='r'):
    with open(path, mode, **({} if 'b' in mode else {'encoding': 'utf8', 'newline': ''})) as f:
        return f.read()


def yaml(entries, head='# ours\n'):
    return head + 'references:\n' + ''.join(f'  - id: {i}  # {i}\n    URL: {u}\n' for i, u in entries)


def record(text, i):
    """the lines of one entry of YAML as a map"""
    part = re.search(rf'^  - id: {re.escape(i)}\b.*?(?=^  - id: |\Z)', text, re.S | re.M)
    return dict(re.findall(r'^ +(?:- )?([\w-]+): *(.*)$', part[0], re.M)) if part else {}


def usual_signals():
    """a shell starts what runs in the background with SIGINT ignored, nohup with SIGHUP"""
    for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(s, signal.SIG_DFL)


def nobody():
    """an address that is taken, and where nobody listens"""
    held.append(socket.socket())
    held[-1].bind(('127.0.0.1', 0))
    return f'http://127.0.0.1:{held[-1].getsockname()[1]}/'


def files(d):
    corpus = os.path.join(d, 'corpus')
    return sorted(os.listdir(corpus)) if os.path.isdir(corpus) else []


def sha(path):
    return hashlib.sha256(read(path, 'rb')).hexdigest()


# --- every kind of answer ---

def answers(web, tls, work):
    cases = [  # id, address, what standard error says of it, or None where it is fetched
        ('page', f'{web.base}/page', None), ('longer', f'{web.base}/longer', None), ('moved', f'{web.base}/moved', None),
        ('busy', f'{web.base}/busy', None), ('closed', f'{web.base}/closed', None), ('cookie', f'{web.base}/cookie', None),
        ('good-tls', f'{tls["good"].base}/page', None),
        ('missing', f'{web.base}/missing', 'not found (404)'), ('gone', f'{web.base}/gone', 'gone (410)'),
        ('later', f'{web.base}/later', 'too many requests'), ('failing', f'{web.base}/failing', 'error of the server (500)'),
        ('truncated', f'{web.base}/truncated', 'cut short'), ('bomb', f'{web.base}/bomb', 'more than 67108864 bytes'),
        ('endless', f'{web.base}/endless', 'more than 67108864 bytes'), ('head', f'{web.base}/head', 'head does not end'),
        ('broken-gzip', f'{web.base}/broken_gzip', "can't be decompressed"), ('loop', f'{web.base}/loop', 'more than 10 redirects'),
        ('to-ftp', f'{web.base}/to_ftp', "only http and https are fetched, not 'ftp'"),
        ('to-file', f'{web.base}/to_file', "only http and https are fetched, not 'file'"),
        ('to-user', f'{web.base}/to_user', 'a user or a password'), ('login', f'{web.base}/login', 'a log-in page'),
        ('secret', f'{web.base}/secret', 'asks for a log-in (401)'), ('wall', f'{web.base}/wall', 'keeps programs out'),
        ('wall200', f'{web.base}/wall200', 'keeps programs out'), ('image', f'{web.base}/image', 'does not read (image/png)'),
        ('empty', f'{web.base}/empty', 'an empty answer'), ('noise', f'{web.base}/noise', 'no HTTP'),
        ('nobody', nobody(), 'no connection'), ('no-host', f'http://{"n" * 64}.invalid/', 'no such host'),  # no server of names is asked for it
        ('user', f'http://me:secret@127.0.0.1:1/', 'a user or a password'), ('ftp', 'ftp://127.0.0.1/x', 'only http and https'),
        ('downgrade', f'{tls["good"].base}/inward', 'without encryption'),
        ('wrong-host', f'{tls["other"].base}/page', 'certificate'), ('expired', f'{tls["old"].base}/page', 'certificate'),
        ('unknown', f'{tls["own"].base}/page', 'certificate'), ('plain-tls', web.base.replace('http:', 'https:') + '/page', 'secure'),
    ]
    tls['good'].inward = web.base + '/page'
    with folder() as d:
        before = yaml([(i, u) for i, u, _ in cases])
        write(os.path.join(d, 'sources.yaml'), before)
        r = fetch(d, '--cacert', os.path.join(work, 'ca.pem'))
        after = read(os.path.join(d, 'sources.yaml'))
        for i, u, why in cases:
            have = record(after, i)
            said = [line for line in r.err.splitlines() if line.startswith(f'citecheck: {i}: ')]
            if why is None:
                path = os.path.join(d, have.get('file', 'nothing'))
                good = os.path.isfile(path) and sha(path) == have['sha256'] and have['accessed'] == DAY and not said and \
                    read(path) == PAGE and have['status'] == '200'
            else:
                good = 'file' not in have and len(said) == 1 and why in said[0]
            tap.ok(good, f'{i}: {why or "fetched"}', f'{have}\n{said}')
        tap.ok(r.returncode == 2, 'what could not be fetched is exit status 2', r.returncode)
        tap.ok('me:secret' not in r.out + r.err, 'no password of an address is printed', r.err)
        kept = ''.join(line for line in after.splitlines(keepends=True) if line in before)
        tap.ok(kept == before, 'order, comments and every other byte of the bibliography are kept', after)
        tap.ok(len(files(d)) == sum(w is None for _, _, w in cases), 'nothing else is left in the corpus', files(d))
        tap.ok(record(after, 'moved')['url'] == web.base + '/page' and 'moved: moved for good to' in r.out,
               'the address behind a permanent redirect is written down and said', r.out)
        heads = [h for path, h in web.heads if path == '/page']
        tap.ok(all('Cookie' not in h and 'Authorization' not in h and h['User-Agent'].startswith('citecheck/') for h in heads),
               'no cookies, no credentials; the program says who it is', heads[:1])
        tap.ok(web.visits['/later'] == 1 and web.visits['/busy'] == 2 and web.visits['/failing'] <= 4, 'tries are bounded', web.visits)
        # what is there is not asked for again
        count = web.visits['/page']
        fetch(d, 'page')
        tap.ok(web.visits['/page'] == count, 'a source that has its file is not asked for')
    with folder() as d:  # nothing came: no folder is made for it
        r = fetch(d, nobody())
        tap.ok(r.returncode == 2 and os.listdir(d) == [], 'a fetch that failed leaves no empty corpus', os.listdir(d))
    with folder() as d:  # servers that keep one waiting for good
        write(os.path.join(d, 'sources.yaml'), yaml([('slow', f'{web.base}/slow'), ('silent', f'{web.base}/silent')]))
        r = fetch(d, '--timeout', '3')
        tap.ok(r.returncode == 2 and r.err.count('too slow') == 2 and not files(d), 'slow and silent: too slow', r.err)
    with folder() as d:
        write(os.path.join(d, 'sources.yaml'), yaml([('a', f'{web.base}/page')]))
        r = fetch(d, private=False)
        tap.ok(r.returncode == 2 and 'loopback' in r.err and files(d) == [], 'loopback is refused without --allow-private', r.err)
        r = fetch(d, private=False, *['http://localhost:%d/page' % web.server_address[1]])
        tap.ok(r.returncode == 2 and 'loopback' in r.err, 'also behind a name', r.err)
        r = fetch(d, private=False, *['http://0x7f.1:%d/page' % web.server_address[1]])
        tap.ok(r.returncode == 2 and 'loopback' in r.err, 'and in another spelling', r.err)


# --- a real server ---

def ordinary(work):
    try:
        server = Nginx(work)
    except FileNotFoundError:
        return tap.skip('nginx', 'nginx is not installed')
    try:
        with folder() as d:
            base, ca = f'http://127.0.0.1:{server.port}', os.path.join(work, 'ca.pem')
            write(os.path.join(d, 'sources.yaml'), yaml([('plain', base + '/ferry.html'), ('tls', f'https://localhost:{server.tls}/ferry.html'),
                                                         ('text', base + '/ferry.txt'), ('none', base + '/none.html')]))
            r = fetch(d, '--cacert', ca)
            after = read(os.path.join(d, 'sources.yaml'))
            www = os.path.join(work, 'www', 'ferry.html')
            tap.ok(r.returncode == 2 and all(sha(os.path.join(d, record(after, i)['file'])) == sha(www) for i in ('plain', 'tls')),
                   'nginx: plain and TLS with HTTP/2, decompressed to the bytes that it serves', r.err)
            tap.ok(record(after, 'text')['file'] == f'corpus/text-{DAY}.txt' and record(after, 'text')['content-type'] == 'text/plain; charset=utf-8',
                   'nginx: plain text', record(after, 'text'))
            r = fetch(d, '--refresh', '--cacert', ca)
            tap.ok(r.out.count('unchanged') == 3 and record(read(os.path.join(d, 'sources.yaml')), 'plain')['status'] == '304',
                   'nginx: 304 where nothing changed', r.out + r.err)
            old = record(after, 'plain')['file']
            write(www, PAGE.replace('geese', 'ducks'))
            os.utime(www, (time.time() + 5, time.time() + 5))
            r = fetch(d, '--refresh', 'plain', '--cacert', ca)
            have = record(read(os.path.join(d, 'sources.yaml')), 'plain')
            tap.ok(have['file'] != old and not os.path.exists(os.path.join(d, old)) and sha(os.path.join(d, have['file'])) == sha(www) == have['sha256'],
                   'nginx: a changed page gets a new file and the old one goes', f'{have} {files(d)} {r.err}')
            r = run(exe, ['check', '--only', 'source-changed'], d, input=b'')
            tap.ok(b'source-changed' not in r.stdout, 'the pins hold', r.stdout)
            os.remove(os.path.join(d, have['file']))
            r = fetch(d, '--cacert', ca)
            tap.ok(os.path.exists(os.path.join(d, have['file'])), 'a fetched file that is missing is fetched again, under its name', r.err)
            os.remove(os.path.join(d, have['file']))
            write(www, PAGE)
            r = fetch(d, 'plain', '--cacert', ca)
            tap.ok(r.returncode == 2 and 'pins' in r.err and not os.path.exists(os.path.join(d, have['file'])), 'but not where the page has changed since', r.err)
            r = subprocess.run([exe, 'fetch', '--now', DAY, '--allow-private', f'https://localhost:{server.tls}/ferry.html?q'], cwd=d,
                               env=dict(os.environ, SSL_CERT_FILE=ca), capture_output=True)
            tap.ok(r.returncode == 0, 'SSL_CERT_FILE is heeded', r.stderr)
    finally:
        server.stop()


# --- files and records ---

ARTICLE = f'''<!doctype html><html><head><title>Ferry | Harbour News</title><meta property="og:title" content="The ferry &amp; its bridge">
<meta name="citation_author" content="Holm, Ada"><meta name="citation_author" content="Berg, Nils">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2019-05-04T22:10:00+02:00"}}</script></head>
<body><article><p>{WORDS * 3}</p></article></body></html>'''


def entries(web):
    web.pages['article'] = (ARTICLE, {})
    url = web.base + '/article/the-ferry.html'
    for name, wanted in (
            ('sources.yaml', ['id: the-ferry', 'title: The ferry & its bridge', '- literal: Ada Holm', '- literal: Nils Berg', 'issued: 2019-05-04', f'URL: {url}']),
            ('sources.json', ['"id": "the-ferry"', '"title": "The ferry & its bridge"', '{"literal": "Ada Holm"}', '"issued": {"date-parts": [[2019, 5, 4]]}']),
            ('library.bib', ['@online{the-ferry,', 'title = {The ferry \\& its bridge}', 'author = {{Ada Holm} and {Nils Berg}}', 'date = {2019-05-04}'])):
        with folder() as d:
            write(os.path.join(d, 'citecheck.yaml'), f'corpus: [corpus/, {name}]\n')
            r = fetch(d, url)
            text = read(os.path.join(d, name)) if r.returncode == 0 else r.err
            said = [w for w in wanted if w not in text]
            tap.ok(not said, f'{name}: a new entry with what the page says', f'{said}\n{text}')
            if name.endswith('.json'):
                json.loads(text)
            again = fetch(d, url)
            tap.ok(again.returncode == 2 and '--refresh' in again.err, f'{name}: it is known afterwards', again.err)
            write(os.path.join(d, 'claims.yaml'), 'claims:\n  - {id: c, claim: The ferry crossed the sound., source: the-ferry, quote: crossed the sound for eleven years}\n')
            r = run(exe, ['--only', 'source-dates', 'claims.yaml'], d)
            tap.ok(r.returncode == 0 and b'1 supported' in r.stdout, f'{name}: and can be cited', r.stdout + r.stderr)
    with folder() as d:  # names and places
        os.makedirs(os.path.join(d, 'corpus'))
        write(os.path.join(d, 'corpus', f'page-{DAY}.html'), 'mine')
        web.pages['x'] = (PAGE, {})
        write(os.path.join(d, 'sources.yaml'), 'references:\n' + ''.join(f'  - {{id: "{i}", URL: "{web.base}/x?{n}"}}\n' for n, i in
              enumerate(['page', '../../etc/x', '.hidden', 'a/b', '-rf', 'CON', 'ünïcode', 'a' * 300])))
        r = fetch(d)
        tap.ok(r.returncode == 0 and len(files(d)) == 9 and all(re.fullmatch(r'[A-Za-z0-9][A-Za-z0-9._-]{0,110}', f) for f in files(d)) and
               read(os.path.join(d, 'corpus', f'page-{DAY}.html')) == 'mine', 'names are made of plain characters, and no file is written over',
               f'{r.err}\n{files(d)}')
    with folder() as d:  # a file of the user's own is left alone
        os.makedirs(os.path.join(d, 'corpus'))
        write(os.path.join(d, 'corpus', 'mine.html'), 'mine')
        text = f'references:\n  - {{id: mine, file: corpus/mine.html, URL: "{web.base}/x"}}\n'
        write(os.path.join(d, 'sources.yaml'), text)
        r = fetch(d, '--refresh')
        tap.ok(r.returncode == 0 and read(os.path.join(d, 'sources.yaml')) == text, 'a file that was not fetched is left alone', r.err)
        r = fetch(d, '--refresh', 'mine')
        tap.ok(r.returncode == 2 and 'left alone' in r.err, 'and says so when it is named', r.err)
        r = fetch(d, 'min')
        tap.ok(r.returncode == 2 and "did you mean 'mine'?" in r.err, 'an unknown id has a neighbour', r.err)
    with folder() as d:  # an entry that can't be edited costs no other
        write(os.path.join(d, 'sources.yaml'), yaml([('a', web.base + '/x'), ('b', web.base + '/x?b')]) +
              '  - id: &anchor c\n    URL: ' + web.base + '/x?c\n')
        before = read(os.path.join(d, 'sources.yaml'))
        r = fetch(d)
        have = read(os.path.join(d, 'sources.yaml'))
        tap.ok(record(have, 'a').get('file') and record(have, 'b').get('file'), 'the others are written', r.err + have)
    with folder() as d:  # where new entries may not go
        write(os.path.join(d, 'citecheck.yaml'), 'corpus: [corpus/]\n')
        for into in ('x.txt', 'corpus', 'citecheck.yaml'):
            r = fetch(d, '--into', into, web.base + '/x')
            tap.ok(r.returncode == 2 and '--into' in r.err and not files(d) and
                   read(os.path.join(d, 'citecheck.yaml')) == 'corpus: [corpus/]\n', f'no entry goes into {into}', r.err)
    with folder() as d:  # an entry that is not read
        write(os.path.join(d, 'sources.yaml'), f'references:\n  - {{id: a, URL: &u "{web.base}/x"}}\n  - id: b\n    URL: *u\n')
        r = fetch(d)
        tap.ok(r.returncode == 2 and 'sources.yaml:4:10: aliases are not read' in r.err, 'what is passed over is told', r.err)
    with folder() as d:  # two entries of one id
        write(os.path.join(d, 'sources.yaml'), yaml([('a', web.base + '/x'), ('b', web.base + '/x?b'), ('a', web.base + '/x?a')]))
        r = fetch(d)
        have = read(os.path.join(d, 'sources.yaml'))
        tap.ok(r.returncode == 2 and r.err.count("two entries have the id 'a'") == 2 and have.count('file:') == 1 and len(files(d)) == 1,
               'two entries of one id get no record, the others do', r.err + have)
    with folder() as d:  # a corpus that is no folder
        write(os.path.join(d, 'sources.yaml'), yaml([('a', web.base + '/x')]))
        write(os.path.join(d, 'corpus'), '')
        before = read(os.path.join(d, 'sources.yaml'))
        r, checked = fetch(d), run(exe, [], d)
        tap.ok(r.returncode == 2 and 'Not a directory' in r.err and checked.returncode == 2 and read(os.path.join(d, 'sources.yaml')) == before,
               'a corpus that is a file is told', r.err + checked.stderr.decode())
    with folder() as d:  # a bibliography that its owner closed
        write(os.path.join(d, 'sources.yaml'), yaml([('a', web.base + '/x')]))
        os.chmod(os.path.join(d, 'sources.yaml'), 0o444)
        before = read(os.path.join(d, 'sources.yaml'))
        if os.access(os.path.join(d, 'sources.yaml'), os.W_OK):
            tap.skip('a bibliography that must not be written stays as it is', 'the user may write everything')
        else:
            r = fetch(d)
            tap.ok(r.returncode == 2 and 'Permission denied' in r.err and read(os.path.join(d, 'sources.yaml')) == before and not files(d),
                   'a bibliography that must not be written stays as it is', r.err)
    with folder() as d:  # a journal that came with the repository
        os.makedirs(os.path.join(d, 'corpus'))
        write(os.path.join(d, 'corpus', 'mine.txt'), 'mine')
        write(os.path.join(d, 'corpus', '.citecheck-fetch'), hashlib.sha256(b'mine').hexdigest() + ' mine.txt\n')
        write(os.path.join(d, 'sources.yaml'), yaml([('a', web.base + '/x')]))
        r = fetch(d)
        tap.ok(r.returncode == 0 and 'mine.txt' in files(d), 'a journal of a stranger takes no file away', r.err)
    with folder() as d:  # the archive
        web.pages['web'] = (PAGE, {})
        write(os.path.join(d, 'sources.yaml'), f'references:\n  - id: old\n    URL: {web.base}/missing\n    archive: {web.base}/web/20200102030405/http://example.org/old\n')
        r = fetch(d)
        tap.ok(r.returncode == 2 and '--from-archive' in r.err, 'a page that is gone: the archive is offered', r.err)
        r = fetch(d, '--from-archive')
        have = record(read(os.path.join(d, 'sources.yaml')), 'old')
        tap.ok(r.returncode == 0 and have['url'] == f'{web.base}/web/20200102030405id_/http://example.org/old', 'and taken, as it was without the frame', r.err)


def fragments(web):
    web.pages['words'] = (PAGE, {})
    good, bad = 'crossed%20the%20sound', 'On%20market%20days%20it%20carried%20ducks'
    with folder() as d:
        for fragment, hits in ((good, 0), (f'ferry%20was-,built%20in%20the%20spring,place.', 0), (bad, 1), (f'{good},{bad}', 1), ('%ff', 0), (',,-', 0)):
            os.makedirs(os.path.join(d, 'corpus'), exist_ok=True)
            write(os.path.join(d, 'corpus', 'w.txt'), WORDS)
            write(os.path.join(d, 'sources.yaml'), f'references:\n  - {{id: w, URL: "{web.base}/words#:~:text={fragment}", file: corpus/w.txt}}\n')
            write(os.path.join(d, 'claims.yaml'), 'claims:\n  - {id: c, claim: x, source: w, quote: crossed the sound for eleven years}\n')
            r = run(exe, ['check', '--format', 'json', '--online', '--allow-private', '--no-cache', 'claims.yaml'], d)
            found = [f for f in json.loads(r.stdout)['findings'] if f['rule'] == 'link-drift']
            tap.ok(len(found) == hits and (not hits or ('carried ducks' in found[0]['message'] and found[0]['file'] == 'sources.yaml')),
                   f'text fragment {fragment}: {"its words are gone" if hits else "nothing to say"}', r.stdout)


def charset(web):
    """the server's word on the character set comes before the page's"""
    body = '<html><head><meta charset="iso-8859-1"><title>x</title></head><body><p>Łódka pływała przez cieśninę jedenaście lat.</p></body></html>'
    web.pages['boat'] = (body.encode('iso-8859-2'), {'Content-Type': 'text/html; charset=ISO-8859-2'})
    with folder() as d:
        write(os.path.join(d, 'sources.yaml'), yaml([('boat', web.base + '/boat')]))
        fetch(d)
        write(os.path.join(d, 'claims.yaml'), 'claims:\n  - {id: c, claim: x, source: boat, quote: pływała przez cieśninę}\n')
        r = run(exe, ['check', 'claims.yaml'], d)
        tap.ok(r.returncode == 0, 'a fetched page is read in the character set that its server named', r.stdout)
        r = run(exe, ['find', '--url', 'pływała przez cieśninę'], d)
        tap.ok(r.stdout.decode().strip() == web.base + '/boat#:~:text=p%C5%82ywa%C5%82a%20przez%20cie%C5%9Bnin%C4%99', 'find --url prints a text fragment', r.stdout)


def pinned(web):
    with folder() as d:
        web.pages['p'] = (PAGE, {})
        for pin, status in ((hashlib.sha256(PAGE.encode()).hexdigest(), 0), ('0' * 64, 2)):
            write(os.path.join(d, 'sources.yaml'), f'references:\n  - id: p\n    URL: {web.base}/p\n    sha256: "{pin}"\n')
            r = fetch(d)
            tap.ok(r.returncode == status, 'a page that is pinned' if status == 0 else 'a page that is not the pinned one', r.err)


# --- check --online ---

ODD = {'busy': ('/later', 'too many requests'), 'login': ('/login', 'a log-in page'), 'wall': ('/wall', 'keeps programs out'),
       'cut': ('/truncated', 'cut short'), 'error': ('/failing', 'error of the server'),
       'image': ('/image', 'does not read'), 'loop': ('/loop', 'more than 10 redirects')}


def online(web, work, tls):
    quote = 'crossed the sound for eleven years'
    web.pages['same'], web.pages['now'] = (PAGE, {}), (PAGE.replace('eleven', 'twelve'), {})
    web.pages['rewritten'] = ('<p>' + 'Nothing of what stood here is left; the harbour tells of herring prices now. ' * 20 + '</p>', {})
    web.pages['typography'] = (PAGE.replace('crossed the sound', 'crossed <em>the</em>\n  sound'), {})
    urls = {'same': '/same', 'typography': '/typography', 'moved': '/moved', 'now': '/now', 'rewritten': '/rewritten', 'gone': '/gone', 'missing': '/missing',
            **{k: v[0] for k, v in ODD.items()}}
    with folder() as d:
        os.makedirs(os.path.join(d, 'corpus'))
        write(os.path.join(d, 'corpus', 'snapshot.txt'), WORDS)
        bibliography = ''.join(f'  - {{id: {i}, URL: "{web.base}{u}", file: corpus/{i}.txt}}\n' for i, u in urls.items())
        for i in [*urls, 'tls']:
            write(os.path.join(d, 'corpus', f'{i}.txt'), WORDS)
        os.remove(os.path.join(d, 'corpus', 'snapshot.txt'))
        write(os.path.join(d, 'sources.yaml'), 'references:\n' + bibliography + f'  - {{id: tls, URL: "{tls["other"].base}/page", file: corpus/tls.txt}}\n')
        write(os.path.join(d, 'claims.yaml'), 'claims:\n' + ''.join(
            f'  - {{id: {i}, claim: The ferry crossed the sound., source: {i}, quote: {quote}}}\n' for i in [*urls, 'tls']))
        ca = ['--cacert', os.path.join(work, 'ca.pem')]
        kept = {name: read(os.path.join(d, name)) for name in ('sources.yaml', 'claims.yaml')}

        def check(*args, private=True):
            r = run(exe, ['check', '--format', 'json', '--now', DAY, *args, *(['--allow-private'] if private else []), 'claims.yaml'], d, cache=os.path.join(d, 'cache'))
            return json.loads(r.stdout), r

        plain, r = check()
        tap.ok(r.returncode == 0 and plain['summary']['supported'] == len(urls) + 1, 'offline all are supported', r.stdout)
        result, r = check('--online', *ca)
        states = {c['id']: c['state'] for c in result['claims']}
        said = {}
        for f in result['findings']:
            said.setdefault(f['claim'], []).append((f['rule'], f['message']))
        moved = [f for f in result['findings'] if f['rule'] == 'link-moved']
        tap.ok(r.returncode == 2, 'what could not be decided is exit status 2', r.stderr)
        tap.ok(states['same'] == states['typography'] == states['moved'] == 'supported', 'online: a page that has the words supports them', said)
        tap.ok(len(moved) == 1 and moved[0]['file'] == 'sources.yaml' and web.base + '/page' in moved[0]['message'], 'link-moved gives the new address, at the old one', moved)
        tap.ok(states['now'] == 'discrepant' and said['now'][0][0] == 'link-drift' and '"twelve" now where the quote has "eleven"' in said['now'][0][1],
               'link-drift says what stands there now', said.get('now'))
        tap.ok(states['rewritten'] == 'discrepant' and said['rewritten'][0] == ('link-drift', 'the quote no longer stands on the page'), 'link-drift where nothing is left', said.get('rewritten'))
        tap.ok(all(states[i] == 'discrepant' and said[i][0][0] == 'link-dead' for i in ('gone', 'missing')), 'link-dead for 404 and 410', said)
        for i, (_, why) in [*ODD.items(), ('tls', (0, 'certificate'))]:
            tap.ok(states[i] == 'unchecked' and said[i][0][0] == 'claim-unchecked' and why in said[i][0][1], f'online: {i} is not checked, neither dead nor supported', said.get(i))
        seen = dict(web.visits)
        again, r = check('--online', *ca)
        tap.ok(again['claims'] == result['claims'] and all(web.visits[u] == seen[u] for u in ('/same', '/now', '/gone')) and web.visits['/later'] > seen['/later'],
               'answers are kept for a while, those that say nothing are not', f'{seen} {web.visits}')
        check('--online', '--max-age', '0', *ca)
        tap.ok(web.visits['/same'] == seen['/same'] + 1, 'and asked for again when they are older', web.visits)
        for name in os.listdir(os.path.join(d, 'cache', 'citecheck')):
            if name.startswith('online-'):
                path = os.path.join(d, 'cache', 'citecheck', name)
                write(path, read(path, 'rb').decode('utf8', 'replace').replace('eleven', 'seven'))
        damaged, r = check('--online', *ca)
        tap.ok(damaged['claims'] == result['claims'], 'a kept answer that was changed is as good as none', r.stdout)
        write(os.path.join(d, 'corpus', 'slow.txt'), WORDS)
        write(os.path.join(d, 'sources.yaml'), f'references:\n  - {{id: slow, URL: "{web.base}/silent", file: corpus/slow.txt}}\n')
        write(os.path.join(d, 'claims.yaml'), f'claims:\n  - {{id: slow, claim: x, source: slow, quote: {quote}}}\n')
        late, r = check('--online', '--timeout', '2')
        tap.ok([c['state'] for c in late['claims']] == ['unchecked'] and 'too slow' in late['findings'][0]['message'], 'online: slow is not checked, neither dead nor supported', r.stdout)
        for name, text in kept.items():
            write(os.path.join(d, name), text)
        refused, r = check('--online', '--no-cache', private=False)
        tap.ok(r.returncode == 2 and refused['summary']['unchecked'] == len(urls) + 1, 'online: private addresses are refused, which decides nothing', r.stdout)


def inside(web_port):
    """in a network of our own, where an address of the public internet is ours"""
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    subprocess.run(['ip', 'addr', 'add', '93.184.216.34/32', 'dev', 'lo'], check=True)
    public, private = Server('93.184.216.34'), Server('127.0.0.1')
    public.pages['page'] = private.pages['page'] = (PAGE, {})
    public.inward = private.base + '/page'
    with folder() as d:
        write(os.path.join(d, 'sources.yaml'), yaml([('out', public.base + '/page'), ('in', public.base + '/inward')]))
        r = fetch(d, private=False)
        have = read(os.path.join(d, 'sources.yaml'))
        good = record(have, 'out').get('file') and 'file' not in record(have, 'in') and 'in: it leads to a loopback address' in r.err and \
            '/page' not in private.visits
        print('good' if good else r.err + have)


def own_network():
    if not shutil.which('unshare') or not shutil.which('ip'):
        return tap.skip('a redirect into the private network', 'no unshare or ip here')
    try_out = 'ip link set lo up && ip addr add 93.184.216.34/32 dev lo'
    if subprocess.run(['unshare', '-rn', 'sh', '-c', try_out], capture_output=True).returncode:
        return tap.skip('a redirect into the private network', 'no network of our own allowed here')
    r = subprocess.run(['unshare', '-rn', sys.executable, __file__, '--inside', exe], capture_output=True, text=True)
    tap.ok(r.stdout.strip() == 'good', 'a redirect from the public internet into the private network is refused', r.stdout + r.stderr)


# --- killed ---

def whole(d, name, ids, served):
    """what is wrong with corpus and bibliography, or ''"""
    text = read(os.path.join(d, name))
    if name.endswith('.json'):
        have = {e['id']: e for e in json.loads(text)}
    elif name.endswith('.bib'):
        have = {k: dict(re.findall(r'(\w+) = \{(.*?)\},?$', b, re.M)) for k, b in re.findall(r'@misc\{(\w+),(.*?)\n\}\n', text, re.S)}
    else:
        have = {i: record(text, i) for i in re.findall(r'^  - id: (\w+)', text, re.M)}
        if text.count('# keep') != len(ids) + 1:
            return 'comments are lost'
    if list(have) != ids:
        return f'entries {list(have)}'
    named = set()
    for i, e in have.items():
        if ('file' in e) != ('sha256' in e) or ('file' in e) != ('fetch' in e or 'fetchurl' in e or 'status' in e):
            return f'half a record of {i}: {e}'
        if 'file' in e:
            path = os.path.join(d, e['file'])
            named.add(os.path.basename(path))
            if not os.path.exists(path):
                return f'{i}: no file {e["file"]}'
            if sha(path) != e['sha256']:
                return f'{i}: not the content of its record'
    for f in files(d):
        if not f.startswith('.') and read(os.path.join(d, 'corpus', f)) not in served:
            return f'{f} is not whole'
    return ''


def gone(connection):
    """whether nobody is at the other end: a request of the fetch that was killed before"""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b''
    except BlockingIOError:
        return False
    except OSError:
        return True


class Trap:
    """Kills a fetch at its k-th request: before the answer, or in the midst of it, or behind it. That request and all later
    ones wait for its death, so it can't have ended: what is hit does not hang on how fast anything is."""
    def __init__(self, k, where, sign):
        self.left, self.where, self.sign = k, where, sign
        self.lock, self.begun, self.dead, self.process = threading.Lock(), threading.Event(), threading.Event(), None

    def __call__(self, handler, body, headers):
        """whether it answered"""
        if gone(handler.connection):
            return True
        with self.lock:
            self.left -= 1
            mine, late = self.left == 0, self.left < 0
        if late:
            self.dead.wait(600)
            return True
        if not mine:
            return False
        if self.where == 'midst':
            handler.send(body[:len(body) // 2], Content_Length=str(len(body.encode())), **headers)
        elif self.where == 'behind':
            handler.send(body, **headers)
        handler.wfile.flush()
        self.begun.wait(600)
        self.process.send_signal(self.sign)
        self.dead.wait(600)
        return True


class Library:
    """ten sources of ten hosts in one kind of bibliography"""
    def __init__(self, hosts, d, name):
        self.d, self.name, self.hosts, self.version, self.served = d, name, hosts, 0, set()
        self.ids = [f's{i}' for i in range(len(hosts))]
        url = {i: f'{h.base}/{i}' for i, h in zip(self.ids, hosts)}
        self.fresh = {'sources.yaml': '# keep\nreferences:\n' + ''.join(f'  - id: {i} # keep\n    URL: {url[i]}\n' for i in self.ids),
                      'sources.json': json.dumps([{'id': i, 'URL': url[i]} for i in self.ids], indent=2),
                      'library.bib': ''.join(f'@misc{{{i},\n  url = {{{url[i]}}},\n}}\n' for i in self.ids)}[name]
        write(os.path.join(d, 'citecheck.yaml'), f'corpus: [corpus/, {name}]\n')
        self.reset()

    def reset(self):
        shutil.rmtree(os.path.join(self.d, 'corpus'), ignore_errors=True)
        write(os.path.join(self.d, self.name), self.fresh)

    def serve(self, trap=None):
        self.version += 1
        for i, host in zip(self.ids, self.hosts):
            body = PAGE.replace('spring', f'spring of {self.version} by {i}') + '\n' * 3000
            self.served.add(body)
            host.pages[i] = (body, {'ETag': f'"{self.version}"'})
            host.trap = trap

    def start(self, **env):
        return subprocess.Popen([exe, 'fetch', '--now', DAY, '--allow-private', '--refresh'], cwd=self.d, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, env=dict(os.environ, **env), preexec_fn=usual_signals)

    def whole(self):
        return whole(self.d, self.name, self.ids, self.served)

    def mended(self):
        """what is wrong after a fetch that nothing disturbs, or ''"""
        for host in self.hosts:
            host.trap = None
        r = fetch(self.d, '--refresh')
        named = {os.path.basename(f) for f in re.findall(r'corpus/[\w.-]+', read(os.path.join(self.d, self.name)))}
        left = [f for f in os.listdir(self.d) if f not in ('corpus', 'citecheck.yaml', self.name)]
        fault = r.err if r.returncode else self.whole()
        return fault or ('' if set(files(self.d)) == named and len(named) == len(self.ids) and not left else f'left: {files(self.d)} {left}')


def killed_by_request(library, r):
    """faults, and how many ended by the signal, of 30 rounds"""
    faults, hit, n = [], 0, 0
    for where in ('before', 'midst', 'behind'):
        for k in range(1, len(library.ids) + 1):
            n += 1
            trap = Trap(k, where, signal.SIGTERM if n % 4 == 0 else signal.SIGKILL)
            if r.random() < 0.3:
                library.reset()
            library.serve(trap)
            trap.process = library.start()
            trap.begun.set()
            hit += trap.process.wait() == -trap.sign
            trap.dead.set()
            fault = library.whole()
            if fault:
                faults.append(f'{where} the answer to request {k}: {fault}')
    fault = library.mended()
    return faults + ([f'afterwards: {fault}'] if fault else []), hit, n


def killed_by_time(library, r, rounds=10):
    faults = []
    for k in range(rounds):
        library.serve()
        p = library.start()
        time.sleep(r.uniform(0, 0.2))
        p.kill()
        p.wait()
        fault = library.whole()
        if fault:
            faults.append(f'round {k}: {fault}')
    fault = library.mended()
    return faults + ([f'afterwards: {fault}'] if fault else [])


def killed_by_step(library, shim):
    """at every step on the disk, in an empty corpus and in one with older files; the faults and the numbers of steps"""
    faults, counts = [], []
    asan = os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'
    for older in (False, True):
        for k in range(1, 2000):
            if not older:
                library.reset()
            library.serve()
            code = library.start(LD_PRELOAD=shim, KILL_AT=str(k), ASAN_OPTIONS=asan.lstrip(':')).wait()
            fault = library.whole() or (code not in (0, -signal.SIGKILL) and f'status {code}') or library.mended()
            if fault:
                faults.append(f'step {k}: {fault}')
            if code != -signal.SIGKILL:
                break
        counts.append(k - 1)
    return faults, counts


def preloaded(work):
    """the library that kills at a step, or None where programs can't be given one"""
    shim = os.path.join(work, 'killed.so')
    source = os.path.join(HERE, 'lib', 'killed.c')
    cc = shlex.split(os.environ.get('CC', 'cc'))
    if not sys.platform.startswith('linux') or not shutil.which(cc[0]):
        return None
    r = subprocess.run([*cc, '-std=gnu17', '-shared', '-fPIC', '-o', shim, source, '-ldl'], capture_output=True)
    return shim if r.returncode == 0 else None


def killed(work):
    r, shim, began = random.Random(4711), preloaded(work), time.monotonic()
    hosts = [Server(f'127.0.1.{i + 1}') for i in range(10)]
    for name in ('sources.yaml', 'sources.json', 'library.bib'):
        with folder() as d:
            library = Library(hosts, d, name)
            faults, hit, n = killed_by_request(library, r)
            tap.ok(not faults, f'{name}: killed at each request: corpus and bibliography whole', '\n'.join(faults[:20]))
            tap.ok(hit == n, f'{name}: each time in the midst of it', f'{hit} of {n}')
            faults = killed_by_time(library, r)
            tap.ok(not faults, f'{name}: killed at random moments: corpus and bibliography whole', '\n'.join(faults[:20]))
        if shim is None:
            tap.skip(f'{name}: killed at each step on the disk', 'no library can be preloaded here')
            continue
        with folder() as d:
            faults, counts = killed_by_step(Library(hosts[:3], d, name), shim)
            tap.ok(not faults, f'{name}: killed at each step on the disk: whole, and the next fetch ends it and leaves nothing else', '\n'.join(faults[:20]))
            # three files made, written, synced and named, and a bibliography replaced
            tap.ok(min(counts) >= 18, f'{name}: the steps were counted', counts)
            print(f'# {name}: steps {counts}')
    print(f'# killed: {time.monotonic() - began:.1f} s')


def until(what):
    for _ in range(6000):
        if what():
            return True
        time.sleep(0.05)
    return False


def together():
    web = Server()
    web.pages['a'] = (PAGE, {})
    with folder() as d:
        write(os.path.join(d, 'sources.yaml'), yaml([('a', web.base + '/a'), ('held', web.base + '/held')]))
        first = subprocess.Popen([exe, 'fetch', '--allow-private'], cwd=d, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        asked = until(lambda: web.visits.get('/held'))
        second = fetch(d)
        still = first.poll() is None
        web.release.set()
        tap.ok(asked and still and second.returncode == 2 and 'another fetch is at work' in second.err and first.wait() == 0, 'one fetch at a time', second.err)
    web.release.clear()
    with folder() as d:
        write(os.path.join(d, 'sources.yaml'), yaml([('a', web.base + '/a'), ('held', web.base + '/held')]))
        p = subprocess.Popen([exe, 'fetch', '--allow-private'], cwd=d, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=usual_signals)
        came = until(lambda: web.visits.get('/held') == 2 and any(read(os.path.join(d, 'corpus', f)) == PAGE for f in files(d)))
        p.send_signal(signal.SIGINT)
        out, err = p.communicate()
        tap.ok(came and p.returncode == -signal.SIGINT and b'interrupted: 1 of 2 fetched' in err and
               record(read(os.path.join(d, 'sources.yaml')), 'a').get('file'),
               'interrupted: what came is kept, and the rest is told', f'{p.returncode} {err}')
    web.release.set()


def offline():
    """a check loads no libcurl"""
    with folder() as d:
        write(os.path.join(d, 'claims.yaml'), 'claims: []\n')
        r = run(exe, ['check', 'claims.yaml'], d, cache=d)
        with_debug = subprocess.run([exe, 'check', 'claims.yaml'], cwd=d, capture_output=True, env=dict(os.environ, LD_DEBUG='files'))
        tap.ok(b'libc.so' in with_debug.stderr and b'libcurl' not in with_debug.stderr, 'a check loads no libcurl', r.stderr)


def main():
    if '--inside' in sys.argv:
        return inside(0)
    if not shutil.which('openssl'):
        tap.skip('the network', 'no openssl here')
        return tap.done()
    with folder() as work:
        authority(work)
        os.makedirs(os.path.join(work, 'www'))
        write(os.path.join(work, 'www', 'ferry.html'), PAGE)
        write(os.path.join(work, 'www', 'ferry.txt'), WORDS * 50)
        web = Server(bomb=gzip.compress(b' ' * (100 << 20), 9))
        web.pages['page'] = (PAGE, {})
        tls = {n: Server(certificate=os.path.join(work, n)) for n in ('good', 'other', 'old', 'own')}
        tls['good'].pages['page'] = (PAGE, {})
        answers(web, tls, work)
        ordinary(work)
        entries(web)
        pinned(web)
        charset(web)
        fragments(web)
        online(web, work, tls)
        killed(work)
    own_network()
    together()
    offline()
    tap.done()


main()
