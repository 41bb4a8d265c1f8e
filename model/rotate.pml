/* A trail that outgrows one object of a platform which compares and sets one object at a time: one object holds CAP lines.

   Asserted: no number is written twice, and no line of an archive is lost.

   The rule: every append and the rotation itself are one compare-and-set on one and the same object. Rotation first
   copies the lines into an archive named by their numbers, which can only be created, then replaces them by a pointer.
     NEWEST_SEGMENT  without it: a writer appends to the segment that it saw as the newest, each with a
                     compare-and-set of its own                                                                  */
#ifndef CAP
#define CAP 2
#endif
#define MAXSEQ 5
#ifndef WRITERS
#define WRITERS 3
#endif
#ifndef TRIES
#define TRIES 3
#endif
#define CRASHES 2
bool fresh[WRITERS];                       /* the head object is as this writer read it */
byte first = 1, lines;                     /* the head object: the first number that it holds, how many */
bool archived[MAXSEQ+2]; byte kept[MAXSEQ+2];
byte written[MAXSEQ+2];                    /* how many records bear this number */
byte segment[4], newest;                   /* NEWEST_SEGMENT: lines in each */
byte crashes;
#define crash if :: crashes < CRASHES -> crashes++; goto again :: skip fi
inline changed() { j = 0; do :: j < WRITERS -> fresh[j] = 0; j++ :: else -> break od; j = 0 }

active [WRITERS] proctype Writer() {
  byte f, n, s, j, tries;
again:
  atomic { f = 0; n = 0; s = 0; fresh[_pid] = 0; if :: tries == TRIES -> goto done :: else -> tries++ fi }
#ifdef NEWEST_SEGMENT
  s = newest; n = segment[s];              /* two reads; the full segment may be emptied in between */
  if
  :: n >= CAP && s < 3 -> atomic { if :: newest == s -> newest = s + 1; segment[s] = 0 :: else fi }; goto again
  :: n >= CAP && s == 3 -> goto done
  :: else fi;
  f = s * CAP + n + 1;
  if :: f > MAXSEQ -> goto done :: else fi;
  atomic { if :: segment[s] == n -> segment[s]++; written[f]++; assert(written[f] <= 1); assert(newest == s)
              :: else fi }
#else
  atomic { fresh[_pid] = 1; f = first; n = lines }
  if
  :: n < CAP -> crash; if :: f + n > MAXSEQ -> goto done :: else fi;
     atomic { if :: fresh[_pid] -> changed(); lines++; written[f+n]++; assert(written[f+n] <= 1) :: else fi }
  :: else ->
     atomic { if :: !archived[f] -> archived[f] = 1; kept[f] = n :: else -> assert(kept[f] == n) fi };
     crash;
     atomic { if :: fresh[_pid] -> changed(); first = f + n; lines = 0; assert(archived[f] && kept[f] == n) :: else fi }
  fi;
#endif
  goto again;
done: skip }
