# pid start signal. Exit code: 0 sent, 3 no such process any more, 4 not allowed or gone since.
pid=$1 start=$2
same || exit 3
kill -s "$3" "$pid" || exit 4
