# limit do undo. Runs do, and undo at the strike's end and on every other way out; both are quoted
# for a shell, limit is how long undo may take. The word: done, overran, failed-N, gone or late.
limit_undo=$1 do=$2 undo=$3

leave() {
  trap '' TERM ALRM USR1 USR2
  exec >/dev/null
  end
  undo "$limit_undo" "$undo"
}

same || { echo gone; exit; }
trap leave EXIT
trap exit TERM ALRM USR1 USR2

eval "bounded $not_after $do"
echo "$word"
exec >/dev/null
[ "$word" = done ] || exit

while lasts; do
  nap || exit
done
