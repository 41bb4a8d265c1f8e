/* Rates and clocks that disagree: one claim a day, two runners, the clock of one is SKEW days ahead. Days are far longer
   than the skew that a trail puts up with, so a day's difference stands for any that is too large.

   Asserted:
     by stamp   the trail never shows two claims of one day
     in truth   no day sees two claims; -DTRUTH asserts that, too

   The rules, and what is there without them:
     JUDGED_STAMP  a claim bears the time of its judgement; otherwise that of its append, never before the last record's
     GOES_BACK     a stamp may be before the last record's, and who is behind it may claim
   No rule of a trail alone can keep a runner whose clock is ahead from having tomorrow's allowance today: SKEW=1 with
   TRUTH fails, and does not with STORE, a store that has a clock of its own and refuses who is far from it.        */
#ifndef SKEW
#define SKEW 1
#endif
#define DAYS 3
#define MOST 4
byte today = 1, last = 1, n, at[MOST];
byte stamped[DAYS+2], truth[DAYS+2];
bool fresh[2];

active [2] proctype Runner() {
  byte judged, stamp, c, i, tries;
  do
  :: tries == 2 -> break
  :: else ->
     atomic { tries++; fresh[_pid] = 1; judged = today + (_pid == 1 -> SKEW : 0); c = 0; i = 0;
              do :: i < n -> c = c + (at[i] >= judged); i++ :: else -> break od; i = 0 }
     atomic {
       stamp = today + (_pid == 1 -> SKEW : 0);
       if
       :: c >= 1 || n >= MOST || judged > DAYS || stamp > DAYS || !fresh[_pid] -> goto no
#ifdef STORE
       :: stamp != today -> goto no
#endif
#ifndef GOES_BACK
       :: stamp < last -> goto no                     /* further behind than a trail puts up with */
#endif
       :: else fi;
#ifdef JUDGED_STAMP
       stamp = judged;
#endif
#ifndef GOES_BACK
       if :: stamp < last -> stamp = last :: else fi;
#endif
       fresh[0] = 0; fresh[1] = 0; at[n] = stamp; n++; last = stamp;
       stamped[stamp]++; truth[today]++;
       assert(stamped[stamp] <= 1);
#ifdef TRUTH
       assert(truth[today] <= 1);
#endif
no:    c = 0; stamp = 0; judged = 0 }
  od }

active proctype Day() { do :: today < DAYS -> today++ :: break od }
