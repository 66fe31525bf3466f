import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCommand } from '../support/command.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { openShop, type Shop } from '../support/shop.ts';

/** One order of the gateway in the first test below; its first notification is refused. */
const refusedReference = 'switch-1';

let world: ConfiguredWorld;
let shop: Shop;
let folder: string;

/** A run is a process of its own with a Postgres, a simulator and a gateway; a busy machine takes its time. */
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gapura-uat-test-'));
  world = await startConfiguredWorld({ environment: { UAT_FAIL_NOTIFY_FOR: refusedReference } });
  shop = openShop(world.gateway.url, world.serverKey);
});

afterAll(async () => {
  await shop?.close();
  await world?.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Everything in a folder of evidence, one text. */
async function textIn(evidence: string): Promise<string> {
  const names = await readdir(evidence, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join(
    '\n',
  );
}

/** `npm run uat` with these words; its evidence goes to a folder of this name. */
async function runUat(
  name: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const evidence = join(folder, name);
  const end = await runCommand('uat', [...words, '--evidence', evidence], environment);
  return { ...end, evidence };
}

describe('UAT_FAIL_NOTIFY_FOR', () => {
  const anInput = (partnerReferenceNo: string) => ({
    ...{ partnerReferenceNo, amount: '75000.00', title: 'Two tickets' },
    ...{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' },
  });

  async function paid(partnerReferenceNo: string) {
    const { order, clientToken } = await shop.order(anInput(partnerReferenceNo));
    const screen = await shop.screen(order.id, clientToken);
    await world.desk.pay(partnerReferenceNo);
    await screen.sees('PAID', ({ status }) => status === 'PAID');
    // The payer's screen may be faster than DANA's own record of our answer.
    const { deliveries } = await eventually(
      () => world.desk.order(partnerReferenceNo),
      (told) => told.deliveries.some(({ status }) => status === 'DELIVERED'),
      { withinMs: 15_000 },
    );
    return deliveries.flatMap(({ attempts = [] }) =>
      attempts.map((attempt) => (attempt as { answer: { body: string } }).answer.body),
    );
  }

  test('the first notification of the named order is refused and leaves nothing; the retry makes it PAID', async () => {
    expect(await paid(refusedReference)).toEqual([
      expect.stringContaining('"5005601"'),
      expect.stringContaining('"2005600"'),
    ]);
  });

  test('every other order is taken at once', async () => {
    expect(await paid('switch-2')).toEqual([expect.stringContaining('"2005600"')]);
  });

  test('the doctor beside the gateway finds it at the NOTIFICATION URL, and warns of the switch', async () => {
    const { stdout, exitCode } = await runCommand('doctor', [], world.environment);
    expect(stdout).toContain('leads to a gateway, which refuses a stranger’s signature');
    expect(stdout).toContain('UAT_FAIL_NOTIFY_FOR is set');
    expect(stdout).not.toContain('fail  ');
    expect(exitCode).toBe(0);
  });

  test('the two sides agree, and the oracle finds nothing', async () => {
    expect(await world.judge(true)).toEqual([]);
  });
});

describe('npm run uat', () => {
  test('--mandatory: eight scenarios on a simulator of its own, with evidence and without a secret', async () => {
    const { exitCode, stdout, evidence } = await runUat('mandatory', ['--mandatory']);
    expect(stdout).toContain('8 of 8 scenarios passed, 8 of 8 mandatory ones');
    expect(exitCode).toBe(0);
    const report = await readFile(join(evidence, 'report.html'), 'utf8');
    expect(report.match(/<section id="scenario-/g)).toHaveLength(8);
    const written = await textIn(evidence);
    expect(written).toContain('"clientToken": "[masked]"');
    expect(written).not.toMatch(/gsk_test_|PRIVATE KEY|[A-Za-z0-9+/]{300}/);
    expect(await readdir(join(evidence, '49-finishNotify-InternalServerErrorNotify'))).toEqual([
      '1-createOrder-request.http',
      '1-createOrder-response.http',
      '2-finishNotify-request-from-DANA.http',
      '2-finishNotify-response-to-DANA.http',
      '3-finishNotify-request-from-DANA.http',
      '3-finishNotify-response-to-DANA.http',
      'result.json',
    ]);
  });
});

describe('npm run uat -- --target sandbox', () => {
  beforeAll(() => world.gateway.stop());

  const environment = () => world.environment;

  test('scenarios run with the variables of the environment; DANA reaches them at PUBLIC_URL', async () => {
    const { exitCode, stdout, evidence } = await runUat(
      'sandbox',
      ['--target', 'sandbox', '--compare', ...['--only', '48', '--only', 'refundOrder/NotAllowed']],
      environment(),
    );
    expect(stdout).toContain('2 of 2 scenarios passed');
    expect(exitCode).toBe(0);
    const report = await readFile(join(evidence, 'report.md'), 'utf8');
    expect(report).toContain('Client ID (X-PARTNER-ID): partner-1');
    // This sandbox is a simulator too: their messages have the same fields.
    expect(report).not.toContain('Findings about the simulator');
    const written = stdout + (await textIn(evidence));
    const { SERVER_KEY, TOKEN_SECRET, DATABASE_URL, PRIVATE_KEY } = environment();
    const keyLines = (PRIVATE_KEY ?? '').split('\n').slice(1, -2);
    for (const secret of [SERVER_KEY, TOKEN_SECRET, new URL(DATABASE_URL ?? '').password, ...keyLines]) {
      expect(written).not.toContain(secret);
    }
    expect(written).not.toMatch(/[A-Za-z0-9+/]{300}/);
  });

  test('a mandatory scenario that fails: 1, and the difference is a finding about the simulator', async () => {
    // As often as a scenario is tried in the sandbox.
    await world.desk.arm({
      ...{ operation: 'createOrder', fault: 'unknown-code', responseCode: '4035405', times: 3 },
    });
    const { exitCode, stdout, evidence } = await runUat(
      'broken',
      ['--target', 'sandbox', '--only', 'CreateOrderRedirect'],
      environment(),
    );
    expect(stdout).toContain('FAILED  createOrder/CreateOrderRedirect *  4035405');
    expect(exitCode).toBe(1);
    const report = await readFile(join(evidence, 'report.md'), 'utf8');
    expect(report).toContain('## Findings about the simulator');
    expect(report).toContain('"2005400" was expected, "4035405" came');
  });
});
