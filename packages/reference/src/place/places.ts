// The geometry of the current edition: official polygons where they were imported, else cells around label points.
import type { Position } from '../area/area.ts';
import type { AreaTable } from '../area/read-areas.ts';
import { type AreaTopology, boundariesPath, polygonsOf, readTopology, schematicPath } from '../boundary/boundaries.ts';
import { makeSchematic } from '../boundary/make-schematic.ts';
import { makeTopology } from '../boundary/make-topology.ts';
import type { Country } from '../country/country.ts';
import type { TableSource } from '../country/table-source.ts';
import { once } from '../once.ts';
import { anchorsOf, parallelOf } from './anchors.ts';
import { locateByPolygons } from './locate-exact.ts';
import { locateByAnchors } from './locate-schematic.ts';
import { exactTiles, schematicTiles, type TileMaker } from './make-tiles.ts';
import { readOutline } from './outline.ts';
import { sideTest } from './side.ts';

/** The geometry of an edition; every part is made when first asked for. */
export interface Places {
  readonly boundaries: () => AreaTopology;
  /** Code of the commune at a position, and whether it was told schematically. */
  readonly locate: (position: Position) => { readonly code: string; readonly schematic: boolean } | undefined;
  readonly tiles: () => TileMaker;
}

/** Steps of the grid of schematic shapes on each axis: 16 m in a country 1,600 km long. */
const schematicGridSteps = 100_000;

/** The geometry of the areas. Imported boundaries of another edition are of other land and are not used. */
export function openPlaces(source: TableSource, country: Country, areas: AreaTable): Places {
  const imported = once(() => {
    const text = source.read(boundariesPath);
    const topology = text === undefined ? undefined : readTopology(text);
    return topology?.edition === areas.edition ? topology : undefined;
  });
  const anchors = once(() => anchorsOf(areas, country));
  const outline = once(() => readOutline(source));
  const shipped = once(() => {
    const text = source.read(schematicPath);
    return text === undefined ? schematicTopology(source, country, areas) : readTopology(text);
  });
  const polygons = once(() => {
    const topology = imported();
    return topology && polygonsOf(topology, 'communes');
  });
  const locator = once((): Places['locate'] => {
    const exact = polygons();
    if (exact !== undefined) {
      const codeAt = locateByPolygons(exact);
      return (position) => named(codeAt(position), false);
    }
    const anchorAt = locateByAnchors(anchors(), sideTest(outline()), parallelOf(anchors()));
    return (position) => named(anchorAt(position)?.code, true);
  });
  return {
    boundaries: () => imported() ?? shipped(),
    locate: (position) => locator()(position),
    tiles: once(() => {
      const exact = polygons();
      if (exact !== undefined) return exactTiles(areas, exact);
      return schematicTiles(areas, anchors(), outline(), parallelOf(anchors()));
    }),
  };
}

/** The schematic topology of an edition from its label points and outline; takes about a second for some thousands of communes. */
export function schematicTopology(source: TableSource, country: Country, areas: AreaTable): AreaTopology {
  const anchors = anchorsOf(areas, country);
  const cells = makeSchematic(anchors, readOutline(source), parallelOf(anchors));
  return makeTopology(cells, areas, { schematic: true, gridSteps: schematicGridSteps });
}

function named(code: string | undefined, schematic: boolean): { code: string; schematic: boolean } | undefined {
  return code === undefined ? undefined : { code, schematic };
}
