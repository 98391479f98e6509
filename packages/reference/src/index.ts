// The one door of the reference: areas through time, operators and networks, targets, and the look-ups into them.
export type { Area, Commune, Position, Province, Succession } from './area/area.ts';
export type { Archipelago, AreaType, Country, Edition } from './country/country.ts';
export type {
  AccessKind,
  AutonomousSystem,
  Confidence,
  MobileCode,
  Network,
  NetworkKind,
  Operator,
} from './network/network.ts';
export * from './open-reference.ts';
export type { Place, Reference } from './reference.ts';
export type { Target } from './target/read-targets.ts';
