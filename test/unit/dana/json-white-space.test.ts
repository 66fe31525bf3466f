import { describe, expect, it } from 'vitest';
import { withoutWhiteSpace } from '../../../src/dana/json-white-space.ts';

const packed = (text: string) => Buffer.from(withoutWhiteSpace(Buffer.from(text))).toString();

describe('removing the white space outside strings', () => {
  it.each([
    ['{"a": 1, "b": [ 1,\t2 ]}\r\n', '{"a":1,"b":[1,2]}'],
    ['{"a": " kept  inside " }', '{"a":" kept  inside "}'],
    [String.raw`{"a": "\" , \\", "b" : "\\\" " }`, String.raw`{"a":"\" , \\","b":"\\\" "}`],
    [String.raw`{"a" : "\/ \u00e9" , "a" : 1.0}`, String.raw`{"a":"\/ \u00e9","a":1.0}`],
    ['{"nested" : "{\\"x\\" : 1}"}', '{"nested":"{\\"x\\" : 1}"}'],
    ['{"é 漢" : "😀 "}', '{"é 漢":"😀 "}'],
    ['', ''],
    [' \n ', ''],
    ['"open \\', '"open \\'],
  ])('%j becomes %j', (text, expected) => {
    expect(packed(text)).toBe(expected);
  });

  it('gives back the very same bytes where nothing is to be removed', () => {
    const bytes = Buffer.from('{"a":"b c"}');
    expect(withoutWhiteSpace(bytes)).toBe(bytes);
  });

  it('leaves white space alone that JSON does not know', () => {
    expect(packed('{"a":\u00a01}')).toBe('{"a":\u00a01}');
  });
});
