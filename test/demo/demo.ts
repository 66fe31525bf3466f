import type { OrderFieldsFragment } from '../../src/client/core/generated/graphql.ts';
import { openReceiver, webhookSecret } from '../support/event-receiver.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';
import { openShop } from '../support/shop.ts';
import { openSimulatorDesk } from '../support/simulator-desk.ts';
import { tellCancels, tellExpiry, tellHardMoment, tellRefunds } from './aftermath.ts';
import { tellEvents } from './events.ts';
import { createNarrator } from './narrator.ts';
import { tellSettlement } from './settlement.ts';
import { tellPayment, tellPaymentOptions, ways } from './story.ts';

const narrator = createNarrator((line) => process.stdout.write(`${line}\n`));
narrator.say('Gapura GraphQL: from nothing to money, live. Everything below happens now, on this machine.');

const receiver = await openReceiver();
const gateway = await startGatewayProcess({
  EVENTS_URL: receiver.url,
  EVENTS_SECRET: webhookSecret('the merchant'),
});
const shop = openShop(gateway.url, gateway.serverKey);
const stage = { shop, desk: openSimulatorDesk(gateway.simulatorUrl), narrator };
try {
  narrator.say(`gateway ${gateway.url}, simulated DANA ${gateway.simulatorUrl}`);
  await tellPaymentOptions(stage);
  const paid: OrderFieldsFragment[] = [];
  for (const way of ways) paid.push(await tellPayment(stage, way));
  for (const order of paid.slice(0, 1)) {
    await tellRefunds(stage, order);
    await tellEvents(stage, order, receiver);
  }
  await tellCancels(stage);
  await tellExpiry(stage);
  await tellHardMoment(stage, gateway);
  for (const order of paid.slice(-1)) await tellSettlement(stage, order, gateway);
  narrator.chapter('The end');
  await shop.close();
  narrator.check('the gateway drained and stopped', (await gateway.stop()) === 0);
} catch (error) {
  process.stderr.write(
    `\n   ✗ ${error instanceof Error ? error.message : String(error)}\n${gateway.output()}\n`,
  );
  process.exitCode = 1;
} finally {
  await shop.close();
  await gateway.dispose();
  await receiver.close();
}
