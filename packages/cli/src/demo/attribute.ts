// Which simulated installs came through a unit's link, and when each was first seen.
import type { Commune } from '@i-speed/reference';

export interface DemoUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: 'commune' | 'department' | 'mass-organisation' | 'press';
  readonly communeCode?: string;
}

/** A first opening by an install, at the time of its first measurement for the unit. */
export interface FirstOpening {
  readonly unitCode: string;
  readonly installId: string;
  readonly atMs: number;
}

export interface Attribution {
  /** The unit of a measurement; absent where the install belongs to none or it is older than the campaign. */
  unitOf(communeCode: string, installId: string, atMs: number): string | undefined;
  readonly openings: readonly FirstOpening[];
  /** Measurements that the campaign brings on top of the country's own, in the order of their time. */
  readonly brought: readonly { readonly communeCode: string; readonly atMs: number }[];
}

const AGENCIES: readonly DemoUnit[] = [
  { code: 'so-khcn', name: 'Sở Khoa học và Công nghệ', kind: 'department' },
  { code: 'so-gddt', name: 'Sở Giáo dục và Đào tạo', kind: 'department' },
  { code: 'so-yte', name: 'Sở Y tế', kind: 'department' },
  { code: 'bao-hanoi', name: 'Báo và Phát thanh, Truyền hình Hà Nội', kind: 'press' },
  { code: 'thanh-doan', name: 'Thành đoàn Hà Nội', kind: 'mass-organisation' },
];
const COMMUNES = 30;
/** Of 16 installs of a commune so many are its own and so many an agency's; the others came by themselves. */
const OWN_SHARE = 8;
const AGENCY_SHARE = 11;

/** The units of the demo's province: its first communes and some agencies. */
export function demoUnits(communes: readonly Pick<Commune, 'code' | 'fullName'>[]): DemoUnit[] {
  const own = communes.slice(0, COMMUNES).map(({ code, fullName }) => ({
    code: `xa-${code}`,
    name: `UBND ${fullName}`,
    kind: 'commune' as const,
    communeCode: code,
  }));
  return [...AGENCIES, ...own];
}

/** Of the communes one after the other each is so much more diligent than the one before: measurements in the campaign's time. */
const DILIGENCE = 12;

/** Gives installs to units by a digit of their pseudonym, the same one each time. */
export function openAttribution(units: readonly DemoUnit[], fromMs: number, nowMs: number): Attribution {
  const communes = new Map(units.flatMap(({ code, communeCode }) => (communeCode ? [[communeCode, code]] : [])));
  const openings: FirstOpening[] = [];
  const seen = new Set<string>();
  const brought = [...communes.keys()].flatMap((communeCode, i) =>
    Array.from({ length: i * DILIGENCE }, (_, n) => {
      const share = (n + 0.5) / (i * DILIGENCE);
      return { communeCode, atMs: Math.floor(fromMs + share * (nowMs - fromMs)) };
    }),
  );
  return {
    openings,
    brought: brought.sort((a, b) => a.atMs - b.atMs),
    unitOf(communeCode, installId, atMs) {
      const own = communes.get(communeCode);
      const digit = Number.parseInt(installId.slice(-1), 16);
      if (own === undefined || atMs < fromMs || digit >= AGENCY_SHARE) return undefined;
      const agency = AGENCIES[Number.parseInt(installId.slice(-3, -1), 16) % AGENCIES.length];
      const unitCode = digit < OWN_SHARE || agency === undefined ? own : agency.code;
      if (!seen.has(installId)) {
        seen.add(installId);
        openings.push({ unitCode, installId, atMs });
      }
      return unitCode;
    },
  };
}
