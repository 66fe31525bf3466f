import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Brand, brandStyles } from './brand.ts';
import {
  type AssetNames,
  assetsFolder,
  bundleCheckout,
  type CheckoutFiles,
  hashedName,
  plainNames,
} from './checkout-files.ts';
import { checkoutPage } from './page.ts';

/** The selectors of the page, for `brandStyles`: the device alone chooses the scheme. */
const pageRoots = { always: ':root', dark: ':root', forcedDark: null } as const;

/** How a merchant hosts the checkout. */
export interface HostedSetting {
  readonly gateway: string;
  readonly shop: string | null;
  readonly shopName: string | null;
  readonly brand: Brand;
  /** The path of a picture. */
  readonly logoFile: string | null;
  /** A folder with one picture for each mark, named after its `payOption` or `payMethod`: VIRTUAL_ACCOUNT_BRI.svg */
  readonly marksFolder: string | null;
  /** After this time the receipt goes on to the checkout's `successUrl`; null: only by a button. */
  readonly returnsAfterMs: number | null;
}

/**
 * The files of a hosted checkout by their paths: the page, and everything else under names that change with the content.
 * `firstLoad` is what every payer loads; `more` is loaded when it is shown. Rejects if a picture cannot be read.
 */
export async function hostedCheckout(
  setting: HostedSetting,
): Promise<{ readonly firstLoad: CheckoutFiles; readonly more: CheckoutFiles }> {
  const firstLoad = new Map<string, Uint8Array>();
  const more = new Map<string, Uint8Array>();
  const addTo = (files: Map<string, Uint8Array>, name: string, content: Uint8Array) => {
    const path = `${assetsFolder}/${hashedName(name, content)}`;
    files.set(path, content);
    return path;
  };

  const names: Record<string, string> = { ...plainNames };
  for (const [name, content] of await bundleCheckout()) {
    const isStyles = name === 'checkout.css';
    const branded = isStyles
      ? Buffer.concat([content, Buffer.from(brandStyles(setting.brand, pageRoots))])
      : content;
    names[name] = basename(addTo(firstLoad, name, branded));
  }
  const { logoFile, marksFolder } = setting;
  const logo = logoFile === null ? null : addTo(firstLoad, basename(logoFile), await readFile(logoFile));
  const marks: string[] = [];
  for (const file of marksFolder === null ? [] : (await readdir(marksFolder)).sort()) {
    if (!/^\w+\.(svg|png|webp)$/.test(file)) continue;
    const path = addTo(more, `marks/${file}`, await readFile(join(marksFolder ?? '', file)));
    marks.push(`./${path}`);
  }
  const page = checkoutPage({
    assets: `./${assetsFolder}/`,
    gateway: setting.gateway,
    shop: setting.shop,
    shopName: setting.shopName,
    simulator: null,
    names: names as AssetNames,
    logo: logo === null ? null : `./${logo}`,
    marks,
    returnsAfterMs: setting.returnsAfterMs,
  });
  firstLoad.set('index.html', Buffer.from(page));
  return { firstLoad, more };
}
