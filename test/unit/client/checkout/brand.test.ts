import { describe, expect, test } from 'vitest';
import {
  type Brand,
  brandStyles,
  contrast,
  faultOf,
  usableBrand,
} from '../../../../src/client/checkout/brand.ts';
import { bundleCheckout } from '../../../../src/client/checkout/checkout-files.ts';
import { elementRoots, stylesOfElement } from '../../../../src/client/checkout/element-styles.ts';

const plain: Brand = { color: null, radiusPx: null, font: null };
const roots = { always: ':root', dark: ':root', forcedDark: null };
const withColor = (color: string): Brand => ({ ...plain, color });

/** The value of a variable in the light and in the dark rule. */
function valuesOf(name: string, css: string): string[] {
  return [...css.matchAll(new RegExp(`${name}:(#[0-9a-f]{6})`, 'g'))].map(([, value = '']) => value);
}

describe('the brand of a checkout', () => {
  test('the contrast of black on white is 21, that of a colour on itself 1', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#0b57d0', '#0b57d0')).toBeCloseTo(1);
  });

  test('a colour in which text cannot be read is refused, with one that can', () => {
    const fault = faultOf(withColor('#ff9900'));
    expect(fault).toContain('#ff9900 has too little contrast');
    const [better = ''] = fault?.match(/#(?!ff9900)[0-9a-f]{6}/) ?? [];
    expect(faultOf(withColor(better))).toBeNull();
    expect(contrast(better, '#ffffff')).toBeGreaterThan(4.5);
  });

  test.each(['#0b57d0', '#000000', '#7a0019', '#0b6b3d', '#4c2a86'])(
    '%s can be read in both schemes',
    (color) => {
      expect(faultOf(withColor(color))).toBeNull();
      const css = brandStyles(withColor(color), roots);
      const [[light = '', dark = ''], [onLight = '', onDark = ''], [lightTint = '', darkTint = '']] = [
        valuesOf('--accent', css),
        valuesOf('--on-accent', css),
        valuesOf('--tint', css),
      ];
      expect(light).toBe(color);
      const pairs = [
        ...[light, '#ffffff', light, '#f2f5f9', light, lightTint, onLight, light],
        ...[dark, '#19212c', dark, '#10161e', dark, darkTint, onDark, dark],
      ];
      for (let at = 0; at < pairs.length; at += 2)
        expect(contrast(pairs[at] ?? '', pairs[at + 1] ?? '')).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('no value can end its rule and begin another', () => {
    expect(faultOf({ ...plain, font: 'Inter}body{display:none' })).toContain('font');
    expect(faultOf({ ...plain, color: 'red;}' })).toContain('#rrggbb');
    expect(faultOf({ ...plain, radiusPx: Number.NaN })).toContain('radius');
    expect(brandStyles({ ...plain, radiusPx: 4, font: "'Inter', sans-serif" }, roots)).toBe(
      ":root{--radius:4px;--font:'Inter', sans-serif;}",
    );
  });
});

test('what cannot be used of a brand is reported, each for itself, and the rest of it is used', () => {
  const { brand, faults } = usableBrand({ color: 'green', radiusPx: 99, font: 'Inter}' });
  expect(brand).toEqual(plain);
  expect(faults).toEqual([
    expect.stringContaining('#rrggbb, not green'),
    expect.stringContaining('radius'),
    expect.stringContaining('font'),
  ]);
  const pale = { color: '#ff9900', radiusPx: 8, font: 'Inter' };
  expect(usableBrand(pale)).toEqual({
    brand: pale,
    faults: [expect.stringContaining('too little contrast')],
  });
});

test('the styles of the element name nothing outside it, and follow its theme before the device', async () => {
  const css = stylesOfElement(Buffer.from((await bundleCheckout()).get('checkout.css') ?? '').toString());
  expect(css).not.toMatch(/(^|\})(:root|html|body)\b/);
  expect(css).not.toContain('{:root');
  expect(css).toContain(`{${elementRoots.dark}{--ink: #e8edf4`);
  expect(css).toContain(`${elementRoots.forcedDark}{--ink: #e8edf4`);
  expect(css).toMatch(/^:host\{all:initial;/);
});
