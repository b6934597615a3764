load common

@test "an unknown option, command, rule, format, level gets the nearest name, exit 2, nothing on standard output" {
	while IFS='|' read -r line message; do
		# shellcheck disable=SC2086
		cc $line
		is "$status" 2
		is "$output" ''
		has "$stderr" "$message"
	done <<-'END'
		--colour always|unknown option '--colour'; did you mean '--color'?
		--fromat json|did you mean '--format'?
		--format jsn|unknown format 'jsn'; did you mean 'json'?
		--format json:|names no file
		--only quote-alterd|unknown rule 'quote-alterd'; did you mean 'quote-altered'?
		--rule quote-altered=wrong|'--rule' takes the levels off, note, warning and error, not 'wrong'
		--rule quote-altered|takes NAME=LEVEL
		--fail-on errors|did you mean 'error'?
		--jobs many|'--jobs' takes a number from 0 to
		--quiet=1|'--quiet' takes no value
		--now|'--now' needs a value
		fnd words|unknown command 'fnd'; did you mean 'find'?
		explain|'explain' needs RULE...
		explain quote-alterd|did you mean 'quote-altered'?
		rules --as yaml|'rules' has no option '--as'
		rules --format xml|unknown format 'xml'
		rules now|'rules' takes no 'now'
		find|'find' needs TEXT...
		dates|'dates' needs FILE...
		dates x --mode newss|did you mean 'news'?
		help chekc|unknown command 'chekc'
	END
}

@test "help and version" {
	cc --help; is "$status" 0; has "$output" 'Commands:'; is "$stderr" ''
	cc help; has "$output" 'Commands:'
	cc -h check; has "$output" '--fail-on'
	cc check --help; has "$output" '--fail-on'
	for command in check find dates rules explain init version; do
		cc help $command; is "$status" 0; has "$output" 'usage: citecheck'
		first=$output
		cc $command --help; is "$output" "$first"
		[ "$(echo "$output" | wc -L)" -le 80 ]
	done
	has "$(cc help; echo "$output")" 'whether they prove the claim is for a reader'
	cc --version; is "$status" 0
	has "$output" 'citecheck 0.'; has "$output" 'libyaml '; has "$output" 'libpcre2'
	cc version; has "$output" 'citecheck 0.'
}

@test "options before and behind the command, with = and without" {
	cc --format=json rules; first=$output
	cc rules --format json; is "$output" "$first"
	cc --format json rules; is "$output" "$first"
}

@test "rules and explain" {
	cc rules
	is "$status" 0
	has "$output" 'quote-altered'
	cc rules --format json
	names=$(python3 -c 'import json,sys; print(*[r["name"] for r in json.loads(sys.argv[1])])' "$output")
	for rule in $names; do
		cc explain "$rule"
		is "$status" 0
		has "$output" "$rule ("
		has "$output" 'An example that fails:'
		has "$output" 'The same one mended:'
		has "$output" "--rule $rule=LEVEL"
	done
	cc explain quote-spliced; has "$output" 'paragraphs: 2'
}

@test "help names the nearest command" {
	cc help chekc
	is "$status" 2
	has "$stderr" "unknown command 'chekc'; did you mean 'check'?"
	cc help zzzzzzzz
	is "$status" 2
	has "$stderr" "unknown command 'zzzzzzzz'"
	lacks "$stderr" 'did you mean'
}
