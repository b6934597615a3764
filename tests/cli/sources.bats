# citecheck sources: every record with its state.
load common

records() {
	cat >sources.yaml <<-'END'
		references:
		  - {id: minutes, issued: 2003-05-02, file: corpus/minutes.txt, sha256: 6dc5a0bd2f2a2f8c84b2ddeb5f5cfcbdbcdcf2f7b4a4b5ad5dd2a7ff0e4ad9a1}
		  - {id: lost, issued: 2001, file: corpus/lost.pdf}
		  - {id: web, URL: "https://example.org/a"}
		  - {id: page, issued: 2001, file: corpus/page.html}
		  - {id: study, issued: 2001, file: corpus/study.txt}
	END
	printf '<html><body><h1>Weirs</h1><p>Of weirs.</p><a href="x.pdf">Download PDF</a></body></html>' >corpus/page.html
	printf 'Weirs of the north\n\nAbstract\n\nWe study weirs and find them wet.\n' >corpus/study.txt
	printf 'junk' >corpus/bad.docx
}

line() { # ID: its line
	grep "^$1 " <<<"$output"
}

@test "one line a source, aligned, with its states" {
	records
	cc sources
	is "$status" 1
	has "$(line minutes)" 'present, changed'
	has "$(line lost)" 'missing, unused'
	has "$(line lost)" "no file 'corpus/lost.pdf'"
	has "$(line web)" 'missing, undated, unused'
	has "$(line web)" 'only an address: https://example.org/a'
	has "$(line bad)" 'unreadable, undated, unused'
	has "$(line page)" 'present, unpinned, unused, landing'
	has "$(line study)" 'present, unpinned, unused, abstract'
	has "$output" '6 sources: 3 present, 2 missing, 1 unreadable; 1 changed, '
	# every line has its file in the same column
	is "$(grep -E 'corpus/(minutes|lost|bad|page|study)\.' <<<"$output" | awk '{ print index($0, "corpus/") }' | sort -u | wc -l)" 1
}

@test "a short text is an abstract only where it says so, a long one never" {
	mkdir corpus/more
	printf 'Notes\n\nThe weir was wet.\n' >corpus/more/notes.txt
	{ printf 'Weirs\n\nAbstract\n\nOf weirs.\n\n'; for i in $(seq 700); do printf 'word%s ' "$i"; done; printf '\n'; } >corpus/more/long.txt
	{ printf '<p>Download PDF</p><p>'; for i in $(seq 700); do printf 'word%s ' "$i"; done; printf '</p>'; } >corpus/more/page.html
	cc sources
	lacks "$output" abstract
	lacks "$output" landing
}

@test "what git tracks, does not know, or is told to ignore" {
	records
	git init -q .
	echo 'corpus/page.html' >.gitignore
	git add corpus/minutes.txt
	cc sources
	lacks "$(line minutes)" untracked
	has "$(line study)" untracked
	has "$(line page)" ignored
	lacks "$(line page)" untracked
	lacks "$(line lost)" untracked
	cc sources --state ignored
	is "$status" 1
	is "$(grep -c corpus/ <<<"$output")" 1
}

@test "without a repository nothing is said of git" {
	cc sources
	lacks "$output" untracked
	is "$status" 0
	has "$output" '1 source: 1 present; 1 undated, 1 unpinned'
}

@test "--state chooses, and finding one is status 1" {
	records
	cc sources --state missing --state abstract
	is "$status" 1
	has "$output" lost
	has "$output" study
	lacks "$output" minutes
	cc sources --state ignored
	is "$status" 0
	has "$output" '0 sources'
	cc sources --state missng
	is "$status" 2
	has "$stderr" "did you mean 'missing'"
	cc sources --state bogus
	is "$status" 2
	has "$stderr" "no state 'bogus'; the states are present, missing, unreadable, changed, undated, unpinned, unused, untracked, ignored, abstract, landing"
}

@test "json" {
	records
	cc sources --format json
	is "$status" 1
	is "$(python3 -c 'import json, sys
d = json.load(sys.stdin)
s = {x["id"]: x for x in d["sources"]}
print(d["summary"]["sources"], s["minutes"]["claims"], s["page"]["states"], s["web"]["file"], s["bad"]["format"])' <<<"$output")" "6 2 ['present', 'unpinned', 'unused', 'landing'] None docx"
}

@test "only the claims that are named cite" {
	printf 'claims: []\n' >claims/none.yaml
	cc sources claims/none.yaml
	has "$(line minutes)" unused
	cc sources claims/one.yaml
	lacks "$(line minutes)" unused
}

@test "control characters of a record reach no terminal" {
	printf 'references:\n  - {id: "a\\e[31m", title: x}\n' >sources.yaml
	cc sources
	has "$output" 'a\x1b[31m'
}

@test "a bibliography that can't be read is status 2" {
	printf 'references: [\n' >sources.yaml
	cc sources
	is "$status" 2
	has "$stderr" sources.yaml
}

@test "an entry that can't be read is told, and is status 2" {
	printf 'references:\n  - {id: a, title: &t Weirs, file: corpus/minutes.txt}\n  - {id: b, title: *t}\n  - {id: c, sha256: zz}\n  - 7\n' >sources.yaml
	cc sources
	is "$status" 2
	has "$stderr" 'sources.yaml:3:20: aliases are not read'
	has "$stderr" "sources.yaml:4:21: 'sha256' takes 64 hexadecimal digits"
	has "$stderr" 'sources.yaml:5:5: a reference is a map, not a string'
	has "$(line a)" present
	printf '@misc{a, title = {Weirs}, file = {corpus/minutes.txt}}\n@misc{b, title {x}}\n@misc{c, title = {C}}\n' >library.bib
	printf 'corpus: [corpus/, library.bib]\n' >citecheck.yaml
	cc sources
	is "$status" 2
	has "$stderr" 'library.bib:2:'
}

@test "the metadata of a document is told where the record has no date" {
	command -v pandoc >/dev/null || skip 'no pandoc'
	printf -- '---\ntitle: T\ndate: 2003-05-02\n---\n\nThe weir was wet.\n' | pandoc -s -f markdown -t epub -o corpus/book.epub
	cc sources
	has "$(line book)" 'its metadata says "2003-05-02"'
}
