// The names on the map: those of areas give way to each other, those of the archipelagos never.
import type { Archipelago, Label } from './ask.ts';
import { pointOf } from './features.ts';

type Fill = (source: string, data: GeoJSON.FeatureCollection) => void;

/** Names written through `fill`, which replaces what a source of the map holds. */
export function openLabels(fill: Fill, language: 'vi' | 'en') {
  const labels: Record<'provinces' | 'communes' | 'islands', GeoJSON.Feature<GeoJSON.Point>[]> = {
    provinces: [],
    communes: [],
    islands: [],
  };
  const write = () => fill('labels', collection([...labels.provinces, ...labels.communes, ...labels.islands]));

  return {
    name(source: 'provinces' | 'communes', all: readonly Label[]) {
      labels[source] = all.map((one) => pointOf(one, { kind: source, name: one.name }));
      write();
    },
    /** The archipelagos' names and their islands. */
    nameIslands(archipelagos: readonly Archipelago[]) {
      labels.islands = archipelagos.map(({ label, names }) =>
        pointOf(label, { kind: 'islands', name: names[language] }),
      );
      fill('islands', collection(archipelagos.flatMap(({ islands }) => islands.map((one) => pointOf(one, {})))));
      write();
    },
  };
}

/** Features as a source of the map takes them. */
export function collection(features: GeoJSON.Feature[]): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features };
}
