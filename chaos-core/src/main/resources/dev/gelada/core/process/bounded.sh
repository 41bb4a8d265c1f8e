# limit command…. Runs a command in a session of its own, with nothing to read and nobody to tell, and
# kills it with its process group at the limit, which is by now(). Sets $word: done, overran or
# failed-N. $pid is told only while it is the victim's; whoever has that number later is somebody else.
bounded() {
  limit=$1
  shift
  export GELADA_VICTIM_PID=
  same && GELADA_VICTIM_PID=$pid
  (
    trap - PIPE HUP
    exec setsid "$@"
  ) </dev/null >/dev/null &
  child=$! word=
  while runs "$child"; do
    if ! now || [ "$now" -ge "$limit" ]; then
      word=overran
      break
    fi
    sleep 0.05 || sleep 1
  done
  end
}

# Ends what bounded() started and takes its exit code. One that has ended by itself may leave
# processes behind on purpose, and its group's number may be somebody else's one day.
end() {
  [ -n "$child" ] || return
  if runs "$child"; then
    kill -s KILL -- "-$child"
    kill -s KILL "$child"
  fi
  wait "$child"
  code=$?
  child=
  [ -n "$word" ] || word=failed-$code
  [ "$word" != failed-0 ] || word=done
}

# What undo starts is to stay: it does not carry the mark by which the strike's processes are ended.
undo() {
  unset GELADA_GUARDIAN
  now
  eval "bounded $((now + $1)) $2"
}
child=
