#!/bin/bash
# Runs the test in Python: service_test.sh SCRIPT IRCSERV UNIT CONFIGURATION
exec python3 "$@"
