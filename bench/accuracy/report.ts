// What a person reads of the bench: a line a run, and the figures the project set itself.
import type { Compared } from './compare-clients.ts';
import type { DirectionRow, EngineRow } from './row.ts';

/** One run in one line. */
export function engineLine(row: EngineRow): string {
  const side = (name: string, of: DirectionRow | undefined) =>
    of === undefined
      ? `${name} -`
      : `${name} ${percent(of.errorRatio)} data ${percent(of.dataRatio)} loaded ${percent(of.loadedErrorRatio)} held ${of.isHeld ?? '-'} ${of.stop}/${of.limitedBy ?? '-'}/${of.pulses}`;
  return `${row.scenario.padEnd(18)} ${row.seconds.toFixed(1)} s late ${row.lateMs.toFixed(0)} idle ${row.idleErrorMs?.toFixed(1) ?? '-'} ms | ${side('down', row.download)} | ${side('up', row.upload)} ${row.failures}| ${row.about}`;
}

/** Error, data, interval and latency over all runs, the worst named. */
export function engineSummary(rows: readonly EngineRow[]): string {
  return (['download', 'upload'] as const)
    .map((direction) => {
      const sides = rows.flatMap((row) => (row[direction] === undefined ? [] : [{ row, of: row[direction] }]));
      const errors = sides.map(({ row, of }) => ({ name: row.scenario, value: Math.abs(of.errorRatio) }));
      const worst = errors.toSorted((a, b) => b.value - a.value)[0];
      const held = sides.map(({ of }) => of.isHeld).filter((is) => is !== undefined);
      return [
        `${direction}: ${errors.length} runs`,
        `|error| median ${percent(median(errors.map(({ value }) => value)))}, worst ${percent(worst?.value)} (${worst?.name ?? '-'})`,
        `data median ${percent(median(sides.map(({ of }) => of.dataRatio)))} of ten seconds`,
        `interval held the truth in ${held.filter(Boolean).length} of ${held.length}`,
        `|loaded latency error| median ${percent(median(sides.flatMap(({ of }) => (of.loadedErrorRatio === undefined ? [] : [Math.abs(of.loadedErrorRatio)]))))}`,
      ].join('; ');
    })
    .join('\n');
}

/** One client's run in one line. */
export function comparedLine({
  scenario,
  client,
  fault,
  seconds,
  downBytes,
  upBytes,
  downError,
  upError,
}: Compared): string {
  const head = `${scenario.padEnd(14)} ${client.padEnd(15)}`;
  if (fault !== undefined) return `${head} no result: ${fault}`;
  const megabytes = ((downBytes ?? 0) + (upBytes ?? 0)) / 1e6;
  return `${head} down ${percent(downError)} up ${percent(upError)} ${seconds?.toFixed(1)} s ${megabytes.toFixed(1)} MB`;
}

/** A line a client: error, seconds and data over the links that it finished. */
export function comparedSummary(all: readonly Compared[]): string {
  const clients = [...new Set(all.map(({ client }) => client))];
  const lines = clients.map((client) => {
    const runs = all.filter((run) => run.client === client);
    const errors = (key: 'downError' | 'upError') =>
      runs.flatMap((run) => (run[key] === undefined ? [] : [Math.abs(run[key])]));
    const megabytes = runs.flatMap(({ downBytes, upBytes }) =>
      downBytes === undefined || upBytes === undefined ? [] : [(downBytes + upBytes) / 1e6],
    );
    const seconds = runs.flatMap((run) => (run.seconds === undefined ? [] : [run.seconds]));
    const [down, up] = [errors('downError'), errors('upError')];
    return `| ${client} | ${runs.filter(({ fault }) => fault === undefined).length} of ${runs.length} | ${percent(median(down))} | ${percent(Math.max(...down))} | ${percent(median(up))} | ${percent(Math.max(...up))} | ${mean(seconds).toFixed(1)} | ${mean(megabytes).toFixed(1)} |`;
  });
  return [
    '| client | links | download error, median | worst | upload error, median | worst | seconds, mean | MB, mean |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function percent(ratio: number | undefined): string {
  return ratio === undefined || !Number.isFinite(ratio) ? '-' : `${(100 * ratio).toFixed(1)} %`;
}

function median(list: readonly number[]): number | undefined {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}
