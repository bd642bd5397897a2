"""Fuzz targets: one source, both a libFuzzer program and an ordinary test of its seed corpus."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library", "cc_test")

def irc_fuzz_target(name, srcs, corpus, deps = []):
    """Declares a fuzz target.

    `<name>_corpus_test` gives every file of the corpus to LLVMFuzzerTestOneInput once. `<name>` is
    the libFuzzer program under --config=fuzz (tools/fuzz builds and runs all of them). Without
    --config=fuzz it is a program that runs the files of its command line, for a debugger.

    Args:
      name: the name of the program; it ends with _fuzz.
      srcs: the file that defines LLVMFuzzerTestOneInput.
      corpus: the label of a filegroup with at least one file, for example "//testdata:corpus_parse".
      deps: the libraries that the sources use.
    """
    code = name + "_code"
    cc_library(
        name = code,
        testonly = True,
        srcs = srcs,
        # Only the driver or libFuzzer refers to it, so the linker would drop it.
        alwayslink = True,
        deps = deps,
    )
    cc_test(
        name = name + "_corpus_test",
        size = "small",
        args = ["$(rootpaths {})".format(corpus)],
        data = [corpus],
        deps = [
            code,
            "//tools:fuzz_corpus_main",
        ],
    )
    cc_binary(
        name = name,
        testonly = True,
        data = [corpus],
        linkopts = select({
            "//tools:fuzzing": ["-fsanitize=fuzzer"],
            "//conditions:default": [],
        }),
        tags = [
            "fuzz",
            "manual",
        ],
        deps = [code] + select({
            "//tools:fuzzing": [],
            "//conditions:default": ["//tools:fuzz_corpus_main"],
        }),
    )
