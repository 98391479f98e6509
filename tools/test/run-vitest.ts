// One stage of `npm test`: a vitest project in a process of its own, its report read back.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootPath } from '../verify/check.ts';
import { type Tally, tallyReport, type VitestReport } from './tally.ts';

/** A stage that runs longer has hung: it is killed and counts as a failure. */
const STAGE_LIMIT_MS = 15 * 60_000;

/** Runs one project and counts its tests. */
export async function runVitest(project: string): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-test-'));
  const reportPath = join(folder, 'report.json');
  try {
    const exitCode = await run([
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportPath}`,
    ]);
    return tallyReport(readReport(reportPath), exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${rootPath}/node_modules/vitest/vitest.mjs`, ...args], {
      cwd: rootPath,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
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

function readReport(path: string): VitestReport {
  try {
    return asReport(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    console.error('vitest left no report');
    return { testResults: [{ name: '', status: 'failed', assertionResults: [] }] };
  }
}

/** Guarantee: the file was written by vitest's own JSON reporter. */
function asReport(value: unknown): VitestReport {
  return value as VitestReport;
}
