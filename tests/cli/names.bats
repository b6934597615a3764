#!/usr/bin/env bats
# name-variant over several sources of a run.

load common

setup() {
	cd "$BATS_TEST_TMPDIR"
	mkdir claims corpus
	printf 'claims: [claims/]\ncorpus: [corpus/]\n' > citecheck.yaml
	echo 'That winter the mill went to Jorun Halvorsdahl for forty crowns.' > corpus/deed.txt
	cat > claims/a.yaml <<-'END'
	claims:
	  - id: mill
	    claim: Jorun Halvorsdal bought the mill.
	    source: deed
	    quote: the mill went to Jorun Halvorsdahl for forty crowns
	  - id: bridge
	    claim: The bridge was built in spring.
	    source: roll
	    quote: the bridge was built in spring
	END
}

roll() {
	printf 'In that year the bridge was built in spring.\n\n%s\n' "$1" > corpus/roll.txt
}

@test "a source that has the claim's spelling is related" {
	roll 'The miller, Jorun Halvorsdal, paid for it.'
	run "$CITECHECK"
	[ "$status" -eq 1 ]
	[[ "$output" == *'the source spells "Halvorsdal" as "Halvorsdahl"'* ]]
	[[ "$output" == *'corpus/roll.txt:3:19'* ]]
	[[ "$output" == *'another source has "Halvorsdal"'* ]]
}

@test "the surname alone is the same name" {
	roll 'The miller Halvorsdal paid for it.'
	run "$CITECHECK"
	[[ "$output" == *'another source has "Halvorsdal"'* ]]
}

@test "another first name is another person's" {
	roll 'The baker, Petra Halvorsdal, paid for it.'
	run "$CITECHECK"
	[[ "$output" == *'the source spells "Halvorsdal" as "Halvorsdahl"'* ]]
	[[ "$output" != *'another source has'* ]]
}

@test "a longer word is no occurrence, and the source's own spelling is none" {
	roll 'The Halvorsdalen road and Jorun Halvorsdahl are named.'
	run "$CITECHECK"
	[[ "$output" != *'another source has'* ]]
}

@test "a third spelling in another source of the run is related" {
	roll 'The miller, Jorun Halvorsdall, paid for it.'
	run "$CITECHECK"
	[[ "$output" == *'the source spells "Halvorsdal" as "Halvorsdahl"'* ]]
	[[ "$output" == *'corpus/roll.txt:3:19'* ]]
	[[ "$output" == *'another source has "Halvorsdall"'* ]]
}

@test "another person of similar name is not" {
	roll 'The baker, Petra Halvorsdall, and a Halvard paid for it.'
	run "$CITECHECK"
	[[ "$output" == *'the source spells "Halvorsdal" as "Halvorsdahl"'* ]]
	[[ "$output" != *'another source has'* ]]
}

@test "a source that no claim of the run cites is not asked" {
	roll 'The miller, Jorun Halvorsdal, paid for it.'
	cp corpus/roll.txt corpus/spare.txt
	run "$CITECHECK" --format json
	[[ "$output" == *roll.txt* ]]
	[[ "$output" != *spare.txt* ]]
}

@test "the other bearer of a name beside it does not hide the slip" {
	echo 'The mill went to Jorun Halvorsdahl for forty crowns, the barn to Petra Halvorsdahl.' > corpus/deed.txt
	roll 'Nobody paid for it.'
	run "$CITECHECK"
	[[ "$output" == *'the source spells "Halvorsdal" as "Halvorsdahl"'* ]]
}

@test "one job or many, the same bytes" {
	roll 'The miller, Jorun Halvorsdal, paid for it.'
	run "$CITECHECK" --jobs 1 --format json
	one="$output"
	run "$CITECHECK" --jobs 4 --format json
	[ "$one" = "$output" ]
}
