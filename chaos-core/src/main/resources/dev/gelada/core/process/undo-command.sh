# pid start limit undo. Runs undo once more, for whoever reverts. The word: done, overran or failed-N.
pid=$1 start=$2
trap end EXIT
trap exit TERM
cd /
undo "$3" "$4"
echo "$word"
