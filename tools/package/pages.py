"""Man pages and the completion of bash, made from what the programs print about themselves.

  pages.py man PROGRAM VERSION DATE < the output of PROGRAM --help         PROGRAM(1)
  pages.py config VERSION DATE < the output of ircserv --example-config    ircserv.toml(5)
  pages.py completion PROGRAM < the output of PROGRAM --help

The text of --help has headings without indentation, and below them paragraphs, items (the lines that
are indented by four, with a text that is indented further) and blank lines.
"""

import itertools
import re
import sys
import textwrap

SEE_ALSO = {
    "ircserv": ("ircserv.toml(5)", "ircreplay(1)", "ircparse(1)"),
    "ircreplay": ("ircserv(1)", "ircparse(1)"),
    "ircparse": ("ircserv(1)", "ircreplay(1)"),
    "ircserv.toml": ("ircserv(1)",),
}


def escape(text):
    """The text as troff prints it. A quotation mark that begins a line would be a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha")
    text = text.replace("~", "\\(ti").replace("`", "\\(ga").replace("'", "\\(aq")
    return "\\&" + text if text.startswith(".") else text


def head(name, section, version, date):
    yield f'.TH "{name.upper()}" "{section}" "{date}" "ircserv {version}" ""'


def see_also(name):
    yield ".SH SEE ALSO"
    pages = [page.split("(") for page in SEE_ALSO[name]]
    for index, (page, section) in enumerate(pages):
        yield f'.BR {escape(page)} ({section}{"," if index + 1 < len(pages) else ""}'


def literal(lines):
    """Lines as they are."""
    yield from (".PP", ".nf")
    yield from map(escape, lines)
    yield from (".fi", ".PP")


def is_item(line):
    return re.match(r" {4}\S", line) is not None


def item_of(line):
    """The tag of an item, and its text when that stands in the same line."""
    tag, _, text = line.strip().partition("  ")
    return tag, text.strip()


# The sections that are lists; the others are paragraphs, and what is indented further is literal.
WITH_ITEMS = ("FLAGS", "SIGNALS", "EXIT STATUS", "EXAMPLES", "FILES", "ENVIRONMENT")


def body_of(heading, lines):
    """One section. In those with items, what is indented further belongs to the item above it."""
    if heading == "SYNOPSIS":
        yield from literal(map(str.strip, lines))
        return
    if heading not in WITH_ITEMS:
        for indented, group in itertools.groupby(lines, lambda line: line.startswith(" " * 6)):
            if indented:
                yield from literal(line[4:] for line in group)
            else:
                yield from (escape(line.strip()) if line.strip() else ".PP" for line in group)
        return
    for line in filter(str.strip, lines):
        if is_item(line):
            tag, text = item_of(line)
            yield from (".TP", f"\\fB{escape(tag)}\\fR")
            if text:
                yield escape(text)
        else:
            yield escape(line.strip())


def sections(text):
    """Pairs of a heading and its lines."""
    heading, lines = None, []
    for line in text.splitlines():
        if re.match(r"[A-Z]", line):
            if heading:
                yield heading, trimmed(lines)
            heading, lines = line.strip(), []
        else:
            lines.append(line)
    yield heading, trimmed(lines)


def trimmed(lines):
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def man(name, version, date, text):
    yield from head(name, 1, version, date)
    for heading, lines in sections(text):
        yield f".SH {heading}"
        yield from body_of(heading, lines)
    yield from see_also(name)


def config(version, date, text):
    """A section of the file is one of the page; a key has the comment above it as its text."""
    yield from head("ircserv.toml", 5, version, date)
    yield from (".SH NAME", "ircserv.toml \\- the configuration of ircserv", ".SH DESCRIPTION")
    comment, first = [], True

    def said():
        for line in comment:
            plain = re.sub(r"^# ?", "", line)
            yield ".PP" if not plain.strip() else escape(plain.strip())

    for line in text.splitlines() + ["END"]:
        if line.startswith("#"):
            comment.append(line)
            continue
        section = re.match(r"\[(\w+)\]", line)
        key = re.match(r"(\w+) = (.*)", line)
        if key:
            yield from (".TP", f"\\fB{escape(key[1])}\\fR = {escape(key[2])}")
            yield from said()
        elif first and comment:
            yield from said()
        elif comment:
            yield from block(comment)
        if section:
            yield f".SH [{section[1]}]"
        comment, first = [], False
    yield from see_also("ircserv.toml")


def block(comment):
    """A comment about blocks: its text, and the examples below it."""
    lines = [re.sub(r"^# ?", "", line) for line in comment]
    names = [line for line in lines if re.match(r"\[\[\w+\]\]$", line)]
    yield f".SH {names[0]}" if names else ".PP"
    for is_literal, group in itertools.groupby(lines, lambda line: LITERAL.match(line) is not None):
        group = list(group)
        if is_literal and any(line.strip() for line in group):
            yield from literal(trimmed(group))
        else:
            yield from (escape(line.strip()) if line.strip() else ".PP" for line in group)


# A line of an example, or of a table.
LITERAL = re.compile(r"\[\[|\w+ = | {2}")


# The values of a flag that are words, and those that are names of files.
FILES = ("FILE", "DIR")


def completion(name, text):
    flags = dict(re.findall(r"^ {4}(--[a-z-]+)(?:\[?=?(\S*?)\]?)?(?: .*)?$", text, re.MULTILINE))
    words = [flag + ("=" if value else "") for flag, value in flags.items()]
    yield f"# Completion of {name} for bash, made from {name} --help."
    yield f"_{name}() {{"
    yield "  local cur prev words cword split"
    yield "  _init_completion -s || return"
    yield "  case ${prev} in"
    for flag, value in flags.items():
        if value.strip("=]") in FILES:
            yield f"    {flag}) _filedir; return ;;"
        elif "|" in value:
            choices = value.strip("=[]").replace("|", " ")
            yield f"    {flag}) COMPREPLY=($(compgen -W '{choices}' -- \"${{cur}}\")); return ;;"
    yield "  esac"
    yield "  if [[ ${cur} == -* ]]; then"
    yield f"    COMPREPLY=($(compgen -W '{' '.join(words)}' -- \"${{cur}}\"))"
    yield '    [[ ${COMPREPLY-} == *= ]] && compopt -o nospace'
    yield "  else"
    yield "    _filedir"
    yield "  fi"
    yield "} &&"
    yield f"  complete -F _{name} {name}"


def main():
    kind, *rest = sys.argv[1:]
    make = {"man": man, "config": config, "completion": completion}[kind]
    text = sys.stdin.read()
    lines = make(*rest, text)
    print("\n".join(lines if kind == "completion" else filled(lines)))


def filled(lines):
    """Breaks the lines of paragraphs anew, and leaves out requests for empty paragraphs."""
    text, last, is_literal, begins = [], "", False, False
    for line in lines:
        if line == ".PP":
            begins = True
            continue
        if line.startswith(".") or is_literal or last == ".TP" or begins:
            yield from broken(text)
            text = []
            if begins and last and not (last + line).startswith(".SH") and ".SH" not in line:
                yield ".PP"
            begins = False
        if line.startswith(".") or is_literal or last == ".TP":
            yield line
        else:
            text.append(line)
        is_literal = line == ".nf" or (is_literal and line != ".fi")
        last = line
    yield from broken(text)


def broken(text):
    # A line that begins with a dot would be a request.
    for line in textwrap.wrap(" ".join(text), 79, break_long_words=False, break_on_hyphens=False):
        yield "\\&" + line if line.startswith(".") else line


main()
