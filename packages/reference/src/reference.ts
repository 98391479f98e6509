// What is known of one country: its areas through time, its networks, its targets. Each part is read when first asked for.
import type { Area, Commune, Position, Province } from './area/area.ts';
import { type AreaTable, readAreas } from './area/read-areas.ts';
import type { AreaTopology } from './boundary/boundaries.ts';
import { type Contact, readContacts } from './contact/contacts.ts';
import { type Archipelago, type Country, type Edition, readCountry } from './country/country.ts';
import type { TableSource } from './country/table-source.ts';
import type { MobileCode, Network, Operator } from './network/network.ts';
import { readNetwork } from './network/read-network.ts';
import { once } from './once.ts';
import { openPlaces } from './place/places.ts';
import type { PositionTile } from './place/position-tile.ts';
import { makeNameTable, type NameTable, type NameTableOptions } from './search/name-table.ts';
import type { NameHit } from './search/named-area.ts';
import { nameSearch, type SearchOptions } from './search/search-names.ts';
import { readTargets, type Target } from './target/read-targets.ts';

/** The commune of a position; `schematic` when it was told by the nearest label point, not by official polygons. */
export interface Place {
  readonly commune: Commune;
  readonly province: Province;
  readonly schematic: boolean;
}

/** The one look-up object of a country. Every code is asked for together with its edition. */
export interface Reference {
  readonly country: Country;
  /** The edition in force, by the newest table. */
  readonly currentEdition: string;
  /** Newest first. */
  readonly editions: readonly Edition[];
  /** The edition whose areas were in force on a day 'YYYY-MM-DD'; undefined for days that no table serves. */
  readonly editionOn: (day: string) => Edition | undefined;
  /** In the order of their codes. Throws RangeError for an edition that is not there, as all below do. */
  readonly provinces: (edition?: string) => readonly Province[];
  /** The communes of a province in the order of their codes; none for a code that is not there. */
  readonly communes: (provinceCode: string, edition: string) => readonly Commune[];
  readonly allCommunes: (edition?: string) => readonly Commune[];
  /** Undefined when the edition has no such code; aliases lead to the code in use. */
  readonly provinceByCode: (code: string, edition: string) => Province | undefined;
  readonly communeByCode: (code: string, edition: string) => Commune | undefined;
  /** The areas, of the next newer edition, that hold the area's land; none while it is in force. */
  readonly successorsOf: <A extends Area>(area: A) => readonly A[];
  /** The commune of today that a position lies in; undefined abroad and far at sea. */
  readonly communeOf: (position: Position) => Place | undefined;
  /** Shapes of the areas of today for maps: official ones where they were imported, else schematic ones, which it says. */
  readonly boundaries: () => AreaTopology;
  /** What a device loads to find its own commune (`locateInTile`); undefined where nothing of the country is near. */
  readonly positionTile: (key: string) => PositionTile | undefined;
  readonly positionTileKeys: () => readonly string[];
  /** Areas by name, former ones too, best first. */
  readonly search: (query: string, options?: SearchOptions) => NameHit[];
  /** The names as one table for `nameSearch` in a browser. */
  readonly nameTable: (options?: NameTableOptions) => NameTable;
  /** Islands that every national map shows and names. */
  readonly archipelagos: readonly Archipelago[];
  /** What is known of an IPv4 or IPv6 address; undefined when the text is not an address. */
  readonly networkOf: (address: string) => Network | undefined;
  readonly operators: () => readonly Operator[];
  readonly operatorById: (id: string) => Operator | undefined;
  readonly mobileCodes: () => readonly MobileCode[];
  readonly targets: () => readonly Target[];
  /** Whom people may turn to; none where a deployment imported none. */
  readonly contacts: () => readonly Contact[];
}

/** The reference over a country's tables. Throws when `country.json` is missing or wrong; other tables are read when first needed. */
export function referenceFrom(source: TableSource): Reference {
  const country = readCountry(source);
  const currentEdition = country.editions[0]?.edition ?? '';
  const tables = new Map(
    country.editions.map(({ edition }) => [edition, once(() => readAreas(source, country, edition))]),
  );
  const areasOf = (edition: string): AreaTable => {
    const table = tables.get(edition);
    if (table === undefined) throw new RangeError(`no edition ${edition}; there are ${[...tables.keys()].join(', ')}`);
    return table();
  };
  const network = once(() => readNetwork(source, country.country));
  const operators = once(() => new Map(network().operators.map((operator) => [operator.id, operator])));
  const targets = once(() => readTargets(source));
  const contacts = once(() => readContacts(source));
  const places = once(() => openPlaces(source, country, areasOf(currentEdition)));
  const tileKeys = once(() => places().tiles().keys());
  const nameTable = (options?: NameTableOptions) =>
    makeNameTable(
      country,
      [...tables.values()].map((table) => table()),
      options,
    );
  const search = once(() => nameSearch(nameTable()));
  const placeOf = (code: string, schematic: boolean): Place | undefined => {
    const areas = areasOf(currentEdition);
    const commune = areas.communeByCode.get(code);
    const province = commune && areas.provinceByCode.get(commune.provinceCode);
    return province && { commune, province, schematic };
  };

  return {
    country,
    currentEdition,
    editions: country.editions,
    editionOn: (day) => editionOn(country.editions, day),
    provinces: (edition = currentEdition) => areasOf(edition).provinces,
    communes: (provinceCode, edition) => areasOf(edition).communesByProvince.get(provinceCode) ?? [],
    allCommunes: (edition = currentEdition) => areasOf(edition).communes,
    provinceByCode: (code, edition) => areasOf(edition).provinceByCode.get(code),
    communeByCode: (code, edition) => areasOf(edition).communeByCode.get(code),
    successorsOf: (area) => successorsOf(area, areasOf),
    communeOf: (position) => {
      const found = places().locate(position);
      return found && placeOf(found.code, found.schematic);
    },
    boundaries: () => places().boundaries(),
    positionTile: (key) => places().tiles().make(key),
    positionTileKeys: tileKeys,
    search: (query, options) => search()(query, options),
    nameTable,
    archipelagos: country.archipelagos,
    networkOf: (address) => network().networkOf(address),
    operators: () => network().operators,
    operatorById: (id) => operators().get(id),
    mobileCodes: () => network().mobileCodes,
    targets,
    contacts,
  };
}

function editionOn(editions: readonly Edition[], day: string): Edition | undefined {
  return editions.find(
    ({ validFrom, validTo, servesEarlier }) =>
      (servesEarlier || validFrom <= day) && (validTo === undefined || day <= validTo),
  );
}

function successorsOf<A extends Area>(area: A, areasOf: (edition: string) => AreaTable): A[] {
  if (area.succession === undefined) return [];
  const { codes, edition } = area.succession;
  const next = areasOf(edition);
  const byCode = area.level === 'province' ? next.provinceByCode : next.communeByCode;
  return codes.map((code) => sameLevel(byCode.get(code), area, code));
}

/** A province's successor is a province and a commune's a commune: the tables are kept apart by level. */
function sameLevel<A extends Area>(successor: Area | undefined, area: A, code: string): A {
  if (successor?.level !== area.level) throw new Error(`${area.edition}/${area.code}: no successor ${code}`);
  return successor as A;
}
