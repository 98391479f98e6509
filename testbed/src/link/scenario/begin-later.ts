// A scenario's link at a later moment of its traces, so that one scenario gives many different minutes.
import { minuteTruthMbps } from '../fluid/judge.ts';
import type { PathSpec } from '../link-spec.ts';
import { rotateTrace } from '../trace/rate-over-time.ts';
import type { Expectation, Scenario } from './scenario.ts';

/** The scenario whose traces begin `offsetMs` later; what must come out is the mean of the minute from there. */
export function beginLater(scenario: Scenario, offsetMs: number): Scenario {
  if (offsetMs === 0) return scenario;
  const down = rotated(scenario.link.down, offsetMs);
  const up = rotated(scenario.link.up, offsetMs);
  const expected = (path: PathSpec, before: Expectation) => ({
    ...before,
    payloadMbps: minuteTruthMbps(path, scenario.family, 0),
  });
  return {
    ...scenario,
    link: { ...scenario.link, down, up },
    down: expected(down, scenario.down),
    up: expected(up, scenario.up),
  };
}

function rotated(path: PathSpec, offsetMs: number): PathSpec {
  const { rateMbps } = path;
  return typeof rateMbps === 'number' ? path : { ...path, rateMbps: rotateTrace(rateMbps, offsetMs) };
}
