// The documents of docs/method, and where in them stands the definition of each number that pages show.

/** In the order in which a number is made. */
export const documentNames = [
  'measurement',
  'indicators',
  'choosing-a-point',
  'validity',
  'counting',
  'intervals',
  'showing',
  'small-areas',
  'change',
  'ranking',
  'publication',
] as const;
export type DocumentName = (typeof documentNames)[number];

/** The name of a document; undefined for anything else. */
export function documentName(text: string): DocumentName | undefined {
  return documentNames.find((name) => name === text);
}

/** What a page shows, and the document and anchor that define it. */
export const definitions = {
  median: ['indicators', 'median'],
  mean: ['indicators', 'mean'],
  'geometric-mean': ['indicators', 'geometric-mean'],
  quantiles: ['indicators', 'quantiles'],
  'share-at-target': ['indicators', 'share-at-target'],
  share: ['indicators', 'share'],
  histogram: ['indicators', 'histogram'],
  counted: ['indicators', 'counted'],
  devices: ['indicators', 'devices'],
  excluded: ['indicators', 'excluded'],
  quantities: ['indicators', 'quantities'],
  hexagon: ['indicators', 'hexagon'],
  'areas-of-another-time': ['indicators', 'areas-of-another-time'],
  validity: ['validity', 'validity'],
  'unit-figures': ['counting', 'figures-of-a-unit'],
  sufficiency: ['counting', 'sufficiency'],
  precision: ['showing', 'classes'],
  hidden: ['showing', 'suppression'],
  modelled: ['small-areas', 'the-model'],
  'raw-change': ['change', 'raw-change'],
  'mix-adjusted-change': ['change', 'mix-adjusted-change'],
  comparing: ['ranking', 'comparing-and-ranking'],
} as const satisfies Record<string, readonly [DocumentName, string]>;
export type Definition = keyof typeof definitions;
