# Taking citecheck up where a project is: the baseline, suppressions that end, and a configuration that a change may not
# loosen.

load common

repository() { # the project as a repository, with its first commit
	export HOME="$BATS_TEST_TMPDIR" GIT_CONFIG_NOSYSTEM=1
	export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
	git init -q -b main .
	git add -A
	git commit -qm one
}

with_baseline() {
	echo 'baseline: known.yaml' >citecheck.yaml
	cc baseline create
	[ "$status" -eq 0 ]
}

another_fault() { # a second bad claim
	cat >>claims/one.yaml <<-'END'
	  - id: nine
	    claim: The mayor closed the session.
	    source: minutes
	    quote: closed the meeting at nine
	END
}

@test "baseline create: writes a line for each finding, says how to use it; a check hides them, and states stay" {
	cc baseline create
	[ "$status" -eq 0 ]
	is "${lines[0]}" "wrote citecheck-baseline.yaml: 1 finding"
	has "${lines[1]}" "add \`baseline: citecheck-baseline.yaml\` to citecheck.yaml"
	run grep -c -E '^  - \{claim: vote, rule: quote-altered, fingerprint: [0-9a-f]{16}\}$' citecheck-baseline.yaml
	is "$output" 1
	cc
	[ "$status" -eq 1 ]
	cc --baseline citecheck-baseline.yaml
	[ "$status" -eq 0 ]
	lacks "$output" "quote-altered"
	has "$output" "2 claims in 1 file, 2 quotes in 1 source: 1 supported, 1 discrepant, 0 not checked (1 in the baseline)"
}

@test "baseline create: does not replace a file that is there, save when asked" {
	with_baseline
	another_fault
	cc baseline create
	[ "$status" -eq 2 ]
	has "$stderr" "'known.yaml' is there already"
	cc baseline create --baseline-grow
	is "$output" "wrote known.yaml: 2 findings"
	cc
	[ "$status" -eq 0 ]
}

@test "baseline: what is new is reported, what is known is not" {
	with_baseline
	another_fault
	cc --format concise
	[ "$status" -eq 1 ]
	has "$output" "claims/one.yaml:13:23: error[quote-altered]"
	lacks "$output" "claims/one.yaml:5:"
	has "$output" "(1 error, 1 in the baseline)"
}

@test "baseline: entries survive moved lines, other white space, reordered claims, and claims in another file" {
	with_baseline
	cat >claims/two.yaml <<-'END'
		# moved


		claims:
		  - id: mill
		    claim: The mill stood above the meadow.
		    source: minutes
		    quote: the meadow below the mill
		  - id: vote
		    source: minutes
		    claim: The council agreed to sell.
		    quote: >-
		      the council
		      did agree to sell the meadow
		      below the mill
	END
	rm claims/one.yaml
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "1 in the baseline"
}

@test "baseline: claims without ids of their own are known by their words" {
	rm claims/one.yaml
	printf 'They agreed to "sell the meadow above the mill" [@minutes].\n\nAll left "the session at ten" [@minutes].\n' >claims/a.md
	with_baseline
	printf 'A line more.\n\nAll left "the session at ten" [@minutes].\n\nThey agreed to "sell the meadow above the mill" [@minutes].\n' >claims/b.md
	rm claims/a.md
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "2 in the baseline"
}

@test "baseline: the same fault in other words, or in another claim, is new" {
	with_baseline
	sed -i 's/sell the meadow below/sell the whole meadow below/' claims/one.yaml
	cc --format concise
	[ "$status" -eq 1 ]
	has "$output" "error[quote-altered]"
	has "$output" "known.yaml:4:5: warning[ignore-unused] this entry of the baseline hides nothing"
	sed -i 's/the whole meadow/the meadow/; s/id: vote/id: ballot/' claims/one.yaml
	cc --format concise
	[ "$status" -eq 1 ]
	has "$output" "error[quote-altered]"
}

@test "baseline: one entry hides one finding" {
	with_baseline
	printf 'claims:\n' >claims/two.yaml
	sed -n '2,5p' claims/one.yaml >>claims/two.yaml
	cc --format concise --only quote-altered
	[ "$status" -eq 1 ]
	has "$output" "(1 error, 1 in the baseline)"
}

@test "baseline: an entry whose rule or claim was rewritten by hand hides nothing" {
	with_baseline
	sed -i 's/claim: vote/claim: mill/' known.yaml
	cc --format concise
	[ "$status" -eq 1 ]
	has "$output" "error[quote-altered]"
	has "$output" "known.yaml:4:5: warning[ignore-unused]"
	sed -i 's/claim: mill/claim: vote/; s/rule: quote-altered/rule: quote-typography/' known.yaml
	cc --format concise
	[ "$status" -eq 1 ]
}

@test "baseline prune: drops what was mended, keeps the rest and what could not be checked" {
	another_fault
	cat >>claims/one.yaml <<-'END'
	  - id: later
	    claim: The mayor left.
	    source: letters
	    quote: the mayor left at ten
	END
	printf 'The mayor left us at ten.\n' >corpus/letters.txt
	with_baseline
	has "$output" "3 findings"
	sed -i 's/did agree/did not agree/' claims/one.yaml
	rm corpus/letters.txt
	cc baseline prune
	[ "$status" -eq 2 ] # a claim was not checked
	has "$output" "dropped 1 of 3 entries"
	has "$stderr" "1 claim was not checked"
	lacks "$(cat known.yaml)" "vote"
	has "$(cat known.yaml)" "nine"
	has "$(cat known.yaml)" "later"
}

@test "baseline prune: without a baseline, and with a file that can't be parsed" {
	cc baseline prune
	[ "$status" -eq 2 ]
	has "$stderr" "no baseline is named"
	with_baseline
	printf 'claims: [\n' >claims/broken.yaml
	cp known.yaml before
	cc baseline prune
	[ "$status" -eq 2 ]
	has "$stderr" "claims/broken.yaml:"
	cmp known.yaml before
	cc baseline create --baseline-grow
	[ "$status" -eq 2 ]
	cmp known.yaml before
}

@test "baseline show: where the findings stand now" {
	with_baseline
	sed -i '1i # a line' claims/one.yaml
	cc baseline show
	[ "$status" -eq 0 ]
	is "${lines[0]}" 'claims/one.yaml:6:24: error[quote-altered] the quote leaves out "not"'
	is "${lines[1]}" "1 entry, 1 finding, 0 stale"
}

@test "baseline: what was not checked stays exit 2, and its findings are in no baseline" {
	printf 'claims:\n  - {id: gone, claim: It is gone., source: nowhere, quote: it is gone for good}\n' >claims/two.yaml
	echo 'baseline: known.yaml' >citecheck.yaml
	cc baseline create
	[ "$status" -eq 2 ]
	has "$stderr" "1 claim was not checked: why is no part of a baseline"
	lacks "$(cat known.yaml)" "source-unknown"
	cc --format concise
	[ "$status" -eq 2 ]
	has "$output" "error[source-unknown]"
}

@test "baseline: a file that is named but not there, and damaged ones, end with exit 2 and the place" {
	cc --baseline known.yaml
	[ "$status" -eq 2 ]
	has "$stderr" "no baseline 'known.yaml': \`citecheck baseline create\` makes one"
	while IFS='|' read -r text message; do
		printf "$text" >known.yaml
		cc --baseline known.yaml --format json
		[ "$status" -eq 2 ]
		is "$output" ""
		has "$stderr" "known.yaml:$message"
	done <<-'END'
		version: 2\nfindings: []\n|1:10: this citecheck reads version 1, not '2'
		findings: []\n|1:1: it has no 'version'
		version: 1\n|1:1: it has no 'findings'
		version: 1\nfindings:\n  - {rule: x, fingerprint: 12}\n|3:28: 'fingerprint' takes 16 hexadecimal digits, not '12'
		version: 1\nfindings:\n  - {fingerprint: 0123456789abcdef}\n|3:5: this entry has no 'rule'
		version: 1\nfindings:\n  - {rule: x, fingerprint: 0123456789abcdef, hide: all}\n|3:46: unknown key 'hide'
		version: 1\nfindings: *all\n|2:11: 
		<<<<<<< HEAD\nversion: 1\n|
		version: 1\nfindings: [[[[\n|
	END
}

@test "baseline: outside the root only when the command line names it" {
	with_baseline
	mkdir inner && mv known.yaml claims corpus inner
	printf 'baseline: ../known.yaml\n' >inner/citecheck.yaml
	mv inner/known.yaml . && cd inner
	cc
	[ "$status" -eq 2 ]
	rm citecheck.yaml ../citecheck.yaml
	cc --baseline ../known.yaml
	[ "$status" -eq 0 ]
}

@test "baseline-from: a change may take entries out, and none that it adds hides anything" {
	with_baseline
	repository
	another_fault
	cc baseline create --baseline-grow
	cc --baseline-from main --format concise
	[ "$status" -eq 1 ]
	has "$output" "claims/one.yaml:13:23: error[quote-altered]"
	has "$output" "known.yaml:4:5: warning[ignore-unused] this entry of the baseline is not in that of 'main': it hides nothing"
	has "$output" "1 in the baseline"
	cc --baseline-from main --merge-base main --format concise
	[ "$status" -eq 1 ]
	has "$output" "claims/one.yaml:13:23: error[quote-altered]"
	cc --baseline-from main --baseline-grow --format concise
	[ "$status" -eq 0 ]
	has "$output" "2 in the baseline"
}

@test "baseline-from: what was taken out does not come back, and a file that is gone is an empty one" {
	with_baseline
	repository
	printf 'version: 1\nfindings: []\n' >known.yaml
	cc --baseline-from main --format concise
	[ "$status" -eq 1 ]
	rm known.yaml
	cc --baseline-from main --format concise
	[ "$status" -eq 1 ]
	has "$output" "error[quote-altered]"
}

@test "baseline-from: a revision that is not there; without a baseline there is nothing to limit" {
	with_baseline
	repository
	cc --baseline-from nowhere
	[ "$status" -eq 2 ]
	has "$stderr" "nowhere"
	rm citecheck.yaml
	cc --baseline-from main --format concise
	[ "$status" -eq 1 ]
	is "$stderr" ""
	cc --baseline-grow
	[ "$status" -eq 2 ]
	has "$stderr" "no baseline is named"
}

@test "baseline-from and config-from: a change that brings the first baseline hides nothing with it" {
	repository
	with_baseline
	cc --baseline-from main --format concise
	[ "$status" -eq 1 ]
	has "$output" "error[quote-altered]"
	has "$output" "is not in that of 'main': it hides nothing"
	cc --baseline-from main --config-from main --format concise
	[ "$status" -eq 1 ]
	has "$output" "error[quote-altered]"
	has "$stderr" "citecheck.yaml: 'baseline' is loosened"
}

@test "baseline: a change that mends a claim is told of its entry; one that does not look at it is not" {
	with_baseline
	another_fault
	cc baseline create --baseline-grow
	repository
	sed -i 's/did agree/did not agree/' claims/one.yaml
	cc --merge-base main --format concise
	[ "$status" -eq 1 ]
	has "$output" "known.yaml:5:5: warning[ignore-unused]"
	lacks "$output" "known.yaml:4:"
}

@test "baseline: sarif and json say what is new and what is known" {
	with_baseline
	another_fault
	cc --format json:out.json --format sarif:out.sarif
	[ "$status" -eq 1 ]
	python3 - <<-'END'
		import json
		r = json.load(open('out.json'))
		s = r['summary']
		assert s['baselined'] == 1 and s['ignored'] == 0 and s['errors'] == 1, s
		assert s['supported'] + s['discrepant'] + s['unchecked'] + s['verified_earlier'] == s['claims'], s
		assert [f['baseline'] for f in r['findings']] == ['new'], r['findings']
		assert [(f['claim'], f['baseline']) for f in r['baselined']] == [('vote', 'unchanged')], r['baselined']
		results = json.load(open('out.sarif'))['runs'][0]['results']
		assert sorted(x['baselineState'] for x in results) == ['new', 'unchanged'], results
		old = [x for x in results if x['baselineState'] == 'unchanged'][0]
		assert old['suppressions'] == [{'kind': 'external', 'justification': 'in the baseline'}], old
	END
	rm citecheck.yaml
	cc --format sarif
	lacks "$output" baselineState
}

@test "baseline: --staged reads it from the index" {
	with_baseline
	repository
	printf 'version: 1\nfindings: []\n' >known.yaml
	echo '# changed' >>claims/one.yaml
	sed -i 's/claim: The council agreed/claim: They agreed/' claims/one.yaml
	git add claims
	cc --staged --format concise
	[ "$status" -eq 0 ]
	git add known.yaml
	cc --staged --format concise
	[ "$status" -eq 1 ]
}

@test "baseline: a kept run is done again when the baseline changes" {
	export XDG_CACHE_HOME="$BATS_TEST_TMPDIR/cache"
	with_baseline
	touch -d '1 hour ago' claims/* corpus/* known.yaml citecheck.yaml claims corpus .
	cc && [ "$status" -eq 0 ]
	cc && [ "$status" -eq 0 ]
	printf 'version: 1\nfindings: []\n' >known.yaml
	cc
	[ "$status" -eq 1 ]
}

@test "suppressions with an end: they hold to that day, then the finding shows again and so does the suppression" {
	sed -i '5a \    ignore: {quote-altered: {reason: the clerk will look, until: 2026-11-30}}' claims/one.yaml
	cc --now 2026-11-30 --format concise
	[ "$status" -eq 0 ]
	has "$output" "(1 ignored)"
	cc --now 2026-12-01 --format concise
	[ "$status" -eq 1 ]
	has "$output" "claims/one.yaml:5:24: error[quote-altered]"
	has "$output" "claims/one.yaml:6:14: warning[ignore-unused] this suppression of quote-altered ended on 2026-11-30"
	SOURCE_DATE_EPOCH=1764460800 cc --format concise
	[ "$status" -eq 0 ]
}

@test "suppressions with an end: in comments of YAML and Markdown" {
	sed -i '5i \    # citecheck-ignore quote-altered: the clerk will look (until: 2026-11-30)' claims/one.yaml
	printf 'They voted on "a meadow above the mill" [@minutes].\n<!-- citecheck-ignore quote-not-found, quote-altered: to be mended (until: 2026-11-30) -->\nThe mayor "closed the meeting at nine" [@minutes].\n' >claims/a.md
	cc --now 2026-11-30 --format concise --only quote-altered claims/one.yaml
	[ "$status" -eq 0 ]
	cc --now 2026-12-01 --format concise
	has "$output" "claims/one.yaml:5:5: warning[ignore-unused] this suppression of quote-altered ended on 2026-11-30"
	has "$output" "claims/a.md:2:1: warning[ignore-unused] this suppression of quote-altered ended on 2026-11-30"
}

@test "suppressions with an end: one that is no day suppresses nothing and says so" {
	sed -i '5a \    ignore: {quote-altered: {reason: the clerk will look, until: soon}}' claims/one.yaml
	cc --format concise
	[ "$status" -eq 1 ]
	has "$output" "error[quote-altered]"
	has "$output" "warning[ignore-unused] this suppression of quote-altered does not hold: 'soon' is no day like 2026-11-22"
	sed -i 's/until: soon/until: 2026-02-30/' claims/one.yaml
	cc --format concise
	has "$output" "'2026-02-30' is no day"
}

loosened() { # KEY HERE THERE
	has "$stderr" "citecheck.yaml: '$1' is loosened, which a change may not do: $2 here, $3 in 'main'; the stricter counts"
}

@test "config-from: every key, loosened: the stricter value counts and both are told" {
	mkdir -p old drafts && mv claims/one.yaml old/
	printf 'claims:\n  - {id: nine, claim: The session closed., source: minutes, quote: closed the session}\n' >claims/two.yaml
	cat >citecheck.yaml <<-'END'
		claims: [claims/, old]
		fail-on: note
		require-quotes: true
		history: 100
		rules: {quote-altered: error, quote-spliced: {paragraphs: 1}, quote-negation: {window: 9}}
		per-file-rules: {"claims/**": {quote-short: error}}
	END
	repository
	cat >citecheck.yaml <<-'END'
		claims: [claims/]
		exclude: [old/**]
		fail-on: never
		history: 9000
		rules: {quote-altered: off, quote-spliced: {paragraphs: 3}, quote-negation: {window: 2}}
		per-file-rules: {"old/**": {quote-altered: note}}
		baseline: known.yaml
	END
	cc --format concise
	[ "$status" -eq 2 ] # the baseline that it names is not there
	cc --config-from main --format concise
	[ "$status" -eq 1 ]
	has "$output" "old/one.yaml:5:24: error[quote-altered]"
	loosened claims none old
	loosened exclude 'old/**' none
	loosened fail-on never note
	loosened require-quotes false true
	loosened history 9000 100
	loosened rules.quote-altered off error
	loosened rules.quote-spliced.paragraphs 3 1
	loosened rules.quote-negation.window 2 9
	loosened 'per-file-rules.old/**.quote-altered' note error
	loosened 'per-file-rules.claims/**.quote-short' warning error
	loosened baseline known.yaml none
}

@test "config-from: every key, tightened: the change's own value counts and nothing is told" {
	mkdir -p old && printf 'claims:\n  - {id: a, claim: They sold., source: minutes, quote: agree to sell a meadow}\n' >old/one.yaml
	cat >citecheck.yaml <<-'END'
		exclude: [old/**]
		fail-on: error
		rules: {quote-altered: note, quote-spliced: {paragraphs: 3}}
	END
	repository
	cc --format concise
	[ "$status" -eq 0 ]
	cat >citecheck.yaml <<-'END'
		claims: [claims/, old/]
		corpus: [corpus/]
		fail-on: warning
		require-quotes: true
		rules: {quote-altered: warning, quote-spliced: {paragraphs: 1}}
	END
	cc --config-from main --format concise
	[ "$status" -eq 1 ]
	has "$output" "old/one.yaml:2:"
	has "$output" "warning[quote-altered]"
	is "$stderr" ""
}

@test "config-from: rules for some files can't be loosened by a pattern, and are tightened by one" {
	echo 'rules: {quote-altered: warning}' >citecheck.yaml
	repository
	echo 'rules: {quote-altered: warning}
per-file-rules: {"claims/*": {quote-altered: off}}' >citecheck.yaml
	cc --format concise
	[ "$status" -eq 0 ]
	cc --config-from main --format concise
	[ "$status" -eq 1 ]
	has "$output" "warning[quote-altered]"
	echo 'per-file-rules: {"claims/*": {quote-altered: error}}' >citecheck.yaml
	cc --config-from main --format concise
	has "$output" "error[quote-altered]"
	is "$stderr" ""
}

@test "config-from: no configuration there means the defaults; none here means that one's" {
	repository
	echo 'rules: {quote-altered: off}' >citecheck.yaml
	cc --config-from main --format concise
	[ "$status" -eq 1 ]
	loosened rules.quote-altered off error
	echo 'fail-on: error' >citecheck.yaml
	git add . && git commit -qm two
	echo 'rules: {quote-altered: error}' >citecheck.yaml && git add . && git commit -qm three
	rm citecheck.yaml
	cc --config-from main --format concise
	[ "$status" -eq 1 ]
	is "$stderr" ""
}

@test "config-from: a configuration that moved, is broken there, or has no repository ends with exit 2" {
	echo 'rules: {}' >citecheck.yaml
	cc --config-from main
	[ "$status" -eq 2 ]
	repository
	echo 'rules: {quote-altered: off}' >claims/citecheck.yaml
	cd claims
	cc --config-from main one.yaml
	[ "$status" -eq 2 ]
	has "$stderr" "the configuration moved"
	cd ..
	rm claims/citecheck.yaml
	echo 'rules: [' >citecheck.yaml
	git add . && git commit -qm broken
	echo 'rules: {}' >citecheck.yaml
	cc --config-from main
	[ "$status" -eq 2 ]
	has "$stderr" "the configuration of 'main': citecheck.yaml:"
}

@test "config-from: what a change would loosen is told in sarif, github and json too" {
	repository
	echo 'fail-on: never' >citecheck.yaml
	cc --config-from main --format json:o.json --format sarif:o.sarif --format github
	[ "$status" -eq 1 ]
	has "$output" "::warning title=citecheck::citecheck.yaml: 'fail-on' is loosened"
	has "$(cat o.json)" "'fail-on' is loosened"
	python3 -c "
import json
n = json.load(open('o.sarif'))['runs'][0]['invocations'][0]['toolExecutionNotifications']
assert [x['level'] for x in n] == ['note'], n"
}

@test "baseline: a claim without support is known by its words, so that another one can't take its entry" {
	cat >>claims/one.yaml <<-'END'
	  - id: bare
	    claim: The council met in March.
	END
	with_baseline
	cc
	[ "$status" -eq 0 ]
	sed -i 's/met in March/sold the town/' claims/one.yaml
	cc
	[ "$status" -eq 1 ]
	has "$output" "claim-unsupported"
}

@test "baseline: show and prune take the file that create makes, though nothing names it" {
	cc baseline show
	[ "$status" -eq 2 ]
	has "$stderr" "no baseline is named, and there is no 'citecheck-baseline.yaml'"
	cc baseline create
	[ "$status" -eq 0 ]
	cc baseline show
	[ "$status" -eq 0 ]
	has "$output" "1 entry, 1 finding, 0 stale"
	sed -i 's/did agree/did not agree/' claims/one.yaml
	cc baseline prune
	has "$output" "dropped 1 of 1 entry"
	cc check
	lacks "$output" "baseline"
}

@test "baseline: a date, a number or a name at fault is known by all that the claim says; an older file is read, and prune completes it" {
	printf 'In May 1931 the council sold 43 horses.\n' >corpus/sale.txt
	cat >claims/one.yaml <<-'END'
		claims:
		  - {id: sale, claim: In June 1931 it sold 53 horses., source: sale, quote: In May 1931 the council sold 43 horses}
		  - {id: said, claim: It sold horses., date: June 1931, source: sale, quote: In May 1931 the council sold}
		  - {id: other, claim: In June 1931 it sold horses., source: sale, quote: the council sold 53 horses}
	END
	with_baseline
	is "$(grep -c 'said: [0-9a-f]\{16\}' known.yaml)" "$(grep -cE 'date-|number-' known.yaml)"
	lacks "$(grep quote-altered known.yaml)" 'said:'
	cc
	[ "$status" -eq 0 ]
	cp known.yaml was.yaml
	sed -i 's/it sold 53 horses/they sold 53 horses/; s/claim: It sold horses/claim: It bought horses/' claims/one.yaml
	cc --format concise
	[ "$status" -eq 1 ]
	has "$output" 'claims/one.yaml:2:'
	has "$output" 'claims/one.yaml:3:'
	lacks "$output" 'claims/one.yaml:4:'
	# a file from before the field hides them whatever the rest of the claim says
	sed -i 's/, said: [0-9a-f]*//' known.yaml
	cc
	[ "$status" -eq 0 ]
	cc baseline prune
	[ "$status" -eq 0 ]
	has "$output" 'dropped 0 of'
	cc
	[ "$status" -eq 0 ]
	is "$(grep -c 'said: ' known.yaml)" "$(grep -c 'said: ' was.yaml)"
	sed -i 's/they sold 53/who sold 53/' claims/one.yaml
	cc
	[ "$status" -eq 1 ]
}

@test "baseline-from: an entry may say what is claimed where the older one did not, not something else" {
	printf 'In May 1931 the council sold 43 horses.\n' >corpus/sale.txt
	echo 'claims: [{id: sale, claim: In June 1931 it sold horses., source: sale, quote: In May 1931 the council sold}]' >claims/one.yaml
	with_baseline
	cp known.yaml full.yaml
	sed -i 's/, said: [0-9a-f]*//' known.yaml
	repository
	cp full.yaml known.yaml
	cc --baseline-from main
	[ "$status" -eq 0 ]
	git commit -qam full
	sed -i 's/it sold horses/it stole horses/' claims/one.yaml
	rm known.yaml
	cc baseline create
	cc --baseline-from main
	[ "$status" -eq 1 ]
	has "$output" "this entry of the baseline is not in that of 'main'"
}
