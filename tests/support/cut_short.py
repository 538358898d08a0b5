"""Commands that write, cut short: killed at any moment, ended between two renamings, or out of space."""

import random
import re
import signal
import subprocess
import sys
from pathlib import Path

from support.command import alamo_xl

COMMAND = (sys.executable, "-m", "alamo_xl")
ENDED = 77
END_AT_STEP = f"""
import io, os, pathlib, sys
left, out = int(sys.argv.pop(1)), sys.argv[-1]
real_open, replace = io.open, pathlib.Path.replace

def steps():
    global left
    left -= 1
    return left < 0

class Torn:
    def __init__(self, file):
        self.file = file
    def __getattr__(self, name):
        return getattr(self.file, name)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        self.file.close()
    def write(self, content):
        if steps():
            self.file.write(content[: len(content) // 2])
            self.file.flush()
            os._exit({ENDED})
        return self.file.write(content)

def opened(path, mode="r", *given, **named):
    file = real_open(path, mode, *given, **named)
    return Torn(file) if "w" in mode and str(path).startswith(out) else file

def renamed(path, target):
    if str(target).startswith(out) and steps():
        os._exit({ENDED})
    return replace(path, target)

io.open, pathlib.Path.replace = opened, renamed
from alamo_xl.cli import main
main()
"""
LIMITED = """
import resource, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from alamo_xl.cli import main
main()
"""


class Writer:
    """A command that writes into a folder, and the files that it writes there when nothing goes wrong."""

    def __init__(self, folder: Path, *arguments: str, seed: int = 0) -> None:
        self.arguments, self.folder, self.random = arguments, folder, random.Random(seed)
        assert subprocess.run(self._command(folder / "whole")).returncode == 0
        self.whole = {path.name: path.read_bytes() for path in (folder / "whole").iterdir()}
        self.count = 0

    def killed(self, longest: float) -> None:
        """Kill it after a time, then run it again."""
        out = self._fresh()
        process = subprocess.Popen(self._command(out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(self.random.uniform(0, longest))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self._again(out)

    def ended_at(self, step: int) -> bool:
        """End it in the middle of a write or before a renaming, then run it again; False where it has fewer steps."""
        out = self._fresh()
        done = self._through(END_AT_STEP, step, out)
        self._again(out)
        return done.returncode == ENDED

    def out_of_space(self) -> bool:
        """Let no file grow beyond a random size: all files are written or none; whether it was too small."""
        out = self._fresh()
        most = self.random.randrange(max(map(len, self.whole.values())) + 1000)
        done = self._through(LIMITED, most, out)
        names = {path.name for path in out.iterdir()} if out.exists() else set()
        if done.returncode == 0:
            assert {path.name: path.read_bytes() for path in out.iterdir()} == self.whole
            return False
        assert done.returncode == 2, done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
        assert any(re.search(rf"{re.escape(str(out / name))}(?!\.part)", done.stderr) for name in self.whole), (
            done.stderr
        )
        assert {name: (out / name).read_bytes() for name in names} == dict.fromkeys(names, b"old")
        return True

    def _through(self, program: str, number: int, out: Path) -> "subprocess.CompletedProcess[str]":
        """What the command does in a program that ends or limits it."""
        command = [sys.executable, "-c", program, str(number), *self.arguments, "--out", str(out)]
        return subprocess.run(command, capture_output=True, text=True)

    def _command(self, out: Path) -> list[str]:
        return [*COMMAND, *self.arguments, "--out", str(out)]

    def _fresh(self) -> Path:
        """A folder of its own, half the time with old files in it."""
        self.count += 1
        out = self.folder / f"out{self.count}"
        if self.random.random() < 0.5:
            out.mkdir()
            for name in self.whole:
                (out / name).write_bytes(b"old")
        return out

    def _again(self, out: Path) -> None:
        """No name shows half a file; the next run writes all, says what it found, and leaves nothing beside them."""
        parts = set()
        for path in out.iterdir() if out.exists() else ():
            if path.name.endswith(".part"):
                assert path.name.removesuffix(".part") in self.whole
                parts.add(str(path))
            else:
                assert path.read_bytes() in (b"old", self.whole[path.name]), path
        done = alamo_xl(*self.arguments, "--out", out)
        assert done.returncode == 0, done.stderr
        assert set(re.findall(r"cut short and left (\S+);", done.stderr)) == parts
        assert {path.name: path.read_bytes() for path in out.iterdir()} == self.whole
