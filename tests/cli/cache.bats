#!/usr/bin/env bats
# What is kept between runs changes no answer.

setup() {
	cd "$BATS_TEST_TMPDIR"
	export XDG_CACHE_HOME="$BATS_TEST_TMPDIR/cache"
	mkdir -p claims corpus
	for i in $(seq 1 900); do echo "On day $i the keeper wrote that the lamp was lit at dusk and put out at dawn."; done >corpus/log.txt
	cat >claims/a.yaml <<-'Y'
		claims:
		  - {id: a, claim: x, source: log, quote: On day 17 the keeper wrote that the lamp was lit}
	Y
	age
}

# files of the same tick as the run are never taken for unchanged: make them older
age() { find claims corpus -exec touch -d '2 seconds ago' {} +; sleep 0.1; }

keep() { # runs until the run is kept: at once, or after 2 seconds on a file system without fractions of them
	for _ in $(seq 100); do
		run "$CITECHECK"
		ls "$XDG_CACHE_HOME"/citecheck/run-* >/dev/null 2>&1 && return
		sleep 0.1
	done
	echo "no run is kept"
	return 1
}

@test "an unchanged run prints the same bytes, from what was kept" {
	keep
	[ "$status" -eq 0 ]
	first=$output
	run "$CITECHECK"
	[ "$status" -eq 0 ]
	[ "$output" = "$first" ]
}

@test "an edit of the same size in the same second is seen" {
	keep
	[ "$status" -eq 0 ]
	sed -i 's/day 17 the/day 71 teh/' claims/a.yaml
	run "$CITECHECK"
	[ "$status" -eq 1 ]
	sed -i 's/day 71 teh/day 17 the/' claims/a.yaml
	run "$CITECHECK"
	[ "$status" -eq 0 ]
}

@test "an edit of the source in the same second, with its old time put back, is seen" {
	keep
	[ "$status" -eq 0 ]
	touch -r corpus/log.txt stamp
	sed -i 's/On day 17 the/On day 17 tha/' corpus/log.txt
	touch -r stamp corpus/log.txt
	run "$CITECHECK"
	[ "$status" -eq 1 ]
}

@test "a new claim file and a new source are seen" {
	keep
	[ "$status" -eq 0 ]
	mkdir claims/more
	echo 'claims: [{id: b, claim: x, source: nobody, quote: the lamp was lit at dusk}]' >claims/more/b.yaml
	run "$CITECHECK"
	[ "$status" -eq 2 ]
	echo 'the lamp was lit at dusk' >corpus/nobody.txt
	run "$CITECHECK"
	[ "$status" -eq 0 ]
}

@test "a new configuration above is seen" {
	keep
	[ "$status" -eq 0 ]
	printf 'claims: [claims/]\ncorpus: [elsewhere/]\n' >citecheck.yaml
	mkdir elsewhere
	run "$CITECHECK"
	[ "$status" -eq 2 ]
}

@test "damage to whatever is kept is noticed" {
	keep
	first=$output
	for f in $(find "$XDG_CACHE_HOME" -type f); do
		printf 'X' | dd of="$f" bs=1 seek=$(($(stat -c %s "$f") / 2)) conv=notrunc 2>/dev/null
	done
	run "$CITECHECK"
	[ "$status" -eq 0 ]
	[ "$output" = "$first" ]
	for f in $(find "$XDG_CACHE_HOME" -type f); do truncate -s 40 "$f"; done
	run "$CITECHECK"
	[ "$status" -eq 0 ]
	[ "$output" = "$first" ]
}

@test "a cache folder that can't be written changes nothing" {
	export XDG_CACHE_HOME=/dev/null/nowhere
	run "$CITECHECK"
	[ "$status" -eq 0 ]
}

@test "two runs at once leave the cache sound" {
	for i in 1 2 3 4; do "$CITECHECK" >out.$i & done
	wait
	cmp out.1 out.2; cmp out.1 out.3; cmp out.1 out.4
	run "$CITECHECK"
	[ "$output" = "$(cat out.1)" ]
}

@test "cache size and clean" {
	keep
	run "$CITECHECK" cache size
	[ "$status" -eq 0 ]
	[[ "$output" == *" files, "* ]]
	run "$CITECHECK" cache clean
	[ "$status" -eq 0 ]
	[[ "$output" == "removed "* ]]
	[ -z "$(find "$XDG_CACHE_HOME" -type f)" ]
	run "$CITECHECK" cache clear
	[ "$status" -eq 2 ]
}

@test "--no-cache leaves no trace" {
	run "$CITECHECK" --no-cache
	[ "$status" -eq 0 ]
	[ ! -e "$XDG_CACHE_HOME/citecheck" ]
}
