#!/usr/bin/env python3
"""--memory: a corpus larger than the bound gives the same bytes as without one, within it; what it cannot hold is exit 2
with a way out. What a process takes is not measured under sanitizers, which take memory of their own."""
import json, os, random, re, subprocess, sys
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, 'lib'))
from tap import Tap, folder, run, unfold

exe, tap = os.path.abspath(sys.argv[1]), Tap()
MIB = 1 << 20
BOUND = 48
with open(exe, 'rb') as f:
    SANITIZED = b'__asan_init' in f.read()
DOCUMENTS, CLAIMS = (60, 90) if SANITIZED else (420, 400)


def words(r):
    parts = 'ba ce di fo gu ha ke li mo nu pa re si to va we xi yo zu'.split()
    return [''.join(r.choices(parts, k=r.randint(1, 4))) for _ in range(6000)]


def sentences(r, n):
    known = words(r)
    for _ in range(n):
        s = r.choices(known, k=r.randint(8, 20))
        if r.random() < 0.1:
            s[3:3] = ['in', r.choice(('May', 'June', 'October')), str(r.randint(1900, 2020))]
        yield ' '.join(s).capitalize() + '.'


def project(d):
    """Documents of a hundred kilobytes, one of two megabytes, and claims of every kind about them."""
    r = random.Random(7)
    known = list(sentences(r, 20000))
    os.makedirs(d + '/corpus')
    os.makedirs(d + '/claims')
    claims = []
    for i in range(DOCUMENTS):
        text = '\n\n'.join(' '.join(r.choices(known, k=6)) for _ in range(3000 if i == 5 else 160))
        with open(f'{d}/corpus/d{i:03}.txt', 'w') as f:
            f.write(text + '\n')
        for _ in range(CLAIMS // DOCUMENTS + 1):
            at = r.randrange(len(text) - 300)
            quote = text[at:at + 200].replace('\n', ' ').split()[1:-1]
            kind = r.choice(('verbatim', 'altered', 'absent', 'elsewhere'))
            if kind == 'altered':
                quote[len(quote) // 2] = 'not'
            elif kind == 'absent':
                r.shuffle(quote)
            source = (i + 1) % DOCUMENTS if kind == 'elsewhere' else i
            claims.append(f'  - {{id: c{len(claims)}, claim: It was so in June 1950., source: d{source:03}, quote: {json.dumps(" ".join(quote))}}}\n')
    for k in range(4):
        with open(f'{d}/claims/c{k}.yaml', 'w') as f:
            f.write('claims:\n' + ''.join(claims[k::4]))


def measured(args, d):
    """Status, output, trouble, and the most memory that the process took (also this one's, where that is more)."""
    with open(d + '/out', 'wb') as out, open(d + '/err', 'wb') as err:
        p = subprocess.Popen([exe, *args], cwd=d, stdout=out, stderr=err)
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss * (1 if sys.platform == 'darwin' else 1024)
    with open(d + '/out', 'rb') as out, open(d + '/err', encoding='utf8', errors='replace') as err:
        return p.returncode, out.read(), err.read(), peak


def within(name, peak, bound):
    if SANITIZED:
        tap.skip(name, 'a build with sanitizers')
    else:
        tap.ok(peak <= bound * MIB, name, f'{peak / MIB:.1f} MiB of {bound}')


def large_corpus():
    with folder() as d:
        project(d)
        for fmt in 'text', 'json':
            free = measured(['--no-cache', '--format', fmt, '--jobs', '1'], d)
            tap.ok(free[0] == 1 and free[1].count(b'd005') > 0, f'{fmt}: without a bound, discrepancies', free[2])
            if not SANITIZED:
                tap.ok(free[3] > BOUND * MIB, f'{fmt}: without a bound it takes more', free[3])
            for jobs in '1', '4':
                got = measured(['--no-cache', '--format', fmt, '--jobs', jobs, '--memory', f'{BOUND}M'], d)
                tap.ok(got[:2] == free[:2], f'{fmt}, {jobs} jobs: the same bytes within {BOUND}M', f'exit {got[0]} {got[2]}')
                within(f'{fmt}, {jobs} jobs: within {BOUND}M', got[3], BOUND)
        for turn in 'cold', 'warm':
            os.environ['XDG_CACHE_HOME'] = d + '/cache'
            got = measured(['--format', 'json', '--memory', f'{BOUND}M', '--jobs', '2'], d)
            tap.ok(got[:2] == free[:2], f'{turn} cache: the same bytes', f'exit {got[0]} {got[2]}')
            within(f'{turn} cache: within the bound', got[3], BOUND)
            os.utime(d + '/claims/c0.yaml', ns=(1, 1))      # nothing is kept of the run as a whole
        with open(d + '/citecheck.yaml', 'w') as f:
            f.write(f'memory: {BOUND}M\n')
        got = measured(['--no-cache', '--format', 'json', '--jobs', '2'], d)
        tap.ok(got[:2] == free[:2], 'by the configuration: the same bytes', f'exit {got[0]} {got[2]}')
        within('by the configuration: within the bound', got[3], BOUND)
        text = 'not a word of this stands anywhere'
        a, b = (measured(['find', '--no-cache', '--memory', m, text], d) for m in ('4G', f'{BOUND}M'))
        tap.ok(a[:2] == b[:2] and a[0] == 1, 'find: the same bytes', b[2])
        if (os.cpu_count() or 99) <= 8:     # find has a thread for each processor
            within('find: within the bound', b[3], BOUND)


def one_large_source():
    r = random.Random(3)
    with folder() as d:
        unfold('=== claims/a.yaml\nclaims:\n  - {id: a, claim: x, source: small, quote: the lock of the upper sluice was mended}\n'
               '  - {id: b, claim: y, source: large, quote: the words at the very end of it}\n'
               '=== corpus/small.txt\nIn May the lock of the upper sluice was mended.\n', d)
        with open(d + '/corpus/large.txt', 'w') as f:
            for s in sentences(r, 80000):
                f.write(s + '\n' * r.randint(1, 2))
            f.write('Here are the words at the very end of it.\n')
        free = measured(['--no-cache', '--jobs', '2'], d)
        got = measured(['--no-cache', '--jobs', '2', '--memory', '32M'], d)
        way = re.search(r"source 'corpus/large.txt' does not fit into the 32 MiB .* give `--memory (\d+M)` or more", got[2])
        tap.ok(got[0] == 2 and got[1] == b'' and way is not None, 'a source that alone is too large: exit 2, and a way out', got[2])
        within('and it was not read', got[3], 32)
        got = measured(['--no-cache', '--jobs', '2', '--memory', way[1] if way else '32M'], d)
        tap.ok(free[0] == 0 and got[:2] == free[:2], 'the way out works', f'exit {got[0]} {got[2]}')
        within('within the bound', got[3], int(way[1][:-1]) if way else 0)


def many_claims():
    with folder() as d:
        unfold('=== corpus/s.txt\nIn May the lock of the upper sluice was mended.\n', d)
        os.makedirs(d + '/claims')
        with open(d + '/claims/a.yaml', 'w') as f:
            f.write('claims:\n')
            for i in range(30000):
                f.write(f'  - {{id: c{i}, claim: x, source: s, quote: the lock of the upper sluice was mended}}\n')
        got = run(exe, ['--no-cache', '--memory', '32M'], d)
        tap.ok(got.returncode == 2 and b'give more with --memory' in got.stderr and got.stdout == b'',
               'claims that alone are too many: exit 2', got.stderr.decode())


def sizes():
    with folder() as d:
        unfold('=== claims/a.yaml\nclaims:\n  - {id: a, claim: x, source: s, quote: the lock of the upper sluice}\n'
               '=== corpus/s.txt\nIn May the lock of the upper sluice was mended.\n', d)
        for good in '40M', '64m', '1G', '2GiB', '512MB', '40960K', '67108864', '1T':
            tap.ok(run(exe, ['--no-cache', '--memory', good], d).returncode == 0, f'--memory {good}')
        for bad in '', '0', '31M', 'M', '-1G', '1.5G', '12X', '64M ', '99999999999999999999', '33554431', '100T':
            got = run(exe, ['--no-cache', '--memory', bad], d)
            tap.ok(got.returncode == 2 and b"'--memory' takes a size" in got.stderr, f"--memory '{bad}' is refused", got.stderr.decode())
        for bad, says in (('31M', b"'memory' takes a size"), ('[1G]', b'a size'), ('', b'no value'), ('much', b'citecheck.yaml:1:9')):
            unfold(f'=== citecheck.yaml\nmemory: {bad}\n', d)
            got = run(exe, ['--no-cache'], d)
            tap.ok(got.returncode == 2 and says in got.stderr, f'memory: {bad} is refused', got.stderr.decode())


sizes()
one_large_source()
many_claims()
large_corpus()
tap.done()
