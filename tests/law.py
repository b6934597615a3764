#!/usr/bin/env python3
"""The laws of the house: which room may include which, which file may include which library, every header compiles
alone, banned functions, length of files."""
import os, re, shlex, subprocess, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap

top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
tap = Tap()

ROOMS = {   # a room and what it may include beside itself
    'base': set(), 'config': {'base'}, 'find': {'base'}, 'claim': {'base'}, 'net': {'base'},
    'source': {'base'},
    'text': {'base', 'source'}, 'time': {'base'},
    'lint': {'base', 'config', 'find', 'claim', 'source', 'text', 'time', 'rules'},
    'rules': {'base', 'claim', 'config', 'source', 'text', 'time', 'lint'},
    'report': {'base', 'claim', 'config', 'source', 'lint', 'rules', 'text', 'time'},
    'git': {'base', 'find', 'config', 'lint'},
    'cmd': {'base', 'config', 'find', 'net', 'claim', 'source', 'text', 'time', 'lint', 'rules', 'report', 'git', 'cmd'},
}
LEAVES = {  # headers that other rooms may include although their room comes later
    'lint/level.h': {'config'}, 'lint/rule_key.h': {'config'},
    'text/sentence.h': {'claim', 'lint'}, 'text/match.h': {'claim'}, 'claim/claim.h': {'find'},
}
LIBRARIES = {   # header -> where it may be included
    'pcre2.h': r'engine/base/regex\.c', 'yaml.h': r'engine/base/yaml\.c', 'md4c.h': r'engine/base/markdown\.c',
    'gumbo.h': r'engine/source/html\w*\.c', 'utf8proc.h': r'engine/(base/utf8|text/fold\w*)\.c',
    'xxhash.h': r'engine/base/str\.c', 'git2.h': r'engine/git/\w+\.[ch]', 'git2/': r'engine/git/\w+\.[ch]',
    'curl/': r'engine/net/\w+\.[ch]', 'archive': r'engine/source/package\.c', 'expat.h': r'engine/source/xml\.c',
    'cmocka.h': r'tests/unit/.*', 'malloc.h': r'engine/base/memory\.c',
}
STANDARD = set('assert complex ctype errno fenv float inttypes limits locale math setjmp signal stdalign stdarg stdatomic '
               'stdbool stddef stdint stdio stdlib string time unistd fcntl dirent pthread poll spawn fnmatch glob '
               'getopt dlfcn wordexp sched termios iconv emmintrin immintrin'.split())
BANNED = re.compile(r'(?<![\w>.])(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|localtime|gmtime|system|popen|gets|alloca)\s*\(')
EXITS = re.compile(r'(?<![\w>.])(exit|abort|printf|puts|perror)\s*\(')


def files():
    names = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard', 'engine', 'rules', 'cmd'], cwd=top,
                           capture_output=True, text=True).stdout.split()
    if not names:
        names = [os.path.relpath(os.path.join(b, f), top) for r in ('engine', 'rules', 'cmd') for b, _, fs in os.walk(os.path.join(top, r)) for f in fs]
    return sorted(n for n in names if n.endswith(('.c', '.h', '.def')) and os.path.exists(os.path.join(top, n)))


def code(text):
    """without comments and strings"""
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', ' ', text, flags=re.S)


rooms, libs, banned, exits, long_files = [], [], [], [], []
for name in files():
    with open(os.path.join(top, name), encoding='utf8') as f:
        text = f.read()
    room = name.split('/')[1] if name.startswith('engine/') else name.split('/')[0]
    for line, target in re.findall(r'(?m)^(\s*#\s*include\s*"([^"]+)")', text):
        other = target.split('/')[0] if '/' in target else room
        if other != room and other not in ROOMS.get(room, set()) and room not in LEAVES.get(target, set()):
            rooms.append(f'{name} includes {target}: {room} may not include {other}')
    for target in re.findall(r'(?m)^\s*#\s*include\s*<([^>]+)>', text):
        if target.split('.')[0] in STANDARD or target.startswith(('sys/', 'linux/', 'netinet/', 'arpa/')):
            continue
        allowed = next((v for k, v in LIBRARIES.items() if target.startswith(k)), None)
        if not allowed or not re.fullmatch(allowed, name):
            libs.append(f'{name} includes <{target}>')
    bare = code(text)
    banned += [f'{name}: {m[1]}' for m in BANNED.finditer(bare)]
    if room != 'cmd':
        exits += [f'{name}: {m[1]}' for m in EXITS.finditer(bare)]
    if text.count('\n') > 900:
        long_files.append(f'{name}: {text.count(chr(10))} lines')
tap.ok(not rooms, 'rooms include only what they may', '\n'.join(rooms))
tap.ok(not libs, 'each library is included in its one place', '\n'.join(libs))
tap.ok(not banned, 'no banned function', '\n'.join(banned))
tap.ok(not exits, 'the engine neither exits nor prints', '\n'.join(exits))
tap.ok(not long_files, 'no file over 900 lines', '\n'.join(long_files))

cc = shlex.split(os.environ.get('CC', 'cc'))
alone = []
for name in files():
    if name.endswith('.h'):
        r = subprocess.run([*cc, '-std=c17', '-D_GNU_SOURCE', '-Iengine', '-I.', '-fsyntax-only', '-x', 'c', '-include', name, '/dev/null'],
                           cwd=top, capture_output=True, text=True)
        if r.returncode:
            alone.append(f'{name}: {r.stderr[:300]}')
tap.ok(not alone, 'every header compiles alone', '\n'.join(alone))
made = [n for n in files() if n.startswith('rules/') and n.endswith('.c')
        and re.search(r'(?m)^const struct rule rule_', open(os.path.join(top, n), encoding='utf8').read())]
with open(os.path.join(top, 'rules/rules.def'), encoding='utf8') as f:
    listed = re.findall(r'RULE\((\w+)\)', f.read())
tap.ok(sorted(listed) == sorted(os.path.basename(n)[:-2] for n in made), 'rules.def lists every rule file', f'{listed}\n{made}')
tap.done()
