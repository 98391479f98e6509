// The side door for benches: the engine's rules alone, without sockets, so that a model of a link can run the very same ones.
export { heldBackBytes } from './estimate/held-back.ts';
export { INTERVAL_CLASSES, interval90, intervalClass } from './estimate/interval.ts';
export { type Counted, choosePulses, countPulse } from './estimate/pulse.ts';
export { type Estimate, estimateRate } from './estimate/rate.ts';
export { type Aim, aimOf, lastingMs } from './plan/aim.ts';
export { bytesInMs, capsOf } from './plan/caps.ts';
export { isWindowFilled } from './plan/end.ts';
export { feedbackMs, feedState, knownUntilMs, mayCommit } from './plan/feed.ts';
export { type DirectionState, type PulsePlan, planPulse } from './plan/pulses.ts';
export { DRAIN_MS, type PulseEnd, type PulseRecord } from './pulse/pulse.ts';
export { type Decline, readDecline } from './ramp/decline.ts';
export { type Full, readRamp } from './ramp/full.ts';
export { connectionsToAdd } from './ramp/more.ts';
export { queuedFromMs, queueRiseMs, type TimedEcho } from './ramp/queue.ts';
export { createSampler, lastMs, rateMbps, sliceBetween } from './sample/series.ts';
export { chosenPulses, estimateAnew, type Judged, judgeBoth, loadMsOf } from './stop/judge.ts';
