# Where words of a source went: the versions of its file in git's history.

no() { # COMMAND…: succeeds when it fails (a bare `!` fails no test)
	! "$@"
}

setup() {
	export HOME="$BATS_TEST_TMPDIR/home" GIT_CONFIG_NOSYSTEM=1
	export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
	export GIT_AUTHOR_DATE='2021-03-04T23:30:00-0200' GIT_COMMITTER_DATE='2021-03-04T23:30:00-0200'
	mkdir -p "$HOME" "$BATS_TEST_TMPDIR/r"
	cd "$BATS_TEST_TMPDIR/r"
	git config --global init.defaultBranch main
	git init -q .
	mkdir claims corpus
	printf 'In the old town the harbour was dredged in May 1931 by the council. Many boats came in afterwards.\n\nThe council then decided to build a second bridge over the river. Nobody was against it.\n' >corpus/port.txt
	claim harbour port "the harbour was dredged in May 1931 by the council" >claims/harbour.yaml
	claim bridge port "decided to build a second bridge over the river" >claims/bridge.yaml
	git add . && git commit -qm one
}

claim() { # ID SOURCE QUOTE
	printf 'claims:\n  - id: %s\n    claim: A claim.\n    source: %s\n    quote: %s\n' "$@"
}

dredge() { # DATE [FILE]: changes it in the source
	sed -i "s/dredged in [A-Z][a-z]* [0-9]*/dredged in $1/" "${2:-corpus/port.txt}"
}

commit() {
	git add -A && git commit -qm "$1"
	id=$(git rev-parse --short=10 HEAD)
}

noise() { # N: commits that change other words of the source
	for i in $(seq "$1"); do
		sed -i "s/Many [a-z0-9]* came/Many boats$i came/" corpus/port.txt
		git commit -qam "noise $i"
	done
}

check() {
	run "$CITECHECK" --no-cache "$@"
}

@test "altered words: until which commit they stood there, and what it changed" {
	noise 3
	before=$(git rev-parse HEAD)
	dredge "June 1932"
	commit two
	noise 3
	check
	[ "$status" -eq 1 ]
	[[ "$output" == *"::: corpus/port.txt@${before:0:10}:1:17"* ]]
	[[ "$output" == *"the words as quoted stood here until $id (2021-03-04), which changed \"May 1931\" to \"June 1932\""* ]]
	check --format json
	[[ "$output" == *"\"file\": \"corpus/port.txt\", \"rev\": \"$before\", \"page\": null, \"line\": 1, \"column\": 17"* ]]
	python3 -c 'import json,sys; json.loads(sys.argv[1])' "$output"
}

@test "the newest removal counts, of words that came back" {
	dredge "June 1932" && commit two
	dredge "May 1931" && commit three
	dredge "July 1933" && commit four
	noise 1
	check
	[[ "$output" == *"stood here until $id ("*"\"May 1931\" to \"July 1933\""* ]]
}

@test "a change that is not committed, or only staged" {
	dredge "June 1932"
	check
	[[ "$output" == *"stood here until a change that is not committed yet, which changed \"May 1931\" to \"June 1932\""* ]]
	git add .
	check --staged
	[ "$status" -eq 1 ]
	[[ "$output" == *"stood here until a change that is not committed yet"* ]]
}

@test "--rev begins its history at the revision" {
	dredge "June 1932" && commit two
	first=$id
	dredge "May 1931" && commit three
	dredge "July 1933" && commit four
	check --rev HEAD~2
	[[ "$output" == *"stood here until $first ("* ]]
	git clone -q --bare . ../bare.git
	cd ../bare.git
	check --rev main
	[[ "$output" == *"stood here until $id ("* ]]
}

@test "words that are gone: what stands in their place, with a fix whose patch makes the finding go away" {
	sed -i 's/decided to build a second bridge over the river/gave up every plan for more crossings/' corpus/port.txt
	commit two
	check
	[ "$status" -eq 1 ]
	[[ "$output" == *"quote-not-found"*"the words stood here until $id ("*"which changed \"decided to build a second bridge over the river\" to \"gave up every plan for more crossings\""* ]]
	[[ "$output" == *"corpus/port.txt:3:18"*"what stands in their place"*"fix (look first): quote what stands in the source now"* ]]
	"$CITECHECK" --no-cache --diff >safe.patch || true
	[ ! -s safe.patch ]
	"$CITECHECK" --no-cache --diff --unsafe >all.patch || true
	git apply all.patch
	check
	[ "$status" -eq 0 ]
	grep -q 'quote: gave up every plan for more crossings' claims/bridge.yaml
}

@test "words that were taken out, and words around which all has changed, get no fix" {
	sed -i '3s/.*/Nothing of that is left, and other things are told of other places now./' corpus/port.txt
	commit two
	check
	[[ "$output" == *"the words stood here until $id (2021-03-04), which took them out"* ]]
	no grep -q 'fix' <<<"$output"
}

@test "renames are followed" {
	noise 1
	dredge "June 1932" && commit two
	git mv corpus/port.txt corpus/quay.txt && commit renamed
	sed -i 's/source: port/source: quay/' claims/*.yaml
	mkdir corpus/north && git mv corpus/quay.txt corpus/north/quay.txt && sed -i 's/Nobody was/No one was/' corpus/north/quay.txt && commit moved
	two=$(git rev-parse --short=10 HEAD~2)
	check
	[[ "$output" == *"::: corpus/port.txt@"*"stood here until $two ("* ]]
}

@test "a merge: the commit of the side that took the words away" {
	git checkout -qb side
	dredge "June 1932" && commit side
	side=$id
	git checkout -q main
	printf 'x\n' >other && commit main
	git merge -q --no-edit side
	check
	[[ "$output" == *"stood here until $side ("* ]]
}

@test "a merge of two changes: still the commit that took the words away" {
	git checkout -qb side
	dredge "June 1932" && commit side
	side=$id
	git checkout -q main
	sed -i 's/Nobody was against it/Nobody at all was against it/' corpus/port.txt && commit main
	git merge -q --no-edit side
	check
	[[ "$output" == *"stood here until $side ("* ]]
	git checkout -q -b other main~1
	git merge -q --no-edit main
	check
	[[ "$output" == *"stood here until $side ("* ]]
}

@test "a merge that takes words away itself, and one that keeps the other side's file" {
	git checkout -qb side
	sed -i 's/Many boats/Many big boats/' corpus/port.txt && commit side
	git checkout -q main
	sed -i 's/Nobody was against it/Nobody at all was against it/' corpus/port.txt && commit main
	git merge -q --no-commit side
	dredge "June 1932" && commit merge
	check
	[[ "$output" == *"stood here until $id ("* ]]
	git checkout -q side
	dredge "June 1932" && commit again
	git checkout -q -b third side~2
	printf 'y\n' >other && commit other
	check
	[ "$status" -eq 0 ]
	git merge -q -s ours --no-edit side
	check
	[ "$status" -eq 0 ]
}

@test "words of the first parent that a merge dropped for the other side's file" {
	sed -i 's/ by the council//' corpus/port.txt && commit without
	git checkout -qb side
	printf 'x\n' >other && commit side
	git checkout -q main
	sed -i 's/May 1931/May 1931 by the council/' corpus/port.txt && commit with
	git checkout -q side
	git merge -q -s ours --no-edit main
	git checkout -q main
	git reset -q --hard "$(git commit-tree -p main -p side -m evil 'side^{tree}')"
	evil=$(git rev-parse --short=10 HEAD)
	git rev-parse --verify -q "HEAD^2" >/dev/null
	check
	[[ "$output" == *"stood here until "*" (2021-03-04)"* ]]
}

@test "source-changed: until which commit the recorded file stood there" {
	sum=$(sha256sum <corpus/port.txt | cut -d' ' -f1)
	old=$(git rev-parse --short=10 HEAD)
	printf 'references:\n  - {id: port, file: corpus/port.txt, sha256: %s}\n' "$sum" >sources.yaml
	noise 2
	first=$(git rev-parse --short=10 HEAD~1)
	check
	[ "$status" -eq 1 ]
	[[ "$output" == *"source-changed"*"::: corpus/port.txt@$old:1:1: the file that was recorded stood here until $first (2021-03-04)"* ]]
	[[ "$output" == *"git diff $old -- corpus/port.txt"*"rev: $old"* ]]
	sed -i "s/sha256: .*}/rev: $old}/" sources.yaml
	check
	[ "$status" -eq 0 ]
}

@test "nothing is told of what git does not know, of a pinned source, without a repository, or where history is off" {
	dredge "June 1932" && commit two
	printf 'history: 0\n' >citecheck.yaml
	check
	[ "$status" -eq 1 ]
	no grep -q 'stood here' <<<"$output"
	rm citecheck.yaml
	printf 'references:\n  - {id: port, file: corpus/port.txt, rev: HEAD}\n' >sources.yaml
	check
	[ "$status" -eq 1 ]
	no grep -q 'stood here' <<<"$output"
	rm sources.yaml
	printf 'corpus/new.txt\n' >.git/info/exclude
	printf 'The mill was sold in autumn to a baker.\n' >corpus/new.txt
	claim mill new "The mill was sold in spring to a baker" >claims/mill.yaml
	check claims/mill.yaml
	no grep -q 'stood here' <<<"$output"
	rm -rf .git
	check
	[ "$status" -eq 1 ]
	no grep -q 'stood here' <<<"$output"
}

@test "bounds: history: N, a shallow clone, an unborn branch; the finding is the same" {
	dredge "June 1932" && commit two
	noise 6
	printf 'history: 4\n' >citecheck.yaml
	check
	[ "$status" -eq 1 ]
	no grep -q 'stood here' <<<"$output"
	for bad in -1 100001 many '[1]'; do
		printf 'history: %s\n' "$bad" >citecheck.yaml
		check
		[ "$status" -eq 2 ]
		[[ "$output" == *"citecheck.yaml:1:10: 'history' takes"* ]]
	done
	printf 'history: 100000\n' >citecheck.yaml
	check
	[[ "$output" == *"stood here until $id ("* ]]
	git clone -q --depth 3 "file://$PWD" ../shallow
	(cd ../shallow && check && [ "$status" -eq 1 ] && no grep -q 'stood here' <<<"$output")
	git clone -q --depth 9 "file://$PWD" ../deep
	(cd ../deep && check && [[ "$output" == *"stood here until $id ("* ]])
	git init -q ../unborn && cp -r claims corpus ../unborn/
	(cd ../unborn && check && [ "$status" -eq 1 ])
}

@test "the same repository gives the same bytes, whatever --jobs says; a kept run is told again until HEAD moves" {
	export XDG_CACHE_HOME="$BATS_TEST_TMPDIR/cache"
	dredge "June 1932" && commit two
	a=$("$CITECHECK" --no-cache --jobs 1 --format json || true)
	b=$("$CITECHECK" --no-cache --jobs 4 --format json || true)
	[ "$a" = "$b" ]
	sleep 0.1
	"$CITECHECK" >one || true
	"$CITECHECK" >two || true
	cmp one two
	git commit -q --amend -m other
	"$CITECHECK" >three || true
	grep -q "stood here until $(git rev-parse --short=10 HEAD)" three
}

@test "hyphens at a line's end, tags and marks of references do not hide old words" {
	printf 'Before it the har-\nbour was dredged in <i>May</i> 1931[3] by the council\nof the town. More follows here.\n' >corpus/page.html
	claim page page "the harbour was dredged in May 1931 by the council of the town" >claims/page.yaml
	rm claims/harbour.yaml claims/bridge.yaml
	commit page
	sed -i 's/dredged/widened/' corpus/page.html
	commit widened
	check
	[[ "$output" == *"stood here until $id ("* ]]
}

@test "five thousand commits of a source's history: few versions read" {
	python3 - <<-'END' | git fast-import --quiet --date-format=raw --force
		import random, sys
		r, words = random.Random(7), 'harbour council river mayor boats winter lamp ferry mill meadow keeper window letter school'.split()
		line = lambda: ' '.join(r.choice(words) for _ in range(12))
		body = [line() + '.' for _ in range(100)]
		for i in range(5000):
		    body[r.randrange(1, 100)] = line() + f' in {i}.'
		    body[0] = 'The toll on the iron bridge was ' + ('halved in spring.' if i < 40 else 'doubled in autumn.')
		    t = '\n'.join(body) + '\n'
		    print(f'commit refs/heads/long\ncommitter a <a@example.org> {1600000000 + 60 * i} +0000\ndata 2\nc\nM 100644 inline corpus/toll.txt\ndata {len(t)}\n{t}')
	END
	git checkout -qf long && rm -rf claims corpus/port.txt && mkdir claims
	claim toll toll "The toll on the iron bridge was halved in spring" >claims/toll.yaml
	check --statistics
	[ "$status" -eq 1 ]
	last=$(git rev-parse --short=10 HEAD~4959)
	[[ "$output" == *"stood here until $last (2020-09-13), which changed \"halved\" to \"doubled\""* ]]
	versions=$(sed -n 's/.*looked through, \([0-9]*\) versions read.*/\1/p' <<<"$output")
	[ "$versions" -lt 600 ]
}

@test "words that moved to another source: --fix cites it; words that stood in both do not make a safe fix" {
	sed -n 3p corpus/port.txt >corpus/river.txt
	sed -i 3d corpus/port.txt
	printf 'The tide was late in the spring of 1931, and the pilots waited for it.\n' >corpus/both.txt
	cp corpus/both.txt corpus/tide.txt
	claim tide both "the pilots waited for it" >claims/tide.yaml
	commit moved
	moved=$id
	printf 'The tide was late.\n' >corpus/both.txt
	commit cut
	check
	[[ "$output" == *"claims/bridge.yaml:4:13: error[quote-misattributed] the words stand in 'river', not in 'port'"*"the words stood here until $moved (2021-03-04)"*"fix: cite 'river', where the words have moved"* ]]
	[[ "$output" == *"claims/tide.yaml:4:13: error[quote-misattributed]"*"fix (look first): cite 'tide'"* ]]
	"$CITECHECK" --fix --quiet || true
	grep -q 'source: river' claims/bridge.yaml
	grep -q 'source: both' claims/tide.yaml
}

@test "a rename that is not committed yet, in the index" {
	dredge "June 1932" && commit two
	git mv corpus/port.txt corpus/quay.txt
	sed -i 's/Nobody was/No one was/' corpus/quay.txt
	sed -i 's/source: port/source: quay/' claims/*.yaml
	git add .
	check
	[[ "$output" == *"::: corpus/port.txt@"*"stood here until $id ("* ]]
	check --staged
	[[ "$output" == *"::: corpus/port.txt@"*"stood here until $id ("* ]]
}
