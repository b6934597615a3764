# Report formats through the program: several at once, validity by other people's tools, the job summary.

no() { # COMMAND…: succeeds when it fails (a bare `!` fails no test)
	! "$@"
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	mkdir -p claims corpus
	printf 'claims: [claims/]\ncorpus: [corpus/]\n' >citecheck.yaml
	printf 'The harbour was dredged in May 1931 by the council.\n\nThe council did not approve the second bridge, and the mayor left.\n' >corpus/letters.txt
	cat >claims/a.yaml <<'YAML'
claims:
  - id: dredged
    claim: The harbour was dredged in 1931.
    evidence: [{source: letters, quote: The harbour was dredged in May 1931 by the council.}]
  - id: bridge
    claim: The bridge was approved.
    evidence: [{source: letters, quote: The council did approve the second bridge}]
  - id: kept
    claim: The bridge was approved, they say.
    evidence: [{source: letters, quote: The council did approve the second bridge}]
    ignore: {quote-altered: "known: see [note 4](1) ##[error]"}
  - id: "lost\n::error::x ##[error]"
    claim: Lost.
    evidence: [{source: "nowhere\n::warning::x", quote: these words are not there}]
YAML
}

@test "several formats at once, each to its file, and text on standard output" {
	run "$CITECHECK" --no-cache --format sarif:o.sarif --format junit:o.xml --format gitlab:o.json --format rdjson:o.rd --format github:o.gh --format html:o.html
	[ "$status" -eq 2 ]
	[[ "$output" == *"claims/a.yaml:7:"*"error[quote-altered]"* ]]
	for f in o.sarif o.json o.rd; do python3 -m json.tool "$f" >/dev/null; done
	python3 -c 'import xml.etree.ElementTree as e; r = e.parse("o.xml").getroot(); assert r.get("tests") == "4" and r.get("failures") == "1" and r.get("errors") == "1", r.attrib; assert len(r.findall(".//testcase")) == 4'
	[ "$(head -1 o.html)" = '<!DOCTYPE html>' ]
	[ "$(tail -1 o.html)" = '</html>' ]
	grep -qF "<p class=\"totals\">${lines[-1]}</p>" o.html
	grep -q '^::error file=claims/a.yaml,line=7,endLine=7,col=' o.gh
}

@test "paths count from the repository's top folder" {
	mkdir -p top/.git top/docs
	cp -r citecheck.yaml claims corpus top/docs
	cd top/docs
	run "$CITECHECK" --no-cache --format rdjson
	[[ "$output" == *'"path": "docs/claims/a.yaml"'* ]]
	run "$CITECHECK" --no-cache --format concise
	[[ "$output" == claims/a.yaml:* ]]
}

@test "nothing of the input becomes a workflow command" {
	for f in text concise json sarif gitlab junit rdjson html; do
		run "$CITECHECK" --no-cache --format "$f" --show all --statistics
		no grep -E '^[[:space:]]*::[a-z]' <<<"$output"
		no grep -F '##[' <<<"$output"
	done
	run "$CITECHECK" --no-cache --format github
	[ "$(grep -cE '^[[:space:]]*::' <<<"$output")" -eq 3 ]
	no grep -F '##[' <<<"$output"
}

@test "nor on a terminal, in ids, quotes, paths, sources, revisions, titles and bibliographies, with every format" {
	git init -q . && git config user.name a && git config user.email a@example.org
	evil=$'\n::error::pwned\n##[error]pwned\r::set-output name=x::y\u2028::warning::pwned \x1b]0;pwned\x07\x1b[2J\u202e'
	python3 - "$evil" <<'PY'
import json, os, sys
evil = sys.argv[1]
os.makedirs('claims/::error::dir', exist_ok=True)
q = lambda s: json.dumps(s)
claims = [{'id': 'a' + evil, 'claim': evil, 'source': 'letters', 'quote': 'The council did approve the second bridge' + evil},
          {'id': 'b', 'claim': 'B', 'source': evil, 'quote': 'The council did approve the second bridge'},
          {'id': 'c', 'claim': 'C', 'source': 'pinned', 'quote': 'The council did approve the second bridge'},
          {'id': 'd', 'claim': 'D', 'date': evil, 'source': 'evil', 'quote': 'the words before it ' + evil, 'locator': evil},
          {'id': 'e', 'claim': 'E', 'source': 'evil', 'quote': 'the old words before it', evil: evil}]
open('claims/::error::dir/x.json', 'w').write(json.dumps({'claims': claims}))
open('corpus/evil.txt', 'w').write('Here are the old words before it' + evil.replace('\x1b', ' ').replace('\x07', ' ') + ' and behind it.\n')
records = [{'id': 'pinned', 'title': evil, 'file': 'corpus/letters.txt', 'rev': 'v1' + evil}, {'id': 'evil', 'title': evil, 'file': 'corpus/evil.txt', 'sha256': '0' * 64},
           {'id': 'gone', 'file': 'corpus/' + evil}]
open('sources.json', 'w').write(json.dumps(records))
open('citecheck.yaml', 'w').write('claims: [claims/]\ncorpus: [corpus/, sources.json]\n')
PY
	git add . && git commit -qm "one$evil"
	sed -i 's/the old words/other words/' corpus/evil.txt && git commit -qam "two$evil"
	cat >look.py <<'PY'
import os, pty, re, subprocess, sys
exe, fmt = sys.argv[1:]
command = [exe, '--no-cache', '--format', fmt, '--show', 'all', '--statistics']
def terminal():
    """What a program prints on a terminal, standard error too."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM='xterm', COLUMNS='100')
        os.execv(exe, command)
    out = b''
    while True:
        try:
            more = os.read(fd, 65536)
        except OSError:
            break
        if not more:
            break
        out += more
    os.waitpid(pid, 0)
    return out.decode('utf8', 'replace').replace('\r\n', '\n')
def piped():
    r = subprocess.run(command, capture_output=True)
    return (r.stdout + b'\n' + r.stderr).decode('utf8', 'replace')
bad = []
for where, text in (('piped', piped()), ('on a terminal', terminal())):
    plain = re.sub(r'\x1b\[[0-9;]*m', '', text) if where != 'piped' else text
    plain = re.sub(r'\r\x1b\[K', '', plain) if where != 'piped' else plain # progress
    lines = re.split('[\n\r\x0b\x0c\x85\u2028\u2029]', plain)
    commands = [l for l in lines if re.match(r'\s*::(?!: )', l)]
    if fmt == 'github':
        ours = re.compile(r'::(error|warning|notice)( file=[^,:]*(,[a-zA-Z]+=[^,:]*)*| title=citecheck)::')
        bad += [(where, l) for l in commands if not ours.match(l)]
        assert len(commands) >= 5, commands
    else:
        bad += [(where, l) for l in commands]
    bad += [(where, l) for l in lines if '##[' in l]
    bad += [(where, repr(c)) for c in re.findall('[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]', plain)]
    assert 'pwned' in plain, where
for b in bad[:10]:
    print(fmt, *b)
sys.exit(bool(bad))
PY
	for f in text concise json sarif github gitlab junit rdjson html; do
		python3 look.py "$CITECHECK" "$f"
	done
}

@test "github appends a table to the job's summary" {
	echo before >summary.md
	GITHUB_STEP_SUMMARY=$PWD/summary.md run "$CITECHECK" --format github
	GITHUB_STEP_SUMMARY=$PWD/summary.md run "$CITECHECK" --format github
	[ "$(head -1 summary.md)" = before ]
	[ "$(grep -c '^### citecheck' summary.md)" -eq 2 ]
	grep -q '^| error | quote-altered | claims/a.yaml&#58;7&#58;' summary.md
	no grep -F '##[' summary.md
}

@test "a file that can't be written is exit 2 and leaves nothing behind" {
	run "$CITECHECK" --no-cache --format sarif:nowhere/o.sarif
	[ "$status" -eq 2 ]
	[[ "$output" == *"can't write"* ]]
	[ ! -e nowhere ]
}

@test "25,000 findings cost at most 64 MB more than ten" {
	python3 - <<'PY'
import os
for n, d in ((10, 'few'), (25000, 'many')):
    os.makedirs(d + '/claims'); os.makedirs(d + '/corpus')
    open(d + '/citecheck.yaml', 'w').write('claims: [claims/]\ncorpus: [corpus/]\n')
    open(d + '/corpus/letters.txt', 'w').write('The council did not approve the second bridge, and the mayor left.\n')
    with open(d + '/claims/a.yaml', 'w') as f:
        f.write('claims:\n')
        for i in range(25000):
            word = '' if i < n else 'not '
            f.write(f'  - id: c{i}\n    claim: C.\n    source: letters\n    quote: The council did {word}approve the second bridge\n')
PY
	for f in sarif github gitlab junit rdjson json html; do
		for d in few many; do
			(cd $d; python3 - "$CITECHECK" $f >../$d.kb <<'PY'
import resource, subprocess, sys
subprocess.run([sys.argv[1], '--no-cache', '--format', sys.argv[2] + ':out'], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PY
			)
		done
		echo "$f: $(cat few.kb) KiB with ten, $(cat many.kb) KiB with 25,000"
		[ $(($(cat many.kb) - $(cat few.kb))) -le $((64 * 1024)) ] || case "$CITECHECK" in *asan*) ;; *) false ;; esac
	done
}

@test "SARIF is valid for both validators" {
	command -v npm >/dev/null && command -v node >/dev/null || skip "no npm"
	timeout 120 npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$BATS_TEST_TMPDIR/npm" @microsoft/sarif-multitool@5 ajv@8 ajv-formats@3 >/dev/null 2>&1 || skip "no package registry"
	case "$(uname -s)" in Linux) kind=linux ;; *) skip "the validator is for Linux here" ;; esac
	tool="npm/node_modules/@microsoft/sarif-multitool-$kind"
	chmod u+x "$tool/Sarif.Multitool"
	cat >npm/check.js <<'JS'
const fs = require("fs"), Ajv = require("ajv/dist/2020"), formats = require("ajv-formats");
const read = (f) => JSON.parse(fs.readFileSync(f, "utf8").replace(/^\uFEFF/, ""));
const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
const valid = ajv.compile(read(process.argv[2]));
for (const f of process.argv.slice(3))
	if (!valid(read(f))) { console.log(f, valid.errors); process.exitCode = 1; }
JS
	"$CITECHECK" --no-cache --format sarif:o.sarif || true
	mkdir empty
	(cd empty && "$CITECHECK" --no-cache --format sarif:../none.sarif) || true
	node npm/check.js "$tool/sarif-2.1.0.json" o.sarif none.sarif
	"$tool/Sarif.Multitool" validate o.sarif none.sarif --level 'Error;Warning' >said 2>&1
	cat said
	grep -q 'Analysis completed successfully' said
	sed -i /SARIF2005/d said # no page in the web to name
	no grep -E ': (error|warning) ' said
	# and both see what is wrong
	sed 's/"ruleIndex": [0-9]*/"ruleIndex": 9999/; s/"version": "2.1.0"/"version": "2.1.1"/' o.sarif >bad.sarif
	run node npm/check.js "$tool/sarif-2.1.0.json" bad.sarif
	[ "$status" -ne 0 ]
	run "$tool/Sarif.Multitool" validate bad.sarif --level Error
	[[ "$output" == *": error "* ]]
}
