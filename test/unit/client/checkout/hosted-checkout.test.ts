import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostedCheckout } from '../../../../src/client/checkout/hosted-checkout.ts';
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
  expect(page).toContain('data-marks="./assets/marks/VIRTUAL_ACCOUNT_BRI.svg"');
  expect([...more.keys()]).toEqual(['assets/marks/VIRTUAL_ACCOUNT_BRI.svg']);
});

test('the skeleton is in the page itself, before the styles and the script have come', async () => {
  const { firstLoad } = await hostedCheckout(setting);
  const page = Buffer.from(firstLoad.get('index.html') ?? '').toString();
  expect(page).toContain(`<style>${skeletonStyles}</style>`);
  expect(page.indexOf('class="skeleton"')).toBeLessThan(page.indexOf('rel="stylesheet"'));
});
