// The parts that every chart's picture is made of: text, lines, a scale from 0.
import { escapeXml } from '../card/draw.ts';

export const COLOUR = {
  ground: '#ffffff',
  text: '#1f1d1a',
  muted: '#5c564d',
  line: '#ddd6cc',
  strong: '#8a8378',
  accent: '#0b5a5e',
  band: '#cfe0e0',
} as const;

export interface TextLook {
  readonly size?: number;
  readonly weight?: 400 | 600;
  readonly colour?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

export function text(x: number, y: number, content: string, look: TextLook = {}): string {
  const { size = 16, weight = 400, colour = COLOUR.text, anchor = 'start' } = look;
  return `<text x="${at(x)}" y="${at(y)}" font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, colour: string = COLOUR.line): string {
  return `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${colour}"/>`;
}

export function rect(x: number, y: number, width: number, height: number, colour: string, radius = 0): string {
  return `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="${radius}" fill="${colour}"/>`;
}

export function dot(x: number, y: number): string {
  return `<circle cx="${at(x)}" cy="${at(y)}" r="4.5" fill="${COLOUR.accent}"/>`;
}

/** The tip of an arrow at a place. */
export function arrow(x: number, y: number, towards: 'up' | 'right'): string {
  const path = towards === 'up' ? 'l-6 8h12z' : 'l-8 -6v12z';
  return `<path d="M${at(x)} ${at(y)}${path}" fill="${COLOUR.muted}"/>`;
}

/** Round marks from 0 (included) to at least `most`, at most six. */
export function scaleMarks(most: number): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

/** Three significant figures at most, in the language's own form. */
export function shortFigure(value: number, tag: string): string {
  return new Intl.NumberFormat(tag, { maximumSignificantDigits: 3 }).format(value);
}

/** One decimal of a pixel is enough. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}
