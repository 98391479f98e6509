// `npm run point`: one point alone, from environment or file, until SIGTERM.
import { ConfigError, readConfig } from './config.ts';
import { openPoint } from './open-point.ts';

try {
  const point = await openPoint(readConfig(process.env));
  process.stdout.write(`point ready on port ${point.port}\n`);
  const stop = () => void point.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`i-speed point: ${explain(error)}\n`);
  process.exit(error instanceof ConfigError ? 2 : 1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return `settings that cannot be used:\n${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
