#!/usr/bin/env python3
"""Only what changed, whatever is remembered: random repositories are changed at random; a run about the changes must
print the same bytes without a cache (everything is parsed) and with one that knows the earlier state (nearly nothing
is). And what it reports of selected claims must be what a whole run says of them."""
import json, os, random, shutil, subprocess, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap, folder, run

ROUNDS = 40
exe, tap = os.path.abspath(sys.argv[1]), Tap()
if not shutil.which('git'):
    tap.skip('changes', 'git is not installed')
    tap.done()
YEARS = ['1931', 'May 1931', '1947', 'June 1947', '12 June 1947']
WORDS = 'harbour bridge council dredged approved tower quay lamp ferry winter mason ledger vote rope'.split()


def git(d, *words):
    env = dict(os.environ, GIT_CONFIG_NOSYSTEM='1', HOME=d, GIT_AUTHOR_DATE='2026-01-01T00:00:00Z', GIT_COMMITTER_DATE='2026-01-01T00:00:00Z')
    subprocess.run(['git', '-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main', *words],
                   cwd=d, check=True, capture_output=True, env=env)


class Project:
    """A model of a project that can be changed and written; writing it twice gives the same bytes."""

    def __init__(self, r):
        self.r, self.next = r, 0
        self.sources = {f's{i}': [self.sentence() for _ in range(r.randint(4, 9))] for i in range(r.randint(4, 8))}
        self.head = {i for i in self.sources if r.random() < 0.3}           # with front matter
        self.alias = {i: f'old-{i}' for i in self.sources if r.random() < 0.3}
        self.record = {i: r.choice(YEARS) for i in self.sources if r.random() < 0.4}
        self.events = {f'e{i}': r.choice(YEARS) for i in range(r.randint(0, 2))}
        self.files = {}
        for i in range(r.randint(5, 9)):
            self.files[f'c{i}'] = []
            for _ in range(r.randint(1, 5)):
                self.files[f'c{i}'].append(self.claim())
        self.order()

    def sentence(self):
        r = self.r
        when = f' in {r.choice(YEARS)}' if r.random() < 0.4 else ''
        return f'The {r.choice(WORDS)} and the {r.choice(WORDS)} were {r.choice(WORDS)}{when} by the {r.choice(WORDS)} of ward {r.randint(2, 99)}.'

    def claim(self):
        r = self.r
        s = r.choice(list(self.sources))
        words = r.choice(self.sources[s]).rstrip('.').split()
        k = r.randint(4, len(words))
        i = r.randint(0, len(words) - k)
        quote = words[i:i + k]
        if r.random() < 0.15:
            quote[r.randrange(len(quote))] = 'sand'
        self.next += 1
        old = [c for f in getattr(self, 'files', {}).values() for c in f if c['source'] == s]
        if old and r.random() < 0.4:
            quote = r.choice(old)['quote'].split()
        c = {'id': f'k{self.next}', 'claim': 'So it went' + (f' in {r.choice(YEARS)}' if r.random() < 0.5 else '') + '.',
             'source': self.alias.get(s, s) if r.random() < 0.3 else s, 'quote': ' '.join(quote)}
        if r.random() < 0.3:
            c['date'] = r.choice(YEARS)
        if r.random() < 0.15 and self.events:
            c['event'] = r.choice(list(self.events))
        if r.random() < 0.05:
            c['id'] = f'k{r.randint(1, self.next)}'
        return c

    def ids(self):
        return [c['id'] for f in self.files.values() for c in f] + list(self.events)

    def order(self):
        for f in self.files.values():
            for c in f:
                if self.r.random() < 0.1:
                    c[self.r.choice(['after', 'before'])] = [self.r.choice(self.ids())]

    def change(self):
        r = self.r
        f = r.choice(list(self.files))
        s = r.choice(list(self.sources))
        kind = r.choice(['claim', 'claim', 'new', 'gone', 'order', 'source', 'source', 'record', 'event', 'lost', 'moved', 'head'])
        if kind == 'claim' and self.files[f]:
            r.choice(self.files[f]).update(self.claim() if r.random() < 0.4 else {'claim': f'So it was in {r.choice(YEARS)}.'})
        elif kind == 'new':
            self.files.setdefault(r.choice([f, 'fresh']), []).append(self.claim())
        elif kind == 'gone' and self.files[f]:
            self.files[f].pop(r.randrange(len(self.files[f])))
        elif kind == 'order' and self.files[f]:
            r.choice(self.files[f])['after'] = [r.choice(self.ids())]
        elif kind == 'source':
            self.sources[s][r.randrange(len(self.sources[s]))] = self.sentence()
        elif kind == 'record':
            self.record[s] = r.choice(YEARS)
        elif kind == 'event' and self.events:
            self.events[r.choice(list(self.events))] = r.choice(YEARS)
        elif kind == 'lost' and len(self.sources) > 2:
            del self.sources[s]
        elif kind == 'moved':
            self.files[f + 'x'] = self.files.pop(f)
        elif kind == 'head':
            self.head ^= {s}
        return kind

    def write(self, d):
        for name in ('claims', 'corpus'):
            shutil.rmtree(f'{d}/{name}', ignore_errors=True)
            os.makedirs(f'{d}/{name}')
        for i, text in self.sources.items():
            head = f'---\nissued: 1950\naliases: [head-{i}]\n---\n' if i in self.head else ''
            with open(f'{d}/corpus/{i}.txt', 'w') as f:
                f.write(head + '\n\n'.join(text) + '\n')
        with open(f'{d}/sources.yaml', 'w') as f:
            f.write('references:\n')
            for i in sorted(set(self.record) | set(self.alias)):
                record = {'id': i, 'file': f'corpus/{i}.txt', 'issued': self.record.get(i), 'aliases': [self.alias[i]] if i in self.alias else None}
                f.write('  - ' + json.dumps({k: v for k, v in record.items() if v}) + '\n')
        with open(f'{d}/citecheck.yaml', 'w') as f:
            f.write('claims: [claims/]\ncorpus: [corpus/, sources.yaml]\n')
        with open(f'{d}/claims/events.yaml', 'w') as f:
            f.write(json.dumps({'events': [{'id': i, 'date': v} for i, v in self.events.items()], 'claims': []}))
        for name, claims in self.files.items():
            with open(f'{d}/claims/{name}.yaml', 'w') as f:
                f.write('claims:\n' + ''.join('  - ' + json.dumps(c) + '\n' for c in claims) if claims else 'claims: []\n')


def reported(out):
    """What is said about each claim, with the claim's own file."""
    return {(f['claim'], f['rule'], f['file'], f['line'], f['column']) for f in out['findings'] if f.get('claim')}


differ, beyond, silent, kinds = [], [], 0, set()
for seed in range(ROUNDS):
    r = random.Random(seed)
    with folder() as d, folder() as cache:
        p = Project(r)
        git(d, 'init', '-q')
        p.write(d)
        git(d, 'add', '-A')
        git(d, 'commit', '-q', '-m', 'one')
        how = ['--format', 'json', '--now', '2026-06-01', '--only', 'source-unused'] if seed % 10 == 9 else ['--format', 'json', '--now', '2026-06-01']
        # what an earlier run leaves behind: all outlines of the first state
        for words in (['--staged'], ['--since', 'HEAD']):
            run(exe, [*how, *words], d, cache=cache)
        for _ in range(r.randint(1, 3)):
            kinds.add(p.change())
        p.write(d)
        git(d, 'add', '-A')
        for words in (['--staged'], ['--since', 'HEAD']):
            cold, warm, again = (run(exe, [*how, *more, *words], d, cache=cache) for more in (['--no-cache'], [], []))
            said = {(x.returncode, x.stdout, x.stderr) for x in (cold, warm, again)}
            if len(said) > 1:
                differ.append((seed, words, sorted(said)))
            part, whole = json.loads(cold.stdout), json.loads(run(exe, [*how, '--no-cache'], d).stdout)
            silent += not part['findings']
            extra = reported(part) - reported(whole)
            if extra:
                beyond.append((seed, words, sorted(extra)))
tap.ok(not differ, f'{ROUNDS} repositories: with and without what is remembered, the same bytes', differ[:1])
tap.ok(not beyond, 'a run about changes says nothing that a whole run does not', beyond[:2])
tap.ok(silent < ROUNDS * 1.5 and len(kinds) == 10, 'the changes are of every kind and most have something to say', f'{silent} {kinds}')
tap.done()
