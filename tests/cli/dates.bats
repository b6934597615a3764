load common

@test "jsonl: code-point offsets of the file, base name, anchors" {
	mkdir sub
	printf 'Ärger: in early 2003 he left. On 4 May 2003 he came. Ten days later he left.\n' >sub/x.txt
	cc dates --format jsonl sub/x.txt
	is "$status" 0
	python3 - "$output" <<-'END'
		import json, sys
		text = open("sub/x.txt").read()
		rows = [json.loads(line) for line in sys.argv[1].split("\n")]
		for r in rows:
		    assert r["doc"] == "x.txt" and text[r["start"]:r["end"]] == r["text"], r
		assert rows[0]["value"] == "2003" and rows[0]["mod"] == "START", rows[0]
		assert rows[0]["core_first"] == "2003-01-01"
		assert rows[2]["anchor"] == {"start": rows[1]["start"], "end": rows[1]["end"]}, rows[2]
		assert rows[2]["first"] == "2003-05-14", rows[2]
	END
}

@test "text: the document marked, then a line each" {
	printf 'It began on 4 May 1921.\n' >x.txt
	cc dates x.txt
	is "$status" 0
	has "$output" '4 May 1921'
	has "$output" 'x.txt:1:13 4 May 1921'
	has "$output" '1921-05-04'
}

@test "the document's own date" {
	printf 'It began last year.\n' >x.txt
	cc dates --format jsonl --as-of 2010-05-01 --mode news x.txt
	is "$status" 0
	has "$output" '"core_first": "2009-01-01"'
	cc dates --as-of someday x.txt
	is "$status" 2
	has "$stderr" "'--as-of' takes a date, not 'someday'"
}

@test "Markdown counts in the file, HTML in its text; standard input; a file that is not there" {
	printf 'It was *built* in **May 1921** here.\n' >x.md
	cc dates --format jsonl x.md
	python3 - "$output" <<-'END'
		import json, sys
		r, text = json.loads(sys.argv[1]), open("x.md").read()
		assert text[r["start"]:r["end"]].strip("*") == "May 1921", r
	END
	printf '<p>Built in <b>May 1921</b>.</p>' >x.html
	cc dates --format jsonl x.html
	has "$output" '"text": "May 1921"'
	cc dates - <<<'Built in May 1921.'
	is "$status" 0
	has "$output" 'May 1921'
	cc dates nowhere.txt x.html
	is "$status" 2
	has "$stderr" 'nowhere.txt'
	has "$output" 'May 1921'
}

@test "dates: a document that can't be read is named" {
	printf '%%PDF-1.4\nnothing behind it' >a.pdf
	printf 'PK\003\004nothing' >b.docx
	printf 'In May 1931.\n' >c.txt
	cc dates a.pdf b.docx c.txt
	is "$status" 2
	has "$stderr" "can't read 'a.pdf': "
	has "$stderr" "can't read 'b.docx': "
	has "$output" 'May 1931'
}
