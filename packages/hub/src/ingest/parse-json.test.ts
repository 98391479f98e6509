// What cannot be kept as text is mended, and nothing else is touched.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

describe('parseJson', () => {
  test('half a character becomes the replacement character, in names and values alike, whichever way its escape is written', () => {
    expect(parseJson(String.raw`{"a\uD800":["\udfff", "\uD83D\ude00"]}`)).toEqual({ 'a\uFFFD': ['\uFFFD', '😀'] });
  });

  test('any value comes back as JSON.parse gives it, with well-formed strings', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('what is no JSON throws', () => {
    expect(() => parseJson('{')).toThrow(SyntaxError);
  });
});
