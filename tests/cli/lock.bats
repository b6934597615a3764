# The lock: claims whose sources are not here, told apart from claims that nobody ever verified.

load common

setup() {
	dir=$(mktemp -d)
	cd "$dir" || return 1
	mkdir -p claims corpus
	printf 'corpus: [corpus/, sources.yaml]\n' >citecheck.yaml
	cat >sources.yaml <<-'END'
		references:
		  - {id: minutes, title: Minutes of the council, issued: 1931-05, file: corpus/minutes.txt}
	END
	cat >claims/one.yaml <<-'END'
		claims:
		  - id: mill
		    claim: The mill stood above the meadow.
		    evidence:
		      - {source: minutes, quote: the meadow below the mill}
		      - {source: letters, quote: they sold the meadow}
		  - id: session
		    claim: The mayor closed the session.
		    source: minutes
		    quote: closed the session at nine
	END
	cat >corpus/minutes.txt <<-'END'
		After two votes the council did not agree to sell the meadow below the mill.

		The mayor thanked all, and closed the session at nine.
	END
	printf 'I hear that they sold the meadow after all.\n' >corpus/letters.txt
	unset XDG_CACHE_HOME
}

take_away() { # what a runner does not have
	rm -f corpus/minutes.txt corpus/letters.txt
}

locked() {
	cc lock --now 2026-11-20
	[ "$status" -eq 0 ]
	take_away
}

repository() {
	export HOME="$BATS_TEST_TMPDIR" GIT_CONFIG_NOSYSTEM=1
	export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
	git init -q -b main .
	printf '*\n!.gitignore\n' >corpus/.gitignore
	git add -A
	git commit -qm one
}

@test "lock: a line for each piece of evidence, with the source's sum, the place, its hash, the date and the version" {
	sum=$(sha256sum corpus/minutes.txt | cut -d' ' -f1)
	cc lock --now 2026-11-20
	[ "$status" -eq 0 ]
	is "$output" "wrote citecheck.lock: 3 pieces of evidence of 2 claims"
	is "$(grep -c '^  - {claim: ' citecheck.lock)" 3
	grep -q -E "^  - \{claim: mill, evidence: 1, source: minutes, said: [0-9a-f]{32}, quote: [0-9a-f]{32}, record: [0-9a-f]{32}, sha256: $sum, file: corpus/minutes.txt, at: \"1:51-1:76\", span: $(printf 'the meadow below the mill' | sha256sum | cut -c1-32), date: 2026-11-20, version: [0-9.]+\}\$" citecheck.lock
}

@test "lock: where the sources are absent the claims are verified earlier, and that is exit 0" {
	locked
	cc
	[ "$status" -eq 0 ]
	has "$output" "2 claims in 1 file, 3 quotes in 1 source: 0 supported, 0 discrepant, 0 not checked, 2 verified earlier"
	has "$output" "verified earlier: the source is not here"
	lacks "$output" "supported: the quoted words"
	cc --show all --format concise
	has "$output" "claims/one.yaml:7:9: verified earlier session: verified 2026-11-20 corpus/minutes.txt:3:28-3:54"
	rm citecheck.lock
	cc --format concise
	[ "$status" -eq 2 ]
	has "$output" "2 not checked"
	lacks "$output" "verified earlier"
}

@test "lock: every format counts them, and all numbers add up" {
	locked
	printf 'The mayor was ill.\n' >corpus/letters.txt
	cat >>claims/one.yaml <<-'END'
		  - {id: ill, claim: He was ill., source: letters, quote: the mayor was ill}
		  - {id: well, claim: He was well., source: letters, quote: the mayor was well}
		  - {id: gone, claim: He was gone., source: diary, quote: the mayor was gone}
	END
	cc --format json:o.json --format sarif:o.sarif --format junit:o.xml --format gitlab:o.gl --format rdjson:o.rd --format github
	[ "$status" -eq 2 ]
	has "$output" "5 claims: 1 supported, 2 discrepant, 1 not checked, 1 verified earlier"
	python3 - <<-'END'
		import json, xml.etree.ElementTree as ET
		r = json.load(open('o.json')); s = r['summary']
		assert (s['claims'], s['supported'], s['discrepant'], s['unchecked'], s['verified_earlier']) == (5, 1, 2, 1, 1), s
		states = {c['id']: c['state'] for c in r['claims']}
		assert states == {'mill': 'discrepant', 'session': 'verified_earlier', 'ill': 'supported', 'well': 'discrepant',
		                  'gone': 'unchecked'}, states
		e = [c for c in r['claims'] if c['id'] == 'session'][0]['evidence'][0]
		assert e['verdict'] == 'unchecked' and e['verified_earlier'] == '2026-11-20' and e['line'] is None, e
		run = json.load(open('o.sarif'))['runs'][0]
		p = run['properties']
		assert p['supported'] + p['discrepant'] + p['notChecked'] + p['verifiedEarlier'] == p['claims'] == 5, p
		na = [x['message']['text'] for x in run['results'] if x.get('kind') == 'notApplicable']
		assert na == ["the claim 'session' was verified earlier; its source is not here", "the claim 'gone' was not checked"], na
		case = [c for c in ET.parse('o.xml').getroot().iter('testcase') if c.get('name') == 'session'][0]
		assert case.find('skipped') is not None and case.find('failure') is None
		assert ET.parse('o.xml').getroot().find('testsuite').get('skipped') == '1'
		for f in 'o.gl', 'o.rd': json.load(open(f))
	END
}

@test "lock: --locked refuse makes them not checked" {
	locked
	cc --locked refuse --format concise
	[ "$status" -eq 2 ]
	has "$output" "0 supported, 0 discrepant, 2 not checked"
	has "$output" "error[source-unreadable]"
}

@test "lock: a changed quote, claim, date or record voids it, and says which" {
	locked
	cp claims/one.yaml "$BATS_TEST_TMPDIR/was"; cp sources.yaml "$BATS_TEST_TMPDIR/record"
	sed -i 's/closed the session at nine/closed the session at ten/' claims/one.yaml
	cc
	[ "$status" -eq 2 ]
	has "$output" "citecheck.lock does not stand in for it: the quote changed since"
	has "$output" "1 not checked, 1 verified earlier"
	cp "$BATS_TEST_TMPDIR/was" claims/one.yaml
	sed -i 's/The mayor closed/The deputy closed/' claims/one.yaml
	cc
	[ "$status" -eq 2 ]
	has "$output" "the claim changed since"
	cp "$BATS_TEST_TMPDIR/was" claims/one.yaml
	sed -i 's/    source: minutes/    date: May 1831\n&/' claims/one.yaml
	cc
	[ "$status" -eq 2 ]
	cp "$BATS_TEST_TMPDIR/was" claims/one.yaml
	sed -i 's/issued: 1931-05/issued: 1941-05/' sources.yaml
	cc
	[ "$status" -eq 2 ]
	has "$output" "the source's record changed since"
	has "$output" "0 supported, 0 discrepant, 2 not checked"
	cp "$BATS_TEST_TMPDIR/record" sources.yaml
	cc
	[ "$status" -eq 0 ]
}

@test "lock: a record that pins other bytes voids it" {
	sed -i "s/file: corpus/sha256: $(sha256sum corpus/minutes.txt | cut -d' ' -f1), &/" sources.yaml
	locked
	cc
	[ "$status" -eq 0 ]
	sed -i 's/sha256: [0-9a-f]*/sha256: 0000000000000000000000000000000000000000000000000000000000000000/' sources.yaml
	cc
	[ "$status" -eq 2 ]
}

@test "lock: moved lines, white space and other files keep it" {
	locked
	{ printf '# moved\n\n'; cat claims/one.yaml; } | sed 's/quote: closed the session at nine/quote: >-\n      closed the\n      session at nine/' >claims/two.yaml
	rm claims/one.yaml
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "2 verified earlier"
}

@test "lock: claims of Markdown, by their words" {
	rm claims/one.yaml
	printf 'He "closed the session at nine" [@minutes].\n\nThen "they sold the meadow" [@letters].\n' >claims/a.md
	locked
	printf 'A word before.\n\nThen "they sold the meadow" [@letters].\n\nHe "closed the session at nine" [@minutes].\n' >claims/a.md
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "2 verified earlier"
}

@test "lock: a source that is present is read itself, whatever the lock says" {
	cc lock
	sed -i 's/at nine/at ten/' corpus/minutes.txt
	cc --format concise
	[ "$status" -eq 1 ]
	has "$output" "error[quote-altered]"
	lacks "$output" "verified earlier"
}

@test "lock: a source that is there and can't be read is not absent" {
	locked
	printf 'a\0b\001\377\376\000' >corpus/minutes.txt
	cc --format concise
	[ "$status" -eq 2 ]
	has "$output" "2 not checked"
	rm corpus/minutes.txt && mkdir corpus/minutes.txt
	cc --format concise
	[ "$status" -eq 2 ]
	has "$output" "2 not checked"
}

@test "lock: a piece of evidence that was never verified leaves the claim not checked; so does one added later" {
	locked
	sed -i 's/      - {source: letters, quote: they sold the meadow}/&\n      - {source: diary, quote: the meadow was sold}/' claims/one.yaml
	cc --format concise
	[ "$status" -eq 2 ]
	has "$output" "1 not checked, 1 verified earlier"
}

@test "lock: evidence that was taken out of a claim voids what is left of it" {
	locked
	sed -i '/source: letters/d' claims/one.yaml
	cc
	[ "$status" -eq 2 ]
	has "$output" "the claim changed since"
	has "$output" "1 not checked, 1 verified earlier"
}

@test "lock: one source here, one absent: verified earlier, not supported" {
	cc lock
	rm corpus/minutes.txt
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "0 supported, 0 discrepant, 0 not checked, 2 verified earlier"
	printf 'I hear that they kept the meadow after all.\n' >corpus/letters.txt
	cc --format concise
	[ "$status" -eq 1 ]
	has "$output" "1 discrepant, 0 not checked, 1 verified earlier"
}

@test "lock: discrepant claims are not locked, whatever --config or suppressions say" {
	sed -i 's/at nine/at ten/' claims/one.yaml
	sed -i '$a\    ignore: {quote-altered: known}' claims/one.yaml
	printf 'corpus: [corpus/, sources.yaml]\nrules: {quote-altered: off}\n' >loose.yaml
	cc lock --config loose.yaml
	[ "$status" -eq 0 ]
	is "$output" "wrote citecheck.lock: 2 pieces of evidence of 1 claim"
	is "$stderr" "citecheck: 1 discrepant claim is not locked"
	lacks "$(cat citecheck.lock)" "session"
	cc lock --rule quote-altered=off
	[ "$status" -eq 2 ]
	has "$stderr" "'lock' has no option '--rule'"
}

@test "lock: written under looser numbers of a rule it does not hold under stricter ones" {
	cat >claims/one.yaml <<-'END'
		claims:
		  - id: both
		    claim: The council voted and the mayor thanked all.
		    source: minutes
		    quote: After two votes … the mayor thanked all
	END
	printf 'One paragraph.\n\n%s\n\nTwo.\n\nThree.\n\nFour.\n\nThe mayor thanked all.\n' 'After two votes they agreed.' >corpus/minutes.txt
	cc --format concise
	[ "$status" -eq 1 ]
	printf 'corpus: [corpus/, sources.yaml]\nrules: {quote-spliced: {paragraphs: 9}}\n' >loose.yaml
	cc lock --config loose.yaml
	is "$output" "wrote citecheck.lock: 1 piece of evidence of 1 claim"
	take_away
	cc --config loose.yaml --format concise
	[ "$status" -eq 0 ]
	cc
	[ "$status" -eq 2 ]
	has "$output" "the claim changed since"
}

@test "lock: the same words at two places, and cited twice" {
	printf 'The bell rang at noon. They left.\n\nThe bell rang at noon. They came.\n' >corpus/minutes.txt
	cat >claims/one.yaml <<-'END'
		claims:
		  - {id: first, claim: It rang., source: minutes, quote: the bell rang at noon, locator: para. 1}
		  - {id: second, claim: It rang., source: minutes, quote: the bell rang at noon, locator: para. 2}
		  - id: twice
		    claim: It rang twice.
		    evidence:
		      - {source: minutes, quote: The bell rang at noon, suffix: . They left}
		      - {source: minutes, quote: The bell rang at noon, suffix: . They came}
	END
	locked
	is "$(grep -c 'at: "1:1-1:22"' citecheck.lock)" 2
	is "$(grep -c 'at: "3:1-3:22"' citecheck.lock)" 2
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "3 verified earlier"
	sed -i 's/locator: para. 2/locator: para. 1/' claims/one.yaml
	cc --format concise
	[ "$status" -eq 2 ]
	has "$output" "1 not checked, 2 verified earlier"
}

@test "lock: made again without the sources it keeps what is in force and drops the rest" {
	locked
	cp citecheck.lock "$BATS_TEST_TMPDIR/before.lock"
	cc lock --now 2026-12-24
	[ "$status" -eq 0 ]
	cmp citecheck.lock "$BATS_TEST_TMPDIR/before.lock"
	sed -i 's/closed the session at nine/closed the session/' claims/one.yaml
	cc lock
	[ "$status" -eq 2 ]
	has "$output" "2 pieces of evidence of 1 claim"
	has "$stderr" "1 claim was not checked, and not locked"
}

@test "lock: nothing is written when a claim file can't be parsed" {
	cc lock
	cp citecheck.lock "$BATS_TEST_TMPDIR/before.lock"
	printf 'claims: [\n' >claims/broken.yaml
	cc lock
	[ "$status" -eq 2 ]
	cmp citecheck.lock "$BATS_TEST_TMPDIR/before.lock"
}

@test "lock: a folder of nothing but absent sources need not be there" {
	locked
	rmdir corpus
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "2 verified earlier"
}

@test "lock: damaged, it ends with exit 2 and the place; nobody asks it while the sources are here" {
	cc lock
	cp citecheck.lock "$BATS_TEST_TMPDIR/good.lock"
	for text in 'version: 9\nevidence: []\n' 'version: 1\nevidence:\n  - {claim: x}\n' '{{{' '<<<<<<< HEAD\n'; do
		printf "$text" >citecheck.lock
		cc --format concise
		[ "$status" -eq 0 ]
	done
	take_away
	printf 'version: 1\nevidence:\n  - {claim: x}\n' >citecheck.lock
	cc --format json
	[ "$status" -eq 2 ]
	is "$output" ""
	has "$stderr" "citecheck.lock:3:5: this entry has no 'evidence'"
	sed 's/date: ....-..-../date: 2026-13-01/' "$BATS_TEST_TMPDIR/good.lock" >citecheck.lock
	cc
	[ "$status" -eq 2 ]
	has "$stderr" "'date' takes a day like 2026-11-22, not '2026-13-01'"
	sed 's/said: ..../said: /' "$BATS_TEST_TMPDIR/good.lock" >citecheck.lock
	cc
	[ "$status" -eq 2 ]
	has "$stderr" "'said' takes 32 hexadecimal digits"
	rm citecheck.lock && mkfifo citecheck.lock
	cc
	[ "$status" -eq 2 ]
}

@test "lock: an id that nothing knows is a typo, not an absent source" {
	locked
	sed -i 's/source: letters/source: lettres/' claims/one.yaml
	cc --format concise
	[ "$status" -eq 2 ]
	has "$output" "no source has the id 'lettres'"
}

@test "lock: in a change, a source that it removes is not one that was never here" {
	export HOME="$BATS_TEST_TMPDIR" GIT_CONFIG_NOSYSTEM=1
	export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
	cc lock
	git init -q -b main . && git add -A && git commit -qm one
	git rm -q corpus/minutes.txt
	cc --staged
	[ "$status" -eq 2 ]
	has "$output" "citecheck.lock does not stand in for it: the change removes the source"
	git rm -q corpus/letters.txt
	cc --since main
	[ "$status" -eq 2 ]
	has "$output" "0 supported, 0 discrepant, 2 not checked"
}

@test "lock-from: entries that the revision does not hold stand in for nothing" {
	cc lock
	repository
	take_away
	cc --lock-from main --format concise
	[ "$status" -eq 0 ]
	has "$output" "2 verified earlier"
	# the author of a change writes words, and a lock for them
	printf 'They sell the meadow below the mill. The mayor closed the session at noon.\n' >corpus/minutes.txt
	printf 'I hear that they sold the meadow after all.\n' >corpus/letters.txt
	sed -i 's/closed the session at nine/closed the session at noon/' claims/one.yaml
	cc lock
	take_away
	cc --merge-base main --format concise
	[ "$status" -eq 0 ]
	cc --merge-base main --lock-from main
	[ "$status" -eq 2 ]
	has "$output" "the revision of --lock-from does not hold this entry"
	has "$output" "0 supported, 0 discrepant, 2 not checked" # the other claim's source is another one, too
	cc --lock-from nowhere
	[ "$status" -eq 2 ]
}

@test "lock: a change of the lock alone is a change of the claims that rest on it" {
	cc lock
	repository
	take_away
	cc --merge-base main --format concise
	[ "$status" -eq 0 ]
	has "$stderr" "nothing to check"
	sed -i '/claim: session/d' citecheck.lock
	cc --merge-base main --format concise
	[ "$status" -eq 2 ]
	has "$output" "1 not checked, 1 verified earlier"
	rm citecheck.lock
	cc --merge-base main --format concise
	[ "$status" -eq 2 ]
	has "$output" "2 not checked"
}

@test "lock: --staged and --rev read it from git" {
	cc lock
	repository
	cp citecheck.lock "$BATS_TEST_TMPDIR/good.lock"
	echo damaged >citecheck.lock
	cc --rev main --format concise
	[ "$status" -eq 0 ]
	has "$output" "2 verified earlier"
	cc --format concise
	[ "$status" -eq 0 ]
	sed -i 's/The mayor closed/The mayor then closed/' claims/one.yaml
	git add claims
	cc --staged --format concise
	[ "$status" -eq 2 ]
	has "$output" "1 not checked"
}

@test "lock: a run that counted on it is not kept" {
	export XDG_CACHE_HOME="$BATS_TEST_TMPDIR/cache"
	cc lock
	take_away
	touch -d '1 hour ago' claims/* corpus citecheck.* sources.yaml claims .
	cc && [ "$status" -eq 0 ]
	rm citecheck.lock
	cc
	[ "$status" -eq 2 ]
}

@test "lock: of a group of citations the source that had the words counts" {
	rm claims/one.yaml
	cat >>sources.yaml <<-'END'
		  - {id: letters, title: Letters, file: corpus/letters.txt}
	END
	printf 'Then "they sold the meadow after all" [@minutes; @letters].\n' >claims/a.md
	cc lock --now 2026-11-20
	has "$(cat citecheck.lock)" "source: letters"
	rm corpus/minutes.txt
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "1 supported" # letters is here, and has the words
	rm corpus/letters.txt
	cc --format concise
	[ "$status" -eq 0 ]
	has "$output" "1 verified earlier"
	sed -i 's/title: Letters/title: Other letters/' sources.yaml
	cc --format concise
	[ "$status" -eq 2 ]
}

@test "lock: an entry that speaks of a source which is here stands in for nothing" {
	printf 'He said "they sold the meadow after all" [@diary; @letters].\n' >claims/a.md
	printf 'Nothing.\n' >corpus/diary.txt
	cc lock
	rm corpus/diary.txt
	printf 'I hear that they kept the meadow after all.\n' >corpus/letters.txt
	cc --format concise claims/a.md
	[ "$status" -eq 2 ]
	lacks "$output" "verified earlier"
}

@test "lock: a source whose file is here is not absent because the configuration leaves its folder out" {
	rm sources.yaml
	printf 'corpus: [corpus/]\n' >citecheck.yaml
	cc lock --now 2026-11-20
	mkdir other
	printf 'nothing\n' >other/x.txt
	printf 'corpus: [other/]\n' >citecheck.yaml
	cc
	[ "$status" -eq 2 ]
	has "$output" "the source that it speaks of is here"
	lacks "$output" "verified earlier"
	take_away
	cc
	[ "$status" -eq 0 ]
	has "$output" "2 verified earlier"
}

@test "lock: --lock-from: an entry that names another file than the revision's does not count" {
	locked
	repository
	sed -i 's,file: corpus/minutes.txt,file: corpus/elsewhere.txt,' citecheck.lock
	cc --lock-from main
	[ "$status" -eq 2 ]
	has "$output" "the revision of --lock-from does not hold this entry"
}

@test "lock: of a group of citations one source is absent: verified earlier where the words stood in that one" {
	printf 'The ferry sank at its moorings in the night.\n' >corpus/one.txt
	printf 'It was raised again before the summer.\n' >corpus/two.txt
	printf 'references:\n  - {id: one, file: corpus/one.txt}\n  - {id: two, file: corpus/two.txt}\n' >sources.yaml
	printf 'corpus: [sources.yaml]\n' >citecheck.yaml
	rm -r claims
	mkdir claims
	printf 'It was "raised again before the summer" [@one; @two]. It "sank at its moorings" [@one; @two].\n' >claims/group.md
	cc lock --now 2026-11-20
	rm corpus/two.txt
	cc
	[ "$status" -eq 0 ]
	has "$output" "1 supported, 0 discrepant, 0 not checked, 1 verified earlier"
	cc --locked refuse
	[ "$status" -eq 2 ]
	has "$output" "1 supported, 0 discrepant, 1 not checked"
}
