# Ready to use: the plain git hook, the hooks for pre-commit, the action.

no() { # COMMAND…: succeeds when it fails (a bare `!` fails no test)
	! "$@"
}

setup() {
	top=$PWD
	export HOME="$BATS_TEST_TMPDIR/home" GIT_CONFIG_NOSYSTEM=1 PRE_COMMIT_HOME="$BATS_TEST_TMPDIR/pc"
	export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
	mkdir -p "$HOME" "$BATS_TEST_TMPDIR/r" "$BATS_TEST_TMPDIR/bin"
	ln -s "$CITECHECK" "$BATS_TEST_TMPDIR/bin/citecheck"
	export PATH="$BATS_TEST_TMPDIR/bin:$PATH"
	git config --global init.defaultBranch main
	cd "$BATS_TEST_TMPDIR/r"
	git init -q .
	mkdir claims corpus
	printf 'The council did not approve the second bridge that spring.\n' >corpus/bridge.txt
	claim "The council did not approve the second bridge" >claims/bridge.yaml
	git add . && git commit -qm one
}

claim() { # QUOTE
	printf 'claims:\n  - id: bridge\n    claim: A claim.\n    source: bridge\n    quote: %s\n' "$1"
}

@test "hook install keeps a hook that is there, uninstall puts it back" {
	printf '#!/bin/sh\necho before\n[ ! -e stop ]\n' >.git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
	run "$CITECHECK" hook install
	[ "$status" -eq 0 ]
	run "$CITECHECK" hook install
	[ "$status" -eq 0 ]
	claim "The council did approve the second bridge" >claims/bridge.yaml
	git add .
	run git commit -qm bad
	[ "$status" -ne 0 ]
	[[ "$output" == *before*"quote-altered"* ]]
	claim "The council did not approve" >claims/bridge.yaml
	touch stop
	run git commit -qam stopped
	[ "$status" -ne 0 ]
	no grep -q bridge.yaml <<<"$output"
	rm stop
	git commit -qam good
	run "$CITECHECK" hook uninstall
	[ "$status" -eq 0 ]
	grep -q 'echo before' .git/hooks/pre-commit
	run "$CITECHECK" hook uninstall
	[ "$status" -eq 2 ]
	grep -q 'echo before' .git/hooks/pre-commit
	run "$CITECHECK" hook explode
	[ "$status" -eq 2 ]
}

@test "hook install heeds core.hooksPath and works from below" {
	git config core.hooksPath .hooks
	cd claims
	"$CITECHECK" hook install
	[ -x ../.hooks/pre-commit ]
	claim "The council did approve the second bridge" >bridge.yaml
	run git commit -qam bad
	[ "$status" -ne 0 ]
	"$CITECHECK" hook uninstall
	[ ! -e ../.hooks/pre-commit ]
}

with_pre_commit() {
	command -v pre-commit >/dev/null || skip "no pre-commit"
	git init -q ../hooks && cp "$top/.pre-commit-hooks.yaml" ../hooks && git -C ../hooks add . && git -C ../hooks commit -qm hooks
	printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks: [{id: citecheck}]\n' "$BATS_TEST_TMPDIR/hooks" "$(git -C ../hooks rev-parse HEAD)" >.pre-commit-config.yaml
	git add . && git commit -qm config
	pre-commit install >/dev/null
}

@test "pre-commit: good, bad, partly staged, only a source, -a, -- path, a rename, a merge" {
	with_pre_commit
	claim "The council did not approve the second" >claims/bridge.yaml
	git add . && git commit -qm good
	claim "The council did approve the second bridge" >claims/bridge.yaml
	git add .
	run git commit -m bad
	[ "$status" -ne 0 ]
	[[ "$output" == *"claims/bridge.yaml:5:"*"quote-altered"* ]]
	# the file on disk is good, what is staged is bad
	claim "The council did not approve" >claims/bridge.yaml
	run git commit -m partly
	[ "$status" -ne 0 ]
	[[ "$output" == *"quote-altered"* ]]
	git add .
	# what is staged is good, the file on disk is bad
	claim "The council did approve" >claims/bridge.yaml
	run git commit -m partly
	[ "$status" -eq 0 ]
	git checkout -q -- .
	printf 'The council never met.\n' >corpus/bridge.txt
	run git commit -am source
	[ "$status" -ne 0 ]
	[[ "$output" == *"claims/bridge.yaml:5:"*"quote-not-found"* ]]
	run git commit -m path -- corpus/bridge.txt
	[ "$status" -ne 0 ]
	git reset -q --hard
	git mv claims/bridge.yaml claims/other.yaml
	run git commit -m rename
	[ "$status" -eq 0 ]
	git checkout -qb side && claim "did not approve the second bridge" >claims/side.yaml
	sed -i 's/id: bridge/id: side/' claims/side.yaml
	git add . && git commit -qm side
	git checkout -q main && git commit -q --allow-empty -m main
	git merge -q --no-edit side
	run pre-commit run --all-files
	[ "$status" -eq 0 ]
}

@test "pre-commit: what its user sees" {
	with_pre_commit
	claim "The council did not approve the second" >claims/bridge.yaml
	git add .
	run git commit -m good
	[ "$status" -eq 0 ]
	grep -qE '^citecheck\.+Passed$' <<<"$output"
	no grep -q 'quote-' <<<"$output"
	claim "The council did approve the second bridge" >claims/bridge.yaml
	git add .
	run git commit -m bad
	[ "$status" -eq 1 ]
	grep -qE '^citecheck\.+Failed$' <<<"$output"
	grep -qx -- '- hook id: citecheck' <<<"$output"
	grep -qx -- '- exit code: 1' <<<"$output"
	[[ "$output" == *'claims/bridge.yaml:5:24: error[quote-altered] the quote leaves out "not"'* ]]
	[[ "$output" == *'5 |     quote: The council did approve the second bridge'* ]]
	[[ "$output" == *'::: corpus/bridge.txt:1:17'*'1 | The council did not approve the second bridge that spring.'* ]]
	[[ "$output" == *'1 claim in 1 file, 1 quote in 1 source: 0 supported, 1 discrepant, 0 not checked (1 error)'* ]]
	git log -1 --format=%s | grep -qx good
	# a commit of something else says so, and passes
	git reset -q --hard
	echo x >notes.txt && git add notes.txt
	run git commit -m notes
	[ "$status" -eq 0 ]
	# a source that is gone is exit 2: the commit stops, and the reason stands there
	git rm -q corpus/bridge.txt
	run git commit -m gone
	[ "$status" -eq 1 ]
	grep -qx -- '- exit code: 2' <<<"$output"
	[[ "$output" == *"claims/bridge.yaml:4:13: error[source-unknown] no source has the id 'bridge'"* ]]
}

@test "pre-commit: a source that changes tells what it changed" {
	with_pre_commit
	printf 'The council did approve the second bridge that spring.\n' >corpus/bridge.txt
	git add corpus
	run git commit -m source
	[ "$status" -eq 1 ]
	[[ "$output" == *'error[quote-altered] the quote adds "not"'* ]]
	[[ "$output" == *'::: corpus/bridge.txt@'*'the words as quoted stood here until a change that is not committed yet, which took out "not"'* ]]
}

@test "pre-commit: a merge with a conflict, and one that no one side would have failed" {
	with_pre_commit
	pre-commit install -t pre-merge-commit >/dev/null
	git checkout -qb side
	claim "The council did not approve" >claims/bridge.yaml && git commit -qam side
	git checkout -q main
	claim "not approve the second bridge that spring" >claims/bridge.yaml && git commit -qam main
	run git merge --no-edit side
	[ "$status" -ne 0 ]
	claim "The council did approve the second bridge" >claims/bridge.yaml
	git add .
	run git commit --no-edit
	[ "$status" -ne 0 ]
	[[ "$output" == *"claims/bridge.yaml:5:"*"quote-altered"* ]]
	claim "The council did not approve" >claims/bridge.yaml
	git add .
	run git commit --no-edit
	[ "$status" -eq 0 ]
	# one side changes a source, the other quotes it: each is good, both together are not
	git checkout -qb words main
	printf 'claims:\n  - {id: spring, claim: A., source: bridge, quote: the second bridge that spring}\n' >claims/spring.yaml
	git add . && git commit -qm spring
	git checkout -q main
	sed -i 's/that spring/that summer/' corpus/bridge.txt && git commit -qam summer
	run git merge --no-edit words
	[ "$status" -ne 0 ]
	[[ "$output" == *"claims/spring.yaml:2:"*"quote-altered"* ]]
}

@test "the plain hook: good, bad, partly staged, only a source, -a, -- path, a rename, a merge" {
	"$CITECHECK" hook install
	claim "The council did not approve the second" >claims/bridge.yaml
	git add . && git commit -qm good
	claim "The council did approve the second bridge" >claims/bridge.yaml
	git add .
	run git commit -m bad
	[ "$status" -ne 0 ]
	[[ "$output" == *"claims/bridge.yaml:5:24: error[quote-altered]"* ]]
	claim "The council did not approve" >claims/bridge.yaml
	run git commit -m partly
	[ "$status" -ne 0 ]
	git add .
	claim "The council did approve" >claims/bridge.yaml
	git commit -qm partly
	run git commit -qam all
	[ "$status" -ne 0 ]
	run git commit -qm path -- claims
	[ "$status" -ne 0 ]
	git checkout -q -- .
	printf 'The council never met.\n' >corpus/bridge.txt
	run git commit -am source
	[ "$status" -ne 0 ]
	[[ "$output" == *"claims/bridge.yaml:5:"* ]]
	git reset -q --hard
	git mv claims/bridge.yaml claims/other.yaml && git commit -qm rename
	git checkout -qb side && sed -i 's/did not approve/did not/' claims/other.yaml && git commit -qam side
	git checkout -q main && git commit -q --allow-empty -m main
	git merge -q --no-edit side
}

@test "pre-commit finds the manifest valid" {
	command -v pre-commit >/dev/null || skip "no pre-commit"
	pre-commit validate-manifest "$top/.pre-commit-hooks.yaml"
}

@test "the action's steps on a pull request" {
	python3 - "$top/.github/actions/citecheck/action.yml" >step.sh <<'PY' || skip "no PyYAML"
import sys
try:
    import yaml
except ImportError:
    sys.exit(1)
action = yaml.safe_load(open(sys.argv[1]))
assert action['runs']['using'] == 'composite'
print([s for s in action['runs']['steps'] if s.get('id') == 'check'][0]['run'])
PY
	git clone -q . ../pr && cd ../pr && git checkout -qb work
	printf 'claims:\n  - {id: new, claim: C., source: bridge, quote: The council did approve the second bridge}\n' >claims/new.yaml
	git add . && git commit -qm new
	export RUNNER_TEMP=$PWD/.. GITHUB_OUTPUT=$PWD/../out GITHUB_STEP_SUMMARY=$PWD/../summary ARGUMENTS="" EVERYTHING=false GITHUB_BASE_REF=main
	run bash -e ../r/step.sh
	[[ "$output" == *"::error file=claims/new.yaml,line=2,"* ]]
	[[ "$output" == *"::notice title=citecheck::1 claim:"* ]]
	grep -q '^status=1$' ../out
	grep -q 'quote-altered' ../summary
	python3 -m json.tool ../citecheck.sarif >/dev/null
	# the change's own configuration does not get it through, unless the base is not to be trusted
	printf '\nfail-on: never\nrules: {quote-altered: off}\n' >>citecheck.yaml
	git add . && git commit -qm loose
	run bash -e ../r/step.sh
	tail -1 ../out | grep -q '^status=1$'
	[[ "$output" == *"::warning title=citecheck::citecheck.yaml: 'fail-on' is loosened"* ]]
	TRUST_BASE=false run bash -e ../r/step.sh
	tail -1 ../out | grep -q '^status=0$'
}
