// The point's log: one JSON object a line; of an error it tells what and where, which JSON alone would leave out.
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import type { PointConfig } from './config.ts';

/** Lines go to stdout unless a destination is given. */
export function openLog({ id, logLevel }: Pick<PointConfig, 'id' | 'logLevel'>, to?: DestinationStream): Logger {
  const options = { level: logLevel, base: { point: id }, serializers: { error: stdSerializers.err } };
  return to === undefined ? pino(options) : pino(options, to);
}
