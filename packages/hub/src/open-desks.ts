// What the parts of the hub work with: each desk is the stores, the reference and the clock as one part of it needs them.
import type { Reference } from '@i-speed/reference';
import type { Warehouse } from '@i-speed/warehouse';
import type { HubConfig } from './config.ts';
import type { NationDesk } from './nation/board.ts';
import type { PublicationDesk } from './publication/publish.ts';
import { openShelf } from './publication/shelf.ts';
import type { StatisticsDesk } from './statistics/ask.ts';
import type { Database } from './store/open-store.ts';

export interface Desks {
  readonly statistics: StatisticsDesk;
  readonly publications: PublicationDesk;
  /** Of the portal: units, campaigns, reports and the nation. */
  readonly figures: NationDesk;
}

interface DeskParts extends Pick<StatisticsDesk, 'succession' | 'clock'> {
  readonly config: HubConfig;
  readonly warehouse: Warehouse;
  readonly database: Database;
  readonly reference: Reference;
}

/** The desks of one hub; nothing is asked of a store yet. */
export function openDesks({ config, warehouse, database, reference, succession, clock }: DeskParts): Desks {
  const { leastDevices, openDataDir, nationDueDay } = config;
  const { currentEdition: edition, country } = reference;
  return {
    statistics: { warehouse, reference, succession, leastDevices, clock },
    publications: { warehouse, shelf: openShelf(database), reference, succession, openDataDir, leastDevices, clock },
    figures: {
      database,
      warehouse,
      clock,
      timeZone: country.timeZone,
      edition,
      provinces: reference.provinces().map(({ code, fullName }) => ({ code, name: fullName })),
      nationDueDay,
      authority: country.authority,
      provinceNameOf: (code) => reference.provinceByCode(code, edition)?.fullName,
    },
  };
}
