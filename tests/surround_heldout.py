#!/usr/bin/env python3
"""surround_heldout.py CITECHECK [--list]: quote-speaker, quote-negation, number-conflict and name-variant on labelled
real sentences (fixtures/surround/heldout*.jsonl, whose README says where the texts come from). The texts are no part of
the project: CITECHECK_TEXTS names a folder that holds them as bbc/, anarchism/ and newspaper/; a set whose texts are
absent is skipped."""
import collections
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

RULES = ['quote-speaker', 'quote-negation', 'number-conflict', 'name-variant']
SETS = ['heldout.jsonl', 'heldout-2.jsonl', 'heldout-4.jsonl', 'heldout-5.jsonl', 'heldout-6.jsonl']
here = os.path.dirname(os.path.abspath(__file__))


def read_text(folder, doc):
    corpus, name = doc.split(':')
    raw = open(os.path.join(folder, corpus, name), 'rb').read()
    return raw.decode('latin-1' if corpus == 'bbc' else 'utf8', errors='replace')


def build(rows, folder, out):
    """A project of the rows; each document once."""
    os.makedirs(f'{out}/corpus')
    os.makedirs(f'{out}/claims')
    open(f'{out}/citecheck.yaml', 'w').write('claims: [claims/]\ncorpus: [corpus/]\n')
    texts, claims = {}, []
    for r in rows:
        stem = r['doc'].replace(':', '-').replace('/', '-').rsplit('.', 1)[0]
        if stem not in texts:
            texts[stem] = read_text(folder, r['doc'])
            suffix = '.html' if r['doc'].endswith('.html') else '.txt'
            open(f'{out}/corpus/{stem}{suffix}', 'w').write(texts[stem])
        quote = texts[stem][r['start']:r['end']]
        if 'cut' in r:  # an ellipsis of the quote's own
            quote = texts[stem][r['start']:r['cut'][0]] + ' … ' + texts[stem][r['cut'][1]:r['end']]
        if hashlib.sha256(quote.encode()).hexdigest()[:16] != r['sha256']:
            sys.exit(f"{r['id']}: the text of {r['doc']} is another one")
        claim = {'id': r['id'], 'claim': r['claim'].replace('{quote}', ' '.join(quote.split())), 'evidence': [{'source': stem, 'quote': quote}]}
        if 'speaker' in r:
            claim['speaker'] = r['speaker']
        claims.append(claim)
    json.dump({'claims': claims}, open(f'{out}/claims/claims.json', 'w'))


def score(folder, name, first, listed):
    """Runs the program over one set and prints a line per rule of it; the number of rules below the mark."""
    rows = [json.loads(line) for line in open(f'{here}/../fixtures/surround/{name}', encoding='utf8')]
    rules = [rule for rule in RULES if any(r['rule'] == rule for r in rows)]
    corpora = {r['doc'].split(':')[0] for r in rows}
    if not folder or not all(os.path.isdir(os.path.join(folder, c)) for c in corpora):
        for i, rule in enumerate(rules):
            print(f'ok {first + i} {name}: {rule} # skip CITECHECK_TEXTS names no folder with the texts')
        return 0, len(rules)
    out = tempfile.mkdtemp()
    build(rows, folder, out)
    run = subprocess.run([os.path.abspath(sys.argv[1]), '--format', 'json'], cwd=out, capture_output=True, text=True)
    found = collections.defaultdict(set)
    unchecked = {c['id'] for c in json.loads(run.stdout)['claims'] if c['state'] == 'unchecked'}
    for f in json.loads(run.stdout)['findings']:
        found[f.get('claim')].add(f['rule'])
    shutil.rmtree(out)
    bad = 0
    for i, rule in enumerate(rules):
        right = [r['id'] for r in rows if r['rule'] == rule and r['expect'] == 'fire' and rule in found[r['id']]]
        missed = [r['id'] for r in rows if r['rule'] == rule and r['expect'] == 'fire' and rule not in found[r['id']]]
        alarms = [r['id'] for r in rows if rule in found[r['id']] and not (r['rule'] == rule and r['expect'] == 'fire')]
        silent = len(rows) - len(right) - len(missed)
        precision = len(right) / max(1, len(right) + len(alarms))
        recall = len(right) / max(1, len(right) + len(missed))
        ok = precision >= 0.95 and recall >= 0.70
        bad += not ok
        print(f"{'ok' if ok else 'not ok'} {first + i} {name}: {rule}: precision {precision:.3f}, recall {recall:.3f} "
              f'({len(right)} of {len(right) + len(missed)} found, {len(alarms)} alarms over {silent} others)')
        if listed:
            print('# missed', *missed)
            print('# alarms', *alarms)
    if listed:
        print('# unchecked', *sorted(unchecked))
    return bad, len(rules)


def main():
    folder, listed = os.environ.get('CITECHECK_TEXTS'), '--list' in sys.argv
    bad, n = 0, 0
    for name in SETS:
        below, rules = score(folder, name, n + 1, listed)
        bad, n = bad + below, n + rules
    print(f'1..{n}')
    return bad > 0


if __name__ == '__main__':
    sys.exit(main())
