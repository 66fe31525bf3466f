import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../support/free-ports.ts';
import { startDanaStub } from './beside/dana-stub.ts';
import { startCountingPostgres } from './beside/postgres.ts';
import { describeRuns } from './beside/report.ts';
import { type Plan, runRounds } from './beside/rounds.ts';
import { fillDatabase } from './beside/rows.ts';
import { startGateways } from './beside/servers.ts';
import { buildPrograms } from './live/build.ts';
import { describeMachine } from './machine.ts';

export const about =
  'what telemetry costs: off, metrics, metrics with traces of one request in twenty or of each';

const fullPlan: Plan = { roundsCount: 7, warmUpMs: 1_000, fullMs: 1_000, steadyMs: 500 };
const smokePlan: Plan = { roundsCount: 1, warmUpMs: 100, fullMs: 150, steadyMs: 150 };

/** The gateway without telemetry beside the same gateway with it. How fast anything is fails nothing. */
export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  const machine = describeMachine();
  await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const postgres = await startCountingPostgres(join(folder, 'postgres'));
  const dana = await startDanaStub();
  const collector = await startCollector();
  try {
    const rows = await fillDatabase(postgres.url);
    await postgres.stopCounting();
    const [one = 0, some = 0, all = 0] = await freePorts(3);
    const metricsAt = (port: number) => ({
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    });
    const contestants = await startGateways(
      { databaseUrl: postgres.url, danaUrl: dana.url, rows, folder },
      {
        gateway: {},
        metrics: metricsAt(one),
        'metrics + 1 trace in 20': {
          ...{ ...metricsAt(some), OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
          ...{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.05' },
        },
        'metrics + every trace': { ...metricsAt(all), OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      },
    );
    try {
      const plan = isSmoke ? smokePlan : fullPlan;
      const runs = await runRounds(contestants, postgres.pid, plan);
      console.log(`
${machine}
medians of ${plan.roundsCount} rounds in turns, 16 connections; "gateway" is without telemetry
${describeRuns(runs, new Map())}`);
    } finally {
      await Promise.all(contestants.map((contestant) => contestant.end()));
    }
  } finally {
    dana.close();
    collector.close();
    await postgres.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Accepts whatever is exported. */
async function startCollector(): Promise<{ readonly url: string; close(): void }> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
