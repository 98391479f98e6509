// Prints the tables of docs/method/intervals.md and small-areas.md: how often the intervals hold the truth in simulated populations.
// Run: node packages/statistics/tools/coverage.ts   (about a minute; the seeds are fixed, so the tables come out the same)
import { changes } from './coverage/changes.ts';
import { heavyTesters } from './coverage/heavy-testers.ts';
import { meanMethods } from './coverage/mean-methods.ts';
import { quantileErrors } from './coverage/quantiles.ts';
import { shownOnly } from './coverage/shown-only.ts';
import { shownShares } from './coverage/shown-shares.ts';
import { heldOut, smallAreas } from './coverage/small-areas.ts';

meanMethods();
heavyTesters();
shownOnly();
shownShares();
quantileErrors();
changes();
smallAreas();
heldOut();
