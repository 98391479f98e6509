// The one drawing of all materials: a title, whose they are, and a QR, laid out for the shape at hand.
import type { Language } from '../card/words.ts';
import type { MaterialKind } from './kinds.ts';
import { qrSquare } from './qr.ts';
import { breakLines, drawLines, firstLines, fitSize } from './text.ts';
import { MATERIAL_WORDS } from './words.ts';

export interface MaterialContent {
  /** Headline; the language's own when absent. */
  readonly title?: string;
  /** Name of the body that gives the material out. */
  readonly body?: string;
  /** Where the QR leads. */
  readonly link: string;
  readonly language: Language;
  /** True where the system is a demo, which the drawing then says. */
  readonly isDemo: boolean;
}

const COLOUR = {
  deep: '#0b5a5e',
  light: '#8fe3dc',
  white: '#ffffff',
  paper: '#faf8f5',
  text: '#1f1d1a',
  muted: '#5c564d',
  demo: '#ffd65c',
} as const;

/** SVG of a material in its own unit. */
export function drawMaterial(kind: MaterialKind, content: MaterialContent): string {
  const { width, height } = kind;
  const markHeight = content.isDemo && kind.id !== 'logo' ? Math.min(width, height) * 0.0675 : 0;
  const room = { ...kind, height: height - markHeight };
  const drawing =
    kind.id === 'logo' ? logo(width) : width > height * 1.5 ? wide(width, room.height, content) : tall(room, content);
  const mark = markHeight > 0 ? demoMark(width, room.height, markHeight, content.language) : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Be Vietnam Pro, system-ui, sans-serif">${drawing}${mark}</svg>`;
}

/** The mark of the project in a square of this side. */
function logo(side: number, x = 0, y = 0, isPlain = false): string {
  const scale = side / 64;
  const ground = isPlain ? '' : `<rect width="64" height="64" rx="14" fill="${COLOUR.deep}"/>`;
  return `<g transform="translate(${x} ${y}) scale(${scale})">${ground}<path d="M14 44a20 20 0 1 1 36 0" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round"/><path d="M32 40 43 25" stroke="${COLOUR.light}" stroke-width="6" stroke-linecap="round"/><circle cx="32" cy="41" r="5" fill="#fff"/></g>`;
}

/** Mark at the left, words in the middle, QR at the right. */
function wide(width: number, height: number, { title, body, link, language }: MaterialContent): string {
  const words = MATERIAL_WORDS[language];
  const gap = height * 0.08;
  const side = height - 2 * gap;
  const isLow = height <= 100;
  const markSide = isLow ? height * 0.5 : height * 0.34;
  const left = gap * 2 + markSide + (isLow ? gap : 0);
  const room = width - left - side - 3 * gap;
  const headline = title ?? words.headline;
  const most = isLow ? 2 : 3;
  const size = fitSize(headline, room, most, 600, height * (isLow ? 0.3 : 0.17), height * 0.08);
  const bodyLines = isLow ? 1 : 2;
  const small = fitSize(body ?? '', room, bodyLines, 600, Math.min(size * 0.62, height * 0.14), height * 0.09);
  const lines = breakLines(headline, room, { size, weight: 600 });
  const notes = [
    ...(body === undefined ? [] : firstLines(breakLines(body, room, { size: small, weight: 600 }), bodyLines)),
    ...(isLow && lines.length + (body === undefined ? 0 : 1) > 2 ? [] : [words.call]),
  ];
  const total = lines.length * size * 1.28 + notes.length * small * 1.28;
  const head = drawLines(lines, left, (height - total) / 2 + size, { size, weight: 600, colour: COLOUR.white });
  const foot = drawLines(notes.slice(0, isLow ? 1 : 4), left, head.nextY + small * 0.1 - size + small, {
    size: small,
    weight: 400,
    colour: COLOUR.light,
  });
  return `<rect width="${width}" height="${height}" fill="${COLOUR.deep}"/>${logo(markSide, gap, (height - markSide) / 2, true)}${head.svg}${foot.svg}${qrSquare(link, width - side - gap, gap, side)}`;
}

/** From top: mark, headline, whose it is, QR, address; steps and reasons where there is paper for them. */
function tall({ width, height, unit }: MaterialKind, { title, body, link, language }: MaterialContent): string {
  const words = MATERIAL_WORDS[language];
  const isPaper = unit === 'mm';
  const gap = width * 0.07;
  const room = width - 2 * gap;
  const isSquare = height < width * 1.3;
  const isSheet = isPaper && height < width * 2;
  const markSide = isSquare ? 0 : isSheet ? width * 0.1 : width * 0.17;
  const headline = title ?? words.headline;
  const size = fitSize(
    headline,
    room,
    isSquare || isSheet ? 2 : 3,
    600,
    width * (isSquare ? 0.075 : isSheet ? 0.076 : 0.115),
    width * 0.045,
  );
  const middle = { anchor: 'middle', weight: 600 } as const;
  const top = drawLines(
    breakLines(headline, room, { size, weight: 600 }),
    width / 2,
    gap * (isSquare ? 0.4 : 1) + markSide + size * (isSquare ? 1 : 1.15),
    {
      ...middle,
      size,
      colour: COLOUR.white,
    },
  );
  const bodyLines = isSquare ? 2 : 3;
  const bodySize = fitSize(body ?? '', room, bodyLines, 600, size * (isSquare ? 0.6 : 0.5), size * 0.4);
  const whose = drawLines(
    body === undefined ? [] : firstLines(breakLines(body, room, { size: bodySize, weight: 600 }), bodyLines),
    width / 2,
    top.nextY - size * 0.2,
    { ...middle, size: bodySize, colour: COLOUR.light },
  );
  const bandEnd = whose.nextY + (body === undefined ? -size * 0.3 : bodySize * 0.2);
  const address = link.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const addressSize = fitSize(address, room, 1, 600, width * 0.06, width * 0.026);
  const below = isPaper ? height * 0.23 : addressSize * (isSquare ? 0 : 5);
  const side = Math.min(
    room * (isPaper ? 0.82 : 1),
    height - bandEnd - below - gap * (isSquare ? 0.6 : 1) - addressSize * (isSquare ? 0 : 1.6),
  );
  const call = isPaper || isSquare ? [] : words.call.split(' · ');
  const longest = call.reduce((a, b) => (b.length > a.length ? b : a), '');
  const callSize = fitSize(longest, room, 1, 600, width * 0.11, addressSize);
  const qrY = bandEnd + gap * (isSquare ? 0.3 : 0.6);
  const link1 = drawLines(isSquare ? [] : [address], width / 2, qrY + side + addressSize * 1.35, {
    ...middle,
    size: addressSize,
    colour: COLOUR.deep,
  });
  // In the middle of what a tall banner has left.
  const callY = (link1.nextY - addressSize + height - call.length * callSize * 1.28) / 2 + callSize;
  const invitation = drawLines(call, width / 2, callY, { ...middle, size: callSize, colour: COLOUR.deep });
  const paper = isPaper ? steps(width, height, gap, link1.nextY, language) : '';
  return `<rect width="${width}" height="${height}" fill="${COLOUR.paper}"/><rect width="${width}" height="${bandEnd.toFixed(2)}" fill="${COLOUR.deep}"/>${isSquare ? '' : logo(markSide, (width - markSide) / 2, gap * 0.6, true)}${top.svg}${whose.svg}${qrSquare(link, (width - side) / 2, qrY, side)}${link1.svg}${invitation.svg}${paper}`;
}

/** The three steps and the reasons, in the middle of what room is left above the lower edge. */
function steps(width: number, height: number, gap: number, fromY: number, language: Language): string {
  const words = MATERIAL_WORDS[language];
  const room = width - 2 * gap;
  const items = [
    ...words.steps.map((step, i) => `${i + 1}. ${step}`),
    ...words.why.map((reason) => `· ${reason}`),
    words.call,
  ];
  const longest = items.reduce((a, b) => (b.length > a.length ? b : a));
  const size = Math.min(
    fitSize(longest, room, 1, 600, width * 0.045, width * 0.02),
    (height - gap - fromY) / (items.length * 1.5),
  );
  const step = Math.min(size * 2.2, (height - gap - fromY) / items.length);
  const startY = (fromY + height - gap - (items.length - 1) * step + size) / 2;
  return items
    .map((item, i) => {
      const style = {
        size,
        weight: i < 3 || i === items.length - 1 ? 600 : 400,
        colour: i === items.length - 1 ? COLOUR.deep : i < 3 ? COLOUR.text : COLOUR.muted,
      } as const;
      return drawLines([item], gap, startY + i * step, style).svg;
    })
    .join('');
}

/** The strip that stands below everything in a demo. */
function demoMark(width: number, y: number, height: number, language: Language): string {
  const text = drawLines([MATERIAL_WORDS[language].simulated], width / 2, y + height * 0.74, {
    size: height / 1.5,
    weight: 600,
    colour: '#3a2c00',
    anchor: 'middle',
  });
  return `<rect y="${y}" width="${width}" height="${height}" fill="${COLOUR.demo}"/>${text.svg}`;
}
