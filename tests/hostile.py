#!/usr/bin/env python3
"""Input that a stranger could send. Each case is a project with one bad thing and one good claim: the bad thing gets a
message with file and place, the good claim is still checked, nothing dangerous is printed, and the effort is
bounded: by that of ordinary work on the same machine, and not by a clock."""
import json, os, re, resource, struct, sys, zlib
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import FORMATS, Tap, folder, run, unfold

exe, tap = os.path.abspath(sys.argv[1]), Tap()
GOOD = '''=== claims/good.yaml
claims:
  - {id: good, claim: The gate was shut., source: gate, quote: the gate was shut before the bells}
=== corpus/gate.txt
They saw that the gate was shut before the bells had ended.
'''
UNSAFE = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]')
COMMAND = re.compile(r'(?m)^\s*::(?!: )|##\[')


def write(d, name, data):
    path = os.path.join(d, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def spent():
    """seconds of the processor that the programs run so far took"""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ordinary():
    with folder() as d:
        unfold(GOOD, d)
        write(d, 'claims/many.yaml', 'claims:\n' + ''.join(
            f'  - {{id: c{i}, claim: x, source: gate, quote: the gate was shut before the bells}}\n' for i in range(20000)))
        before = spent()
        run(exe, ['--format', 'json'], d)
        return spent() - before


def case(name, make, exits=(2,), rule=None, place=None, state=None, args=(), good=True):
    with folder() as d:
        unfold(GOOD, d)
        make(d)
        before, why = spent(), ''
        r = run(exe, ['--format', 'json', *args], d)
        took = spent() - before
        try:
            out = json.loads(r.stdout)
        except ValueError:
            tap.ok(False, name, f'no JSON, exit {r.returncode}: {r.stderr[:500]!r}')
            return
        if r.returncode not in exits:
            why += f'exit {r.returncode}\n'
        if took > EFFORT:
            why += f'{took:.1f} s of the processor, of {EFFORT:.1f}\n'
        if good and {c['id']: c['state'] for c in out['claims']}.get('good') != 'supported':
            why += 'the good claim was not checked\n'
        if state and {c['id']: c['state'] for c in out['claims']}.get('bad') != state:
            why += f'the bad claim is {({c["id"]: c["state"] for c in out["claims"]}).get("bad")}\n'
        hits = [f for f in out['findings'] if f['rule'] == rule]
        if rule and not hits:
            why += f'no {rule}: {[f["rule"] + ": " + f["message"] for f in out["findings"]][:5]}\n'
        if place and not any((f['file'], f['line'], f['column']) == place for f in hits):
            why += f'not at {place}: {[(f["file"], f["line"], f["column"]) for f in hits][:5]}\n'
        if r.returncode == 2 and not r.stderr.strip() and not out['summary']['unchecked']:
            why += 'exit 2 without a word on standard error\n'
        for fmt in FORMATS:
            r = run(exe, ['--format', fmt, '--show', 'all', *args], d)
            for stream in (r.stdout, r.stderr):
                text = stream.decode('utf8', 'replace')
                if UNSAFE.search(text):
                    why += f'{fmt}: prints {UNSAFE.search(text)[0]!r}\n'
                if fmt != 'json' and COMMAND.search(text):
                    why += f'{fmt}: prints a workflow command\n'
        tap.ok(not why, name, why)


def bad_claim(source='gate', quote='the gate was shut before the bells', **more):
    fields = ''.join(f', {k}: {json.dumps(v)}' for k, v in more.items())
    return f'claims:\n  - {{id: bad, claim: x, source: {json.dumps(source)}, quote: {json.dumps(quote)}{fields}}}\n'


def claims(text, name='claims/bad.yaml'):
    return lambda d: write(d, name, text)


def fixture(name, path='claims/bad.yaml'):
    """a file of fixtures/hostile/; what is large or no file at all is made here"""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'hostile', name), 'rb') as f:
        return claims(f.read(), path)


def both(*steps):
    def make(d):
        for s in steps:
            s(d)
    return make


def source(name, data):
    return both(lambda d: write(d, name, data), claims(bad_claim(os.path.splitext(os.path.basename(name))[0])))


def record(path):
    return both(lambda d: write(d, 'sources.yaml', f'references:\n  - id: out\n    file: {json.dumps(path)}\n'), claims(bad_claim('out')))


def pdf(pages, encrypt=False, cut=None):
    """A small writer of PDF 1.4: one line of text a page."""
    objects = {1: b'<</Type/Catalog/Pages 2 0 R>>', 3: b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'}
    kids, n = [], 4
    for i in range(pages):
        text = f'BT /F1 12 Tf 72 700 Td (On page {i + 1} the gate was shut before the bells) Tj ET'.encode()
        objects[n] = b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>' % (n + 1)
        objects[n + 1] = b'<</Length %d>>stream\n%s\nendstream' % (len(text), text)
        kids.append(b'%d 0 R' % n)
        n += 2
    objects[2] = b'<</Type/Pages/Count %d/Kids[%s]>>' % (pages, b' '.join(kids))
    out, at = bytearray(b'%PDF-1.4\n'), {}
    for k in sorted(objects):
        at[k] = len(out)
        out += b'%d 0 obj\n%s\nendobj\n' % (k, objects[k])
    xref = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % n + b''.join(b'%010d 00000 n \n' % at[k] for k in sorted(objects))
    extra = b'/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(0123456789abcdef)(0123456789abcdef)]' % (b'x' * 32, b'y' * 32) if encrypt else b''
    out += b'trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n' % (n, extra, xref)
    return bytes(out[:cut] if cut else out)


# the worst cases below take seven times the ordinary work, and what is quadratic thousands
EFFORT = 150 * ordinary()
case('an empty file in a folder is skipped', fixture('empty.yaml'), exits=(0,))
case('an empty file that is named', fixture('empty.yaml'), exits=(1, 2), rule='claim-syntax', args=['claims/bad.yaml', 'claims/good.yaml'])
case('broken YAML', fixture('broken.yaml'), rule='claim-syntax')
case('broken JSON', fixture('broken.json', 'claims/bad.json'), rule='claim-syntax', place=('claims/bad.json', 1, 24))
case('JSON that ends in the middle', fixture('cut.json', 'claims/bad.json'), rule='claim-syntax')
case('invalid UTF-8', fixture('latin1.yaml'), rule='claim-syntax', place=('claims/bad.yaml', 2, 25))
case('NUL bytes', fixture('nul.yaml'), rule='claim-syntax', place=('claims/bad.yaml', 2, 23))
case('UTF-16 claims are read', claims(bad_claim().encode('utf-16')), exits=(0,), state='supported')
case('UTF-16 cut in half', claims(bad_claim().encode('utf-16')[:-1]), rule='claim-syntax')
case('a list where a string belongs', fixture('list-for-a-string.yaml'), exits=(1, 2), rule='claim-syntax', place=('claims/bad.yaml', 3, 12))
case('an alias', fixture('alias.yaml'), exits=(1, 2), rule='claim-syntax')
case('depth 10,000 in YAML', claims('claims: ' + '[' * 10000), rule='claim-syntax')
case('depth 10,000 in JSON', claims('{"claims": ' + '[' * 10000, 'claims/bad.json'), rule='claim-syntax')
case('depth 10,000 in Markdown', claims('> ' * 10000 + '"the gate was shut before the bells" [@gate]\n' + '*' * 10000 + '\n' + '[' * 10000, 'claims/bad.md'), exits=(0, 1, 2))
case('depth 10,000 in block YAML', claims('claims:\n' + ''.join(' ' * i + '-\n' for i in range(1, 3000))), exits=(1, 2), rule='claim-syntax')
case('100,000 claims in one file', claims('claims:\n' + ''.join(f'  - {{id: c{i}, claim: x, source: gate, quote: the gate was shut before the bells}}\n' for i in range(100000))), exits=(0,))
case('10,000 findings in one line', claims('{"claims": [' + ', '.join('{"id": "c%d", "claim": "x", "source": "gate", "quote": "the gate was open before the bells"}' % i for i in range(10000)) + ']}', 'claims/bad.json'), exits=(1,), rule='quote-altered')
case('a claim file of 100 MB', claims('claims:\n  - id: bad\n    source: gate\n    quote: the gate was shut before the bells\n    claim: >-\n' + ('      ' + 'word ' * 20 + '\n') * 950000), exits=(1, 2), rule='claim-syntax')
case('a source outside the root by ..', record('../../etc/hostname'), rule='source-unreadable', place=('sources.yaml', 3, 11), state='unchecked')
case('a source outside the root by its absolute path', record('/etc/hostname'), rule='source-unreadable', state='unchecked')
case('a source outside the root by a link', both(lambda d: os.symlink('/etc/hostname', d + '/corpus/link.txt'), record('corpus/link.txt')), rule='source-unreadable', state='unchecked')
case('a link out of the corpus folder', both(lambda d: os.symlink('/etc/hostname', d + '/corpus/link.txt'), claims(bad_claim('link'))), state='unchecked')
case('a link to a folder that holds itself', both(lambda d: os.symlink('.', d + '/corpus/loop'), claims(bad_claim())), exits=(0,), state='supported')
case('a FIFO as source', both(lambda d: os.mkfifo(d + '/corpus/pipe.txt'), record('corpus/pipe.txt')), rule='source-unreadable', state='unchecked')
case('a folder as source', both(lambda d: os.mkdir(d + '/corpus/dir.txt'), record('corpus/dir.txt')), rule='source-unreadable', state='unchecked')
if os.geteuid():
    case('a source that may not be read', both(source('corpus/secret.txt', 'x'), lambda d: os.chmod(d + '/corpus/secret.txt', 0)), rule='source-unreadable', state='unchecked')
else:
    tap.skip('a source that may not be read', 'root reads everything')
case('a source that is missing', record('corpus/none.txt'), rule='source-unreadable', place=('sources.yaml', 3, 11), state='unchecked')
case('a record that names its files and aliases again and again', both(
    lambda d: write(d, 'sources.yaml', 'references:\n  - id: out\n' + '    file: [corpus/gate.txt, corpus/gate.txt]\n    aliases: [a, b, c]\n' * 200), claims(bad_claim('out'))), exits=(0, 1, 2))
case('a source of an unknown kind', both(lambda d: write(d, 'corpus/x.xyz', 'x'), record('corpus/x.xyz')), rule='source-unreadable', state='unchecked')
case('a source with a NUL byte', source('corpus/nul.txt', b'the gate was shut\0 before the bells'), rule='source-unreadable', state='unchecked')
case('a source that is no text', source('corpus/noise.txt', bytes(range(128, 256)) * 40), rule='source-unreadable', state='unchecked')
case('an encrypted PDF', source('corpus/locked.pdf', pdf(1, encrypt=True)), rule='source-unreadable', state='unchecked')
case('a truncated PDF', source('corpus/cut.pdf', pdf(3, cut=200)), rule='source-unreadable', state='unchecked')
case('a PDF of 2,000 pages', both(lambda d: write(d, 'corpus/long.pdf', pdf(2000)), claims(bad_claim('long', 'On page 1999 the gate was shut before the bells', locator='p. 1999'))), exits=(0,), state='supported')
case('HTML that never closes a tag', source('corpus/open.html', '<div><p>' * 20000 + 'the gate was shut before the bells'), exits=(0, 1, 2))
case('HTML that nests without end', source('corpus/deep.html', '<b><i>' * 200000 + 'the gate was shut before the bells'), exits=(0, 1, 2))
case('HTML cut inside a tag', both(fixture('open-tag.html', 'corpus/cut.html'), claims(bad_claim('cut'))), exits=(0,), state='supported')
EVIL = '\x1b[31mred\x1b[0m \u202etxt.exe\u2066 \x9b2J ::error file=x::pwned\n::set-output name=x::y\n##[error]z'
case('escapes, bidi and commands in a quote', claims(bad_claim('gate', EVIL + ' the words that are nowhere at all')), exits=(1,), rule='quote-not-found')
case('escapes and commands in an id', claims(bad_claim(EVIL)), rule='source-unknown')
case('escapes and commands in a path', claims(bad_claim('gate', 'words that are nowhere at all in it'), 'claims/::error title=x::\x1b[2J\u202e.yaml'), exits=(1,), rule='quote-not-found')
case('a newline in a path', claims(bad_claim('gate', 'words that are nowhere at all in it'), 'claims/a\n::error::b.yaml'), exits=(1,), rule='quote-not-found')
case('escapes and commands in a title and a source', both(
    lambda d: write(d, 'sources.yaml', 'references:\n  - id: evil\n    title: ' + json.dumps(EVIL) + '\n    file: corpus/evil.txt\n'),
    lambda d: write(d, 'corpus/evil.txt', EVIL.replace('\x9b', '') + ' and the gate was left open until the bells ended\n'),
    claims(bad_claim('evil', 'and the gate was never left open until the bells ended'))), exits=(1,), rule='quote-altered')
case('commands in an unknown field', fixture('commands-in-a-key.yaml'), exits=(1, 2), rule='claim-syntax')
case('a folder without claims', lambda d: os.makedirs(d + '/empty'), args=['empty'], good=False)
case('repeated words', both(lambda d: write(d, 'corpus/rep.txt', 'the the the a ' * 100000), claims(bad_claim('rep', 'the the the a ' * 4000 + 'b'))), exits=(1, 2))
case('sixty-four ellipses in repeated words', both(lambda d: write(d, 'corpus/rep.txt', 'the the the a ' * 100000), claims(bad_claim('rep', ' … '.join(['the the the a'] * 64) + ' … b c d'))), exits=(1, 2))
case('brackets without end', claims(bad_claim('gate', 'the gate ' + '[' * 5000 + ' was shut')), exits=(0, 1, 2))
tap.done()
