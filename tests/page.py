#!/usr/bin/env python3
"""The page of --format html: well formed, whole without anything beside it, the same numbers as the other formats, every
claim and finding in it, and no input that becomes markup. A damaged page has to fail."""
import html.parser, json, os, re, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap, folder, run, unfold

exe, tap = os.path.abspath(sys.argv[1]), Tap()
VOID = {'meta', 'br'}
ELEMENTS = set('html head meta title style body header main footer nav section article h1 h2 h3 h4 h5 p a b bdi br code '
               'dd del details div dl dt figcaption figure ins li mark ol pre q span summary sup time ul'.split()) | VOID
ATTRIBUTES = {'class', 'id', 'href', 'lang', 'charset', 'http-equiv', 'content', 'name', 'aria-label', 'aria-hidden'}
OURS = re.compile('[A-Za-z0-9_ =,;:\'#-]*')  # what an attribute of ours is made of
CLOSES = {'p': set('p ul ol dl div section article figure details pre h1 h2 h3 h4 h5 nav main header footer'.split())}
EVIL = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</details></section></main>',
        '<!-- ', '-->', ']]>', '</style><style>*{display:none}</style>', '</title><u>', '&lt;b&gt; &amp;#60;', '`<b>`', '<svg/onload=x>',
        '<a href="javascript:x">', '<base href=//evil.example>', '\u202edetrever', '\x07']


class Page(html.parser.HTMLParser):
    """What a page holds, and what is wrong with it."""
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.wrong, self.open, self.ids, self.links, self.shape, self.words = [], [], [], [], [], []
        self.classes, self.levels = [], []
        self.feed(text)
        self.close()
        self.wrong += [f'<{t}> is not closed' for t in self.open]
        self.wrong += [f'id {i} twice' for i in set(self.ids) if self.ids.count(i) > 1]
        self.wrong += [f'link to {l}, which is not there' for l in self.links if l[1:] not in self.ids]
        self.wrong += [f'h{b} under h{a}' for a, b in zip(self.levels, self.levels[1:]) if b > a + 1]
        if self.levels.count(1) != 1 or not {'header', 'main', 'footer', 'nav', 'title'} <= set(self.shape):
            self.wrong.append('no title, heading or landmarks')
        self.text = ''.join(self.words)

    def handle_starttag(self, tag, attrs):
        if tag not in ELEMENTS:
            self.wrong.append(f'element {tag}')
        if self.open and self.open[-1] in CLOSES and tag in CLOSES[self.open[-1]]:
            self.wrong.append(f'<{tag}> in <{self.open[-1]}>')
        names = [k for k, _ in attrs]
        for k, v in attrs:
            if k not in ATTRIBUTES or not OURS.fullmatch(v or ''):
                self.wrong.append(f'attribute {k}={v!r} of {tag}')
            if k == 'href' and not re.fullmatch('#[a-z0-9_-]+', v):
                self.wrong.append(f'link to {v}')
        if len(names) != len(set(names)):
            self.wrong.append(f'an attribute twice in {tag}')
        attrs = dict(attrs)
        self.ids += [attrs['id']] if 'id' in attrs else []
        self.links += [attrs['href']] if 'href' in attrs else []
        self.levels += [int(tag[1])] if re.fullmatch('h[1-6]', tag) else []
        self.classes.append((tag, attrs.get('class')))
        self.shape.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f'</{tag}> at {self.getpos()}')
        self.shape.append('/' + tag)

    def handle_data(self, data):
        if self.open and self.open[-1] == 'style':
            if re.search(r'url\(|@import|expression|<', data):
                self.wrong.append('the style sheet asks for something else')
        else:
            self.words.append(data)

    def handle_comment(self, data):
        self.wrong.append(f'comment {data[:40]}')

    def handle_decl(self, decl):
        if decl != 'DOCTYPE html':
            self.wrong.append(f'declaration {decl[:40]}')

    handle_pi = unknown_decl = handle_comment


def project(words):
    """Every kind of claim, with `words` wherever a stranger can put some."""
    q = json.dumps
    return f'''=== citecheck.yaml
claims: [claims/]
corpus: [corpus/, sources.json]
=== sources.json
[{{"id": "tram{q(words)[1:-1]}", "title": {q(words)}, "file": "corpus/tram.txt", "sha256": "{'0' * 64}"}}, {{"id": "gone", "file": {q('corpus/' + words.replace('/', ':'))}}}]
=== corpus/tram.txt
The tram did not reach the harbour in June 1932, wrote Åsa Lindqvist. {words} The line was closed for good.
=== claims/a.json
{{"claims": [
  {{"id": {q('good' + words)}, "claim": {q(words)}, "source": "tram", "quote": "The line was closed for good."}},
  {{"id": "altered", "claim": "A.", "source": "tram", "quote": {q('The tram did reach the harbour in June 1933, wrote Asa Lindqvist. ' + words + ' The line was opened for good.')}}},
  {{"id": "absent", "claim": "A.", "source": "tram", "quote": {q('nobody wrote these words ' + words)}}},
  {{"id": "unknown", "claim": "A.", "source": {q('trma' + words)}, "quote": "the line was closed"}},
  {{"id": "unreadable", "claim": "A.", "source": "gone", "quote": "the line was closed"}},
  {{"id": "dated", "claim": "It came.", "date": {q('1960 ' + words)}, "source": "tram", "quote": "The tram did not reach the harbour in June 1932"}},
  {{"id": "ignored", "claim": "A.", "source": "tram", "quote": "The tram did reach the harbour", "ignore": {{"quote-altered": {q(words)}}}}},
  {{"id": "field", "claim": "A.", "source": "tram", "quote": "The line was closed for good.", {q('x' + words)}: 1}},
  {{"id": "bare", "claim": {q(words)}}}]}}
=== claims/b.md
The line {words} "was opened for good" [@tram].
'''


def page(root, *args):
    return run(exe, ['--no-cache', '--now', '2026-11-22', '--format', 'html', *args], root).stdout.decode('utf8')


def beside(root, *args):
    r = run(exe, ['--no-cache', '--now', '2026-11-22', '--format', 'html:o.html', '--format', 'json:o.json', *args], root)
    with open(root + '/o.html', encoding='utf8') as f, open(root + '/o.json', encoding='utf8') as g:
        return r.stdout.decode('utf8'), f.read(), json.load(g)


def visible(s):
    """Foreign text as reports show it."""
    return re.sub('[\x00-\x1f\u202e]', lambda m: f'\\u{ord(m[0]):04x}' if ord(m[0]) > 255 else f'\\x{ord(m[0]):02x}', s)


def compare(root, name, text, out, data):
    p, why = Page(out), ''
    why += '\n'.join(p.wrong[:5])
    if text.splitlines()[-1] not in p.text:
        why += f'\nnot the totals of the text report: {text.splitlines()[-1]}'
    listed = [c for t, c in p.classes if t == 'li' and c in ('supported', 'discrepant', 'unchecked', 'verified_earlier')]
    states = [c['state'] for c in data['claims']]
    if listed[-len(states):] != states:
        why += f'\nclaims {listed} for {states}'
    found = sorted(c.split()[1] for t, c in p.classes if t == 'article')
    if found != sorted(f['level'] for f in data['findings']):
        why += f'\nfindings {found}'
    why += ''.join(f'\nno {f["rule"]}: {f["message"]}' for f in data['findings'] if visible(f['message']) not in p.text)
    why += ''.join(f'\nnot related: {r["message"]}' for f in data['findings'] for r in f.get('related', [])[:10]
                   if visible(r['message']) not in p.text)
    tap.ok(not why, f'{name}: a whole page, with the claims, findings and numbers of the other formats', why)
    return p


with folder() as top:
    roots = {}
    for name, text in {'plain': project('plain'), 'evil': project(' '.join(e for e in EVIL if e not in ('\x07',))),
                       'clean': '=== claims/a.yaml\nclaims:\n  - {id: a, claim: A., source: x, quote: some words of the text}\n'
                                '=== corpus/x.txt\nThese are some words of the text.\n',
                       'broken': '=== claims/a.yaml\nclaims: [\n=== corpus/x.txt\nThese are some words.\n',
                       'nothing': '=== corpus/x.txt\nThese are some words.\n'}.items():
        roots[name] = top + '/' + name
        os.makedirs(roots[name])
        unfold(text, roots[name])
    for name in ('plain', 'evil', 'clean'):
        text, out, data = beside(roots[name])
        compare(roots[name], name, text, out, data)
    for name in ('broken', 'nothing'):
        p = Page(page(roots[name]))
        tap.ok(not p.wrong, f'{name}: a whole page', p.wrong)
    text, out, data = beside(roots['plain'])
    states = {c['state'] for c in data['claims']}
    tap.ok(states == {'supported', 'discrepant', 'unchecked'} and len({f['rule'] for f in data['findings']}) >= 6,
           'the project has every state and many kinds of findings', states)
    # each payload by itself, in ids, statements, sources and quotes: never as it is, and always to be read
    for i, evil in enumerate(EVIL):
        d, quoted = f'{top}/e{i}', json.dumps(evil)
        os.makedirs(d)
        unfold('=== claims/a.json\n{"claims": [{"id": %s, "claim": %s, "source": %s, "quote": "the line was closed"},\n'
               ' {"id": "b", "claim": "B", "source": "tram", "quote": %s}]}\n=== corpus/tram.txt\nThe line was closed.\n'
               % (quoted, quoted, quoted, json.dumps('nobody wrote ' + evil)), d)
        out = page(d)
        p = Page(out)
        times = p.text.count(visible(evil.strip()))
        tap.ok(evil not in out and times >= 4 and not p.wrong, f'text stays text: {evil!r}', p.wrong or f'shown {times} times')
    one, many = page(roots['plain'], '--jobs', '1'), page(roots['plain'], '--jobs', '8')
    tap.ok(one == many == page(roots['plain']), 'the same bytes with any number of jobs')
    bad = page(roots['broken'])
    tap.ok('What kept citecheck from its work' in bad and 'exit status 2' in bad, 'what kept citecheck from its work is told')
    both = page(roots['plain'], '--statistics')
    tap.ok('Statistics' in both and not Page(both).wrong, 'statistics where asked for', Page(both).wrong)
    # the check itself
    out = page(roots['plain'])
    damages = {'an element cut': ('</article>', ''), 'an element more': ('<main>', '<main><div>'), 'a script': ('<main>', '<main><script></script>'),
               'a handler': ('<main>', '<main onclick="x">'), 'a foreign link': ('href="#claims"', 'href="https://example.org/"'),
               'a dead link': ('href="#claims"', 'href="#nowhere"'), 'an id twice': ('id="findings"', 'id="claims"'),
               'a comment': ('<main>', '<main><!-- x -->'), 'an import': ('<style>', '<style>@import "x";')}
    for name, (old, new) in damages.items():
        tap.ok(old in out and Page(out.replace(old, new, 1)).wrong, f'seen in a damaged page: {name}')
tap.done()
