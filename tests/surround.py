#!/usr/bin/env python3
"""surround.py CITECHECK: quote-speaker, quote-negation, number-conflict and name-variant on the invented articles of
fixtures/surround: every case of cases.tsv raises its rule (fire) or none of the four (silent, near), and every text of
speech.txt gives its quote to its speaker and to nobody else."""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

RULES = {'quote-speaker', 'quote-negation', 'number-conflict', 'name-variant'}
here = os.path.dirname(os.path.abspath(__file__))
fixtures = f'{here}/../fixtures/surround'


def read_cases():
    rows = [line.rstrip('\n').split('\t') for line in open(f'{fixtures}/cases.tsv') if not line.startswith('#')]
    return [dict(zip(('kind', 'rule', 'source', 'quote', 'claim', 'speaker'), r + [''])) for r in rows]


def read_speech():
    """speech.txt: a document each, and a case for every speaker."""
    texts, cases = {}, []
    for line in open(f'{fixtures}/speech.txt', encoding='utf8'):
        if line.startswith('#'):
            continue
        name, right, wrong, text = [x.strip() for x in line.rstrip('\n').split(' | ', 3)]
        text = text.replace('\\n', '\n')
        quote = text[text.index('{') + 1:text.index('}')]
        texts[f'speech-{name}'] = text.replace('{', '').replace('}', '')
        for kind, speakers in (('silent', right), ('fire', wrong)):
            cases += [{'kind': kind, 'rule': 'quote-speaker', 'source': f'speech-{name}', 'quote': quote,
                       'claim': 'It is told so.', 'speaker': s.strip(), 'only': True}
                      for s in speakers.split(';') if s.strip() != '-']
    return texts, cases


def findings(cases, texts, out):
    shutil.copytree(f'{fixtures}/corpus', f'{out}/corpus')
    for name, text in texts.items():
        open(f'{out}/corpus/{name}.txt', 'w', encoding='utf8').write(text + '\n')
    os.mkdir(f'{out}/claims')
    open(f'{out}/citecheck.yaml', 'w').write('claims: [claims/]\ncorpus: [corpus/]\n')
    claims = []
    for i, c in enumerate(cases):
        claim = {'id': f'c{i}', 'claim': c['claim'], 'evidence': [{'source': c['source'], 'quote': c['quote']}]}
        if c['speaker']:
            claim['speaker'] = c['speaker']
        claims.append(claim)
    json.dump({'claims': claims}, open(f'{out}/claims/cases.json', 'w'))
    run = subprocess.run([os.path.abspath(sys.argv[1]), '--format', 'json'], cwd=out, capture_output=True, text=True)
    return json.loads(run.stdout)


def main():
    texts, cases = read_speech()
    cases = read_cases() + cases
    out = tempfile.mkdtemp()
    result = findings(cases, texts, out)
    shutil.rmtree(out)
    found = collections.defaultdict(set)
    for f in result['findings']:
        found[f['claim']].add(f['rule'])
    verdicts = {c['id']: c['evidence'][0]['verdict'] for c in result['claims']}
    bad = 0
    print(f'1..{len(cases)}')
    for i, c in enumerate(cases):
        want = {c['rule']} if c['kind'] == 'fire' else set()
        rules = {c['rule']} if c.get('only') else RULES  # such a text may deny or limit its quote
        ok = found[f'c{i}'] & rules == want and verdicts[f'c{i}'] in ('verbatim', 'folded')
        bad += not ok
        print(f"{'ok' if ok else 'not ok'} {i + 1} {c['kind']} {c['rule']}: {c['claim']}")
        if not ok:
            print(f"# {verdicts[f'c{i}']}, raised {sorted(found[f'c{i}'])}: {c['quote']}")
    return bad > 0


sys.exit(main())
