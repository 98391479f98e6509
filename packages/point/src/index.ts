// The one door of the measurement point.
export { ConfigError, type PointConfig, type PointConfigInput, pointConfig, readConfig } from './config.ts';
export { makeFolder } from './make-folder.ts';
export { openPoint } from './open-point.ts';
export type { Point, PointParts } from './open-process.ts';
