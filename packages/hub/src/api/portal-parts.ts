// What the routes of the portal work with.
import type { Reference } from '@i-speed/reference';
import * as z from 'zod';
import type { SendMail } from '../job/mail.ts';
import type { NationDesk } from '../nation/board.ts';
import type { People } from '../people/people.ts';
import type { StatisticsDesk } from '../statistics/ask.ts';
import type { VoiceDesk } from '../voice/white-spots.ts';

export interface PortalParts {
  readonly people: People;
  readonly desk: NationDesk;
  readonly reference: Pick<Reference, 'provinceByCode' | 'communeByCode' | 'operatorById' | 'currentEdition'>;
  readonly statistics: StatisticsDesk;
  readonly voices: VoiceDesk;
  readonly publicUrl?: string;
  /** True where the sign-ins of the demo are known to everyone. */
  readonly isDemo: boolean;
  /** Absent where no mail server is set. */
  readonly sendMail?: SendMail;
}

/** What a signed-in person gets is nobody else's to keep. */
export const PRIVATE = { 'cache-control': 'private, no-store' };

/** How a route's document tells that it answers with a file. */
export const FILE_ANSWER = {
  description: 'The file',
  content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
};

/** Headers of a file that is handed to one person, under a name in ASCII. */
export function fileHeaders(type: string, name: string) {
  return { ...PRIVATE, 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
}
