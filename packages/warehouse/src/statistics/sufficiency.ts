// How many measurements count in each commune, fixed and mobile apart: what the official rule asks.
import { keptAnswer } from '../build/answer/kept-answers.ts';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { sufficiencyQuery } from './build-comparison.ts';
import type { Selection } from './question.ts';

/** One commune and access kind; a commune without a counted measurement has no entry. */
export interface AreaCount {
  /** Absent where the measurements do not tell it in the question's edition. */
  readonly provinceCode?: string;
  readonly communeCode?: string;
  readonly access?: 'mobile' | 'fixed';
  readonly counted: number;
  readonly devices: number;
}

/** Counts in the order of province, commune and access kind. Rejects with WarehouseError `unavailable`. */
export function areaCounts(connections: Connections, selection: Selection): Promise<AreaCount[]> {
  return keptAnswer(connections, 'area-counts', selection, (part) => readCounts(connections, part));
}

async function readCounts(connections: Connections, selection: Selection): Promise<AreaCount[]> {
  const rows = await select<CountRow>(connections, sufficiencyQuery(selection));
  return rows.map(({ province, commune, access, counted, devices }) => ({
    ...(province !== '' && { provinceCode: province }),
    ...(commune !== '' && { communeCode: commune }),
    ...(access !== '' && { access }),
    counted: Number(counted),
    devices: Number(devices),
  }));
}

interface CountRow {
  readonly province: string;
  readonly commune: string;
  readonly access: 'mobile' | 'fixed' | '';
  readonly counted: number | string;
  readonly devices: number | string;
}
