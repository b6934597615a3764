#!/usr/bin/env python3
"""Real output of the machine formats against their schemas (tests/schemas): a project with every kind of claim, one with
nothing, one that can't be read; damaged output has to fail."""
import copy, json, os, shutil, subprocess, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap, folder, run, unfold

exe, tap = os.path.abspath(sys.argv[1]), Tap()
here = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'schemas')
PROJECT = '''=== citecheck.yaml
claims: [claims/]
corpus: [corpus/, sources.yaml]
=== sources.yaml
references:
  - {id: old, file: corpus/harbour.txt, rev: HEAD~1, issued: 1933}
  - {id: gone, file: corpus/gone.txt}
  - {id: nofile, title: A title}
  - {id: bridge, file: corpus/bridge.md, sha256: "0000000000000000000000000000000000000000000000000000000000000000"}
=== corpus/harbour.txt
In the old town the harbour was dredged in June 1932 by the council.
=== corpus/bridge.md
# A bridge

The council did not approve the second bridge, and the mayor — Änne Groß — left 😀 in 1934.
=== claims/a.yaml
claims:
  - {id: good, claim: A., source: harbour, quote: the harbour was dredged in June 1932}
  - {id: pinned, claim: A., source: old, quote: the harbour was dredged in May 1931}
  - {id: went, claim: A., source: harbour, quote: the harbour was dredged in May 1931 by the council}
  - {id: altered, claim: A., source: bridge, quote: The council did approve the second bridge}
  - {id: typography, claim: A., source: bridge, quote: the council did not approve the second bridge and the mayor — Änne Groß — left 😀, locator: para. 7}
  - {id: absent, claim: A., source: bridge, quote: nobody ever wrote these words in any of the documents}
  - {id: elsewhere, claim: A., source: harbour, quote: the council did not approve the second bridge}
  - {id: unreadable, claim: A., source: gone, quote: the council did not approve}
  - {id: unknown, claim: A., source: bridg, quote: the council did not approve}
  - {id: nofile, claim: A., source: nofile, quote: the council did not approve}
  - {id: bare, claim: A.}
  - {id: dated, claim: A., date: 1960, source: bridge, quote: the mayor — Änne Groß — left 😀 in 1934}
  - {id: ignored, claim: A., source: bridge, quote: The council did approve the second bridge, ignore: {quote-altered: "known"}}
  - {id: "odd\\n::error::x ##[error] \\u202e", claim: A., source: bridge, quote: "did not approve", field: x}
=== claims/b.md
The council "did not approve" it [@bridge]. It "did approve the second bridge" [@bridge].
'''
OTHERS = {
    'empty': '=== claims/a.yaml\nclaims:\n  - {id: a, claim: A., source: x, quote: some words of the text}\n=== corpus/x.txt\nThese are some words of the text.\n',
    'broken': '=== claims/a.yaml\nclaims: [\n=== corpus/x.txt\nThese are some words of the text.\n',
    'none': '=== corpus/x.txt\nThese are some words of the text.\n',
}


def git(root, *args):
    env = dict(os.environ, GIT_CONFIG_NOSYSTEM='1', HOME=root, GIT_AUTHOR_NAME='a', GIT_AUTHOR_EMAIL='a@example.org',
               GIT_COMMITTER_NAME='a', GIT_COMMITTER_EMAIL='a@example.org')
    subprocess.run(['git', *args], cwd=root, env=env, check=True, capture_output=True)


def build(root):
    unfold(PROJECT, root)
    new = open(root + '/corpus/harbour.txt').read()
    open(root + '/corpus/harbour.txt', 'w').write(new.replace('June 1932', 'May 1931'))
    git(root, 'init', '-q')
    git(root, 'add', '.')
    git(root, 'commit', '-qm', 'one')
    open(root + '/corpus/harbour.txt', 'w').write(new)
    git(root, 'commit', '-qam', 'two')


def adopt(root):
    """A project with a baseline, a lock whose source is not here, and a configuration that was loosened."""
    unfold('=== citecheck.yaml\nbaseline: known.yaml\n=== claims/a.yaml\nclaims:\n'
           '  - {id: a, claim: A., source: x, quote: some words of the text}\n'
           '  - {id: b, claim: B., source: y, quote: some other words of that text}\n'
           '=== corpus/x.txt\nThese are some words of the text.\n=== corpus/y.txt\nThese are some words of that text.\n', root)
    run(exe, ['baseline', 'create'], root)
    run(exe, ['lock', '--now', '2026-11-20'], root)
    git(root, 'init', '-q')
    git(root, 'add', '.')
    git(root, 'commit', '-qm', 'one')
    os.remove(root + '/corpus/x.txt')
    with open(root + '/citecheck.yaml', 'a') as f:
        f.write('fail-on: never\n')
    with open(root + '/claims/a.yaml', 'a') as f:
        f.write('  - {id: c, claim: C., source: y, quote: these were some words of that text}\n')


def outputs(root, fmt, *args):
    return run(exe, ['--no-cache', '--format', fmt, *args], root).stdout.decode('utf8')


def schema(name):
    with open(os.path.join(here, name + '.schema.json'), encoding='utf8') as f:
        return json.load(f)


def first_damage(value, path=()):
    """Copies of a JSON value with one thing wrong: a member missing, of another type, or one too many."""
    def put(change):
        whole = copy.deepcopy(value)
        at = whole
        for p in path:
            at = at[p]
        change(at)
        return whole
    at = value
    for p in path:
        at = at[p]
    if isinstance(at, dict):
        yield put(lambda d: d.update(surprise=1))
        for k in list(at):
            yield put(lambda d: d.update({k: {'surprise': 1} if not isinstance(at[k], dict) else 'surprise'}))
            yield from first_damage(value, path + (k,))
    elif isinstance(at, list) and at:
        best = max(range(len(at)), key=lambda i: len(json.dumps(at[i])))
        yield from first_damage(value, path + (best,))


try:
    import jsonschema
    validator = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    validator = None
options = {'adopted': ['--config-from', 'HEAD']}

with folder() as top:
    roots = {'full': top + '/full'}
    os.makedirs(roots['full'])
    build(roots['full'])
    for name, text in OTHERS.items():
        roots[name] = top + '/' + name
        unfold(text, roots[name])
    roots['adopted'] = top + '/adopted'
    os.makedirs(roots['adopted'])
    adopt(roots['adopted'])
    for fmt, name in (('json', 'citecheck'), ('gitlab', 'gitlab'), ('rdjson', 'rdjson')):
        if validator is None:
            tap.skip(f'{fmt} is valid', 'no python3-jsonschema 4')
            continue
        v = validator(schema(name))
        validator.check_schema(schema(name))
        for kind, root in roots.items():
            out = json.loads(outputs(root, fmt, *options.get(kind, [])))
            why = [f'{"/".join(map(str, e.absolute_path))}: {e.message}'[:300] for e in v.iter_errors(out)]
            tap.ok(not why, f'{fmt} of the {kind} project is valid', '\n'.join(why[:10]))
        out = json.loads(outputs(roots['full'], fmt))
        damaged = list(first_damage(out))
        passed = [json.dumps(d)[:200] for d in damaged if v.is_valid(d)]
        tap.ok(len(damaged) > 15 and not passed, f'{fmt}: {len(damaged)} damages of it are not', '\n'.join(passed[:5]))
    adopted = json.loads(outputs(roots['adopted'], 'json', *options['adopted']))
    tap.ok(len(adopted['baselined']) == len(adopted['notices']) == len(adopted['findings']) == 1 and
           [c['state'] for c in adopted['claims']] == ['verified_earlier', 'discrepant', 'discrepant'],
           'the adopted project shows what is hidden, what was loosened and what was verified earlier', adopted)
    full = json.loads(outputs(roots['full'], 'json'))
    members = {k for f in full['findings'] for k in f} | {k for f in full['findings'] for r in f.get('related', []) for k in r}
    tap.ok({'related', 'fix', 'rev'} <= members, 'the project shows related places, fixes and revisions', members)
    tap.ok({c['state'] for c in full['claims']} >= {'supported', 'discrepant', 'unchecked'}, 'and every state')
    verdicts = {e['verdict'] for c in full['claims'] for e in c['evidence']}
    tap.ok(verdicts >= {'verbatim', 'folded', 'altered', 'elsewhere', 'absent', 'unchecked'}, 'and verdicts of every kind', verdicts)
    if shutil.which('xmllint'):
        for kind, root in roots.items():
            with open(top + '/o.xml', 'w', encoding='utf8') as f:
                f.write(outputs(root, 'junit', *options.get(kind, [])))
            r = subprocess.run(['xmllint', '--noout', '--nonet', '--schema', here + '/junit.xsd', top + '/o.xml'],
                               capture_output=True, text=True)
            tap.ok(r.returncode == 0, f'junit of the {kind} project is valid', r.stderr)
        with open(top + '/o.xml', 'w', encoding='utf8') as f:
            f.write(outputs(roots['full'], 'junit').replace('failures="', 'faults="', 1))
        r = subprocess.run(['xmllint', '--noout', '--nonet', '--schema', here + '/junit.xsd', top + '/o.xml'], capture_output=True)
        tap.ok(r.returncode != 0, 'junit: a damage of it is not')
    else:
        tap.skip('junit is valid', 'no xmllint (libxml2-utils)')
tap.done()
