#!/usr/bin/env python3
"""DOCX, ODT and EPUB made by hand: what a reader sees of each construct, and what is refused of hostile packages.

tests/office.py --seeds FOLDER writes the packages into FOLDER for tests/fuzz/package_fuzz.c, and tests nothing."""
import hashlib, io, json, os, re, struct, sys, zipfile, zlib
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, 'lib'))
from tap import Tap, folder, run

exe, tap = os.path.abspath(sys.argv[-1]), Tap()
SEEDS = sys.argv[2] if sys.argv[1] == '--seeds' else None
with open(os.path.join(here, '..', 'engine/base/limits.h'), encoding='utf8') as f:
    L = {k: int(n) << {'': 0, 'KIB': 10, 'MIB': 20}[unit]
         for k, unit, n in re.findall(r'#define (LIMIT_\w+) (?:(KIB|MIB)\()?(\d+)', f.read())}

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'
SENTENCE = 'the lock of the upper sluice was mended in the week before the flood'


def pack(members, deflate=True):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as z:
        for name, data in members.items():
            z.writestr(name, data)
    return out.getvalue()


def relations(*rows):
    return f'<Relationships xmlns="{RELS}">' + ''.join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{t}" Target="{target}"/>' for i, (t, target) in enumerate(rows)) + '</Relationships>'


def docx(body, styles='', footnotes='', more=None, head=''):
    members = {
        '[Content_Types].xml': '<Types/>',
        '_rels/.rels': relations(('officeDocument', 'word/document.xml')),
        'word/_rels/document.xml.rels': relations(('styles', 'styles.xml'), ('footnotes', 'footnotes.xml')),
        'word/document.xml': f'{head}<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
                             'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
                             f'xml:space="preserve"><w:body>{body}<w:sectPr/></w:body></w:document>',
        'word/styles.xml': f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        'word/footnotes.xml': f'<w:footnotes xmlns:w="{W}" xml:space="preserve">{footnotes}</w:footnotes>',
    }
    return pack({**members, **(more or {})})


def p(*runs, style='', mark=''):
    return ('<w:p><w:pPr>' + (f'<w:pStyle w:val="{style}"/>' if style else '') + mark + '</w:pPr>' +
            ''.join(x if x.startswith('<') else r(x) for x in runs) + '</w:p>')


def r(text, props=''):
    return f'<w:r><w:rPr>{props}</w:rPr><w:t>{text}</w:t></w:r>'


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


PARTS = {  # as package_fuzz.c names them
    'docx': ['word/document.xml', 'word/styles.xml', 'word/footnotes.xml', 'word/endnotes.xml', '_rels/.rels', 'word/_rels/document.xml.rels',
             'docProps/core.xml'],
    'odt': ['content.xml', 'styles.xml', 'meta.xml', 'mimetype', 'META-INF/manifest.xml'],
    'epub': ['META-INF/container.xml', 'content.opf', 'a.xhtml', 'b.xhtml', 'nav.xhtml', 'toc.ncx', 'META-INF/encryption.xml', 'mimetype']}


def seed(name, data):
    """the package as it is, and the parts that the fuzzer packs itself; the first byte says which"""
    kind = name.split('.')[-1]
    made = [bytes([list(PARTS).index(kind)]) + data]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            members = {n: z.read(n) for n in z.namelist()}
        book = next((n for n in members if n.endswith('.opf')), None)
        if book:
            members['content.opf'] = members[book]
            members['META-INF/container.xml'] = members.get('META-INF/container.xml', b'').replace(book.encode(), b'content.opf')
        near = {n.split('/')[-1]: v for n, v in members.items()}
        parts = [members.get(n, near.get(n.split('/')[-1], b'')) for n in PARTS[kind]]
        made.append(bytes([list(PARTS).index(kind) + 3]) + b'\xff'.join(parts))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error, struct.error):
        pass
    for bytes_ in made:
        if len(bytes_) < 64 << 10:
            with open(os.path.join(SEEDS, hashlib.sha1(bytes_).hexdigest()[:20]), 'wb') as f:
                f.write(bytes_)


def seen(name, data):
    """The text that is read; None with the reason where nothing is."""
    if SEEDS:
        return seed(name, data), ''
    with folder() as d:
        with open(os.path.join(d, name), 'wb') as f:
            f.write(data)
        got = run(exe, ['dates', name], d)
        if got.returncode:
            return None, got.stderr.decode()
        return got.stdout.decode().rstrip('\n').replace('\\x09', '|'), ''


def shows(what, name, data, expected):
    got, why = seen(name, data)
    tap.ok(got == expected, f'{name.split(".")[1]}: {what}', f'want {expected!r}\nhave {got!r} {why}')


# --- DOCX as a reader sees it ---

shows('paragraphs, runs, white space', 'x.docx', docx(p('One ', 'two', ' three.') + p('Four  five.')), 'One two three.\n\nFour five.')
shows('white space at the ends counts only where it is preserved', 'x.docx',
      docx('<w:p><w:r><w:t xml:space="default">One </w:t></w:r><w:r><w:t>two</w:t></w:r></w:p>'), 'Onetwo')
shows('tabs, breaks, hyphens', 'x.docx',
      docx(p('<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>')),
      'a|b\nc‑d\u00ade')
shows('tracked changes: what was inserted stands, what was deleted does not', 'x.docx', docx(p(
    'It was ', '<w:del w:id="1"><w:r><w:delText>not </w:delText></w:r><w:r><w:t>ever </w:t></w:r></w:del>',
    '<w:ins w:id="2"><w:r><w:t>truly </w:t></w:r></w:ins>', 'so', '<w:moveFrom><w:r><w:t>, once</w:t></w:r></w:moveFrom>',
    '<w:moveTo><w:r><w:t>, twice</w:t></w:r></w:moveTo>', '.')), 'It was truly so, twice.')
shows('a deleted paragraph end joins two paragraphs', 'x.docx',
      docx(p('One ', mark='<w:rPr><w:del w:id="1"/></w:rPr>') + p('two.') + p('Three.')), 'One two.\n\nThree.')
shows('what the formatting was does not hide', 'x.docx',
      docx(p(r('Seen.', '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'))), 'Seen.')
shows('hidden text is out, also by its style', 'x.docx', docx(
    p('A', r('b', '<w:vanish/>'), r('c', '<w:vanish w:val="0"/>'), r('d', '<w:rStyle w:val="H"/>'), 'e') + p('Gone.', style='HP') + p('End.'),
    styles='<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
           '<w:style w:type="paragraph" w:styleId="HQ"><w:rPr><w:vanish/></w:rPr></w:style>'
           '<w:style w:type="paragraph" w:styleId="HP"><w:basedOn w:val="HQ"/></w:style>'), 'Ace\n\nEnd.')
shows('fields: results, not instructions, nested', 'x.docx', docx(p(
    'See ', field('begin'), '<w:r><w:instrText>IF </w:instrText></w:r>', field('begin'), '<w:r><w:instrText>X</w:instrText></w:r>',
    field('separate'), 'inner', field('end'), field('separate'), 'page 3', field('end'), '<w:fldSimple w:instr="PAGE"><w:r><w:t>, 4</w:t></w:r></w:fldSimple>', '.')),
    'See page 3, 4.')
shows('a deleted field is gone with its parts, and hides nothing behind it', 'x.docx', docx(p(
    'One', '<w:del w:id="1">' + field('begin') + '<w:r><w:delInstrText>X</w:delInstrText></w:r>' + field('separate') + r('two') + field('end') + '</w:del>', ' three.')),
    'One three.')
BOX = '<w:txbxContent>' + p('In the box.') + '</w:txbxContent>'
shows('a text box once, behind the text', 'x.docx', docx(
    p('Before ', f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{BOX}</mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>'
      '</mc:AlternateContent></w:r>', 'after.') + p('Last.')), 'Before after.\n\nLast.\n\nIn the box.')
shows('a fallback where there is no choice', 'x.docx', docx(
    p('Before.', f'<w:r><mc:AlternateContent><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>')), 'Before.\n\nIn the box.')
shows('tables: cells beside one another, rows below', 'x.docx', docx(
    p('Top.') + '<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>' + p('a') + '</w:tc><w:tc>' + p('b') + '</w:tc></w:tr>'
    '<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>' + p('gone') + '</w:tc></w:tr>'
    '<w:tr><w:tc>' + p('c') + p('C') + '</w:tc><w:tc>' + p('d') + '</w:tc></w:tr></w:tbl>' + p('End.')), 'Top.\n\na|b\n\nc\n\nC\n\nd\n\nEnd.')
shows('content controls, links and equations', 'x.docx', docx(p(
    '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:r><w:t>In a control, </w:t></w:r></w:sdtContent></w:sdt>',
    '<w:hyperlink><w:r><w:t>a link, </w:t></w:r></w:hyperlink>',
    '<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>', '.')),
    'In a control, a link, 10^2.')
NOTES = ('<w:footnote w:type="separator" w:id="-1">' + p('---') + '</w:footnote><w:footnote w:id="7">' + p('<w:r><w:footnoteRef/></w:r>', ' Said twice.') +
         '</w:footnote><w:footnote w:id="8">' + p('Nobody refers to it.') + '</w:footnote>')
shows('footnotes behind the text, their marks in it', 'x.docx',
      docx(p('Geneva.', '<w:r><w:footnoteReference w:id="7"/></w:r>', ' Then.'), footnotes=NOTES), 'Geneva.1 Then.\n\n1 Said twice.')
shows('comments, headers and footers are not the text', 'x.docx', docx(p('One.', '<w:r><w:commentReference w:id="1"/></w:r>'), more={
    'word/comments.xml': f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{p("A comment.")}</w:comment></w:comments>',
    'word/header1.xml': f'<w:hdr xmlns:w="{W}">{p("A header.")}</w:hdr>'}), 'One.')
shows('the strict namespaces too', 'x.docx', pack({
    '_rels/.rels': relations(('officeDocument', '/word/document.xml')).replace(OFFICE, 'http://purl.oclc.org/ooxml/officeDocument/relationships'),
    'word/document.xml': '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>' + p('Strict.') + '</w:body></w:document>'}), 'Strict.')

# --- ODT ---

NS = ' '.join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in dict(
    office='office', text='text', table='table', style='style', draw='drawing', fo='xsl-fo-compatible', svg='svg-compatible', meta='meta').items())
ODF = 'application/vnd.oasis.opendocument.text'


def odt(body, styles='', more=None, kind=ODF, head=''):
    return pack({'mimetype': kind, 'content.xml':
                 f'{head}<office:document-content {NS} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:automatic-styles>{styles}</office:automatic-styles>'
                 f'<office:body><office:text>{body}</office:text></office:body></office:document-content>', **(more or {})})


def tp(text, style=''):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


shows('paragraphs, white space, tabs, breaks', 'x.odt',
      odt(tp('One\n  two<text:s text:c="3"/>three.') + tp('a<text:tab/>b<text:line-break/>c')), 'One two three.\n\na|b\nc')
shows('headings, lists, sections', 'x.odt', odt(
    '<text:h text:outline-level="2">Head</text:h><text:list><text:list-item>' + tp('first') + '</text:list-item></text:list>'
    '<text:section text:display="none">' + tp('Gone.') + '</text:section><text:section>' + tp('There.') + '</text:section>'), 'Head\n\nfirst\n\nThere.')
shows('tracked changes: what was deleted stands apart', 'x.odt', odt(
    '<text:tracked-changes><text:changed-region><text:deletion>' + tp('not ') + '</text:deletion></text:changed-region></text:tracked-changes>' +
    tp('It was <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>truly<text:change-end text:change-id="c2"/> so.')), 'It was truly so.')
shows('hidden text is out', 'x.odt', odt(
    tp('A<text:span text:style-name="H">b</text:span><text:hidden-text text:is-hidden="true">c</text:hidden-text>d') + tp('Gone.', 'HP'),
    styles='<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
           '<style:style style:name="HP" style:parent-style-name="H"/>'), 'Ad')
shows('comments are out, fields show their result', 'x.odt', odt(
    tp('One<office:annotation><dc:creator>N</dc:creator>' + tp('A comment.') + '</office:annotation>, <text:page-number>4</text:page-number>, <text:a>link</text:a>.')),
    'One, 4, link.')
shows('notes behind the text', 'x.odt', odt(
    tp('Geneva.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>' + tp('Said twice.') +
       '</text:note-body></text:note> Then.') + tp('End.')), 'Geneva.1 Then.\n\nEnd.\n\n1 Said twice.')
shows('a text box behind the text, without its picture’s description', 'x.odt', odt(
    tp('Before <draw:frame><draw:text-box>' + tp('In the box.') + '</draw:text-box><svg:desc>Described.</svg:desc></draw:frame>after.')), 'Before after.\n\nIn the box.')
shows('tables', 'x.odt', odt(
    '<table:table><table:table-row><table:table-cell>' + tp('a') + '</table:table-cell><table:table-cell>' + tp('b') +
    '</table:table-cell><table:covered-table-cell>' + tp('gone') + '</table:covered-table-cell></table:table-row></table:table>' + tp('End.')), 'a|b\n\nEnd.')

# --- EPUB ---

CONTAINER = ('<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" '
             'media-type="application/oebps-package+xml"/></rootfiles></container>')


def xhtml(body):
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'


def epub(chapters, spine=None, more=None, items='', container=CONTAINER, guide=''):
    manifest = ''.join(f'<item id="c{i}" href="{name}" media-type="application/xhtml+xml"{" properties=" + chr(34) + "nav" + chr(34) if name == "nav.xhtml" else ""}/>'
                       for i, name in enumerate(chapters))
    refs = ''.join(f'<itemref idref="c{i}"/>' for i in (range(len(chapters)) if spine is None else spine))
    return pack({'mimetype': 'application/epub+zip', 'META-INF/container.xml': container, 'OEBPS/book.opf':
                 f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title>'
                 f'<dc:date>1999-01-01</dc:date></metadata><manifest>{manifest}{items}</manifest><spine>{refs}</spine>{guide}</package>',
                 **{'OEBPS/' + k.replace('%20', ' '): xhtml(v) for k, v in chapters.items()}, **(more or {})})


shows('chapters in the order of the spine, each once, without the contents', 'x.epub', epub(
    {'b.xhtml': '<p>Second.</p>', 'sub/a%20b.xhtml': '<h1>First</h1><p>One<a id="x"/> two.</p>', 'nav.xhtml': '<nav><ol><li>First</li></ol></nav>'},
    spine=[2, 1, 0, 1]), 'First\n\nOne two.\n\nSecond.')
shows('the contents of EPUB 2', 'x.epub', epub({'toc.xhtml': '<p>Chapter 1</p>', 'a.xhtml': '<p>Text.</p>'}, guide='<guide><reference type="toc" href="toc.xhtml"/></guide>'), 'Text.')
shows('XHTML is no HTML: elements that close themselves, CDATA', 'x.epub', epub(
    {'a.xhtml': '<p>One <span class="x"/>two.</p><script src="x"/><p><![CDATA[a < b & c]]></p><div/><p>End.</p>'}), 'One two.\n\na < b & c\n\nEnd.')
shows('marks of notes and links back from them are marks; notes stand', 'x.epub', epub(
    {'a.xhtml': '<p>Geneva.<a epub:type="noteref" href="n.xhtml#x1">1</a> Then.</p>', 'n.xhtml': '<aside epub:type="footnote" id="x1"><p>Said twice.<a role="doc-backlink" href="a.xhtml">↩</a></p></aside>'}),
    'Geneva.1 Then.\n\nSaid twice.↩')
shows('formulas without their source', 'x.epub', epub(
    {'a.xhtml': '<p>Where <math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">x^{1}</annotation></semantics></math> is.</p>'}), 'Where x is.')
shows('scrambled fonts are no encrypted book', 'x.epub', epub({'a.xhtml': '<p>Text.</p>'}, more={
    'META-INF/encryption.xml': '<encryption xmlns="urn:x" xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherReference URI="OEBPS/font.otf"/></encryption>'}), 'Text.')

# --- what is refused ---


def state(name, data):
    if SEEDS:
        return seed(name, data), ''
    with folder() as d:
        os.makedirs(os.path.join(d, 'corpus'))
        os.makedirs(os.path.join(d, 'claims'))
        with open(os.path.join(d, 'corpus', name), 'wb') as f:
            if callable(data):
                data(f)
            else:
                f.write(data)
        with open(os.path.join(d, 'claims/a.yaml'), 'w', encoding='utf8') as f:
            f.write(f'claims:\n  - {{id: c, claim: x, source: x, quote: {SENTENCE}}}\n')
        got = run(exe, ['--format', 'json'], d)
        try:
            out = json.loads(got.stdout)
        except ValueError:
            return f'exit {got.returncode} {got.stderr[-200:]}', ''
        says = ' '.join(f['message'] for f in out['findings'] if f['rule'] == 'source-unreadable')
        return out['claims'][0]['state'], says


def refused(what, name, data, word):
    got, says = state(name, data)
    tap.ok(got == 'unchecked' and word in says, f'refused: {what}', f'{got}: {says!r}, want {word!r}')


def supported(what, name, data):
    got, says = state(name, data)
    tap.ok(got == 'supported', f'read: {what}', f'{got}: {says!r}')


GOOD = docx(p(SENTENCE + '.'))
LAUGHS = ('<!DOCTYPE x [<!ENTITY a "' + SENTENCE + '">' +
          ''.join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + ']>')
supported('a plain DOCX', 'x.docx', GOOD)
refused('entities that multiply, in a DOCX', 'x.docx', docx(p('&j;'), head=LAUGHS), 'declares entities')
refused('entities that multiply, in an ODT', 'x.odt', odt(tp('&j;'), head=LAUGHS), 'declares entities')
refused('an external entity', 'x.docx', docx(p('&a;'), head='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), 'declares entities')
refused('entities in the package document of a book', 'x.epub', pack({
    'META-INF/container.xml': CONTAINER, 'OEBPS/book.opf': LAUGHS + '<package xmlns="http://www.idpf.org/2007/opf"/>'}), 'declares entities')
refused('a truncated package', 'x.docx', GOOD[:len(GOOD) // 2], 'damaged')
refused('a text by the name of a document', 'x.docx', b'plain text ' + SENTENCE.encode(), 'no ZIP package')
refused('a ZIP that is none', 'x.docx', pack({'a.txt': SENTENCE}), 'no Word document')
refused('a book by the name of a DOCX', 'x.docx', epub({'a.xhtml': f'<p>{SENTENCE}</p>'}), 'no Word document')
refused('a DOCX by the name of an ODT', 'x.odt', GOOD, 'no OpenDocument')
refused('a DOCX by the name of a book', 'x.epub', GOOD, 'no EPUB')
refused('a sheet by the name of an ODT', 'x.odt', odt(tp(SENTENCE), kind='application/vnd.oasis.opendocument.spreadsheet'), 'no OpenDocument')
refused('a sheet by the name of a DOCX', 'x.docx', pack({'_rels/.rels': relations(('officeDocument', 'xl/workbook.xml')),
                                                         'xl/workbook.xml': '<workbook xmlns="urn:x"/>'}), 'no Word document')
refused('a compound file', 'x.docx', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 600, 'encrypted document')
refused('a document without text', 'x.docx', docx(p('')), 'without text')
refused('XML that is not well formed', 'x.docx', docx('<w:p>'), 'damaged XML')
refused('an encrypted ODT', 'x.odt', odt(tp(SENTENCE), more={'META-INF/manifest.xml':
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'}), 'encrypted')
refused('an encrypted book', 'x.epub', epub({'a.xhtml': f'<p>{SENTENCE}</p>'}, more={
    'META-INF/encryption.xml': '<encryption xmlns="urn:x" xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherReference URI="OEBPS/a.xhtml"/></encryption>'}), 'encrypted book')
refused('a book that lacks a chapter', 'x.epub', pack({'META-INF/container.xml': CONTAINER, 'OEBPS/book.opf':
                            '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="z" href="z.xhtml" media-type="application/xhtml+xml"/></manifest>'
                            '<spine><itemref idref="z"/></spine></package>'}), 'is missing')
refused('a path that leads out of the package', 'x.docx', pack({'_rels/.rels': relations(('officeDocument', '../../etc/passwd'))}), 'no Word document')


def patch(data, name, what):
    """changes a member's header, or its data, after the fact"""
    data = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as z:
        info = z.getinfo(name)
    local = info.header_offset
    central = data.rindex(b'PK\1\2', 0, data.rindex(name.encode()) + 1)
    what(data, local, central)
    return bytes(data)


def wrong_sum(data, local, central):
    data[central + 16] ^= 1
    data[local + 14] ^= 1


def encrypted(data, local, central):
    data[central + 8] |= 1
    data[local + 6] |= 1


def method(n):
    def change(data, local, central):
        struct.pack_into('<H', data, central + 10, n)
        struct.pack_into('<H', data, local + 8, n)
    return change


refused('a wrong checksum', 'x.docx', patch(GOOD, 'word/document.xml', wrong_sum), 'damaged package')
refused('an encrypted member', 'x.docx', patch(GOOD, 'word/document.xml', encrypted), 'encrypted')
refused('a method that documents do not use', 'x.docx', patch(GOOD, 'word/document.xml', method(12)), 'compressed in a way')


def twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            for name in ('word/document.xml', 'word/document.xml'):
                z.writestr(name, 'x')
    return out.getvalue()


refused('two members of one name', 'x.docx', twice(), 'two members')

# --- two headers for one member: readers differ in which they believe ---

class Stream(io.RawIOBase):
    """what can't be sought back into: checksum and sizes are written behind each member"""
    def __init__(self):
        super().__init__()
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, b):
        self.data += bytes(b)
        return len(b)


def streamed(data):
    out = Stream()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    return bytes(out.data)


def change(side, at, size, to):
    """one field, in the member's own header or in the list"""
    def what(data, local, central):
        place = (central if side == 'list' else local) + at
        old = int.from_bytes(data[place:place + size], 'little')
        data[place:place + size] = (to(old) % (1 << 8 * size)).to_bytes(size, 'little')
    return what


LATE = streamed(GOOD)
supported('checksums behind the members', 'x.docx', LATE)
supported('something before the package', 'x.docx', b'#!/bin/sh\n' + GOOD)
with_comment = io.BytesIO(GOOD)
with zipfile.ZipFile(with_comment, 'a') as z:
    z.comment = b'made by hand'
supported('a comment behind the package', 'x.docx', with_comment.getvalue())
big = io.BytesIO()
with zipfile.ZipFile(big, 'w', zipfile.ZIP_DEFLATED) as z, zipfile.ZipFile(io.BytesIO(GOOD)) as good:
    for info in good.infolist():
        with z.open(info.filename, 'w', force_zip64=True) as member:
            member.write(good.read(info))
supported('sizes in the fields for large packages', 'x.docx', big.getvalue())
for what, at_header, at_list, size, to, word in (
        ('name', 30, 46, 1, lambda n: n + 1, 'another name'), ('method', 8, 10, 2, lambda n: 0 if n else 8, 'another way of packing'),
        ('encryption', 6, 8, 2, lambda n: n ^ 1, 'another way of packing'), ('checksum', 14, 16, 4, lambda n: n ^ 1, 'another checksum'),
        ('packed size', 18, 20, 4, lambda n: n - 1, 'another size'), ('size', 22, 24, 4, lambda n: n + 1, 'another size')):
    refused(f'another {what} in the header of a member', 'x.docx', patch(GOOD, 'word/document.xml', change('header', at_header, size, to)), word)
    refused(f'another {what} in the list of members', 'x.docx', patch(GOOD, 'word/document.xml', change('list', at_list, size, to)), word)
refused('another checksum in the list than behind the member', 'x.docx', patch(LATE, 'word/document.xml', change('list', 16, 4, lambda n: n ^ 1)), 'damaged package')
refused('another size in the list than behind the member', 'x.docx', patch(LATE, 'word/document.xml', change('list', 24, 4, lambda n: n + 1)), 'damaged package')
refused('a list of another length', 'x.docx', GOOD[:-12] + b'\x09\0\x09\0' + GOOD[-8:], 'damaged')

# --- budgets: at the limit, and one over ---

if SEEDS:
    sys.exit(0)


def pair(what, name, make, n, word):
    supported(f'{what}: {n}', name, make(n))
    refused(f'{what}: {n + 1}', name, make(n + 1), word)


def members(n):
    return docx(p(SENTENCE), more={f'x/{i}': '' for i in range(n - 6)})


def deep(n):
    # document, body, p, r, t
    return docx('<w:sdt>' * (n - 5) + p(SENTENCE) + '</w:sdt>' * (n - 5))


def fields(n):
    return docx(p(*([field('begin')] * n), *([field('end')] * n), SENTENCE))


def expanded(n):
    """what is read of this package is n bytes; stored, so that no ratio is met first"""
    parts = {'_rels/.rels': relations(('officeDocument', 'd.xml'))}
    start, end = f'<w:document xmlns:w="{W}"><w:body>{p(SENTENCE)}<!--', '--></w:body></w:document>'
    used = len(parts['_rels/.rels'])
    return pack({**parts, 'd.xml': start + ' ' * (n - used - len(start) - len(end)) + end}, deflate=False)


def long_file(n):
    """a package behind a hole"""
    def make(f):
        with zipfile.ZipFile(io.BytesIO(), 'w'):
            pass
        f.truncate(n - len(GOOD))
        f.seek(0, 2)
        shifted = bytearray(GOOD)
        shift, at = n - len(GOOD), 0
        while (at := shifted.find(b'PK\1\2', at)) >= 0:
            struct.pack_into('<I', shifted, at + 42, struct.unpack_from('<I', shifted, at + 42)[0] + shift)
            at += 4
        end = shifted.rindex(b'PK\5\6')
        struct.pack_into('<I', shifted, end + 16, struct.unpack_from('<I', shifted, end + 16)[0] + shift)
        f.write(shifted)
    return make


def ratio(times):
    """more than the free bytes come out of a package of that many times less; noise fills it up"""
    free = L['LIMIT_EXPANDED_FREE_BYTES']
    start, end = f'<w:document xmlns:w="{W}"><w:body>{p(SENTENCE)}<!--', '--></w:body></w:document>'
    total = free + (4 << 20)
    noise = os.urandom(total // times)
    return pack({'_rels/.rels': relations(('officeDocument', 'd.xml')), 'd.xml': start + ' ' * total + end, 'noise': noise})


pair('members of a package', 'x.docx', members, L['LIMIT_PACKAGE_MEMBERS'], 'members')
pair('bytes of a name', 'x.docx', lambda n: docx(p(SENTENCE), more={'n' * n: ''}), L['LIMIT_PACKAGE_NAME_BYTES'], 'name of more')
pair('depth of XML', 'x.docx', deep, L['LIMIT_XML_DEPTH'], 'nested deeper')
pair('fields in fields', 'x.docx', fields, L['LIMIT_FIELD_DEPTH'], 'nested deeper')
pair('bytes that come out', 'x.docx', expanded, L['LIMIT_EXPANDED_BYTES'], 'expands to more')
pair('bytes of a package', 'x.docx', long_file, L['LIMIT_PACKAGE_BYTES'], 'a package of')
supported('ratio: below it', 'x.docx', ratio(L['LIMIT_EXPANDED_RATIO'] // 2))
refused('ratio: above it', 'x.docx', ratio(L['LIMIT_EXPANDED_RATIO'] * 2), 'times its size')
supported('a quote across the marks of a book’s notes', 'x.epub', epub({'a.xhtml': '<p>' + SENTENCE.replace('mended', 'mended<a epub:type="noteref" href="n.xhtml#x1">1</a>') + '</p>'}))
many = epub({'a.xhtml': f'<p>{SENTENCE}</p>' + '<p>x</p>' * 1000}, spine=[0] * 5000)
supported('a spine that names one chapter five thousand times', 'x.epub', many)
tap.done()
