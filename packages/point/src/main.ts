// `npm run point`: one point alone, from environment or file, until SIGTERM.
import { ConfigError, readConfig } from './config.ts';
import { openPoint } from './open-point.ts';

const SYSTEM_FAULTS: Record<string, string> = {
  EADDRINUSE: 'the port is taken; set I_SPEED_POINT_PORT to another',
  EACCES: 'not allowed to listen there or to write the data folder; see I_SPEED_POINT_PORT and I_SPEED_POINT_DATA',
  EADDRNOTAVAIL: 'this machine does not have the address in I_SPEED_POINT_HOST',
  ENOENT: 'a file named in the settings does not exist',
};

try {
  const point = await openPoint(readConfig(process.env));
  process.stdout.write(`point ready on port ${point.port}\n`);
  const stop = () => void point.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`i-speed point: ${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return `settings that cannot be used:\n${error.message}`;
  if (!(error instanceof Error)) return String(error);
  const code: unknown = Reflect.get(error, 'code');
  const hint = typeof code === 'string' ? SYSTEM_FAULTS[code] : undefined;
  return hint === undefined ? error.message : `${error.message}: ${hint}`;
}
