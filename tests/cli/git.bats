# Reading from git: the index, revisions, and only what changed. Repositories are made in the test's own folder.

no() { # COMMAND…: succeeds when it fails (a bare `!` fails no test)
	! "$@"
}

setup() {
	export HOME="$BATS_TEST_TMPDIR/home" GIT_CONFIG_NOSYSTEM=1
	export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
	mkdir -p "$HOME" "$BATS_TEST_TMPDIR/r"
	cd "$BATS_TEST_TMPDIR/r"
	git config --global init.defaultBranch main
	git config --global protocol.file.allow always
	git init -q .
	mkdir claims corpus
	printf 'claims: [claims/]\ncorpus: [corpus/, sources.yaml]\n' >citecheck.yaml
	printf 'The harbour was dredged in May 1931 by the council.\n' >corpus/harbour.txt
	printf 'The council did not approve the second bridge that spring.\n' >corpus/bridge.txt
	printf 'references:\n  - {id: harbour, title: Harbour, file: corpus/harbour.txt}\n  - {id: bridge, title: Bridge, file: corpus/bridge.txt}\n' >sources.yaml
	claim harbour harbour "The harbour was dredged in May 1931" >claims/harbour.yaml
	claim bridge bridge "The council did not approve the second bridge" >claims/bridge.yaml
	git add . && git commit -qm one
}

claim() { # ID SOURCE QUOTE
	printf 'claims:\n  - id: %s\n    claim: A claim.\n    source: %s\n    quote: %s\n' "$@"
}

check() {
	run "$CITECHECK" --format concise "$@"
}

@test "--staged: nothing staged is nothing to check, exit 0, and says so" {
	check --staged
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing to check: no claim"*"differs from HEAD"* ]]
}

@test "--staged: only the claim that changed, as it stands in the index" {
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	check --staged
	[ "$status" -eq 0 ]
	git add claims
	claim bridge bridge "The council did not approve the second bridge" >claims/bridge.yaml
	check --staged
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/bridge.yaml:5:"*"error[quote-altered]"* ]]
	[[ "$output" == *"1 claim in 1 file, 1 quote in 1 source"* ]]
	check
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 claims in"* ]]
}

@test "--staged: configuration, bibliography and sources are the index's" {
	printf 'The council did approve the second bridge that spring.\n' >corpus/bridge.txt
	printf 'claims: [claims/]\ncorpus: [corpus/, sources.yaml]\nrules: {quote-altered: off}\n' >citecheck.yaml
	git add corpus
	check --staged
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/bridge.yaml:5:"*"quote-altered"* ]]
	no grep -q harbour <<<"$output"
	git add citecheck.yaml
	check --staged
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 claims"*"1 discrepant"* ]]
}

@test "--staged: a record that changed, a source that went" {
	sed -i 's/title: Bridge/title: Bridge, sha256: "0000000000000000000000000000000000000000000000000000000000000000"/' sources.yaml
	git add sources.yaml
	check --staged
	[ "$status" -eq 1 ]
	[[ "$output" == *"source-changed"* ]]
	[[ "$output" == *"1 claim "* ]]
	git reset -q --hard
	git rm -q corpus/harbour.txt
	check --staged
	[ "$status" -eq 2 ]
	[[ "$output" == *"1 claim "*"1 not checked"* ]]
	no grep -q 'bridge' <<<"$output"
	sed -i /harbour/d sources.yaml
	git add sources.yaml
	check --staged
	[ "$status" -eq 2 ]
	[[ "$output" == *"claims/harbour.yaml:4:"*"source-unknown"* ]]
}

@test "moved, reordered and renamed claims did not change" {
	{ claim harbour harbour "The harbour was dredged in May 1931"; claim bridge bridge "The council did not approve the second bridge" | tail -n +2; } >claims/all.yaml
	git rm -q claims/harbour.yaml claims/bridge.yaml
	git add .
	check --staged
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing to check"* ]]
	sed -i 's/A claim\./Another claim./' claims/all.yaml
	git add .
	check --staged
	[[ "$output" == *"2 claims in 1 file"* ]]
}

@test "a copy of a claim, byte for byte, is a new claim with an id that is taken" {
	sed -n 2,5p claims/harbour.yaml >>claims/harbour.yaml
	for how in "--since HEAD" "--staged"; do
		git add claims
		check $how
		[ "$status" -eq 1 ]
		[[ "$output" == *"error[claim-duplicate]"* ]]
	done
}

@test "a claim that is ordered against a changed one is looked at" {
	printf 'claims:\n  - {id: first, claim: In 1931 it came., date: "1931", source: harbour, quote: The harbour was dredged in May 1931}\n' >claims/first.yaml
	printf 'claims:\n  - {id: then, claim: It came., date: "1932", after: [first], source: harbour, quote: The harbour was dredged in May}\n' >claims/then.yaml
	git add . && git commit -qm two
	sed -i 's/"1931", source/"1940", source/' claims/first.yaml
	git add .
	check --staged --only date-inconsistent
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/then.yaml"*"date-inconsistent"* ]]
	[[ "$output" == *"2 claims"* ]]
}

@test "a suppression in a changed file is not unused because its claim was left alone" {
	printf 'claims:\n  - id: bridge\n    claim: A claim.\n    source: bridge\n    # citecheck-ignore quote-altered: known\n    quote: The council did approve the second bridge\n' >claims/bridge.yaml
	git add . && git commit -qm two
	claim more harbour "The harbour was dredged" | tail -n +2 >>claims/bridge.yaml
	git add .
	check --staged
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 claim "*"1 supported"* ]]
}

@test "git commit -a and git commit -- path run the hook with another index" {
	printf '#!/bin/sh\nexec "%s" --staged --format concise\n' "$CITECHECK" >.git/hooks/pre-commit
	chmod +x .git/hooks/pre-commit
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	run git commit -qam bad
	[ "$status" -ne 0 ]
	[[ "$output" == *"quote-altered"* ]]
	run git commit -qm bad -- claims/bridge.yaml
	[ "$status" -ne 0 ]
	claim other harbour "The harbour was dredged" >claims/other.yaml
	git add claims/other.yaml
	run git commit -qm good -- claims/other.yaml
	[ "$status" -eq 0 ]
	git mv claims/other.yaml claims/renamed.yaml
	run git commit -qm renamed -- claims/other.yaml claims/renamed.yaml
	[ "$status" -eq 0 ]
}

@test "an unborn branch, an unmerged index, an intent to add" {
	git init -q ../u && cd ../u
	cp -r ../r/claims ../r/corpus ../r/citecheck.yaml ../r/sources.yaml .
	check --staged
	[ "$status" -eq 0 ]
	git add .
	check --staged
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 claims"*"2 supported"* ]]
	for o in "--since HEAD" "--rev HEAD" "--merge-base HEAD" "--since HEAD~1"; do
		check $o
		[ "$status" -eq 2 ]
		[[ "$output" == *"no revision '${o##* }': nothing is committed yet on this branch"* ]]
	done
	cd ../r
	git checkout -qb side && claim bridge bridge "The council did not approve" >claims/bridge.yaml && git commit -qam side
	git checkout -q main && claim bridge bridge "The council did approve" >claims/bridge.yaml && git commit -qam main
	git merge -q side || true
	check --staged
	[ "$status" -eq 2 ]
	[[ "$output" == *"unmerged path, 'claims/bridge.yaml'"*"git add"* ]]
	git merge --abort
	claim x harbour "nothing of the kind" >claims/x.yaml
	git add -N claims/x.yaml
	check --staged
	[ "$status" -eq 0 ]
}

@test "--rev: everything as it stood, in a bare repository too" {
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	git commit -qam bad
	rm -r claims corpus citecheck.yaml sources.yaml
	check --rev HEAD
	[ "$status" -eq 1 ]
	[[ "$output" == *"quote-altered"*"2 claims"* ]]
	check --rev HEAD~1
	[ "$status" -eq 0 ]
	git clone -q --bare . ../bare.git
	cd ../bare.git
	check --rev main
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/bridge.yaml:5:"* ]]
	check --rev main --since main~1
	[[ "$output" == *"1 claim "* ]]
	check --staged
	[ "$status" -eq 2 ]
	[[ "$output" == *"bare repository has no index"* ]]
	check --rev nowhere
	[ "$status" -eq 2 ]
	[[ "$output" == *"no revision 'nowhere'"* ]]
}

@test "--since and --merge-base: the working tree, files that git does not know yet, commits of both sides" {
	git checkout -qb work
	claim more harbour "The harbour was dredged in June 1931" >claims/more.yaml
	check --since main
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/more.yaml"*"1 claim "* ]]
	git add . && git commit -qm more
	git checkout -q main
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	git commit -qam elsewhere
	git checkout -q work
	check --merge-base main
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/more.yaml"*"1 claim "* ]]
	check --since main
	[[ "$output" == *"2 claims"* ]]
	cd claims
	check --merge-base main --rev work
	[[ "$output" == *"claims/more.yaml"*"1 claim "* ]]
}

@test "a linked working tree, a submodule, a link in the index" {
	git worktree add -q ../linked -b linked
	cd ../linked
	git config extensions.worktreeConfig true
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	git add .
	check --staged
	[ "$status" -eq 1 ]
	git init -q ../super && cd ../super
	git submodule --quiet add "$BATS_TEST_TMPDIR/r" sub 2>/dev/null
	cd sub
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	git add .
	check --staged
	[ "$status" -eq 1 ]
	[[ "$output" == *"quote-altered"* ]]
	cd ../../r
	ln -s harbour.txt corpus/link.txt && ln -s ../../home corpus/out.txt
	claim link link "The harbour was dredged" >claims/link.yaml
	git add .
	check --staged
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 claim "*"1 supported"* ]]
}

@test "what libgit2 can't open is exit 2 with the reason and the command that helps" {
	expect() { # WORDS…
		[ "$status" -eq 2 ]
		for w in "$@"; do [[ "$output" == *"$w"* ]] || { echo "no '$w' in: $output"; return 1; }; done
	}
	git clone -q . ../split && git -C ../split update-index --split-index
	(cd ../split && check --staged && expect split "git update-index --no-split-index")
	git clone -q . ../sparse && git -C ../sparse sparse-checkout init --cone --sparse-index && git -C ../sparse sparse-checkout set claims
	(cd ../sparse && check --staged && expect sparse "git sparse-checkout reapply --no-sparse-index")
	git config uploadpack.allowFilter true
	git clone -q --no-checkout --filter=blob:none "file://$PWD" ../partial
	(cd ../partial && check --rev HEAD && expect "missing from this partial clone" "git fetch")
	git init -q --object-format=sha256 ../sha256
	(cd ../sha256 && check --staged && expect SHA-256)
	git clone -q . ../reftable && git -C ../reftable config core.repositoryFormatVersion 1 && git -C ../reftable config extensions.refStorage reftable
	(cd ../reftable && check --staged && expect reftable "git refs migrate")
	git checkout -qb work && git commit -q --allow-empty -m two && git commit -q --allow-empty -m three
	git checkout -q main && git commit -q --allow-empty -m four && git checkout -q work
	git clone -q --depth 1 --no-single-branch "file://$PWD" ../shallow
	(cd ../shallow && check --merge-base origin/main && expect "shallow" "fetch-depth: 0")
	mkdir ../none && (cd ../none && check --staged && expect "no git repository")
	if [ "$(id -u)" -eq 0 ]; then
		git clone -q . ../owner && chown -R nobody ../owner
		(cd ../owner && check --staged && expect "belongs to another user" "safe.directory")
	fi
}

@test "a shallow clone reads what it has, and says what it lacks" {
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	git commit -qam two
	git clone -q --depth 1 "file://$PWD" ../shallow
	cd ../shallow
	check --rev HEAD
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/bridge.yaml:5:"*"2 claims"* ]]
	check --staged
	[ "$status" -eq 0 ]
	for o in "--rev HEAD~1" "--since HEAD~1" "--merge-base HEAD~1"; do
		check $o
		[ "$status" -eq 2 ]
		[[ "$output" == *"HEAD~1' in this shallow clone; \`git fetch --unshallow\`"*"fetch-depth: 0"* ]]
	done
}

@test "a source that is a pointer of Git LFS can't be read: in the working tree, the index and a revision" {
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 12345\n' 7 >corpus/bridge.txt
	check
	[ "$status" -eq 2 ]
	[[ "$output" == *"sources.yaml:3:"*"source-unreadable"*"'corpus/bridge.txt' is a pointer of Git LFS, not the file; \`git lfs pull\` brings the file"* ]]
	[[ "$output" == *"1 supported, 0 discrepant, 1 not checked"* ]]
	git add corpus
	check --staged
	[ "$status" -eq 2 ]
	[[ "$output" == *"a pointer of Git LFS"*"\`git lfs pull\`, and check the working tree"* ]]
	git commit -qm lfs
	check --rev HEAD
	[ "$status" -eq 2 ]
	[[ "$output" == *"a pointer of Git LFS"* ]]
}

@test "a sparse checkout without a sparse index: what is not checked out is read from the index" {
	git clone -q . ../sparse && cd ../sparse
	git sparse-checkout init --cone --no-sparse-index && git sparse-checkout set claims
	[ ! -e corpus/bridge.txt ]
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	git add claims
	check --staged
	[ "$status" -eq 1 ]
	[[ "$output" == *"quote-altered"*"1 claim in 1 file, 1 quote in 1 source"* ]]
	check --rev HEAD
	[ "$status" -eq 0 ]
}

@test "a source in a submodule is none of the superproject's objects" {
	git init -q ../super && cd ../super
	git submodule --quiet add "$BATS_TEST_TMPDIR/r" sub 2>/dev/null
	mkdir claims && claim a bridge "The council did not approve" >claims/a.yaml
	printf 'corpus: [sub/corpus/]\n' >citecheck.yaml
	git add . && git commit -qm one
	check
	[ "$status" -eq 0 ]
	check --rev HEAD
	[ "$status" -eq 2 ]
	[[ "$output" == *"sub"* ]]
}

@test "a home folder that may not be looked into, as in a container of another user" {
	place=$(mktemp -d) && chmod 755 "$place" && mkdir -m 700 "$place/home" "$place/closed"
	cp -r . "$place/r" && cp "$CITECHECK" "$place/citecheck" && chmod 755 "$place/citecheck"
	as=()
	if [ "$(id -u)" -eq 0 ]; then
		command -v setpriv >/dev/null || skip "no setpriv"
		as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
		chown -R 65534:65534 "$place/r"
	else
		chmod 0 "$place/closed"
	fi
	cd "$place/r"
	run env HOME="$place/closed" "${as[@]}" "$place/citecheck" --no-cache --since HEAD
	rm -rf "$place"
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing to check"* ]]
}

@test "options that do not go together are a usage error" {
	for o in "--staged --rev HEAD" "--since HEAD --merge-base HEAD" "--staged -"; do
		check $o
		[ "$status" -eq 2 ]
	done
}

@test "--patch: only what a diff changed, from a file, from standard input, without git" {
	claim bridge bridge "The council did approve the second bridge" >claims/bridge.yaml
	git diff >../p
	check --patch ../p
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/bridge.yaml:5:"*"1 claim "* ]]
	git diff --no-prefix -U0 | (cd claims && "$CITECHECK" --format concise --patch - >../../out || true)
	grep -q 'claims/bridge.yaml:5:.*quote-altered' ../out
	rm -rf .git
	check --patch ../p
	[[ "$output" == *"1 claim "* ]]
	diff -u /dev/null claims/harbour.yaml >../new || true
	sed -i 's,^+++ .*,+++ claims/harbour.yaml,' ../new
	check --patch ../new
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 claim "*"1 supported"* ]]
	: >../empty
	check --patch ../empty
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing to check"* ]]
}

@test "--patch: sources, renames, removed files, odd names, no last line break" {
	mkdir -p "claims/ä b" && claim odd harbour "The harbour was dredged" >"claims/ä b/x.yaml"
	printf '%s' "$(cat claims/bridge.yaml)" >claims/end.yaml && sed -i 's/id: bridge/id: end/' claims/end.yaml
	git add . && git commit -qm two
	sed -i 's/did not/did/' corpus/bridge.txt
	git diff >../p
	check --patch ../p
	[ "$status" -eq 1 ]
	[[ "$output" == *"claims/bridge.yaml"*"claims/end.yaml"*"2 claims"* ]]
	git checkout -q .
	git mv claims/bridge.yaml claims/moved.yaml
	git diff --cached -M >../p
	check --patch ../p
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing to check"* ]]
	git commit -qm moved
	git rm -q corpus/harbour.txt && sed -i /harbour/d sources.yaml && sed -i 's/A claim/Some claim/' "claims/ä b/x.yaml" claims/end.yaml
	git diff HEAD >../p
	check --patch ../p
	[ "$status" -eq 2 ]
	[[ "$output" == *"harbour.yaml"*"source-unknown"*"3 claims"* ]]
	git checkout -q HEAD . && sed -i 's/id: end/id: fin/' claims/end.yaml && git diff -R >../wrong
	check --patch ../wrong
	[ "$status" -eq 2 ]
	[[ "$output" == *"does not fit 'claims/end.yaml' at line 2"* ]]
	echo "words" >../none
	check --patch ../none
	[ "$status" -eq 2 ]
	[[ "$output" == *"must be a unified diff"* ]]
	check --patch ../p --since HEAD
	[ "$status" -eq 2 ]
}
