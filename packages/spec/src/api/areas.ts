// GET /api/v1/areas and its kin: provinces and communes through time, operators, targets.
import * as z from 'zod';
import { areaCode, slug } from '../units.ts';

const edition = z.iso.date();
export const areaLevel = z.enum(['province', 'commune']);

export const areaItem = z.object({
  code: areaCode,
  /** The edition that gives the code its meaning. */
  edition,
  level: areaLevel,
  type: z.string(),
  name: z.string(),
  /** With the word for its type, as in official papers. */
  fullName: z.string(),
  /** Of a commune. */
  provinceCode: areaCode.optional(),
  /** Of a commune of an edition that has districts. */
  districtName: z.string().optional(),
  region: z.string().optional(),
  areaKm2: z.number().optional(),
  population: z.int().optional(),
  /** A point inside the area, for labels: degrees, WGS 84. */
  label: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
});
export type AreaItem = z.infer<typeof areaItem>;

/** An area as a search tells it. */
export const namedArea = z.object({
  code: areaCode,
  edition,
  level: areaLevel,
  fullName: z.string(),
  /** What it lies in, from small to large. */
  within: z.array(z.string()),
});

export const areaHit = z.object({
  ...namedArea.shape,
  /** True for an area of a former edition. */
  isFormer: z.boolean(),
  /** For a former area: the areas in force that hold its land. */
  leadsTo: z.array(namedArea),
  /** All of the land in one (`full`) or in parts in several (`partial`). */
  succession: z.enum(['full', 'partial']).optional(),
});
export type AreaHit = z.infer<typeof areaHit>;

const editionItem = z.object({ edition, validFrom: edition, validTo: edition.optional() });

/** `areas` for a list, `hits` (best first) for a search with `q`. */
export const areaList = z.object({
  edition,
  editions: z.array(editionItem),
  areas: z.array(areaItem).optional(),
  hits: z.array(areaHit).optional(),
});
export type AreaList = z.infer<typeof areaList>;

export const areaDetail = z.object({
  area: areaItem,
  /** Of a commune. */
  province: areaItem.optional(),
  /** In the next newer edition; absent while the area is in force. */
  successors: z.object({ kind: z.enum(['full', 'partial']), areas: z.array(areaItem) }).optional(),
  /** Areas of the edition before whose land, all or a part, is here; empty for areas of the oldest edition. */
  predecessors: z.array(z.object({ kind: z.enum(['full', 'partial']), area: areaItem })),
});
export type AreaDetail = z.infer<typeof areaDetail>;

export const operatorItem = z.object({
  id: slug,
  name: z.string(),
  /** AS numbers by which the operator is recognised. */
  asns: z.array(z.int().positive()),
});
export const operatorList = z.object({ operators: z.array(operatorItem) });
export type OperatorList = z.infer<typeof operatorList>;

export const contactItem = z.object({
  /** Of today; absent for the centre, which is for the whole country. */
  provinceCode: areaCode.optional(),
  name: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  /** http or https */
  site: z.string().optional(),
  address: z.string().optional(),
});
/** Empty where the deployment imported none. */
export const contactList = z.object({ contacts: z.array(contactItem) });
export type ContactList = z.infer<typeof contactList>;

export const targetItem = z.object({
  id: z.string(),
  access: z.enum(['mobile', 'fixed']),
  /** Absent where the target holds for every technology of the access kind. */
  technology: z.enum(['4g', '5g']).optional(),
  /** What is held against the threshold. */
  measure: z.enum(['download-mean', 'available-rate']),
  thresholdMbps: z.number(),
  validFrom: edition,
  validTo: edition.optional(),
  scope: z.enum(['country', 'province']),
  /** Absent for an aim that no act sets down. */
  legalSource: z.string().optional(),
  /** What the act is called in English. */
  legalSourceEn: z.string().optional(),
});
export const targetList = z.object({ targets: z.array(targetItem) });
export type TargetList = z.infer<typeof targetList>;
