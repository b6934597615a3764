# --fix, --fix --unsafe and --diff: bytes outside the words stay, nothing weighty changes by itself, the patch round trip.

setup() {
	cd "$BATS_TEST_TMPDIR"
	export GIT_CONFIG_NOSYSTEM=1 HOME="$BATS_TEST_TMPDIR"
	mkdir -p r/claims r/corpus && cd r
	git init -q .
	printf 'Then they swore, at the gate and before the wardens, to keep it shut.\n\nThe wardens of the Gate did not open it in May 1931, when 33 riders came; and the riders left.\n' >corpus/roll.txt
	printf 'claims: [claims/]\ncorpus: [corpus/]\n' >citecheck.yaml
	cat >claims/a.yaml <<'YAML'
# kept
claims:
  - id: oath   # a comment
    claim: They swore to keep the gate.
    source: roll
    quote: they swore at the gate and before the wardens to keep it shut
  - id: folded
    claim: They swore to keep the gate.
    evidence:
      - source: roll
        quote: >-
          they swore at the gate
          and before the wardens,
          to keep it shut
        locator: para. 7
  - id: single
    claim: C.
    source: roll
    quote: 'they swore, at the gate and before the wardens to keep'
  - id: opened
    claim: The wardens opened it.
    source: roll
    quote: "the wardens of the Gate did open it in May 1931, when 32 riders came"
YAML
	cp claims/a.yaml before.yaml
}

@test "--fix writes typography and locators, keeps styles, wrapping and comments, and reports what is left" {
	chmod 640 claims/a.yaml
	run "$CITECHECK" --fix --format concise
	[ "$status" -eq 1 ]
	[[ "$output" == *"fixed 4 findings in 1 file; 1 more with --unsafe"* ]]
	[[ "$output" == *"1 discrepant, 0 not checked (1 error)"* ]]
	run diff before.yaml claims/a.yaml
	[ "$(grep -c '^>' <<<"$output")" -eq 4 ]
	[[ "$output" == *">     quote: they swore, at the gate and before the wardens, to keep it shut"* ]]
	[[ "$output" == *">           they swore, at the gate"* ]]
	[[ "$output" == *">         locator: para. 1"* ]]
	[[ "$output" == *"'they swore, at the gate and before the wardens, to keep'"* ]]
	[ "$(stat -c %a claims/a.yaml)" = 640 ]
	cp claims/a.yaml once.yaml
	run "$CITECHECK" --fix --format concise
	cmp once.yaml claims/a.yaml
}

@test "--fix never touches a negation, a number, a name or a date by itself" {
	"$CITECHECK" --fix >/dev/null 2>&1 || true
	grep -q 'the Gate did open it in May 1931, when 32 riders came' claims/a.yaml
	printf 'claims:\n  - {id: d, claim: C., source: roll, quote: "did not open it in May, 1931"}\n  - {id: n, claim: C., source: roll, quote: "the wardens of the gate did not"}\n' >claims/a.yaml
	cp claims/a.yaml before.yaml
	run "$CITECHECK" --fix --format concise
	cmp before.yaml claims/a.yaml
	[[ "$output" == *"quote-typography"* ]]
}

@test "a patch round trip: what git applies makes the findings go away" {
	run "$CITECHECK" --diff --unsafe
	[ "$status" -eq 1 ]
	cmp before.yaml claims/a.yaml
	"$CITECHECK" --diff --unsafe >p.patch || true
	git apply --check p.patch
	git apply p.patch
	run "$CITECHECK" --format concise
	[ "$status" -eq 0 ]
	[[ "$output" == *"4 claims"*"4 supported"*"0 not checked" ]]
	"$CITECHECK" --diff --unsafe >none.patch
	[ ! -s none.patch ]
}

@test "a SARIF round trip: what its fixes say makes the findings go away" {
	"$CITECHECK" --no-cache --format sarif:o.sarif >/dev/null || true
	python3 - <<'PY'
import json
edits = {}
for r in json.load(open('o.sarif'))['runs'][0]['results']:
    for change in r['fixes'][0]['artifactChanges']:
        edits.setdefault(change['artifactLocation']['uri'], []).extend(change['replacements'])
assert sum(map(len, edits.values())) >= 5, edits
for path, changes in edits.items():
    lines = open(path, encoding='utf8').read().split('\n')
    for c in sorted(changes, key=lambda c: (c['deletedRegion']['startLine'], c['deletedRegion']['startColumn']), reverse=True):
        d = c['deletedRegion']
        first, last = d['startLine'] - 1, d.get('endLine', d['startLine']) - 1
        head, tail = lines[first][:d['startColumn'] - 1], lines[last][d['endColumn'] - 1:]
        lines[first:last + 1] = (head + c['insertedContent']['text'] + tail).split('\n')
    open(path, 'w', encoding='utf8').write('\n'.join(lines))
PY
	run "$CITECHECK" --no-cache --format concise
	[ "$status" -eq 0 ]
	[[ "$output" == *"4 claims"*"4 supported"* ]]
	"$CITECHECK" --no-cache --format sarif:o.sarif
	python3 -c 'import json; assert json.load(open("o.sarif"))["runs"][0]["results"] == []'
}

@test "a patch from a folder below the top, of a file without a last line break, with CR LF and a BOM" {
	mkdir docs && mv claims corpus citecheck.yaml docs
	printf '\xef\xbb\xbfclaims:\r\n  - id: oath\r\n    claim: C.\r\n    source: roll\r\n    quote: they swore at the gate and before' >docs/claims/a.yaml
	cd docs
	"$CITECHECK" --diff >../p.patch
	cp claims/a.yaml was.yaml
	"$CITECHECK" --fix --quiet
	cp claims/a.yaml fixed.yaml
	cp was.yaml claims/a.yaml
	cd ..
	git apply p.patch
	cmp docs/claims/a.yaml docs/fixed.yaml
	grep -q 'swore, at' docs/claims/a.yaml
	printf '\xef\xbb\xbf' | cmp -n 3 - docs/claims/a.yaml
}

@test "what is no file of the working tree is not fixed" {
	git add . && git -c user.name=a -c user.email=a@example.org commit -qm one
	for o in "--fix --staged" "--fix --rev HEAD" "--diff --rev HEAD" "--fix -" "--unsafe"; do
		run "$CITECHECK" $o
		[ "$status" -eq 2 ]
	done
	cmp before.yaml claims/a.yaml
}
