load common

@test "init makes a project that passes, and overwrites nothing" {
	rm -r claims corpus
	cc init
	is "$status" 0
	has "$output" 'created  citecheck.yaml'
	has "$output" 'created  .github/workflows/citecheck.yml'
	cc
	is "$status" 0
	has "$output" '1 supported, 0 discrepant, 0 not checked'
	lacks "$output" 'note'
	echo '# mine' >citecheck.yaml
	cc init
	is "$status" 0
	has "$output" 'kept     citecheck.yaml'
	is "$(cat citecheck.yaml)" '# mine'
}

@test "where there are claims, no example is put beside them" {
	cc init
	is "$status" 0
	is "$(ls claims corpus)" "$(printf 'claims:\none.yaml\n\ncorpus:\nminutes.txt')"
	[ -e .pre-commit-config.yaml ]
}

@test "a folder that can't be written: exit 2, says which file" {
	mkdir .github && touch .github/workflows
	cc init
	is "$status" 2
	has "$stderr" "workflows"
}

@test "empty folders are no claims and no corpus; a corpus alone gets no example beside it, and a way to a first claim" {
	rm -r claims/* corpus/*
	cc init
	is "$status" 0
	cc
	is "$status" 0
	has "$output" '1 supported, 0 discrepant, 0 not checked'
	rm -r claims citecheck.yaml
	cc init
	is "$status" 0
	lacks "$output" 'created  claims'
	has "$output" 'citecheck find --as yaml'
}

@test "a file that can't be written whole is not left behind: the next init would keep it" {
	rm -r claims corpus
	run bash -c 'ulimit -f 0; trap "" XFSZ; "$CITECHECK" init 2>&1'
	is "$status" 2
	has "$output" "can't write 'citecheck.yaml'"
	[ ! -e citecheck.yaml ]
	cc init
	is "$status" 0
	has "$output" 'created  citecheck.yaml'
}
