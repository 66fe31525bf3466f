import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { alerts } from '../../../ops/generate/alerts.ts';
import { faultMatrix } from '../../../ops/generate/fault-matrix.ts';
import { type Recording, recordFault } from '../../support/telemetry/fault-run.ts';
import { faults } from '../../support/telemetry/faults.ts';
import { evaluateAlerts, findPromtool } from '../../support/telemetry/promtool.ts';

/**
 * Makes the riddles of a trial: TRIAL_FOLDER gets, for each of ten faults drawn at random, what people on call have, and
 * `answers.json`, which the reader opens last. Nothing of it depends on TEST_SEED. A reader passes with nine of ten.
 */
const folder = process.env.TRIAL_FOLDER;
const promtool = findPromtool();
const riddlesCount = 10;

/** Faults that somebody should notice. */
const noticeable = faultMatrix.filter(({ alerts: expected }) => expected.length > 0).map(({ name }) => name);

function drawFaults(): readonly string[] {
  const left = [...noticeable];
  return Array.from({ length: riddlesCount }, () => {
    const [drawn = ''] = left.splice(randomBytes(4).readUInt32BE() % left.length, 1);
    return drawn;
  });
}

/** One folder: a page of metrics for each reading, the alerts with their minutes, the log as lines of JSON. */
function writeRiddle(path: string, { pages, lines }: Recording): void {
  mkdirSync(path, { recursive: true });
  let minute = 0;
  for (const { page, minutes } of pages) {
    minute += minutes;
    writeFileSync(join(path, `metrics-at-minute-${String(minute).padStart(2, '0')}.txt`), page.text);
  }
  const fired = evaluateAlerts(promtool ?? '', pages, alerts, join(folder ?? '', 'rules-test.yml'));
  const summaryOf = new Map(alerts.map(({ name, summary }) => [name, summary]));
  const shown = [...fired].map(([name, at]) => `minute ${at}  ${name}: ${summaryOf.get(name)}`);
  writeFileSync(join(path, 'alerts.txt'), `${shown.join('\n')}\n`);
  const readable = (_: string, value: unknown) =>
    value instanceof Error ? { ...value, name: value.name, message: value.message } : value;
  const log = lines.map(({ fields, ...line }) => JSON.stringify({ ...line, ...fields }, readable));
  writeFileSync(join(path, 'log.ndjson'), `${log.join('\n')}\n`);
}

test.skipIf(folder === undefined || promtool === null)(
  'a reader gets the recordings of ten faults that somebody else drew',
  { timeout: 1_800_000 },
  async () => {
    const drawn = drawFaults();
    for (const [index, name] of drawn.entries()) {
      const recording = await recordFault(faults.get(name) ?? null);
      writeRiddle(join(folder ?? '', `riddle-${String(index + 1).padStart(2, '0')}`), recording);
    }
    writeFileSync(join(folder ?? '', 'answers.json'), JSON.stringify(drawn, null, 2));
    expect(drawn).toHaveLength(riddlesCount);
  },
);
