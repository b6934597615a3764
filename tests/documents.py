#!/usr/bin/env python3
"""Documents made by real writers (browsers, typesetters, office programs): quotes of what was written are found again,
and what was never written, or stands only in menus and banners, is not.

    documents.py CITECHECK [WORD]     WORD: only the writers whose name holds it

A writer is a function of (article, folder) that leaves a document in the folder and returns its name, and a row of
WRITERS: its name, the tools it needs (skipped without them), the share of quotes that must be found. The articles are
made by tests/lib/prose.py."""
import html, json, os, shutil, struct, subprocess, sys, time, zlib
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from prose import article, cut, plain, spoil
from tap import Tap, folder, run

exe, tap = os.path.abspath(sys.argv[1]), Tap()
only = sys.argv[2] if len(sys.argv) > 2 else ''
QUOTES = 120


def tool(args, cwd, stdin=None, seconds=180):
    """Runs a writer's program; its own configuration goes below cwd."""
    env = dict(os.environ, HOME=cwd, LC_ALL='C.UTF-8', SOURCE_DATE_EPOCH='1000000000')
    r = subprocess.run(args, cwd=cwd, input=stdin, capture_output=True, env=env, timeout=seconds)
    if r.returncode:
        raise RuntimeError(f'{args[0]} ended with {r.returncode}: {(r.stderr or r.stdout)[-400:]!r}')
    return r


def write(d, name, text):
    with open(os.path.join(d, name), 'w', encoding='utf8') as f:
        f.write(text)
    return name


# --- the same article as the input of different writers ---

def as_html(a, mark=lambda i: f'<sup><a href="#fn{i}" id="r{i}">{i}</a></sup>'):
    out, n, kind = [], 0, None
    for k, t in a.blocks + [(None, '')]:
        if kind in ('item', 'row') and k != kind:
            out.append('</ul>' if kind == 'item' else '</table>')
        if k in ('item', 'row') and k != kind:
            out.append('<ul>' if k == 'item' else '<table>')
        kind = k
        if k == 'row':
            out.append('<tr>' + ''.join(f'<td>{html.escape(c)}</td>' for c in t) + '</tr>')
        elif k:
            text = html.escape(t, quote=False)
            while '\x01' in text:
                n += 1
                text = text.replace('\x01', mark(n), 1)
            tag = {'heading': 'h2', 'para': 'p', 'item': 'li', 'quote': 'blockquote'}[k]
            out.append(f'<{tag}>{text}</{tag}>')
    if a.notes:
        out.append('<ol class="footnotes">' + ''.join(f'<li id="fn{i + 1}">{html.escape(t)}</li>' for i, t in enumerate(a.notes)) + '</ol>')
    return '\n'.join(out)


def as_markdown(a):
    out, n = [f'# {a.title}\n'], 0
    for i, (k, t) in enumerate(a.blocks):
        if k == 'row':
            if i == 0 or a.blocks[i - 1][0] != 'row':
                out.append('| What | Who | Sum |\n|---|---|---|')
            out.append('| ' + ' | '.join(t) + ' |')
            if i + 1 == len(a.blocks) or a.blocks[i + 1][0] != 'row':
                out.append('')
            continue
        while '\x01' in t:
            n += 1
            t = t.replace('\x01', f'[^{n}]', 1)
        out.append({'heading': '## ', 'item': '- ', 'quote': '> '}.get(k, '') + t + '\n')
    out += [f'[^{i + 1}]: {t}\n' for i, t in enumerate(a.notes)]
    return '\n'.join(out)


def page(a):
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(a.title)}</title></head>\n'
            f'<body><h1>{html.escape(a.title)}</h1>\n{as_html(a)}\n</body></html>\n')


# --- writers ---

def html_plain(a, d):
    return write(d, 'made.html', page(a))


MENU = ['Harbour news', 'Ships and cargoes', 'Tide tables for the coming week', 'Letters to the harbour master', 'Archive of the gazette', 'Contact']
BANNER = 'We and our eleven partners store small files on your device to remember which harbour you prefer.'
RELATED = ['Why the eastern pier was closed for the third summer in a row', 'Seven walks along the breakwater for a rainy weekend',
           'The chandler who mended the town clock with a sail needle']
REMARKS = ['My grandfather always said that the pier was built on nothing but gravel and hope.',
           'Has anybody ever seen the surveyor smile while he counted those crates?']
FOOT = 'The Harbour Gazette is printed on recycled paper by the widow of the founder.'
OUTSIDE = MENU[2:4] + [BANNER, FOOT] + RELATED + REMARKS


def links(words):
    return '<ul>' + ''.join(f'<li><a href="/{i}">{w}</a></li>' for i, w in enumerate(words)) + '</ul>'


def site(body, head=''):
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Gazette</title>{head}</head><body>\n{body}\n</body></html>'


def html_semantic(a, d):
    return write(d, 'made.html', site(
        f'<header><a href="/">The Gazette</a><nav>{links(MENU)}</nav></header><div role="dialog"><p>{BANNER}</p><button>Agree</button></div>'
        f'<main><article><header><h1>{html.escape(a.title)}</h1></header>{as_html(a)}</article>'
        f'<aside><h2>More</h2>{"".join(f"<p>{r}.</p>" for r in RELATED)}</aside>'
        f'<section id="comments">{"".join(f"<article><p>{r}</p></article>" for r in REMARKS)}</section></main><footer><p>{FOOT}</p></footer>'))


def html_classes(a, d):
    return write(d, 'made.html', site(
        f'<div class="cookie-banner"><p>{BANNER}</p></div><div id="topNav">{links(MENU)}</div><div id="page"><div class="col-8">'
        f'<h1>{html.escape(a.title)}</h1><div class="post">{as_html(a)}</div>'
        f'<div class="related_posts">{"".join(f"<div><h3>{r}</h3><p>A teaser of the story.</p></div>" for r in RELATED)}</div>'
        f'<div class="comment-list">{"".join(f"<div class=item><p>{r}</p></div>" for r in REMARKS)}</div></div></div>'
        f'<div class="site-footer"><p>{FOOT}</p></div>'))


def html_tables(a, d):
    return write(d, 'made.html', site(
        f'<table width="100%"><tr><td colspan="3"><table class="menu"><tr>{"".join(f"<td><a href=/{i}>{m}</a></td>" for i, m in enumerate(MENU))}</tr></table></td></tr>'
        f'<tr><td class="sidebar">{links(RELATED)}<p>{BANNER}</p></td><td><h1>{html.escape(a.title)}</h1>{as_html(a)}</td></tr>'
        f'<tr><td id="comments" colspan="3">{"".join(f"<p>{r}</p>" for r in REMARKS)}</td></tr>'
        f'<tr><td class="footer" colspan="3"><p>{FOOT}</p></td></tr></table>'))


def html_pandoc(a, d):
    write(d, 'in.md', as_markdown(a))
    tool(['pandoc', '-s', '-f', 'markdown', '-t', 'html', '--metadata', 'title=Made', '-o', 'made.html', 'in.md'], d)
    return 'made.html'


def pdf_chromium(a, d):
    write(d, 'in.html', page(a))
    tool(['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', f'--user-data-dir={d}/profile',
          '--print-to-pdf=made.pdf', f'file://{d}/in.html'], d)
    return 'made.pdf'


def tex(text):
    """for LaTeX, and with plain notes in place of the marks"""
    for a, b in (('\\', r'\textbackslash{}'), ('&', r'\&'), ('%', r'\%'), ('$', r'\$'), ('#', r'\#'), ('_', r'\_'), ('“', '``'), ('”', "''")):
        text = text.replace(a, b)
    return text


def as_latex(a, options, preamble=''):
    notes, out, kind = iter(a.notes), [], None
    for k, t in a.blocks + [(None, '')]:
        if kind in ('item', 'row') and k != kind:
            out.append(r'\end{itemize}' if kind == 'item' else r'\end{tabular}' + '\n')
        if k in ('item', 'row') and k != kind:
            out.append(r'\begin{itemize}' if k == 'item' else '\n' + r'\noindent\begin{tabular}{p{3cm}p{2.2cm}r}')
        kind = k
        if k == 'row':
            out.append(' & '.join(tex(c) for c in t) + r' \\')
        elif k:
            text = tex(t)
            while '\x01' in text:
                text = text.replace('\x01', r'\footnote{' + tex(next(notes)) + '}', 1)
            out.append({'heading': r'\section{%s}', 'item': r'\item %s', 'quote': r'\begin{quote}%s\end{quote}', 'para': '%s\n'}[k] % text)
    return ('\\documentclass[%s]{article}\n\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n%s\\begin{document}\n'
            '\\pagestyle{headings}\n\\title{%s}\\maketitle\n%s\n\\end{document}\n' % (options, preamble, tex(a.title), '\n'.join(out)))


LM = '\\usepackage{lmodern}\n'


def by_latex(options, preamble=''):
    def make(a, d):
        write(d, 'made.tex', as_latex(a, options, preamble))
        for _ in range(2):
            tool(['pdflatex', '-interaction=batchmode', '-halt-on-error', 'made.tex'], d)
        return 'made.pdf'
    return make


def pdf_bitmaps(a, d):
    """Fonts of dots that name no characters: what is left of them are codes, of which these letters' mean others"""
    for x, y in (('š', 's'), ('ž', 'z'), ('ß', 'ss')):
        a.blocks = [(k, [c.replace(x, y) for c in t] if k == 'row' else t.replace(x, y)) for k, t in a.blocks]
        a.notes = [t.replace(x, y) for t in a.notes]
    return by_latex('a5paper')(a, d)


def by_groff(columns):
    def make(a, d):
        out, notes = ['.TL', a.title, columns], iter(a.notes)
        for k, t in a.blocks:
            text = ' '.join(t) if k == 'row' else t
            if k in ('heading', 'para', 'item'):
                out.append({'heading': '.SH', 'para': '.PP', 'item': r'.IP \(bu 2'}[k])
            elif k == 'row':
                out.append('.LP')
            parts = text.split('\x01')
            out.append(parts[0])
            for part in parts[1:]:
                out[-1] += r'\**'
                out += ['.FS', next(notes), '.FE', part.strip()]
        write(d, 'made.ms', '\n'.join(line for line in out if line) + '\n')
        with open(os.path.join(d, 'made.pdf'), 'wb') as f:
            f.write(tool(['groff', '-k', '-ms', '-Tpdf', '-P', '-pa4', 'made.ms'], d).stdout)
        return 'made.pdf'
    return make


def pdf_libreoffice(a, d):
    os.rename(os.path.join(d, by_pandoc('odt')(a, d)), os.path.join(d, 'in.odt'))
    tool(['soffice', '--headless', f'-env:UserInstallation=file://{d}/office', '--convert-to', 'pdf', '--outdir', 'out', 'in.odt'], d)
    os.rename(os.path.join(d, 'out/in.pdf'), os.path.join(d, 'made.pdf'))
    return 'made.pdf'


def by_pandoc(kind):
    def make(a, d):
        write(d, 'in.md', as_markdown(a))
        name = 'made.' + kind.rstrip('2')
        tool(['pandoc', '-s', '-f', 'markdown', '-t', kind, '--metadata', 'title=Made', '-o', name, 'in.md'], d)
        return name
    return make


def by_libreoffice(kind, source):
    """LibreOffice writes what it has read from another's file, with its own notes, styles and tables"""
    def make(a, d):
        os.rename(os.path.join(d, by_pandoc(source)(a, d)), os.path.join(d, f'in.{source}'))
        tool(['soffice', '--headless', f'-env:UserInstallation=file://{d}/office', '--convert-to', kind, '--outdir', 'out', f'in.{source}'], d)
        os.rename(os.path.join(d, f'out/in.{kind.split(":")[0]}'), os.path.join(d, 'made.' + kind.split(':')[0]))
        return 'made.' + kind.split(':')[0]
    return make


WRITERS = [     # name, tools, least share of quotes found, writer; words that are no main text of it
    ('html: a plain page', [], 0.99, html_plain),
    ('html: a page that marks its parts', [], 0.99, html_semantic, OUTSIDE),
    ('html: a page with names of classes', [], 0.99, html_classes, OUTSIDE),
    ('html: a page laid out in tables', [], 0.99, html_tables, OUTSIDE),
    ('html: pandoc', ['pandoc'], 0.99, html_pandoc),
    ('docx: pandoc', ['pandoc'], 0.99, by_pandoc('docx')),
    ('docx: LibreOffice', ['pandoc', 'soffice'], 0.99, by_libreoffice('docx', 'odt')),
    ('odt: pandoc', ['pandoc'], 0.99, by_pandoc('odt')),
    ('odt: LibreOffice', ['pandoc', 'soffice'], 0.99, by_libreoffice('odt', 'docx')),
    ('epub: pandoc', ['pandoc'], 0.99, by_pandoc('epub')),
    ('epub: pandoc, EPUB 2', ['pandoc'], 0.99, by_pandoc('epub2')),
    ('pdf: chromium, one column', ['chromium', 'pdftotext'], 0.99, pdf_chromium),
    ('pdf: LibreOffice', ['pandoc', 'soffice', 'pdftotext'], 0.99, pdf_libreoffice),
    ('pdf: TeX, one column', ['pdflatex', 'pdftotext'], 0.99, by_latex('a5paper', LM)),
    ('pdf: TeX, bitmap fonts', ['pdflatex', 'pdftotext'], 0.93, pdf_bitmaps),
    ('pdf: TeX, two columns', ['pdflatex', 'pdftotext'], 0.97, by_latex('twocolumn', LM)),
    ('pdf: groff, one column', ['groff', 'pdftotext'], 0.99, by_groff('.1C')),
    ('pdf: groff, two columns', ['groff', 'pdftotext'], 0.97, by_groff('.2C')),
]


# --- the test ---

def ask(d, name, quotes):
    """What became of each quote: the evidence of --format json."""
    claims = [{'id': f'c{i}', 'claim': 'So it is written.', 'source': os.path.splitext(name)[0], 'quote': q} for i, q in enumerate(quotes)]
    os.makedirs(os.path.join(d, 'claims'), exist_ok=True)
    write(d, 'claims/c.json', json.dumps({'claims': claims}, ensure_ascii=False))
    r = run(exe, ['--format', 'json'], d)
    out = json.loads(r.stdout)
    return [c['evidence'][0] for c in out['claims']], out


def noted(out):
    """ids of the claims whose words stand outside the main text"""
    return {f['claim'] for f in out['findings'] if f['rule'] == 'quote-outside-text'}


def kept(name, d, work):
    """the same output from the file, from what was kept of it, and beside a damaged cache; a changed `skip` is seen"""
    cache = os.path.join(work, 'cache')
    env = dict(os.environ, XDG_CACHE_HOME=cache)

    def check(*options):
        for f in os.listdir(os.path.join(cache, 'citecheck')) if os.path.isdir(cache) else []:
            if f.startswith('run-'):
                os.unlink(os.path.join(cache, 'citecheck', f))
        return subprocess.run([exe, '--format', 'json', *options], cwd=d, env=env, capture_output=True, timeout=600).stdout

    def files():
        return sorted(os.path.join(r, f) for r, _, v in os.walk(os.path.join(cache, 'citecheck', 'words')) for f in v)

    file = os.listdir(os.path.join(d, 'corpus'))[0]
    plain = check('--no-cache')
    outputs = [check()]
    first = [(f, os.stat(f).st_ino) for f in files()]
    outputs.append(check())
    if file.endswith(('.pdf', '.docx', '.odt', '.epub')) or os.path.getsize(os.path.join(d, 'corpus', file)) >= 16 << 10:
        tap.ok(first and first == [(f, os.stat(f).st_ino) for f in files()], f'{name}: what was kept is used', first)
    for at in (0, 41, 0.2, 0.5, 0.8, -1):
        for f in files():
            with open(f, 'r+b') as b:
                data = b.read()
                i = int(at * len(data)) if isinstance(at, float) else at % len(data)
                b.seek(i)
                b.write(bytes([data[i] ^ 0x20]))
        outputs.append(check())
    for f in files():
        os.truncate(f, os.path.getsize(f) // 2)
    outputs.append(check())
    tap.ok(plain and all(o == plain for o in outputs), f'{name}: cold, kept and damaged give one output',
           [i for i, o in enumerate(outputs) if o != plain])
    record = {'id': os.path.splitext(file)[0], 'file': 'corpus/' + file, 'skip': ['e']}
    write(d, 'sources.yaml', json.dumps({'references': [record]}))
    skipping, fresh = check(), check('--no-cache')
    os.unlink(os.path.join(d, 'sources.yaml'))
    tap.ok(skipping == fresh != plain and check() == plain, f'{name}: a changed skip is read anew')


def one(name, needs, floor, writer, outside=(), seed=7):
    missing = [t for t in needs if not shutil.which(t)]
    if missing:
        tap.skip(name, f'no {", ".join(missing)}')
        return
    a = article(seed, paragraphs=30, notes=5)
    with folder() as work, folder() as d:
        os.makedirs(os.path.join(d, 'corpus'))
        try:
            made = writer(a, work)
        except (RuntimeError, subprocess.TimeoutExpired) as e:
            tap.ok(False, name, e)
            return
        shutil.copy(os.path.join(work, made), os.path.join(d, 'corpus', made))
        quotes = cut(a, QUOTES, seed)
        evidence, out = ask(d, made, quotes)
        lost = [q for q, e in zip(quotes, evidence) if e['verdict'] not in ('verbatim', 'folded')]
        share = 1 - len(lost) / len(quotes)
        tap.ok(share >= floor, f'{name}: {share:.1%} of {len(quotes)} quotes found, at least {floor:.0%}', '\n'.join(lost[:5]))
        tap.ok(not noted(out), f'{name}: all of them in its main text', noted(out))
        if outside:
            evidence, out = ask(d, made, outside)
            silent = [q for i, (q, e) in enumerate(zip(outside, evidence)) if e['verdict'] in ('verbatim', 'folded') and f'c{i}' not in noted(out)]
            unseen = [q for q, e in zip(outside, evidence) if e['verdict'] not in ('verbatim', 'folded')]
            tap.ok(not silent and not unseen, f'{name}: no menu, banner, story or comment supports without a word', '\n'.join(silent + unseen))
        kept(name, d, work)
        wrong = [spoil(q, i) for i, q in enumerate(quotes)]
        evidence, _ = ask(d, made, wrong)
        passed = [q for q, e in zip(wrong, evidence) if e['verdict'] in ('verbatim', 'folded')]
        tap.ok(not passed, f'{name}: no spoiled quote is supported', '\n'.join(passed[:5]))


def locators():
    """pages are cited by the number printed on them or by their place in the file"""
    name = 'pdf: printed and physical pages'
    if not shutil.which('pdflatex') or not shutil.which('pdftotext'):
        return tap.skip(name, 'no pdflatex, pdftotext')
    with folder() as work, folder() as d:
        os.makedirs(os.path.join(d, 'corpus'))
        os.makedirs(os.path.join(d, 'claims'))
        pages = [(f'The {w} gate of the town was opened by the watch at dawn and closed by the watch at night.') for w in
                 ('first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh')]
        write(work, 'made.tex', '\\documentclass{article}\n' + LM + '\\begin{document}\\pagenumbering{roman}\n' +
              '\\newpage\n'.join(pages[:3]) + '\\newpage\\pagenumbering{arabic}\n' + '\\newpage\n'.join(pages[3:]) + '\\end{document}\n')
        tool(['pdflatex', '-interaction=batchmode', 'made.tex'], work)
        shutil.copy(os.path.join(work, 'made.pdf'), os.path.join(d, 'corpus'))
        cases = [('second', 'p. ii', None), ('second', 'p. 2', None), ('fifth', 'p. 2', None), ('fifth', 'p. 5', None), ('sixth', 'pp. 3-4', None),
                 ('fifth', 'p. 4', 'the words stand at p. 2, which is page 5 of the file'),
                 ('third', 'p. iv', 'the words stand at p. iii, which is page 3 of the file')]
        claims = [{'id': f'c{i}', 'claim': 'A gate.', 'source': 'made', 'locator': at, 'quote': f'The {w} gate of the town was opened'}
                  for i, (w, at, _) in enumerate(cases)]
        write(d, 'claims/c.json', json.dumps({'claims': claims}))
        out = json.loads(run(exe, ['--format', 'json'], d).stdout)
        said = {f['claim']: f['message'] for f in out['findings'] if f['rule'] == 'quote-locator'}
        for i, (w, at, message) in enumerate(cases):
            tap.ok(said.get(f'c{i}') == message and out['claims'][i]['evidence'][0]['verdict'] in ('verbatim', 'folded'),
                   f'{name}: {w} at {at}', f'{said.get(f"c{i}")} {out["claims"][i]}')


def pdf_of(pages):
    """a PDF of (x, y from above, words) in Helvetica, as ISO 32000-1 has it"""
    objects = [b'<< /Type /Catalog /Pages 2 0 R >>',
               b'<< /Type /Pages /Count %d /Kids [%s] >>' % (len(pages), b' '.join(b'%d 0 R' % (4 + 2 * i) for i in range(len(pages)))),
               b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>']
    for i, words in enumerate(pages):
        text = ''.join(f'BT /F1 10 Tf {x} {792 - y} Td ({w}) Tj ET\n' for x, y, w in words).encode('cp1252')
        objects += [b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>' % (5 + 2 * i),
                    b'<< /Length %d >>\nstream\n%s\nendstream' % (len(text), text)]
    out, at = b'%PDF-1.4\n', []
    for i, o in enumerate(objects):
        at.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (i + 1, o)
    return out + b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % a for a in at) + \
        b'trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, len(out))


def margins():
    """words in the margin stand in no sentence of the column; "page 2 of 9" is a page's number; columns among formulas"""
    name = 'pdf: margins, page numbers in words, formulas'
    if not shutil.which('pdftotext'):
        return tap.skip(name, 'no pdftotext')
    column = ['The ferry board had bought the floating dock in the spring, and the harbour',
              'master kept the keys of the sluice until the frost came. When the dredger',
              'was sold the guild of roofers asked for the barges, which the parish had',
              'lent to the school of navigation for as long as the winter would last and',
              'which nobody had painted since. The surveyor of the lower harbour wrote to',
              'the savings bank that the register of the barges had been lost in the flood',
              'of that year, and the bank replied that it had a copy of its own in the',
              'vault below the customs house. The lighthouse was dark for eleven nights.']
    left = ['The keeper of the weir counted the rafts', 'of timber each morning and wrote the sum', 'upon a slate that hung beside the door of',
            'the mill, where the miller could read it', 'before he opened the gates of the sluice', 'and let the water into the lower basin of',
            'the mill, so that the wheels would turn', 'until the evening bell was rung in town.']
    right = ['The rafts that came by night were counted', 'by the watch, who had no slate and kept a', 'string with knots in it beneath the bridge',
             'until the keeper came to fetch the string', 'and cut it into pieces for the ledger of', 'the weir, as his father had done before', 'him and as his daughter would do after he', 'had gone to live beside the northern lake.']
    notes = [(100, 120 + 13 * 3, 'lent barges'), (75, 120 + 13 * 6, 'copy in the vault')]
    pages = [sorted([(160, 120 + 13 * i, t) for i, t in enumerate(text)] + beside + [(160, 60, f'A report on the harbour, page {n} of 9, by the guild')],
                    key=lambda w: (w[1], w[0])) for n, text, beside in ((4, left, []), (5, column, notes), (6, right, []))]
    two = [(60, 100 + 13 * i, t) for i, t in enumerate(left)] + [(330, 100 + 13 * i, t) for i, t in enumerate(right)]
    two += [(60 + 55 * k, 240 + 13 * i, f'x{k} = {i}') for i in range(6) for k in range(3)] + [(340 + 55 * k, 240 + 13 * i, f'y{k} = {i}') for i in range(6) for k in range(3)]
    with folder() as d:
        os.makedirs(os.path.join(d, 'corpus'))
        os.makedirs(os.path.join(d, 'claims'))
        for made, of in (('margin', pages), ('columns', [sorted(two, key=lambda w: (w[1], w[0]))])):
            with open(os.path.join(d, 'corpus', made + '.pdf'), 'wb') as f:
                f.write(pdf_of(of))
        cases = [('margin', ' '.join(column)[95:330].split(' ', 1)[1].rsplit(' ', 1)[0], 'p. 5'),
                 ('margin', 'that the register of the barges had been lost in the flood of that year, and the bank replied that it had a copy of its own in the vault below', 'p. 5'),
                 ('margin', 'copy in the vault', 'p. 5'), ('columns', ' '.join(left)[20:200].split(' ', 1)[1].rsplit(' ', 1)[0], 'p. 1'),
                 ('columns', ' '.join(right)[20:200].split(' ', 1)[1].rsplit(' ', 1)[0], 'p. 1')]
        claims = [{'id': f'c{i}', 'claim': 'A harbour.', 'source': s, 'locator': at, 'quote': q} for i, (s, q, at) in enumerate(cases)]
        write(d, 'claims/c.json', json.dumps({'claims': claims}))
        out = json.loads(run(exe, ['--format', 'json'], d).stdout)
        for i, (s, q, at) in enumerate(cases):
            said = [f['message'] for f in out['findings'] if f['claim'] == f'c{i}' and f['rule'] in ('quote-locator', 'quote-altered', 'quote-not-found')]
            tap.ok(out['claims'][i]['evidence'][0]['verdict'] in ('verbatim', 'folded') and not said, f'{name}: {s}, {q[:30]}', said)


def pictures():
    """what is not found in a PDF with scanned pages is not checked; in one with empty pages it is not there"""
    name = 'pdf: pages without text'
    if not shutil.which('chromium') or not shutil.which('pdftotext'):
        return tap.skip(name, 'no chromium, pdftotext')
    with folder() as work, folder() as d:
        os.makedirs(os.path.join(d, 'corpus'))
        rows = b''.join(b'\0' + bytes((x * y) % 251 for x in range(400)) for y in range(400))
        part = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        png = b'\x89PNG\r\n\x1a\n' + part(b'IHDR', struct.pack('>IIBBBBB', 400, 400, 8, 0, 0, 0, 0)) + part(b'IDAT', zlib.compress(rows)) + part(b'IEND', b'')
        with open(os.path.join(work, 'p.png'), 'wb') as f:
            f.write(png)
        new = '<div style="break-after:page"></div>'
        for made, middle in (('scan', '<img src="p.png" width=600>'), ('blank', '<p>&nbsp;</p>')):
            write(work, 'in.html', f'<p>The watch opened the gate at dawn.</p>{new}{middle}{new}<p>The watch closed the gate at night.</p>')
            tool(['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', f'--user-data-dir={work}/profile',
                  '--no-pdf-header-footer', '--print-to-pdf-no-header', f'--print-to-pdf={made}.pdf', f'file://{work}/in.html'], work)
            shutil.copy(os.path.join(work, made + '.pdf'), os.path.join(d, 'corpus'))
            evidence, out = ask(d, made + '.pdf', ['The watch closed the gate', 'nobody ever saw the watch asleep on the wall'])
            want, says = ('unchecked', 'not checked: no text on page 2') if made == 'scan' else ('absent', None)
            said = [f['message'] for f in out['findings'] if f['rule'] == 'claim-unchecked']
            tap.ok([e['verdict'] for e in evidence][1] == want and evidence[0]['verdict'] in ('verbatim', 'folded') and said == ([says] if says else []),
                   f'{name}: {made}', f'{evidence} {said}')


for row in WRITERS:
    if only in row[0]:
        one(*row)
if only in 'pdf: locators and pictures':
    locators()
    margins()
    pictures()
tap.done()
