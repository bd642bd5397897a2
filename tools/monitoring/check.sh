#!/bin/bash
# Runs the check: check.sh SCRIPT IRCSERV
exec python3 "$1" "$2" "$(dirname "$1")"
