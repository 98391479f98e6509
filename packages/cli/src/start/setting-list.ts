// The settings that `--help` lists: those a person needs first.
import type { MessageKey } from '../language/language.ts';

/** Name, default ('' when there is none) and meaning. */
export const settingList: readonly (readonly [name: string, fallback: string, about: MessageKey])[] = [
  ['I_SPEED_HOST', 'localhost', 'settingHost'],
  ['I_SPEED_PORT', '8080', 'settingPort'],
  ['I_SPEED_POINT_PORT', '8081', 'settingPointPort'],
  ['I_SPEED_DATA', './data', 'settingData'],
  ['DATABASE_URL', '', 'settingDatabaseUrl'],
  ['CLICKHOUSE_URL', '', 'settingClickhouseUrl'],
  ['LOG_LEVEL', 'warn', 'settingLogLevel'],
  ['I_SPEED_STATE', '', 'settingState'],
];
