#!/bin/bash
# The example of ARCHITECTURE.md does what its comments say, and stays short.
set -u

output="$("$1")" || exit 1
for line in '1< :irc.local 001 user1 :Welcome to the ircserv Network, user1!user@host.example' \
  '1< :user2!user@host.example JOIN #channel' \
  '2< :user1!user@host.example PRIVMSG #channel :hello' '3 closed' 'members: 2'; do
  [[ "${output}" == *"${line}"* ]] || { echo "no '${line}' in: ${output}"; exit 1; }
done
(($(wc -l < cmd/core_example.cc) < 50)) || { echo 'the example has become long'; exit 1; }
