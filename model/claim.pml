/* The claim protocol: runners, one trail with compare-and-set, halt and resume, settling by others, crashes, lost
   answers. README.md says which class does which step, and what is left out.

   What is asserted, by the numbers that README.md explains (ONLY=n asserts one of them alone):
     1  a claim stands on the trail before its victim is touched, and is applied at most once
     2  no more victims are ever touched than LIMIT; only what never began is given back
     3  no more victims are under attack at one time than CONC
     4  nothing is claimed between halted and resumed, nor by a run that began before a halt; nothing takes effect
        once halt has said quiet
     7  nothing takes effect after its claim is settled; what is recorded as reverted or failed is so; when nothing
        can happen any more, no claim is left open but residue

   A rule is left out by a switch:
     NO_RESOLVE      nobody looks whether an unsure append took effect
     NO_LEASE        the lease is not checked right before apply, and the trail is not read again
     NO_FRESH        the trail is not read again, the lease is checked
     NO_WAIT         others settle a claim of which nothing is known at once
     NO_DELTA        they wait for the lease only
     NO_HALTWAIT     halt says quiet without waiting
     NO_REINS        a run goes on after a halt that was resumed meanwhile
     NO_CAS          a claim is appended wherever the head is
     TIMEOUT_FAILED  an attack without an answer is recorded as failed by its owner, at once
     GIVE_BACK       what is recorded as failed is given back to the limits
     REAPPLY         a restarted process applies an open claim that it finds
     ASSUME          an unsure append is taken for a success
     RESIDUE_IS_OVER residue does not count as under attack
     HASTY_MEMORY    a run that lost sight of its trail records what it reverted before the request can no longer arrive
     WILD            a request may take effect however late: no rule helps against that
   Sizes: NR runners, TRIES runs of each, NC room for claims (at most 4), VICTIMS claimed in one append, LIMIT, CONC,
   CRASHES, LOSSES (of an append's or an attack's answer), BLINKS (of the trail, while a run closes), HALTS, RESUMES,
   RESIDUES (reverts that fail), LEASE, DELTA.
   IRREV: the attack cannot be undone. NOBODY: no other process settles. SPLIT: others undo and record in two steps. */
#ifndef NR
#define NR 2
#endif
#ifndef TRIES
#define TRIES 2
#endif
#ifndef VICTIMS
#define VICTIMS 1
#endif
#ifndef NC
#define NC 3
#endif
#ifndef LIMIT
#define LIMIT VICTIMS
#endif
#ifndef CONC
#define CONC VICTIMS
#endif
#ifndef CRASHES
#define CRASHES 1
#endif
#ifndef LOSSES
#define LOSSES 1
#endif
#ifndef BLINKS
#define BLINKS 0
#endif
#ifndef HALTS
#define HALTS 1
#endif
#ifndef RESUMES
#define RESUMES (HALTS > 0 -> HALTS-1 : 0)
#endif
#ifndef RESIDUES
#define RESIDUES 0
#endif
#ifndef LEASE
#define LEASE 1
#endif
#ifndef DELTA
#define DELTA 1
#endif
#ifndef ONLY
#define ONLY 0
#endif
#define holds(n, e) assert((ONLY != 0 && ONLY != n) || (e))
#define SURE (LEASE+DELTA)        /* a claim that was read so long ago can no longer begin */
#ifdef NO_DELTA
#define WAIT LEASE
#else
#define WAIT SURE
#endif

/* a claim, as the trail has it */
#define NONE     0
#define CLAIMED  1
#define STRUCK   2
#define BACK     3                /* released or untouched */
#define FAILED   4
#define REVERTED 5
#define RESIDUE  6
/* its request, in the world */
#define UNSENT   0
#define UNDERWAY 1
#define ACTIVE   2                /* took effect */
#define UNDONE   3                /* and was undone */
#define REFUSED  4                /* never will take effect */

byte cst[NC], world[NC], gap[NC], age[NC], nclaims;
bool dead[NC];                    /* a halt came after it */
bool halted, quiet;
bool fresh[NR];                   /* the head is the one that this runner judged by */
bool pend[NR];                    /* its append is under way, on the head as it is */
byte landed[NR];                  /* its unsure append took effect: the claim's place + 1 */
bool stray;                       /* an append under way that nobody waits for any more */
bool old[NR];                     /* a halt came since its run began */
byte rt[NR] = LEASE;              /* its clock since before it read, up to LEASE */
byte tries[NR], crashes, losses, blinks, halts, resumes, residues;
bool gaveup;                      /* a run ended with its append still unsure */

#ifdef IRREV
#define isopen(x) (cst[x] == CLAIMED || cst[x] == RESIDUE)
#else
#define isopen(x) (cst[x] == CLAIMED || cst[x] == STRUCK || cst[x] == RESIDUE)
#endif
#ifdef RESIDUE_IS_OVER
#define busy(x) (isopen(x) && cst[x] != RESIDUE)
#else
#define busy(x) isopen(x)
#endif
#ifdef GIVE_BACK
#define counts(x) (cst[x] != BACK && cst[x] != FAILED)
#else
#define counts(x) (cst[x] != BACK)
#endif
#ifdef NO_WAIT
#define ripe(x) isopen(x)
#else
#define ripe(x) (isopen(x) && (cst[x] != CLAIMED || age[x] >= WAIT))
#endif
#define room (nclaims + VICTIMS <= NC)
#define crash crashes < CRASHES -> crashes++

/* A record that matters was appended: who judged by an earlier head judges again, and an append that is under way on
   that head can never succeed. No numbers are needed for that, which keeps the states few. */
inline moved() {
  j = 0; do :: j < NR -> fresh[j] = 0; pend[j] = 0; j++ :: else -> break od; j = 0; stray = 0 }

/* the claims of one append: all or none */
inline add(its_run_is_old) {
  holds(4, !halted);
  holds(4, !its_run_is_old);
  moved();
  j = 0; do :: j < VICTIMS -> cst[nclaims] = CLAIMED; age[nclaims] = 0; nclaims++; j++ :: else -> break od; j = 0 }

/* the first settlement stands; a reversible strike goes on to reverted or residue, residue to reverted */
inline settled(x, how) {
  if
  :: cst[x] == CLAIMED || (how == REVERTED && isopen(x)) || (how == RESIDUE && cst[x] == STRUCK && isopen(x)) ->
       cst[x] = how; age[x] = 0; moved();
       holds(2, how != BACK || world[x] == UNSENT || world[x] == REFUSED);
       holds(7, how != REVERTED || world[x] != ACTIVE);
       holds(7, how != FAILED || world[x] != ACTIVE)
  :: else fi }

/* who may, ends it: undoes it as if it had been applied, or looks at the victim */
inline undo(x) { if :: world[x] == ACTIVE -> world[x] = UNDONE :: else fi }
inline end(x) {
#ifdef IRREV
  if :: world[x] == ACTIVE -> settled(x, STRUCK) :: else -> settled(x, FAILED) fi
#else
  undo(x); settled(x, REVERTED)
#endif
}

active [NR] proctype Runner() {
  byte c, v, n, k, i, j; bool unknown;
begin:                            /* a run; all runners are alike, so the first may as well go first */
  atomic {
    (tries[_pid] < TRIES && !halted && (_pid == 0 || tries[_pid-1] > 0)) ->
    tries[_pid]++; old[_pid] = 0;
#ifdef REAPPLY
    i = 0; do :: i < nclaims -> if :: cst[i] == CLAIMED -> c = i; rt[_pid] = 0; i = 0; goto look :: else fi; i++
              :: else -> break od; i = 0
#endif
  }
judge:                            /* read to the head, look, judge; the lease runs from before that */
  atomic {
    rt[_pid] = 0; fresh[_pid] = 1; i = 0;
    do :: i < nclaims -> if :: counts(i) -> n++ :: else fi; if :: busy(i) -> k++ :: else fi; i++ :: else -> break od;
    i = 0;
    if
#ifndef NO_REINS
    :: old[_pid] -> n = LIMIT
#endif
    :: halted || !room || k + VICTIMS > CONC -> n = LIMIT
    :: else fi;
    k = 0;
    if :: n + VICTIMS > LIMIT -> n = 0; goto over :: else -> n = 0 fi }
  atomic {                        /* append on condition that the head is the same */
    if
    :: rt[_pid] >= LEASE -> goto judge
#ifdef NO_CAS
    :: rt[_pid] < LEASE && room && !halted -> add(0); c = nclaims - VICTIMS; goto look
#else
    :: rt[_pid] < LEASE && !fresh[_pid] -> goto judge
    :: rt[_pid] < LEASE && fresh[_pid] -> add(old[_pid]); c = nclaims - VICTIMS; goto look
#endif
    :: losses < LOSSES && rt[_pid] < LEASE && fresh[_pid] ->        /* took effect, the answer is lost */
         losses++; add(old[_pid]); landed[_pid] = nclaims - VICTIMS + 1
    :: losses < LOSSES && rt[_pid] < LEASE && fresh[_pid] -> losses++; pend[_pid] = 1   /* may arrive, or never */
    fi }
unsure:
#ifdef ASSUME
  atomic { holds(1, landed[_pid] > 0); c = landed[_pid] - 1; landed[_pid] = 0; goto look }
#endif
#ifdef NO_RESOLVE
  atomic { pend[_pid] = 0; landed[_pid] = 0; goto over }
#endif
  atomic {                        /* the same records on the same head, until the trail answers or the lease is over */
    if
    :: landed[_pid] > 0 && rt[_pid] < LEASE -> c = landed[_pid] - 1; landed[_pid] = 0; goto look
    :: landed[_pid] == 0 && rt[_pid] < LEASE && fresh[_pid] -> add(old[_pid]); c = nclaims - VICTIMS; goto look
    :: landed[_pid] == 0 && rt[_pid] < LEASE && fresh[_pid] && losses < LOSSES ->
         losses++; add(old[_pid]); landed[_pid] = nclaims - VICTIMS + 1; goto unsure
    :: landed[_pid] == 0 && rt[_pid] < LEASE && !fresh[_pid] -> goto judge
    :: landed[_pid] > 0 && rt[_pid] >= LEASE -> c = landed[_pid] - 1; landed[_pid] = 0; goto finish
    :: landed[_pid] == 0 && rt[_pid] >= LEASE ->
         gaveup = 1; stray = stray || pend[_pid]; pend[_pid] = 0; goto over
    :: crash; landed[_pid] = 0; stray = stray || pend[_pid]; pend[_pid] = 0; goto over
    fi }
look:                             /* the last look, first part: the trail as it is now */
  atomic {
    if
    :: crash; goto over
#if !defined(NO_LEASE) && !defined(NO_FRESH)
    :: cst[c+v] != CLAIMED || dead[c+v] || halted -> settled(c+v, BACK); goto next
    :: cst[c+v] == CLAIMED && !dead[c+v] && !halted -> skip
#else
    :: skip
#endif
    fi }
  atomic {                        /* second part: the lease. From here to the request nothing comes between */
#ifndef NO_LEASE
    if :: rt[_pid] >= LEASE -> settled(c+v, BACK); goto next :: else fi;
#endif
    holds(1, world[c+v] == UNSENT);
    world[c+v] = UNDERWAY; gap[c+v] = 0 }
  atomic {
    if
    :: crash; goto over
    :: world[c+v] == ACTIVE || world[c+v] == UNDONE -> settled(c+v, STRUCK)
    :: world[c+v] == REFUSED -> settled(c+v, BACK)
    :: losses < LOSSES -> losses++; unknown = 1;                    /* no answer: nobody knows */
#ifdef TIMEOUT_FAILED
       if :: cst[c+v] == CLAIMED -> cst[c+v] = FAILED; age[c+v] = 0; moved() :: else fi
#endif
    fi }
next:
#if VICTIMS > 1
  atomic { if :: v + 1 < VICTIMS -> v++; goto look :: else -> v = 0 fi };
#endif
finish:                           /* the run ends what it opened, last first; of the unknown it waits like everybody */
#if VICTIMS > 1
  rt[_pid] = LEASE; v = VICTIMS - 1;
#endif
finish_one:
  atomic {
    if
    :: crash; goto over
    :: ripe(c+v) -> end(c+v)
    :: !isopen(c+v) -> skip
#if BLINKS > 0
    :: blinks < BLINKS && isopen(c+v) && world[c+v] != UNSENT -> blinks++; rt[_pid] = LEASE; goto memory
#endif
    fi;
#if VICTIMS > 1
    if :: v > 0 -> v--; goto finish_one :: else fi;
#endif
    goto over }
#if BLINKS > 0
memory:                           /* without its trail a run undoes what it knows of; the trail may be back by then */
  atomic {
    undo(c+v);
#ifdef HASTY_MEMORY
    if :: settled(c+v, REVERTED) :: skip fi
#else
    if :: !unknown -> settled(c+v, REVERTED) :: skip fi
#endif
  }
  atomic {
    if
    :: crash; goto over
    :: world[c+v] != UNDERWAY -> undo(c+v); if :: settled(c+v, REVERTED) :: skip fi   /* so long it waits at least */
    fi }
#endif
over:
  atomic { rt[_pid] = LEASE; fresh[_pid] = 0; c = 0; v = 0; unknown = 0; goto begin }
}

/* what is under way arrives, or never will */
active proctype Network() {
  byte i, j, n;
idle:
  do
  :: atomic { pend[0] && room -> add(old[0]); landed[0] = nclaims - VICTIMS + 1 }
#if NR > 1
  :: atomic { pend[1] && room -> add(old[1]); landed[1] = nclaims - VICTIMS + 1 }
#endif
#if NR > 2
  :: atomic { pend[2] && room -> add(old[2]); landed[2] = nclaims - VICTIMS + 1 }
#endif
#if NR > 3
  :: atomic { pend[3] && room -> add(old[3]); landed[3] = nclaims - VICTIMS + 1 }
#endif
  :: atomic { stray && room -> add(0) }
  :: atomic { world[0] == UNDERWAY -> i = 0; goto harm }
  :: atomic { NC > 1 && world[(NC > 1 -> 1 : 0)] == UNDERWAY -> i = 1; goto harm }
  :: atomic { NC > 2 && world[(NC > 2 -> 2 : 0)] == UNDERWAY -> i = 2; goto harm }
  :: atomic { NC > 3 && world[(NC > 3 -> 3 : 0)] == UNDERWAY -> i = 3; goto harm }
  od;
harm:
  atomic {
    gap[i] = 0;
    if
    :: world[i] = REFUSED
    :: world[i] = ACTIVE;
       holds(4, !quiet);
       holds(1, cst[i] != NONE);
       holds(7, cst[i] == CLAIMED);
       i = 0; do :: i < NC -> n = n + (world[i] == ACTIVE || world[i] == UNDONE); i++ :: else -> break od;
       holds(2, n <= LIMIT); n = 0;
#ifndef IRREV
       i = 0; do :: i < NC -> n = n + (world[i] == ACTIVE); i++ :: else -> break od;
       holds(3, n <= CONC); n = 0
#endif
    fi;
    i = 0; goto idle }
}

/* Any number of other processes: recovery of another runner, revert, halt. Each waits from when it first read a claim,
   so none is earlier than one that read it as it was appended; it is that one which is modelled. */
#ifndef NOBODY
active proctype Settler() {
  byte c, j;
idle:
  atomic {
    if
    :: nclaims > 0 && ripe(0) -> c = 0
    :: nclaims > 1 && ripe((NC > 1 -> 1 : 0)) -> c = 1
    :: nclaims > 2 && ripe((NC > 2 -> 2 : 0)) -> c = 2
    :: nclaims > 3 && ripe((NC > 3 -> 3 : 0)) -> c = 3
    fi;
#ifdef SPLIT
    undo(c)
  }
  atomic {
#endif
    if
    :: end(c)
    :: residues < RESIDUES && (cst[c] == CLAIMED || cst[c] == STRUCK) -> residues++; settled(c, RESIDUE)
    fi;
    c = 0; goto idle }
}
#endif

#if HALTS > 0
#define begins(x) (cst[x] == CLAIMED && age[x] < WAIT)
active proctype Halter() {
  byte i, j;
halt:
  atomic {
    halts < HALTS -> halts++; halted = 1; moved();
    i = 0; do :: i < nclaims -> dead[i] = (cst[i] == CLAIMED); i++ :: else -> break od;
    i = 0; do :: i < NR -> old[i] = 1; i++ :: else -> break od; i = 0 }
  do
#ifdef NO_HALTWAIT
  :: !quiet -> quiet = 1
#else
  :: atomic { !quiet && !begins(0) && !begins((NC > 1 -> 1 : 0)) && !begins((NC > 2 -> 2 : 0)) && !begins(NC-1) -> quiet = 1 }
#endif
  :: atomic { resumes < RESUMES -> resumes++; halted = 0; quiet = 0; moved(); goto halt }   /* by anybody, quiet or not */
  od }
#endif

#define waits(x) (cst[x] == CLAIMED && age[x] < SURE)
#ifdef WILD
#define slow(x) false
#else
#define slow(x) (world[x] == UNDERWAY && gap[x] >= DELTA)
#endif
#define asks(r) (rt[r] < LEASE)
/* Time passes for all clocks. A tick may be as late as it likes, but no request is under way for more than DELTA. */
active proctype Clock() {
  byte i;
  do
  :: d_step {
       (!slow(0) && !slow((NC > 1 -> 1 : 0)) && !slow((NC > 2 -> 2 : 0)) && !slow(NC-1) &&
        (asks(0) || asks((NR > 1 -> 1 : 0)) || asks((NR > 2 -> 2 : 0)) || asks(NR-1) ||
         waits(0) || waits((NC > 1 -> 1 : 0)) || waits((NC > 2 -> 2 : 0)) || waits(NC-1))) ->
       i = 0; do :: i < NR -> if :: rt[i] < LEASE -> rt[i]++ :: else fi; i++ :: else -> break od;
       i = 0; do :: i < NC -> if :: waits(i) -> age[i]++ :: else fi;
                              if :: world[i] == UNDERWAY && gap[i] <= DELTA -> gap[i]++ :: else fi; i++
                 :: else -> break od; i = 0 }
  od }

/* when nothing can happen any more, all is settled */
active proctype End() {
  byte i;
  timeout -> atomic { i = 0;
    do :: i < nclaims ->
#ifdef NOBODY
          holds(7, !isopen(i) || crashes > 0 || gaveup);
#else
          holds(7, !isopen(i) || cst[i] == RESIDUE);
#endif
          i++
       :: else -> break od; i = 0 } }
