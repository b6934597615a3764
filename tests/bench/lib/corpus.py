"""Corpora and quotes for the benchmarks: the same bytes on every machine that has the same Debian packages.

Up to 27 MB is text of Debian packages (essays, a dictionary, manuals of the kernel); what lies above is prose made from
its word statistics. A machine without the packages gets made prose only, and the table says so."""
import gzip, json, os, random, re, shutil, subprocess, tempfile

PACKAGES = ['anarchism', 'jargon-text', 'linux-doc-6.1']
SIZES = {'1': 1_000_000, '27': 27_000_000, '270': 270_000_000, '2700': 2_700_000_000}
MADE_DOCUMENT = 50_000    # bytes of a made document
TRAINING = 8_000_000      # bytes that the word statistics are taken from

# the commonest words of English with their rough share per thousand, for prose where no real text is at hand
COMMON = {'the': 62, 'of': 31, 'and': 28, 'to': 26, 'a': 23, 'in': 20, 'that': 11, 'is': 11, 'was': 9, 'it': 9, 'for': 9,
          'on': 7, 'with': 7, 'as': 7, 'be': 6, 'he': 6, 'by': 5, 'at': 5, 'are': 5, 'this': 5, 'not': 5, 'from': 4,
          'or': 4, 'an': 4, 'but': 4, 'which': 4, 'have': 4, 'they': 4, 'were': 3, 'had': 3, 'their': 3, 'been': 3,
          'has': 3, 'would': 2, 'there': 2, 'will': 2, 'more': 2, 'when': 2, 'if': 2, 'no': 2, 'so': 2, 'only': 2}


def is_prose(p):
    letters = sum(map(str.isalpha, p))
    return letters > 0.7 * len(p) and not re.search(r'[|=<>{}\\]{2}|\.{4}|-{4}|_{3}|\*{3}|::', p)


def unpack(into):
    """The packages' files below `into`; False where apt, dpkg or the network is missing."""
    if not shutil.which('apt-get') or not shutil.which('dpkg'):
        return False
    os.makedirs(into, exist_ok=True)
    with tempfile.TemporaryDirectory() as d:
        os.chmod(d, 0o755)      # apt drops its rights where it can
        got = subprocess.run(['apt-get', 'download', '-qq', *PACKAGES], cwd=d, capture_output=True)
        if got.returncode:
            return False
        return all(subprocess.run(['dpkg', '-x', os.path.join(d, f), into]).returncode == 0 for f in sorted(os.listdir(d)))


def packaged_texts(root):
    found = []
    for base, _, names in os.walk(root):
        for name in names:
            if not re.search(r'\.(txt|rst|md)(\.gz)?$', name):
                continue
            path = os.path.join(base, name)
            with (gzip.open if name.endswith('.gz') else open)(path, 'rb') as f:
                bytes_ = f.read()
            if len(bytes_) < 2000 or b'\0' in bytes_:
                continue
            try:
                found.append((os.path.relpath(path, root), bytes_.decode('utf8')))
            except UnicodeDecodeError:
                pass
    found.sort()
    random.Random(1).shuffle(found)     # so that every prefix holds every kind
    return found


def invented_words(r, n):
    """n words of made syllables, Zipf's law over them."""
    onset = 'b c d f g h l m n p r s t v w br ch cl dr gr pl pr sh sp st th tr'.split()
    vowel = 'a e i o u ai ea ee ou'.split()
    coda = ['', '', 'n', 'r', 's', 't', 'l', 'd', 'ng', 'nt', 'st', 'ck']
    rare = [''.join(r.choice(onset) + r.choice(vowel) + r.choice(coda) for _ in range(r.choice((1, 2, 2, 3)))) for _ in range(40_000)]
    vocabulary = list(COMMON) + rare
    rest = 1000 - sum(COMMON.values())
    weights = [1 / (k + 10) for k in range(len(rare))]
    scale = rest / sum(weights)
    words, left = r.choices(vocabulary, [*COMMON.values(), *(w * scale for w in weights)], k=n), 0
    for i in range(n):
        if left == 0:
            left = r.randint(6, 34)
            words[i] = words[i].capitalize()
            if i:
                words[i - 1] += '.'
        elif left % 11 == 0:
            words[i] += ','
        elif r.random() < 0.01:
            words[i] = str(r.randint(2, 2030))
        left -= 1
    return words


class Prose:
    """Endless prose: one to four words as they follow each other in the training text, then on from another place where
    the next word stands."""

    def __init__(self, words):
        self.words = words
        number, self.where, self.ids = {}, [], []
        for i, w in enumerate(words):
            k = number.setdefault(w, len(number))
            if k == len(self.where):
                self.where.append([])
            self.where[k].append(i)
            self.ids.append(k)

    def document(self, r, size):
        words, where, ids, end = self.words, self.where, self.ids, len(self.words) - 5
        out, p, rnd = [], int(r.random() * end), r.random
        for _ in range(size // 15):     # a step is 2.5 words of six bytes
            k = 1 + int(rnd() * 4)
            out += words[p:p + k]
            places = where[ids[p + k]]
            p = places[int(rnd() * len(places))]
            if p >= end:
                p = int(rnd() * end)
        lines = [' '.join(out[i:i + 12]) for i in range(0, len(out), 12)]
        return '\n\n'.join('\n'.join(lines[i:i + 8]) for i in range(0, len(lines), 8)) + '\n'


class Library:
    """The corpora of a working folder; made when they are first asked for."""

    def __init__(self, work):
        self.work = work
        self._texts = self._prose = None

    def _real(self):
        if self._texts is None:
            there = os.path.join(self.work, 'packages')
            if not os.path.exists(there + '.tried'):
                unpack(there)
                open(there + '.tried', 'w').close()
            self._texts = packaged_texts(there)
        return self._texts

    def prose(self):
        if self._prose is None:
            words, left = [], TRAINING
            for _, t in self._real():
                for p in t.split('\n\n'):
                    if left > 0 and len(p) > 100 and is_prose(p):
                        words += p.split()
                        left -= len(p)
            self._prose = Prose(words if left <= 0 else invented_words(random.Random(2), TRAINING // 6))
        return self._prose

    def _documents(self, size):
        left, n = size, 0
        for _, t in self._real():
            if left <= 0 or size - left >= SIZES['27']:
                break
            t = t if len(t) <= left else t[:left]
            left -= len(t.encode())
            yield t
        while left > 0:
            t = self.prose().document(random.Random(1000 + n), min(MADE_DOCUMENT, left))
            n += 1
            left -= len(t.encode())
            yield t

    def corpus(self, megabytes):
        """A folder of text files of that size; "1", "27", "270" or "2700"."""
        out = os.path.join(self.work, f'corpus-{megabytes}')
        if not os.path.exists(out + '/.complete'):
            shutil.rmtree(out, ignore_errors=True)
            os.makedirs(out)
            for i, t in enumerate(self._documents(SIZES[megabytes])):
                with open(f'{out}/d{i:05}.txt', 'w', encoding='utf8', newline='') as f:
                    f.write(t)
            open(out + '/.complete', 'w').close()
        return Corpus(out)

    def kind(self):
        return 'Debian packages and made prose' if self._real() else 'made prose (Debian packages out of reach)'


class Corpus:
    def __init__(self, folder):
        self.folder = folder
        self.files = sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.endswith('.txt'))
        self.size = sum(os.path.getsize(f) for f in self.files)

    def list_file(self):
        path = self.folder + '/.files'
        with open(path, 'w') as f:
            f.writelines(p + '\n' for p in self.files)
        return path


def alter(r, words):
    """One word or number changed, dropped or added."""
    words = list(words)
    k = r.randrange(2, len(words) - 2)
    how = r.random()
    if how < 0.25:
        del words[k]
    elif how < 0.45:
        words.insert(k, 'not')
    elif how < 0.6:
        words[k] = str(r.randint(2, 9000))
    else:
        words[k] = r.choice(('system', 'winter', 'committee', 'several', 'morning', 'surface', 'without', 'general'))
    return words


def typography(r, s):
    s = re.sub(r'(?<!\S)["\'](?=\w)', '“', s).replace('"', '”').replace("'", '’')
    return re.sub(r' (?=\w)', lambda m: '\u00a0' if r.random() < 0.05 else ' ', s)


# in percent
KINDS = {'verbatim': 50, 'typography': 15, 'altered': 20, 'elsewhere': 5, 'absent': 10}


def quotable(path):
    with open(path, encoding='utf8', newline='') as f:
        prose = [p.split() for p in f.read().split('\n\n') if len(p) > 120 and is_prose(p)]
    return [p for p in prose if len(p) >= 14]


def quotes(corpus, n, seed, kinds=KINDS):
    """[(index of the cited file, words, kind)]: passages of 8 to 40 words of prose, in the order of the files."""
    r = random.Random(seed)
    out, paragraphs, pool = [], {}, 'these are the words of a document that came before'.split()
    for at in sorted(r.randrange(len(corpus.files)) for _ in range(n)):
        for _ in corpus.files:              # a document of tables has nothing to quote: the next one
            if at not in paragraphs:
                paragraphs = {at: quotable(corpus.files[at])}
            if paragraphs[at]:
                break
            at = (at + 1) % len(corpus.files)
        p = r.choice(paragraphs[at])
        k = min(len(p), r.randint(8, 40))
        i = r.randrange(len(p) - k + 1)
        words = p[i:i + k]
        kind = r.choices(list(kinds), list(kinds.values()))[0]
        if kind == 'altered':
            words = alter(r, words)
        elif kind == 'absent':
            words = r.sample(words, len(words))
        elif kind == 'elsewhere':
            words, pool = pool, words
        s = ' '.join(words)
        out.append((at, typography(r, s) if kind == 'typography' else s, kind))
        pool = words if len(out) % 50 == 1 else pool
    return out


def write_cases(path, quotes_):
    with open(path, 'wb') as f:
        for at, s, _ in quotes_:
            b = s.encode()
            f.write(b'%d %d\n%s\n' % (at, len(b), b))
    return path


def scalar(s):
    """A YAML double-quoted scalar: JSON's, with the characters escaped that YAML reads otherwise."""
    return re.sub('[\x7f-\x9f\u2028\u2029\ufeff]', lambda m: f'\\u{ord(m[0]):04x}', json.dumps(s, ensure_ascii=False))


def project(folder, corpus, quotes_, files=10):
    """A citecheck project: corpus/ holds links to the texts' bytes (hard links where they work), claims/ the quotes."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + '/claims')
    os.makedirs(folder + '/corpus')
    for f in corpus.files:
        try:
            os.link(f, f'{folder}/corpus/{os.path.basename(f)}')
        except OSError:
            shutil.copyfile(f, f'{folder}/corpus/{os.path.basename(f)}')
    per = -(-len(quotes_) // files) if files else 0
    for i in range(files):
        with open(f'{folder}/claims/c{i:03}.yaml', 'w', encoding='utf8') as f:
            f.write('claims:\n')
            for k, (at, s, _) in enumerate(quotes_[i * per:(i + 1) * per]):
                source = os.path.basename(corpus.files[at])[:-4]
                f.write(f'  - {{id: c{i}-{k}, claim: The source says this., source: {source}, quote: {scalar(s)}}}\n')
    with open(folder + '/citecheck.yaml', 'w') as f:
        f.write('claims: [claims/]\ncorpus: [corpus/]\n')
    return folder
