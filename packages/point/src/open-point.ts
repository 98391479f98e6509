// Starts one measurement point, of one process or of several that share its port, and says how to stop it.
import { type PointConfigInput, pointConfig } from './config.ts';
import { openCrew } from './crew/captain.ts';
import { openProcess, type Point, type PointParts } from './open-process.ts';

/** Opens a point. Rejects when a setting is bad, the data folder cannot be written, a certificate read or the port taken. */
export async function openPoint(input: PointConfigInput, parts: PointParts = {}): Promise<Point> {
  const config = pointConfig.parse(input);
  return config.workers > 1 ? openCrew(config, parts) : openProcess(config, parts);
}
