# User names and passwords in web addresses: in no output, and in nothing that citecheck writes.

load common

setup() {
	dir=$(mktemp -d)
	cd "$dir" || return 1
	mkdir -p claims corpus cache
	export XDG_CACHE_HOME="$dir/cache"
	printf 'corpus: [corpus/, sources.yaml]\n' >citecheck.yaml
	cat >sources.yaml <<-'END'
		references:
		  - {id: ferry, URL: "https://kpr:s3cret@example.org/ferry", file: corpus/ferry.txt}
		  - {id: boat, URL: "https://kpr:s3cret@example.org/boat"}
		  - {id: "https://kpr:s3cret@example.org/id", aliases: ["ftp://kpr:s3cret@example.org/"], file: corpus/pier.txt}
	END
	cat >claims/one.yaml <<-'END'
		claims:
		  - {id: "https://kpr:s3cret@example.org/", claim: It ran., source: ferry, quote: the ferry ran for eleven days}
		  - {id: b, claim: It ran., source: "https://kpr:s3cret@example.org/ferry", quote: the ferry ran for eleven years}
		  - {id: c, claim: It ran., source: "https://kpr:s3cret@example.org/none", quote: the ferry ran for eleven years}
		  - {id: d, claim: It stood., source: "https://kpr:s3cret@example.org/id", quote: the pier stood for eleven years}
		  - {id: e, claim: It ran., source: "https://kpr:s3cret@example.org/ferry#:~:text=ran%20for%20ten", quote: the ferry ran}
		  - {id: f, claim: It ran., source: boat, quote: the ferry ran for eleven years, after: ["//kpr:s3cret@x"]}
		  - {id: g, claim: It ran., source: ferry, quote: the ferry ran, "https://kpr:s3cret@example.org/": key}
	END
	printf 'The ferry ran for eleven years. See https://kpr:s3cret@example.org/x for it.\n' >corpus/ferry.txt
	printf 'The pier stood for eleven years.\n' >corpus/pier.txt
}

silent() { # of both outputs and of every file that was not there before
	lacks "$output$stderr" s3cret
	lacks "$output$stderr" kpr
	is "$(grep -rl -e s3cret -e kpr --exclude-dir=words . | sort | tr '\n' ' ')" \
		"./claims/one.yaml ./corpus/ferry.txt ./sources.yaml "
}

@test "addresses: no report prints their users and passwords, and no file of a report, cold and warm" {
	for format in text concise json sarif github gitlab junit rdjson html; do
		for round in 1 2; do
			GITHUB_STEP_SUMMARY=$dir/summary.md cc --online --show all --format "$format"
			[ "$status" -eq 2 ]
			has "$output" 'https://**********@example.org/none'
			silent
			GITHUB_STEP_SUMMARY=$dir/summary.md cc --show all --statistics --format "$format" --format "${format/text/json}:out"
			silent
		done
		rm -f out
	done
}

@test "addresses: where an excerpt cuts one, its password is hidden too" {
	{
		printf 'The ferry ran for %s years. See https://kpr:' "$(printf 'ever so long %.0s' {1..30})"
		printf 's3cret%.0s' {1..90}
		printf '@example.org/x, as the pier stood for eleven winters.\n'
	} >corpus/ferry.txt
	cat >claims/one.yaml <<-'END'
		claims:
		  - {id: a, claim: It stood., source: ferry, quote: x as the pier stood for twelve winters}
		  - {id: b, claim: It ran., source: ferry, quote: the ferry ran for ever so short}
	END
	for format in text sarif html json; do
		cc --format "$format"
		[ "$status" -eq 1 ]
		lacks "$output$stderr" cret
	done
}

@test "addresses: sources, find, fetch, lock and baseline print and keep none" {
	cc sources
	has "$output" 'https://**********@example.org/boat'
	silent
	cc sources --format json
	silent
	for as in "--format json" "--as yaml" "--as markdown" "--url" "--format text"; do
		# shellcheck disable=SC2086
		cc find $as "eleven years"
		[ "$status" -eq 0 ]
		silent
	done
	cc lock
	has "$(cat citecheck.lock)" 'https://**********@example.org/ferry'
	silent
	cc baseline create
	silent
	cc baseline show
	silent
	cc explain "https://kpr:s3cret@example.org"
	[ "$status" -eq 2 ]
	silent
}

@test "addresses: a lock stands in for a source that is cited by an address with a password" {
	sed -i -n '1p;/id: [bd]/p' claims/one.yaml
	cc
	has "$output" "2 supported"
	cc lock
	rm -r corpus
	cc
	has "$output" "2 verified earlier"
}

@test "addresses: fetch refuses one with a password before it makes an id of it" {
	before=$(cat sources.yaml)
	for address in https://kpr:s3cret@127.0.0.1:1 https://kpr@127.0.0.1:1/page https://kpr:s3/cret@127.0.0.1:1/page \
		http:/kpr:s3cret@127.0.0.1:1/ http:///kpr:s3cret@127.0.0.1:1/ ferry boat; do
		cc fetch "$address"
		[ "$status" -eq 2 ]
		lacks "$output$stderr" kpr
		lacks "$output$stderr" cret
	done
	cc fetch
	[ "$status" -eq 2 ]
	has "$stderr" 'boat: a web address with a user or a password in it: https://**********@example.org/boat'
	is "$(cat sources.yaml)" "$before"
	silent
}

@test "addresses: a fix writes back what stands in the file" {
	sed -i -n '1p;/id: "/p' claims/one.yaml
	cc --fix --unsafe
	has "$(cat claims/one.yaml)" 'eleven years'
	has "$(cat claims/one.yaml)" 'https://kpr:s3cret@example.org/'
}
