import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../support/command.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { programArguments } from '../support/programs.ts';
import { isLong } from '../support/sample.ts';
import { settlementFile, settlementFileName } from '../support/settlement/settlement-file.ts';
import { openShop, type Shop } from '../support/shop.ts';

// The parts of it run on every run, in one process; here they are real programs.
describe.runIf(isLong)('settlement, by the commands of an operator', () => {
  let world: ConfiguredWorld;
  let shop: Shop;
  let folder: string;
  let sql: postgres.Sql;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gapura-settlement-'));
    world = await startConfiguredWorld({ gatewayCount: 1 });
    shop = openShop(world.gateway.url, world.serverKey);
    sql = postgres(world.databaseUrl, { max: 1, onnotice: () => undefined });
  });
  afterAll(async () => {
    await sql?.end();
    await shop?.close();
    await world?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const command = (name: string, ...words: string[]) => runCommand(name, words, world.environment);

  test('a file that is refused is explained in both languages, because nobody knows who reads it', async () => {
    const foreign = join(folder, settlementFileName('20260115', undefined, '9'));
    const broken = join(folder, 'broken.csv');
    const text = settlementFile([{}]);
    await writeFile(foreign, text);
    await writeFile(broken, text.replace('TXN_TYPE', 'TYPE'));
    const refused = await command('settle', foreign, broken);
    await Promise.all([rm(foreign), rm(broken)]);
    expect(refused).toMatchObject({ exitCode: 1 });
    for (const said of ['The file is of merchant 9;', 'Berkas ini milik merchant 9;'])
      expect(refused.stderr).toContain(`${basename(foreign)}: ${said}`);
    for (const said of ['Nothing was imported: line 1, column', 'Tidak ada yang diimpor: baris 1, kolom'])
      expect(refused.stderr).toContain(`broken.csv: ${said} TXN_TYPE`);
  });

  test('DANA’s file of a day is imported once, by command or over HTTP, and the books agree', async () => {
    const { order } = await shop.order({ partnerReferenceNo: 'settled-1', amount: '75000.00', title: 'Two' });
    await world.desk.pay('settled-1', { payMethod: 'BALANCE' });
    await eventually(
      async () => (await sql<{ status: string }[]>`select status from orders`)[0]?.status,
      (status) => status === 'PAID',
    );
    await shop.refund(order.id, 'settled-1-r', '25000');
    await world.desk.post('/simulator/clock', { advanceMs: 24 * 60 * 60_000 });
    const { merchantId } = world.partner;
    const query = `?${new URLSearchParams({ merchantId })}`;
    const files = `${world.environment.DANA_BASE_URL}/simulator/settlement-files`;
    const listed = (await (await fetch(files + query)).json()) as {
      files: { day: string; name: string }[];
    };
    const [file] = listed.files;
    if (file === undefined) throw new Error('DANA settled nothing');
    const text = await (await fetch(`${files}/${file.day}${query}`)).text();
    const path = join(folder, file.name);
    await writeFile(path, text);

    const settled = await command('settle', path);
    expect(settled).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2 lines imported') });
    // DANA's clock is a day ahead: by the gateway's, the file came before it was due.
    expect(settled.stdout).toContain(`${file.day}: searched for what is missing from`);
    const again = await fetch(`${world.gateway.url}/settlement`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.serverKey}`, 'x-file-name': file.name },
      body: text,
    });
    expect(await again.json()).toEqual({ status: 'known' });

    const checked = await command('books', 'check');
    expect(checked).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('all sums agree') });
    const days = ['--from', file.day, '--to', file.day];
    for (const format of ['csv', 'xlsx'])
      expect(await command('books', 'export', ...days, '--format', format, '--out', folder)).toMatchObject({
        exitCode: 0,
      });
    expect((await readdir(folder)).filter((name) => /\.(csv|xlsx)$/.test(name))).toHaveLength(9);
    await sql`update orders set refunded = refunded + 1`;
    expect(await command('books', 'check')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/REFUNDS: 25000\.00 in the books, 25000\.01 by the orders/),
    });
    await sql`update orders set refunded = refunded - 1`;
  });

  test('an import that is killed half-way leaves nothing that counts, and the next one is whole', {
    timeout: 180_000,
  }, async () => {
    const name = settlementFileName('20200101', 'MERCHANT_Shop', world.partner.merchantId);
    const path = join(folder, name);
    const linesCount = 20_000;
    const { merchantId } = world.partner;
    const lines = Array.from({ length: linesCount }, (_, index) => ({
      transId: `stranger-${index % 50}`,
      transactionId: `txn-${index}`,
      merchantId,
    }));
    await writeFile(path, settlementFile(lines));
    const program = spawn(process.execPath, [...programArguments('src/commands/settle.ts'), path], {
      cwd: join(import.meta.dirname, '../..'),
      env: { PATH: process.env.PATH, ...world.environment },
      stdio: 'ignore',
    });
    const staged = async () =>
      Number(
        (
          await sql<{ count: string }[]>`
        select count(*) from settlement_lines join settlement_imports on number = import_number
        where status = 'STAGED'`
        )[0]?.count,
      );
    await eventually(staged, (count) => count > 0);
    program.kill('SIGKILL');
    await once(program, 'exit');
    const counted = () => sql`select line_count from settlement_imports
      where status = 'IMPORTED' and file_name = ${name}`;
    expect(await counted()).toHaveLength(0);
    expect(await command('settle', path)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`${linesCount} lines imported`),
    });
    expect(await counted()).toEqual([{ line_count: linesCount }]);
    expect(await command('settle', path)).toMatchObject({
      stdout: expect.stringContaining('was imported before'),
    });
  });
});
