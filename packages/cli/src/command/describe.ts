// What stands below the help of a command: exit codes and settings.
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { MessageKey, Speech } from '../language/language.ts';
import { settingList } from '../start/setting-list.ts';

const exitTexts: readonly (readonly [ExitCode, MessageKey])[] = [
  [exitCodes.ok, 'exitOk'],
  [exitCodes.failed, 'exitFailed'],
  [exitCodes.usage, 'exitUsage'],
  [exitCodes.notMeasured, 'exitNotMeasured'],
  [exitCodes.partlyMeasured, 'exitPartlyMeasured'],
  [exitCodes.keptForLater, 'exitKeptForLater'],
  [exitCodes.refused, 'exitRefused'],
  [exitCodes.interrupted, 'exitInterrupted'],
];

/** Every exit code with its meaning, a line each. */
export function describeExitCodes({ say }: Speech): string {
  return [
    say('headingExitCodes'),
    ...exitTexts.map(([code, key]) => `  ${String(code).padStart(3)}  ${say(key)}`),
  ].join('\n');
}

/** The settings a person needs first, with their defaults. */
export function describeSettings({ say }: Speech): string {
  const rows = settingList.map(([name, fallback, about]) => {
    const rest = fallback === '' ? '' : ` (${say('defaultWord')}: ${fallback})`;
    return `  ${name.padEnd(19)} ${say(about)}${rest}`;
  });
  return [say('headingSettings'), ...rows].join('\n');
}
