// Modelled estimates of communes with few devices, and the test on communes whose truth is known.
import {
  type AreaDevices,
  type BackTest,
  type BackTestSettings,
  backTest,
  type ModelledArea,
  modelAreas,
  sampleOf,
} from '@i-speed/statistics';
import { keep, lookUpLate, textOf } from '../build/answer/answer-store.ts';
import { keptAnswer } from '../build/answer/kept-answers.ts';
import { planOf } from '../build/value/plan.ts';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { deviceLogsQuery, type PlainQuestion } from './build-comparison.ts';
import type { NetworkKind } from './question.ts';

export interface SmallAreaQuestion extends PlainQuestion {
  /** Points of different kinds are never pooled, so one is named. */
  readonly networkKind: NetworkKind;
  /** 'network': each commune by operator and technology (the model of docs/method/small-areas.md); 'access': by mobile and fixed alone. */
  readonly within: 'network' | 'access';
}

/** One commune and network; `network` is `operator access/technology`, or the access kind. */
export interface ModelledCommune extends Omit<ModelledArea, 'id' | 'onLogs'> {
  readonly provinceCode: string;
  readonly communeCode: string;
  readonly network: string;
  readonly devices: number;
}

/** Estimates, and whether their model holds on the communes whose truth is known. */
export interface ModelledCommunes {
  readonly communes: readonly ModelledCommune[];
  readonly backTest: BackTest;
}

/**
 * Estimates of all communes that have devices and a group to lean on, as what stands now makes them, with the back-test of the model: made once in a day and
 * a half, whatever came since, as it judges the model and tells no commune's figure. Devices are read once for both. Rejects with WarehouseError
 * `unavailable`, and with RangeError where no commune has two devices that differ.
 */
export async function modelledCommunes(
  connections: Connections,
  question: SmallAreaQuestion,
  settings: BackTestSettings,
): Promise<ModelledCommunes> {
  let read: Promise<CommuneDevices[]> | undefined;
  const devices = () => (read ??= devicesOf(connections, question));
  const communes = await keptAnswer(connections, 'modelled', question, async () => model(await devices()));
  return { communes, backTest: await keptBackTest(connections, question, settings, devices) };
}

function model(areas: readonly CommuneDevices[]): ModelledCommune[] {
  const byId = new Map(areas.map((area) => [area.id, area]));
  return modelAreas(areas.map(sampleOf)).flatMap(({ id, onLogs: _, ...modelled }) => {
    const area = byId.get(id);
    if (area === undefined) return [];
    const { provinceCode, communeCode, network, deviceLogs } = area;
    return [{ provinceCode, communeCode, network, devices: deviceLogs.length, ...modelled }];
  });
}

async function keptBackTest(
  connections: Connections,
  question: SmallAreaQuestion,
  settings: BackTestSettings,
  devices: () => Promise<CommuneDevices[]>,
): Promise<BackTest> {
  const { random: _, keepDevices, heldOutDevices } = settings;
  const text = textOf(`back-test-${keepDevices.join('-')}-${heldOutDevices}`, question);
  const late = await lookUpLate<BackTest>(connections, text, question);
  const [known] = late?.cells ?? [];
  if (known !== undefined) return known;
  const told = backTest(await devices(), settings);
  const { fromMs, untilMs } = question;
  // Nothing looks it up by what stood in the table.
  await keep(connections, [
    { question: text, part: { name: '', fromMs, untilMs }, basis: '', answer: [told], isMoving: true },
  ]);
  return told;
}

interface CommuneDevices extends AreaDevices {
  readonly provinceCode: string;
  readonly communeCode: string;
  readonly network: string;
}

async function devicesOf(connections: Connections, question: SmallAreaQuestion): Promise<CommuneDevices[]> {
  const rows = await select<LogsRow>(
    connections,
    deviceLogsQuery(question, await planOf(connections, question), question.within),
  );
  return rows.map(({ province, commune, network, logs }) => ({
    id: `${commune} ${network}`,
    groups: [`${province} ${network}`, network],
    provinceCode: province,
    communeCode: commune,
    network,
    deviceLogs: logs,
  }));
}

interface LogsRow {
  readonly province: string;
  readonly commune: string;
  readonly network: string;
  readonly logs: readonly number[];
}
