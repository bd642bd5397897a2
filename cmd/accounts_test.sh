#!/bin/bash
# Runs accounts_test.py: accounts_test.sh SCRIPT IRCSERV
exec python3 "$1" "$2"
