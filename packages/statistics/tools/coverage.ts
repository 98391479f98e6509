// Prints the tables of docs/method/intervals.md and small-areas.md: how often the intervals hold the truth in simulated populations.
// Run: node packages/statistics/tools/coverage.ts   (about a minute; the seeds are fixed, so the tables come out the same)
import { heavyTesters } from './coverage/heavy-testers.ts';
import { meanMethods } from './coverage/mean-methods.ts';
import { shownOnly } from './coverage/shown-only.ts';
import { heldOut, smallAreas } from './coverage/small-areas.ts';

meanMethods();
heavyTesters();
shownOnly();
smallAreas();
heldOut();
