// Who measured: the program, the device, how it is connected, where it stands. All of it optional but the program.
import * as z from 'zod';
import { areaCode, sizeBytes, slug } from '../units.ts';

/** The programs whose measurements are kept; all but the first four are other projects' clients. */
export const clientKind = z.enum(['web', 'pwa', 'cli', 'agent', 'ndt7', 'librespeed', 'cloudflare', 'rpm', 'curl']);
export type ClientKind = z.infer<typeof clientKind>;

export const client = z.strictObject({
  kind: clientKind,
  version: z.string().min(1).max(64),
  /** Pseudonym of this install: random, made on the device, erasable there. Never published. */
  installId: z.uuid().optional(),
  /** Model and system only as the platform itself tells them. */
  deviceModel: z.string().max(100).optional(),
  os: z.string().max(100).optional(),
});
export type Client = z.infer<typeof client>;

export const accessKind = z.enum(['mobile', 'fixed']);
export const technology = z.enum(['2g', '3g', '4g', '5g', 'wifi', 'ethernet']);
/** Where a fact about the access was learnt. */
export const learntFrom = z.enum(['user', 'platform', 'operator-table']);

export const access = z.strictObject({
  kind: accessKind.optional(),
  kindFrom: learntFrom.optional(),
  technology: technology.optional(),
  technologyFrom: learntFrom.optional(),
});
export type Access = z.infer<typeof access>;

/** A position, sent only with consent. */
export const position = z.strictObject({
  latitude: z.number().finite().min(-90).max(90),
  longitude: z.number().finite().min(-180).max(180),
  accuracyM: z.number().finite().min(0).max(100_000).optional(),
  source: z.enum(['gps', 'chosen', 'unit']),
});
export type Position = z.infer<typeof position>;

/** The area where the device resolved it itself or the person chose it, so that the position need not travel. */
export const area = z.strictObject({
  provinceCode: areaCode,
  communeCode: areaCode.optional(),
  /** Validity start of the edition the codes belong to; a code means nothing without it. */
  edition: z.iso.date(),
  source: z.enum(['gps', 'chosen', 'unit']),
});
export type Area = z.infer<typeof area>;

/** What else the device was doing; absent where the platform does not tell. */
export const environment = z.strictObject({
  hiddenMs: z.number().finite().min(0).optional().describe('time the page was hidden while measuring'),
  eventLoopLagMs: z.number().finite().min(0).optional().describe('worst lateness of a timer on the measuring thread'),
  saveData: z.boolean().optional(),
  batteryRatio: z.number().min(0).max(1).optional().describe('charge of the battery'),
  isCharging: z.boolean().optional(),
  otherTrafficBytes: sizeBytes.optional().describe('bytes the network cards moved meanwhile besides the measurement'),
});

export const unitCode = slug;
