// The one door of the reference: areas through time, operators and networks, targets, and the look-ups into them.
export type { Area, Commune, Position, Province, Succession } from './area/area.ts';
export {
  type AreaLevel,
  type AreaShapes,
  type AreaTopology,
  type ShapeProperties,
  shapesOf,
} from './boundary/boundaries.ts';
export type { BoundaryFault, BoundaryFaultCode } from './boundary/boundary-fault.ts';
export { partOfTopology, type TopologyPart } from './boundary/part-of-topology.ts';
export { thinTopology } from './boundary/thin-topology.ts';
export type { Contact } from './contact/contacts.ts';
export type { Archipelago, AreaType, Authority, Country, Edition } from './country/country.ts';
export { type BoundaryImport, importBoundaries } from './import/import-boundaries.ts';
export { type ContactImport, type ContactImportFault, importContacts } from './import/import-contacts.ts';
export {
  importNetwork,
  type NetworkFault,
  type NetworkImport,
  type NetworkImportOptions,
} from './import/import-network.ts';
export type {
  AccessKind,
  AutonomousSystem,
  Confidence,
  MobileCode,
  Network,
  NetworkKind,
  Operator,
} from './network/network.ts';
export * from './open-reference.ts';
export {
  type ExactTile,
  type FoundCommune,
  locateInTile,
  type PositionTile,
  type SchematicTile,
  tileKeyOf,
} from './place/position-tile.ts';
export type { Place, Reference } from './reference.ts';
export type { NameEntry, NameTable, NameTableOptions } from './search/name-table.ts';
export type { NamedArea, NameHit } from './search/named-area.ts';
export { nameSearch, type SearchOptions } from './search/search-names.ts';
export { type CsvLine, readCsv, TableError } from './table/read-csv.ts';
export { type CsvCell, writeCsv } from './table/write-csv.ts';
export type { Target } from './target/read-targets.ts';
