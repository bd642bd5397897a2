"""Counts the test cases of one `bazel test` from the tests' own XML results.

usage: count_results.py LOG TESTLOGS STATUS

LOG is the output of Bazel: its summary has the targets of this run, because TESTLOGS may contain
results of an earlier run. STATUS is Bazel's exit status. The last line of the output is
`N passed, N failed`; the exit status is 0 only if at least one test ran and none failed.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

# "//core:parse_test     (cached) PASSED in 0.1s", also FAILED TO BUILD, TIMEOUT, NO STATUS, ...
SUMMARY = re.compile(r"^//(\S*):(\S+)\s+(?:\(cached\) )?([A-Z][A-Z ]+[A-Z])\b")


def targets(log):
    """Yields (package, name, status) of each target in the summary at the end of the log."""
    lines = log.read_text(errors="replace").splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("INFO: Elapsed time:")]
    for line in lines[starts[-1] :] if starts else []:
        match = SUMMARY.match(line)
        if match:
            yield match.groups()


def count(folder):
    """Returns the numbers of passed and failed cases of a target: one XML file per shard."""
    passed = failed = 0
    for file in sorted(folder.rglob("test.xml")):
        for case in ElementTree.parse(file).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            elif case.get("status") != "notrun" and case.get("result") != "skipped":
                passed += 1
    return passed, failed


def main():
    log, results, status = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    all_passed = all_failed = 0
    for package, name, verdict in targets(log):
        passed = failed = 0
        # A target that did not run may have results of an earlier run.
        if verdict in ("PASSED", "FLAKY", "FAILED", "TIMEOUT"):
            try:
                passed, failed = count(results / package / name)
            except (OSError, ElementTree.ParseError) as error:
                print(f"//{package}:{name} has no readable results: {error}")
                failed = 1
        # A test that crashed or was stopped may have written no results, and a test that passed may
        # have written no cases.
        if verdict not in ("PASSED", "FLAKY"):
            failed = max(failed, 1)
        elif passed + failed == 0:
            print(f"//{package}:{name} says that it passed but names no test case")
            failed = 1
        all_passed += passed
        all_failed += failed
    if status != 0:
        all_failed = max(all_failed, 1)
    print(f"{all_passed} passed, {all_failed} failed")
    return 0 if all_passed > 0 and all_failed == 0 else 1


sys.exit(main())
