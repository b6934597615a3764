load common

@test "verbatim: place, locator, sentence, exit 0" {
	cc find closed the session at nine
	is "$status" 0
	has "$output" 'corpus/minutes.txt:3:28: verbatim in minutes, para. 2'
	has "$output" 'The mayor thanked all, and »closed the session at nine«.'
}

@test "folded counts as found" {
	printf 'The keeper set a “lamp” in\nthe win-\ndow every evening.\n' >corpus/lamp.txt
	cc find 'set a "lamp" in the window'
	is "$status" 0
	has "$output" 'folded in lamp'
}

@test "near: what differs, exit 1" {
	cc find 'the council did agree to sell the meadow'
	is "$status" 1
	has "$output" "altered in minutes, para. 1: lacks 'not'"
}

@test "nothing: exit 1; could not look: exit 2" {
	cc find zebra quagga okapi
	is "$status" 1
	has "$output" 'no source has these words'
	rm -r corpus
	cc find zebra
	is "$status" 2
	has "$stderr" 'no source to look in'
	cc find ''
	is "$status" 2
}

@test "ready-made evidence passes the check" {
	cc find --as yaml 'closed the session at nine'
	is "$status" 0
	{ printf 'claims:\n  - id: close\n    claim: The session ended.\n    evidence:\n'; sed 's/^/      /' <<<"$output"; } >claims/one.yaml
	cc
	is "$status" 0
	has "$output" '1 supported'
	cc find --as markdown 'closed the session at nine'
	is "$output" '"closed the session at nine" [@minutes, para. 2]'
}

@test "a prefix where the words stand twice" {
	printf 'At noon the bell rang once for the dead.\n\nAt dusk the bell rang once for the living.\n' >corpus/bell.txt
	cc find 'the bell rang once' --format json
	is "$status" 0
	python3 - "$output" <<-'END'
		import json, sys
		places = json.loads(sys.argv[1])["places"]
		assert [p["line"] for p in places] == [1, 3], places
		assert [p["prefix"] for p in places] == ["noon", "dusk"], places
	END
	cc find 'the bell rang once' --as yaml
	{ printf 'claims:\n  - id: bell\n    claim: The bell rang.\n    evidence:\n'; sed 's/^/      /' <<<"$output"; } >claims/one.yaml
	cc
	is "$status" 0
	lacks "$output" 'quote-ambiguous'
}

@test "words from standard input; json" {
	cc find - --format json <<<'thanked all'
	is "$status" 0
	python3 - "$output" <<-'END'
		import json, sys
		d = json.loads(sys.argv[1])
		p = d["places"][0]
		assert d["found"] and p["source"] == "minutes" and p["locator"] == "para. 2"
		assert (p["line"], p["column"], p["end_column"]) == (3, 11, 22), p
	END
}

@test "a source that can't be read is told" {
	mkfifo corpus/pipe.txt
	printf 'a\000b' >corpus/nul.txt
	cc find 'thanked all'
	is "$status" 0
	has "$stderr" "can't read source"
	cc find zebra quagga okapi
	is "$status" 2
}

@test "find does not speak for sources that it could not read" {
	rm corpus/*
	printf 'PK\003\004nothing' >corpus/b.docx
	cc find some words
	is "$status" 2
	has "$output" 'no source that could be read has these words'
	has "$stderr" "can't read source 'b'"
}

@test "find with a bibliography that can't be read: nothing found is no answer" {
	printf '[{"id": "q", ' >z.json
	printf 'corpus: [corpus/, z.json]\n' >citecheck.yaml
	cc find words of nobody
	is "$status" 2
	has "$stderr" 'z.json:1:14: the text ends inside an object'
	cc find meadow below
	is "$status" 0
	has "$stderr" 'z.json:1:14'
	printf 'corpus: [z.json]\n' >citecheck.yaml
	cc find meadow below
	is "$status" 2
	has "$stderr" 'z.json:1:14'
}
