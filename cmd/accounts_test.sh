#!/bin/bash
# Runs one of the tests in Python: accounts_test.sh SCRIPT IRCSERV
exec python3 "$1" "$2"
