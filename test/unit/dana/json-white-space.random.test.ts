import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutWhiteSpace } from '../../../src/dana/json-white-space.ts';

const packed = (text: string) => Buffer.from(withoutWhiteSpace(Buffer.from(text))).toString();

describe('removing the white space outside strings', () => {
  it('undoes any indentation of any JSON, and changes nothing that was minified', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('\t', ' ', '    ', '\n', ' \r\n'), (value, indent) => {
        const minified = JSON.stringify(value);
        expect(packed(minified)).toBe(minified);
        expect(packed(JSON.stringify(value, null, indent))).toBe(minified);
      }),
      { seed: 20260115, numRuns: 200 },
    );
  });

  it('removes any white space between any two tokens, and means the same', () => {
    const gaps = fc.array(fc.constantFrom('', ' ', '\t', '\r\n', '  \n '), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), gaps, (text, white) => {
        const value: unknown = JSON.parse(text);
        const minified = JSON.stringify(value);
        const tokens = minified.match(/"(?:[^"\\]|\\.)*"|[^"{}[\]:,]+|[{}[\]:,]/gs) ?? [];
        const spaced = tokens.map((token, at) => white[at % white.length] + token).join('');
        expect(JSON.parse(packed(spaced))).toEqual(value);
        expect(packed(spaced)).toBe(minified);
      }),
      { seed: 20260115, numRuns: 200 },
    );
  });
});
