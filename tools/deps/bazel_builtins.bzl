"""The repositories that Bazel 4 needs itself and would otherwise download.

Debian packages four of them. The other two are made here:
- rules_cc: Debian's bazel-rules-cc 0.0.4 is for a newer Bazel and does not load in 4.2.3; the rules
  that it wraps are built in;
- remote_coverage_tools: `bazel test` refuses to load without these targets, though only
  `bazel coverage` runs them.
"""

_RULES_CC_DEFS = """\"\"\"The C++ rules that are built into this Bazel, under their usual label.\"\"\"

cc_binary = native.cc_binary
cc_import = native.cc_import
cc_library = native.cc_library
cc_test = native.cc_test
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
"""

_NO_COVERAGE = """#!/bin/sh
echo "coverage is not available: Debian does not package Bazel's coverage tools" >&2
exit 1
"""

_COVERAGE_BUILD = """
[sh_binary(
    name = tool,
    srcs = ["no_coverage.sh"],
    visibility = ["//visibility:public"],
) for tool in ["coverage_report_generator", "lcov_merger"]]
"""

def _rules_cc_impl(repository_ctx):
    repository_ctx.file("BUILD", "")
    repository_ctx.file("cc/BUILD", "exports_files([\"defs.bzl\"])\n")
    repository_ctx.file("cc/defs.bzl", _RULES_CC_DEFS)

_rules_cc = repository_rule(implementation = _rules_cc_impl)

def _no_coverage_impl(repository_ctx):
    repository_ctx.file("no_coverage.sh", _NO_COVERAGE)
    repository_ctx.file("BUILD", _COVERAGE_BUILD)

_no_coverage = repository_rule(implementation = _no_coverage_impl)

def bazel_builtins():
    """Declares every repository that Bazel expects to be able to load."""
    native.local_repository(name = "platforms", path = "/usr/share/bazel/tools/platforms")
    native.local_repository(name = "bazel_skylib", path = "/usr/share/bazel/tools/skylib")
    native.local_repository(name = "rules_java", path = "/usr/share/bazel/rules/java")
    native.local_repository(name = "rules_proto", path = "/usr/share/bazel/rules/proto")
    _rules_cc(name = "rules_cc")
    _no_coverage(name = "remote_coverage_tools")
