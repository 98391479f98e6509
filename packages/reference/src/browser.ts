// The door for browsers: pure functions over what the hub serves, without anything of Node.
export type { Position } from './area/area.ts';
export {
  type AreaLevel,
  type AreaShapes,
  type AreaTopology,
  type ShapeProperties,
  shapesOf,
} from './boundary/boundaries.ts';
export { MINUTES_AHEAD_OF_UTC, TIME_ZONE } from './country/clock.ts';
export {
  type FoundCommune,
  locateInTile,
  type PositionTile,
  type TileCommune,
  tileDegrees,
  tileKeyOf,
} from './place/position-tile.ts';
export type { NameEntry, NameTable } from './search/name-table.ts';
export type { NamedArea, NameHit } from './search/named-area.ts';
export { nameSearch, type SearchOptions } from './search/search-names.ts';
