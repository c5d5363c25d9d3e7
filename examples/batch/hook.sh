#!/bin/sh
# A hook before publishing: the system hands over the draft and its sources as JSON Lines, and publishes if the status is 0.
#   hook.sh <request.jsonl
answer=$(factlint batch --fail-on error)
status=$?
if [ "$status" -ne 0 ]; then
    printf '%s\n' "$answer" >&2
fi
exit "$status"
