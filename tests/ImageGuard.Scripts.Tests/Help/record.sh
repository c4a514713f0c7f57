#!/bin/sh
# Records what the help texts of a client say of its options and aliases, for HelpTextTests: record.sh docker > docker-28.2.2.txt
# No engine is needed. Each command is a line "# command"; the lines below it are the client's own.
client=$1

record() {
  echo "# $1"
  # shellcheck disable=SC2086 # A command is several words.
  HOME=/home/user "$client" $1 --help 2>/dev/null | grep -E "^ +(-[a-zA-Z], )?--[a-z]|^  $client .+, $client " | grep -vE '^ +(-h, )?--help '
}

record ""
for command in \
  rmi "image rm" "image prune" "system prune" "builder prune" load "image load" save "image save" build "image build" "builder build" \
  "buildx build" "buildx prune" pull "image pull" push "image push" tag "image tag" untag "image untag" commit "container commit" import \
  "image import" images "image ls" "image list" inspect "image inspect" rm "container rm"
do
  # A client that lacks the command prints the help of the group above it, which has another usage line.
  # shellcheck disable=SC2086
  if HOME=/home/user "$client" $command --help 2>/dev/null | grep -qE "^(Usage:)? *$client $command( |\$)"; then
    record "$command"
  fi
done
