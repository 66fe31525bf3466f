import { afterEach, beforeEach } from 'vitest';
import type { GatewayClientOptions } from '../../../src/client/core/gateway-client.ts';
import { type ScriptedGateway, startScriptedGateway } from './scripted-gateway.ts';
import { watchAs } from './viewer.ts';

/** For a test file: a scripted gateway for each test, and viewers that are closed with it. */
export function watchStage() {
  let gateway: ScriptedGateway;
  const viewers: ReturnType<typeof watchAs>[] = [];

  beforeEach(async () => {
    gateway = await startScriptedGateway();
  });
  afterEach(async () => {
    for (const { watch } of viewers.splice(0)) watch.close();
    await gateway.close();
  });

  return {
    get gateway() {
      return gateway;
    },
    view(options: Partial<GatewayClientOptions> = {}, afterVersion?: number) {
      const viewer = watchAs(gateway, options, afterVersion);
      viewers.push(viewer);
      return viewer;
    },
  };
}
