"""What the Python drivers share: TAP lines, a project on disk from one text, running the program."""
import os, subprocess, sys, tempfile

FORMATS = ['text', 'concise', 'json', 'html']


class Tap:
    def __init__(self):
        self.n, self.failed = 0, 0

    def ok(self, good, name, why=''):
        self.n += 1
        self.failed += not good
        print(f'{"ok" if good else "not ok"} {self.n} - {name}')
        if not good and why:
            print('\n'.join('# ' + line for line in str(why).splitlines()))

    def skip(self, name, why):
        self.n += 1
        print(f'ok {self.n} - {name} # SKIP {why}')

    def done(self):
        print(f'1..{self.n}')
        sys.exit(bool(self.failed))


def unfold(text, folder):
    """Writes the files of a text in which "=== PATH" opens each."""
    name, lines = None, []

    def put():
        if name is None:
            return
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
        with open(path, 'w', encoding='utf8', newline='') as f:
            f.write(''.join(lines))
    for line in text.splitlines(keepends=True):
        if line.startswith('=== '):
            put()
            name, lines = line[4:].strip(), []
        else:
            lines.append(line)
    put()


def run(exe, args, cwd, **more):
    env = dict(os.environ, XDG_CACHE_HOME=more.pop('cache', os.environ.get('XDG_CACHE_HOME', '/dev/null/none')))
    return subprocess.run([exe, *args], cwd=cwd, capture_output=True, env=env, timeout=600, **more)


def folder():
    return tempfile.TemporaryDirectory(prefix='citecheck-')
