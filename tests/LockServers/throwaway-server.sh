#!/bin/sh
# Runs a server in FOLDER until standard input ends, and leaves nothing behind.
#
#   sh throwaway-server.sh FOLDER SIGNAL COMMAND...
#
# The owner only holds the other end of standard input. When it closes that end, or dies in whatever way, SIGKILL included, the server
# gets the signal that ends it, and its folder goes. Standard output ends when nothing is left.

folder=$1
signal=$2
shift 2

"$@" </dev/null >"$folder/log" 2>&1 &
server=$!
read -r _
kill -"$signal" $server 2>/dev/null
wait $server
rm -rf "$folder"
