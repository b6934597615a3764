#!/usr/bin/env python3
"""Only what changed: --staged with one changed claim of 10,000, and --merge-base with 200, in a repository of 100 claim
files and 1,000 sources."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
import random, shutil, subprocess
from corpus import project, quotes
from row import Row, done, ms, skip

STAGED = '--staged, one changed claim of 10,000 over 1,000 sources'
STAGED_BOUND = '50 ms, and 3 times `git diff --cached` plus 10 ms'
BRANCH = '--merge-base, 200 changed claims of 10,000'
BRANCH_BOUND = '1.2 times a check of those claims alone'


def git(folder, *words):
    subprocess.run(['git', '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', '-c', 'init.defaultBranch=main',
                    '-c', 'gc.auto=0', *words], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def claim_lines(folder):
    """[(file, line number)] of all claims."""
    out = []
    for name in sorted(os.listdir(folder + '/claims')):
        with open(f'{folder}/claims/{name}', encoding='utf8') as f:
            out += [(f'{folder}/claims/{name}', k) for k, line in enumerate(f) if line.startswith('  - ')]
    return out


def change(places):
    """The claims at these places say something else; returns their lines."""
    changed, by_file = [], {}
    for path, k in places:
        by_file.setdefault(path, []).append(k)
    for path, at in by_file.items():
        with open(path, encoding='utf8') as f:
            lines = f.readlines()
        for k in at:
            lines[k] = lines[k].replace('claim: The source says this.', 'claim: The source says that.')
            changed.append(lines[k])
        with open(path, 'w', encoding='utf8') as f:
            f.writelines(lines)
    return changed


row = Row(__doc__)
if not shutil.which('git'):
    skip(STAGED, 'git is not installed')
    skip(BRANCH, 'git is not installed')
    sys.exit(0)
corpus = row.library.corpus('27')
corpus.files = corpus.files[:1000]
folder = project(row.path('project-git'), corpus, quotes(corpus, 10_000, 17, {'verbatim': 85, 'typography': 15}), 100)
for words in (['init', '-q'], ['add', '-A'], ['commit', '-q', '-m', 'bench'], ['gc', '-q']):
    git(folder, *words)
places = claim_lines(folder)
row.forget() # a full cache takes nothing new
r = random.Random(23)

change([places[5_000]])
git(folder, 'add', '-A')
got = row.in_turn({'citecheck': ([row.citecheck, '--staged'], folder),
                   'git': (['git', 'diff', '--cached', '--stat'], folder)})
ours, theirs = got['citecheck']['wall'], got['git']['wall']
done(STAGED, f'{ms(ours)}; git diff --cached {ms(theirs)}', STAGED_BOUND, ours <= 0.05 and ours <= 3 * theirs + 0.01)



def branch(name, what, places_):
    """A branch with these claims changed against a project of those claims alone. Both have a warm cache of sources; the
    day differs from run to run, so that no kept result answers."""
    git(folder, 'reset', '-q', '--hard')
    git(folder, 'checkout', '-q', '-b', name, 'main')
    lines = change(places_)
    git(folder, 'commit', '-q', '-a', '-m', name)
    alone = project(row.path('project-git-alone'), corpus, [], 0)
    with open(alone + '/claims/changed.yaml', 'w', encoding='utf8') as f:
        f.writelines(['claims:\n', *lines])
    git(folder, 'status')   # a new hard link changes a file's ctime: git looks at all of them once
    commands = {'branch': ([row.citecheck, '--merge-base', 'main', '--now', ''], folder),
                'alone': ([row.citecheck, '--now', ''], alone)}
    day = iter(range(10, 1000))

    def tomorrow(which):
        commands[which][0][-1] = f'2026-{next(day) // 25 + 1:02}-{next(day) % 25 + 1:02}'
    got = row.in_turn(commands, before=tomorrow)
    ours, theirs = got['branch']['wall'], got['alone']['wall']
    done(what, f'{ms(ours)}; alone {ms(theirs)}; {ours / theirs:.2f} times', BRANCH_BOUND, ours <= 1.2 * theirs)


branch('files', BRANCH + ' in 2 files', places[3_000:3_200])
branch('spread', BRANCH + ' in nearly all files', r.sample(places, 200))
