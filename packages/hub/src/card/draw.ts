// The share picture of a measurement as SVG, 1200 x 630: the rates large, then latency, then who, where and when.
import type { DirectionResult, Measurement } from '@i-speed/spec';
import { instantText, intervalText, type Language, millisecondsText, rateParts, WORDS } from './words.ts';

/** What the record itself does not spell out. */
export interface CardNames {
  readonly operatorName?: string;
  /** Commune and province, or province alone. */
  readonly areaName?: string;
  readonly pointName?: string;
  /** Whether the point stands outside the country: such a result is none of the network within it. */
  readonly isAbroad: boolean;
  readonly timeZone: string;
  /** Host under which the result is found. */
  readonly host: string;
  /** True where the measurement is simulated, which the picture then says. */
  readonly isDemo: boolean;
}

const COLOUR = {
  ground: '#faf8f5',
  text: '#1f1d1a',
  muted: '#5c564d',
  line: '#ddd6cc',
  download: '#0b5a5e',
  upload: '#6b3fa0',
} as const;

/** SVG text; every name is escaped, what was not measured says so. */
export function drawCard(measurement: Measurement, names: CardNames, language: Language): string {
  const words = WORDS[language];
  const idle = measurement.latency?.idle?.medianMs;
  const loaded = measurement.latency?.loadedDown?.medianMs;
  const who = [names.operatorName, names.areaName].filter((name) => name !== undefined).join(' · ');
  const when = instantText(measurement.startedAt, names.timeZone, language);
  const point = names.pointName === undefined ? '' : `${words.point}: ${pointText(names, language)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630" font-family="Be Vietnam Pro">
<rect width="1200" height="630" fill="${COLOUR.ground}"/><rect width="1200" height="12" fill="${COLOUR.download}"/>
${text(64, 92, 40, 600, COLOUR.download, 'i-Speed')}${text(246, 92, 28, 400, COLOUR.muted, names.isDemo ? words.simulated : words.subtitle)}
${direction(64, words.download, measurement.download, COLOUR.download, language)}
${direction(640, words.upload, measurement.upload, COLOUR.upload, language)}
<rect x="64" y="416" width="1072" height="2" fill="${COLOUR.line}"/>
${figureLine(64, words.latency, idle, language)}${figureLine(640, words.loaded, loaded, language)}
${text(64, 544, 28, 600, COLOUR.text, fit(who, 68))}
${text(64, 588, 24, 400, COLOUR.muted, fit([when, point].filter((part) => part !== '').join(' · '), 60))}
<text x="1136" y="588" font-size="24" fill="${COLOUR.muted}" text-anchor="end">${escapeXml(names.host)}</text></svg>`;
}

/** The point's name, and that it stands abroad; absent where its name is not known. */
export function pointText({ pointName, isAbroad }: CardNames, language: Language): string | undefined {
  return pointName !== undefined && isAbroad ? `${pointName} (${WORDS[language].abroad})` : pointName;
}

function direction(
  x: number,
  label: string,
  result: DirectionResult | undefined,
  colour: string,
  language: Language,
): string {
  const heading = text(x, 176, 28, 400, COLOUR.muted, label);
  if (result === undefined) return heading + text(x, 290, 56, 600, COLOUR.muted, WORDS[language].notMeasured);
  const { figure, unit } = rateParts(result.rateMbps, language);
  const { rateLowMbps: low, rateHighMbps: high } = result;
  const interval =
    low === undefined || high === undefined ? '' : `${intervalText(low, high, result.rateMbps, language)} ${unit}`;
  return `${heading}<text x="${x}" y="310" font-weight="600" fill="${colour}"><tspan font-size="136">${figure}</tspan><tspan font-size="44" dx="16">${unit}</tspan></text>
${text(x, 368, 28, 400, COLOUR.muted, interval)}`;
}

function figureLine(x: number, label: string, ms: number | undefined, language: Language): string {
  const value = ms === undefined ? WORDS[language].notMeasured : millisecondsText(ms, language);
  return `<text x="${x}" y="474" font-size="28"><tspan fill="${COLOUR.muted}">${label}</tspan><tspan dx="14" font-weight="600" fill="${COLOUR.text}">${value}</tspan></text>`;
}

function text(x: number, y: number, size: number, weight: number, colour: string, content: string): string {
  if (content === '') return '';
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escapeXml(content)}</text>`;
}

/** Cut to so many characters, the cut shown. */
function fit(content: string, most: number): string {
  const signs = [...content];
  return signs.length <= most ? content : `${signs.slice(0, most - 1).join('')}…`;
}

/** As XML; control characters, which XML does not have, fall away. */
export function escapeXml(content: string): string {
  return content.replace(/[\p{Cc}\ufffe\uffff]/gu, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
