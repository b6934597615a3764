# Sources that are pinned to a revision: read out of git's objects, whatever is checked out.

no() { # COMMAND…: succeeds when it fails (a bare `!` fails no test)
	! "$@"
}

setup() {
	export HOME="$BATS_TEST_TMPDIR/home" GIT_CONFIG_NOSYSTEM=1
	export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
	export GIT_AUTHOR_DATE='2021-03-04T12:00:00Z' GIT_COMMITTER_DATE='2021-03-04T12:00:00Z'
	mkdir -p "$HOME" "$BATS_TEST_TMPDIR/r"
	cd "$BATS_TEST_TMPDIR/r"
	git config --global init.defaultBranch main
	git config --global protocol.file.allow always
	git init -q .
	mkdir claims corpus
	printf 'claims: [claims/]\ncorpus: [corpus/, sources.yaml]\n' >citecheck.yaml
	printf 'The harbour was dredged in May 1931 by the council.\n' >corpus/harbour.txt
	git add . && git commit -qm one
	git tag v1
	printf 'The harbour was dredged in June 1932 by a contractor from the north.\n' >corpus/harbour.txt
	git add . && git commit -qm two
	git tag v2
	old=$(git rev-parse v1)
	printf 'references:\n  - {id: old, title: Old, file: corpus/harbour.txt, rev: v1}\n  - {id: new, title: New, file: corpus/harbour.txt, rev: v2}\n' >sources.yaml
	claim old old "dredged in May 1931 by the council" >claims/old.yaml
	claim new new "dredged in June 1932 by a contractor" >claims/new.yaml
	claim now harbour "dredged in June 1932 by a contractor" >claims/now.yaml
	git add . && git commit -qm claims
}

claim() { # ID SOURCE QUOTE
	printf 'claims:\n  - id: %s\n    claim: A claim.\n    source: %s\n    quote: %s\n' "$@"
}

check() {
	run "$CITECHECK" --format concise "$@"
}

@test "two pins of one file and the file itself are three sources" {
	check
	[ "$status" -eq 0 ]
	[[ "$output" == *"3 claims in 3 files, 3 quotes in 3 sources: 3 supported"* ]]
	claim old old "dredged in June 1932 by a contractor" >claims/old.yaml
	check
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/old.yaml"*"quote-misattributed"* ]]
}

@test "the working tree says nothing about a pinned source, nor does its absence" {
	printf 'Something else.\n' >corpus/harbour.txt
	rm claims/now.yaml
	check
	[ "$status" -eq 0 ]
	rm corpus/harbour.txt
	check
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 supported"* ]]
	[ ! -e corpus/harbour.txt ]
}

@test "--staged, --rev, a linked working tree and a bare repository read pins too" {
	claim more old "The harbour was dredged in May 1931" >claims/more.yaml
	git add .
	check --staged
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 claim "*"1 supported"* ]]
	git commit -qm more
	check --rev HEAD
	[ "$status" -eq 0 ]
	[[ "$output" == *"4 supported"* ]]
	git worktree add -q ../linked -b linked
	(cd ../linked && check && [ "$status" -eq 0 ] && [[ "$output" == *"4 supported"* ]])
	git clone -q --bare . ../bare.git
	(cd ../bare.git && check --rev main && [ "$status" -eq 0 ] && [[ "$output" == *"4 supported"* ]])
	(cd claims && check && [ "$status" -eq 0 ])
}

@test "full ids, abbreviations, branches and what is n commits back; path: names the file of then" {
	git mv corpus/harbour.txt corpus/port.txt && rm claims/now.yaml
	for rev in "$old" "${old:0:9}" v2~1 main~2; do
		printf 'references:\n  - {id: old, file: corpus/port.txt, path: corpus/harbour.txt, rev: "%s"}\n  - {id: new, path: corpus/harbour.txt, rev: v2}\n' "$rev" >sources.yaml
		check
		[ "$status" -eq 0 ]
		[[ "$output" == *"2 supported"* ]]
	done
}

@test "a pin takes the id that the file has from its name" {
	printf 'references:\n  - {id: harbour, title: Harbour, file: corpus/harbour.txt, rev: v1}\n' >sources.yaml
	rm claims/*.yaml
	claim a harbour "dredged in May 1931 by the council" >claims/a.yaml
	check
	[ "$status" -eq 0 ]
	claim a harbour "dredged in June 1932 by a contractor" >claims/a.yaml
	check
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/a.yaml:4:"*"quote-misattributed"*"corpus/harbour.txt"* ]]
}

@test "CSL-JSON, BibTeX and the references of a claim file pin as well" {
	printf 'claims: [claims/]\ncorpus: [corpus/, a.json, b.bib]\n' >citecheck.yaml
	printf '[{"id": "old", "file": "corpus/harbour.txt", "rev": "v1"}]\n' >a.json
	printf '@misc{new,\n  title = {New},\n  rev = {v2},\n  path = {corpus/harbour.txt}\n}\n' >b.bib
	printf 'references:\n  - {id: own, file: ../corpus/harbour.txt, rev: v1}\nclaims:\n  - {id: own, claim: A., source: own, quote: dredged in May 1931}\n' >claims/own.yaml
	printf -- '---\nreferences:\n- {id: md, file: ../corpus/harbour.txt, rev: v1}\n---\n\nThe council "dredged in May 1931" [@nobody]. It was "dredged in May 1931" [@md].\n' >claims/m.md
	sed -i 's/The council.*nobody\]\. //' claims/m.md
	check
	[ "$status" -eq 0 ]
	[[ "$output" == *"5 claims"*"5 supported"* ]]
}

@test "places show the revision, in text and in JSON" {
	claim old old "dredged in May 1939 by the council" >claims/old.yaml
	run "$CITECHECK"
	[[ "$output" == *"::: corpus/harbour.txt@v1:1:32"* ]]
	run "$CITECHECK" --format json
	[[ "$output" == *'"file": "corpus/harbour.txt", "rev": "v1", "page": null, "line": 1, "column": 17'* ]]
	[[ "$output" == *'"source": "harbour", "verdict": "verbatim", "file": "corpus/harbour.txt", "page": null'* ]]
	run "$CITECHECK" --format sarif
	[[ "$output" == *'(corpus/harbour.txt@v1, line 1)'* ]]
	no grep -q '"uri": "corpus/harbour.txt.*"region"' <<<"$output"
	run "$CITECHECK" --format github
	[[ "$output" == *"corpus/harbour.txt@v1:1:32: the source's words"* ]]
}

@test "what can't be read is source-unreadable, with the reason and the command that helps" {
	expect() { # RECORD WORDS…
		printf 'references:\n  - {id: old, %s}\n' "$1" >sources.yaml
		check claims/old.yaml
		[ "$status" -eq 2 ]
		[[ "$output" == *"sources.yaml:2:"*"error[source-unreadable]"*"1 not checked"* ]] || { echo "$output"; return 1; }
		shift
		for w in "$@"; do [[ "$output" == *"$w"* ]] || { echo "no '$w' in: $output"; return 1; }; done
	}
	expect 'file: corpus/harbour.txt, rev: v9' "no revision 'v9'" 'git fetch'
	expect 'file: corpus/harbour.txt, rev: ":/two"' "':/two' is no name of a commit"
	expect 'file: corpus/harbour.txt, rev: "HEAD@{1}"' "is no name of a commit"
	expect 'file: corpus/harbour.txt, rev: -v1' "is no name of a commit"
	expect 'file: corpus/none.txt, rev: v1' "no file 'corpus/none.txt' in revision 'v1'" "git log --all --stat -- 'corpus/none.txt'"
	expect 'path: corpus, rev: v1' "a kind of file that citecheck does not read"
	expect 'file: ../../etc/passwd.txt, rev: v1' "lies outside the root"
	mkdir corpus/dir.txt && touch corpus/dir.txt/x && ln -s harbour.txt corpus/link.txt
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 12\n' 0 >corpus/big.txt
	git add corpus && git commit -qm odd && git tag odd
	expect 'file: corpus/dir.txt, rev: odd' "'corpus/dir.txt' is no file in revision 'odd'"
	expect 'file: corpus/link.txt, rev: odd' "is a symbolic link"
	expect 'file: corpus/big.txt, rev: odd' "a pointer of Git LFS" 'git lfs smudge'
	expect 'file: corpus/big.txt' "a pointer of Git LFS" 'git lfs pull'
}

@test "an empty rev or path is no pin, and not silently the file as it is now" {
	rm claims/new.yaml
	claim old old "dredged in June 1932 by a contractor" >claims/old.yaml
	for record in 'rev: ""' 'rev:' 'rev: v1, path: ""' 'rev: [v1]'; do
		printf 'references:\n  - {id: old, file: corpus/harbour.txt, %s }\n' "$record" >sources.yaml
		check
		[ "$status" -eq 2 ]
		[[ "$output" == *"sources.yaml:2:"*"error[source-unreadable] '"*"1 supported, 0 discrepant, 1 not checked"* ]] || { echo "$record: $output"; return 1; }
	done
	printf 'claims: [claims/]\ncorpus: [corpus/, b.bib]\n' >citecheck.yaml
	printf '@misc{old,\n  rev = {},\n  file = {corpus/harbour.txt}\n}\n' >b.bib
	check
	[ "$status" -eq 2 ]
	[[ "$output" == *"b.bib:2:"*"'rev' is empty"*"1 supported, 0 discrepant, 1 not checked"* ]]
	printf 'references:\n  - {id: old, file: corpus/harbour.txt, rev: null, path: ~}\n' >sources.yaml
	printf 'claims: [claims/]\ncorpus: [corpus/, sources.yaml]\n' >citecheck.yaml
	check
	[ "$status" -eq 0 ]
}

@test "without a repository, in a shallow and in a partial clone" {
	git config uploadpack.allowFilter true
	git clone -q --no-tags --depth 1 "file://$PWD" ../shallow
	sed -i "s/rev: v1/rev: $old/; /new/d" sources.yaml && cp sources.yaml ../shallow/
	(cd ../shallow && check claims/old.yaml && [ "$status" -eq 2 ] && [[ "$output" == *"shallow clone"*"fetch-depth: 0"* ]])
	git clone -q --no-checkout --filter=blob:none "file://$PWD" ../partial
	(cd ../partial && git checkout -q HEAD && cp ../r/sources.yaml . && check claims/old.yaml && [ "$status" -eq 2 ] &&
		[[ "$output" == *"missing from this partial clone"*"git fetch --refetch --no-filter"* || "$output" == *"is a partial clone, which libgit2 can't open"* ]])
	cp -r claims corpus sources.yaml citecheck.yaml "$BATS_TEST_TMPDIR/home/"
	cd "$BATS_TEST_TMPDIR/home" && check claims/old.yaml
	[ "$status" -eq 2 ]
	[[ "$output" == *"no git repository"*"git init"* ]]
}

@test "a pin that moves is looked at again; a run without one is kept until HEAD moves" {
	export XDG_CACHE_HOME="$BATS_TEST_TMPDIR/cache"
	sleep 0.1
	check && [ "$status" -eq 0 ]
	check && [ "$status" -eq 0 ]
	git tag -f v1 v2 >/dev/null
	check
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/old.yaml"* ]]
}

@test "a changed pin is a changed record: the claims that rest on it are checked, others are not" {
	sed -i "s/rev: v1/rev: main/" sources.yaml
	git add .
	check --staged
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/old.yaml"*"1 claim "* ]]
	git reset -q --hard
	printf 'The harbour was dredged in June 1932 by a contractor from the far north.\n' >corpus/harbour.txt
	git add .
	check --staged
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 claim "* ]]
}

@test "find looks into pinned versions" {
	run "$CITECHECK" find dredged in May 1931
	[ "$status" -eq 0 ]
	[[ "$output" == *"corpus/harbour.txt@v1:1:17: verbatim in old"* ]]
}

@test "a pinned PDF where temporary files can't be made: exit 2, the message names the folder and what changes it" {
	printf '%%PDF-1.4\ntrailer <<>>\nstartxref\n0\n%%%%EOF\n' >corpus/plan.pdf
	git add . && git commit -qm plan
	printf 'references:\n  - {id: plan, file: corpus/plan.pdf, rev: HEAD}\n' >sources.yaml
	rm claims/*
	claim plan plan "dredged in May" >claims/plan.yaml
	TMPDIR=$PWD/nowhere check --no-cache
	[ "$status" -eq 2 ]
	[[ "$output" == *"can't make a temporary file in '$PWD/nowhere' (TMPDIR names another folder)"* ]]
}
