// Takes an operator's official polygons into the data folder, or nothing at all when anything is wrong with them.
import { readFile } from 'node:fs/promises';
import { readAreas } from '../area/read-areas.ts';
import { boundariesPath } from '../boundary/boundaries.ts';
import type { BoundaryFault } from '../boundary/boundary-fault.ts';
import { checkPack } from '../boundary/check-pack.ts';
import { makeTopology } from '../boundary/make-topology.ts';
import { type Pack, PackError, readPack } from '../boundary/read-pack.ts';
import { readCountry } from '../country/country.ts';
import { folderSource } from '../country/folder-source.ts';
import { homeCountryDir } from '../country/home-dir.ts';
import { wound } from '../geometry/ring.ts';
import { replaceFiles } from './replace-files.ts';

/** What an import found and did. */
export interface BoundaryImport {
  /** False when there is any fault: then nothing was changed. */
  readonly applied: boolean;
  readonly faults: readonly BoundaryFault[];
  readonly warnings: readonly BoundaryFault[];
  /** Communes with polygons in the file. */
  readonly communes: number;
  /** The key that held the codes: `id` or a property's name; undefined when none did. */
  readonly codeKey: string | undefined;
}

/** Steps of the grid on each axis: 0.2 m in a country 1,600 km long, finer than any survey of boundaries. */
const gridSteps = 10_000_000;

/**
 * Reads TopoJSON or GeoJSON polygons of the current edition's communes (code in `id` or in any text property), judges them, and writes
 * them to the data folder, from which `openReference({ dataDir })` takes them at its next start. A file that is no pack is one fault.
 */
export async function importBoundaries(
  file: string,
  dataDir: string,
  { countryDir = homeCountryDir }: { readonly countryDir?: string } = {},
): Promise<BoundaryImport> {
  const source = folderSource(dataDir, countryDir);
  const country = readCountry(source);
  const areas = readAreas(source, country, country.editions[0]?.edition ?? '');
  const pack = tryPack(await readFile(file, 'utf8'));
  if (pack instanceof PackError) {
    const faults: BoundaryFault[] = [{ fault: 'not-a-pack', detail: pack.message }];
    return { applied: false, faults, warnings: [], communes: 0, codeKey: undefined };
  }
  const { faults, warnings, communes, codeKey } = checkPack(pack, areas);
  const applied = faults.length === 0;
  if (applied) {
    const alike = communes.map(({ code, polygons }) => ({ code, polygons: polygons.map(wound) }));
    const topology = makeTopology(alike, areas, { schematic: false, gridSteps });
    await replaceFiles(dataDir, new Map([[boundariesPath, JSON.stringify(topology)]]));
  }
  return { applied, faults, warnings, communes: communes.length, codeKey };
}

function tryPack(text: string): Pack | PackError {
  try {
    return readPack(text);
  } catch (error) {
    if (error instanceof PackError) return error;
    throw error;
  }
}
