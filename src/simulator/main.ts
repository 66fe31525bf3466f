import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from './clock.ts';
import type { SimulatorUnit, UnitKind } from './ledger/documents.ts';
import { type ProfileName, profileNames } from './model/profile.ts';
import { type SimulatorPartner, startSimulator } from './simulator.ts';

const usage = `npm run simulator -- [--port 4010] [--host 127.0.0.1] [--data-dir .data/simulator]
    [--partner <partnerId>:<merchantId>:<path of its public key>]…   whose requests are accepted
    [--public-url http://…]      how browsers reach it, if not by host and port
    [--allow-host name]…         another host name at which it may be reached (a container's)
    [--notify-others]            send notifications to other machines than this one too
    [--profile generous|sandbox]   what is allowed; also SIMULATOR_PROFILE
    [--store <merchantId>:<externalStoreId>]…      a registered store
    [--division <merchantId>:<subMerchantId>]…     a registered division
    [--settlement-days n]        a day's settlement file comes n days later, 1 by default: DANA's T+X
    [--lenient-timestamps]       accept any time zone in X-TIMESTAMP, not only +07:00
    [--timestamp-age-ms-max n]   refuse an X-TIMESTAMP further than this from the clock
    [--reject-repeated-external-ids]   refuse an X-EXTERNAL-ID used before on the same day`;

const settlementDaysMax = 30;

/** Runs the simulator as a program. Ends on SIGTERM and Ctrl-C; a SIGKILL loses nothing either. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      'data-dir': { type: 'string', default: '.data/simulator' },
      partner: { type: 'string', multiple: true, default: [] },
      'public-url': { type: 'string' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      'notify-others': { type: 'boolean', default: false },
      'lenient-timestamps': { type: 'boolean', default: false },
      // biome-ignore lint/style/noProcessEnv: the simulator is a program of its own.
      profile: { type: 'string', default: process.env.SIMULATOR_PROFILE ?? 'generous' },
      store: { type: 'string', multiple: true, default: [] },
      division: { type: 'string', multiple: true, default: [] },
      'settlement-days': { type: 'string', default: '1' },
      'timestamp-age-ms-max': { type: 'string' },
      'reject-repeated-external-ids': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const ageText = values['timestamp-age-ms-max'];
  const simulator = await startSimulator({
    host: values.host,
    port: readNumber('--port', values.port, 65_535),
    dataDir: values['data-dir'],
    clock: systemClock(),
    partners: values.partner.map(readPartner),
    hostNames: values['allow-host'],
    mayNotifyOthers: values['notify-others'],
    strictTimestamps: !values['lenient-timestamps'],
    profile: readProfile(values.profile),
    units: [
      ...values.store.map((text) => readUnit('store', text)),
      ...values.division.map((text) => readUnit('division', text)),
    ],
    settlementDays: readNumber('--settlement-days', values['settlement-days'], settlementDaysMax, 1),
    rejectsRepeatedExternalIds: values['reject-repeated-external-ids'],
    ...(ageText !== undefined && { timestampAgeMsMax: readNumber('--timestamp-age-ms-max', ageText) }),
    ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
  });
  console.log(`DANA simulator   ${simulator.url}`);
  console.log(`Public key       ${simulator.publicKeyPath}`);

  const stop = () => void simulator.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function readNumber(name: string, text: string, max = Number.MAX_SAFE_INTEGER, min = 0): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`${name} must be a whole number from ${min} to ${max}, not ${text}.`);
}

function readProfile(text: string): ProfileName {
  const name = profileNames.find((one) => one === text);
  if (name !== undefined) return name;
  throw new Error(`--profile must be ${profileNames.join(' or ')}, not ${text}.`);
}

function readUnit(kind: UnitKind, text: string): SimulatorUnit {
  const [merchantId, ...externalId] = text.split(':');
  if (!merchantId || externalId.join(':') === '')
    throw new Error(`--${kind} must be <merchantId>:<id of the ${kind}>, not ${text}.`);
  return { merchantId, kind, externalId: externalId.join(':') };
}

function readPartner(text: string): SimulatorPartner {
  const [partnerId, merchantId, ...path] = text.split(':');
  if (!partnerId || !merchantId || path.length === 0)
    throw new Error(`--partner must be <partnerId>:<merchantId>:<path of its public key>, not ${text}.`);
  return { partnerId, merchantId, publicKey: readFileSync(path.join(':'), 'utf8') };
}

main().catch((error: NodeJS.ErrnoException) => {
  const isPortTaken = error.code === 'EADDRINUSE';
  console.error(
    isPortTaken
      ? `The port is taken, perhaps by another simulator: stop it, or start this one with another --port. (${error.message})`
      : `${error.message}\n\n${usage}`,
  );
  process.exit(1);
});
