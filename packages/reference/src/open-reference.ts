// Opens a country's reference from folders, and keeps the one of the home country that this system ships with.
import type { Commune, Position, Province } from './area/area.ts';
import { folderSource } from './country/folder-source.ts';
import { homeCountryDir } from './country/home-dir.ts';
import type { Network } from './network/network.ts';
import { once } from './once.ts';
import { type Place, type Reference, referenceFrom } from './reference.ts';

export interface OpenOptions {
  /** Folder of the country's tables, laid out as the package's README says; the home country's when absent. */
  readonly countryDir?: string;
  /** Folder of what an operator imported; its tables and boundaries come before the country's. */
  readonly dataDir?: string;
}

const home = once(() => openReference({}));

/** Opens a country's reference. Reads `country.json` only; the rest follows when first asked for. Throws when it is missing or wrong. */
export function openReference({ countryDir = homeCountryDir, dataDir }: OpenOptions): Reference {
  return referenceFrom(folderSource(...(dataDir === undefined ? [] : [dataDir]), countryDir));
}

/** `Reference.networkOf` of the home country, without anything imported. */
export function networkOf(address: string): Network | undefined {
  return home().networkOf(address);
}

/** `Reference.communeOf` of the home country. */
export function communeOf(position: Position): Place | undefined {
  return home().communeOf(position);
}

/** `Reference.provinces` of the home country. */
export function provinces(edition?: string): readonly Province[] {
  return home().provinces(edition);
}

/** `Reference.communes` of the home country. */
export function communes(provinceCode: string, edition: string): readonly Commune[] {
  return home().communes(provinceCode, edition);
}

/** `Reference.provinceByCode` of the home country. */
export function provinceByCode(code: string, edition: string): Province | undefined {
  return home().provinceByCode(code, edition);
}

/** `Reference.communeByCode` of the home country. */
export function communeByCode(code: string, edition: string): Commune | undefined {
  return home().communeByCode(code, edition);
}
