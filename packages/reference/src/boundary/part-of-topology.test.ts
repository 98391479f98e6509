import { describe, expect, it } from 'vitest';
import { openReference, partOfTopology, shapesOf } from '../index.ts';

const whole = openReference({}).boundaries();

describe('a part of a topology', () => {
  it('holds the communes of one province, each with the very shape it has in the whole', () => {
    const part = partOfTopology(whole, { level: 'communes', provinceCode: '01' });
    const expected = shapesOf(whole, 'communes').features.filter(({ properties }) => properties.provinceCode === '01');
    expect(shapesOf(part, 'communes').features).toEqual(expected);
    expect(expected).toHaveLength(126);
    expect(shapesOf(part, 'provinces').features).toEqual([]);
  });

  it('sends no line that none of its areas uses', () => {
    const part = partOfTopology(whole, { level: 'provinces' });
    const used = new Set(
      JSON.stringify(part.objects.provinces)
        .match(/-?\d+(?=[,\]])/g)
        ?.map((arc) => (Number(arc) < 0 ? ~Number(arc) : Number(arc))),
    );
    expect(shapesOf(part, 'provinces').features).toHaveLength(34);
    expect(part.arcs.length).toBeLessThan(whole.arcs.length);
    expect([...used].filter((arc) => arc >= part.arcs.length)).toEqual([]);
    expect(used.size).toBe(part.arcs.length);
  });
});
