import { Resvg } from '@resvg/resvg-js';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { drawMaterial } from './draw.ts';
import { MATERIAL_IDS, materialKind } from './kinds.ts';
import { makeMaterial, materialText } from './make-material.ts';

const content = {
  language: 'vi',
  isDemo: false,
  title: 'Xã ta cùng đo Internet',
  body: 'Ủy ban nhân dân xã Ba Vì',
  link: 'https://i-speed.example/u/ba-vi-07',
} as const;

/** The picture's colours, by drawing the PNG again. */
function pixelsOf(png: Uint8Array, width: number, height: number) {
  const image = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="${image}" width="${width}" height="${height}"/></svg>`;
  const drawn = new Resvg(svg).render();
  return { data: new Uint8ClampedArray(drawn.pixels), width: drawn.width, height: drawn.height };
}

describe('every material but the logo', () => {
  test.each(MATERIAL_IDS.filter((id) => id !== 'logo'))('%s carries a code that a camera reads', async (id) => {
    const { width, height, unit } = materialKind(id);
    const png = await makeMaterial(id, 'png', content);
    const scale = unit === 'mm' ? 900 / width : 1;
    const shown = pixelsOf(png, Math.round(width * scale), Math.round(height * scale));
    expect(jsQR.default(shown.data, shown.width, shown.height)?.data).toBe(content.link);
  });
});

test('a camera some steps away reads the poster: its code is a third as wide as the paper or wider', async () => {
  const png = await makeMaterial('poster-a3', 'png', { ...content, title: 'Đo tốc độ Internet nơi bạn sống' });
  const shown = pixelsOf(png, 594, 840);
  const corners = jsQR.default(shown.data, shown.width, shown.height)?.location;
  const codeWidth = (corners?.topRightCorner.x ?? 0) - (corners?.topLeftCorner.x ?? 0);
  expect(codeWidth).toBeGreaterThan(shown.width / 3);
});

test('a headline of two lines leaves no word alone', () => {
  const svg = drawMaterial(materialKind('standee'), { ...content, title: 'Đo mạng cùng bà con' });
  const lines = [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, line]) => line);
  expect(lines.slice(0, 2)).toEqual(['Đo mạng', 'cùng bà con']);
});

test('the poster is a page of A3 with its fonts inside', async () => {
  const text = Buffer.from(await makeMaterial('poster-a3', 'pdf', content)).toString('latin1');
  const box = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text)?.slice(1).map(Number) ?? [];
  expect(box.map((points) => Math.round((points / 72) * 25.4))).toEqual([297, 420]);
  expect(text).toMatch(/\/FontFile2 /);
  expect(text).toMatch(/\+BeVietnamPro-SemiBold/);
});

test('what stands above the mark of a demo stands clear of it', () => {
  for (const kind of MATERIAL_IDS.filter((id) => id !== 'logo').map(materialKind)) {
    const svg = drawMaterial(kind, { ...content, isDemo: true });
    const markY = Number(/<rect y="([\d.]+)"/.exec(svg)?.[1]);
    const baselines = [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y)).slice(0, -1);
    expect(Math.max(...baselines)).toBeLessThan(markY);
  }
});

test('title and body are text, whatever signs they hold', () => {
  const svg = drawMaterial(materialKind('banner-728x90'), { ...content, title: '<b>&' });
  expect(svg).not.toContain('<b>');
  expect(svg).toContain('&#60;b&#62;&#38;');
});

test('a drawing to be set elsewhere has outlines in place of letters', async () => {
  const letters = drawMaterial(materialKind('banner-320x100'), content);
  const outlines = new TextDecoder().decode(await makeMaterial('banner-320x100', 'svg', content));
  expect(letters).toContain('<text');
  expect(outlines).not.toContain('<text');
  expect(outlines.split('<path').length).toBeGreaterThan(letters.split('<path').length);
});

test('a demo says so on every drawing and in every text', () => {
  const svg = drawMaterial(materialKind('leaflet-a5'), { ...content, isDemo: true });
  expect(svg).toContain('DỮ LIỆU MÔ PHỎNG');
  expect(materialText('loudspeaker', { ...content, isDemo: true })).toMatch(/^DỮ LIỆU MÔ PHỎNG\n/);
  expect(materialText('loudspeaker', content)).toContain('mở địa chỉ i-speed.example/u/ba-vi-07 rồi');
});

test('a text message to phones without Unicode stays within one message', () => {
  for (const language of ['vi', 'en'] as const) {
    const text = materialText('sms', { ...content, language }).trim();
    expect(text).toMatch(/^Uy ban nhan dan xa Ba Vi: [\x20-\x7e]+$/);
    expect(text.length).toBeLessThanOrEqual(160);
  }
});
