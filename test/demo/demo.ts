import { startGatewayProcess } from '../support/gateway-process.ts';
import { openShop } from '../support/shop.ts';
import { openSimulatorDesk } from '../support/simulator-desk.ts';
import { createNarrator } from './narrator.ts';
import { tellPayment, tellPaymentOptions, ways } from './story.ts';

const narrator = createNarrator((line) => process.stdout.write(`${line}\n`));
narrator.say('Gapura GraphQL: from nothing to money, live. Everything below happens now, on this machine.');

const gateway = await startGatewayProcess();
const shop = openShop(gateway.url, gateway.serverKey);
const stage = { shop, desk: openSimulatorDesk(gateway.simulatorUrl), narrator };
try {
  narrator.say(`gateway ${gateway.url}, simulated DANA ${gateway.simulatorUrl}`);
  await tellPaymentOptions(stage);
  for (const way of ways) await tellPayment(stage, way);
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
}
