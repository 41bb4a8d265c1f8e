# Sets $now to hundredths of a second since boot, a clock that no step changes and that goes on in a
# suspend; the leading 1 keeps 08 from being read as octal.
now() {
  read -r up rest </proc/uptime && now=$((${up%.*} * 100 + 1${up#*.} - 100))
}
