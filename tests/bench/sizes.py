#!/usr/bin/env python3
"""Nanoseconds a byte and a quote at 1 MB, 27 MB, 270 MB (and 2.7 GB): does the cost of a quote grow with the corpus?

Two quotes for three documents of 270 MB, and as many for each of 2.7 GB. What matching takes is theirs, and of the search in
all documents what they take longer than every eighth of them; the rest is the text's, and so is what documents take that are
read again."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from corpus import quotes, write_cases
from row import Row, done

PART = 8
row = Row(__doc__)
found = {}
for size in ('1', '27', '270', *(['2700'] if row.huge else [])):
    corpus = row.library.corpus(size)
    N = 40_000 if size == '2700' else 4000
    cases = write_cases(row.path('sizes.cases'), quotes(corpus, N, 23))
    got = row.engine(corpus, cases, row.rounds if size in ('1', '27') else min(row.rounds, 3), PART)
    search = (got['elsewhere_seconds'] - got['part_seconds']) / (N - got['part_quotes'])
    cited = got['match_seconds'] / N * 1e9
    quote = cited + search * 1e9
    byte = (got['fold_seconds'] + got['index_seconds'] + got['again_seconds'] + max(got['elsewhere_seconds'] - N * search, 0)) / got['bytes'] * 1e9
    found[size] = byte, quote
    grown = max(a / b for a, b in zip(found[size], found['27'])) if size in ('270', '2700') else None
    done(f'nanoseconds a byte and a quote at {corpus.size / 1e6:,.0f} MB',
         f'{byte:.1f} and {quote:,.0f} (in the cited source {cited:,.0f}; {got["candidates"] / N:.1f} other sources looked into a quote)'
         + (f': {grown:.1f} times 27 MB' if grown else ''),
         'doubled from 27 MB' if grown else '-', grown <= 2 if grown else None)
