// The publications as an Atom feed (RFC 4287).
import type { PublicationTables, PublicationVersion } from '@i-speed/spec';
import { DOCUMENT_WORDS } from './words.ts';

export interface FeedEntry {
  readonly version: PublicationVersion;
  readonly tables: PublicationTables;
}

const WORDS = {
  vi: {
    title: 'i-Speed: công bố hằng tháng',
    summary: (counted: string, received: string) => `${counted} lượt đo được tính trong ${received} lượt nhận.`,
    correction: (version: number, note: string) => ` Bản ${version}: ${note}`,
    path: '/cong-bo',
    locale: 'vi-VN',
  },
  en: {
    title: 'i-Speed: monthly publication',
    summary: (counted: string, received: string) => `Measurements counted: ${counted} of ${received} received.`,
    correction: (version: number, note: string) => ` Version ${version}: ${note}`,
    path: '/en/cong-bo',
    locale: 'en-GB',
  },
} as const;

/** XML of the feed, newest month first; `origin` is that of the pages. */
export function atomFeed(
  entries: readonly FeedEntry[],
  origin: string,
  language: 'vi' | 'en',
  isDemo: boolean,
): string {
  const words = WORDS[language];
  const home = `${origin}${words.path}`;
  const figure = new Intl.NumberFormat(words.locale);
  const mark = isDemo ? `${DOCUMENT_WORDS[language].simulated}. ` : '';
  const items = entries.map(({ version, tables }) => {
    const note = version.note === undefined ? '' : words.correction(version.version, version.note);
    const summary = `${words.summary(figure.format(tables.counted), figure.format(tables.received))}${note}`;
    return `  <entry>
    <id>${escapeXml(`${home}/${tables.month}`)}</id>
    <title>${escapeXml(mark + DOCUMENT_WORDS[language].title(tables.month))}</title>
    <updated>${version.madeAt}</updated>
    <link rel="alternate" type="text/html" href="${escapeXml(`${home}/${tables.month}`)}"/>
    <link rel="enclosure" type="application/pdf" href="${escapeXml(`${origin}/api/v1/publications/${tables.month}/tables.pdf?lang=${language}`)}"/>
    <summary>${escapeXml(summary)}</summary>
  </entry>`;
  });
  const updated =
    entries
      .map(({ version }) => version.madeAt)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00.000Z';
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
  <id>${escapeXml(home)}</id>
  <title>${escapeXml(words.title)}</title>
  <updated>${updated}</updated>
  <author><name>i-Speed</name></author>
  <rights>CC BY 4.0</rights>
  <link rel="alternate" type="text/html" href="${escapeXml(home)}"/>
  <link rel="self" type="application/atom+xml" href="${escapeXml(`${origin}/api/v1/publications/feed.atom?lang=${language}`)}"/>
${items.join('\n')}
</feed>
`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
