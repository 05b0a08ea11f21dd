"""Every request of a test, of a benchmark, and of the processes that they start goes through the grammar of its service.

What a service would refuse is written into a file, a line each, which the environment names, and all that is sent into another.
``python tests/strictly.py SCRIPT [ARGUMENT…]`` runs a script so, and prints how many requests each service was sent.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from pathlib import Path
    from types import ModuleType

REFUSED, SENT = "STRICTLY_REFUSED", "STRICTLY_SENT"
"""The variables of the environment that name the files."""

_TESTS = os.path.dirname(__file__)  # noqa: PTH120  every process that a test starts reads this: nothing is loaded that it may not need
_WATCHED, _LEAD = "refcheck.registries.transport.service", "refcheck.registries.services."


def environment(refused: "Path", given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of processes whose requests are looked at."""
    before = given.get("PYTHONPATH", "")
    path = os.pathsep.join([f"{_TESTS}{os.sep}strict", _TESTS, *([before] if before else [])])
    return {**given, "PYTHONPATH": path, REFUSED: str(refused)}


def watch() -> None:
    """Look at what is sent from now on, once; nothing is imported before refcheck is."""
    if not any(type(each).__qualname__ == _Finder.__qualname__ for each in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds the module of all services as it would be found without it, and has it watched once it is read."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        if fullname != _WATCHED:
            return None
        import importlib.util

        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            read = spec.loader.exec_module

            def exec_module(module: "ModuleType") -> None:
                read(module)
                _watch(module.Service)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _watch(service: Any) -> None:
    made = service.__init__

    def __init__(self: Any, *given: Any, **options: Any) -> None:  # noqa: N807  the constructor of every service
        made(self, *given, **options)
        modules = (each.__module__.removeprefix(_LEAD) for each in type(self).__mro__)
        from accepted import grammars

        name = next((each for each in modules if each in grammars()), None)
        for adapter in {*self._web._session.adapters.values()} if name is not None else ():
            adapter.send = _Watched(name or "", self._base_url, adapter.send)

    service.__init__ = __init__


class _Watched:
    """Sends the requests of one service, and writes down what the service would refuse.

    Where a redirect leads is the server's own doing.
    """

    def __init__(self, name: str, base_url: str, send: Callable[..., Any]) -> None:
        self._name, self._base_url, self._send = name, base_url, send
        self._led_to: set[str] = set()

    def __call__(self, request: Any, **options: Any) -> Any:
        from urllib.parse import unquote, urljoin

        if request.url.startswith(self._base_url) and unquote(request.url) not in self._led_to:
            self._look_at(request)
        response = self._send(request, **options)
        if location := response.headers.get("location"):
            from refcheck.text.recoding import recoded  # as it is read: a control in it is left out

            self._led_to.add(unquote(urljoin(request.url, recoded(location))))
        return response

    def _look_at(self, request: Any) -> None:
        from accepted import Sent, grammars, refusals

        body = request.body or b""
        sent = Sent(
            target=request.url.removeprefix(self._base_url),
            method=request.method,
            headers={name.lower(): str(value) for name, value in request.headers.items()},
            body=body if isinstance(body, bytes) else str(body).encode(),
        )
        found = list(refusals(grammars()[self._name], sent))
        line = f"{self._name}\t{'; '.join(found)}\t{sent.method} {sent.target}\n"
        for file in (os.environ.get(REFUSED) if found else None, os.environ.get(SENT)):
            if file:
                with open(file, "a", encoding="utf-8") as lines:  # noqa: PTH123
                    lines.write(line)


def main() -> None:
    import subprocess
    import tempfile
    from collections import Counter
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sent"
        file.touch()
        env = {**environment(Path(folder) / "refused"), SENT: str(file)}
        run = subprocess.run([sys.executable, *sys.argv[1:]], env=env, check=False)
        rows = [line.split("\t", 2) for line in file.read_text(encoding="utf-8").splitlines()]
    sent, refused = Counter(row[0] for row in rows), Counter(row[0] for row in rows if row[1])
    for name, number in sorted(sent.items()):
        print(f"{name:<28}{number:>8} sent{refused[name]:>6} refused", file=sys.stderr)
    for row in rows:
        if row[1]:
            print(*row, file=sys.stderr)
    sys.exit(run.returncode or bool(refused))


if __name__ == "__main__":
    main()
