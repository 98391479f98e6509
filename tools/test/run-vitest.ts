// One stage of `npm test`: a vitest project in a process of its own, its report read back.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootPath } from '../verify/check.ts';
import { failedFiles, type Tally, tallyReport, type VitestReport, withSecondTry } from './tally.ts';
import { yieldingCommand } from './yielding.ts';

/** How a project is run: `write` takes what vitest says, else it goes to the terminal; `isYielding` leaves the processor to others. */
export type Way = { write?: (text: string) => void; isYielding?: boolean };

/** A stage that runs longer has hung: it is killed and counts as a failure. */
const STAGE_LIMIT_MS = 15 * 60_000;

/**
 * Runs one project and counts its tests. Files with a failure are run once more in a fresh process: tests of real time
 * on a busy machine deserve a second look, and the tally names each that needed it.
 */
export async function runVitest(project: string, way: Way): Promise<Tally> {
  const first = await runOnce(project, [], way);
  const files = failedFiles(first.report);
  if (first.exitCode === 0 || files.length === 0) return tallyReport(first.report, first.exitCode);
  (way.write ?? ((text) => process.stdout.write(text)))(`\n-- once more: ${files.join(' ')}\n`);
  const again = await runOnce(project, files, way);
  return withSecondTry(first.report, again.report, again.exitCode);
}

async function runOnce(
  project: string,
  files: readonly string[],
  way: Way,
): Promise<{ report: VitestReport; exitCode: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-test-'));
  const reportPath = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
    const exitCode = await run(['run', ...files, '--project', project, ...reporters], way);
    return { report: readReport(reportPath, project), exitCode };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[], { write, isYielding = false }: Way): Promise<number> {
  const vitest = [`${rootPath}/node_modules/vitest/vitest.mjs`, ...args];
  const [program, line] = (isYielding && yieldingCommand(process.execPath, vitest)) || [process.execPath, vitest];
  return new Promise((resolve) => {
    const child = spawn(program, line, {
      cwd: rootPath,
      stdio: ['ignore', write ? 'pipe' : 'inherit', write ? 'pipe' : 'inherit'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', write ?? (() => {}));
    const limit = setTimeout(() => {
      console.error(`stage took over ${STAGE_LIMIT_MS / 60_000} minutes and was ended`);
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, STAGE_LIMIT_MS);
    const forward = () => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM');
    process.once('SIGINT', forward).once('SIGTERM', forward);
    child.on('close', (code) => {
      clearTimeout(limit);
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? 1);
    });
  });
}

function readReport(path: string, project: string): VitestReport {
  try {
    return asReport(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    console.error(`vitest left no report of ${project}`);
    return { testResults: [] };
  }
}

/** Guarantee: the file was written by vitest's own JSON reporter. */
function asReport(value: unknown): VitestReport {
  return value as VitestReport;
}
