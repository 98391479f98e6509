// Which materials there are, and how large: the sizes that sites and printers ask for.

/** `px` for screens, `mm` for paper; every length of a drawing is in its kind’s unit. */
export interface MaterialKind {
  readonly id: MaterialId;
  readonly unit: 'px' | 'mm';
  readonly width: number;
  readonly height: number;
}

/** The drawn materials; the banners' sizes are those of the Interactive Advertising Bureau. */
export const MATERIAL_IDS = [
  'logo',
  'banner-728x90',
  'banner-970x250',
  'banner-300x250',
  'banner-320x100',
  'banner-160x600',
  'poster-a3',
  'standee',
  'leaflet-a5',
] as const;
export type MaterialId = (typeof MATERIAL_IDS)[number];

/** Texts to be read out and sent. */
export const TEXT_IDS = ['loudspeaker', 'sms'] as const;
export type TextId = (typeof TEXT_IDS)[number];

const PAPER: Partial<Record<MaterialId, readonly [widthMm: number, heightMm: number]>> = {
  'poster-a3': [297, 420],
  standee: [800, 2000],
  'leaflet-a5': [148, 210],
};

/** The size of a drawn material. */
export function materialKind(id: MaterialId): MaterialKind {
  const paper = PAPER[id];
  if (paper !== undefined) return { id, unit: 'mm', width: paper[0], height: paper[1] };
  const [, width = 512, height = 512] = (/(\d+)x(\d+)$/.exec(id) ?? []).map(Number);
  return { id, unit: 'px', width, height };
}
