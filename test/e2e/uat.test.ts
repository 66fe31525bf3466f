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

/** Each run is a process with a Postgres, a simulator and a gateway, which takes long on a busy machine. */
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

/** All files in a folder of evidence, as one text. */
async function textIn(evidence: string): Promise<string> {
  const names = await readdir(evidence, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join(
    '\n',
  );
}

/** Runs `npm run uat` with these arguments; the evidence goes to a folder of this name. */
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
    // The payer's screen may change before DANA has recorded our answer.
    const { deliveries } = await eventually(
      () => world.desk.order(partnerReferenceNo),
      (truth) => truth.deliveries.some(({ status }) => status === 'DELIVERED'),
    );
    return deliveries.flatMap(({ attempts = [] }) =>
      attempts.map((attempt) => (attempt as { answer: { body: string } }).answer.body),
    );
  }

  test('the first notification of the named order is refused without a trace; the retry makes the order PAID', async () => {
    expect(await paid(refusedReference)).toEqual([
      expect.stringContaining('"5005601"'),
      expect.stringContaining('"2005600"'),
    ]);
  });

  test('the notification of every other order is accepted at once', async () => {
    expect(await paid('switch-2')).toEqual([expect.stringContaining('"2005600"')]);
  });

  test('the doctor finds the running gateway at the NOTIFICATION URL, and warns about the switch', async () => {
    const { stdout, exitCode } = await runCommand('doctor', [], world.environment);
    expect(stdout).toContain('leads to a gateway, which refuses a wrong signature');
    expect(stdout).toContain('UAT_FAIL_NOTIFY_FOR is set');
    expect(stdout).not.toContain('fail  ');
    expect(exitCode).toBe(0);
  });

  test('gateway and simulator agree, and the oracle finds nothing', async () => {
    expect(await world.judge(true)).toEqual([]);
  });
});

describe('npm run uat', () => {
  test('--mandatory runs eight scenarios on a simulator, and the evidence contains no secret', async () => {
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

  test('scenarios run with the variables of the environment, and DANA reaches the run at PUBLIC_URL', async () => {
    const { exitCode, stdout, evidence } = await runUat(
      'sandbox',
      ['--target', 'sandbox', '--compare', ...['--only', '48', '--only', 'refundOrder/NotAllowed']],
      environment(),
    );
    expect(stdout).toContain('2 of 2 scenarios passed');
    expect(exitCode).toBe(0);
    const report = await readFile(join(evidence, 'report.md'), 'utf8');
    expect(report).toContain('Client ID (X-PARTNER-ID): partner-1');
    // This sandbox is a simulator too, so the messages have the same fields.
    expect(report).not.toContain('Findings about the simulator');
    const written = stdout + (await textIn(evidence));
    const { SERVER_KEY, TOKEN_SECRET, DATABASE_URL, PRIVATE_KEY } = environment();
    const keyLines = (PRIVATE_KEY ?? '').split('\n').slice(1, -2);
    for (const secret of [SERVER_KEY, TOKEN_SECRET, new URL(DATABASE_URL ?? '').password, ...keyLines]) {
      expect(written).not.toContain(secret);
    }
    expect(written).not.toMatch(/[A-Za-z0-9+/]{300}/);
  });

  test('a failed mandatory scenario ends the command with 1, and is a finding about the simulator', async () => {
    // As often as the sandbox run attempts a scenario.
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
