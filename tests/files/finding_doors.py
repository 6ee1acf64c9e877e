"""Which views take in a file or raw bytes, found by reading the source: whoever uses a function that does, does too."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import rasoat

Function = tuple[str, str]
"""Module and name."""
ROOT = Path(rasoat.__file__).parent
SOURCES = {"files", "stream", "get_data", "data"}
"""Where a request holds them."""
SAVES = ("rasoat.pages.saving", "save_form")
"""Takes files in only where it is told the name of their field: files=…"""
VIEWS = {"get", "post", "put", "patch", "delete", "form"}


class Source:
    """Every function of the program: which others it uses, whether it is a view, whether it takes files in itself."""

    def __init__(self) -> None:
        self.users: dict[Function, set[Function]] = defaultdict(set)
        self.views: set[Function] = set()
        self.takes: set[Function] = set()
        self._passed_on: dict[Function, Function] = {}
        for path in ROOT.rglob("*.py"):
            self._read(path)

    def _read(self, path: Path) -> None:
        module = ".".join(["rasoat", *path.relative_to(ROOT).with_suffix("").parts]).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = dict(_known(module, tree))
        if path.name == "__init__.py":
            self._passed_on |= {(module, name): function for name, function in known.items()}
        for one in ast.walk(tree):
            if isinstance(one, ast.FunctionDef):
                routes = [mark for mark in one.decorator_list if _is_route(mark)]
                if routes:
                    self.views.add((module, one.name))
                if _takes(one) or any(_of_bytes(route) for route in routes):
                    self.takes.add((module, one.name))
                for used in _used(one, known):
                    self.users[used].add((module, one.name))

    def users_of(self, function: Function) -> set[Function]:
        """Who uses it, by its own name or by that of a package which passes it on."""
        others = [name for name, passed_on in self._passed_on.items() if passed_on == function]
        return set().union(*(self.users[name] for name in [function, *others]))


def doors() -> set[str]:
    """Views through which somebody's file comes in, as `module.function`."""
    source = Source()
    takes, ahead = set(source.takes), list(source.takes)
    while ahead:
        new = source.users_of(ahead.pop()) - takes - {SAVES}
        takes |= new
        ahead += new
    return {f"{module}.{name}" for module, name in source.views & takes}


def _known(module: str, tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """What the names of a module mean: its own functions, and what it imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, (module, node.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield alias.asname or alias.name, (node.module, alias.name)


def _used(function: ast.FunctionDef, known: dict[str, Function]) -> Iterator[Function]:
    # Not only calls: a view hands functions on, to forms and to writes.
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in known:
            yield known[node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            module, name = known[node.value.id]
            yield f"{module}.{name}", node.attr


def _takes(function: ast.FunctionDef) -> bool:
    """Does it look into the request for files or bytes, or have a form saved with files?"""
    return any(_is_source(node) or _saves_files(node) for node in ast.walk(function))


def _is_source(node: ast.AST) -> bool:
    of = node.value if isinstance(node, ast.Attribute) and node.attr in SOURCES else None
    return isinstance(of, ast.Name) and of.id == "request"


def _saves_files(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    named = isinstance(called, ast.Name) and called.id == SAVES[1]
    return named and isinstance(node, ast.Call) and any(word.arg == "files" for word in node.keywords)


def _is_route(mark: ast.expr) -> bool:
    return isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr in VIEWS


def _of_bytes(route: ast.expr) -> bool:
    """A route for programs whose body is bytes."""
    words = route.keywords if isinstance(route, ast.Call) else []
    return any(word.arg == "body" and isinstance(word.value, ast.Name) and word.value.id == "bytes" for word in words)
