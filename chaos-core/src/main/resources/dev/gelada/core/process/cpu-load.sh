# Keeps one core busy. The word: started, gone or late.
echo started
exec >/dev/null

while lasts; do
  round=$((now + 20))
  [ "$round" -lt "$end_boot" ] || round=$end_boot
  # builtins only; the clock is read every few milliseconds
  while now && [ "$now" -lt "$round" ]; do
    i=0
    while [ "$i" -lt 1000 ]; do i=$((i + 1)); done
  done
done
