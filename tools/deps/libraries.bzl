"""The C++ libraries of this project, one row each.

A row has the repository, the target in it ("folder:name"), a header that is there when the library
is installed, its Debian package, and the libraries to link ("absl_*" stands for all such archives).
"""

load(":system_library.bzl", "system_library")

_ABSEIL = ["absl_*", "pthread"]

# (repository, target, header, Debian package, libraries to link, preprocessor definitions)
_LIBRARIES = [
    ("boost", ":beast", "boost/beast/http/parser.hpp", "libboost-dev", [], []),
    ("com_github_google_benchmark", ":benchmark", "benchmark/benchmark.h", "libbenchmark-dev", ["benchmark", "pthread"], []),
    ("com_github_google_benchmark", ":benchmark_main", "benchmark/benchmark.h", "libbenchmark-dev", ["benchmark_main", "benchmark", "pthread"], []),
    ("com_google_googletest", ":gtest", "gmock/gmock.h", "libgmock-dev", ["gmock", "gtest", "pthread"], []),
    ("com_google_googletest", ":gtest_main", "gmock/gmock.h", "libgmock-dev", ["gmock_main", "gmock", "gtest", "pthread"], []),
    ("gsasl", ":gsasl", "gsasl.h", "libgsasl-dev", ["gsasl"], []),
    ("icu", ":icu", "unicode/uspoof.h", "libicu-dev", ["icui18n", "icuuc", "icudata"], []),
    ("libargon2", ":argon2", "argon2.h", "libargon2-dev", ["argon2"], []),
    ("libcrypt", ":crypt", "crypt.h", "libcrypt-dev", ["crypt"], []),
    ("libidn", ":idn", "stringprep.h", "libidn-dev", ["idn"], []),
    ("liburing", ":uring", "liburing.h", "liburing-dev", ["uring"], []),
    ("nlohmann_json", ":json", "nlohmann/json.hpp", "nlohmann-json3-dev", [], []),
    ("openssl", ":crypto", "openssl/evp.h", "libssl-dev", ["crypto"], []),
    ("openssl", ":ssl", "openssl/ssl.h", "libssl-dev", ["ssl", "crypto"], []),
    ("prometheus_cpp", ":core", "prometheus/text_serializer.h", "prometheus-cpp-dev", ["prometheus-cpp-core"], []),
    ("rapidcheck", ":rapidcheck", "rapidcheck.h", "librapidcheck-dev", ["rapidcheck"], []),
    ("rapidcheck", ":rapidcheck_gtest", "rapidcheck/gtest.h", "librapidcheck-dev", ["rapidcheck", "gtest"], []),
    ("spdlog", ":spdlog", "spdlog/async_logger.h", "libspdlog-dev", ["spdlog", "fmt", "pthread"], ["SPDLOG_SHARED_LIB", "SPDLOG_COMPILED_LIB", "SPDLOG_FMT_EXTERNAL"]),
    ("sqlite3", ":sqlite3", "sqlite3.h", "libsqlite3-dev", ["sqlite3"], []),
    ("tomlplusplus", ":tomlplusplus", "toml++/toml.h", "libtomlplusplus-dev", ["tomlplusplus"], ["TOML_HEADER_ONLY=0", "TOML_SHARED_LIB=1"]),
    ("wslay", ":wslay", "wslay/wslay.h", "libwslay-dev", ["wslay"], []),
    ("zlib", ":z", "zlib.h", "zlib1g-dev", ["z"], []),
] + [("com_google_absl", "absl/" + target, "absl/" + header, "libabsl-dev", _ABSEIL, []) for target, header in [
    ("algorithm:algorithm", "algorithm/algorithm.h"),
    ("algorithm:container", "algorithm/container.h"),
    ("base:base", "base/call_once.h"),
    ("base:config", "base/config.h"),
    ("base:core_headers", "base/attributes.h"),
    ("base:dynamic_annotations", "base/dynamic_annotations.h"),
    ("base:log_severity", "base/log_severity.h"),
    ("base:raw_logging_internal", "base/internal/raw_logging.h"),
    ("cleanup:cleanup", "cleanup/cleanup.h"),
    ("container:btree", "container/btree_map.h"),
    ("container:fixed_array", "container/fixed_array.h"),
    ("container:flat_hash_map", "container/flat_hash_map.h"),
    ("container:flat_hash_set", "container/flat_hash_set.h"),
    ("container:inlined_vector", "container/inlined_vector.h"),
    ("container:node_hash_map", "container/node_hash_map.h"),
    ("container:node_hash_set", "container/node_hash_set.h"),
    ("debugging:failure_signal_handler", "debugging/failure_signal_handler.h"),
    ("debugging:leak_check", "debugging/leak_check.h"),
    ("debugging:stacktrace", "debugging/stacktrace.h"),
    ("debugging:symbolize", "debugging/symbolize.h"),
    ("flags:commandlineflag", "flags/commandlineflag.h"),
    ("flags:config", "flags/usage_config.h"),
    ("flags:flag", "flags/flag.h"),
    ("flags:marshalling", "flags/marshalling.h"),
    ("flags:parse", "flags/parse.h"),
    ("flags:reflection", "flags/reflection.h"),
    ("flags:usage", "flags/usage.h"),
    ("functional:any_invocable", "functional/any_invocable.h"),
    ("functional:bind_front", "functional/bind_front.h"),
    ("functional:function_ref", "functional/function_ref.h"),
    ("hash:hash", "hash/hash.h"),
    ("hash:hash_testing", "hash/hash_testing.h"),
    ("memory:memory", "memory/memory.h"),
    ("meta:type_traits", "meta/type_traits.h"),
    ("numeric:bits", "numeric/bits.h"),
    ("numeric:int128", "numeric/int128.h"),
    ("random:bit_gen_ref", "random/bit_gen_ref.h"),
    ("random:distributions", "random/distributions.h"),
    ("random:random", "random/random.h"),
    ("random:seed_sequences", "random/seed_sequences.h"),
    ("status:status", "status/status.h"),
    ("status:statusor", "status/statusor.h"),
    ("strings:cord", "strings/cord.h"),
    ("strings:str_format", "strings/str_format.h"),
    ("strings:strings", "strings/string_view.h"),
    ("synchronization:synchronization", "synchronization/mutex.h"),
    ("time:time", "time/time.h"),
    ("types:any", "types/any.h"),
    ("types:compare", "types/compare.h"),
    ("types:optional", "types/optional.h"),
    ("types:span", "types/span.h"),
    ("types:variant", "types/variant.h"),
    ("utility:utility", "utility/utility.h"),
]]

# What of this project is linked together with a library.
_LINKED_WITH = {"com_google_googletest": ["@ircserv//tools/deps:a_test_runs"]}

def system_libraries():
    """Declares one repository for each repository name of the table."""
    repositories = {}
    for repository, target, header, package, link, defines in _LIBRARIES:
        row = struct(target = target, header = header, package = package, link = link, defines = defines, deps = _LINKED_WITH.get(repository, []))
        repositories.setdefault(repository, []).append(row.to_json())
    for repository, rows in repositories.items():
        system_library(name = repository, rows = rows)
