#!/usr/bin/env python3
"""Two threads against one at 270 MB; and what the machine has to give: two processes of one thread each, at once."""
import os, shlex, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from corpus import project, quotes
from row import Row, done, ms, skip

row = Row(__doc__)
WHAT = 'two threads against one, 1,000 quotes over 270 MB'
if (os.cpu_count() or 1) < 2:
    skip(WHAT, 'one processor')
else:
    corpus = row.library.corpus('270')
    folder = project(row.path('project-270'), corpus, quotes(corpus, 1000, 19))
    check = [row.citecheck, *(['--no-cache'] if row.has('--no-cache') else []), '--jobs']
    alone = shlex.join([*check, '1'])
    got = row.in_turn({'1': ([*check, '1'], folder), '2': ([*check, '2'], folder),
                       'both': (['sh', '-c', f'{alone} >/dev/null & {alone}; wait'], folder)})
    one, two, both = (got[k]['wall'] for k in ('1', '2', 'both'))
    done(WHAT, f'{ms(one)} and {ms(two)}: {one / two:.2f} times (processor {ms(got["1"]["cpu"])} and {ms(got["2"]["cpu"])}; '
         f'two processes at once do {2 * one / both:.2f} times the work of one)', '1.8 times', one / two >= 1.8)
