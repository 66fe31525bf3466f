import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Role, roles } from '../../src/access/caller.ts';
import { launchBrowser, openWatchedPage, type WatchedPage } from './browser.ts';
import { desktop } from './checkout-stage.ts';
import { runCommand } from './command.ts';
import { type ConfiguredWorld, startConfiguredWorld } from './configured-world.ts';
import { openShop, type Shop } from './shop.ts';

/** The names of the people, one of each role. */
export const people: Readonly<Record<Role, string>> = {
  viewer: 'Dewi',
  support: 'Ani',
  finance: 'Budi',
  approver: 'Citra',
  admin: 'Eko',
};

/** A gateway with a console, a person of each role, and a browser. */
export interface ConsoleStage {
  readonly world: ConfiguredWorld;
  readonly shop: Shop;
  readonly keys: Readonly<Record<Role, string>>;
  /** Opens the console in a new browser. */
  open(options?: BrowserContextOptions): Promise<WatchedPage>;
  /** The same, and signs in. */
  signIn(role: Role, options?: BrowserContextOptions): Promise<Page>;
  /** Creates an order for a transfer of 75,000 to a BRI account; returns its id and the account's number. */
  order(partnerReferenceNo: string): Promise<{ readonly id: string; readonly number: string }>;
  /** The same, and pays it. */
  paidOrder(partnerReferenceNo: string): Promise<{ readonly id: string; readonly number: string }>;
  /** Closes every page; fails if one of them called another host, or had a fault that is not listed. */
  closePages(expected?: RegExp): Promise<void>;
  close(): Promise<void>;
}

export async function startConsoleStage(
  environment: Readonly<Record<string, string>> = {},
): Promise<ConsoleStage> {
  const [world, browser] = await Promise.all([
    startConfiguredWorld({
      environment: { CONSOLE: 'true', APPROVAL_RULES: 'refund>50000', ...environment },
    }),
    launchBrowser(),
  ]);
  return stageOf(world, browser);
}

async function stageOf(world: ConfiguredWorld, browser: Browser): Promise<ConsoleStage> {
  const shop = openShop(world.gateway.url, world.serverKey);
  const opened: WatchedPage[] = [];
  const made = await Promise.all(
    roles.map(async (role) => {
      const words = ['create', '--person', people[role], '--role', role];
      return [role, (await runCommand('keys', words, world.environment)).stdout] as const;
    }),
  );
  const keys = Object.fromEntries(made) as Record<Role, string>;

  async function open(options = desktop): Promise<WatchedPage> {
    const watched = await openWatchedPage(browser, [world.gateway.url], options);
    opened.push(watched);
    await watched.page.goto(`${world.gateway.url}/console`);
    return watched;
  }

  async function order(partnerReferenceNo: string) {
    const { order: created } = await shop.order({
      partnerReferenceNo,
      amount: '75000',
      title: 'Two tickets',
      payMethod: 'VIRTUAL_ACCOUNT',
      payOption: 'VIRTUAL_ACCOUNT_BRI',
    });
    const { id, instruction } = created;
    if (instruction?.__typename !== 'VirtualAccountInstruction') throw new Error('no virtual account');
    return { id, number: instruction.number };
  }

  return {
    world,
    shop,
    keys,
    open,
    order,
    async signIn(role, options) {
      const { page } = await open(options);
      await page.locator('#key').fill(keys[role]);
      await page.locator('#key').press('Enter');
      await page.locator('#text').waitFor();
      return page;
    },
    async paidOrder(partnerReferenceNo) {
      const made = await order(partnerReferenceNo);
      await world.desk.pay(partnerReferenceNo);
      return made;
    },
    async closePages(expected) {
      const pages = opened.splice(0);
      await Promise.all(pages.map((one) => one.close()));
      expect(pages.flatMap(({ faults }) => faults).filter((fault) => expected?.test(fault) !== true)).toEqual(
        [],
      );
      expect(pages.flatMap(({ outside }) => outside)).toEqual([]);
    },
    async close() {
      await browser.close();
      await shop.close();
      await world.dispose();
    },
  };
}
