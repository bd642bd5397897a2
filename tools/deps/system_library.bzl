"""A repository whose targets are installed libraries of the system.

The headers are in /usr/include, which the compiler searches anyway and treats as system headers, so
a target has only link options. Each target also names one of its headers: a machine without it gets
one sentence with the name of the Debian package instead of a page of compiler errors.
"""

_TARGET = """
cc_library(
    name = "{name}",
    defines = {defines},
    deps = {deps},
    linkopts = select({{
        "@ircserv//tools/deps:static": {static},
        "//conditions:default": {linkopts},
    }}),
    visibility = ["//visibility:public"],
)
"""

# The name of the folders with what depends on the machine's architecture.
def _multiarch(repository_ctx):
    multiarch = repository_ctx.execute(["g++", "-print-multiarch"])
    if multiarch.return_code != 0:
        fail("g++ does not run: install the Debian package g++ (tools/bazel does it for you).")
    return multiarch.stdout.strip()

def _is_installed(repository_ctx, header):
    folders = ["/usr/include/", "/usr/include/{}/".format(_multiarch(repository_ctx))]
    return any([repository_ctx.path(folder + header).exists for folder in folders])

# Abseil's archives depend on each other in cycles, hence the group. They are linked statically, so
# that the server runs on a machine without Abseil.
def _archives(repository_ctx, pattern):
    prefix = "lib" + pattern[:-1]
    folder = repository_ctx.path("/usr/lib/" + _multiarch(repository_ctx))
    names = sorted([
        entry.basename
        for entry in folder.readdir()
        if entry.basename.startswith(prefix) and entry.basename.endswith(".a")
    ])
    return ["-Wl,--start-group"] + ["-l:" + name for name in names] + ["-Wl,--end-group"]

# `static`: as archives, all but what belongs to the C library.
def _linkopts(repository_ctx, link, static):
    options = []
    for library in link:
        if library.endswith("*"):
            options += _archives(repository_ctx, library)
        elif static and library != "pthread":
            options.append("-l:lib{}.a".format(library))
        else:
            options.append("-l" + library)
    return options

def _system_library_impl(repository_ctx):
    builds = {"": ""}
    for row in repository_ctx.attr.rows:
        target = json.decode(row)
        if not _is_installed(repository_ctx, target["header"]):
            fail("<{}> is not installed: install the Debian package {} (tools/bazel does it for you).".format(
                target["header"],
                target["package"],
            ))
        folder, _, name = target["target"].rpartition(":")
        text = _TARGET.format(
            name = name,
            defines = repr(target["defines"]),
            deps = repr(target["deps"]),
            linkopts = repr(_linkopts(repository_ctx, target["link"], static = False)),
            static = repr(_linkopts(repository_ctx, target["link"], static = True)),
        )
        builds[folder] = builds.get(folder, "") + text
    for folder, text in builds.items():
        repository_ctx.file((folder + "/" if folder else "") + "BUILD", text)

system_library = repository_rule(
    implementation = _system_library_impl,
    attrs = {"rows": attr.string_list(mandatory = True, doc = "library(...) rows, as JSON")},
    doc = "Libraries of the system as cc_library targets.",
    # Evaluates the rule again when Bazel starts: the installed packages may have changed.
    local = True,
)
