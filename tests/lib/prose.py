"""Invented articles from a small grammar, and quotes cut from them: what the drivers that make documents share.

An article is a list of blocks (kind, text), kind one of heading, para, item, quote, row (a list of cells). A paragraph's
text may hold \\x01, the place of a reference mark; the notes are in article.notes in the order of their marks. The same
seed gives the same article. Nothing in it negates, limits or reports speech, so that only the words are at stake."""
import random, re

PEOPLE = ['Ansgar Tveit', 'Milena Korda', 'Ruž Halvorsen', 'Désirée Amann', 'Tobiáš Werle', 'Ida Lindqvist', 'Jorun Æbelø',
          'Ottilie Straßner', 'Pál Verebes', 'Noor Halabi']
PLACES = ['Øvre Halden', 'Brückenau', 'Saint-Élier', 'Kamnitz', 'the lower harbour', 'the ropewalk', 'the mill at Drossen',
          'the customs house', 'the northern weir', 'the office of the surveyor']
BODIES = ['the ferry board', 'the guild of roofers', 'the drainage committee', 'the parish', 'the office for fisheries',
          'the first company of pilots', 'the workshop', 'the affiliated savings bank', 'the fire watch',
          'the school of navigation']
ACTS = ['repaired', 'inspected', 'reclassified', 'sold off', 'drained', 'financed', 'surveyed', 'certified', 'reflagged',
        'dismantled', 'whitewashed', 'enlarged', 'modified', 'auctioned', 'transferred']
THINGS = ['the floating dock', 'eleven flat barges', 'the official register', 'a coffer of fine silver', 'the sluice gates',
          'the waterfront', 'a steam-driven dredger', 'the stiff leather bellows', 'the flagpole', 'the granary roof',
          'two fields of flax', 'the lighthouse lamp', 'the affidavits', 'the offshore buoys', 'a shelf of files']
WAYS = ['in two difficult weeks', 'at the parish’s own expense', 'with borrowed tools', 'after a flood of offers',
        'under an interim configuration', 'by lamplight', 'for the fifth time', 'against a deposit',
        'through an intermediary', 'with sufficient scaffolding', 'in the off-season', 'before the ice came']
TAILS = ['and the accounts were filed in {place}', 'while {body} {act} {thing}', 'which cost {n} crowns and {m} pence',
         'so that {thing} could be {act} as well', 'and {person} signed the certificate', 'because {thing} had been {act} in {place}',
         'where {n} workers stayed until the first frost', 'and {body} wrote of “considerable efficiency” in its minutes',
         'at a rate of {n} per cent a year']
OPENERS = ['{Body} {act} {thing} {way}', 'In {place}, {person} {act} {thing}', '{person} of {place} {act} {thing} {way}',
           'That winter {body} {act} {thing}', 'With {n} men and {m} horses, {person} {act} {thing}',
           'The inspectors counted {n} crates in {place}', 'Of the {n} shares, {body} held {m}',
           '{Thing} stood in {place} for {n} years', 'Specifications for {thing} were drafted by {person}',
           'Responsibility for {thing} lay with {body}']
TITLES = ['How {body} came to own {thing}', 'The affair of {thing}', '{Thing} and its keepers', 'A ledger from {place}']


class Article:
    def __init__(self):
        self.title, self.blocks, self.notes = '', [], []

    def paragraphs(self):
        return [t for k, t in self.blocks if k == 'para']


class Grammar:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def fill(self, pattern):
        def put(m):
            word = m[1]
            pool = {'person': PEOPLE, 'place': PLACES, 'body': BODIES, 'act': ACTS, 'thing': THINGS, 'way': WAYS}.get(word.lower())
            got = self.r.choice(pool) if pool else str(self.r.randrange(3, 9800))
            return got[0].upper() + got[1:] if word[0].isupper() else got
        return re.sub(r'\{(\w+)\}', put, pattern)

    def sentence(self):
        s = self.fill(self.r.choice(OPENERS))
        for _ in range(self.r.choice((1, 1, 2))):
            s += ', ' + self.fill(self.r.choice(TAILS))
        return s[0].upper() + s[1:] + '.'

    def paragraph(self, least=3, most=7):
        return [self.sentence() for _ in range(self.r.randint(least, most))]


def article(seed, paragraphs=20, notes=0, lists=True, tables=True):
    g, a = Grammar(seed), Article()
    a.title = g.fill(g.r.choice(TITLES))
    a.title = a.title[0].upper() + a.title[1:]
    marked = set(g.r.sample(range(paragraphs), min(notes, paragraphs)))
    for i in range(paragraphs):
        if i % 6 == 3:
            title = g.fill(g.r.choice(TITLES))
            a.blocks.append(('heading', title[0].upper() + title[1:]))
        sentences = g.paragraph()
        if i in marked:
            sentences[0] += '\x01'
            a.notes.append(g.sentence())
        a.blocks.append(('para', ' '.join(sentences)))
        if lists and i % 9 == 5:
            a.blocks += [('item', g.sentence()) for _ in range(3)]
        if tables and i % 11 == 7:
            a.blocks += [('row', [g.fill('{Thing}'), g.fill('{person}'), g.fill('{n}')]) for _ in range(3)]
    return a


def plain(text):
    return text.replace('\x01', '')


def cut(a, n, seed=1, least=6, most=36):
    """n quotes of whole words from the article's paragraphs; every one stands in one paragraph"""
    r, out, paras = random.Random(seed), [], [plain(p).split() for p in a.paragraphs()]
    while len(out) < n:
        words = r.choice(paras)
        length = min(r.randint(least, most), len(words))
        at = r.randrange(len(words) - length + 1)
        out.append(' '.join(words[at:at + length]).rstrip(',;'))
    return out


def spoil(quote, seed):
    """the same quote with one word that the article has elsewhere, or with one number changed"""
    r, words = random.Random(seed), quote.split()
    digits = [i for i, w in enumerate(words) if w.isdigit()]
    if digits:
        i = r.choice(digits)
        words[i] = str(int(words[i]) + 1)
    else:
        i = r.randrange(1, len(words) - 1)
        words[i] = 'mostly' if words[i].islower() else 'Mostly'
    return ' '.join(words)
