"""make prove: every full count, a step at a time; each step's figures are written when it ends."""

from __future__ import annotations

import sys
from importlib import import_module

from tests.prove import figures

STEPS = ("counts", "extracts", "hostile", "spoiled", "spoiled_cells", "cut_short", "planted", "mutation")


def main(names: list[str]) -> int:
    """Run the named steps, all by default. 1 where one is not as demanded, 2 for a name that is none."""
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        print(f"no step is called {unknown[0]!r}; there are: {', '.join(STEPS)}", file=sys.stderr)
        return 2
    failed = []
    for name in names or STEPS:
        step = import_module(f"tests.prove.{name}").run()
        figures.write(name, step, STEPS)
        print(f"{name}: {'as demanded' if step.passed else 'NOT as demanded'}\n{step.markdown()}", flush=True)
        if not step.passed:
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
