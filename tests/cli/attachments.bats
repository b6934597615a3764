# Records with several files, as Zotero, Better BibTeX and JabRef write them.
load common

library() {
	rm -f claims/*.yaml
	mkdir -p files/1 files/2
	printf '<p>Only the snapshot says that the sluice was painted green in spring.</p>\n' >'files/1/weir; or not.html'
	printf 'The report says that the lock was mended before the flood.\n' >files/2/weir.txt
	cat >library.bib <<-'END'
		@article{weir, title = {Weirs}, date = {2003-05-02},
		  file = {Snapshot:files/1/weir\; or not.html:text/html;Full Text:files/2/weir.txt:text/plain;Link:https\://example.org/x:URL}
		}
	END
	echo 'corpus: [library.bib]' >citecheck.yaml
	cat >claims/a.yaml <<-'END'
		claims:
		  - {id: a, claim: x, source: weir, quote: the sluice was painted green in spring}
		  - {id: b, claim: x, source: weir, quote: the lock was mended before the flood}
		  - {id: c, claim: x, source: weir, quote: the sluice was painted blue in spring}
		  - {id: d, claim: x, source: weir, quote: the moon stood over the weir like a cheese}
	END
}

states() { # prints id state verdict file of every claim
	python3 -c 'import json, sys
for c in json.load(sys.stdin)["claims"]: print(c["id"], c["state"], c["evidence"][0]["verdict"], c["evidence"][0]["file"])' <<<"$output"
}

@test "a quote that stands in any file of the record is supported, and its place names the file" {
	library
	cc --format json
	is "$(states)" "a supported verbatim files/1/weir; or not.html
b supported verbatim files/2/weir.txt
c discrepant altered files/1/weir; or not.html
d discrepant absent None"
}

@test "the same with one thread and with many, from the cache and without" {
	library
	cc --format json --jobs 1 --no-cache
	first=$output
	for how in '--jobs 7 --no-cache' '--jobs 3' '--jobs 3'; do
		cc --format json $how
		is "$output" "$first"
	done
}

@test "the first of the best kind is the source itself: locators count in it" {
	library
	cc find 'the lock was mended'
	has "$output" 'in weir, '
	cc find 'the sluice was painted'
	has "$output" 'in files/1/weir; or not.html, '
	cc sources
	has "$output" 'another file of weir'
}

@test "words that no file has, while one can't be read, are not checked" {
	library
	printf 'junk' >files/1/bad.docx
	sed -i 's/;Link/;Draft:files\/1\/bad.docx:DOCX;Link/' library.bib
	cc --format json
	is "$status" 2
	# the Word document comes before text, and can't be read: the others are looked into all the same
	has "$(states)" 'a supported verbatim files/1/weir; or not.html'
	has "$(states)" 'b supported verbatim files/2/weir.txt'
	has "$(states)" 'd unchecked'
	has "$output" 'no ZIP package'
}

@test "files that are not there are passed over while one is" {
	library
	rm files/2/weir.txt
	cc --format json
	has "$(states)" 'a supported verbatim files/1/weir; or not.html'
	rm files/1/*
	cc --format json
	is "$status" 2
	has "$(states)" 'a unchecked unchecked None'
}

@test "paths as they are written: lists of paths, escapes, Windows, a semicolon that parts nothing" {
	library
	mkdir -p 'files/Cohen.I;Smith.G'
	mv files/2/weir.txt 'files/Cohen.I;Smith.G/weir.txt'
	for field in 'files/1/weir\; or not.html;files/Cohen.I\;Smith.G/weir.txt' ':files\\1\\weir\; or not.html:HTML;:files\\Cohen.I\;Smith.G\\weir.txt:TXT'; do
		printf '@article{weir, file = {%s}}\n' "$field" >library.bib
		cc --format json
		has "$(states)" 'a supported'
		has "$(states)" 'b supported'
	done
	printf '@article{weir, file = {files/Cohen.I;Smith.G/weir.txt}}\n' >library.bib
	cc --format json
	has "$(states)" 'b supported'
}

@test "CSL too: a list of files" {
	library
	cat >library.yaml <<-'END'
		references:
		  - {id: weir, file: [files/1/weir; or not.html, files/2/weir.txt]}
	END
	echo 'corpus: [library.yaml]' >citecheck.yaml
	cc --format json
	has "$(states)" 'a supported'
	has "$(states)" 'b supported'
}

@test "a change of another file is a change of the source" {
	library
	git init -q . && git add -A && git -c user.name=t -c user.email=t@example.org commit -qm one
	cc --since HEAD
	is "$status" 0
	sed -i 's/green/red/' files/1/*
	cc --since HEAD
	is "$status" 1
	rm files/1/*
	cc --since HEAD
	is "$status" 1
}

@test "sixty-four files of a record, and one more" {
	library
	for n in 64 65; do
		list=files/2/weir.txt
		for i in $(seq 2 "$n"); do list="$list;files/2/none$i.txt"; done
		printf '@article{weir, file = {%s}}\n' "$(sed 's/;/:TXT;:/g; s/^/:/; s/$/:TXT/' <<<"$list")" >library.bib
		cc --format json
		if [ "$n" = 64 ]; then
			has "$(states)" 'b supported'
		else
			has "$(states)" 'b unchecked'
			has "$output" 'more than 64 files'
		fi
	done
}
