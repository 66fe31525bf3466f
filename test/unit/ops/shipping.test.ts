import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifestsOf, secretFiles } from '../../../ops/kubernetes/manifests.ts';
import { readConfig } from '../../../src/config/config.ts';
import { variableNames } from '../../../src/config/variables.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The longest time from SIGTERM to the end of a process: SHUTDOWN_DELAY_MS and the drain (src/main.ts). */
const shutdownSecondsMax = 30;

describe('compose.yml', () => {
  test('its variables start a gateway against its simulator', () => {
    const text = read('ops/compose/simulator.env');
    const variables = Object.fromEntries(
      [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    const keyOf = (half: 'privateKey' | 'publicKey') => {
      const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const type = half === 'privateKey' ? 'pkcs8' : 'spki';
      return pair[half].export({ type, format: 'pem' } as never).toString();
    };
    const files: Record<string, string> = {
      '/keys/merchant-private.pem': keyOf('privateKey'),
      '/keys/simulator/notify-public-key.pem': keyOf('publicKey'),
    };
    const [, databaseUrl = ''] = /DATABASE_URL: (.+)/.exec(read('compose.yml')) ?? [];
    const result = readConfig(
      { ...variables, DATABASE_URL: databaseUrl, TRUST_PROXY: '1', HOST: '0.0.0.0' },
      (path) => files[path] ?? '',
      () => null,
    );
    expect(result).toMatchObject({ kind: 'ok', config: { mode: 'configured' }, warnings: [] });
    // The simulator knows the merchant whose requests the gateway signs.
    const { X_PARTNER_ID, MERCHANT_ID, EXTERNAL_STORE_ID } = variables;
    expect(read('compose.yml')).toContain(
      `--partner=${X_PARTNER_ID}:${MERCHANT_ID}:/keys/merchant-public.pem`,
    );
    expect(read('compose.yml')).toContain(`--store=${MERCHANT_ID}:${EXTERNAL_STORE_ID}`);
  });
});

describe('the Kubernetes manifests', () => {
  const [deployment, service] = manifestsOf({
    ...{ image: 'gapura:1', replicasCount: 2, configMap: 'gapura', secret: 'gapura' },
  });
  const pod = deployment.spec?.template.spec;
  const [container] = pod?.containers ?? [];

  test('every secret is a file, whose variable the gateway reads', () => {
    expect(Object.keys(secretFiles).filter((name) => !variableNames.includes(name))).toEqual([]);
    for (const [name, file] of Object.entries(secretFiles)) {
      expect(container?.env).toContainEqual({ name, value: `/run/secrets/gapura/${file}` });
    }
    expect(container?.env?.filter(({ name }) => !name.endsWith('_PATH'))).toEqual([]);
  });

  test('a pod has the time that a drain takes, and runs as nobody on a read-only root', () => {
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(shutdownSecondsMax + 2);
    expect(pod?.securityContext?.runAsNonRoot).toBe(true);
    expect(container?.securityContext?.readOnlyRootFilesystem).toBe(true);
  });

  test('the service leads to the pods', () => {
    expect(deployment.spec?.template.metadata?.labels).toEqual(service.spec?.selector);
  });
});

describe('ops/systemd/gapura.service', () => {
  const unit = read('ops/systemd/gapura.service');

  test('its variables are read by the gateway, and its stop waits for the drain', () => {
    const named = [...unit.matchAll(/^Environment=([A-Z_]+)=/gm)].map(([, name = '']) => name);
    expect(named.filter((name) => !variableNames.includes(name))).toEqual([]);
    const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
    expect(Number(seconds)).toBeGreaterThan(shutdownSecondsMax);
  });

  const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;
  test.skipIf(!hasAnalyze)('systemd has nothing to say about it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gapura-unit-'));
    try {
      // It also looks for the program, which is elsewhere on a developer's machine.
      const file = join(folder, 'gapura.service');
      writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
      const { stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
      expect(stderr).toBe('');
      const security = ['security', '--offline=true', '--threshold=20', file];
      expect(spawnSync('systemd-analyze', security).status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('the image and everything that runs it leave a drain its time', () => {
  const [, seconds] = /stop_grace_period: (\d+)s/.exec(read('compose.yml')) ?? [];
  expect(Number(seconds)).toBeGreaterThan(shutdownSecondsMax);
  expect(read('Dockerfile')).toMatch(/^CMD \["node"/m);
  expect(read('Dockerfile')).toMatch(/^USER 1000:1000$/m);
});
