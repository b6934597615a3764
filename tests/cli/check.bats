load common

@test "a discrepancy: both places, the summary, exit 1" {
	cc --no-cache
	is "$status" 1
	has "$output" 'claims/one.yaml:5:'
	has "$output" 'error[quote-altered]'
	has "$output" '::: corpus/minutes.txt:1:'
	has "$output" '2 claims in 1 file, 2 quotes in 1 source: 1 supported, 1 discrepant, 0 not checked (1 error)'
	is "$stderr" ''
}

@test "check is the command that needs no name" {
	cc --no-cache; first=$output
	cc check --no-cache; is "$output" "$first"
	cc --no-cache check claims; is "$output" "$first"
	cc --no-cache claims/one.yaml; is "$output" "$first"
	cc --no-cache -- claims/*.yaml; is "$output" "$first"
	cc --no-cache 'claims/*.yaml'; is "$output" "$first"
}

@test "a clean run: exit 0" {
	sed -i 's/did agree/did not agree/' claims/one.yaml
	cc
	is "$status" 0
	has "$output" '2 supported, 0 discrepant, 0 not checked'
	has "$output" 'whether they prove the claim is for a reader'
}

@test "a source that is not there: not checked, exit 2" {
	sed -i 's/source: minutes/source: minuts/' claims/one.yaml
	cc
	is "$status" 2
	has "$output" 'error[source-unknown]'
	has "$output" '0 supported, 0 discrepant, 2 not checked'
}

@test "2 wins over 1" {
	sed -i '8s/minutes/other/' claims/one.yaml
	cc
	is "$status" 2
	has "$output" '1 discrepant, 1 not checked'
}

@test "fail-on moves the exit status, not the states" {
	cc --rule quote-altered=warning --fail-on error
	is "$status" 0
	has "$output" '1 supported, 1 discrepant'
	cc --fail-on never; is "$status" 0
	has "$output" '1 supported, 1 discrepant'
	echo 'fail-on: never' >citecheck.yaml
	cc; is "$status" 0
	cc --fail-on warning; is "$status" 1
}

@test "rules switched off, alone, and on" {
	cc --rule quote-altered=off
	is "$status" 0
	lacks "$output" 'quote-altered'
	has "$output" '1 supported, 1 discrepant'
	cc --only claim-duplicate
	is "$status" 0
	printf 'one\n' >corpus/other.txt
	cc --only source-unused
	has "$output" '[source-unused]'
	lacks "$output" 'quote-altered'
	cc --only source-unused --rule source-unused=off
	lacks "$output" '[source-unused]'
}

@test "no claims at all: exit 2 and what to do" {
	rm -r claims corpus
	cc
	is "$status" 2
	has "$stderr" 'no claim found'
	has "$stderr" 'citecheck init'
	cc --format json
	is "$status" 2
	python3 -c 'import json,sys; assert json.loads(sys.argv[1])["claims"] == []' "$output"
}

@test "a path that is not there names one nearby" {
	cc clams
	is "$status" 2
	is "$stderr" "citecheck: no file or folder 'clams'; did you mean 'claims'?"
	is "$output" ''
}

@test "standard input" {
	cc - --no-cache <claims/one.yaml
	is "$status" 1
	has "$output" 'stdin.yaml:5:'
	cc - --stdin-name claims/new.yaml <claims/one.yaml
	has "$output" 'claims/new.yaml:5:'
	has "$output" '2 claims in 1 file'
}

@test "from a folder below the root, places are relative to the root" {
	echo 'claims: [claims]' >citecheck.yaml
	cd claims
	cc
	is "$status" 1
	has "$output" 'claims/one.yaml:5:'
}

@test "a broken file stops nothing else" {
	printf 'claims: [\n' >claims/broken.yaml
	printf 'claims:\n\t- a\n' >claims/tab.yaml
	cc
	is "$status" 2
	has "$output" 'claims/broken.yaml:'
	has "$output" 'claims/one.yaml:5:'
	has "$stderr" 'citecheck: claims/broken.yaml:'
	has "$stderr" 'citecheck: claims/tab.yaml:'
}

@test "a file without claims: named it is a finding, found it is skipped" {
	echo 'title: notes' >claims/notes.yaml
	cc --statistics
	is "$status" 1
	has "$output" '1  file without claims, skipped'
	has "$output" 'in 1 file'
	cc claims/notes.yaml
	is "$status" 2
	has "$output" 'claims/notes.yaml:1:1: error[claim-syntax]'
}

@test "quiet leaves the findings" {
	cc --quiet --format concise
	is "$(echo "$output" | wc -l)" 1
	has "$output" 'claims/one.yaml:5:'
	sed -i 's/did agree/did not agree/' claims/one.yaml
	cc -q
	is "$output" ''
}

@test "show all prints supported claims with their spans" {
	cc --show all --format concise
	has "$output" 'claims/one.yaml:6:9: supported mill: verbatim corpus/minutes.txt:1:51'
}

@test "several formats: one for standard output, the rest to files" {
	cc --format json:out.json --format concise:out.txt
	is "$status" 1
	has "$output" '  |'
	python3 -c 'import json; assert json.load(open("out.json"))["summary"]["discrepant"] == 1'
	has "$(cat out.txt)" 'error[quote-altered]'
	is "$(ls | grep -c out)" 2
	cc --format json --format concise
	is "$status" 2
	has "$stderr" 'two formats for standard output'
	is "$output" ''
	cc --format json:nowhere/out.json
	is "$status" 2
	has "$stderr" "can't write"
}

@test "json as the contract has it" {
	cc --format json --now 2026-11-22
	python3 - "$output" <<-'END'
		import json, sys
		d = json.loads(sys.argv[1])
		assert list(d) == ["tool", "version", "now", "summary", "claims", "findings"], list(d)
		assert d["now"] == "2026-11-22"
		assert list(d["summary"]) == ["files", "claims", "quotes", "sources", "supported", "discrepant", "unchecked",
		                              "ignored", "errors", "warnings", "notes", "verified_earlier", "baselined"]
		claim = d["claims"][0]
		assert list(claim) == ["id", "file", "line", "state", "evidence"]
		assert claim["state"] == "discrepant" and claim["line"] == 2
		assert list(claim["evidence"][0]) == ["source", "verdict", "file", "page", "line", "column", "end_line", "end_column"]
		assert claim["evidence"][0]["verdict"] == "altered"
		f = d["findings"][0]
		assert list(f)[:9] == ["rule", "level", "message", "claim", "file", "line", "column", "end_line", "end_column"]
		line = open(f["file"]).read().split("\n")[f["line"] - 1]
		assert line[f["column"] - 1:f["end_column"] - 1] in "did agree", line[f["column"] - 1:]
	END
}

@test "the same bytes with any number of jobs" {
	cc --no-cache --format json; first=$output
	for jobs in 1 2 7; do
		cc --no-cache --format json --jobs $jobs
		is "$output" "$first"
	done
}

@test "colours" {
	esc=$(printf '\033')
	cc --no-cache; lacks "$output" "$esc"
	cc --no-cache --color always; has "$output" "$esc[1;31merror[quote-altered]$esc[0m"
	CLICOLOR_FORCE=1 cc --no-cache; has "$output" "$esc"
	FORCE_COLOR=1 cc --no-cache; has "$output" "$esc"
	NO_COLOR=1 CLICOLOR_FORCE=1 cc --no-cache; lacks "$output" "$esc"
	CLICOLOR_FORCE=1 cc --no-cache --color never; lacks "$output" "$esc"
	cc --no-cache --color always --format json; lacks "$output" "$esc"
	cc --no-cache --color always --format text:out.txt --format concise; lacks "$(cat out.txt)" "$esc"
}

@test "--now, SOURCE_DATE_EPOCH" {
	cc --format json --now 2020-02-29; has "$output" '"now": "2020-02-29"'
	SOURCE_DATE_EPOCH=86400 cc --format json; has "$output" '"now": "1970-01-02"'
	SOURCE_DATE_EPOCH=86400 cc --format json --now 2021-01-01; has "$output" '"now": "2021-01-01"'
	cc --now 2021-02-29; is "$status" 2; has "$stderr" "'2021-02-29'"
	SOURCE_DATE_EPOCH=soon cc; is "$status" 2; has "$stderr" 'SOURCE_DATE_EPOCH'
}

@test "another corpus" {
	mkdir other; mv corpus/minutes.txt other/; rmdir corpus
	cc --corpus other; is "$status" 1
	cc --corpus nowhere; is "$status" 2; has "$stderr" 'nowhere'
}

@test "a full disk and a reader that goes away" {
	[ -e /dev/full ] || skip "no /dev/full"
	run bash -c '"$CITECHECK" --no-cache >/dev/full'
	is "$status" 2
	has "$output" "can't write standard output"
	run bash -c 'set -o pipefail; "$CITECHECK" --no-cache --format json | :'
	[ "$status" != 139 ] && [ "$status" != 134 ]
	lacks "$output" "can't write"
}

@test "standard streams that are closed" {
	run bash -c '"$CITECHECK" --no-cache <&- 2>&-'
	is "$status" 1
	# a report that nobody can get is no success
	for command in "" "--format json" "find meadow" "dates corpus/minutes.txt" rules "explain quote-altered" --version --help; do
		run bash -c "\"\$CITECHECK\" $command 2>&1 >&-"
		is "$status" 2
		has "$output" "can't write standard output"
	done
	run bash -c '"$CITECHECK" dates - 2>&1 <&-'
	is "$status" 2
	has "$output" "can't read"
}

@test "a pipe that does not block and is full: all of it comes, however slow the reader is" {
	for i in {1..900}; do printf -- '- {id: c%s, claim: It stood., source: minutes, quote: the meadow beside the mill}\n' "$i"; done >claims/many.yaml
	"$CITECHECK" --no-cache --format json >whole || [ $? = 1 ]
	python3 - "$CITECHECK" >slow <<-'END'
		import os, subprocess, sys
		r, w = os.pipe()
		os.set_blocking(w, False)
		p = subprocess.Popen([sys.argv[1], '--no-cache', '--format', 'json'], stdout=w)
		os.close(w)
		while data := os.read(r, 500):
		    os.write(1, data)
		sys.exit(p.wait() != 1)
	END
	cmp whole slow
	python3 - "$CITECHECK" >slow <<-'END'
		import os, subprocess, sys, time
		r, w = os.pipe()
		os.set_blocking(r, False)
		p = subprocess.Popen([sys.argv[1], '--no-cache', '--format', 'json', '--stdin-name', 'claims/many.yaml', '-'], stdin=r)
		os.close(r)
		data = open('claims/many.yaml', 'rb').read()
		time.sleep(0.2)
		while data:
		    data = data[os.write(w, data[:3000]):]
		os.close(w)
		sys.exit(p.wait() != 1)
	END
	"$CITECHECK" --no-cache --format json claims/many.yaml >whole || [ $? = 1 ]
	cmp whole slow
}

@test "a configured folder that is not there: the message tells who names it" {
	rm -r claims
	printf 'claims: [claims/]\n' >citecheck.yaml
	cc
	is "$status" 2
	has "$stderr" "no file or folder 'claims/', which \`claims:\` in the configuration names"
	cc claim
	is "$status" 2
	lacks "$stderr" "configuration"
	mkdir claims
	printf 'corpus: [lost.bib]\n' >citecheck.yaml
	cc claims
	is "$status" 2
	has "$stderr" "no corpus 'lost.bib', which \`corpus:\` in the configuration names"
	cc claims --corpus lost.bib
	is "$status" 2
	lacks "$stderr" "configuration"
}

@test "escapes, bidi and workflow commands of a path and a quote are harmless" {
	name=$(printf 'claims/::error::x\033[31m.yaml')
	sed 's/did agree/did ##[error]agree\x1b]0;x\x07 \xe2\x80\xae/' claims/one.yaml >"$name"
	mv "$name" ./; rm claims/one.yaml
	for format in text concise json; do
		cc --no-cache --format $format ./*.yaml
		lacks "$output$stderr" $'\033'
		lacks "$output$stderr" $'\xe2\x80\xae'
		lacks "$output$stderr" '##['
		run grep -E '^[[:space:]]*::[^:]' <<<"$output"
		is "$status" 1
	done
}

@test "a paper whose bibliography is missing does not stop the others" {
	printf -- '---\nbibliography: lost.bib\n---\nHe said "the council did not agree" [@minutes].\n' >claims/paper.md
	cc --format concise
	is "$status" 2
	has "$output" "claims/paper.md:2:15: error[source-unreadable] no bibliography 'lost.bib'"
	has "$output" 'claims/one.yaml:5:'
	has "$stderr" "claims/paper.md:2:15: no bibliography 'lost.bib'"
	cc --format json claims
	is "$status" 2
	has "$output" '"rule": "source-unreadable"'
}

@test "translated words are not measured, the original's are" {
	cat >claims/one.yaml <<-'END'
		claims:
		  - id: vote
		    claim: The council did not agree.
		    evidence:
		      - {source: minutes, quote: le conseil, translated: true, original: the council did not agree}
	END
	cc --format concise
	is "$status" 0
	lacks "$output" 'quote-short'
	sed -i 's/original: .*/original: the council}/' claims/one.yaml
	cc --format concise
	has "$output" 'claims/one.yaml:5:74: warning[quote-short]'
}

@test "a sum that is none is said once" {
	printf 'references:\n  - {id: sums, file: corpus/minutes.txt, sha256: 00ff}\n' >sources.yaml
	sed -i 's/source: minutes/source: sums/' claims/one.yaml
	cc --format concise claims/one.yaml
	has "$output" "'sha256' takes 64 hexadecimal digits"
	lacks "$output" 'source-changed'
}

@test "two records without a file under one id: told, and not checked" {
	printf 'references:\n  - {id: minutes2, title: Minutes of 1901}\n  - {id: minutes2, title: Letters of 1902}\n' >sources.yaml
	sed -i 's/source: minutes/source: minutes2/' claims/one.yaml
	cc
	is "$status" 2
	has "$output" "error[source-ambiguous] two records have the id 'minutes2'"
	has "$output" "'Minutes of 1901' has this id"
	has "$output" "'Letters of 1902' has this id"
}
