/* How many stay healthy: two runners, a group of N of which MIN must stay healthy, an owner that replaces what is gone
   by something with a new identity, and a source of health that may lag behind the truth.

   Asserted: the group never falls below MIN.

   The rule, and what is there without it:
     BY_NUMBER   open claims are taken off the reading as a number; otherwise every target that the trail shows struck
                 is struck off by its identity, for as long as it lives
   Not needed for it, and checked both ways:
     READ_FIRST  the reading begins before the head is read
     LAG         the source may go on showing a dead target as healthy                                              */
#define N 3
#ifndef MIN
#define MIN 2
#endif
#ifndef TRIES
#define TRIES 2
#endif
#define IDS 6                     /* the first N are there at first */
bool alive[IDS], shown[IDS];      /* the truth, and what the source says */
bool struck[IDS], open[IDS];      /* the trail: ever claimed; claimed and not settled */
bool fresh[2];                    /* the head is the one that this runner read */
byte born = N, up = N;

inline read_source() { d_step { i = 0; do :: i < IDS -> saw[i] = shown[i]; i++ :: else -> break od; i = 0 } }
inline read_trail() {
  d_step { fresh[me] = 1; i = 0; underway = 0;
           do :: i < IDS -> was[i] = struck[i]; underway = underway + open[i]; i++ :: else -> break od; i = 0 } }

proctype Runner(byte me) {
  byte i, healthy, victim, underway, tries; bool saw[IDS], was[IDS];
again: skip;
  d_step { i = 0; do :: i < IDS -> saw[i] = 0; was[i] = 0; i++ :: else -> break od;
           i = 0; healthy = 0; victim = 0; underway = 0; fresh[me] = 0 };
  if :: tries == TRIES -> goto done :: else -> tries++ fi;
#ifdef READ_FIRST
  read_source(); read_trail();
#else
  read_trail(); read_source();
#endif
  d_step { victim = IDS; i = 0;
    do :: i < IDS ->
#ifdef BY_NUMBER
          if :: saw[i] -> healthy++; if :: victim == IDS && !was[i] -> victim = i :: else fi :: else fi;
#else
          if :: saw[i] && !was[i] -> healthy++; if :: victim == IDS -> victim = i :: else fi :: else fi;
#endif
          i++
       :: else -> break od; i = 0;
#ifdef BY_NUMBER
    if :: healthy >= underway -> healthy = healthy - underway :: else -> healthy = 0 fi;
#endif
  }
  if :: victim == IDS || healthy < MIN + 1 -> goto again :: else fi;
  atomic { if :: fresh[me] -> fresh[0] = 0; fresh[1] = 0; struck[victim] = 1; open[victim] = 1 :: else -> goto again fi }
  atomic { if :: alive[victim] -> alive[victim] = 0; up-- :: else fi;
           assert(up >= MIN);
#ifndef LAG
           shown[victim] = 0
#endif
  }
  atomic { open[victim] = 0; fresh[0] = 0; fresh[1] = 0 }         /* struck, and settled by that: it cannot be undone */
  goto again;
done: skip
}

active proctype Owner() {
end: do :: atomic { up < N && born < IDS -> alive[born] = 1; shown[born] = 1; born++; up++ } od }

active proctype Source() {
end: do
  :: atomic { shown[0] != alive[0] -> shown[0] = alive[0] }
  :: atomic { shown[1] != alive[1] -> shown[1] = alive[1] }
  :: atomic { shown[2] != alive[2] -> shown[2] = alive[2] }
  :: atomic { shown[3] != alive[3] -> shown[3] = alive[3] }
  od }

init { atomic { byte k = 0; do :: k < N -> alive[k] = 1; shown[k] = 1; k++ :: else -> break od; run Runner(0); run Runner(1) } }
