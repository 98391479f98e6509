// The one door of the measurement point.
export { ConfigError, type PointConfig, type PointConfigInput, pointConfig, readConfig } from './config.ts';
export { openPoint, type Point, type PointParts } from './open-point.ts';
