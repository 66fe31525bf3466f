/** How a merchant's checkout looks. Everything that is not set stays as it is. */
export interface Brand {
  /** The colour of buttons and links as #rrggbb. */
  readonly color: string | null;
  /** The radius of the corners of cards in pixels, 0 to 32. */
  readonly radiusPx: number | null;
  /** A font family that the page has; no font is loaded. */
  readonly font: string | null;
}

/** The contrast that WCAG 2.2 AA demands of text. */
const contrastMin = 4.5;
/** The surfaces of base.css on which the accent colour stands as text. */
const surfaces = { light: ['#ffffff', '#f2f5f9'], dark: ['#19212c', '#10161e'] } as const;
const dark = '#0b1220';
const white = '#ffffff';
const radiusMaxPx = 32;
const hexColor = /^#[0-9a-f]{6}$/i;

type Rgb = readonly [number, number, number];
const read = (color: string) =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb;
const write = (rgb: readonly number[]) =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
/** `share` of `other` in `color`. */
const mix = (color: string, other: string, share: number) =>
  write(read(color).map((part, index) => part * (1 - share) + (read(other)[index] ?? 0) * share));

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = read(color)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

/** The colours that follow from one accent on a light or a dark page. */
function shadesOf(accent: string, scheme: 'light' | 'dark') {
  const isLight = scheme === 'light';
  return {
    accent,
    strong: mix(accent, isLight ? '#000000' : white, 0.15),
    on: contrast(white, accent) >= contrast(dark, accent) ? white : dark,
    tint: mix(accent, surfaces[scheme][0], isLight ? 0.92 : 0.85),
  };
}

function isReadable(accent: string, scheme: 'light' | 'dark'): boolean {
  const { on, strong, tint } = shadesOf(accent, scheme);
  const pairs = [
    ...[...surfaces[scheme], tint].map((surface) => [accent, surface]),
    [on, accent],
    [on, strong],
  ];
  return pairs.every(([one = '', other = '']) => contrast(one, other) >= contrastMin);
}

/** The nearest shade that can be read; black on a light page and white on a dark one always can. */
function readableShade(color: string, scheme: 'light' | 'dark'): string {
  const end = scheme === 'light' ? '#000000' : white;
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mix(color, end, share);
    if (isReadable(shade, scheme)) return shade;
  }
  return end;
}

/** What is wrong with a brand, in words that say what to do; null if nothing is. */
export function faultOf({ color, radiusPx, font }: Brand): string | null {
  if (radiusPx !== null && !(radiusPx >= 0 && radiusPx <= radiusMaxPx))
    return `The radius must be 0 to ${radiusMaxPx} pixels.`;
  if (font !== null && !/^[\w ,'-]+$/.test(font))
    return 'The font must be a list of families: letters, digits, spaces, commas and quotation marks.';
  if (color === null) return null;
  if (!hexColor.test(color)) return `The colour must be written as #rrggbb, not ${color}.`;
  if (isReadable(color, 'light')) return null;
  return `Text in ${color} has too little contrast (WCAG AA: ${contrastMin}). ${readableShade(color, 'light')} has enough.`;
}

/**
 * The brand without what cannot be used, and what is wrong with it. A colour that cannot be read stays: `brandStyles`
 * changes it until it can.
 */
export function usableBrand(brand: Brand): { readonly brand: Brand; readonly faults: readonly string[] } {
  const none: Brand = { color: null, radiusPx: null, font: null };
  const faults = {
    color: faultOf({ ...none, color: brand.color }),
    radiusPx: faultOf({ ...none, radiusPx: brand.radiusPx }),
    font: faultOf({ ...none, font: brand.font }),
  };
  const isColor = brand.color !== null && hexColor.test(brand.color);
  return {
    brand: {
      color: isColor ? brand.color : null,
      radiusPx: faults.radiusPx === null ? brand.radiusPx : null,
      font: faults.font === null ? brand.font : null,
    },
    faults: Object.values(faults).filter((fault) => fault !== null),
  };
}

/**
 * The styles of a brand. The colour is darkened on a light page and lightened on a dark one until it can be read; a
 * colour without a fault stays as it is on a light page. `roots` are the selectors of the page in each scheme.
 */
export function brandStyles(
  { color, radiusPx, font }: Brand,
  roots: { readonly always: string; readonly dark: string; readonly forcedDark: string | null },
): string {
  const plain = [
    radiusPx === null ? '' : `--radius:${radiusPx}px;`,
    font === null ? '' : `--font:${font};`,
    color === null ? '' : variables(shadesOf(readableShade(color, 'light'), 'light')),
  ].join('');
  const darkened = color === null ? '' : variables(shadesOf(readableShade(color, 'dark'), 'dark'));
  if (plain === '') return '';
  const rules = [`${roots.always}{${plain}}`];
  if (darkened !== '') {
    rules.push(`@media (prefers-color-scheme:dark){${roots.dark}{${darkened}}}`);
    if (roots.forcedDark !== null) rules.push(`${roots.forcedDark}{${darkened}}`);
  }
  return rules.join('\n');
}

function variables({ accent, strong, on, tint }: ReturnType<typeof shadesOf>): string {
  return `--accent:${accent};--accent-strong:${strong};--on-accent:${on};--tint:${tint};`;
}
