"""The pages that are made: one for each component, and those of the backends' options.

`say` translates what components and options say of themselves; it is given, because languages are
the window's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from curator_gui.core.params.param import Param
from curator_gui.core.registration.registry import Entry, Registry
from curator_gui.manual.examples import FOLDER, read_examples
from curator_gui.manual.page import Page
from curator_gui.manual.words import words_of
from curator_gui.run.planning.options import DASK_OPTIONS, LOKY_OPTIONS

Say = Callable[[str], str]


def component_page(entry: Entry, language: str, say: Say) -> Page:
    """Describe a component: what it does, how a document names it, and its parameters."""
    words = words_of(language)
    place = f"*{words[entry.kind]}*, `{entry.key}`, {say(entry.domain.title)}"
    lines = [f"# {say(entry.title)}", "", place, "", say(entry.description), ""]
    if entry.former:
        lines += [words["former intro"], ""]
    if reason := entry.unavailable_reason():
        lines += [f"**{words['not here']}** {say(reason)}", ""]
    lines += _picture(entry, words)
    lines += [f"## {words['document']}", "", "```yaml", *_step(entry), "```", ""]
    if entry.params:
        lines += [f"## {words['parameters']}", "", *_params(entry.params, language, say)]
    return Page(entry.key, "\n".join(lines).rstrip() + "\n", language, entry.keywords)


def components_page(registry: Registry, language: str, say: Say) -> Page:
    """List all components by domain and kind, each with a link to its page."""
    words = words_of(language)
    lines = [f"# {words['components']}", "", words["components intro"], ""]
    for domain in registry.domains.values():
        lines += [f"## {say(domain.title)}", ""]
        for kind in ("source", "filter", "sink"):
            lines += [
                _listed(entry, words, say)
                for entry in registry.select(kind, domain.key, former=True)
            ]
        lines.append("")
    return Page("components", "\n".join(lines), language)


def _listed(entry: Entry, words: Mapping[str, str], say: Say) -> str:
    kind = f"{words[entry.kind]}, {words['former']}" if entry.former else words[entry.kind]
    return f"- [{say(entry.title)}]({entry.key}) ({kind}): {say(entry.description)}"


def options_page(language: str, say: Say) -> Page:
    """Describe every option of the backends that run in workers."""
    words = words_of(language)
    lines = [f"# {words['options']}", "", words["options intro"], "", "## loky", ""]
    lines += [*_params(LOKY_OPTIONS, language, say), "", "## dask", "", words["dask intro"], ""]
    only = [param for param in DASK_OPTIONS if param not in LOKY_OPTIONS]
    lines += _params(only, language, say)
    return Page("options", "\n".join(lines).rstrip() + "\n", language)


def _picture(entry: Entry, words: Mapping[str, str]) -> list[str]:
    """Show what the component made of data of ours, where there is a picture of that."""
    example = read_examples().get(entry.key)
    if example is None or not (FOLDER / f"{entry.key}.png").is_file():
        return []
    lines = [f"![](pictures/{entry.key}.png)", ""]
    if entry.kind == "source":
        return [*lines, words["picture of a source"], ""]
    values = [f"`{name}: {value}`" for name, value in example.params.items()]
    return [*lines, ", ".join([words["picture of a filter"], *values]) + ".", ""]


def _step(entry: Entry) -> Iterator[str]:
    yield f"- {entry.kind}: {entry.key}"
    needed = [param for param in entry.params if param.required]
    if needed:
        yield "  params:"
    for param in needed:
        yield f"    {param.name}: ...  # {param.accepts()}"


def _params(params: Sequence[Param], language: str, say: Say) -> Iterator[str]:
    words = words_of(language)
    for param in params:
        default = words["required"] if param.required else f"{words['default']} `{param.default!r}`"
        yield f"- **`{param.name}`** ({say(param.accepts())}; {default}): {say(param.description)}"
