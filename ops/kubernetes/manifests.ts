import type { Deployment } from 'kubernetes-types/apps/v1.js';
import type { Container, EnvVar, Service } from 'kubernetes-types/core/v1.js';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.js';

/** What differs between two installations. */
export interface ManifestSettings {
  readonly image: string;
  readonly replicasCount: number;
  /** The ConfigMap with the variables that are no secrets. */
  readonly configMap: string;
  /** The Secret with one entry for each file of `secretFiles`. */
  readonly secret: string;
}

/** The variables whose values come from files, and the names of these files in the Secret. */
export const secretFiles = {
  PRIVATE_KEY_PATH: 'dana-private.pem',
  DANA_WEBHOOK_PUBLIC_KEY_PATH: 'dana-webhook.pem',
  DATABASE_URL_PATH: 'database-url',
  SERVER_KEY_PATH: 'server-key',
  TOKEN_SECRET_PATH: 'token-secret',
} as const;

const labels = { 'app.kubernetes.io/name': 'gapura' };
const port = 4000;
const secretsFolder = '/run/secrets/gapura';
/** At most 25 s from SIGTERM, SHUTDOWN_DELAY_MS included (src/main.ts), and some seconds to spare. */
const graceSeconds = 35;

function containerOf({ image, configMap }: ManifestSettings): Container {
  const health = (path: string) => ({ httpGet: { path, port: 'http' } });
  const files: EnvVar[] = Object.entries(secretFiles).map(([name, file]) => ({
    name,
    value: `${secretsFolder}/${file}`,
  }));
  return {
    name: 'gateway',
    image,
    ports: [{ name: 'http', containerPort: port }],
    envFrom: [{ configMapRef: { name: configMap } }],
    env: files,
    // The first process may apply migrations.
    startupProbe: { ...health('/health/live'), periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { ...health('/health/live'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { ...health('/health/ready'), periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 2 },
    // Endpoints are told of the end at the same time as the process: it stays ready for callers that do not know yet.
    lifecycle: { preStop: { exec: { command: ['node', '-e', 'setTimeout(() => {}, 2000)'] } } },
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    securityContext: {
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'secrets', mountPath: secretsFolder, readOnly: true }],
  };
}

/** The objects of a gateway; the ConfigMap, the Secret and the Ingress are the cluster's own. */
export function manifestsOf(settings: ManifestSettings): [Deployment, Service, PodDisruptionBudget] {
  const metadata = { name: 'gapura', labels };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: settings.replicasCount,
        selector: { matchLabels: labels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            terminationGracePeriodSeconds: graceSeconds,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'kubernetes.io/hostname',
                whenUnsatisfiable: 'ScheduleAnyway',
                labelSelector: { matchLabels: labels },
              },
            ],
            containers: [containerOf(settings)],
            volumes: [{ name: 'secrets', secret: { secretName: settings.secret, defaultMode: 0o440 } }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    },
  ];
}
