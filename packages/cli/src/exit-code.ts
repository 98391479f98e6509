// What the command's exit codes mean; `i-speed --help` prints the same list.

export const exitCodes = {
  /** Everything that was asked for was done. */
  ok: 0,
  /** The program could not do its work: a port is taken, a folder is not writable. */
  failed: 1,
  /** The command line or a setting is wrong. */
  usage: 2,
  /** Nothing was measured. */
  notMeasured: 3,
  /** A part could not be measured; the rest stands. */
  partlyMeasured: 4,
  /** Measured, but the hub cannot take it now: kept here and sent with the next measurement. */
  keptForLater: 5,
  /** Measured, but the hub refused the record. */
  refused: 6,
  /** Ended by a person (Ctrl-C). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A fault that a person can mend: `message` is the one line they are told, in their language. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  constructor(message: string, exitCode: ExitCode = exitCodes.failed) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}
