// The `i-speed` command. Compiled modules are remembered between runs, which halves the time until the first line runs.
import { constants, enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const cacheFolder = fileURLToPath(new URL('../../../node_modules/.cache/i-speed', import.meta.url));
if (enableCompileCache(cacheFolder).status === constants.compileCacheStatus.ENABLED) {
  // The point's process finds its own there.
  process.env.NODE_COMPILE_CACHE = cacheFolder;
}

const { allowClosedPipes } = await import('./command/terminal.ts');
allowClosedPipes();
const { runCommand } = await import('./command.ts');
process.exitCode = await runCommand(process.argv.slice(2));
