"""What the rows share: options, programs run in turn, the line of the table.

    tests/bench/ROW.py [BUILD] [--dir DIR] [--rounds N] [--huge]

Whole processes are started by build/bench/measure, so that Python's own weight is in no figure. What is compared runs
in turn, and a ratio is that of the medians of one run: other work on the machine then falls on both sides."""
import argparse, json, os, platform, re, shutil, statistics, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from corpus import Library


def default_dir():
    return os.path.join(tempfile.gettempdir(), f'citecheck-bench-{os.getuid()}')


def own_folder(path):
    """A folder that nobody else can write to."""
    os.makedirs(path, mode=0o700, exist_ok=True)
    if os.stat(path).st_uid != os.getuid() or os.path.islink(path):
        sys.exit(f'{path} belongs to someone else')
    return path


def arguments(description):
    p = argparse.ArgumentParser(description=description)
    p.add_argument('build', nargs='?', default=os.path.join(TOP, 'build'))
    p.add_argument('--dir', default=default_dir(), help='where corpora are made and kept (default: %(default)s)')
    p.add_argument('--rounds', type=int, default=5, help='medians are of this many runs')
    p.add_argument('--huge', action='store_true', help='2.7 GB too')
    return p


class Row:
    def __init__(self, description):
        o = arguments(description).parse_args()
        self.build, self.rounds, self.huge = os.path.abspath(o.build), o.rounds, o.huge
        self.work = own_folder(os.path.abspath(o.dir))
        self.library = Library(self.work)
        self.citecheck = os.path.join(self.build, 'citecheck')
        self.environment = dict(os.environ, LC_ALL='C.UTF-8', TZ='UTC', XDG_CACHE_HOME=os.path.join(self.work, 'cache'))
        self.measure = self.program('measure') or sys.exit('build/bench/measure cannot be built')

    def program(self, name):
        """build/bench/NAME, built if need be; None where a library is missing."""
        made = subprocess.run(['make', '-s', '-C', TOP, f'B={self.build}', f'{self.build}/bench/{name}'], capture_output=True)
        return os.path.join(self.build, 'bench', name) if made.returncode == 0 else None

    def has(self, option):
        """Does `citecheck check` know the option?"""
        text = subprocess.run([self.citecheck, 'check', '--help'], capture_output=True, text=True).stdout
        return re.search(rf'^\s+{option}\b', text, re.M) is not None

    def path(self, *parts):
        return os.path.join(self.work, *parts)

    def once(self, command, cwd=None):
        """{'wall': s, 'cpu': s, 'memory': bytes, 'status': n} of one process; its output goes to a file."""
        report = self.path('measured')
        with open(self.path('out'), 'wb') as out, open(self.path('err'), 'wb') as err:
            subprocess.run([self.measure, report, *command], cwd=cwd, env=self.environment, stdout=out, stderr=err,
                           stdin=subprocess.DEVNULL, check=True)
        with open(report) as f:
            got = json.load(f)
        if got['status'] not in (0, 1, 2):
            sys.exit(f'{" ".join(command)} ended with status {got["status"]}')
        return got

    def in_turn(self, commands, rounds=None, before=None):
        """Medians of each of {name: (command, folder)}, after one round that warms up."""
        runs = {name: [] for name in commands}
        for k in range((rounds or self.rounds) + 1):
            for name, (command, cwd) in commands.items():
                if before:
                    before(name)
                got = self.once(command, cwd)
                if k:
                    runs[name].append(got)
        return {n: {key: statistics.median(g[key] for g in v) for key in v[0]} for n, v in runs.items()}

    def forget(self):
        """An empty cache."""
        shutil.rmtree(self.path('cache'), ignore_errors=True)

    def engine(self, corpus, cases, rounds=None, part=None):
        """Figures of build/bench/engine_speed as a dict; with `part`, the search in all documents for every part-th quote
        alone too."""
        program = self.program('engine_speed') or sys.exit('build/bench/engine_speed cannot be built')
        got = subprocess.run([program, corpus.list_file() if hasattr(corpus, 'list_file') else corpus, cases,
                              str(rounds or self.rounds), *([str(part)] if part else [])], capture_output=True, text=True)
        if got.returncode:
            sys.exit(got.stderr)
        return {k: float(v) for k, v in (line.split() for line in got.stdout.splitlines())}


def done(what, measured, bound, good):
    """One line of the table; good: True, False, or None where there is no bound or nothing could be measured."""
    verdict = {True: 'PASS', False: 'over the bound', None: '-'}[good]
    print(f'{what}: {measured} (bound: {bound}) {verdict}', flush=True)
    if os.environ.get('CITECHECK_BENCH_TABLE'):
        with open(os.environ['CITECHECK_BENCH_TABLE'], 'a') as f:
            f.write(json.dumps([what, measured, bound, verdict]) + '\n')


def skip(what, why):
    done(what, f'skipped: {why}', '-', None)


def ms(seconds):
    return f'{seconds * 1e3:.1f} ms' if seconds < 1 else f'{seconds:.2f} s'


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open('/proc/cpuinfo') as f:
            model = re.search(r'model name\s*:\s*(.*)', f.read())[1]
        with open('/proc/meminfo') as f:
            memory = int(re.search(r'MemTotal:\s*(\d+)', f.read())[1]) / 1e6
    except (OSError, TypeError):
        return model
    return f'{model}, {os.cpu_count()} threads, {memory:.0f} GB, {platform.system()} {platform.release()}'
