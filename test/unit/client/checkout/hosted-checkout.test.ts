import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostedCheckout } from '../../../../src/client/checkout/hosted-checkout.ts';
import { readMarks } from '../../../../src/client/checkout/read-marks.ts';
import { skeletonStyles } from '../../../../src/client/checkout/skeleton.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gapura-brand-'));
  await writeFile(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await mkdir(join(folder, 'marks'));
  await writeFile(join(folder, 'marks/VIRTUAL_ACCOUNT_BRI.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(folder, 'marks/licence.txt'), 'granted');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const setting = {
  ...{ gateway: '/graphql', shop: null, shopName: 'Toko' },
  ...{
    brand: { color: null, radiusPx: null, font: null },
    logoFile: null,
    marksFolder: null,
    returnsAfterMs: null,
  },
};

test('a branded checkout has new names for what changed and the same for what did not', async () => {
  const namesOf = async (color: string | null) => {
    const { firstLoad } = await hostedCheckout({ ...setting, brand: { ...setting.brand, color } });
    return [...firstLoad.keys()];
  };
  const [plain, green] = await Promise.all([namesOf(null), namesOf('#0b6b3d')]);
  const differ = plain.filter((name) => !green.includes(name));
  expect(differ).toEqual([expect.stringMatching(/^assets\/checkout-[0-9a-f]{10}\.css$/)]);
  expect(plain.filter((name) => !name.startsWith('assets/'))).toEqual(['index.html']);
});

test('the page names its files, its logo and the marks that the merchant supplied', async () => {
  const marksFolder = join(folder, 'marks');
  const { firstLoad, more } = await hostedCheckout({
    ...setting,
    logoFile: join(folder, 'logo.svg'),
    marksFolder,
  });
  const page = Buffer.from(firstLoad.get('index.html') ?? '').toString();
  for (const path of [...firstLoad.keys()].filter((name) => name !== 'index.html'))
    expect(page).toContain(path);
  const [mark = '', ...others] = more.keys();
  expect(mark).toMatch(/^assets\/marks\/VIRTUAL_ACCOUNT_BRI-[0-9a-f]{10}\.svg$/);
  expect(others).toEqual([]);
  expect(page).toContain(`data-marks="./${mark}"`);
  expect(readMarks(`./${mark}`)).toEqual({ VIRTUAL_ACCOUNT_BRI: `./${mark}` });
});

test('everything that browsers keep for ever has another name when its content changes', async () => {
  const marksFolder = join(folder, 'marks');
  const pathsWith = async (mark: string) => {
    await writeFile(join(marksFolder, 'VIRTUAL_ACCOUNT_BRI.svg'), mark);
    const { firstLoad, more } = await hostedCheckout({ ...setting, marksFolder });
    return [...firstLoad.keys(), ...more.keys()].filter((path) => path.startsWith('assets/'));
  };
  const before = await pathsWith('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const after = await pathsWith('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>');
  for (const path of [...before, ...after]) expect(path).toMatch(/-[0-9a-f]{10}\.\w+$/);
  expect(after.filter((path) => !before.includes(path))).toEqual([
    expect.stringContaining('marks/VIRTUAL_ACCOUNT_BRI'),
  ]);
});

test('a page or an element finds each mark by the name of its option, wherever the file lies', () => {
  expect(
    readMarks('/m/CARD.svg  https://cdn.test/QRIS.png?v=1\nBRI-0123456789.webp marks/licence-old.txt ""'),
  ).toEqual({
    ...{ CARD: '/m/CARD.svg', QRIS: 'https://cdn.test/QRIS.png?v=1', BRI: 'BRI-0123456789.webp' },
  });
  expect(readMarks('')).toEqual({});
});

test('the skeleton is in the page itself, before the styles and the script have come', async () => {
  const { firstLoad } = await hostedCheckout(setting);
  const page = Buffer.from(firstLoad.get('index.html') ?? '').toString();
  expect(page).toContain(`<style>${skeletonStyles}</style>`);
  expect(page.indexOf('class="skeleton"')).toBeLessThan(page.indexOf('rel="stylesheet"'));
});
