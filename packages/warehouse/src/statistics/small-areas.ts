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
import { keptAnswer } from '../build/kept-answers.ts';
import { planOf } from '../build/plan.ts';
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

/** Estimates of all communes that have devices and a group to lean on. Rejects with WarehouseError `unavailable`. */
export function modelledCommunes(connections: Connections, question: SmallAreaQuestion): Promise<ModelledCommune[]> {
  return keptAnswer(connections, 'modelled', question, (part) => model(connections, part));
}

async function model(connections: Connections, question: SmallAreaQuestion): Promise<ModelledCommune[]> {
  const areas = await devicesOf(connections, question);
  const byId = new Map(areas.map((area) => [area.id, area]));
  return modelAreas(areas.map(sampleOf)).flatMap(({ id, onLogs: _, ...modelled }) => {
    const area = byId.get(id);
    if (area === undefined) return [];
    const { provinceCode, communeCode, network, deviceLogs } = area;
    return [{ provinceCode, communeCode, network, devices: deviceLogs.length, ...modelled }];
  });
}

/** Does the model hold on the communes of this question? Rejects with WarehouseError `unavailable`. */
export async function backTestCommunes(
  connections: Connections,
  question: SmallAreaQuestion,
  settings: BackTestSettings,
): Promise<BackTest> {
  return backTest(await devicesOf(connections, question), settings);
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
