/* Planned occasions: runners that compute the same plan fire the same slots, each by its own clock, and any of them may
   die and begin again without memory. The trail alone says what became of a slot: claimed, missed, or given back.

   Asserted:
     once      a slot's claims that count are at most one, and so are its strikes
     one way   no claim of a missed slot, no `missed` of a claimed one
     recorded  when nothing can happen any more and somebody lives, each slot was used or is recorded as missed

   A rule is left out by a switch:
     NO_SLOT       the guard does not ask whether the slot was used
     NO_CAS        the claim is appended wherever the head is
     OWN_PLAN      each runner draws its own plan: another one's claim does not use up its slot
     BLIND_MISS    `missed` is appended without looking once more
     MISS_NEUTRAL  a claim that was judged before `missed` came is not judged again
     TIMER         a slot is fired by a timer, once, and not looked at again
     REMEMBERS     a runner that saw a slot claimed is done with it, although it may be given back
     NO_CLOSE      nobody closes the run of a dead process
   Sizes: NR runners, NS slots, CRASHES, NOES (a guard's no), RELEASES (a claim that never began), SKEW (runner 1's
   clock is so far ahead), TIMES (the clock's end). */
#ifndef NR
#define NR 2
#endif
#ifndef NS
#define NS 1
#endif
#ifndef CRASHES
#define CRASHES 1
#endif
#ifndef NOES
#define NOES 1
#endif
#ifndef RELEASES
#define RELEASES 1
#endif
#ifndef SKEW
#define SKEW 1
#endif
#define AT(s)    (s + 1)          /* its moment; */
#define UNTIL(s) (s + 2)          /* its grace is over */
#define END      (NS + 2)

#define UNUSED 0
#define CLAIMED 1
#define USED   2                  /* settled, and counts */
byte slot[NS]; bool missed[NS];
byte owner[NS];                   /* who claimed it, last */
byte strikes[NS];                 /* in the world */
byte counted[NS];                 /* claims that count, ever */
byte begun[NR];                     /* the runner's run that began and has not ended: the slot + 1 */
byte lost[NR];                    /* the same, of its dead predecessor */
bool fresh[NR];                   /* the head is the one that it looked at */
byte now, crashes, noes, releases;
bool fired[NR*NS], saw[NR*NS];    /* TIMER, REMEMBERS: in a runner's own memory */

#define clock(r) (now + (r == 1 -> SKEW : 0))
#define isover(r, s) (missed[s] || (slot[s] != UNUSED && (same || owner[s] == r)))
#ifdef OWN_PLAN
#define same false
#else
#define same true
#endif
#ifdef NO_SLOT
#define taken(r, s) false
#else
#define taken(r, s) isover(r, s)
#endif

inline moved() { j = 0; do :: j < NR -> fresh[j] = 0; j++ :: else -> break od; j = 0 }
/* somebody has begun a run of it that has not ended: it is theirs */
#define running(s) (begun[0] == s+1 || begun[NR-1] == s+1 || begun[NR/2] == s+1 || lost[0] == s+1 || lost[NR-1] == s+1 || lost[NR/2] == s+1)
#ifdef TIMER
#define due(r, s)  (!fired[r*NS+s] && !isover(r, s) && clock(r) >= AT(s) && clock(r) < UNTIL(s))
#define late(r, s) (!fired[r*NS+s] && !isover(r, s) && clock(r) >= UNTIL(s))
#else
#ifdef REMEMBERS
#define knows(r, s) saw[r*NS+s]
#else
#define knows(r, s) false
#endif
#define due(r, s)  (!knows(r, s) && !isover(r, s) && !running(s) && clock(r) >= AT(s) && clock(r) < UNTIL(s))
#define late(r, s) (!knows(r, s) && !isover(r, s) && !running(s) && clock(r) >= UNTIL(s))
#endif
/* a process dies, and is begun again without its memory, or is not; one at least lives */
#define crash crashes < CRASHES -> crashes++; lost[_pid] = begun[_pid]; begun[_pid] = 0; fresh[_pid] = 0; \
  j = 0; do :: j < NS -> fired[_pid*NS+j] = 0; saw[_pid*NS+j] = 0; j++ :: else -> break od; j = 0; \
  if :: goto idle :: NR > 1 -> goto gone fi

active [NR] proctype Runner() {
  byte s, j;
idle:                             /* it asks the trail, again and again, where each slot of the day stands */
  s = 0;
  if
  :: atomic { due(_pid, 0) -> s = 0; fired[_pid*NS] = 1; begun[_pid] = 1 }
#if NS > 1
  :: atomic { due(_pid, 1) -> s = 1; fired[_pid*NS+1] = 1; begun[_pid] = 2 }
#endif
  :: atomic { late(_pid, 0) -> s = 0; fired[_pid*NS] = 1; fresh[_pid] = 1; goto miss }
#if NS > 1
  :: atomic { late(_pid, 1) -> s = 1; fired[_pid*NS+1] = 1; fresh[_pid] = 1; goto miss }
#endif
#ifdef REMEMBERS
  :: atomic { slot[0] != UNUSED && !saw[_pid*NS] -> saw[_pid*NS] = 1; goto idle }
#endif
  fi;
judge:                            /* a run of it began: judge it by the trail as it is */
  atomic {
    fresh[_pid] = 1;
    if
    :: crash
    :: taken(_pid, s) -> goto ended
    :: noes < NOES -> noes++; goto ended
    :: !taken(_pid, s) -> skip
    fi }
  atomic {
    if
#ifndef NO_CAS
    :: !fresh[_pid] -> goto judge
#endif
#ifdef NO_CAS
    :: true ->
#else
    :: fresh[_pid] ->
#endif
       assert(!missed[s]);                                   /* one way */
       counted[s]++; assert(counted[s] <= 1);                /* once */
       slot[s] = CLAIMED; owner[s] = _pid; moved()
    fi }
  atomic {
    if
    :: crash
    :: releases < RELEASES && slot[s] == CLAIMED -> releases++; slot[s] = UNUSED; counted[s]--; moved(); goto ended
    :: strikes[s]++; assert(strikes[s] <= 1)                 /* once */
    fi }
  atomic { if :: crash :: if :: slot[s] == CLAIMED -> slot[s] = USED; moved() :: else fi fi }
ended:
  atomic { if :: crash :: begun[_pid] = 0; fresh[_pid] = 0; goto idle fi }
miss:                             /* its time has gone by: looked at once more, on the head that it is appended to */
  atomic {
    if
    :: crash
#ifdef BLIND_MISS
    :: assert(slot[s] == UNUSED || !same);                   /* one way */
       missed[s] = 1; moved()
#else
    :: !fresh[_pid] && !isover(_pid, s) -> fresh[_pid] = 1; goto miss
    :: !fresh[_pid] && isover(_pid, s) -> skip
    :: fresh[_pid] ->
       assert(slot[s] == UNUSED || !same);                   /* one way */
       missed[s] = 1;
#ifndef MISS_NEUTRAL
       moved()
#endif
#endif
    fi;
    fresh[_pid] = 0; goto idle }
gone: false
}

/* recovery by whoever lives: settles a dead process's claim, which counts, then closes its run */
active proctype Recovery() {
  byte r, j;
  do
  :: atomic { lost[0] > 0 -> r = 0; goto close }
  :: atomic { NR > 1 && lost[NR/2] > 0 -> r = NR/2; goto close }
  :: atomic { NR > 2 && lost[NR-1] > 0 -> r = NR-1; goto close }
  od;
close:
  atomic { if :: slot[lost[r]-1] == CLAIMED && owner[lost[r]-1] == r -> slot[lost[r]-1] = USED; moved() :: else fi }
#ifdef NO_CLOSE
  false;
#endif
  atomic { lost[r] = 0; r = 0 }
  false                           /* there is one crash at most at a time: CRASHES is 1 */
}

active proctype Clock() { do :: now < END -> now++ :: else -> break od }

active proctype Finally() {
  byte s;
  timeout -> atomic { s = 0;
    do :: s < NS -> assert(missed[s] || slot[s] == USED); s++ :: else -> break od }   /* recorded */
}
