# The repository checks the claims of its own fixtures with its own hook and its own action: both run here, in a copy.

no() { # COMMAND…: succeeds when it fails (a bare `!` fails no test)
	! "$@"
}

setup() {
	top=$(dirname "$BATS_TEST_DIRNAME")/..
	export HOME="$BATS_TEST_TMPDIR/home" GIT_CONFIG_NOSYSTEM=1 PRE_COMMIT_HOME="$BATS_TEST_TMPDIR/pc"
	export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
	mkdir -p "$HOME" "$BATS_TEST_TMPDIR/r/build" "$BATS_TEST_TMPDIR/r/fixtures" "$BATS_TEST_TMPDIR/bin"
	cp -r "$top/.github" "$top/.pre-commit-config.yaml" "$BATS_TEST_TMPDIR/r"
	cp -r "$top/fixtures/citecheck.yaml" "$top/fixtures/own" "$top/fixtures/histories" "$top/fixtures/demo" "$BATS_TEST_TMPDIR/r/fixtures"
	cd "$BATS_TEST_TMPDIR/r"
	ln -s "$CITECHECK" build/citecheck
	ln -s "$CITECHECK" "$BATS_TEST_TMPDIR/bin/citecheck"
	git config --global init.defaultBranch main
	git init -q . && echo build >.gitignore && git add . && git commit -qm one
}

@test "the fixtures' claims stand" {
	run "$CITECHECK" check --no-cache --config fixtures/citecheck.yaml
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *"9 claims in 2 files, 10 quotes in 5 sources: 9 supported"* ]]
}

@test "the repository's own hook" {
	command -v pre-commit >/dev/null || skip "no pre-commit"
	pre-commit validate-config .pre-commit-config.yaml
	pre-commit install >/dev/null
	run pre-commit run --hook-stage manual citecheck-all
	[ "$status" -eq 0 ]
	sed -i 's/eighty-six church organs/eighty-seven church organs/' fixtures/histories/obituary-lindqvist.txt
	run git commit -am organs
	[ "$status" -ne 0 ]
	grep -qE '^citecheck \(fixtures\)\.+Failed$' <<<"$output"
	[[ "$output" == *'own/makers.md:13:54: error[quote-altered] the quote has "six" where the source has "seven"'* ]]
	sed -i 's/eighty-six church/eighty-seven church/' fixtures/own/makers.md
	git commit -qam organs
	echo x >>README.md && git add README.md && git commit -qm other
}

@test "the repository's own action, on a pull request and on a push" {
	python3 - >step.sh <<'PY' || skip "no PyYAML"
import sys
try:
    import yaml
except ImportError:
    sys.exit(1)
flow = yaml.safe_load(open('.github/workflows/claims.yml'))
step = [s for s in flow['jobs']['claims']['steps'] if s.get('uses', '').startswith('./')][0]
assert any(s.get('with', {}).get('fetch-depth') == 0 for s in flow['jobs']['claims']['steps'])
action = yaml.safe_load(open(step['uses'] + '/action.yml'))
unknown = set(step['with']) - set(action['inputs'])
assert not unknown, unknown
print('cd', step['with']['working-directory'])
print([s for s in action['runs']['steps'] if s.get('id') == 'check'][0]['run'])
PY
	mv step.sh .. && git clone -q . ../pr && cd ../pr && git checkout -qb work
	export PATH="$BATS_TEST_TMPDIR/bin:$PATH" RUNNER_TEMP=$PWD/.. GITHUB_OUTPUT=$PWD/../out GITHUB_STEP_SUMMARY=$PWD/../summary ARGUMENTS="" EVERYTHING=false
	run bash -e ../step.sh
	grep -qx 'status=0' ../out
	[[ "$output" == *"9 claims"* ]]
	sed -i 's/The bottle did not break/The bottle did break/; s/It rained\./It snowed./' fixtures/histories/press-ferry.txt
	git commit -qam snow && rm ../out
	GITHUB_BASE_REF=main run bash -e ../step.sh
	grep -qx 'status=1' ../out
	[[ "$output" == *"::error file=fixtures/own/ferry.yaml,line=2"*"quote-altered"* ]]
	[ "$(grep -c '^::error' <<<"$output")" -eq 1 ]
	grep -q 'quote-altered' ../summary
}
